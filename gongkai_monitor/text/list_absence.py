"""Why a page shows no list: it is a text, a script fills it, or it is proven to be empty."""

import re
from collections.abc import Container

from selectolax.lexbor import LexborNode

from gongkai_monitor.text import list_notes, list_scripts, paging
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.regions import Placement, Region

_NO_PAGES = re.compile(r"createPageHTML\w*\(\s*(?:['\"]\w+['\"]\s*,\s*)?0\s*,")
_LIST_NAME = re.compile(
    r"list|news|liebiao|lanmu|article|content|con_?list|(?:^|\W)(?:ul|lb)\d*", re.I
)
_LOADING = re.compile(r"^[\W_]*(?:正在)?(?:加载|载入|努力加载)中?|^loading", re.IGNORECASE)
_RENDERING_SOURCE = re.compile(
    r"list|page|data|api|vue|react|angular|app|main|chunk|render|template|column|channel|xxgk", re.I
)
_LIBRARY_SOURCE = re.compile(
    r"jquery|swiper|bootstrap|superslide|layui|conac|jiucuo|tongji|analytics|hm\.js|wza|aria|share|"
    r"html5shiv|respond|pagebar|createpage|homepage",
    re.IGNORECASE,
)
_APART = Region.NAVIGATION | Region.FOOTER | Region.CRUMB | Region.PAGER | Region.SIDE
_PROSE_LINE = 45
_PROSE_PAGE = 200


def has_article_tag(page: Page) -> bool:
    """META ArticleTitle, which only content pages carry (网页标签规范)."""
    if "articletitle" not in page.html[:20000].lower():
        return False
    for node in page.tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "articletitle":
            return bool((node.attributes.get("content") or "").strip())
    return False


def prose_length(page: Page, without: Container[str] = ()) -> int:
    """Characters in whole sentences, the given lines left out."""
    return sum(
        len(line)
        for line in page.lines
        if len(line) >= _PROSE_LINE and "。" in line and line not in without
    )


def is_prose(page: Page) -> bool:
    """Whether the page is mainly a text."""
    return prose_length(page) >= _PROSE_PAGE


def is_filled_by_script(page: Page, scripts: str) -> bool:
    """Whether scripts put the entries in: templates, loading marks, empty boxes with a filler."""
    if list_scripts.is_template(page) or any(_LOADING.match(line) for line in page.lines):
        return True
    boxes = _empty_boxes(page)
    if not boxes:
        return False
    filled = list_scripts.filled_names(scripts)
    names = {name for box in boxes for name in _names(box)}
    if names & filled:
        return True
    sources = [node.attributes.get("src") or "" for node in page.tree.css("script[src]")]
    return any(
        _RENDERING_SOURCE.search(source.rpartition("/")[2]) and not _LIBRARY_SOURCE.search(source)
        for source in sources
    )


def is_proven_empty(page: Page) -> bool:
    """A placeholder line, a printed total of 0, or an empty list box in the main part."""
    if list_notes.placeholder(page) is not None or paging.total_count(page) == 0:
        return True
    if _NO_PAGES.search(page.html):
        return True
    return bool(_empty_boxes(page))


def _empty_boxes(page: Page) -> list[LexborNode]:
    """List containers of the main part with nothing inside."""
    placement = Placement()
    boxes = []
    for node in page.tree.css("ul,ol,dl,tbody,div[class],div[id]"):
        if node.tag == "div" and not _LIST_NAME.search(" ".join(_names(node))):
            continue
        if node.first_child is not None and (
            next(node.iter(), None) is not None or node.text().strip()
        ):
            continue
        if not placement.region(node) & _APART:
            boxes.append(node)
    return boxes


def _names(node: LexborNode) -> list[str]:
    """Id and classes of an element."""
    attributes = node.attributes
    return [*(attributes.get("class") or "").split(), *(attributes.get("id") or "").split()]
