"""A second round: what is asked for, what a 304 stands for, and servers whose 304 lies."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gongkai_monitor.collection.page_memory import KnownPage, PageMemory
from gongkai_monitor.identity import entry_mark
from gongkai_monitor.model.observations import Article, ChannelSnapshot, Fetch, ListReading, ListSet
from tests.crawlers.servers import Call, Reply, Server, page
from tests.crawlers.support import SITE, Run, Workspace, article_page, channel, list_page, site_plan

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ENTRIES = [
    (f"/a/{n}.html", f"关于印发第{n}号实施方案的通知", f"2026-{month:02}-12")
    for n, month in enumerate((11, 9, 7, 5), 1)
]


def tagged(reply: Reply, etag: str = '"v1"') -> Callable[[Call], Reply]:
    """The page with a validator; 304 to whoever knows it."""

    def answer(call: Call) -> Reply:
        if call.headers.get("If-None-Match") == etag:
            return Reply(status=304, content_type=None, headers={"ETag": etag})
        return Reply(reply.body, headers={**reply.headers, "ETag": etag})

    return answer


def routes() -> dict[str, object]:
    made: dict[str, object] = {
        "/": tagged(page("演练市", "<p>演练市人民政府门户网站首页，欢迎访问</p>")),
        "/list/": tagged(list_page(ENTRIES)),
    }
    return made | {path: tagged(article_page(title, day)) for path, title, day in ENTRIES}


class TwoRounds:
    """Two runs of the same plan; the second knows what the first saw."""

    def __init__(self, workspace: Workspace, server: Server) -> None:
        self.workspace = workspace
        self.plan = site_plan(server.url("/"), [channel(server.url("/list/"))])
        self.first = workspace.run(self.plan, round_id="r1")

    def known(self, *, read_days_ago: int = 1, same_days_ago: int = 0) -> list[KnownPage]:
        read_at = NOW - timedelta(days=read_days_ago)
        titles = {path: entry_mark(title, date.fromisoformat(day)) for path, title, day in ENTRIES}
        days = {row.url: row.published_on for row in self.first.rows(Article)}
        return [
            KnownPage(
                site_code=SITE, url=row.url, is_article=row.purpose == "article", read_at=read_at,
                sent_at=read_at, same_since=NOW - timedelta(days=same_days_ago),
                final_url=row.final_url, etag=row.etag, content_hash=row.content_hash,
                content_type=row.content_type, links_hash=row.links_hash,
                warc_file=row.warc_file, warc_offset=row.warc_offset,
                published_on=days.get(row.url),
                listed=tuple(mark for path, mark in titles.items() if row.url.endswith(path)),
            )
            for row in self.first.rows(Fetch) if row.status == 200
        ]  # fmt: skip

    def second(self, pages: list[KnownPage], watched: tuple[str, ...] = ()) -> Run:
        folder = self.workspace.folder / "jobs"
        PageMemory.write(folder / "p.sqlite", pages, [(SITE, url) for url in watched])
        plan = self.plan.model_copy(update={"memory": "p.sqlite"})
        return self.workspace.run(plan, round_id="r2")


@pytest.fixture
def fresh(workspace: Workspace) -> Workspace:
    workspace.crawl |= {
        "timeout_seconds": 5.0, "recent_days": 30, "respect_robots": False,
        "revisit_days": 100_000,  # a port that is picked at random makes no article due
    }  # fmt: skip
    return workspace


def of_round(run: Run, record: type, round_id: str = "r2") -> list:
    return [row for row in run.rows(record) if row.round_id == round_id]


def test_an_unchanged_site_is_collected_from_what_its_304_confirms(fresh: Workspace) -> None:
    with Server(routes()) as server:  # type: ignore[arg-type]
        rounds = TwoRounds(fresh, server)
        server.counts.clear()
        run = rounds.second(rounds.known())
        asked = dict(server.counts)
    assert run.code == 0, run.errors
    assert asked == {"/": 1, "/list/": 1, "/a/1.html": 1}, "old articles are left alone"
    before, after = run.rows(ChannelSnapshot)
    for name in ("collection_state", "item_count", "newest_on", "newest_title", "is_complete"):
        assert getattr(before, name) == getattr(after, name), name
    rows = of_round(run, Fetch)
    assert {row.status for row in rows} == {304}
    first = {row.url: row for row in of_round(run, Fetch, "r1")}
    for row in rows:
        earlier = first[row.url]
        assert row.links_hash == earlier.links_hash
        assert (row.content_hash, row.warc_file) == (earlier.content_hash, earlier.warc_file)
    assert [row.is_confirmed for row in run.rows(ListReading)] == [True, False]
    assert len({row.items_hash for row in run.rows(ListSet)}) == 1


def test_a_recent_article_is_asked_for_once_a_day(fresh: Workspace) -> None:
    with Server(routes()) as server:  # type: ignore[arg-type]
        rounds = TwoRounds(fresh, server)
        server.counts.clear()
        run = rounds.second(rounds.known(read_days_ago=0))
        asked = dict(server.counts)
    assert asked == {"/": 1, "/list/": 1}, "a list is asked for in every round"
    (after,) = of_round(run, ChannelSnapshot)
    assert (after.newest_on, after.is_complete) == (date(2026, 11, 12), True)


def test_a_page_that_is_due_leads_no_further_than_before(fresh: Workspace) -> None:
    """It was met at the greatest depth: what it links was out of reach and still is."""
    fresh.crawl |= {"max_depth": 2, "revisit_days": 1}
    chain: dict[str, object] = {
        f"/{n}.html": page(f"第{n}页", f"<a href='/{n + 1}.html'>下文</a>") for n in range(1, 6)
    }
    home = page("演练市", "<p>演练市人民政府门户网站首页</p><a href='/1.html'>第一页</a>")
    with Server({"/": home, **chain}) as server:  # type: ignore[dict-item]
        plan = site_plan(server.url("/"))
        first = fresh.run(plan, round_id="r1", extra=("--full",))
        asked = set(server.counts)
        seen = [row for row in first.rows(Fetch) if row.status == 200]
        day = NOW - timedelta(days=2)
        known = [
            KnownPage(
                site_code=SITE, url=row.url, is_article=row.purpose == "article", read_at=day,
                sent_at=day, same_since=day, final_url=row.final_url, depth=row.depth,
                content_hash=row.content_hash,
            )
            for row in seen
        ]  # fmt: skip
        server.counts.clear()
        PageMemory.write(fresh.folder / "jobs" / "p.sqlite", known, [])
        plan = plan.model_copy(update={"memory": "p.sqlite"})
        again = fresh.run(plan, round_id="r2", extra=("--full",))
        asked_again = set(server.counts)
    assert asked == asked_again == {"/", "/1.html", "/2.html"}
    depths = {row.url: row.depth for row in of_round(again, Fetch)}
    assert depths == {row.url: row.depth for row in seen}


def test_what_a_list_shows_otherwise_is_read_again(fresh: Workspace) -> None:
    made = routes()
    with Server(made) as server:  # type: ignore[arg-type]
        rounds = TwoRounds(fresh, server)
        retitled = [ENTRIES[0], ENTRIES[1], (ENTRIES[2][0], "新的标题新的标题", ENTRIES[2][2])]
        server.routes["/list/"] = tagged(list_page(retitled), '"v2"')
        server.routes["/a/3.html"] = tagged(article_page("新的标题新的标题", "2026-07-12"), '"v2"')
        server.counts.clear()
        watched = (server.url("/a/2.html"), server.url("/a/9.html"))
        run = rounds.second(rounds.known(), watched)
        asked = dict(server.counts)
    assert set(asked) == {"/", "/list/", "/a/1.html", "/a/2.html", "/a/3.html", "/a/9.html"}
    assert [row.title for row in of_round(run, Article)] == ["新的标题新的标题"]
    gone = next(row for row in of_round(run, Fetch) if row.url.endswith("/a/9.html"))
    assert gone.status == 404


def test_a_list_that_never_changes_is_not_believed_for_long(fresh: Workspace) -> None:
    """A server that says 304 to everything hides nothing for more than three days."""
    with Server(routes()) as server:  # type: ignore[arg-type]
        rounds = TwoRounds(fresh, server)
        known = rounds.known(read_days_ago=1, same_days_ago=4)
        always = Reply(status=304, content_type=None)
        newer = list_page([("/a/8.html", "关于新的重要事项的通知", "2026-11-19"), *ENTRIES])
        server.routes["/list/"] = lambda call: always if "If-None-Match" in call.headers else newer
        run = rounds.second(known)
    (after,) = of_round(run, ChannelSnapshot)
    assert after.newest_on == date(2026, 11, 19)


def test_a_304_whose_earlier_answer_is_lost_is_fetched_whole(fresh: Workspace) -> None:
    with Server(routes()) as server:  # type: ignore[arg-type]
        rounds = TwoRounds(fresh, server)
        for path in Path(fresh.folder / "evidence").rglob("*.warc.gz"):
            path.unlink()
        run = rounds.second(rounds.known())
    assert run.code == 0, run.errors
    (after,) = of_round(run, ChannelSnapshot)
    assert (after.collection_state, after.newest_on) == ("collected", date(2026, 11, 12))
