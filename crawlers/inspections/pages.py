"""What the pages behind the home page say: one function per step of the inspection. Pure."""

from datetime import date
from html import escape
from urllib.parse import urlsplit

from crawlers.inspections.seen import Seen, seen, unread
from crawlers.reading import Answer
from crawlers.site_pages import list_of
from gongkai_monitor.text import entrances
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.error_page import read_error_page
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.paging import next_pages
from gongkai_monitor.text.search_results import (
    SearchReading,
    data_urls,
    read_result_data,
    read_results,
)
from gongkai_monitor.text.site_search import has_search
from gongkai_monitor.vocabulary import (
    FetchOutcome,
    InspectionItem,
    InspectionResult,
    PageSign,
)

_OK, _FAULT, _UNKNOWN = InspectionResult.OK, InspectionResult.FAULT, InspectionResult.UNKNOWN
_GONE = frozenset({404, 410, 500, 502, 503, 504})
_REFUSED = frozenset({401, 403, 405, 412, 418, 429, 451, 521})
_NO_ERROR_PAGE = frozenset({PageSign.CHALLENGE, PageSign.LOGIN, PageSign.MAINTENANCE})
_SHOWN = 20_000
_DUE = (1, 31)
_FEWEST_SEARCHES = 2
_MOST_RESULT_PAGES = 2
_BARE = 200
"""Characters of a page that is only a frame for a script."""
_CLOSING_WORDS = ("关停", "关闭", "停止运行", "停止服务", "迁移", "整合", "注销", "下线", "撤销")


def error_page(answer: Answer) -> Seen:
    """The answer to an address that does not exist (rule G-15)."""
    item = InspectionItem.ERROR_PAGE
    status = answer.exchange.status
    if not status or answer.sign in _NO_ERROR_PAGE or status in _REFUSED:
        return unread(answer, item)
    return seen(answer, item, *_error_words(answer, status))


def site_map_page(answer: Answer) -> Seen:
    """Whether 网站地图 opens."""
    return _opens(answer, InspectionItem.SITE_MAP, "网站地图")


def consult_page(answer: Answer) -> tuple[Seen | None, str | None]:
    """What a page of 咨询建言 says; or the form that it leads to (rule W-5a)."""
    item = InspectionItem.CONSULT
    opened = _opens(answer, item, "咨询建言页面")
    if opened.result is not _OK or answer.page is None:
        return opened, None
    if entrances.has_form(answer.page):
        return seen(answer, item, _OK, "咨询建言表单可以打开"), None
    form = entrances.letter_form(answer.page) if answer.job.depth == 0 else None
    if form is not None and form.url != answer.job.url:
        return None, form.url
    return seen(answer, item, _UNKNOWN, "页面没有表单，可能由脚本生成或须登录"), None


def consult_form(answer: Answer) -> Seen | None:
    """What a form of 咨询建言 makes compulsory (rule K-C1); None on a page without a form."""
    if not answer.is_ok or answer.page is None or not entrances.has_form(answer.page):
        return None
    item, needless = InspectionItem.CONSULT_FORM, entrances.needless_fields(answer.page)
    if needless:
        return seen(answer, item, _FAULT, f"咨询表单要求必填{'、'.join(needless)}")
    return seen(answer, item, _OK, "咨询表单没有不必要的必填项")


def platform_page(answer: Answer) -> Seen:
    """Whether the 政府信息公开 platform opens and can be searched (rule I-3)."""
    item = InspectionItem.PLATFORM
    opened = _opens(answer, item, "政府信息公开平台")
    if opened.result is not _OK or answer.page is None:
        return opened
    if has_search(answer.page):
        return seen(answer, item, _OK, "政府信息公开平台可以打开，有检索入口")
    if (
        answer.page.tree.css_first("script[src],iframe") is not None
        and len(answer.page.text) < _BARE
    ):
        return seen(answer, item, _UNKNOWN, "政府信息公开平台由脚本生成，看不出有没有检索")
    return seen(answer, item, _FAULT, "政府信息公开平台页面未见检索入口")


def search_page(answer: Answer, count: int) -> tuple[Seen | None, tuple[str, ...]]:
    """Whether a known title is found (rule K-D3), or where to look on.

    Args:
        answer: page or data of results.
        count: how many searches are made in all.

    Returns:
        What is told; or nothing and the addresses that may tell: data behind the page, its next
        page.
    """
    item = InspectionItem.SEARCH_RESULT
    title = answer.job.title or ""
    expected = float(max(count, _FEWEST_SEARCHES))
    if not answer.is_ok and answer.exchange.status in _GONE:
        detail = f"检索页面返回 HTTP {answer.exchange.status}"
        return seen(answer, item, _FAULT, detail, measured=expected), ()
    if not answer.is_ok or not answer.body:
        return unread(answer, item), ()
    reading, following = _results(answer, title)
    if following and answer.job.depth < _MOST_RESULT_PAGES:
        return None, following
    match reading:
        case SearchReading.FOUND:
            return seen(answer, item, _OK, f"检索到《{title}》", measured=expected), ()
        case SearchReading.ABSENT | SearchReading.OTHERS if not following:
            detail = f"用网站上已有的标题检索不到，如《{title}》"
            return seen(answer, item, _FAULT, detail, measured=expected), ()
        case _:
            return seen(answer, item, _UNKNOWN, SearchReading.UNKNOWN.label), ()


def _results(answer: Answer, title: str) -> tuple[SearchReading, tuple[str, ...]]:
    """What the answer says, and where more of it stands when that settles nothing."""
    if answer.page is None:
        text = decode(answer.body, answer.exchange.header("Content-Type")).text
        return read_result_data(text, title), ()
    reading = read_results(answer.page, title)
    match reading:
        case SearchReading.UNKNOWN:
            return reading, data_urls(answer.page, title)[:1]
        case SearchReading.OTHERS:
            return reading, next_pages(answer.page)[:1]
        case _:
            return reading, ()


def yearly_page(answer: Answer, year: int) -> Seen:
    """Whether the column of 年度工作报表 holds the table of a year, in time (rule G-20)."""
    item = InspectionItem.YEARLY_TABLE
    if not answer.is_ok or answer.page is None:
        return unread(answer, item)
    found = list_of(answer)
    entry = next((one for one in found.items if str(year) in one.title), None) if found else None
    if entry is not None:
        due = date(year + 1, *_DUE)
        if entry.printed_on is not None and entry.printed_on > due:
            detail = f"{year} 年度报表于 {entry.printed_on} 公布，晚于 {due}"
            return seen(answer, item, _FAULT, detail)
        return seen(answer, item, _OK, f"已公布 {year} 年度报表")
    is_text = found is None or found.reading not in {ListReading.READ, ListReading.EMPTY}
    if is_text and f"{year}年" in "".join(answer.page.text[:_SHOWN].split()):
        return seen(answer, item, _OK, f"页面载有 {year} 年度报表")
    if found is not None and _is_whole(found):
        return seen(answer, item, _FAULT, f"年度报表栏目中没有 {year} 年度报表")
    return seen(answer, item, _UNKNOWN, "年度报表栏目没有读全，无法判断")


def script_page(answer: Answer, count: int) -> Seen:
    """Whether a script of the site holds the off-site reminder (rule G-16)."""
    item = InspectionItem.OFFSITE_REMINDER
    if answer.exchange.outcome is not FetchOutcome.OK or not answer.body:
        return unread(answer, item)
    text = answer.body.decode("utf-8", "replace") + answer.body.decode("gb18030", "replace")
    if entrances.has_reminder(text) or entrances.has_reminder(_unescaped(answer.body)):
        return seen(answer, item, _OK, "网站脚本带有离开本站的提示")
    detail = "首页有域外链接，页面和脚本中未见离开本站的提示"
    return seen(answer, item, _FAULT, detail, measured=float(count))


def closed_site(answer: Answer) -> Seen:
    """Whether a site that the register calls closed still answers (rule G-19)."""
    item = InspectionItem.CLOSED_ANSWERS
    if not answer.exchange.status or answer.exchange.status in _GONE:
        return seen(answer, item, _OK, "关停网站的地址已打不开")
    if not answer.is_ok or answer.page is None:
        return unread(answer, item)
    text = f"{answer.page.title}{answer.page.text[:_SHOWN]}"
    is_notice = len(answer.page.text) < 600 and any(word in text for word in _CLOSING_WORDS)
    if is_notice:
        return seen(answer, item, _OK, "地址只显示关停公告")
    title = answer.page.title[:60] or "无标题"
    return seen(answer, item, _FAULT, f"登记为关停，地址仍能打开（页面标题“{title}”）")


def titles_of(found: ListPage | None, before: date) -> list[str]:
    """Titles that a search index must have had time to take up, the newest first."""
    if found is None or found.reading is not ListReading.READ:
        return []
    known = [
        one.title
        for one in found.items
        if one.printed_on is not None and one.printed_on < before and 8 <= len(one.title) <= 60
    ]
    return [title for title in known if not title.endswith(("...", "…"))]


def is_own_page(answer: Answer, home_url: str) -> bool:
    """Whether a normal page of the site's own host came."""
    if not answer.is_ok or answer.page is None:
        return False
    return urlsplit(answer.exchange.url).netloc == urlsplit(home_url).netloc


def _error_words(answer: Answer, status: int) -> tuple[InspectionResult, str]:
    if answer.sign is PageSign.HOME:
        return _OK, "不存在的地址转到首页"
    if not answer.body.strip():
        return _FAULT, f"不存在的地址返回空白页（HTTP {status}）"
    shown = read_error_page(answer.page or _plain_page(answer))
    if shown.technical is not None:
        return _FAULT, f"错误页显示{shown.technical}（HTTP {status}）"
    if answer.is_ok:
        return _UNKNOWN, "不存在的地址返回普通页面，无法判断"
    if not shown.speaks_chinese:
        return _FAULT, f"错误页没有中文提示（HTTP {status}）"
    return _OK, f"错误页有中文提示（HTTP {status}）"


def _opens(answer: Answer, item: InspectionItem, name: str) -> Seen:
    gone = answer.exchange.status in _GONE or answer.sign is PageSign.SOFT_404
    if gone and answer.sign is not PageSign.CHALLENGE:
        return seen(answer, item, _FAULT, f"{name}打不开（HTTP {answer.exchange.status}）")
    if not answer.is_ok:
        return unread(answer, item)
    return seen(answer, item, _OK, f"{name}可以打开")


def _is_whole(found: ListPage) -> bool:
    if found.is_empty:
        return True
    is_table_list = any("报表" in one.title for one in found.items)
    return found.reading is ListReading.READ and is_table_list and not found.next_urls


def _plain_page(answer: Answer) -> Page:
    text = answer.body[:_SHOWN].decode("utf-8", "replace")
    return Page.parse(f"<html><body><pre>{escape(text)}</pre></body></html>", answer.exchange.url)


def _unescaped(body: bytes) -> str:
    r"""A script with its ``\uXXXX`` written out."""
    text = body[:2_000_000].decode("latin-1")
    parts = text.split("\\u")
    return parts[0] + "".join(_character(part) for part in parts[1:])


def _character(part: str) -> str:
    try:
        return chr(int(part[:4], 16)) + part[4:]
    except ValueError:
        return part
