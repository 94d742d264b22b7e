"""The register in the lake: versions, changes, past moments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from gongkai_monitor.errors import StoreError
from gongkai_monitor.model.registry import (
    Account,
    Agency,
    Channel,
    Registry,
    Responsibility,
    Site,
)
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import (
    read_registry,
    read_registry_changes,
    save_registry,
)
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    YesNo,
)

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

AGENCIES = tuple(
    Agency(
        agency_code=code, name=f"测试{code}局", level=AgencyLevel.CITY, aliases=("甲", "乙"),
        has_services=YesNo.YES,
    )
    for code in ("B2", "A1", "C3")
)  # fmt: skip
SITE = Site(
    site_code="1301000001", name="测试门户", home_url="http://a.test/", agency_code="A1",
    kind=SiteKind.PORTAL, status=SiteStatus.RUNNING,
)  # fmt: skip
CHANNEL = Channel(
    site_code="1301000001", name="通知公告", url="http://a.test/tzgg/", kind=ChannelKind.NOTICE,
    level=1, cycle_days=30,
)  # fmt: skip
ACCOUNT = Account(
    account_code="X1", platform=Platform.WEIBO, name="测试发布", agency_code="A1",
    function=AccountFunction.PUBLISHING, opened_on=date(2020, 1, 1),
    filing_status=FilingStatus.FILED, source=AccountSource.FEED, source_url="http://a.test/feed",
)  # fmt: skip
REGISTRY = Registry(
    agencies=AGENCIES,
    sites=(SITE,),
    channels=(CHANNEL,),
    accounts=(ACCOUNT,),
    responsibilities=(
        Responsibility(keyword="供暖", agency_code="A1", region="东区"),
        Responsibility(keyword="供暖", agency_code="B2"),
    ),
)


def test_a_register_is_read_back_in_its_order(writer: duckdb.DuckDBPyConnection) -> None:
    assert read_registry(writer) == Registry()
    save_registry(writer, REGISTRY, NOON)
    assert read_registry(writer) == REGISTRY


def test_the_same_register_again_is_no_change(writer: duckdb.DuckDBPyConnection) -> None:
    assert save_registry(writer, REGISTRY, NOON)
    rows = writer.execute("SELECT count(*) FROM agencies").fetchone()
    assert save_registry(writer, REGISTRY, NOON + timedelta(days=1)) == []
    assert writer.execute("SELECT count(*) FROM agencies").fetchone() == rows


def test_changes_removals_and_returns_leave_a_trail(writer: duckdb.DuckDBPyConnection) -> None:
    save_registry(writer, REGISTRY, NOON)
    renamed = replace(
        REGISTRY, accounts=(replace(ACCOUNT, name="新名", filing_status=FilingStatus.CHANGED),)
    )
    second = NOON + timedelta(days=1)
    changes = save_registry(writer, renamed, second)
    assert {(c.table, c.key, c.field, c.before, c.after) for c in changes} == {
        ("accounts", "X1", "name", "测试发布", "新名"),
        ("accounts", "X1", "filing_status", "正常", "变更"),
    }
    removed = replace(renamed, accounts=(), responsibilities=REGISTRY.responsibilities[:1])
    third = NOON + timedelta(days=2)
    assert {c.table for c in save_registry(writer, removed, third)} == {
        "accounts",
        "responsibilities",
    }
    assert read_registry(writer) == removed
    save_registry(writer, renamed, NOON + timedelta(days=3))
    assert read_registry(writer) == renamed
    assert read_registry(writer, NOON - timedelta(seconds=1)) == REGISTRY, "the first stands for it"
    assert read_registry(writer, NOON) == REGISTRY
    assert read_registry(writer, second) == renamed
    assert read_registry(writer, third) == removed
    trail = read_registry_changes(writer, since=NOON, as_of=third)
    assert {change.changed_at for change in trail} == {second, third}


def test_a_change_before_a_stored_one_is_refused(writer: duckdb.DuckDBPyConnection) -> None:
    save_registry(writer, REGISTRY, NOON)
    with pytest.raises(StoreError, match="不能再补记更早"):
        save_registry(writer, Registry(), NOON - timedelta(days=1))
    assert read_registry(writer) == REGISTRY
    assert save_registry(writer, REGISTRY, NOON - timedelta(days=1)) == []


def test_a_read_only_lake_takes_no_register(lake: Settings) -> None:
    with open_store(lake) as conn, pytest.raises(StoreError, match="只读"):
        save_registry(conn, REGISTRY, NOON)
