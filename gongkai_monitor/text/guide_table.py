"""办事指南 as a table: rows of a label and its value, without paragraphs to find it by."""

from collections import defaultdict

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.guide_elements import elements_named
from gongkai_monitor.text.page import Page, squeeze

_FEWEST = 4
"""Element classes that the first cells of a table name, that make it a guide."""
_LONGEST_LABEL = 12
_MOST_ROWS = 5_000


def guide_table(page: Page) -> LexborNode | None:
    """The table whose own rows begin with the most elements of a guide; None below four."""
    if "材料" not in page.html and "依据" not in page.html:
        return None
    named: dict[int, set[str]] = defaultdict(set)
    tables: dict[int, LexborNode] = {}
    for row in page.tree.css("tr")[:_MOST_ROWS]:
        table = _table_of(row)
        if table is not None:
            tables[table.mem_id] = table
            named[table.mem_id].update(elements_named(_label_of(row)))
    best = max(named, key=lambda one: len(named[one]), default=None)
    return tables[best] if best is not None and len(named[best]) >= _FEWEST else None


def _label_of(row: LexborNode) -> str:
    """The first cell of a row, "" when it is no label: cells of a layout hold whole tables."""
    cell = row.css_first("td,th")
    if cell is None or cell.css_first("table") is not None:
        return ""
    label = squeeze(cell.text())
    return label if 2 <= len(label) <= _LONGEST_LABEL else ""


def _table_of(row: LexborNode) -> LexborNode | None:
    """The table that a row belongs to itself."""
    parent = row.parent
    while parent is not None and parent.tag not in {"table", "body"}:
        parent = parent.parent
    return parent if parent is not None and parent.tag == "table" else None
