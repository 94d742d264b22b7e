"""Fingerprints of a page's structure: the same with new items, another after a redesign."""

from collections import Counter

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
_REPEATED = 3


def skeleton(page: Page) -> str:
    """16 hex digits over the set of element paths down to seven levels of structure.

    Only containers count, repeated ones count once and class numbers are left out, so a new
    entry, a longer text or another picture changes nothing.
    """
    return _fingerprint(page, "skeleton", without_repeated=False)


def frame(page: Page) -> str:
    """The skeleton without what repeats in it: the same for a list that is full and empty."""
    return _fingerprint(page, "frame", without_repeated=True)


def _fingerprint(page: Page, name: str, *, without_repeated: bool) -> str:
    body = page.tree.body
    if body is None:
        return stable_id(name, "")
    paths: set[str] = set()
    stack = [(body, signature(body), 0)]
    while stack:
        node, path, depth = stack.pop()
        paths.add(path)
        if depth >= _DEPTH:
            continue
        children = [(child, signature(child)) for child in node.iter() if child.tag in _STRUCTURE]
        counts = Counter(mark for _, mark in children)
        stack.extend(
            (child, f"{path}/{mark}", depth + 1)
            for child, mark in children
            if not without_repeated or counts[mark] < _REPEATED
        )
    return stable_id(name, *sorted(paths))
