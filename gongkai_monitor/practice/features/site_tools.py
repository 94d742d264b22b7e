"""What a home page leads to: search, site map, 无障碍, 咨询, yearly tables; and error pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from urllib.parse import parse_qs

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.exchange import Request, Response, page
from gongkai_monitor.practice.features.feature import Feature, Route
from gongkai_monitor.practice.items import items_of
from gongkai_monitor.practice.plan import CharsetCase, FamilyKey, SitePlan
from gongkai_monitor.practice.quirks import (
    BARE,
    CARELESS,
    FOREIGN,
    GAPPED,
    SLACK,
    quirk_of,
)
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import InspectionItem, Level

_SEARCH = "/so/s"
_FORBIDDEN_SEARCH = "/search"  # closed by robots.txt
_MAP, _LETTER, _TABLES = "/wzdt/", "/wyxx/", "/wznb/"
_MOST_RESULTS = 10
_TOMCAT = (
    "<html><head><title>Apache Tomcat/8.5.32 - Error report</title></head><body>"
    "<h1>HTTP Status 404 – Not Found</h1><p><b>Type</b> Status Report</p>"
    "<p>java.lang.NullPointerException at gov.cms.PageServlet.doGet(PageServlet.java:118)</p>"
    "<h3>Apache Tomcat/8.5.32</h3></body></html>"
)
_REMINDER = (
    '<script>function leave(url){if(confirm("您访问的链接即将离开本网站，是否继续？"))'
    "{window.open(url)}}</script>"
)
_FORM = (
    '<h1>我要写信</h1><form action="/wyxx/save" method="post"><p>姓名 <input type="text" name="n">'
    ' 标题 <input type="text" name="t"></p><textarea name="c"></textarea>'
    "<button>提交</button></form>"
)


_NEEDLESS = '<input type="text" name="sfz" placeholder="身份证号" required>'


class SiteTools(Feature):
    """The n-th site of six has its own shortcomings; the first has none."""

    def routes(self, plan: SitePlan) -> Iterator[tuple[str, Route]]:
        """Results, site map, letter form, yearly tables."""
        quirk = quirk_of(plan)
        yield _SEARCH, lambda request: _results(plan, request)
        if quirk != BARE:
            yield _MAP, lambda _: _drawn(plan, "网站地图", "<h1>网站地图</h1><p>全站栏目一览。</p>")
            yield _TABLES, lambda _: _drawn(plan, "网站年度报表", _table_list(plan))
        if quirk == CARELESS:
            form = _FORM.replace("<textarea", f"{_NEEDLESS}<textarea")
            html = f'<html><head><meta charset="utf-8"><title>我要写信</title></head>{form}</html>'
            yield _LETTER, lambda _: page(html)
        elif quirk != SLACK:
            yield _LETTER, lambda _: _drawn(plan, "我要写信", _FORM)
        for year in _years(plan):
            text = (
                f"<h1>政府网站工作年度报表（{year}年度）</h1><p>网站名称、访问量、信息更新量。</p>"
            )
            yield f"{_TABLES}{year}.html", _drawn_route(plan, f"{year}年度报表", text)

    def home_html(self, plan: SitePlan) -> str:
        """The entrances of the home page."""
        quirk = quirk_of(plan)
        parts = [_search_html(quirk)]
        if quirk != BARE:
            parts.append(
                f'<a href="{_MAP}">网站地图</a> <a href="javascript:void(0)">无障碍浏览</a>'
            )
            parts.append(f' <a href="{_TABLES}">政府网站工作年度报表</a>')
        if quirk != FOREIGN:
            parts.append(_REMINDER)
        return f'<div class="tools">{"".join(parts)}</div>'

    def footer_html(self, plan: SitePlan) -> str:
        """The way to the letter form stands on every page."""
        return "" if quirk_of(plan) == SLACK else f'<a href="{_LETTER}">我要写信</a>'

    def missing_page(self, plan: SitePlan) -> Response | None:
        """One kind of site shows its server to everybody."""
        return page(_TOMCAT, 404) if quirk_of(plan) == BARE else None

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """What the inspection must find."""
        item = InspectionItem
        match quirk_of(plan):
            case 1:
                yield _fault(plan, "site.error_page_technical", item.ERROR_PAGE, "Tomcat 报错页")
                yield _fault(plan, "site.search_missing", item.SEARCH)
                yield _fault(plan, "site.site_map_missing", item.SITE_MAP)
                yield _fault(plan, "site.access_entrance_missing", item.ACCESS_ENTRANCE)
            case 2:
                if not plan.has_board:
                    yield replace(
                        _fault(plan, "site.consult_missing", item.CONSULT), level=Level.OVERDUE
                    )
                yield PlantedFault(
                    code="site.slow_load", subject_id=plan.site.site_code, level=Level.NOTICE.value
                )
            case 3:
                yield from _table_fault(plan, "没有上一年度报表")
            case 4:
                if plan.family is not FamilyKey.SCRIPT:  # lists by script give no titles to ask
                    yield _fault(plan, "site.search_fails", item.SEARCH_RESULT, "索引是空的")
                # every home page has a link to another host: its phone menu
                yield _fault(plan, "site.offsite_reminder_missing", item.OFFSITE_REMINDER)
                yield from _table_fault(plan, "2 月 3 日才公布")
            case 5:
                yield _fault(plan, "site.inner_footer_missing", item.INNER_FOOTER, _LETTER)
                yield _fault(plan, "site.consult_form_needless", item.CONSULT_FORM, "身份证号必填")
            case _:
                pass
        if _has_wrong_entrance(plan):
            yield _fault(plan, "site.error_report_wrong", item.ERROR_REPORT)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """What only looks like a shortcoming."""
        item = InspectionItem
        match quirk_of(plan):
            case 0:
                yield _near(plan, "site.consult_missing", item.CONSULT, "表单在第二层页面")
                yield _near(plan, "site.consult_form_needless", item.CONSULT_FORM, "没有多余必填")
                yield _near(plan, "site.search_fails", item.SEARCH_RESULT, "能检索到")
                yield _near(plan, "site.error_page_technical", item.ERROR_PAGE, "中文错误页")
            case 1:
                yield _near(plan, "site.yearly_table_missing", item.YEARLY_TABLE, "没有入口可查")
            case 3:
                yield _near(plan, "site.search_fails", item.SEARCH_RESULT, "检索由脚本提交")
            case 5:
                yield _near(plan, "site.yearly_table_missing", item.YEARLY_TABLE, "1 月 30 日公布")
                yield _near(plan, "site.search_fails", item.SEARCH_RESULT, "robots.txt 不许检索")
                note = "有离开本站的提示"
                yield _near(plan, "site.offsite_reminder_missing", item.OFFSITE_REMINDER, note)
            case _:
                pass


def _search_html(quirk: int) -> str:
    if quirk == BARE:
        return ""
    if quirk == GAPPED:
        return '<input id="kw" placeholder="请输入关键字"><button onclick="so()">搜索</button>'
    action = _FORBIDDEN_SEARCH if quirk == CARELESS else _SEARCH
    return (
        f'<form class="search" action="{action}" method="get"><input type="hidden" name="siteid"'
        ' value="1"><input type="text" name="q" placeholder="请输入关键字">'
        '<input type="submit" value="搜索"></form>'
    )


def _results(plan: SitePlan, request: Request) -> Response:
    """Entries whose title holds the words; one kind of site has an empty index."""
    query = parse_qs(request.target.partition("?")[2])
    words = query.get("q", [""])[0]
    titles = [item.title for channel in plan.channels for item in items_of(plan, channel)]
    hits = [title for title in titles if words in title] if quirk_of(plan) != FOREIGN else []
    rows = "".join(f'<li><a href="{_SEARCH}?n={n}">{escape(title)}</a></li>'
                   for n, title in enumerate(hits[:_MOST_RESULTS]))  # fmt: skip
    told = f"<ul>{rows}</ul>" if hits else "<p>抱歉，没有找到相关结果。</p>"
    return _drawn(plan, "站内检索", f"<h1>站内检索</h1>{told}")


def _years(plan: SitePlan) -> tuple[int, ...]:
    """Years of the yearly tables, the newest first."""
    last = china_date(plan.as_of).year - 1
    years = (last, last - 1, last - 2)
    return years[1:] if quirk_of(plan) == GAPPED else years


def _table_list(plan: SitePlan) -> str:
    rows = "".join(
        f'<li><a href="{_TABLES}{year}.html">政府网站工作年度报表（{year}年度）</a>'
        f"<span>{_published(plan, year):%Y-%m-%d}</span></li>"
        for year in _years(plan)
    )
    return (
        f'<h1 class="lm">网站年度报表</h1><div class="list"><ul class="news-list">{rows}</ul></div>'
    )


def _published(plan: SitePlan, year: int) -> date:
    is_late = quirk_of(plan) == FOREIGN and year == china_date(plan.as_of).year - 1
    return date(year + 1, 2, 3) if is_late else date(year + 1, 1, 30)


def _table_fault(plan: SitePlan, note: str) -> Iterator[PlantedFault]:
    """In January the day has not come yet."""
    if china_date(plan.as_of).month > 1:
        yield _fault(plan, "site.yearly_table_missing", InspectionItem.YEARLY_TABLE, note)


def _has_wrong_entrance(plan: SitePlan) -> bool:
    has_entrance = "我为政府网站找错" not in plan.footer_missing
    is_right = plan.shown_code == plan.site.site_code and "网站标识码" not in plan.footer_missing
    return has_entrance and not is_right


def _drawn(plan: SitePlan, title: str, main: str) -> Response:
    """A page of the site's own family, footer included."""
    from gongkai_monitor.practice.families.catalogue import FAMILIES

    html = FAMILIES[plan.family].shell(plan, title=title, tags="", main=main)
    if plan.charset is CharsetCase.UTF8:
        return page(html)
    return Response(body=html.encode("gb18030"), content_type="text/html")


def _drawn_route(plan: SitePlan, title: str, main: str) -> Route:
    return lambda _: _drawn(plan, title, main)


def _fault(plan: SitePlan, code: str, item: InspectionItem, note: str = "") -> PlantedFault:
    return PlantedFault(
        code=code,
        subject_id=plan.site.site_code,
        object=item.label,
        level=Level.NOTICE.value,
        note=note,
    )


def _near(plan: SitePlan, code: str, item: InspectionItem, note: str) -> NearMiss:
    return NearMiss(code=code, subject_id=plan.site.site_code, object=item.label, note=note)
