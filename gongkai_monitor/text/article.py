"""稿件: everything an article or document page says about itself.

Order: META tags of 网页标签规范, the page's own metadata table, the line near the title, general
extractors, undated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai_monitor.text.article_date import read_published
from gongkai_monitor.text.article_title import read_title
from gongkai_monitor.text.body import Body, read_body
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.document_number import own_document_number, whole_document_number
from gongkai_monitor.text.meta import is_placeholder, meta_tags
from gongkai_monitor.text.metadata_table import Metadata, read_metadata
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signature import read_signature
from gongkai_monitor.vocabulary import DateSource

_SOURCE = re.compile(
    r"(?:信息|稿件|文章|内容|新闻|稿)?(?:来\s*源|出\s*处)\s*[:：]\s*"
    r"(?P<name>[^\s:：|｜\[【<]{2,40}(?: [^\s:：|｜\[【<]{2,20})?)"
)
_NEXT_LABEL = re.compile(
    r"\s*(?:发布|发表|时间|日期|作者|责任|编辑|浏览|阅读|点击|访问|字体|字号|打印|分享|更新|撰稿|供稿"
    r"|(?:19|20)\d\d[-年/.]|\(|（|\[|【|保护视力|视力|关闭|大中小|扫一扫).*$"
)
_NUMBER_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article page as extracted. What the page does not state is None.

    ``date_confidence`` is 0..1; ``links`` are the addresses in the article's body, attachments
    among them; ``meta`` holds the META tags, ``metadata`` the 文件信息表.
    """

    title: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    date_source: DateSource = DateSource.NONE
    date_confidence: float = 0.0
    source: str | None = None
    body: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    metadata: Metadata | None = None
    document_number: str | None = None
    signed_on: date | None = None
    issuer: str | None = None
    index_number: str | None = None
    validity: str | None = None
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def extract_article(html: bytes | str, url: str, *, content_type: str | None = None) -> Article:
    """Extract an article page; never raises on any input.

    Args:
        html: the page, as received or decoded.
        url: its address; relative links and a date in the address are read with it.
        content_type: the HTTP ``Content-Type`` header of received bytes.
    """
    text = decode(html, content_type).text if isinstance(html, bytes) else clean_text(html)
    return read_article(Page.parse(text, url))


def read_article(page: Page) -> Article:
    """Extract an article from a page that is parsed already."""
    tags = meta_tags(page.tree)
    metadata = read_metadata(page)
    title = read_title(page, tags, stated=metadata.title if metadata else None)
    body = read_body(page)
    published = read_published(page, tags=tags, metadata=metadata, title=title, body=body.lines)
    return Article(
        title=title,
        published_at=published.at,
        published_on=published.on,
        date_source=published.source,
        date_confidence=published.confidence,
        source=_source(page, tags, metadata),
        body=body.text,
        meta=tags,
        metadata=metadata,
        document_number=_document_number(page, metadata, title, body),
        signed_on=(metadata.signed_on if metadata else None)
        or read_signature(body.lines).signed_on,
        issuer=metadata.issuer if metadata else None,
        index_number=metadata.index_number if metadata else None,
        validity=metadata.validity if metadata else None,
        links=body.links,
        attachments=body.attachments,
    )


def _source(page: Page, tags: Mapping[str, str], metadata: Metadata | None) -> str | None:
    """来源: META, the table, else the line that says so."""
    for name in ("ContentSource", "docsource"):
        declared = tags.get(name, "")
        if not is_placeholder("ContentSource", declared):
            return declared
    if metadata and metadata.source:
        return metadata.source
    for line in page.lines:
        match = _SOURCE.search(line) if len(line) <= 200 else None
        name = _NEXT_LABEL.sub("", match["name"]).strip() if match else ""
        if name:
            return name
    return None


def _document_number(
    page: Page, metadata: Metadata | None, title: str | None, body: Body
) -> str | None:
    """文号 of the table, of the line above the text, else where the text prints its own."""
    if metadata and metadata.document_number:
        return metadata.document_number
    above = _number_above(page, body)
    return above or own_document_number("\n".join([title or "", *body.lines]))


def _number_above(page: Page, body: Body) -> str | None:
    """A line that is nothing but a number, between the title and the first line of the text."""
    for start, opening in enumerate(page.lines):
        if not body.lines or opening != body.lines[0]:
            continue
        for line in reversed(page.lines[max(0, start - _NUMBER_LINES) : start]):
            number = whole_document_number(line) if len(line) <= 40 else None
            if number:
                return number
    return None
