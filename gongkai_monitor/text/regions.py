"""Which part of a page an element lies in, told by tag, class and id of its ancestors."""

import re
from enum import IntFlag

from selectolax.lexbor import LexborNode


class Region(IntFlag):
    """Parts that hold no list of the channel itself."""

    MAIN = 0
    NAVIGATION = 1
    FOOTER = 2
    SIDE = 4
    HIDDEN = 8
    PAGER = 16
    CRUMB = 32


_WORDS: tuple[tuple[Region, re.Pattern[str]], ...] = (
    (
        Region.NAVIGATION,
        re.compile(
            r"(?:^|[^a-z])(?:navi|topbar|header)(?:$|[^a-z])|nav(?:$|[^a-z])|navbar"
            r"|menu(?:$|[^a-z])|(?:^|[^a-z])menu"
            r"|daohang|mainnav"
        ),
    ),
    (Region.CRUMB, re.compile(r"crumb|weizhi|dqwz|curpos|position|location|(?:^|[^a-z])path")),
    (
        Region.FOOTER,
        re.compile(r"foot|copyright|(?:^|[^a-z])(?:bottom|links?)(?:$|[^a-z])|friend|youlian|yqlj"),
    ),
    (
        Region.SIDE,
        re.compile(
            r"(?:^|[^a-z])(?:side|hot|rank|aside)(?:$|[^a-z])|sidebar|recommend|related|tuijian"
            r"|paihang|xgwz|xgyd|hotlist|hotnews|piaofu|piao|popup|calendar|weather|duilian"
        ),
    ),
    (
        Region.PAGER,
        re.compile(r"(?:^|[^a-z])(?:page|pages|pager|paging|pagination)(?:$|[^a-z])|fenye"),
    ),
)
_TAGS = {
    "nav": Region.NAVIGATION,
    "header": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "aside": Region.SIDE,
    "select": Region.HIDDEN,
    "noscript": Region.HIDDEN,
    "template": Region.HIDDEN,
}
_TRANSIENT = re.compile(
    r"\d+|(?<![a-z])(?:odd|even|first|last|on|active|cur|current|hover|top|new|select(?:ed)?|now"
    r"|even|line|mr|ml|no)(?![a-z])"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Placement:
    """Region and structural path of elements of one page, each worked out once."""

    def __init__(self) -> None:
        self._regions: dict[int, Region] = {}
        self._paths: dict[int, str] = {}

    def region(self, node: LexborNode) -> Region:
        """All regions that the element or one of its ancestors belongs to."""
        self._learn(node)
        return self._regions[node.mem_id]

    def path(self, node: LexborNode) -> str:
        """Tags and classes from the root, without what changes from row to row."""
        self._learn(node)
        return self._paths[node.mem_id]

    def _learn(self, node: LexborNode) -> None:
        chain: list[LexborNode] = []
        current: LexborNode | None = node
        while current is not None and current.mem_id not in self._regions:
            chain.append(current)
            current = current.parent
        region = self._regions[current.mem_id] if current is not None else Region.MAIN
        path = self._paths[current.mem_id] if current is not None else ""
        depth = path.count("/")
        for step in reversed(chain):
            region |= own_region(step)
            if depth < _DEEP:
                path = f"{path}/{signature(step)}"
            depth += 1
            self._regions[step.mem_id] = region
            self._paths[step.mem_id] = path


_DEEP = 60


def own_region(node: LexborNode) -> Region:
    """Region that an element announces by itself."""
    region = _TAGS.get(node.tag or "", Region.MAIN)
    attributes = node.attributes
    if not attributes:
        return region
    if node.tag in {"body", "html", "form"}:
        return region
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    if words != " ":
        for flag, pattern in _WORDS:
            if pattern.search(words):
                region |= flag
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style):
        region |= Region.HIDDEN
    return region


def signature(node: LexborNode) -> str:
    """``tag.class`` without numbers and without marks of single rows (odd, last, current)."""
    classes = (node.attributes.get("class") or "").lower() if node.attributes else ""
    if not classes:
        return node.tag or "?"
    plain = ".".join(sorted(set(_TRANSIENT.sub("", classes).replace("-", " ").split())))
    return f"{node.tag}.{plain}" if plain else node.tag or "?"
