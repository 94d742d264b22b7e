"""App spider: version and date, delisting, and what says nothing."""

from contextlib import ExitStack

from gongkai_monitor.collection.plan import CrawlPlan, PlannedAccount, SpiderName
from gongkai_monitor.model.observations import AccountSnapshot, AppRelease
from gongkai_monitor.practice.platforms.stores import GONE_PAGE
from gongkai_monitor.vocabulary import AccountSource, Platform
from tests.crawlers.platforms.articles import (
    LOOKUP,
    STORE_LD,
    STORE_OTHER,
    STORE_TEXT,
)
from tests.crawlers.servers import Reply, Server, not_found
from tests.crawlers.support import Workspace

ROUTES = {
    "/lookup": Reply(LOOKUP.encode(), content_type="text/javascript; charset=utf-8"),
    "/none": Reply(b'{"resultCount":0,"results":[]}', content_type="text/javascript"),
    "/data": Reply(STORE_LD.encode()),
    "/text": Reply(STORE_TEXT.encode()),
    "/gone": Reply(GONE_PAGE.encode()),
    "/gone404": Reply(GONE_PAGE.encode(), status=404),
    "/404": not_found(),
    "/other": Reply(STORE_OTHER.encode()),
    "/403": Reply(status=403),
    "/429": Reply(status=429),
    "/old": Reply(GONE_PAGE.encode(), headers={"Age": "259200"}),
    "/old404": Reply(GONE_PAGE.encode(), status=404, headers={"Age": "259200"}),
}
EXPECTED: dict[str, tuple[str, bool | None, str | None]] = {
    "/lookup": ("ok", True, "2.10.3"),
    "/none": ("ok", False, None),
    "/data": ("ok", True, "2.10.4"),
    "/text": ("ok", True, "2.10.5"),
    "/gone": ("ok", False, None),
    "/gone404": ("ok", False, None),
    "/404": ("page_changed", None, None),
    "/other": ("page_changed", None, None),
    "/403": ("blocked", None, None),
    "/429": ("blocked", None, None),
    "/old": ("stale_copy", None, None),
    "/old404": ("stale_copy", None, None),
    "": ("no_source", None, None),
}


def test_every_store_page_ends_in_one_state(workspace: Workspace) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(Server(ROUTES))
        accounts = tuple(
            PlannedAccount(
                account_code=path or "none",
                platform=Platform.MOBILE_APP,
                name="演练办事",
                source=AccountSource.APP_STORE,
                source_url=server.url(path) if path else None,
            )
            for path in EXPECTED
        )
        run = workspace.run(CrawlPlan(spider=SpiderName.APP, accounts=accounts))
    releases = {row.account_code: row for row in run.rows(AppRelease)}
    states = {row.account_code: row for row in run.rows(AccountSnapshot)}
    found = {
        path: (
            states[path or "none"].cause,
            releases[path or "none"].is_listed if (path or "none") in releases else None,
            releases[path or "none"].version if (path or "none") in releases else None,
        )
        for path in EXPECTED
    }
    assert found == EXPECTED
