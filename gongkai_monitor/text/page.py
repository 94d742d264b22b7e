"""An HTML page that is parsed once and read by many."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Self
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai_monitor.text.charset import clean_text
from gongkai_monitor.text.tangle import may_choke

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "title", "-comment"})
_INLINE = frozenset(
    {"a", "b", "big", "em", "font", "i", "label", "small", "span", "strong", "sub", "sup", "u"}
)


def squeeze(text: str) -> str:
    """Text with every run of white space (also full-width) as one blank, ends trimmed."""
    return " ".join(text.split())


class Page:
    """A parsed page: ``url`` it was read from, ``html`` as decoded, ``tree`` of selectolax.

    The tree must not be changed by readers: it is shared.
    """

    def __init__(
        self, *, url: str, html: str, tree: LexborHTMLParser, is_refused: bool = False
    ) -> None:
        self.url = url
        self.html = html
        self.tree = tree
        self.is_refused = is_refused

    @classmethod
    def parse(cls, html: str, url: str, *, is_proved: bool = False) -> Self:
        """Parse decoded text. Broken HTML is mended the way browsers do; nothing raises.

        A source that may choke the parser is refused: the page is blank and ``is_refused``.

        Args:
            html: the source.
            url: where it was read.
            is_proved: it was parsed before, in a process of its own.
        """
        clean = clean_text(html)
        is_refused = not is_proved and may_choke(clean)
        if is_refused:
            clean = ""
        return cls(url=url, html=clean, tree=LexborHTMLParser(clean), is_refused=is_refused)

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to: ``<base href>`` or the page's own URL."""
        if "<base" not in self.html and "<BASE" not in self.html:
            return self.url
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "").strip() if node else ""
        return self.absolute(href, base=self.url) or self.url

    @cached_property
    def host(self) -> str:
        """Host name of the page in lower case, without ``www.``; ``""`` when it has none."""
        return host_of(self.url)

    @cached_property
    def title(self) -> str:
        """Text of ``<title>``."""
        node = self.tree.css_first("title")
        return squeeze(node.text()) if node else ""

    @cached_property
    def comments(self) -> tuple[str, ...]:
        """Contents of all comments, also of those that hold markup."""
        return tuple(between(self.html, "<!--", "-->"))

    @cached_property
    def live_html(self) -> str:
        """The source without its comments."""
        first, *rest = self.html.split("<!--")
        return first + "".join(part.partition("-->")[2] for part in rest)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Visible text, one entry per block (paragraph, cell, list row), without blank ones."""
        body = self.tree.body
        return tuple(block_lines(body)) if body is not None else ()

    @cached_property
    def text(self) -> str:
        """Visible text, blocks on their own lines."""
        return "\n".join(self.lines)

    def absolute(self, href: str, *, base: str | None = None) -> str | None:
        """The absolute http(s) address of ``href`` without its fragment, else None."""
        try:
            joined = urljoin(self.base_url if base is None else base, href.strip())
            parts = urlsplit(joined)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                return None
        except ValueError:
            return None
        return joined.partition("#")[0]


def between(text: str, start: str, end: str) -> Iterator[str]:
    """What stands between each ``start`` and the next ``end``; linear on any input."""
    at = text.find(start)
    while at >= 0:
        stop = text.find(end, at + len(start))
        if stop < 0:
            return
        yield text[at + len(start) : stop]
        at = text.find(start, stop + len(end))


def between_marks(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> str | None:
    """What stands between the first ``start`` and the next ``end``; linear on any input."""
    first = start.search(text)
    last = end.search(text, first.end()) if first else None
    return text[first.end() : last.start()] if first and last else None


def host_of(url: str) -> str:
    """Host name in lower case without ``www.``; ``""`` when the address has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def block_lines(node: LexborNode) -> list[str]:
    """Visible text of a subtree, one entry per block element, white space squeezed."""
    lines: list[str] = []
    run: list[str] = []
    _gather(node, lines, run)
    _flush(lines, run)
    return lines


def _gather(top: LexborNode, lines: list[str], run: list[str]) -> None:
    """Walk without recursion: hostile pages nest deeper than Python's stack."""
    node: LexborNode | None = top
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            run.append(node.text_content or "")
        elif tag not in _INLINE:
            _flush(lines, run)
        child = None if tag in _HIDDEN else node.first_child
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            if node.mem_id == top.mem_id:
                return
            node = node.parent
            if node is not None and node.tag not in _INLINE:
                _flush(lines, run)
        if node is None or node.mem_id == top.mem_id:
            return
        node = node.next


def _flush(lines: list[str], run: list[str]) -> None:
    if run:
        line = squeeze("".join(run))
        if line:
            lines.append(line)
        run.clear()
