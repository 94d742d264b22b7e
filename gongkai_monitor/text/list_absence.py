"""Why a page shows no list: it is a text, a script fills it, or it is proven to be empty."""

import re
from collections.abc import Container

from selectolax.lexbor import LexborNode

from gongkai_monitor.text import list_notes, list_scripts, paging
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.regions import Placement, Region

_ARTICLE_TAGS = frozenset({"articletitle", "pubdate", "docdate"})
_NO_PAGES = re.compile(r"createPageHTML\w*\(\s*(?:['\"]\w+['\"]\s*,\s*)?0\s*,")
_LIST_NAME = re.compile(r"list|news|liebiao|(?:^|\W)(?:ul|lb)\d*(?:$|\W)", re.IGNORECASE)
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
_NO_OWN_TEXT = frozenset(
    {"a", "script", "style", "noscript", "template", "select", "textarea", "button", "-comment"}
)
_LITTLE = 150
_PROSE_LINE = 45
_PROSE_PAGE = 200


def has_article_tag(page: Page) -> bool:
    """META tags that only content pages carry: ArticleTitle, PubDate (网页标签规范), docdate."""
    head = page.html[:20000].lower()
    if not any(name in head for name in _ARTICLE_TAGS):
        return False
    return any(
        (node.attributes.get("name") or "").lower() in _ARTICLE_TAGS
        and (node.attributes.get("content") or "").strip()
        for node in page.tree.css("meta[name]")
    )


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
    return is_stated_empty(page) or (bool(_empty_boxes(page)) and own_text_length(page) < _LITTLE)


def is_stated_empty(page: Page) -> bool:
    """Whether the page itself says that there is nothing: a placeholder line, a total of 0."""
    if list_notes.placeholder(page) is not None or paging.total_count(page) == 0:
        return True
    return bool(_NO_PAGES.search(page.html))


def own_text_length(page: Page) -> int:
    """Characters of the main part that are no links, no form and no navigation."""
    placement = Placement()
    body = page.tree.body
    if body is None:
        return 0
    length = 0
    stack = [body.first_child]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        stack.append(node.next)
        if node.tag == "-text":
            length += len("".join((node.text_content or "").split()))
        elif node.tag not in _NO_OWN_TEXT and not placement.region(node) & _APART:
            stack.append(node.first_child)
    return length


def _empty_boxes(page: Page) -> list[LexborNode]:
    """List containers of the main part with nothing inside."""
    placement = Placement()
    boxes = []
    for node in page.tree.css("ul,ol,dl,tbody,div[class]"):
        if node.tag == "div" and not _LIST_NAME.search(node.attributes.get("class") or ""):
            continue
        if node.first_child is not None and (
            next(node.iter(), None) is not None or node.text().strip()
        ):
            continue
        if not placement.region(node) & (_APART | Region.HIDDEN):
            boxes.append(node)
    return boxes


def _names(node: LexborNode) -> list[str]:
    """Id and classes of an element."""
    attributes = node.attributes
    return [*(attributes.get("class") or "").split(), *(attributes.get("id") or "").split()]
