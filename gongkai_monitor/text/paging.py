"""Where a list goes on: addresses of its following pages."""

import re
from urllib.parse import urlsplit

from gongkai_monitor.text.page import Page, host_of, squeeze

_NEXT = re.compile(
    r"^[\[【(（\s]*(?:下一?页|下页|后一?页|后页|next(?: ?page)?|>|›|»|>>)[\]】)）>»›\s]*$", re.I
)
_NUMBER = re.compile(r"^[\[【\s]*(\d{1,4})[\]】\s]*$")
_TRS = re.compile(
    r"createPageHTML\w*\(\s*(?:['\"]\w+['\"]\s*,\s*)?(\d{1,5})\s*,\s*(\d{1,5})\s*,"
    r"\s*['\"]([\w\-]{1,60})['\"]\s*,\s*['\"](\w{1,8})['\"](?:\s*,\s*(\d{1,7}))?"
)
_TOTAL = re.compile(
    r"(?:共|总计|总共)\s?(?:有|计)?\s?[:：]?\s?(\d{1,7})\s?(?:条|篇|项|个(?:记录)?|记录)"
)
_PAGE_PARAMETER = re.compile(
    r"[?&](?:page|pageno|pagenum|pageindex|currentpage|cur_?page|pageid|p|pn|start|pagecount)=",
    re.I,
)
_PAGE_IN_PATH = re.compile(r"(?:[_\-/](?:p|page)?)(\d{1,4})\.\w{3,5}$")
_MAX_PAGES = 200


def next_pages(page: Page) -> tuple[str, ...]:
    """Following list pages on the same host, nearest first."""
    by_script = _trs_pages(page)
    if by_script:
        return by_script
    numbered: dict[int, str] = {}
    following: list[str] = []
    for node in page.tree.css("a[href]"):
        text = squeeze(node.text())
        if not text or len(text) > 12:
            continue
        url = _address(page, node.attributes.get("href") or "")
        if url is None:
            continue
        number = _NUMBER.match(text)
        if _NEXT.match(text):
            following.append(url)
        elif number and _looks_paged(url, page.url):
            numbered.setdefault(int(number[1]), url)
    return _ordered(page, following, numbered)


def total_count(page: Page) -> int | None:
    """How many entries the whole list has, when the page says so (``共 35 条``)."""
    match = _TRS.search(page.html) if "createPageHTML" in page.html else None
    if match and match[5]:
        return int(match[5])
    for line in page.lines:
        found = _TOTAL.search(line) if "共" in line or "总" in line else None
        if found:
            return int(found[1])
    return None


def is_next_link(text: str) -> bool:
    """Whether a link text is the 下一页 of a pager."""
    return bool(_NEXT.match(text))


def has_pager(page: Page) -> bool:
    """Whether the page shows a pager at all."""
    return bool(next_pages(page)) or "createPageHTML" in page.html or total_count(page) is not None


def _address(page: Page, href: str) -> str | None:
    if href.startswith("#"):
        return None
    url = page.absolute(href)
    if url is None or url == page.url or host_of(url) != page.host:
        return None
    return url


def _looks_paged(url: str, current: str) -> bool:
    """A number is a page number when the address differs like one."""
    if _PAGE_PARAMETER.search(url) or _PAGE_IN_PATH.search(urlsplit(url).path):
        return True
    return urlsplit(url).path == urlsplit(current).path


def _ordered(page: Page, following: list[str], numbered: dict[int, str]) -> tuple[str, ...]:
    """Page numbers after the present one; without numbers the link 下一页."""
    after = following[0] if following else None
    at = next((number for number, url in numbered.items() if url == after), None)
    urls = [numbered[number] for number in sorted(numbered) if at is None or number >= at]
    ordered = dict.fromkeys([*([after] if after else []), *urls])
    ordered.pop(page.url, None)
    return tuple(ordered)[:_MAX_PAGES]


def _trs_pages(page: Page) -> tuple[str, ...]:
    """``createPageHTML(8, 0, "index", "html")``: index.html, index_1.html … index_7.html."""
    if "createPageHTML" not in page.html:
        return ()
    matches = list(_TRS.finditer(page.live_html)) or list(_TRS.finditer(page.html))
    if not matches:
        return ()
    total, current, name, ending, _ = matches[-1].groups()
    first_is_one = "createPageHTML('" in matches[-1][0] or 'createPageHTML("' in matches[-1][0]
    last = int(total) + (1 if first_is_one else 0)
    start = max(int(current) + 1, 2 if first_is_one else 1)
    numbers = range(start, min(last, start + _MAX_PAGES))
    urls = [page.absolute(f"{name}_{number}.{ending}") for number in numbers]
    return tuple(url for url in urls if url is not None)
