"""The inspection: a row for every item, few requests, and no fault that was not seen."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

from gongkai_monitor.collection.plan import CrawlPlan, PlannedChannel, SpiderName
from gongkai_monitor.model.observations import Fetch, SiteInspection
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectionCause,
    FetchPurpose,
    InspectionItem,
    InspectionResult,
)
from tests.crawlers.servers import Call, Reply, Server, page, redirect
from tests.crawlers.support import SITE, Run, Workspace, list_page, site_plan

FOOT = (
    "<div class='footer'><p>主办单位：演练市人民政府办公室</p><p>网站标识码：3799000001</p>"
    "<p>冀ICP备12345678号</p>"
    "<a href='/exposure/jiucuo.html?site_code=3799000001'>找错</a></div>"
)
SEARCH = "<form action='/so' class='search'><input name='q'><button>搜索</button></form>"
GOOD = (
    f"{SEARCH}<a href='/map.html'>网站地图</a><a href='#' title='无障碍浏览'>无障碍浏览</a>"
    "<a href='/letter/'>我要咨询</a><a href='/tables/'>政府网站工作年度报表</a>"
    "<a href='/zfxxgk/'>政府信息公开</a>"
)
ENTRIES = [
    ("/a/1.html", "关于印发第一号实施方案的通知", "2026-11-01"),
    ("/a/2.html", "关于印发第二号实施方案的通知", "2026-10-01"),
]
TABLES = [
    ("/tables/2025.html", "政府网站工作年度报表（2025年度）", "2026-01-28"),
    ("/tables/2024.html", "政府网站工作年度报表（2024年度）", "2025-01-28"),
]


def inspect(workspace: Workspace, home: str, *channels: PlannedChannel, **more: bool) -> Run:
    plan = site_plan(home, channels)
    sites = tuple(site.model_copy(update=more) for site in plan.sites)
    workspace.crawl["allow_addresses"] = ["127.0.0.0/8"]
    return workspace.run(CrawlPlan(spider=SpiderName.INSPECT, sites=sites))


def told(run: Run) -> dict[str, SiteInspection]:
    return {str(row.item): row for row in run.rows(SiteInspection)}


def results(call: Call) -> Reply:
    words = parse_qs(urlsplit(call.path).query)["q"][0]
    hits = [title for _, title, _ in ENTRIES if words in title]
    return page("检索", "".join(f"<a href='/x'>{title}</a>" for title in hits) + FOOT)


def refusal(status: int, body: str) -> Reply:
    return replace(page("提示", body), status=status)


def news(server: Server) -> PlannedChannel:
    return PlannedChannel(name="要闻", url=server.url("/news/"), kind=ChannelKind.NEWS)


def test_a_site_in_order(tmp_path) -> None:
    form = f"<form><textarea name='c'></textarea></form>{FOOT}"
    routes = {
        "/": page("首页", GOOD + FOOT), "/news/": list_page(ENTRIES, FOOT), "/so": results,
        "/map.html": page("网站地图", f"<p>全站栏目一览</p>{FOOT}"),
        "/zfxxgk/": page("政府信息公开", f"{SEARCH}<p>公开指南</p>{FOOT}"),
        "/letter/": page("我要咨询", form), "/tables/": list_page(TABLES, FOOT),
        "*": refusal(404, "<p>对不起，您访问的页面不存在</p>"),
    }  # fmt: skip
    with Server(routes) as server:
        run = inspect(Workspace(tmp_path), server.url("/"), news(server))
        rows = told(run)
        assert run.code == 0, run.errors
        fetched = [row for row in run.rows(Fetch) if row.purpose == FetchPurpose.INSPECT]
    assert set(rows) == {item.value for item in InspectionItem} - {"closed_answers"}
    unknown = {key for key, row in rows.items() if row.result == InspectionResult.UNKNOWN}
    assert unknown == {"ipv6_address", "ipv6_access", "ipv6_links", "access_rules"}
    assert {row.result for key, row in rows.items() if key not in unknown} == {"ok"}
    assert len(fetched) <= 15


def test_a_site_with_shortcomings(tmp_path) -> None:
    tomcat = refusal(404, "<h1>HTTP Status 404 – Not Found</h1><h3>Apache Tomcat/8.5</h3>")
    home = f"{SEARCH}<a href='/letter/'>我要咨询</a><a href='/tables/'>政府网站工作年度报表</a>"
    partner = "<a href='http://news.example.com/'>合作媒体</a>"
    nothing = page("检索", "<p>没有找到相关结果</p>")
    late = [(url, title, "2026-02-02" if "2025" in title else day) for url, title, day in TABLES]
    routes = {
        "/": page("首页", home + partner + FOOT), "/news/": list_page(ENTRIES, ""), "/so": nothing,
        "/news2/": list_page(ENTRIES[1:] * 2, FOOT), "/tables/": list_page(late, FOOT),
        "/letter/": Reply(b"", 404), "*": tomcat,
    }  # fmt: skip
    with Server(routes) as server:
        second = PlannedChannel(name="公告", url=server.url("/news2/"), kind=ChannelKind.NOTICE)
        rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server), second))
    faults = {key: row.detail for key, row in rows.items() if row.result == "fault"}
    assert set(faults) == {
        "error_page", "offsite_reminder", "site_map", "search_result", "consult", "yearly_table",
        "inner_footer", "access_entrance",
    }  # fmt: skip
    assert "Tomcat" in faults["error_page"]
    assert "晚于 2026-01-31" in faults["yearly_table"]
    assert faults["inner_footer"].startswith("/news/ 缺")


def test_nothing_is_said_of_a_site_that_refuses(tmp_path) -> None:
    with Server({"*": refusal(403, "<p>请求已被拦截</p>")}) as server:
        rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server)))
    assert {row.result for row in rows.values()} == {"unknown"}
    assert rows["search"].cause == CollectionCause.BLOCKED


def test_a_search_drawn_by_script_is_not_judged(tmp_path) -> None:
    script = page("检索", "<div id='app'></div><script>load()</script>")
    routes = {"/": page("首页", GOOD + FOOT), "/news/": list_page(ENTRIES, FOOT), "/so": script}
    with Server(routes) as server:
        rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server)))
    assert rows["search_result"].result == "unknown"


def test_a_search_on_another_host_with_results_as_data(tmp_path) -> None:
    def data(call: Call) -> Reply:
        words = parse_qs(urlsplit(call.path).query)["q"][0]
        rows = [f'{{"title":"{title}"}}' for _, title, _ in ENTRIES if words in title]
        body = f'{{"total":{len(rows)},"rows":[{",".join(rows)}]}}'
        return Reply(body.encode(), content_type="application/json; charset=utf-8")

    drawn = page("检索", f"{FOOT}<script>fetch('/api/search?q='+word)</script>")
    with Server({"/": page("检索", SEARCH), "/so": drawn, "/api/search": data}) as other:
        link = f"<a href='{other.url('/')}'>站内搜索</a>"
        routes = {"/": page("首页", link + FOOT), "/news/": list_page(ENTRIES, FOOT)}
        with Server(routes) as server:
            rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server)))
    assert (rows["search"].result, rows["search_result"].result) == ("ok", "ok")
    assert "检索到" in rows["search_result"].detail


def test_a_title_on_the_second_page_of_results_is_found(tmp_path) -> None:
    def paged(call: Call) -> Reply:
        query = parse_qs(urlsplit(call.path).query)
        if "page" in query:
            return results(call)
        others = "".join(f"<a href='/o{n}'>{query['q'][0][:-2]}（第{n}稿）</a>" for n in range(3))
        following = f"<a href='/so?q={quote(query['q'][0])}&page=2'>下一页</a>"
        return page("检索", others + following)

    routes = {"/": page("首页", GOOD + FOOT), "/news/": list_page(ENTRIES, FOOT), "/so": paged}
    with Server(routes) as server:
        rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server)))
    assert rows["search_result"].result == "ok"


def test_a_form_that_asks_too_much_and_a_platform_without_search(tmp_path) -> None:
    form = (
        "<form><input name='sfz' placeholder='身份证号' required>"
        "<textarea name='c'></textarea></form>"
    )
    home = "<a href='/letter/'>我要咨询</a><a href='/zfxxgk/'>政府信息公开</a>"
    routes = {
        "/": page("首页", home + FOOT), "/letter/": page("我要咨询", form),
        "/zfxxgk/": page("政府信息公开", "<p>公开指南</p><p>公开制度</p>"),
    }  # fmt: skip
    with Server(routes) as server:
        rows = told(inspect(Workspace(tmp_path), server.url("/")))
    assert (rows["consult"].result, rows["consult_form"].result) == ("ok", "fault")
    assert "身份证号" in rows["consult_form"].detail
    assert rows["platform"].result == "fault"


def test_one_title_that_is_not_found_is_not_enough(tmp_path) -> None:
    nothing = page("检索", "<p>没有找到相关结果</p>")
    routes = {"/": page("首页", GOOD + FOOT), "/news/": list_page(ENTRIES, FOOT), "/so": nothing}
    with Server(routes) as server:
        rows = told(inspect(Workspace(tmp_path), server.url("/"), news(server)))
    assert rows["search_result"].result == "unknown"


def test_closed_sites(tmp_path) -> None:
    notice = page("公告", "<p>本网站已于 2024 年关停，内容迁移至门户网站。</p>")
    routes = {
        "/": page("某某商城", "<p>限时优惠</p>" * 9),
        "/moved/": notice,
        "/to/": redirect("/moved/"),
    }
    with Server(routes) as server:
        alive = told(inspect(Workspace(tmp_path / "a"), server.url("/"), is_closed=True))
        moved = told(inspect(Workspace(tmp_path / "b"), server.url("/to/"), is_closed=True))
        gone = told(inspect(Workspace(tmp_path / "c"), server.url("/none/"), is_closed=True))
    assert set(alive) == {"closed_answers"}
    assert (alive["closed_answers"].result, alive["closed_answers"].site_code) == ("fault", SITE)
    assert re.search("某某商城", alive["closed_answers"].detail)
    assert moved["closed_answers"].result == gone["closed_answers"].result == "ok"
