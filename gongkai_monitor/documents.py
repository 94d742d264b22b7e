"""政策文件 and 解读材料: which interpretation explains which document, and why we think so.

Four independent clues, each with its weight: a link in either direction, the document number,
the title quoted in 《》, and the likeness of the titles. Issuer and time only support or weaken
them. Candidates come from indexes, so the work grows with the number of papers, not its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.text.document_number import find_document_numbers, normalise_document_number
from gongkai_monitor.text.similarity import quoted_titles, title_key, title_similarity

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 0.7
"""A pair below this is no pair."""

COLUMNS = ("document_id", "interpretation_id", "score", "reasons")

_LINK, _NUMBER_IN_TITLE, _QUOTED_IN_TITLE = 0.97, 0.95, 0.95
_NUMBER_ALONE, _NUMBER_IN_TEXT, _QUOTED_FIRST, _QUOTED_IN_TEXT = 0.78, 0.6, 0.72, 0.35
_ISSUER = 0.1
_LOOKS_ALIKE = 0.6
_NAMES_IT, _SURELY, _SAME = 0.75, 0.88, 0.99
_REGION = re.compile(r"[\u4e00-\u9fff]{2,3}?[省市县区]")
_NEARLY = 0.02  # copies of one document differ by less, other documents by more
_RARE = 60  # a character pair in more titles than this says nothing
_EARLIEST_DAYS, _LATEST_DAYS = -31, 550

_ISSUED = re.compile(
    r"关于(?:印发|公布|发布|下发|转发|修订|修改|颁布|批转)(?P<core>.+?)的(?:通知|公告|通告|决定|函|意见)$"
)
_EXPLAINING = re.compile(
    r"(?:政策)?(?:解读(?:材料|稿)?|问答|答记者问|一图(?:看懂|读懂|速览)|图解|图说|图文|视频|动漫|常见问题解答)"
    r"|^关于|(?:政策|起草|编制)说明$|的$|^(?:政策|重磅|权威)|[：:|｜—\-\s]+"
)


@dataclass(slots=True)
class _Clues:
    """What speaks for one pair."""

    weights: list[float] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_linked: bool = False
    is_named: bool = False
    """The interpretation names this very document, not one that it only mentions."""
    likeness: float = 0.0
    is_exact: bool = False
    """It names it by link, number or full title, not by a similar one."""

    def name(self, *, exactly: bool) -> None:
        self.is_named = True
        self.is_exact |= exactly

    def add(self, weight: float, reason: str) -> None:
        if reason not in self.reasons:
            self.weights.append(weight)
            self.reasons.append(reason)

    def score(self) -> float:
        doubt = 1.0
        for weight in self.weights:
            doubt *= 1 - weight
        return 1 - doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    document_id: str
    title: str
    keys: tuple[str, ...]
    number: str | None
    issuer: str | None
    published_on: date | None
    urls: frozenset[str]
    links: frozenset[str]


def link_interpretations(documents: pd.DataFrame, interpretations: pd.DataFrame) -> pd.DataFrame:
    """Pair interpretations with the documents that they explain.

    Args:
        documents: document_id, title, document_number, issuer, published_on, url, text; an
            optional ``links`` column lists the links of the page.
        interpretations: interpretation_id, title, published_on, url, text, links (list of urls).

    Returns:
        document_id, interpretation_id, score (0..1, at least ``THRESHOLD``), reasons (list of
        Chinese phrases); the surest first within an interpretation. An interpretation of a
        document that is not among ``documents`` has no row.
    """
    import pandas as pd

    index = _Index([_document(row) for row in plain_rows(documents)])
    rows: list[dict[str, Any]] = []
    for row in plain_rows(interpretations):
        rows += index.matches(row)
    return pd.DataFrame(rows, columns=list(COLUMNS))


class _Index:
    """Documents by URL, number, title and the rare character pairs of their titles."""

    def __init__(self, documents: list[_Document]) -> None:
        self.documents = documents
        self.by_url: dict[str, list[int]] = defaultdict(list)
        self.by_link: dict[str, list[int]] = defaultdict(list)
        self.by_number: dict[str, list[int]] = defaultdict(list)
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_gram: dict[str, list[int]] = defaultdict(list)
        for position, document in enumerate(documents):
            self._add(position, document)

    def _add(self, position: int, document: _Document) -> None:
        for url in document.urls:
            self.by_url[url].append(position)
        for url in document.links:
            self.by_link[url].append(position)
        if document.number:
            self.by_number[document.number].append(position)
        for key in document.keys:
            self.by_key[key].append(position)
        for gram in {gram for key in document.keys for gram in _grams(key)}:
            self.by_gram[gram].append(position)

    def matches(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of the result for one interpretation."""
        clues: dict[int, _Clues] = defaultdict(_Clues)
        self._by_links(row, clues)
        self._by_numbers(row, clues)
        self._by_quotes(row, clues)
        self._by_likeness(row, clues)
        published = _day(row.get("published_on"))
        is_exact = any(clue.is_exact for clue in clues.values())
        is_named = any(clue.is_named for clue in clues.values()) or _quotes_a_title(row)
        found = []
        for position, clue in clues.items():
            if (is_exact and not clue.is_exact) or (is_named and not clue.is_named):
                continue  # only mentioned: its basis, or the programme it belongs to
            document = self.documents[position]
            score = _tempered(document, clue, row, published)
            if score >= THRESHOLD:
                found.append((score, position, clue))
        return [
            {
                "document_id": self.documents[position].document_id,
                "interpretation_id": row["interpretation_id"],
                "score": round(score, 4),
                "reasons": clue.reasons,
            }
            for score, position, clue in self._best(found, published)
        ]

    def _best(
        self, found: list[tuple[float, int, _Clues]], published: date | None
    ) -> list[tuple[float, int, _Clues]]:
        """Of several versions under one title only the nearest in time; links always count."""
        found.sort(key=lambda item: (-item[0], self._distance(item[1], published), item[1]))
        if found and not found[0][2].is_exact:
            alike = max(clue.likeness for _, _, clue in found)
            found = [item for item in found if item[2].likeness >= alike - _NEARLY]
        kept: list[tuple[float, int, _Clues]] = []
        taken: dict[str, int] = {}
        for score, position, clue in found:
            document = self.documents[position]
            first = taken.get(document.keys[0]) if document.keys else None
            if first is not None and not clue.is_linked and not self._is_copy(first, position):
                continue
            for key in document.keys:
                taken.setdefault(key, position)
            kept.append((score, position, clue))
        return kept

    def _distance(self, position: int, published: date | None) -> int:
        document = self.documents[position]
        if published is None or document.published_on is None:
            return 10**6
        return abs((published - document.published_on).days)

    def _is_copy(self, first: int, second: int) -> bool:
        """The same document shown in two channels."""
        one, two = self.documents[first], self.documents[second]
        if one.number and two.number:
            return one.number == two.number
        return one.published_on == two.published_on

    def _by_links(self, row: Mapping[str, Any], clues: dict[int, _Clues]) -> None:
        for url in {_url(link) for link in row.get("links") or ()}:
            for position in self.by_url.get(url, ()):
                clues[position].add(_LINK, "解读链接到文件")
                clues[position].is_linked = True
                clues[position].name(exactly=True)
        for position in self.by_link.get(_url(row.get("url") or ""), ()):
            clues[position].add(_LINK, "文件链接到解读")
            clues[position].is_linked = True
            clues[position].name(exactly=True)

    def _by_numbers(self, row: Mapping[str, Any], clues: dict[int, _Clues]) -> None:
        in_title = set(find_document_numbers(row.get("title") or ""))
        in_text = set(find_document_numbers(row.get("text") or ""))
        # Several known numbers in a text are its basis as well as its subject; one alone is not.
        is_only = len(self.by_number.keys() & in_text) == 1
        for number in in_title | in_text:
            weight = _NUMBER_ALONE if is_only else _NUMBER_IN_TEXT
            if number in in_title:
                weight = _NUMBER_IN_TITLE
            where = "标题" if number in in_title else "正文"
            for position in self.by_number.get(number, ()):
                clues[position].add(weight, f"{where}含文号 {number}")
                if number in in_title:
                    clues[position].name(exactly=True)

    def _by_quotes(self, row: Mapping[str, Any], clues: dict[int, _Clues]) -> None:
        in_title = [title_key(one) for one in quoted_titles(row.get("title") or "")]
        in_text = [title_key(one) for one in quoted_titles(row.get("text") or "")]
        first = in_text[0] if in_text else None
        for key in dict.fromkeys((*in_title, *in_text)):
            if len(key) < 4:
                continue
            where, weight = "正文", _QUOTED_FIRST if key == first else _QUOTED_IN_TEXT
            if key in in_title:
                where, weight = "标题", _QUOTED_IN_TITLE
            for position in self.by_key.get(key, ()):
                clues[position].add(weight, f"{where}引用文件名称")
                if key in in_title:
                    clues[position].name(exactly=True)

    def _by_likeness(self, row: Mapping[str, Any], clues: dict[int, _Clues]) -> None:
        core = _core_of_interpretation(row.get("title") or "")
        if len(core) < 4:
            return
        shared: Counter[int] = Counter()
        for gram in _grams(core):
            positions = self.by_gram.get(gram, ())
            if len(positions) <= _RARE:
                shared.update(positions)
        for position, _ in shared.most_common(20):
            document = self.documents[position]
            likeness = max(title_similarity(core, key) for key in document.keys)
            if likeness < _LOOKS_ALIKE:
                continue
            clues[position].likeness = likeness
            # 河北省…办法 does not explain the national …办法 that its site re-posts
            region = _REGION.match(core)
            is_own = region is None or region[0] in document.title
            clues[position].add(likeness * (0.9 if is_own else 0.4), f"标题相似（{likeness:.0%}）")
            if is_own and likeness >= _NAMES_IT:
                clues[position].name(exactly=likeness >= _SAME)


def _quotes_a_title(row: Mapping[str, Any]) -> bool:
    """Whether the title says in 《》 what it explains; 《若干措施》 alone says nothing."""
    return any(len(title_key(one)) >= 8 for one in quoted_titles(row.get("title") or ""))


def _tempered(
    document: _Document, clue: _Clues, row: Mapping[str, Any], published: date | None
) -> float:
    """The score with issuer and time: they support or weaken, they never make a pair."""
    if document.issuer and document.issuer in f"{row.get('title')}{(row.get('text') or '')[:800]}":
        clue.add(_ISSUER, "发文机关一致")
    score = clue.score()
    if published is None or document.published_on is None or clue.is_linked:
        return score
    days = (published - document.published_on).days
    if _EARLIEST_DAYS <= days <= _LATEST_DAYS:
        return score
    clue.reasons.append("发布时间相隔过久")
    is_sure = clue.is_exact or clue.likeness >= _SURELY
    return score * (0.8 if days > 0 and is_sure else 0.6)


def _document(row: Mapping[str, Any]) -> _Document:
    title = row.get("title") or ""
    number = row.get("document_number")
    links = row.get("links") or ()
    return _Document(
        document_id=row["document_id"],
        title=title,
        keys=_keys_of_document(title),
        number=normalise_document_number(number) if number else None,
        issuer=row.get("issuer") or None,
        published_on=_day(row.get("published_on")),
        urls=frozenset({_url(row["url"])} if row.get("url") else ()),
        links=frozenset(_url(link) for link in links),
    )


def _keys_of_document(title: str) -> tuple[str, ...]:
    """The title itself, what it says it issues, and the titles that it quotes."""
    issued = _ISSUED.search(title.strip())
    names = [title, *quoted_titles(title)]
    if issued:
        names.insert(0, issued["core"])
    keys = (title_key(name) for name in names)
    return tuple(dict.fromkeys(key for key in keys if len(key) >= 4))


def _core_of_interpretation(title: str) -> str:
    """The title without 解读, 一图读懂 and the like: what is left names the document."""
    quoted = quoted_titles(title)
    return title_key(quoted[0] if quoted else _EXPLAINING.sub("", title))


def _grams(key: str) -> set[str]:
    return {key[start : start + 3] for start in range(len(key) - 2)}


def _url(url: str) -> str:
    """One spelling: no scheme, no ``www.``, no fragment, no trailing slash."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip()).split("#", 1)[0]
    return bare.rstrip("/")


def _day(value: object) -> date | None:
    """A day from a date, a datetime or ISO text; None for anything unknown."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            return None
    if hasattr(value, "date"):
        found = value.date()
        return found if isinstance(found, date) else None
    return value if isinstance(value, date) else None
