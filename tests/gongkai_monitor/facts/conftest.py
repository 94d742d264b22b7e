"""A small world of records in a real DuckDB with the store's own tables."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.facts.measure import (
    Measures,
    measure_all,
    measure_link_states,
    measure_subjects,
)
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model import observations as seen
from gongkai_monitor.model import registry
from gongkai_monitor.settings import LinkSettings, Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    ChannelKind,
    CheckWay,
    CollectionCause,
    CollectionState,
    DateSource,
    FetchOutcome,
    FetchPurpose,
    FilingStatus,
    LinkKind,
    Platform,
    SiteKind,
    SiteStatus,
)

SITE = "1308000009"
AGENCY = "CD"


class World:
    """Puts records into tables and measures them."""

    def __init__(self, conn: duckdb.DuckDBPyConnection, workspace: Path) -> None:
        self.conn = conn
        self.as_of = datetime(2026, 9, 20, 8, 0, tzinfo=CHINA)
        self.settings = Settings(
            workspace=workspace, links=LinkSettings(attempts=3, spacing_seconds=60)
        )
        self.catalogue = load_editions(("national",))

    @property
    def today(self) -> date:
        return self.as_of.astimezone(CHINA).date()

    def days_ago(self, days: float) -> datetime:
        return self.as_of - timedelta(days=days)

    def day(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def put(self, table: str, *records: Any) -> None:
        insert_rows(self.conn, table, [asdict(record) for record in records])

    def register(self, table: str, *records: Any, removed: bool = False) -> None:
        rows = [
            {**asdict(one), "changed_at": datetime(2020, 1, 1, tzinfo=UTC), "is_removed": removed}
            for one in records
        ]
        insert_rows(self.conn, table, rows)

    def agency(self, code: str = AGENCY, name: str = "承德市人民政府", **more: Any) -> None:
        level = more.pop("level", AgencyLevel.CITY)
        self.register("agencies", registry.Agency(agency_code=code, name=name, level=level, **more))

    def site(self, code: str = SITE, **more: Any) -> None:
        values: dict[str, Any] = {
            "name": "承德市政府网", "home_url": f"http://{code}.test/", "agency_code": AGENCY,
            "kind": SiteKind.PORTAL, "status": SiteStatus.RUNNING,
        } | more  # fmt: skip
        self.register("sites", registry.Site(site_code=code, **values))

    def snapshot(self, code: str = SITE, **more: Any) -> None:
        values: dict[str, Any] = {
            "round_id": "r1", "observed_at": self.days_ago(0.1),
            "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
            "home_url": f"http://{code}.test/", "newest_on": self.day(1), "item_count": 10,
            "footer_site_code": code, "has_party_emblem": True, "has_error_report": True,
            "has_sponsor": True, "has_contact": True, "icp_record": "冀ICP备1号",
            "police_record": "冀公网安备1号", "fetch_id": f"home-{code}",
        } | more  # fmt: skip
        self.put("site_snapshots", seen.SiteSnapshot(site_code=code, **values))

    def channel(
        self, name: str, kind: ChannelKind, *, level: int = 1, cycle_days: int | None = None,
        newest: int | None = 1, site: str = SITE, read: bool = True, **more: Any,
    ) -> str:  # fmt: skip
        url = f"http://{site}.test/{name}/"
        self.register(
            "channels",
            registry.Channel(
                site_code=site, name=name, url=url, kind=kind, level=level, cycle_days=cycle_days
            ),
        )
        if read:
            self.read_channel(url, name, newest=newest, site=site, **more)
        return url

    def read_channel(
        self, url: str, name: str, *, newest: int | None = 1, site: str = SITE, **more: Any
    ) -> None:
        values: dict[str, Any] = {
            "is_registered": True, "round_id": "r1", "observed_at": self.days_ago(0.1),
            "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
            "item_count": 20, "newest_on": None if newest is None else self.day(newest),
            "is_complete": True, "fetch_id": f"list-{name}",
        } | more  # fmt: skip
        row = seen.ChannelSnapshot(site_code=site, channel_url=url, channel_name=name, **values)
        self.put("channel_snapshots", row)

    def account(
        self, code: str, *, posted: float | None = 1, read: bool = True, **more: Any
    ) -> None:
        snapshot = more.pop("snapshot", {})
        values: dict[str, Any] = {
            "platform": Platform.WEIBO, "name": f"账号{code}", "agency_code": AGENCY,
            "function": AccountFunction.PUBLISHING, "filing_status": FilingStatus.FILED,
            "source": AccountSource.FEED,
        } | more  # fmt: skip
        self.register("accounts", registry.Account(account_code=code, **values))
        if read:
            self.read_account(code, **snapshot)
        if posted is not None:
            self.post(code, self.days_ago(posted))

    def read_account(self, code: str, **more: Any) -> None:
        values: dict[str, Any] = {
            "round_id": "r1", "observed_at": self.days_ago(0),
            "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
            "source": "feed", "post_count": 1, "is_complete": True, "fetch_id": f"feed-{code}",
        } | more  # fmt: skip
        self.put("account_snapshots", seen.AccountSnapshot(account_code=code, **values))

    def post(
        self, code: str, at: datetime, key: str | None = None,
        observed_at: datetime | None = None, **more: Any,
    ) -> None:  # fmt: skip
        values: dict[str, Any] = {
            "post_key": key or at.isoformat(), "source": "feed", "round_id": "r1",
            "observed_at": observed_at or self.days_ago(0),
        } | more  # fmt: skip
        self.put("posts", seen.Post(account_code=code, published_at=at, **values))

    def probes(
        self, code: str = SITE, *, per_day: int = 24, failed: int = 0, days: int = 7
    ) -> None:
        total = per_day * days
        gap = timedelta(days=days) / total
        rows = [
            seen.Probe(
                site_code=code, url="http://x.test/", probed_at=self.as_of - gap * (n + 0.5),
                is_ok=n >= failed, status=200 if n >= failed else 0,
                outcome=FetchOutcome.OK if n >= failed else FetchOutcome.TIMEOUT, seconds=1.0,
                final_url="http://x.test/", round_id="p", fetch_id=f"probe-{code}-{n}",
            )
            for n in range(total)
        ]  # fmt: skip
        self.put("probes", *rows)

    def link(
        self, url: str, *, page: str = "http://p.test/", kind: LinkKind = LinkKind.PAGE,
        links_hash: str = "h1",
    ) -> None:  # fmt: skip
        row = seen.Link(
            site_code=SITE, page_url=page, url=url, kind=kind, is_external=False, round_id="r1",
            observed_at=self.days_ago(0.2), links_hash=links_hash,
        )  # fmt: skip
        self.put("links", row)

    def check(self, url: str, minutes_ago: float, *, attempt: int = 1, **more: Any) -> None:
        values: dict[str, Any] = {
            "method": "GET", "status": 404,
            "way": CheckWay.PLAIN if attempt == 1 else CheckWay.HEADERS,
            "outcome": FetchOutcome.HTTP_ERROR, "final_url": url,
            "seconds": 0.1, "round_id": "l1", "fetch_id": f"{url}-{attempt}",
        } | more  # fmt: skip
        at = self.as_of - timedelta(minutes=minutes_ago)
        self.put(
            "link_checks",
            seen.LinkCheck(site_code=SITE, url=url, attempt=attempt, checked_at=at, **values),
        )

    def article(self, url: str, channel: str, title: str, **more: Any) -> None:
        values: dict[str, Any] = {
            "date_source": DateSource.META, "content_hash": url, "round_id": "r1",
            "observed_at": self.days_ago(0.1), "fetch_id": f"page-{url}",
        } | more  # fmt: skip
        row = seen.Article(site_code=SITE, channel_url=channel, url=url, title=title, **values)
        self.put("articles", row)

    def fetch(self, fetch_id: str, **more: Any) -> None:
        values: dict[str, Any] = {
            "url": "http://x.test/", "links_hash": None, "purpose": FetchPurpose.HOME,
            "fetched_at": self.days_ago(0.1), "status": 200, "outcome": FetchOutcome.OK,
            "content_hash": "ab",
        } | more  # fmt: skip
        row = seen.Fetch(
            fetch_id=fetch_id, round_id="r1", site_code=SITE, final_url="http://x.test/",
            seconds=0.2, bytes=10, warc_file="20260920/r1.warc.gz", warc_offset=7, **values,
        )  # fmt: skip
        self.put("fetches", row)

    def measures(self) -> Measures:
        return measure_all(self.conn, self.as_of, self.settings, self.catalogue)

    def facts(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table, measured alone where it can be (see ``test_whole_audit.py``)."""
        if table == "link":
            return plain_rows(measure_link_states(self.conn, self.as_of, self.settings))
        if table in {"site", "channel", "account"}:
            return plain_rows(measure_subjects(self.conn, self.as_of, self.settings)[table])
        return plain_rows(self.measures().facts[table])

    def one(self, table: str) -> dict[str, Any]:
        (row,) = self.facts(table)
        return row


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An empty world with the store's schema."""
    from gongkai_monitor.store.migrations import migrations

    conn = duckdb.connect(":memory:")
    for migration in migrations():
        conn.execute(migration.sql)
    yield World(conn, tmp_path)
    conn.close()
