"""One form of each text before a model sees it."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 3_000
"""Characters of a text that are looked at."""

_STEPS = (
    (
        re.compile(
            r"https?://[\x21-\x7e]*|(?<![\da-z.])t\.cn/[\da-z]*"
            r"|[【\[](?:身份证号|手机号|邮箱|银行卡号)[】\]]"
        ),
        "",
    ),
    (re.compile(r"(?://)?@[\w\-]{1,30}[:：]?|回复@?"), ""),
    (re.compile(r"\d+"), "0"),
    (re.compile(r"[^\S\n]+|[\u200b-\u200f\ufe00-\ufe0f\x00]"), ""),
    (re.compile(r"([^\n])\1{2,}"), r"\1\1"),
)
"""Web addresses, masks, mentions, numbers, blanks, runs."""

_MARKS = re.compile(r"#[^#\n]{1,40}#|\[[^\[\]\n]{1,8}\]")


def normal_forms(texts: Iterable[str]) -> list[str]:
    """NFKC and small letters, without addresses, names, numbers and blanks; one per text."""
    cut = (" ".join(text[:_LONGEST].split()) for text in texts)
    joined = "\n".join(cut).encode("utf-8", "ignore").decode()  # lone surrogates are no text
    joined = unicodedata.normalize("NFKC", joined).lower()
    for pattern, becomes in _STEPS:
        joined = pattern.sub(becomes, joined)
    return joined.split("\n")


def without_marks(text: str) -> str:
    """The text without hashtags and platform emoticons ([心]).

    In posts of a platform they go far to tell what is meant; in messages to a government they
    hardly occur, so that a model must not lean on them.
    """
    return _MARKS.sub("", text)
