# ruff: noqa: E501 - made-up pages read better in one line
"""Message boards of every family: what is read, what is 未采到, what is not asked for again."""

import json
from datetime import date
from urllib.parse import parse_qs

import pytest

from gongkai_monitor.collection.letter_memory import KnownLetter, LetterMemory
from gongkai_monitor.collection.plan import CrawlPlan, SpiderName
from gongkai_monitor.identity import removal_hash
from gongkai_monitor.model.observations import BoardReading, Fetch, Message, OpenLetter
from gongkai_monitor.vocabulary import ChannelKind
from tests.crawlers.browsers import needs_chromium
from tests.crawlers.servers import Call, Reply, Route, Server, page
from tests.crawlers.support import SITE, Run, Workspace, channel, site_plan

TITLES = {
    1: "小区路灯不亮请尽快维修",
    2: "咨询居住证办理需要的材料",
    3: "建议增加早高峰公交班次",
    4: "反映垃圾清运不及时问题",
}


def detail(n: int, *, answered: bool = True) -> str:
    tail = (
        "<tr><th>答复单位</th><td>市城管局</td><th>答复时间</th><td>2026-11-12</td></tr>"
        "<tr><th>答复内容</th><td colspan=3>您好，已经处理。</td></tr>"
        if answered
        else "<tr><th>办理状态</th><td colspan=3>办理中</td></tr>"
    )
    return (
        f"<table><tr><th>信件编号</th><td>SZ{n}</td><th>来信时间</th><td>2026-11-1{n}</td></tr>"
        f"<tr><th>来信人</th><td>张小明</td><th>来信标题</th><td>{TITLES[n]}</td></tr>"
        f"<tr><th>来信内容</th><td colspan=3>{TITLES[n]}，谢谢。</td></tr>{tail}</table>"
    )


def rows(*numbers: int) -> str:
    cells = "".join(
        f"<tr><td>SZ{n}</td><td><a href='/show/{n}.html'>{TITLES[n]}</a></td><td>已办结</td><td>2026-11-1{n}</td></tr>"
        for n in numbers
    )
    return f"<table class=list><tr><th>编号</th><th>标题</th><th>状态</th><th>时间</th></tr>{cells}</table>"


DETAILS: dict[str, Route] = {
    f"/show/{n}.html": page("信件", detail(n, answered=n != 2)) for n in TITLES
}


def plan_of(server: Server, *paths: str) -> CrawlPlan:
    boards = [channel(server.url(path), ChannelKind.INTERACTION) for path in paths]
    return site_plan(server.url("/"), boards).model_copy(update={"spider": SpiderName.BOARD})


def crawl(workspace: Workspace, routes: dict[str, Route], *paths: str) -> Run:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server({**DETAILS, **routes}) as server:
        return workspace.run(plan_of(server, *paths), timeout=120)


def reading(run: Run) -> BoardReading:
    (row,) = run.rows(BoardReading)
    return row


def titles(run: Run) -> set[str]:
    return {row.title for row in run.rows(Message)}


def test_a_table_with_numbered_pages(workspace: Workspace) -> None:
    script = "<script>createPageHTML(2, 0, 'index', 'html');</script>"
    routes: dict[str, Route] = {
        "/mail/": page("市长信箱", rows(1, 2) + script),
        "/mail/index_1.html": page("市长信箱", rows(3, 4) + script.replace("2, 0", "2, 1")),
    }
    run = crawl(workspace, routes, "/mail/")
    assert run.code == 0, run.errors
    assert titles(run) == set(TITLES.values())
    assert "张小明" not in str(run.rows(Message))
    row = reading(run)
    assert (row.collection_state, row.cause, row.pages_read) == ("collected", "ok", 2)
    assert (row.listed_count, row.asked_count, row.read_count) == (4, 4, 4)
    assert (row.open_count, row.answered_count, row.unread_count) == (1, 3, 0)
    (left_open,) = run.rows(OpenLetter)
    assert left_open.message_id in {m.message_id for m in run.rows(Message) if m.title == TITLES[2]}


def test_letters_that_two_boards_show_are_read_once_and_both_boards_are_read(
    workspace: Workspace,
) -> None:
    routes: dict[str, Route] = {
        "/mail/": page("市长信箱", rows(1, 2)),
        "/hot/": page("热门来信", rows(1, 2)),
    }
    run = crawl(workspace, routes, "/mail/", "/hot/")
    assert titles(run) == {TITLES[1], TITLES[2]}
    boards = run.rows(BoardReading)
    assert [(row.cause, row.asked_count + row.known_count) for row in boards] == [("ok", 2)] * 2


def test_a_letter_that_data_hold_twice_is_one(workspace: Workspace) -> None:
    script = "<ul id=l></ul><script>$.getJSON('/api/list.json?page=1',function(d){$('#l').html(d)})</script>"
    row = {"letterTitle": TITLES[2], "letterContent": "谢谢。", "writeDate": "2026-11-12",
           "replyContent": "", "url": "/show/2.html"}  # fmt: skip
    data = as_json({"total": 2, "data": {"list": [row, row]}})
    run = crawl(workspace, {"/vue/": page("留言", script), "/api/list.json": data}, "/vue/")
    assert titles(run) == {TITLES[2]}
    assert (reading(run).cause, reading(run).asked_count) == ("ok", 1)


def test_pages_in_gbk_with_relative_and_yearless_times(workspace: Workspace) -> None:
    html = "<p>来信时间：3天前</p><p>诉求描述：路灯不亮，谢谢。</p><p>处理结果：已修复，感谢。</p><p>办结时间：11-19</p>"
    listing = f"<ul class=list><li><a href='/g/1.html'>{TITLES[1]}</a><span>11-17</span></li></ul>"

    def gbk(body: str) -> Reply:
        source = (
            f"<html><head><meta charset=gbk><title>信箱</title></head><body>{body}</body></html>"
        )
        return Reply(source.encode("gbk"), content_type="text/html")

    run = crawl(workspace, {"/g/": gbk(listing), "/g/1.html": gbk(html)}, "/g/")
    (message,) = run.rows(Message)
    assert message.text == "路灯不亮，谢谢。"
    assert message.reply == "已修复，感谢。"
    assert reading(run).collection_state == "collected"


def data_rows(*numbers: int, **more: object) -> list[dict[str, object]]:
    return [
        {
            "letterTitle": TITLES[n], "letterContent": f"{TITLES[n]}，谢谢。", "writeDate": f"2026-11-1{n}",
            "replyContent": "" if n == 2 else "已处理。", "replyDate": "" if n == 2 else "2026-11-14",
            "userName": "张小明", "originalId": f"AH{n}", **more,
        }
        for n in numbers
    ]  # fmt: skip


def as_json(content: object) -> Reply:
    return Reply(json.dumps(content, ensure_ascii=False).encode(), content_type="application/json")


def test_data_that_a_script_fetches(workspace: Workspace) -> None:
    script = "<ul id=l></ul><script>$.getJSON('/api/letter/list.json?page=1',function(d){$('#l').html(d)})</script>"

    def answer(call: Call) -> Reply:
        number = int(call.path.rpartition("page=")[2] or 1)
        return as_json({"total": 4, "data": {"list": data_rows(*((1, 2), (3, 4))[number - 1])}})

    run = crawl(
        workspace, {"/vue/": page("留言", script), "/api/letter/list.json": answer}, "/vue/"
    )
    assert titles(run) == set(TITLES.values())
    assert len(run.rows(OpenLetter)) == 1
    row = reading(run)
    assert (row.collection_state, row.listed_count, row.open_count) == ("collected", 4, 1), row
    assert "张小明" not in str(run.rows(Message))


def test_data_that_a_script_posts_for(workspace: Workspace) -> None:
    script = (
        "<ul id=l></ul><script>$.post('/api/letter/list',{page:1,pageSize:2,type:'xx'},"
        "function(d){$('#l').html(d)})</script>"
    )

    def answer(call: Call) -> Reply:
        if call.method != "POST":
            return Reply(status=405)
        sent = parse_qs(call.body.decode())
        number = int(sent["page"][0])
        return as_json({"total": 4, "list": data_rows(*((1, 2), (3, 4))[number - 1])})

    run = crawl(workspace, {"/post/": page("留言", script), "/api/letter/list": answer}, "/post/")
    assert titles(run) == set(TITLES.values())
    assert reading(run).collection_state == "collected"
    assert {row.method for row in run.rows(Fetch) if "/api/" in row.url} == {"POST"}


def test_open_rows_with_a_page_of_their_own_are_read_there(workspace: Workspace) -> None:
    listed = [
        row | {"url": f"/show/{n}.html"} for n, row in zip((1, 2), data_rows(1, 2), strict=True)
    ]
    run = crawl(workspace, {"/d.json": as_json({"total": 2, "rows": listed})}, "/d.json")
    row = reading(run)
    assert (row.asked_count, row.open_count, row.answered_count) == (2, 1, 1), row
    fetched = [one.url.rpartition("/")[2] for one in run.rows(Fetch) if one.purpose == "article"]
    assert fetched == ["2.html"]


def test_a_pager_of_a_form(workspace: Workspace) -> None:
    form = (
        "<form method=post action='/aspx/list.aspx'><input type=hidden name=__VIEWSTATE value='x=='>"
        "{rows}<a href=\"javascript:__doPostBack('pager','{next}')\">下一页</a></form>"
    )

    def answer(call: Call) -> Reply:
        sent = parse_qs(call.body.decode())
        number = int(sent.get("__EVENTARGUMENT", ["1"])[0])
        shown = rows(*((1, 2), (3, 4))[number - 1]) if number < 3 else rows(3, 4)
        return page("信箱", form.replace("{rows}", shown).replace("{next}", str(number + 1)))

    run = crawl(workspace, {"/aspx/list.aspx": answer}, "/aspx/list.aspx")
    assert titles(run) == set(TITLES.values())


def test_cards_of_a_leaders_board(workspace: Workspace) -> None:
    cards = "".join(
        f"<li><div class=tab><h1><a href='/show/{n}.html'>{TITLES[n]}</a></h1><p>已回复</p></div>"
        f"<div class=head><span>ID:{n}</span><p>2026-11-1{n} 12:22</p></div><p class=domain>投诉 城建</p></li>"
        for n in TITLES
    )
    run = crawl(
        workspace, {"/threads/": page("留言板", f"<ul class=replyList>{cards}</ul>")}, "/threads/"
    )
    assert titles(run) == set(TITLES.values())


@pytest.mark.parametrize(
    ("routes", "cause", "words"),
    [
        ({"/b/": Reply(status=503)}, "http_error", "503"),
        ({"/b/": page("验证", "<script>location='/x?'+sign()</script>请输入验证码")}, None, ""),
        ({"/b/": page("信箱", "<div class=v2><p onclick=open(1)>小区路灯不亮</p><p>两天前</p></div>" * 5)}, "page_changed", ""),
        ({"/b/": page("信箱", rows(1, 3)), "/show/1.html": page("x", "<div id=app></div>"),
          "/show/3.html": page("x", "<p>新版页面，欢迎使用新版互动平台。</p>" * 9)}, None, "来信中有 2 页未读懂"),
        ({"/b/": page("信箱", rows(1, 3)), "/show/1.html": Reply(status=404), "/show/3.html": Reply(status=404)},
         "http_error", "2 页未读懂"),
    ],
)  # fmt: skip
def test_a_board_that_cannot_be_read_is_uncollected_with_its_cause(
    workspace: Workspace, routes: dict[str, Route], cause: str | None, words: str
) -> None:
    run = crawl(workspace, routes, "/b/")
    row = reading(run)
    assert row.collection_state == "uncollected", row
    assert cause in {None, row.cause}
    assert words in (row.detail or "")
    assert run.rows(Message) == []
    assert run.rows(OpenLetter) == []


def test_a_board_that_says_that_nobody_wrote_is_collected(workspace: Workspace) -> None:
    run = crawl(
        workspace,
        {"/b/": page("信箱", "<ul class=list></ul><p>暂无信件</p><p>暂无内容</p>")},
        "/b/",
    )
    row = reading(run)
    assert (row.collection_state, row.listed_count) == ("collected", 0), row


def test_answered_letters_are_left_alone_open_ones_looked_at_once_a_day(
    workspace: Workspace,
) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server({**DETAILS, "/mail/": page("信箱", rows(1, 2, 3, 4))}) as server:
        removed = frozenset({removal_hash(server.url("/show/4.html"))})
        plan = plan_of(server, "/mail/").model_copy(
            update={"memory": "l.sqlite", "removed": removed}
        )
        yesterday, today = date(2026, 11, 19), date(2026, 11, 20)
        known = [
            KnownLetter(
                site_code=SITE,
                url=server.url("/show/1.html"),
                is_answered=True,
                looked_on=yesterday,
            ),
            KnownLetter(
                site_code=SITE,
                url=server.url("/show/2.html"),
                is_answered=False,
                looked_on=yesterday,
            ),
            KnownLetter(
                site_code=SITE, url=server.url("/show/3.html"), is_answered=False, looked_on=today
            ),
        ]
        LetterMemory.write(workspace.folder / "jobs" / "l.sqlite", known)
        run = workspace.run(plan)
    assert run.code == 0, run.errors
    assert titles(run) == {TITLES[2]}
    row = reading(run)
    assert (row.collection_state, row.asked_count, row.known_count) == ("collected", 1, 3)


def test_a_cap_leaves_the_board_uncollected(workspace: Workspace) -> None:
    workspace.crawl["max_pages_per_site"] = 2
    run = crawl(workspace, {"/mail/": page("信箱", rows(1, 2, 3, 4))}, "/mail/")
    row = reading(run)
    assert (row.collection_state, row.cause) == ("uncollected", "capped"), row


@needs_chromium
def test_a_board_and_letters_that_scripts_draw(workspace: Workspace) -> None:
    workspace.browser["lists"] = True
    listing = (
        "<div id='app'></div><script>setTimeout(function(){document.getElementById('app').innerHTML="
        f"{json.dumps(rows(1, 3))};}},200)</script>"
    ).replace("/show/", "/app/")
    drawn = (
        "<div id='app'></div><script>setTimeout(function(){document.getElementById('app').innerHTML="
        f"{json.dumps(detail(1))};}},200)</script>"
    )
    routes: dict[str, Route] = {
        "/js/": page("留言", listing), "/app/1.html": page("信件", drawn),
        "/app/3.html": page("信件", detail(3)),
    }  # fmt: skip
    workspace.crawl["timeout_seconds"] = 15.0
    with Server(routes) as server:
        run = workspace.run(plan_of(server, "/js/"), timeout=120)
    assert titles(run) == {TITLES[1], TITLES[3]}, run.errors
    assert reading(run).collection_state == "collected"
