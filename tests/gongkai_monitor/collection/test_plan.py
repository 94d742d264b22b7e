"""The plan of a spider process: who is asked, and which links are checked first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai_monitor.collection.plan import (
    OF_ACCOUNTS,
    CrawlPlan,
    LastPosts,
    SpiderName,
    build_plan,
    links_to_check,
)
from gongkai_monitor.errors import InputError
from gongkai_monitor.model.observations import Link
from gongkai_monitor.model.registry import Account, Channel, Registry, Site
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    ChannelKind,
    FilingStatus,
    LinkKind,
    Platform,
    SiteKind,
    SiteStatus,
)


def site(code: str, status: SiteStatus = SiteStatus.RUNNING) -> Site:
    return Site(
        site_code=code,
        name=code,
        home_url=f"http://{code}.test/",
        agency_code="A1",
        kind=SiteKind.PORTAL,
        status=status,
    )


def channel(code: str, kind: ChannelKind, level: int = 1) -> Channel:
    url = f"http://{code}.test/{kind}/{level}/"
    return Channel(site_code=code, name=kind, url=url, kind=kind, level=level)


def account(code: str, source: AccountSource, status: FilingStatus = FilingStatus.FILED) -> Account:
    return Account(
        account_code=code,
        platform=Platform.WEIBO,
        name=code,
        agency_code="A1",
        function=AccountFunction.PUBLISHING,
        filing_status=status,
        source=source,
        source_url=f"http://feeds.test/{code}",
    )


REGISTRY = Registry(
    sites=(site("s1"), site("s2"), site("s3", SiteStatus.CLOSED)),
    channels=(
        *(channel("s1", ChannelKind.NEWS, level) for level in (3, 1, 2, 4)),
        channel("s2", ChannelKind.INTERACTION),
    ),
    accounts=(
        account("a1", AccountSource.FEED),
        account("a2", AccountSource.IMPORT),
        account("a3", AccountSource.FEED, FilingStatus.DEREGISTERED),
        account("a4", AccountSource.WEIBO),
        account("a5", AccountSource.WECHAT_API),
        account("a6", AccountSource.APP_STORE),
    ),
)


def test_only_running_subjects_are_planned() -> None:
    plan = build_plan(REGISTRY, SpiderName.SITE)
    assert [row.site_code for row in plan.sites] == ["s1", "s2"]
    assert [row.site_code for row in build_plan(REGISTRY, SpiderName.BOARD).sites] == ["s2"]


def test_each_source_has_its_spider() -> None:
    last = {"a4": LastPosts(read_at=datetime(2026, 11, 1, tzinfo=UTC))}
    planned = {
        spider: [row.account_code for row in build_plan(REGISTRY, spider).accounts]
        for spider in OF_ACCOUNTS
    }
    assert planned == {
        SpiderName.FEED: ["a1"],
        SpiderName.WEIBO: ["a4"],
        SpiderName.WECHAT: ["a5"],
        SpiderName.APP: ["a6"],
    }
    (known,) = build_plan(REGISTRY, SpiderName.WEIBO, last_posts=last).accounts
    assert known.last == last["a4"]


def test_a_closed_account_is_planned_only_when_its_look_is_due() -> None:
    assert build_plan(REGISTRY, SpiderName.FEED, due_looks={"a1"}).accounts == (
        build_plan(REGISTRY, SpiderName.FEED).accounts
    )
    planned = build_plan(REGISTRY, SpiderName.FEED, due_looks={"a3"}, deregistered={"a1"}).accounts
    assert [(row.account_code, row.is_closed) for row in planned] == [("a1", True), ("a3", True)]


def test_a_shard_and_the_inner_pages_of_a_probe() -> None:
    plan = build_plan(REGISTRY, SpiderName.PROBE, site_codes={"s1"})
    (only,) = plan.sites
    assert [row.level for row in only.channels] == [1, 2, 3]


def test_a_plan_survives_its_file(tmp_path: Path) -> None:
    plan = build_plan(REGISTRY, SpiderName.SITE, subject="shard00", memory="p.pages.sqlite")
    path = tmp_path / "plans" / "p.json"
    plan.save(path)
    assert CrawlPlan.read(path) == plan
    path.write_text('{"spider": "unknown"}')
    with pytest.raises(InputError, match="采集计划"):
        CrawlPlan.read(path)


def test_attachments_are_checked_first_and_each_target_once() -> None:
    kinds = {"p": LinkKind.PAGE, "f": LinkKind.ATTACHMENT, "i": LinkKind.IMAGE}
    rows = [
        Link(
            site_code=code,
            page_url=f"http://s1.test/{page}",
            links_hash="h",
            url=f"http://s1.test/{name}",
            kind=kind,
            is_external=False,
            round_id="r",
            observed_at=datetime(2026, 11, 20, tzinfo=UTC),
        )
        for code in ("s1", "unknown")
        for page in range(3)
        for name, kind in kinds.items()
    ]
    planned = links_to_check(rows, REGISTRY, max_per_site=2)
    assert [(row.kind, row.home_url) for row in planned] == [
        (LinkKind.ATTACHMENT, "http://s1.test/"),
        (LinkKind.PAGE, "http://s1.test/"),
    ]
