"""Which document ends or amends which: what later documents say of earlier ones, matched.

A number decides; a name decides where it tells the document apart and both are of one agency or
site. Nothing that was issued later than the repealing document is ended by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_monitor.documents.issue_day import IssueDays, issue_days
from gongkai_monitor.documents.names import TELLING, names_of_document, spelled
from gongkai_monitor.documents.papers import as_day
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.text.issuers import issuers_of_title, split_issuers
from gongkai_monitor.text.repeal_clauses import Named, read_repeals

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("document_id", "by_document_id", "kind", "passage", "since")

_SPEAKS = re.compile(
    r"废止|作废|失效|停止执行|停止使用|不再执行|终止执行|修[改订正]|替代|代替|取代"
)
_CHANGES = re.compile(r"关于(?:修改|修订|修正|废止)")
"""A title that only says what is done to the document it names is not called by that name."""
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:省|市|县|区|州|旗)")
_YEAR = re.compile(r"〔(\d{4})〕")
_OFFICE = re.compile(r"(?:办公厅|办公室)$")


@dataclass(frozen=True, slots=True)
class _Paper:
    document_id: str
    title: str
    number: str | None
    names: tuple[str, ...]
    issuers: frozenset[str]
    site: str
    issued: IssueDays | None
    since: date | None


def find_repeals(documents: pd.DataFrame) -> pd.DataFrame:
    """What the documents say of each other's end.

    Args:
        documents: document_id, title, document_number, text; optional issuer, signed_on,
            published_on, effective_on, site_code. A document without text repeals only what its
            title names.

    Returns:
        document_id, by_document_id, kind (``RepealKind``), passage, since (the day the repealing
        document came into force, else was signed, else published; None when unknown).
    """
    import pandas as pd

    rows = list(plain_rows(documents))
    papers = [_paper(row) for row in rows]
    index = _Index(papers)
    found: list[dict[str, Any]] = []
    for row, paper in zip(rows, papers, strict=True):
        title, text = row.get("title") or "", row.get("text") or ""
        if not _SPEAKS.search(title) and not _SPEAKS.search(text):
            continue
        for named in read_repeals(title, text):
            found += [
                {
                    "document_id": target.document_id,
                    "by_document_id": paper.document_id,
                    "kind": named.kind.value,
                    "passage": named.passage,
                    "since": paper.since,
                }
                for target in index.meant(named, paper)
            ]
    table = pd.DataFrame(found, columns=list(COLUMNS))
    return table.drop_duplicates(["document_id", "by_document_id"], ignore_index=True)


class _Index:
    """Documents by number and by every name they go by."""

    def __init__(self, papers: list[_Paper]) -> None:
        self.by_number: dict[str, list[_Paper]] = defaultdict(list)
        self.by_name: dict[str, list[_Paper]] = defaultdict(list)
        for paper in papers:
            if paper.number:
                self.by_number[paper.number].append(paper)
            for name in () if _CHANGES.search(paper.title) else paper.names:
                self.by_name[name].append(paper)

    def meant(self, named: Named, by: _Paper) -> list[_Paper]:
        """The earlier documents that a passage of ``by`` names."""
        number = normalise_document_number(named.number) if named.number else None
        if number and number in self.by_number:
            return [one for one in self.by_number[number] if _may_end(one, by, is_numbered=True)]
        key = spelled(named.name) if named.name else ""
        if len(key) < TELLING:
            return []
        return [
            one
            for one in self.by_name[key]
            if not (number and one.number)  # it has another number, so it is another document
            and _may_bear(one, number)
            and _may_end(one, by, is_numbered=False)
            and (_PLACE.match(key) or _is_kin(one, by))
        ]


def _may_end(target: _Paper, by: _Paper, *, is_numbered: bool) -> bool:
    """Whether ``target`` is another document and was there before ``by``."""
    if target.document_id == by.document_id or (target.number and target.number == by.number):
        return False
    if target.issued is None or by.issued is None:
        return is_numbered
    return target.issued.first < by.issued.last


def _may_bear(target: _Paper, number: str | None) -> bool:
    """Whether a document may have this number: not one that was out before the number's year."""
    year = _YEAR.search(number or "")
    return year is None or target.issued is None or target.issued.last.year >= int(year[1])


def _is_kin(target: _Paper, by: _Paper) -> bool:
    """Of one site or one agency."""
    return bool((target.site and target.site == by.site) or target.issuers & by.issuers)


def _paper(row: Row) -> _Paper:
    title, number = row.get("title") or "", row.get("document_number")
    number = normalise_document_number(number) if number else None
    signed, published = as_day(row.get("signed_on")), as_day(row.get("published_on"))
    issuers = (*split_issuers(row.get("issuer") or ""), *issuers_of_title(title))
    return _Paper(
        document_id=row["document_id"],
        title=title,
        number=number,
        names=names_of_document(title),
        issuers=frozenset(_OFFICE.sub("", issuer) for issuer in issuers),
        site=row.get("site_code") or "",
        issued=issue_days(
            signed_on=signed, published_on=published, number=number, text=row.get("text") or ""
        ),
        since=as_day(row.get("effective_on")) or signed or published,
    )
