"""What a post may have that it should not: candidates that a person decides on, never verdicts.

The words are ``post_signs.yml`` (precision first: a word about the fight against something is no
sign of it), the list of serious wording errors and the list of bad sites. ``PREFILTER`` is one
expression for Python and for RE2: a text without a match of it carries no sign.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from gongkai_monitor.text.bad_links import bad_mark, bad_words, lists
from gongkai_monitor.text.page import host_of
from gongkai_monitor.text.personal_data import BANK_CARD, ID_CARD, TOKENS
from gongkai_monitor.text.wording import WordingKind
from gongkai_monitor.text.wording.words import WordFinder, WordList, built_in_words
from gongkai_monitor.vocabulary import PostSignKind

_LONGEST = 20_000
_NEAR = 60
_EXCERPT = 40
_URL = re.compile(r"https?://[^\s\u4e00-\u9fff，。；、）)】]{4,200}")
_QUOTE = re.compile(r"[“\"「『][^”\"」』]{0,80}$")
_GAP = re.compile(r"(?:\[\^[^\]]*\]|\.)\{0,\d+\}")
"""A bounded gap in a pattern; without its bound the store looks three times as fast."""

_LEAK_MARKS = (TOKENS[ID_CARD], TOKENS[BANK_CARD])


class SignWords(BaseModel):
    """One kind of ``post_signs.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    without_office: bool = False
    not_quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSign:
    """One kind of sign in one post: the passages found and the text around the first."""

    kind: PostSignKind
    words: tuple[str, ...]
    excerpt: str


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: PostSignKind
    single: re.Pattern[str] | None
    paired: re.Pattern[str] | None
    unless: re.Pattern[str]
    without_office: bool
    not_quoted: bool

    def find(self, text: str) -> list[re.Match[str]]:
        """Passages that count; one of ``pairs`` alone does not."""
        singles = self._holding(self.single, text)
        pairs = self._holding(self.paired, text)
        if not singles and len({match[0] for match in pairs}) < 2:
            return []
        return sorted((*singles, *pairs), key=lambda match: match.start())

    def _holding(self, pattern: re.Pattern[str] | None, text: str) -> list[re.Match[str]]:
        if pattern is None:
            return []
        return [match for match in pattern.finditer(text) if self._holds(match, text)]

    def _holds(self, match: re.Match[str], text: str) -> bool:
        near = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if self.unless.search(near):
            return False
        return not (self.not_quoted and _QUOTE.search(text[: match.start()]))


def post_signs(text: str) -> list[PostSign]:
    """The signs of one post, at most one of each kind.

    Args:
        text: title and text of the post as stored, personal data masked; what is longer than
            20,000 characters is looked at up to there.
    """
    text = text[:_LONGEST]
    found = [_of_matches(rule.kind, text, rule.find(text)) for rule in _rules()
             if not (rule.without_office and _office().search(text))]  # fmt: skip
    found += [_serious(text), _bad_link(text), _personal_data(text)]
    return [sign for sign in found if sign is not None]


def has_office_words(text: str) -> bool:
    """Whether a text speaks of what offices do."""
    return _office().search(text) is not None


@cache
def prefilter() -> str:
    """One expression that every text with a sign matches, in the syntax of RE2 and of Python."""
    plain = [
        *(entry.wrong for entry in _serious_words().entries),
        *lists().strong_words,
        *_LEAK_MARKS,
    ]
    marks = "|".join(map(re.escape, lists().domain_marks))
    patterns = [pattern for words in _lists().values() for pattern in (*words.words, *words.pairs)]
    patterns.append(rf"https?://[^/\s]{{0,60}}(?:{marks})")
    loose = [_GAP.sub(".*", pattern) for pattern in patterns]
    return "|".join((*map(re.escape, plain), *loose))


def _of_matches(kind: PostSignKind, text: str, matches: list[re.Match[str]]) -> PostSign | None:
    if not matches:
        return None
    words = tuple(dict.fromkeys(match[0] for match in matches))[:5]
    return PostSign(kind=kind, words=words, excerpt=_excerpt(text, *matches[0].span()))


def _serious(text: str) -> PostSign | None:
    found = sorted(_serious_finder().find(text), key=lambda candidate: candidate.start)
    if not found:
        return None
    words = tuple(dict.fromkeys(f"{one.wrong}（应为{one.right}）" for one in found))[:5]
    return PostSign(
        kind=PostSignKind.SERIOUS_WORDING,
        words=words,
        excerpt=_excerpt(text, found[0].start, found[0].end),
    )


def _bad_link(text: str) -> PostSign | None:
    """A word of bad sites beside a link, or a link to a host that is marked as one."""
    links = list(_URL.finditer(text))
    marked = [link for link in links if bad_mark(host_of(link[0]) or "")]
    words = bad_words(text) if links else ()
    if not marked and not words:
        return None
    start, end = marked[0].span() if marked else links[0].span()
    return PostSign(
        kind=PostSignKind.BAD_LINK,
        words=(*(link[0][:80] for link in marked[:3]), *words[:3]),
        excerpt=_excerpt(text, start, end),
    )


def _personal_data(text: str) -> PostSign | None:
    """Masked numbers of identity or bank cards; a mobile is often an office's own."""
    marks = [(text.find(mark), mark) for mark in _LEAK_MARKS if mark in text]
    if not marks:
        return None
    start, mark = min(marks)
    counts = tuple(f"{one[1:-1]} {text.count(one)} 处" for _, one in sorted(marks))
    return PostSign(
        kind=PostSignKind.PERSONAL_DATA,
        words=counts,
        excerpt=_excerpt(text, start, start + len(mark)),
    )


def _excerpt(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", text[max(start - _EXCERPT, 0) : end + _EXCERPT]).strip()


@cache
def _content() -> dict[str, object]:
    source = files("gongkai_monitor.text").joinpath("post_signs.yml").read_text("utf-8")
    content: dict[str, object] = yaml.safe_load(source)
    return content


@cache
def _lists() -> dict[PostSignKind, SignWords]:
    return {
        PostSignKind(name): SignWords.model_validate(words)
        for name, words in _content().items()
        if name != "office_words"
    }


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            kind=kind,
            single=_any(words.words),
            paired=_any(words.pairs),
            unless=re.compile("|".join(words.unless)),
            without_office=words.without_office,
            not_quoted=words.not_quoted,
        )
        for kind, words in _lists().items()
    )


def _any(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


@cache
def _office() -> re.Pattern[str]:
    words = _content()["office_words"]
    assert isinstance(words, list)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _serious_words() -> WordList:
    entries = built_in_words().entries
    return WordList(entries=tuple(one for one in entries if one.kind is WordingKind.SERIOUS))


@cache
def _serious_finder() -> WordFinder:
    return WordFinder(_serious_words())
