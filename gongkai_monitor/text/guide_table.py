"""办事指南 as a table: rows of a label and its value, without paragraphs to find it by."""

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.guide_elements import elements_named
from gongkai_monitor.text.page import Page, squeeze

_FEWEST = 4
"""Element classes that the first cells of a table name, that make it a guide."""
_LONGEST_LABEL = 12
_MOST_TABLES = 300
_MOST_ROWS = 200


def guide_table(page: Page) -> LexborNode | None:
    """The table that states the most elements of a guide; of two like ones the inner."""
    if "材料" not in page.html and "依据" not in page.html:
        return None
    best: tuple[int, LexborNode] | None = None
    for table in page.tree.css("table")[:_MOST_TABLES]:
        count = len(_elements_of(table))
        if count >= _FEWEST and (best is None or count >= best[0]):
            best = count, table
    return best[1] if best is not None else None


def _elements_of(table: LexborNode) -> set[str]:
    """Element classes named by the first cells of the table's own and inner rows."""
    named: set[str] = set()
    for row in table.css("tr")[:_MOST_ROWS]:
        cell = row.css_first("td,th")
        label = squeeze(cell.text()) if cell is not None else ""
        if 2 <= len(label) <= _LONGEST_LABEL:
            named |= set(elements_named(label))
    return named
