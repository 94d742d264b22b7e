"""What the home page alone says, and which pages must be asked for the rest."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.inspections.seen import Seen, seen
from crawlers.reading import Answer
from gongkai_monitor.collection.plan import PlannedSite
from gongkai_monitor.text import entrances
from gongkai_monitor.text.footer import Footer, read_footer
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.site_search import has_search
from gongkai_monitor.vocabulary import ChannelKind, InspectionItem, InspectionResult

_OK, _FAULT, _UNKNOWN = InspectionResult.OK, InspectionResult.FAULT, InspectionResult.UNKNOWN
_MOST_SCRIPTS = 2


def home_statements(answer: Answer, page: Page, site: PlannedSite) -> Iterator[Seen]:
    """Everything that needs no other page."""
    yield _error_report(answer, page, site.site_code)
    if entrances.site_map(page) is None:
        yield seen(answer, InspectionItem.SITE_MAP, _FAULT, "首页未见网站地图")
    if has_search(page):
        yield seen(answer, InspectionItem.SEARCH, _OK, "首页有检索入口")
    else:
        yield seen(answer, InspectionItem.SEARCH, _FAULT, "首页未见检索框或检索链接")
    if entrances.has_access_entrance(page):
        yield seen(answer, InspectionItem.ACCESS_ENTRANCE, _OK, "首页有无障碍或适老化入口")
    else:
        yield seen(answer, InspectionItem.ACCESS_ENTRANCE, _FAULT, "首页未见无障碍或适老化入口")
    if consult_url(page, site) is None:
        yield seen(answer, InspectionItem.CONSULT, _FAULT, "首页和登记栏目中未见咨询建言渠道")
    yield from _offsite(answer, page)


def consult_url(page: Page, site: PlannedSite) -> str | None:
    """Where 咨询建言 is offered: a link of the home page, else a registered channel."""
    entrance = entrances.consult(page)
    if entrance is not None:
        return entrance.url
    return next((row.url for row in site.channels if row.kind is ChannelKind.INTERACTION), None)


def scripts_to_read(page: Page) -> tuple[str, ...]:
    """Scripts that may hold the off-site reminder, when reading them settles the question."""
    scripts = entrances.own_scripts(page)
    is_settled = not entrances.offsite_links(page) or entrances.has_reminder(page.html)
    is_all = len(page.tree.css("script[src]")) == len(scripts)
    return scripts if not is_settled and is_all and len(scripts) <= _MOST_SCRIPTS else ()


def footer_marks(page: Page) -> tuple[str, ...]:
    """The items of rule G-10 that a page shows, but for 联系方式 (its wording varies too much)."""
    footer = read_footer(page)
    return tuple(name for name, is_shown in _marks(footer).items() if is_shown)


def inner_footer(answer: Answer, page: Page, of_home: tuple[str, ...]) -> Seen:
    """What an inner page's footer lacks beside the home page's."""
    shown = footer_marks(page)
    missing = [name for name in of_home if name not in shown]
    if not missing:
        return seen(answer, InspectionItem.INNER_FOOTER, _OK, "内页页脚与首页一致")
    path = urlsplit(answer.job.url).path or "/"
    detail = f"{path} 缺{'、'.join(missing)}"
    return seen(answer, InspectionItem.INNER_FOOTER, _FAULT, detail)


def _marks(footer: Footer) -> dict[str, bool]:
    return {
        "党政机关网站标识": footer.has_party_emblem,
        "我为政府网站找错": footer.has_error_report,
        "网站标识码": footer.site_code is not None,
        "主办单位": footer.has_sponsor,
        "ICP备案编号": footer.icp_record is not None,
        "公安机关备案标识": footer.police_record is not None,
    }


def _error_report(answer: Answer, page: Page, site_code: str) -> Seen:
    item = InspectionItem.ERROR_REPORT
    entrance = entrances.error_report(page)
    if entrance is None:
        return seen(answer, item, _UNKNOWN, "首页未见找错入口（另按页脚要素判断）")
    if entrance.is_national is False:
        host = urlsplit(entrance.url).hostname
        return seen(
            answer, item, _FAULT, f"找错入口指向 {host}，不是 {entrances.ERROR_REPORT_HOST}"
        )
    if entrance.site_code is None:
        is_script = entrance.url.endswith("/exposure/jiucuo.html") and entrance.is_national
        result = _UNKNOWN if is_script else _FAULT
        return seen(answer, item, result, "找错入口没有带网站标识码")
    if entrance.site_code.upper() != site_code.upper():
        detail = f"找错入口带的标识码是 {entrance.site_code}，登记为 {site_code}"
        return seen(answer, item, _FAULT, detail)
    return seen(answer, item, _OK, "找错入口带有本网站标识码")


def _offsite(answer: Answer, page: Page) -> Iterator[Seen]:
    item = InspectionItem.OFFSITE_REMINDER
    links = entrances.offsite_links(page)
    if not links:
        yield seen(answer, item, _OK, "首页没有指向政府网站以外的链接")
    elif entrances.has_reminder(page.html):
        yield seen(answer, item, _OK, "首页带有离开本站的提示")
    elif not scripts_to_read(page):
        scripts = page.tree.css_first("script[src]")
        if scripts is None:
            detail = f"首页有 {len(links)} 个域外链接（例：{links[0]}），未见离开本站的提示"
            yield seen(answer, item, _FAULT, detail, measured=1)
        else:
            yield seen(answer, item, _UNKNOWN, "提示可能由外部脚本给出，未能核实")
