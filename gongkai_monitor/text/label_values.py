"""Labels and their values on a detail page: tables, definition lists, boxes, plain lines. Pure.

A label is known by its words, never by a class or a tag: an element whose whole text is a known
label, or a known label with a colon in a line of text. So one reader serves every way of building
such a page. What follows a label up to the next one is its value.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.json_rows import words
from gongkai_monitor.text.page import Page, squeeze

LabelOf = Callable[[str], str | None]
"""The field that a label names (its text without blanks, colons, brackets); None: no label."""

_NOISE = re.compile(r"[\s:：\[\]【】*＊·・|]")
_LABELLED = re.compile(
    r"(?:^|(?<=[\s;；|】\]]))[\[【]?"
    r"([A-Za-z\u4e00-\u9fff（）](?:[ ]{0,4}[A-Za-z\u4e00-\u9fff（）()]){0,11})[\]】]?[ ]?[:：]"
)
_BRACKETED = re.compile(r"^[\[【]([\u4e00-\u9fff]{2,8})[\]】]")
_HIDDEN = frozenset(
    words("script style noscript template head title -comment select option textarea button")
)
_INLINE = frozenset(
    words("a b big em font i label small span strong sub sup u mark ins del abbr time")
)
_LABEL_TAGS = frozenset(
    words("td th dt dd label span b strong em i font div p li h1 h2 h3 h4 h5 h6 legend caption")
)
_TABLES = frozenset(words("table dl"))
_LONGEST_LABEL, _MOST_NODES = 16, 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a page in its order; with ``field`` it is a label.

    ``is_element``: the label is an element of its own, not the beginning of a line of text.
    ``depth``: in how many tables and lists of definitions it stands: a value ends with its table.
    """

    text: str
    field: str | None = None
    is_element: bool = False
    depth: int = 0


def pieces(page: Page, label_of: LabelOf) -> tuple[Piece, ...]:
    """The page as labels and lines between them.

    Args:
        page: the parsed page.
        label_of: which words are labels.
    """
    body = page.tree.body
    if body is None:
        return ()
    columns = _column_heads(page, label_of)
    return tuple(_walk(body, label_of, columns))


def bare(label: str) -> str:
    """A label without what is printed round it (``来 信 时 间：`` is 来信时间)."""
    return _NOISE.sub("", label)


def _walk(top: LexborNode, label_of: LabelOf, columns: dict[int, str]) -> Iterator[Piece]:
    """Without recursion: hostile pages nest deeper than Python's stack."""
    run: list[str] = []
    depth = 0
    node: LexborNode | None = top
    while node is not None:
        tag = node.tag or ""
        head = columns.get(node.mem_id)
        field = None if head else _element_label(node, tag, label_of)
        if tag == "-text":
            run.append(node.text_content or "")
        elif field or head or tag not in _INLINE:
            yield from _lines(run, label_of, depth)
        if head:
            yield Piece(head, label_of(head), is_element=True, depth=depth)
        if field:
            yield Piece(bare(_short_text(node)), field, is_element=True, depth=depth)
        is_closed = bool(field) or tag in _HIDDEN or head == ""
        depth += tag in _TABLES
        node, left = _next(node, top, is_closed=is_closed)
        if any(one not in _INLINE for one in left):
            yield from _lines(run, label_of, depth)
        depth -= sum(one in _TABLES for one in left)
    yield from _lines(run, label_of, depth)


def _next(
    node: LexborNode, top: LexborNode, *, is_closed: bool
) -> tuple[LexborNode | None, list[str]]:
    """The next node in page order, and the tags of the elements that were left on the way."""
    child = None if is_closed else node.first_child
    if child is not None:
        return child, []
    left = [node.tag or ""] if node.tag in _TABLES else []
    while node.next is None or node.mem_id == top.mem_id:
        if node.mem_id == top.mem_id or node.parent is None:
            return None, left
        node = node.parent
        left.append(node.tag or "")
    return node.next, left


def _element_label(node: LexborNode, tag: str, label_of: LabelOf) -> str | None:
    if tag not in _LABEL_TAGS:
        return None
    text = bare(_short_text(node))
    return label_of(text) if text else None


def _short_text(node: LexborNode) -> str:
    """Text of an element that is short and simple; ``""`` for any other."""
    parts: list[str] = []
    waiting = [node.first_child]
    seen = length = 0
    while waiting:
        child = waiting.pop()
        if child is None:
            continue
        seen += 1
        if seen > _MOST_NODES or child.tag in {"table", "ul", "img", "input"}:
            return ""
        waiting.append(child.next)
        if child.tag == "-text":
            text = child.text_content or ""
            length += len(text.strip())
            if length > _LONGEST_LABEL:
                return ""
            parts.append(text)
        elif child.tag not in _HIDDEN:
            waiting.append(child.first_child)
    return "".join(parts)


def _lines(run: list[str], label_of: LabelOf, depth: int) -> Iterator[Piece]:
    line = squeeze("".join(run))
    run.clear()
    if not line:
        return
    marks = [
        (match.start(), match.end(), bare(match[1]), field)
        for match in (*_LABELLED.finditer(line), *_BRACKETED.finditer(line))
        if (field := label_of(bare(match[1])))
    ]
    marks.sort()
    start = 0
    for at, end, label, field in marks:
        if at < start:
            continue
        if before := line[start:at].strip(" ;；|，,"):
            yield Piece(before, depth=depth)
        yield Piece(label, field, depth=depth)
        start = end
    if rest := line[start:].strip():
        yield Piece(rest, depth=depth)


def _column_heads(page: Page, label_of: LabelOf) -> dict[int, str]:
    """Cells below a row of labels get their label; the labels themselves are left out (``""``)."""
    found: dict[int, str] = {}
    for row in page.tree.css("tr"):
        heads = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        labels = [bare(_short_text(cell)) for cell in heads]
        if len(labels) < 2 or not all(label and label_of(label) for label in labels):
            continue
        below = row.next
        while below is not None and below.tag != "tr":
            below = below.next
        if below is None:
            continue
        cells = [cell for cell in below.iter() if cell.tag in {"td", "th"}]
        if len(cells) == len(heads):
            found |= {head.mem_id: "" for head in heads}
            found |= {cell.mem_id: label for cell, label in zip(cells, labels, strict=True)}
    return found
