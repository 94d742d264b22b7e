"""Closed accounts are looked at once a month, and a look that failed is tried again next day."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor.collection.plan import CrawlPlan, SpiderName
from gongkai_monitor.collection.planning import write_plan
from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.model.observations import AccountProfile, AccountSnapshot
from gongkai_monitor.model.registry import Account, Agency, Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    CollectionCause,
    CollectionState,
    FilingStatus,
    Platform,
)
from gongkai_monitor.workspace import create_workspace

DAY1 = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = create_workspace(tmp_path / "ws")
    agency = Agency(agency_code="B", name="云岭市水务局", level=AgencyLevel.CITY)
    account = Account(
        account_code="W1", platform=Platform.WEIBO, name="云岭水务", agency_code="B",
        function=AccountFunction.PUBLISHING, filing_status=FilingStatus.DEREGISTERED,
        source=AccountSource.WEIBO, source_url="https://weibo.com/u/1000000001",
    )  # fmt: skip
    with open_store(made, read_only=False) as conn:
        save_registry(conn, Registry(agencies=(agency,), accounts=(account,)), DAY1)
    return made


def planned(settings: Settings, at: datetime) -> bool:
    """Whether the account is in the plan of its spider."""
    path = write_plan(settings, Round.starting(at, f"{at:%d%H%M}"), SpiderName.WEIBO)
    return path is not None and CrawlPlan.read(path).accounts[0].is_closed


def observe(settings: Settings, table: str, record: Any) -> None:
    with open_store(settings, read_only=False) as conn:
        insert_rows(conn, table, [asdict(record)])


def test_a_closed_account_is_due_again_a_month_after_it_was_really_read(settings: Settings):
    assert planned(settings, DAY1)
    told = AccountProfile(
        account_code="W1", profile_hash="h", round_id="r", observed_at=DAY1, is_deregistered=True,
        source="weibo", fetch_id="f",
    )  # fmt: skip
    observe(settings, "account_profiles", told)
    month = timedelta(days=settings.shutdown.recheck)
    assert not planned(settings, DAY1 + month - timedelta(minutes=1))
    assert planned(settings, DAY1 + month)


def test_a_try_that_failed_is_no_look_and_is_repeated_the_next_day(settings: Settings):
    tried = AccountSnapshot(
        account_code="W1", round_id="r", observed_at=DAY1, source="weibo",
        collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.BLOCKED,
    )  # fmt: skip
    observe(settings, "account_snapshots", tried)
    assert not planned(settings, DAY1 + timedelta(hours=2))
    assert planned(settings, DAY1 + timedelta(days=1))
