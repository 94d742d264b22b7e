"""Fingerprint of a page's structure: the same with new items, another after a redesign."""

from gongkai_monitor.identity import stable_id
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.regions import signature

_STRUCTURE = frozenset(
    {
        "body", "div", "table", "ul", "ol", "dl", "section", "main", "article", "header",
        "footer", "nav", "aside", "form", "iframe",
    }
)  # fmt: skip
_DEPTH = 7


def skeleton(page: Page) -> str:
    """16 hex digits over the set of element paths down to seven levels of structure.

    Only containers count, repeated ones count once and class numbers are left out, so a new
    entry, a longer text or another picture changes nothing.
    """
    body = page.tree.body
    if body is None:
        return stable_id("skeleton", "")
    paths: set[str] = set()
    stack = [(body, "", 0)]
    while stack:
        node, path, depth = stack.pop()
        path = f"{path}/{signature(node)}"
        paths.add(path)
        if depth < _DEPTH:
            stack.extend(
                (child, path, depth + 1) for child in node.iter() if child.tag in _STRUCTURE
            )
    return stable_id("skeleton", *sorted(paths))
