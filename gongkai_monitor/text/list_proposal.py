"""A proposed selector for a list that could not be read for certain: a person decides on it.

The most list-like group of repeated links outside navigation and footer, as a CSS path with the
number of its entries and three sample titles.
"""

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborNode

from gongkai_monitor.text import charset
from gongkai_monitor.text.list_groups import Group, find_groups
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.regions import Placement, Region

_NAME = re.compile(r"[A-Za-z_][\w\-]{0,60}")
_FEWEST = 3
_SHORTEST_TITLE = 6.0
_SAMPLES = 3
_MOST_STEPS = 6
_APART = Region.NAVIGATION | Region.FOOTER | Region.CRUMB | Region.PAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProposal:
    """``selector`` finds the links of ``count`` entries."""

    selector: str
    count: int
    titles: tuple[str, ...]

    def in_words(self) -> str:
        """For people: 建议选择器 …（15 条，如《…》）."""
        samples = "".join(f"《{title[:30]}》" for title in self.titles)
        return f"建议选择器 {self.selector}（{self.count} 条，如{samples}）"


def propose_list(page: Page, reference: date) -> ListProposal | None:
    """The proposal for a page; None when nothing on it repeats like a list."""
    if charset.is_mojibake(page.html):
        return None  # titles that nobody can read
    groups = [
        group
        for group in find_groups(page, reference, Placement())
        if len(group.anchors) >= _FEWEST and group.mean_title >= _SHORTEST_TITLE
    ]
    if not groups:
        return None
    best = max(groups, key=_weight)
    if _weight(best) <= 0:
        return None
    selector = selector_of(page, best)
    if selector is None:
        return None
    return ListProposal(
        selector=selector,
        count=len(best.anchors),
        titles=tuple(anchor.title for anchor in best.anchors[:_SAMPLES]),
    )


def selector_of(page: Page, group: Group) -> str | None:
    """A short CSS path that finds the links of the group and, as far as it can, no others."""
    wanted = {anchor.node.mem_id for anchor in group.anchors}
    below = _steps(group.anchors[0].node, group.container)
    node: LexborNode | None = group.container
    path = " > ".join([_step(group.container), *below])
    for _ in range(_MOST_STEPS):
        found = {link.mem_id for link in page.tree.css(path)}
        if wanted <= found and len(found) <= 2 * len(wanted):
            return path
        node = node.parent if node is not None else None
        if node is None or node.tag in {"body", "html"}:
            return path if wanted <= found else None
        path = f"{_step(node)} > {path}"
    return None


def _weight(group: Group) -> float:
    """Characters of its titles, more for dated ones; nothing in navigation and footer."""
    if group.region & _APART and not group.dated_count:
        return 0.0
    weight = float(sum(min(len(anchor.title), 40) for anchor in group.anchors))
    weight *= 1.0 + 3.0 * group.dated_share
    return weight * (0.25 if group.region & (Region.SIDE | Region.HIDDEN | _APART) else 1.0)


def _steps(link: LexborNode, container: LexborNode) -> list[str]:
    """Tags from below the container down to the link."""
    steps: list[str] = []
    node: LexborNode | None = link
    while node is not None and node.mem_id != container.mem_id:
        steps.append(node.tag or "*")
        node = node.parent
    return steps[::-1]


def _step(node: LexborNode) -> str:
    """``tag#id`` or ``tag.class``, with names that need no escaping only."""
    tag = node.tag or "*"
    name = node.attributes.get("id") or ""
    if _NAME.fullmatch(name):
        return f"{tag}#{name}"
    classes = [part for part in (node.attributes.get("class") or "").split() if part]
    plain = [part for part in classes[:2] if _NAME.fullmatch(part)]
    return ".".join([tag, *plain])
