"""标题: the title of an article page."""

import re
from collections.abc import Mapping
from html import unescape

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.meta import is_placeholder
from gongkai_monitor.text.page import Page, between_marks, squeeze

_HEADINGS = (
    "h1,#activity-name,.article-title,.article_title,.articleTitle,.article-tit,.xl-title,"
    ".news_title,.news-title,.newstitle,.newsTitle,.info-title,.infoTitle,.detail-title,"
    ".detail_title,.detailTitle,.content-title,.content_title,.contentTitle,.pages-title,"
    ".main-title,.wz-title,.wzbt,.title,.tit,.bt,[class*=title],[id*=title],[id*=Title],h2,h3"
)
_START = re.compile(
    r"<!--\s*(?:TitleStart|标题开始|<\$\[标题(?:名称)?\]>begin)\s*-->", re.IGNORECASE
)
_END = re.compile(r"<!--\s*(?:TitleEnd|标题结束|<\$\[标题(?:名称)?\]>end)\s*-->", re.IGNORECASE)
_LONGEST = 2_000
_TAGS = re.compile(r"<[/!a-zA-Z][^>]*>")
_PARTS = re.compile(r"\s*[_|｜－—–>»]+\s*|\s+-+\s+|-+")
_SITE_WORDS = re.compile(
    r"(?:网|网站|门户|频道|首页|人民政府|政府|委员会|办公厅|办公室|局|厅|部|中心|公开|平台)$"
)
_EMPTY_TITLE = re.compile(
    r"^(?:详细信息|信息详情|详细内容|详情页?|内容页?|正文|文章|无标题.*|untitled.*|新建网页.*|首页)?$",
    re.IGNORECASE,
)
_INFO_LINE = re.compile(
    r"发布(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d|来源\s*[:：].*(?:19|20)\d\d[-年/.]"
)
_CUT = re.compile(r"(?:…|\.{3,})$")


def read_title(page: Page, tags: Mapping[str, str], *, stated: str | None = None) -> str | None:
    """The title of an article: META, then its metadata table, its heading, ``<title>``.

    Args:
        page: the page.
        tags: its META tags.
        stated: the title of the page's own metadata table.
    """
    declared = squeeze(tags.get("ArticleTitle", ""))
    if is_placeholder("ArticleTitle", declared):
        declared = ""
    if declared and not _CUT.search(declared):
        return declared
    found = stated or _marked(page) or heading(page)
    if declared:
        stem = _CUT.sub("", declared)
        return found if found and found.startswith(stem[:20]) else declared
    title = found or window_title(page, tags)
    return above_info_line(page) or title or None if _EMPTY_TITLE.match(title) else title


def heading(page: Page) -> str | None:
    """The heading in the page that ``<title>`` repeats, else its only ``h1``."""
    window = _key(page.title)
    best = ""
    first_h1: str | None = None
    for node in page.tree.css(_HEADINGS):
        if node.tag in {"html", "body", "head", "title", "meta", "script", "style"}:
            continue
        text = _heading_text(node)
        if not 4 <= len(text) <= 200:
            continue
        if node.tag == "h1" and first_h1 is None and node.css_first("a") is None:
            first_h1 = text
        if _key(text) in window and len(text) > len(best):
            best = text
    if best and not (_SITE_WORDS.search(best) and first_h1):
        return best
    return first_h1


def above_info_line(page: Page) -> str | None:
    """The line above ``来源：… 发布时间：…``: the title of pages that name all pages alike."""
    previous = ""
    for line in page.lines:
        if len(line) <= _LONGEST and _INFO_LINE.search(line):
            return previous if 4 <= len(previous) <= 120 else None
        previous = line
    return None


def window_title(page: Page, tags: Mapping[str, str]) -> str:
    """``<title>`` without the names of site and column after it."""
    title = page.title or squeeze(tags.get("og:title", ""))
    parts = [part for part in _PARTS.split(title) if part]
    if len(parts) < 2:
        return title
    known = {squeeze(tags.get(name, "")) for name in ("SiteName", "ColumnName", "channel")}
    end = len(title)
    while len(parts) > 1 and (parts[-1] in known or _SITE_WORDS.search(parts[-1])):
        end = title.rfind(parts.pop(), 0, end)
    return _PARTS.sub(lambda match: match[0], title[:end]).strip(" _|｜－—–->»") or title


def _marked(page: Page) -> str | None:
    """Between the comments that some CMS print around the title."""
    if "<!--" not in page.html:
        return None
    inner = between_marks(page.html, _START, _END)
    if inner is None or len(inner) > _LONGEST:
        return None
    return squeeze(unescape(_TAGS.sub(" ", inner))) or None


def _heading_text(node: LexborNode) -> str:
    """Text of a heading, "" when the node is a block with much more in it."""
    text = node.text()
    return squeeze(text) if len(text) <= 600 else ""


def _key(text: str) -> str:
    """Text without blanks, for comparing."""
    return "".join(text.split())
