"""The text of a document file, whatever it is: the readers of pages and attachments do the work."""

import re
from pathlib import Path

from gongkai_monitor.errors import reason_of
from gongkai_monitor.imports.source import refusal
from gongkai_monitor.text.article import extract_article
from gongkai_monitor.text.attachment_text.elsewhere import read_elsewhere
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.file_types import FileKind, file_kind
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import FileState

_MOST_BYTES = 50_000_000
_PLAIN = frozenset({".txt", ".md", ""})
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|table|span)\b", re.IGNORECASE)
_NOWHERE = "http://document.invalid/"
_EXPECTED = "有文字的 txt、html、docx、doc、pdf、ofd 文件"


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: when it cannot be read, is too large, or holds no text.
    """
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise refusal(path, f"不超过 {_MOST_BYTES // 1_000_000} MB 的文件", f"{size} 字节")
        content = path.read_bytes()
    except OSError as error:
        raise refusal(path, "可以读取的文件", reason_of(error)) from error
    text = _text_of(path, content)
    if not text.strip():
        raise refusal(path, _EXPECTED, "没有读到文字（扫描件请先做文字识别）")
    return text


def body_of(text: str) -> str:
    """The text itself, or the article of an HTML page."""
    if not _MARKUP.search(text[:4096]):
        return text
    article = extract_article(text, _NOWHERE)
    page = Page.parse(text, _NOWHERE)
    body = article.body if len(article.body) * 2 >= len(page.text) else page.text
    return f"{article.title or ''}\n{body}"


def _text_of(path: Path, content: bytes) -> str:
    kind = file_kind(content[:1024])
    if kind is FileKind.HTML:
        return body_of(decode(content, None).text)
    ending = path.suffix.lower()
    if kind is FileKind.UNKNOWN and ending in _PLAIN:
        return body_of(decode(content, None).text)
    found = read_elsewhere(content, ending.lstrip("."))
    if found.state is not FileState.READ:  # a part of a document would lose duties unseen
        detail = f"（{found.detail}）" if found.detail else ""
        raise refusal(path, _EXPECTED, f"{found.state.label}{detail}")
    return found.text
