"""Documents and interpretations as pairing sees them: names, numbers, days and addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gongkai_monitor.documents.issue_day import IssueDays, issue_days
from gongkai_monitor.documents.names import (
    explains,
    names_in_interpretation,
    names_of_document,
    names_of_others,
    spelled,
)
from gongkai_monitor.text.document_number import find_document_numbers, normalise_document_number
from gongkai_monitor.text.similarity import quoted_titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy document; ``names`` as ``names_of_document`` gives them, the most telling first."""

    document_id: str
    title: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    """Names of documents that its title only carries out, amends or repeals."""
    number: str | None
    issuer: str | None
    issued: IssueDays | None
    url: str
    host: str
    links: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """An interpretation: what it names, quotes and links to."""

    interpretation_id: str
    title: str
    opening: str
    """Title and the beginning of the text."""
    quoted: tuple[str, ...]
    """Names in 《》 of the title."""
    words: tuple[str, ...]
    """Names that the title may mean when it quotes none."""
    mentioned: tuple[str, ...]
    """Names in 《》 of the text, in order."""
    title_numbers: frozenset[str]
    text_numbers: frozenset[str]
    published_on: date | None
    url: str
    host: str
    links: frozenset[str]


def read_document(row: Mapping[str, Any]) -> Document | None:
    """A row of ``documents``; None when its title says that it explains a document itself."""
    title = row.get("title") or ""
    if explains(title):
        return None
    number = row.get("document_number")
    number = normalise_document_number(number) if number else None
    url = one_spelling(row.get("url") or "")
    return Document(
        document_id=row["document_id"],
        title=title,
        names=names_of_document(title),
        others=names_of_others(title),
        number=number,
        issuer=row.get("issuer") or None,
        issued=issue_days(
            signed_on=as_day(row.get("signed_on")),
            published_on=as_day(row.get("published_on")),
            number=number,
            text=row.get("text") or "",
        ),
        url=url,
        host=_host(url),
        links=frozenset(one_spelling(link) for link in row.get("links") or ()),
    )


def read_interpretation(row: Mapping[str, Any]) -> Interpretation:
    """A row of ``interpretations``."""
    title, text = row.get("title") or "", row.get("text") or ""
    quoted, words = names_in_interpretation(title)
    url = one_spelling(row.get("url") or "")
    return Interpretation(
        interpretation_id=row["interpretation_id"],
        title=title,
        opening=f"{title}\n{text[:800]}",
        quoted=quoted,
        words=words,
        mentioned=tuple(dict.fromkeys(spelled(name) for name in quoted_titles(text))),
        title_numbers=frozenset(find_document_numbers(title)),
        text_numbers=frozenset(find_document_numbers(text)),
        published_on=as_day(row.get("published_on")),
        url=url,
        host=_host(url),
        links=frozenset(one_spelling(link) for link in row.get("links") or ()),
    )


def one_spelling(url: str) -> str:
    """An address without scheme, ``www.``, fragment and trailing slash."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip()).split("#", 1)[0]
    return bare.rstrip("/")


def as_day(value: object) -> date | None:
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


def _host(url: str) -> str:
    return urlsplit(f"//{url}").netloc if url else ""
