"""One form of each text before a model sees it."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 3_000
"""Characters of a text that are looked at."""

_STEPS = (
    (
        re.compile(
            r"https?://[\x21-\x7e]*|\bt\.cn/\w*|[【\[](?:身份证号|手机号|邮箱|银行卡号)[】\]]"
        ),
        "",
    ),
    (re.compile(r"#[^#\n]{1,40}#"), ""),
    (re.compile(r"\[[^\[\]\n]{1,8}\]"), ""),
    (re.compile(r"(?://)?@[\w\-]{1,30}[:：]?|回复@?"), ""),
    (re.compile(r"\d+"), "0"),
    (re.compile(r"[^\S\n]+|[\u200b-\u200f\ufe00-\ufe0f\x00]"), ""),
    (re.compile(r"([^\n])\1{2,}"), r"\1\1"),
)
"""Web addresses and masks, hashtags, platform emoticons, mentions, numbers, blanks, runs."""


def normal_forms(texts: Iterable[str]) -> list[str]:
    """NFKC and small letters, without addresses, names, numbers and blanks; one per text.

    Hashtags and platform emoticons ([心]) go too: in the labelled sets they tell the label, in
    messages to a government they hardly occur.
    """
    cut = (" ".join(text[:_LONGEST].split()) for text in texts)
    joined = "\n".join(cut).encode("utf-8", "ignore").decode()  # lone surrogates are no text
    joined = unicodedata.normalize("NFKC", joined).lower()
    for pattern, becomes in _STEPS:
        joined = pattern.sub(becomes, joined)
    return joined.split("\n")
