"""Read a policy document from a page or a file; the page's attachments complete it.

Every field keeps the first place that states it: 文件信息表, META tags, the page beside the text,
the text, an attachment.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from gongkai_monitor.documents.paper_text import PaperText, read_paper
from gongkai_monitor.documents.policy_document import PolicyDocument
from gongkai_monitor.documents.validity import expiry_of
from gongkai_monitor.facts.policy_scope import is_normative_document, is_rule_document
from gongkai_monitor.text.article import Article, extract_article
from gongkai_monitor.text.attachment_text import FileText, read_attachment
from gongkai_monitor.text.disclosure_mark import mark_of, read_mark
from gongkai_monitor.text.file_types import FileKind, file_kind
from gongkai_monitor.text.issuers import is_central, issuers_of_title, split_issuers
from gongkai_monitor.text.signature import read_signature
from gongkai_monitor.text.validity import read_validity
from gongkai_monitor.vocabulary import DateSource, FieldPlace, FileState

_LEAST_TEXT = 80
_PAGES = frozenset({FileKind.HTML, FileKind.UNKNOWN, FileKind.XML, FileKind.EMPTY})
_FILE_TYPES = re.compile(r"pdf|msword|officedocument|wps|ofd|octet-stream|rtf", re.IGNORECASE)
_ENDINGS = {"pdf": "pdf", "msword": "doc", "officedocument": "docx", "wps": "wps", "rtf": "rtf"}
_TAGS = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|tr|td|span|br|meta|title|a|h\d)\b", re.IGNORECASE
)
_NORMATIVE = re.compile(r"规范性文件")
_DATE_PLACES = {DateSource.META: FieldPlace.META, DateSource.TABLE: FieldPlace.TABLE}


@dataclass(slots=True)
class _Fields:
    """Fields found so far; the first place that states one keeps it."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, FieldPlace] = field(default_factory=dict)

    def add(self, name: str, value: Any, place: FieldPlace) -> None:
        """Take a field unless it is empty or known already."""
        if value and name not in self.values:
            self.values[name] = value
            self.places[name] = place


def read_document(
    content: bytes | str,
    *,
    url: str = "",
    content_type: str | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
) -> PolicyDocument:
    """Read a policy document; never raises on any content.

    A file is read in this process. Files of strangers in bulk are read by
    ``crawlers.file_reading`` first, in a process with bounds, and their text is given here.

    Args:
        content: a page or a file as received, or a decoded page, or plain text.
        url: its address.
        content_type: the HTTP ``Content-Type`` header of received bytes.
        attachments: address and content of files of the page, in its order; they complete what
            the page itself does not state.
    """
    if isinstance(content, str):
        if not _TAGS.search(content):
            return _from_file(FileText(FileState.READ, content), url)
        return _from_page(extract_article(content, url), url, attachments)
    if _is_page(content, url, content_type):
        return _from_page(
            extract_article(content, url, content_type=content_type), url, attachments
        )
    return _from_file(read_attachment(content, _ending(url, content_type)), url)


def _is_page(content: bytes, url: str, content_type: str | None) -> bool:
    kind = file_kind(content[:1024])
    if kind not in _PAGES:
        return False
    is_file = bool(_FILE_TYPES.search(content_type or "")) or _ending(url, None) in {"txt", "doc"}
    return kind is FileKind.HTML or not is_file


def _ending(url: str, content_type: str | None) -> str:
    for words, ending in _ENDINGS.items():
        if content_type and words in content_type.lower():
            return ending
    return urlsplit(url).path.rpartition(".")[2].lower()


def _from_page(
    article: Article, url: str, attachments: Sequence[tuple[str, bytes]]
) -> PolicyDocument:
    found = _Fields()
    _add_table(found, article)
    _add_page(found, article)
    text = article.body if len(article.body) >= _LEAST_TEXT else ""
    state, detail = FileState.READ, None
    for _, content in attachments:
        read = read_attachment(content, "")
        if not read.state.is_readable:
            state, detail = (state, detail) if text else (read.state, read.detail)
            continue
        paper = read_paper(read.text)
        _add_paper(found, paper, FieldPlace.ATTACHMENT)
        state, detail = (state, detail) if text else (read.state, read.detail)
        text = text or paper.text
    if not text and not attachments:
        state = FileState.NOT_FETCHED
        detail = "正文在附件中，附件没有取到" if article.attachments else "页面上没有正文"
    return _document(
        found, url, text, state, detail, links=article.links, attachments=article.attachments
    )


def _from_file(read: FileText, url: str) -> PolicyDocument:
    found = _Fields()
    paper = read_paper(read.text)
    _add_paper(found, paper, FieldPlace.BODY)
    return _document(found, url, paper.text, read.state, read.detail)


def _add_table(found: _Fields, article: Article) -> None:
    table = article.metadata
    if table is None:
        return
    values = {
        "document_number": table.document_number,
        "issuers": split_issuers(table.issuer or ""),
        "signed_on": table.signed_on,
        "effective_on": table.effective_on,
        "stated_expiry": table.expires_on,
        "shown_validity": table.validity,
        "theme": table.topic,
        "index_number": table.index_number,
        "disclosure_mark": mark_of(table.mark or ""),
    }
    for name, value in values.items():
        found.add(name, value, FieldPlace.TABLE)
    if table.title == article.title:
        found.add("title", table.title, FieldPlace.TABLE)


def _add_page(found: _Fields, article: Article) -> None:
    title = article.title or ""
    is_declared = title and title == article.meta.get("ArticleTitle", "").strip()
    found.add("title", title, FieldPlace.META if is_declared else FieldPlace.PAGE)
    place = _DATE_PLACES.get(article.date_source, FieldPlace.PAGE)
    found.add("published_on", article.published_on, place)
    number = article.document_number
    squeezed = "".join(article.body.split())
    in_text = number and number.replace("〔", "").replace("〕", "") in re.sub(
        r"[〔〕\[\]【】()（）﹝﹞]", "", squeezed
    )
    found.add("document_number", number, FieldPlace.BODY if in_text else FieldPlace.PAGE)
    signature = read_signature(article.body.split("\n"))
    found.add("issuers", issuers_of_title(title), FieldPlace.PAGE)
    found.add("issuers", signature.issuers, FieldPlace.BODY)
    found.add("signed_on", article.signed_on, FieldPlace.BODY)
    found.add("disclosure_mark", read_mark(article.body), FieldPlace.BODY)
    for name in ("ColumnName", "ColumnType", "Keywords"):
        if _NORMATIVE.search(article.meta.get(name, "")):
            found.add("is_normative", True, FieldPlace.META)


def _add_paper(found: _Fields, paper: PaperText, place: FieldPlace) -> None:
    found.add("title", paper.title, place)
    found.add("document_number", paper.document_number, place)
    found.add("issuers", paper.issuers, place)
    found.add("signed_on", paper.signature.signed_on, place)
    found.add("disclosure_mark", read_mark(paper.text), place)
    found.add("annex_text", paper.text, place)


def _document(
    found: _Fields, url: str, text: str, state: FileState, detail: str | None, **more: Any
) -> PolicyDocument:
    """The document of the fields; its validity is read from all its text."""
    values, places = found.values, found.places
    title = values.get("title") or ""
    number = values.get("document_number")
    annex = values.pop("annex_text", "")
    place = (
        places.pop("annex_text", FieldPlace.BODY) if not text or text == annex else FieldPlace.BODY
    )
    whole = text if not annex or annex == text else f"{text}\n{annex}"
    stated = read_validity(title, whole, values.get("signed_on") or values.get("published_on"))
    if stated is not None:
        found.add("effective_on", stated.effective_on, place)
    if _NORMATIVE.search(values.get("theme") or ""):
        found.add("is_normative", True, FieldPlace.TABLE)
    if is_normative_document(title, number):
        found.add("is_normative", True, places.get("document_number", FieldPlace.PAGE))
    stated_day = values.pop("stated_expiry", None)
    expiry = expiry_of(
        stated if state.is_readable else None,
        is_rule=is_rule_document(title, number)
        and not any(map(is_central, values.get("issuers", ()))),
        started_on=values.get("effective_on") or values.get("signed_on"),
        stated_day=stated_day,
    )
    if expiry is not None:
        values |= {"expires_on": expiry.last_day, "expiry_basis": expiry.basis}
        places["expires_on"] = FieldPlace.TABLE if stated_day else place
    places.pop("stated_expiry", None)
    return PolicyDocument(
        url=url, state=state, detail=detail, text=text, read_from=places, **values, **more
    )
