"""A whole round against servers that attack the crawler, not only misbehave."""

import asyncio
import json
from collections import Counter

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.budget import Budget
from crawlers.jobs import slot_of
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.model.observations import ChannelSnapshot, Fetch, Link, ListItem, SiteSnapshot
from gongkai_monitor.settings import CrawlSettings
from tests.crawlers.servers import Call, Reply, Route, Server, page, redirect
from tests.crawlers.support import Run, Workspace, article_page, channel, list_page, site_plan

Attacked = tuple[Run, dict[str, ChannelSnapshot]]
JSON = "application/json"
TITLE = "关于做好第{}项工作的通知"
GOOD = [(f"/a/{n}.html", TITLE.format(n), f"2026-11-{20 - n:02d}") for n in range(1, 6)]


def rows(**extra: object) -> list[dict[str, object]]:
    return [{"title": title, "url": path, "pubdate": day, **extra} for path, title, day in GOOD]


async def wild_headers(call: Call, writer: asyncio.StreamWriter) -> None:
    """Headers that hold line breaks of another sort, and a WARC record of their own."""
    body = list_page(GOOD).body
    writer.write(
        b"HTTP/1.1 200 O\x0bK\x1b[31m\r\nContent-Type: text/html\r\n"
        b"X-Evil: a\x0b\x0cWARC-Type: response\r\nX-Esc: \x1b]0;owned\x07\r\n"
        b"Content-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body)
    )
    await writer.drain()


async def endless_headers(call: Call, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200_000):
        writer.write(b"X-%d: %b\r\n" % (number, b"a" * 200))
        await writer.drain()


def cookie_bomb(call: Call) -> Reply:
    """Sets a huge cookie; answers 431 as soon as much comes back."""
    if len(call.headers.get("Cookie", "")) > 8_000:
        return Reply(status=431)
    return Reply(
        list_page(GOOD).body, headers={"Set-Cookie": f"c{call.count}={'x' * 7_000}; Path=/"}
    )


INNER = "http://10.0.0.1/api/list.json"
HALVES = json.dumps({"rows": rows(note="\ud800")}).replace("第1项", "第1\\ud800项").encode()
BOMB = ("<p>" + "".join(f"<b i={n}>" for n in range(500)) + "</p>" + "<p>x</p>" * 5_000).encode()
MANY = "".join(f"<a href='/m/{n}.html'>第{n}条信息的标题</a>" for n in range(60_000))

ROUTES: dict[str, Route] = {
    "/": page("演练市", "<ul><li><a href='/a/1.html'>一条要闻的标题</a>2026-11-19</li></ul>"),
    "/good/": list_page(GOOD),
    "/halves/": Reply(HALVES, content_type=JSON),
    "/halves2/": Reply(HALVES, content_type=JSON),
    "/halves3/": Reply(HALVES, content_type=JSON),
    "/halves4/": Reply(HALVES, content_type=JSON),
    "/bomb/": Reply(BOMB),
    "/many/": page("很多链接", MANY),
    "/nested/": Reply(b"[" * 500_000, content_type=JSON),
    "/wild/": wild_headers,
    "/endless/": endless_headers,
    "/cookies/": cookie_bomb,
    "/crlf/": Reply(status=302, headers={"Location": "/good/%0d%0aX-Evil:%20yes"}),
    "/user/": redirect("http://admin:secret@10.0.0.1/"),
    "/mapped/": redirect("http://[::ffff:10.0.0.1]/"),
    "/compat/": redirect("http://[::10.0.0.1]/"),
    "/site-local/": redirect("http://[fec0::1]/"),
    "/zero/": redirect("http://0.0.0.0:9/"),
    "/octal/": redirect("http://012.0.0.1/"),
    "/short/": redirect("http://10.1/"),
    "/hex/": redirect("http://0x0a000001/"),
    "/gopher/": redirect("gopher://127.0.0.1:6379/_FLUSHALL"),
    "/data/": redirect("data:text/html,<ul><li>x</li></ul>"),
    "/script/": redirect("javascript:alert(1)"),
    "/refresh/": page("跳转", head="<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>"),
    "/ajax/": page("列表", f"<div id='app'></div><script>$.get('{INNER}')</script>"),
    **{path: article_page(title, day) for path, title, day in GOOD},
}  # fmt: skip
INSIDE = [
    *("/user/", "/mapped/", "/compat/", "/site-local/", "/zero/"),
    *("/gopher/", "/data/", "/script/", "/refresh/", "/ajax/"),
]
ODD = ["/octal/", "/short/", "/hex/"]
"""Not all systems read these spellings as addresses; none may connect."""


@pytest.fixture(scope="module")
def attacked(
    tmp_path_factory: pytest.TempPathFactory,
) -> Attacked:
    workspace = Workspace(tmp_path_factory.mktemp("hostile") / "workspace")
    paths = [path for path in ROUTES if path.count("/") == 2]
    with Server(ROUTES) as server:
        workspace.crawl |= {"allow_addresses": [server.endpoint], "timeout_seconds": 2.0}
        plan = site_plan(server.url("/"), [channel(server.url(path)) for path in paths])
        run = workspace.run(plan, timeout=120)
        base = server.url("")
    found = {
        row.channel_url.removeprefix(base): row
        for row in run.rows(ChannelSnapshot)
        if row.is_registered
    }
    assert set(found) == set(paths)
    return run, found


def test_the_round_ends_and_the_honest_parts_are_read(attacked: Attacked) -> None:
    run, found = attacked
    assert run.code == 3, run.errors
    assert run.summary["outcome"] == "finished"
    (site,) = run.rows(SiteSnapshot)
    assert site.collection_state == "collected"
    for path in ("/good/", "/halves/", "/halves4/", "/wild/", "/cookies/"):
        assert (path, found[path].cause, str(found[path].newest_on)) == (path, "ok", "2026-11-19")


def test_what_attacks_is_uncollected_never_stale(attacked: Attacked) -> None:
    _, found = attacked
    for path in ("/bomb/", "/nested/", "/endless/"):
        assert found[path].collection_state == "uncollected", path
        assert found[path].newest_on is None


def test_no_way_leads_inside(attacked: Attacked) -> None:
    run, found = attacked
    for path in INSIDE:
        assert (path, found[path].cause) == (path, "unsafe_address")
    for path in ODD:
        assert found[path].collection_state == "uncollected", path
    inner = [row for row in run.rows(Fetch) if row.url.startswith("http://10.0.0.1")]
    assert inner
    assert all(row.outcome == "unsafe_address" and row.status == 0 for row in inner)


def test_a_page_of_links_leaves_a_bounded_number_of_rows(attacked: Attacked) -> None:
    run, _ = attacked
    counts = Counter(row.page_url for row in run.rows(Link))
    assert max(counts.values()) == 20_000


def test_rows_and_evidence_hold_no_tricks(attacked: Attacked) -> None:
    run, _ = attacked
    for row in run.rows(ListItem):
        (row.title + row.item_url).encode()
    records = 0
    for path in (run.workspace / "evidence").rglob("*.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                records += 1
                assert record.rec_type == "response"
                assert record.rec_headers.get_header("WARC-Target-URI").isprintable()
                assert record.http_headers.get_header("WARC-Type") is None
    assert records > 10


FORGOTTEN = ["::10.0.0.1", "fec0::1", "64:ff9b:1::7f00:1", "::ffff:0:7f00:1", "5f00::1"]


@pytest.mark.parametrize("address", FORGOTTEN)
def test_forgotten_ways_to_write_an_inner_address(address: str) -> None:
    assert not AddressPolicy().permits(address, 80)


def test_a_site_that_sends_without_end_is_given_up() -> None:
    budget = Budget(CrawlSettings(), 2026)
    budget.spend("a", 3_000_000_000)
    assert not budget.has_bytes("a")
    assert budget.has_bytes("b")


def test_names_before_a_host_do_not_make_it_another_host() -> None:
    assert slot_of("http://a:b@Www.Example.test:80/") == slot_of("http://www.example.test:80/x")
