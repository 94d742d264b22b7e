"""Pairing of 解读材料 with 政策文件.

Four independent clues, each with its weight: a link in either direction, the document number,
the title quoted in 《》, and the likeness of the titles. Issuer, site and time only support or
weaken them. Candidates come from indexes, so the work grows with the number of papers, not its
square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from gongkai_monitor.documents import clues as weight
from gongkai_monitor.documents.clues import Clues
from gongkai_monitor.documents.names import SHORTEST, TELLING, without_trial
from gongkai_monitor.documents.papers import (
    Document,
    Interpretation,
    read_document,
    read_interpretation,
)
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.text.similarity import title_similarity

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 0.7
"""A pair below this is no pair."""

COLUMNS = ("document_id", "interpretation_id", "score", "reasons")

_LOOKS_ALIKE = 0.6
_NAMES_IT, _SURELY, _SAME = 0.75, 0.88, 0.99
_REGION = re.compile(r"[\u4e00-\u9fff]{2,3}?[省市县区]")
_NEARLY = 0.02  # copies of one document differ by less, other documents by more
_RARE = 60  # a run of three characters in more titles than this says nothing
_COMPARED = 20
_MANY = 200
_EARLIEST_DAYS, _LATEST_DAYS = -31, 550
_COPY_DAYS = 10
_CONTAINED_FROM = 10
"""A name of this length inside a title is no chance."""


def link_interpretations(documents: pd.DataFrame, interpretations: pd.DataFrame) -> pd.DataFrame:
    """Pair interpretations with the documents that they explain.

    Args:
        documents: document_id, title, document_number, issuer, published_on, url, text; optional
            ``signed_on`` and ``links`` (the links of the page).
        interpretations: interpretation_id, title, published_on, url, text, links (list of urls).

    Returns:
        document_id, interpretation_id, score (0..1, at least ``THRESHOLD``), reasons (list of
        Chinese phrases); the surest first within an interpretation. An interpretation of a
        document that is not among ``documents`` has no row.
    """
    import pandas as pd

    papers = (read_document(row) for row in plain_rows(documents))
    index = _Index([paper for paper in papers if paper is not None])
    rows: list[dict[str, Any]] = []
    for row in plain_rows(interpretations):
        rows += index.matches(read_interpretation(row))
    return pd.DataFrame(rows, columns=list(COLUMNS))


class _Index:
    """Documents by URL, number, name and the rare runs of characters of their names."""

    def __init__(self, documents: list[Document]) -> None:
        self.documents = documents
        self.by_url: dict[str, list[int]] = defaultdict(list)
        self.by_link: dict[str, list[int]] = defaultdict(list)
        self.by_number: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_run: dict[str, list[int]] = defaultdict(list)
        for position, document in enumerate(documents):
            self._add(position, document)

    def _add(self, position: int, document: Document) -> None:
        if document.url:
            self.by_url[document.url].append(position)
        for url in document.links:
            self.by_link[url].append(position)
        if document.number:
            self.by_number[document.number].append(position)
        for name in document.names:
            self.by_name[name].append(position)
        for run in {run for name in document.names for run in _runs(name)}:
            self.by_run[run].append(position)

    def matches(self, paper: Interpretation) -> list[dict[str, Any]]:
        """Rows of the result for one interpretation."""
        clues: dict[int, Clues] = defaultdict(Clues)
        self._by_links(paper, clues)
        self._by_numbers(paper, clues)
        self._by_quotes(paper, clues)
        self._by_likeness(paper, clues)
        is_exact = any(
            clue.is_exact and not self._is_later(position, clue, paper)
            for position, clue in clues.items()
        )
        is_named = any(clue.is_named for clue in clues.values()) or any(
            len(name) >= TELLING for name in paper.quoted
        )
        found = []
        for position, clue in clues.items():
            if (is_exact and not clue.is_exact) or (is_named and not clue.is_named):
                continue  # only mentioned: its basis, or the programme it belongs to
            score = _tempered(self.documents[position], clue, paper)
            if score >= THRESHOLD:
                found.append((score, position, clue))
        return [
            {
                "document_id": self.documents[position].document_id,
                "interpretation_id": paper.interpretation_id,
                "score": round(score, 4),
                "reasons": clue.reasons,
            }
            for score, position, clue in self._chosen(found, paper)
        ]

    def _is_later(self, position: int, clue: Clues, paper: Interpretation) -> bool:
        """A later version of the same name was not there yet when the interpretation came out."""
        issued = self.documents[position].issued
        if clue.is_linked or issued is None or paper.published_on is None:
            return False
        return issued.days_until(paper.published_on) < _EARLIEST_DAYS

    def _chosen(
        self, found: list[tuple[float, int, Clues]], paper: Interpretation
    ) -> list[tuple[float, int, Clues]]:
        """Of several documents of one name the one of this site and the nearest in time.

        Its copies in other columns stay with it; links always count.
        """
        found.sort(
            key=lambda item: (
                not item[2].is_linked,
                self.documents[item[1]].host != paper.host,
                _distance(self.documents[item[1]], paper),
                -item[0],
                item[1],
            )
        )
        if found and not any(clue.is_exact for _, _, clue in found):
            alike = max(clue.likeness for _, _, clue in found)
            found = [item for item in found if item[2].likeness >= alike - _NEARLY]
        kept: list[tuple[float, int, Clues]] = []
        chosen: dict[str, Document] = {}
        for score, position, clue in found:
            document = self.documents[position]
            versions = {without_trial(name) for name in document.names}
            first = next((chosen[name] for name in versions if name in chosen), None)
            if first is not None and not clue.is_linked and not _is_copy(first, document):
                continue
            for name in versions:
                chosen.setdefault(name, document)
            kept.append((score, position, clue))
        return sorted(kept, key=lambda item: -item[0])

    def _by_links(self, paper: Interpretation, clues: dict[int, Clues]) -> None:
        for url in paper.links:
            for position in self.by_url.get(url, ()):
                clues[position].add(weight.LINK, "解读链接到文件")
                clues[position].is_linked = True
                clues[position].name(exactly=True)
        for position in self.by_link.get(paper.url, ()):
            clues[position].add(weight.LINK, "文件链接到解读")
            clues[position].is_linked = True
            clues[position].name(exactly=True)

    def _by_numbers(self, paper: Interpretation, clues: dict[int, Clues]) -> None:
        # Several known numbers in a text are its basis as well as its subject; one alone is not.
        is_only = sum(number in self.by_number for number in paper.text_numbers) == 1
        for number in sorted(paper.title_numbers | paper.text_numbers):
            in_title = number in paper.title_numbers
            clue = weight.ONLY_NUMBER if is_only else weight.NUMBER_IN_TEXT
            if in_title:
                clue = weight.NUMBER_IN_TITLE
            where = "标题" if in_title else "正文"
            for position in self.by_number.get(number, ()):
                clues[position].add(clue, f"{where}含文号 {number}")
                if in_title:
                    clues[position].name(exactly=True)

    def _by_quotes(self, paper: Interpretation, clues: dict[int, Clues]) -> None:
        first = paper.mentioned[0] if paper.mentioned else None
        for name in dict.fromkeys((*paper.quoted, *paper.mentioned)):
            if len(name) < SHORTEST:
                continue
            where = "正文"
            clue = weight.QUOTED_FIRST if name == first else weight.QUOTED_IN_TEXT
            if name in paper.quoted:
                where, clue = "标题", weight.QUOTED_IN_TITLE
            for position in self._named(name, paper):
                clues[position].add(clue, f"{where}引用文件名称")
                if name in paper.quoted:
                    clues[position].name(exactly=True)

    def _by_likeness(self, paper: Interpretation, clues: dict[int, Clues]) -> None:
        names = paper.quoted or paper.words
        for position in self._alike(names, paper):
            document = self.documents[position]
            if any(name in document.others for name in names):
                continue  # 《…法》解读 does not explain 实施《…法》办法
            likeness = max(_likeness(name, own) for name in names for own in document.names)
            if likeness < _LOOKS_ALIKE:
                continue
            clues[position].likeness = likeness
            # 河北省…办法 does not explain the national …办法 that its site re-posts
            region = _REGION.match(names[-1])
            is_own = region is None or region[0] in document.title
            full = weight.LIKE_OWN if is_own else weight.LIKE_OTHERS
            clues[position].add(likeness * full, f"标题相似（{likeness:.0%}）")
            if is_own and likeness >= _NAMES_IT:
                clues[position].name(exactly=likeness >= _SAME)

    def _named(self, name: str, paper: Interpretation) -> list[int]:
        """Documents of a name; of a name that hundreds of places use, those of this site."""
        positions = self.by_name.get(name, [])
        if len(positions) <= _MANY:
            return positions
        here = [one for one in positions if self.documents[one].host == paper.host]
        return here or positions

    def _alike(self, names: tuple[str, ...], paper: Interpretation) -> list[int]:
        """Documents of these names, and those that share most of their rare runs of characters."""
        equal = [position for name in names for position in self._named(name, paper)]
        shared: Counter[int] = Counter()
        for run in {run for name in names if len(name) >= SHORTEST for run in _runs(name)}:
            positions = self.by_run.get(run, ())
            if len(positions) <= _RARE:
                shared.update(positions)
        near = (position for position, _ in shared.most_common(_COMPARED))
        return list(dict.fromkeys((*equal, *near)))


def _likeness(name: str, own: str) -> float:
    """How alike a name used and a document's own name are, 0..1.

    A title that has nearly every pair of characters of a long name in it names the document,
    whatever else it says (``…经费使用管理河北出台若干措施``).
    """
    alike = title_similarity(name, own)
    if alike >= _NAMES_IT or len(own) < _CONTAINED_FROM:
        return alike
    pairs = {own[start : start + 2] for start in range(len(own) - 1)}
    contained = sum(pair in name for pair in pairs) / len(pairs)
    return max(alike, _SURELY * contained if contained >= _SURELY else 0.0)


def _tempered(document: Document, clue: Clues, paper: Interpretation) -> float:
    """The score with issuer, site and time: they support or weaken, they never make a pair."""
    if document.issuer and document.issuer in paper.opening:
        clue.add(weight.ISSUER, "发文机关一致")
    if document.host and document.host == paper.host:
        clue.add(weight.SAME_SITE, "同一网站发布")
    score = clue.score()
    if paper.published_on is None or document.issued is None or clue.is_linked:
        return score
    days = document.issued.days_until(paper.published_on)
    if _EARLIEST_DAYS <= days <= _LATEST_DAYS:
        return score
    clue.reasons.append("发布时间相隔过久")
    return score * (0.8 if days > 0 and clue.is_exact else 0.6)


def _distance(document: Document, paper: Interpretation) -> int:
    if paper.published_on is None or document.issued is None:
        return 10**6
    return abs(document.issued.days_until(paper.published_on))


def _is_copy(first: Document, second: Document) -> bool:
    """The same document shown in two columns, or on two sites."""
    if first.number and second.number:
        return first.number == second.number
    if first.host != second.host and first.names[-1] != second.names[-1]:
        return False  # 某县 and 某区 use one title
    if first.issued is None or second.issued is None:
        return first.issued == second.issued
    gap = max(second.issued.first - first.issued.last, first.issued.first - second.issued.last)
    return gap.days <= _COPY_DAYS


def _runs(name: str) -> set[str]:
    return {name[start : start + 3] for start in range(len(name) - 2)}
