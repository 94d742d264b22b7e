"""Groups of links that repeat in the same place of a page: what a list looks like.

A group is all links with the same structural path (``ul.list/li/a``). Its rows are the largest
elements that hold one link of the group each; the date is looked for inside the row, else
between the row and the next one, else before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.links import Joiner
from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.text.regions import Placement, Region
from gongkai_monitor.text.row_dates import (
    RowDate,
    complete_years,
    count_full_dates,
    date_in_title,
    date_in_tokens,
    date_in_url,
    is_date_token,
    strip_date,
)
from gongkai_monitor.vocabulary import DateSource

_NO_TITLE = re.compile(
    r"^[\[【(（<>《》+»«·\s]*(?:更多|more|详情|详细|查看|阅读|下载|打印|关闭|返回|首页|末页"
    r"|尾页|上一?页|下一?页"
    r"|上一篇|下一篇|全文|查看全文|阅读全文|查看详情|附件|登录|注册|go"
    r"|\d{1,4})?[\]】)）<>+»«.…\s]*$",
    re.IGNORECASE,
)
_QUOTED_ADDRESS = re.compile(r"['\"]([^'\"\s]{0,300}\.[a-z]{2,5}(?:\?[^'\"\s]{0,300})?)['\"]")
_PUBLISHED_HEADING = re.compile(r"^(?:发布|公布|公开|上网|发文)(?:时间|日期)$")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "select"})
_UNITS = frozenset({"li", "tr", "dd", "dt"})
_SHORTEST_TITLE = 4
_LONG_TITLE = 100
_MAX_CLIMB = 12


@dataclass(slots=True)
class Anchor:
    """A link that may be a list entry."""

    order: int
    node: LexborNode
    url: str
    title: str
    tokens: list[str]
    row: LexborNode | None = None
    found: RowDate | None = None
    printed_on: date | None = None
    source: DateSource = DateSource.NONE


@dataclass(slots=True)
class Group:
    """Links in the same place, with their rows and dates."""

    path: str
    anchors: list[Anchor]
    region: Region
    container: LexborNode
    heading: str = ""
    dated_count: int = field(default=0)

    @property
    def mean_title(self) -> float:
        """Mean length of the titles in characters."""
        return sum(len(anchor.title) for anchor in self.anchors) / len(self.anchors)

    @property
    def dated_share(self) -> float:
        """Part of the entries that have a printed date, 0..1."""
        return self.dated_count / len(self.anchors)


def find_groups(
    page: Page, reference: date, placement: Placement, *, only: frozenset[int] | None = None
) -> list[Group]:
    """All groups of a page that carry titles, in page order, dates read.

    ``only``: the ids of the links that count; None for all.
    """
    by_path: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in _anchors(page):
        if only is not None and anchor.node.mem_id not in only:
            continue
        by_path[placement.path(anchor.node)].append(anchor)
    groups = []
    for path, anchors in by_path.items():
        group = _build(path, anchors, placement)
        if group is not None:
            _read_dates(group, reference)
            groups.append(group)
    return groups


def _anchors(page: Page) -> Iterator[Anchor]:
    join = Joiner(page)
    for order, node in enumerate(page.tree.css("a")):
        attributes = node.attributes
        url = _address(attributes, join)
        if url is None:
            continue
        tokens = text_tokens(node)
        visible = [token for token in tokens if not is_date_token(token)]
        title = strip_date(" ".join(visible)) if visible else ""
        full = squeeze(attributes.get("title") or "")
        if full and (not title or full.startswith(title.rstrip(".…· ")[:8])):
            title = strip_date(full)
        if len(title) < _SHORTEST_TITLE or (len(title) < _LONG_TITLE and _NO_TITLE.match(title)):
            continue
        yield Anchor(order, node, url, title, tokens)


def _address(attributes: dict[str, str | None], join: Joiner) -> str | None:
    """Address of a link, also of one that opens its page by script."""
    href = attributes.get("href") or ""
    if href and not href.lower().startswith("javascript:") and href.strip() != "#":
        return join(href)
    match = _QUOTED_ADDRESS.search(f"{href} {attributes.get('onclick') or ''}")
    return join(match[1]) if match else None


def _build(path: str, anchors: list[Anchor], placement: Placement) -> Group | None:
    """Rows and container of a group."""
    counts: dict[int, int] = defaultdict(int)
    chains: list[list[LexborNode]] = []
    for anchor in anchors:
        chain = []
        node = anchor.node
        for _ in range(_MAX_CLIMB):
            chain.append(node)
            counts[node.mem_id] += 1
            if node.parent is None or node.tag == "body":
                break
            node = node.parent
        chains.append(chain)
    kept: dict[int, Anchor] = {}
    for anchor, chain in zip(anchors, chains, strict=True):
        anchor.row = _row(chain, counts, alone=len(anchors) == 1)
        other = kept.get(anchor.row.mem_id)
        if other is None or len(anchor.title) > len(other.title):
            kept[anchor.row.mem_id] = anchor
    container = next(
        (node for node in chains[0] if counts[node.mem_id] == len(anchors) > 1),
        (kept[next(iter(kept))].row or anchors[0].node).parent or anchors[0].node,
    )
    rows = sorted(kept.values(), key=lambda anchor: anchor.order)
    return Group(path, rows, placement.region(anchors[0].node), container, heading_of(container))


def _row(chain: list[LexborNode], counts: dict[int, int], *, alone: bool) -> LexborNode:
    """The largest element that belongs to one entry."""
    if alone:
        return next((node for node in chain if node.tag in _UNITS), chain[min(1, len(chain) - 1)])
    for node in chain:
        if node.tag in _UNITS and 1 < counts[node.mem_id] <= 4:
            text = node.text()
            if len(text) < 300 and count_full_dates(text) == 1:
                return node
            break
        if counts[node.mem_id] > 1:
            break
    row = chain[0]
    for node in chain:
        if counts[node.mem_id] > 1 or node.tag == "body":
            break
        row = node
    return row


def heading_of(container: LexborNode) -> str:
    """The short text that stands right before a list."""
    node: LexborNode | None = container
    for _ in range(4):
        if node is None or node.tag == "body":
            break
        before = node.prev
        for _ in range(6):
            if before is None:
                break
            text = squeeze(before.text()) if before.tag not in _SKIPPED else ""
            if text and before.tag != "-comment":
                return text if len(text) <= 30 else ""
            before = before.prev
        node = node.parent
    return ""


def text_tokens(node: LexborNode, *, skip: int | None = None) -> list[str]:
    """Texts of a subtree, one per text node, without the subtree with the id ``skip``."""
    if node.tag == "-text":
        text = squeeze(node.text_content or "")
        return [text] if text else []
    if node.tag in _SKIPPED or node.tag == "-comment" or node.mem_id == skip:
        return []
    tokens: list[str] = []
    stack = [node.first_child]
    while stack:
        current = stack.pop()
        if current is None:
            continue
        stack.append(current.next)
        if current.tag == "-text":
            text = squeeze(current.text_content or "")
            if text:
                tokens.append(text)
        elif current.mem_id != skip and current.tag not in _SKIPPED and current.tag != "-comment":
            stack.append(current.first_child)
    return tokens


def _read_dates(group: Group, reference: date) -> None:
    """Fill in the dates of a group from the place that yields most of them."""
    anchors = group.anchors
    rows = {anchor.row.mem_id for anchor in anchors if anchor.row is not None}
    best = _in_column(group, reference) or [_inside(anchor, reference) for anchor in anchors]
    if _count(best) * 2 <= len(anchors):
        after = [_beside(anchor, rows, reference, forward=True) for anchor in anchors]
        before = [_beside(anchor, rows, reference, forward=False) for anchor in anchors]
        best = max(best, after, before, key=_count)
    days = complete_years(best, [anchor.url for anchor in anchors], reference)
    for anchor, day in zip(anchors, days, strict=True):
        anchor.printed_on, anchor.source = day, DateSource.LIST if day else DateSource.NONE
    group.dated_count = sum(day is not None for day in days)
    for anchor in anchors:
        in_url = None if anchor.printed_on else date_in_url(anchor.url)
        if in_url is not None and in_url <= reference:
            anchor.printed_on, anchor.source = in_url, DateSource.URL


def _in_column(group: Group, reference: date) -> list[RowDate | None]:
    """Dates of a table whose heading row names the column 发布日期; empty without such a row."""
    first = group.anchors[0].row
    if first is None or first.tag != "tr" or len(group.anchors) < 2:
        return []
    at = _published_column(first)
    if at is None:
        return []
    found: list[RowDate | None] = []
    for anchor in group.anchors:
        cells = _cells(anchor.row) if anchor.row is not None else []
        tokens = text_tokens(cells[at]) if at < len(cells) else []
        found.append(date_in_tokens(tokens, reference) if tokens else None)
    return found if 2 * _count(found) > len(found) else []


def _published_column(row: LexborNode) -> int | None:
    """Where the heading row above says 发布日期."""
    table = row.parent
    for _ in range(2):
        if table is not None and table.tag != "table":
            table = table.parent
    heading = table.css_first("tr") if table is not None and table.tag == "table" else None
    if heading is None or heading.mem_id == row.mem_id:
        return None
    cells = _cells(heading)
    if len(cells) != len(_cells(row)):
        return None
    return next(
        (at for at, cell in enumerate(cells) if _PUBLISHED_HEADING.match(squeeze(cell.text()))),
        None,
    )


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in {"td", "th"}]


def _count(found: list[RowDate | None]) -> int:
    return sum(item is not None for item in found)


def _inside(anchor: Anchor, reference: date) -> RowDate | None:
    """Date beside the title in the same row, else at the end of the title."""
    assert anchor.row is not None
    beside = text_tokens(anchor.row, skip=anchor.node.mem_id)
    found = date_in_tokens(beside, reference) if beside and len(beside) < 60 else None
    return found or date_in_title(anchor.tokens, reference)


def _beside(anchor: Anchor, rows: set[int], reference: date, *, forward: bool) -> RowDate | None:
    """Date among the siblings up to the neighbouring row."""
    assert anchor.row is not None
    tokens: list[str] = []
    node = anchor.row.next if forward else anchor.row.prev
    for _ in range(8):
        if node is None or node.mem_id in rows:
            break
        if node.tag != "-text" and node.css_first("a[href]") is not None:
            break
        piece = text_tokens(node)
        tokens = [*tokens, *piece] if forward else [*piece, *tokens]
        node = node.next if forward else node.prev
    return date_in_tokens(tokens, reference) if 0 < len(tokens) < 30 else None
