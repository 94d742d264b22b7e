"""Hostile servers: the round finishes, every end is a fact, memory stays bounded."""

from collections.abc import Iterator

import pytest

from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.model.observations import ChannelSnapshot, Fetch, Probe, SiteSnapshot
from gongkai_monitor.vocabulary import FetchPurpose
from tests.crawlers.servers import (
    Call,
    Reply,
    Route,
    Server,
    bomb,
    drip,
    gibberish,
    hang,
    page,
    redirect,
    reset,
    short,
    stream,
    zipped,
)
from tests.crawlers.support import Run, Workspace, article_page, channel, list_page, site_plan

TITLE = "关于做好第{}项工作的通知"
GOOD = [(f"/a/{n}.html", TITLE.format(n), f"2026-11-{20 - n:02d}") for n in range(1, 6)]
HOME = "<ul><li><a href='/a/1.html'>一条要闻的标题</a>2026-11-19</li></ul>"
UTF8 = "text/html; charset=utf-8"


def busy_once(call: Call) -> Reply:
    """503 at first, alive afterwards."""
    if call.count == 1:
        return Reply(status=503, headers={"Retry-After": "0"})
    return list_page(GOOD)


ROUTES: dict[str, Route] = {
    "/": page("演练市人民政府", HOME),
    "/good/": list_page(GOOD),
    "/busy/": busy_once,
    "/hang/": hang,
    "/drip/": drip,
    "/reset/": reset,
    "/stream/": stream,
    "/short/": short,
    "/gibberish/": gibberish,
    "/bomb/": bomb(),
    "/loop/": redirect("/loop/"),
    "/ping/": redirect("/pong/"),
    "/pong/": redirect("/ping/"),
    "/metadata/": redirect("http://169.254.169.254/latest/meta-data/"),
    "/private/": redirect("http://10.1.2.3/"),
    "/file/": redirect("file:///etc/passwd"),
    "/500/": Reply(b"<html>oops</html>", status=500),
    "/404/": Reply(b"<html>gone</html>", status=404),
    "/403/": Reply(b"<html>no</html>", status=403),
    "/412/": Reply(b"", status=412),
    "/encoding/": Reply(b"????", headers={"Content-Encoding": "gzip"}),
    "/changed/": page("改版", "<div><p>欢迎访问本站，全新改版上线啦</p></div>"),
    "/gbk/": Reply(list_page(GOOD).body.decode().encode("gbk"), content_type=UTF8),
    "/broken/": Reply(b"<html><body><ul class=list>" + b"".join(
        f"<li><a href='/a/{n}.html'>关于做好第{n}项工作的通知<span>2026-11-{20 - n:02d}".encode()
        for n in range(1, 6)
    )),
    "/zipped/": zipped(list_page(GOOD).body),
    **{path: article_page(title, day) for path, title, day in GOOD},
}  # fmt: skip
CAUSES = {
    "/good/": "ok",
    "/busy/": "ok",
    "/gbk/": "ok",
    "/broken/": "ok",
    "/zipped/": "ok",
    "/hang/": "unreachable",
    "/drip/": "unreachable",
    "/reset/": "invalid",
    "/stream/": "invalid",
    "/short/": "invalid",
    "/gibberish/": "invalid",
    "/bomb/": "invalid",
    "/encoding/": "invalid",
    "/loop/": "invalid",
    "/ping/": "invalid",
    "/metadata/": "unsafe_address",
    "/private/": "unsafe_address",
    "/file/": "unsafe_address",
    "/500/": "http_error",
    "/404/": "http_error",
    "/403/": "blocked",
    "/412/": "blocked",
    "/changed/": "page_changed",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ROUTES) as running:
        yield running


@pytest.fixture(scope="module")
def round_of_faults(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One site round over every kind of fault."""
    workspace = Workspace(tmp_path_factory.mktemp("faults") / "workspace")
    workspace.crawl |= {"allow_addresses": ["127.0.0.0/8"], "max_bytes": 3_000_000}
    plan = site_plan(server.url("/"), [channel(server.url(path)) for path in CAUSES])
    return workspace.run(plan)


def test_the_round_finishes_and_says_that_something_is_missing(round_of_faults: Run) -> None:
    assert round_of_faults.code == 3, round_of_faults.errors
    assert round_of_faults.summary["outcome"] == "finished"
    assert round_of_faults.summary["collected"] == 1 + list(CAUSES.values()).count("ok")


def test_every_channel_has_one_snapshot_with_its_cause(
    round_of_faults: Run, server: Server
) -> None:
    rows = round_of_faults.rows(ChannelSnapshot)
    registered = [row for row in rows if row.is_registered]
    assert len(registered) == len(CAUSES)
    assert {row.channel_url: row.cause for row in registered} == {
        server.url(path): cause for path, cause in CAUSES.items()
    }
    for row in registered:
        assert (row.collection_state == "collected") == (row.cause == "ok")
        assert row.cause == "ok" or (row.newest_on is None and not row.is_complete)


def test_every_exchange_is_recorded(round_of_faults: Run, server: Server) -> None:
    outcomes = {
        row.url.removeprefix(server.url("")): row.outcome
        for row in round_of_faults.rows(Fetch)
        if row.purpose == FetchPurpose.CHANNEL
    }
    assert outcomes["/hang/"] == outcomes["/drip/"] == "timeout"
    assert outcomes["/stream/"] == outcomes["/bomb/"] == "too_large"
    assert outcomes["/loop/"] == outcomes["/ping/"] == "redirect_loop"
    assert outcomes["/metadata/"] == outcomes["/private/"] == "unsafe_address"
    assert outcomes["/short/"] == outcomes["/gibberish/"] == "bad_response"


def test_the_site_itself_is_collected(round_of_faults: Run) -> None:
    (row,) = round_of_faults.rows(SiteSnapshot)
    assert (row.collection_state, str(row.newest_on)) == ("collected", "2026-11-19")


def test_memory_stays_bounded(round_of_faults: Run) -> None:
    assert round_of_faults.code == 3
    assert round_of_faults.summary["peak_mb"] < 500


def test_a_probe_of_a_refusing_page_is_no_visit(workspace: Workspace, server: Server) -> None:
    plan = site_plan(server.url("/"), [channel(server.url(path)) for path in ("/403/", "/hang/")])
    run = workspace.run(plan.model_copy(update={"spider": SpiderName.PROBE}))
    assert run.code == 0, run.errors
    probes = {row.url: row.is_ok for row in run.rows(Probe)}
    assert probes == {server.url("/"): True, server.url("/hang/"): False}
    assert {row.status for row in run.rows(Fetch)} >= {200, 403, 0}
