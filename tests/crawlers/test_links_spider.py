"""Link checks: spaced attempts for failures, soft 404, refusals, files by their first bytes."""

from warcio.archiveiterator import ArchiveIterator

from gongkai_monitor.collection.plan import CrawlPlan, PlannedLink, SpiderName
from gongkai_monitor.model.observations import Fetch, LinkCheck
from gongkai_monitor.vocabulary import LinkKind
from tests.crawlers.servers import Call, Reply, Server, page, redirect
from tests.crawlers.support import SITE, Workspace

TEXT = "<p>" + "这是一篇内容完整的稿件，介绍有关工作的开展情况。" * 20 + "</p>"


def once(status: int) -> object:
    """Refuse once, then answer."""

    def route(call: Call) -> Reply:
        is_first = call.count == 1
        return (
            Reply(status=status, headers={"Retry-After": "0"}) if is_first else page("稿件", TEXT)
        )

    return route


def no_head(call: Call) -> Reply:
    """A server that knows no HEAD."""
    if call.method == "HEAD":
        return Reply(status=405)
    return Reply(b"%PDF-1.7 " + b"x" * 50_000, content_type="application/pdf")


ROUTES: dict[str, object] = {
    "/": page("首页", TEXT),
    "/fine.html": page("稿件", TEXT),
    "/gone.html": Reply(b"<html>404</html>", status=404),
    "/soft.html": page("提示", "<p>您访问的页面不存在或已被删除</p>"),
    "/moved.html": redirect("/"),
    "/empty.html": Reply(b""),
    "/403.html": Reply(b"<html>forbidden</html>", status=403),
    "/429.html": once(429),
    "/503.html": once(503),
    "/good.pdf": Reply(b"%PDF-1.7 " + b"x" * 90_000, content_type="application/pdf"),
    "/nohead.pdf": no_head,
    "/fake.pdf": page("错误", "<p>系统提示</p>" + TEXT),
    "/gone.doc": Reply(status=404),
}


def check(workspace: Workspace) -> dict[str, list[LinkCheck]]:
    workspace.crawl["timeout_seconds"] = 3.0
    with Server(ROUTES) as server:  # type: ignore[arg-type]
        links = tuple(
            PlannedLink(
                site_code=SITE,
                url=server.url(path),
                kind=LinkKind.PAGE if path.endswith("html") else LinkKind.ATTACHMENT,
                home_url=server.url("/"),
            )
            for path in ROUTES
            if path != "/"
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.LINKS, links=links))
        assert run.code == 0, run.errors
        found: dict[str, list[LinkCheck]] = {}
        for row in sorted(run.rows(LinkCheck), key=lambda row: row.attempt):
            found.setdefault(row.url.removeprefix(server.url("")), []).append(row)
        check_evidence(workspace, run.rows(Fetch))
        return found


def check_evidence(workspace: Workspace, fetches: list[Fetch]) -> None:
    """Every row that names a WARC record finds it there."""
    kept = [row for row in fetches if row.warc_file]
    assert kept
    for row in kept:
        with (workspace.folder / "evidence" / str(row.warc_file)).open("rb") as file:
            file.seek(row.warc_offset or 0)
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Target-URI") == row.final_url
            assert record.http_headers.get_statuscode() == str(row.status)


def test_links_are_opened_until_it_is_clear(workspace: Workspace) -> None:
    checks = check(workspace)
    statuses = {path: [(row.status, row.sign) for row in rows] for path, rows in checks.items()}
    assert statuses["/fine.html"] == [(200, "normal")]
    assert [status for status, _ in statuses["/gone.html"]] == [404, 404, 404]
    assert [sign for _, sign in statuses["/soft.html"]] == ["soft_404"] * 3
    assert [sign for _, sign in statuses["/moved.html"]] == ["home"] * 3
    assert [sign for _, sign in statuses["/empty.html"]] == ["empty"] * 3
    assert [status for status, _ in statuses["/403.html"]] == [403, 403, 403]
    assert [status for status, _ in statuses["/429.html"]] == [429, 200]
    assert [status for status, _ in statuses["/503.html"]] == [503, 200]
    assert [row.method for row in checks["/good.pdf"]] == ["HEAD"]
    assert [(row.method, row.sign) for row in checks["/nohead.pdf"]] == [("GET", "normal")]
    assert checks["/nohead.pdf"][0].bytes < 50_000, "only the first bytes are read"
    assert statuses["/fake.pdf"][-1][1] == "wrong_type"
    assert [row.method for row in checks["/gone.doc"]] == ["GET", "GET", "GET"]
    assert [row.way for row in checks["/gone.html"]] == ["plain", "headers", "headers"]
    for rows in checks.values():
        assert [row.attempt for row in rows] == list(range(1, len(rows) + 1))
