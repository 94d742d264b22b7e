"""A workspace with two hotspots of one city, their messages, and one page that may answer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import AccountSnapshot, Message, OpenLetter
from gongkai_monitor.model.registry import Account, Agency, Registry
from gongkai_monitor.opinion.hotspots import HOTSPOT_COLUMNS, MEMBER_COLUMNS
from gongkai_monitor.opinion.statements import CANDIDATE_COLUMNS
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.opinion import save_hotspots, save_statements
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

SEEN = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
NOW = SEEN + timedelta(hours=20)
WATER, NOISE, PAGE, UNDATED = "h-water", "h-noise", "s-page", "s-undated"
_AGENCIES = (
    Agency(agency_code="A", name="云岭市人民政府", level=AgencyLevel.CITY),
    Agency(agency_code="B", name="云岭市水务局", parent_code="A", level=AgencyLevel.CITY),
    Agency(agency_code="C", name="云岭市生态环境局", parent_code="A", level=AgencyLevel.CITY),
)
_ACCOUNT = Account(
    account_code="X1", platform=Platform.WEIBO, name="云岭水务", agency_code="B",
    function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
    source=AccountSource.FEED, source_url="http://127.0.0.1:9/feed.xml",
)  # fmt: skip


def open_office(folder: Path) -> Settings:
    """Make the workspace."""
    settings = create_workspace(folder / "office", name="云岭市", editions=("national", "hebei"))
    numbers = {WATER: ["1", "2", "3"], NOISE: ["4", "5", "6"]}
    with LandingBatch(settings.incoming, "m") as batch:
        for hotspot, ids in numbers.items():
            for place, number in enumerate(ids):
                batch.write(message(number, hotspot, SEEN - timedelta(hours=3 - place)))
                for hours in (19, 49):  # exports that still hold it without an answer
                    batch.write(left_open(number, SEEN + timedelta(hours=hours)))
        for hours in (19, 49):
            batch.write(reading(SEEN + timedelta(hours=hours)))
        batch.commit()
    with open_store(settings, read_only=False) as connection:
        save_registry(
            connection, Registry(agencies=_AGENCIES, accounts=(_ACCOUNT,)), SEEN - timedelta(days=9)
        )
    load_incoming(settings, now=SEEN)
    hotspots = pd.DataFrame(
        [hotspot_row(WATER, "翠湖小区停水", numbers[WATER], "B"),
         hotspot_row(NOISE, "工地夜间噪音", numbers[NOISE], None)]
    )  # fmt: skip
    members = hotspots[["message_ids", "hotspot_id"]].explode("message_ids")
    members.columns = pd.Index(MEMBER_COLUMNS)
    with open_store(settings, read_only=False) as connection:
        save_hotspots(connection, hotspots, members, SEEN)
        save_statements(connection, candidates(), SEEN)
    return settings


def reading(at: datetime) -> AccountSnapshot:
    """The list of the water office's account was read to its newest post."""
    return AccountSnapshot(
        account_code="X1", round_id=f"r{at:%d%H}", observed_at=at,
        collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK, source="feed",
        post_count=1, newest_at=SEEN - timedelta(days=5), is_complete=True,
    )  # fmt: skip


def left_open(number: str, at: datetime) -> OpenLetter:
    """An export held the letter without an answer."""
    return OpenLetter(
        message_id=number, site_code=None, channel_url=None, round_id=f"e{at:%d%H}", observed_at=at
    )


def message(number: str, hotspot: str, at: datetime, **more: Any) -> Message:
    """One letter."""
    values: dict[str, Any] = {
        "message_id": number, "received_at": at, "title": f"{hotspot} 来信", "text": "请尽快处理",
        "region": None, "category": "投诉", "likes": 0, "agency_code": None, "replied_at": None,
        "reply": None, "url": None, "source": "import", "round_id": "r", "observed_at": at,
    }  # fmt: skip
    return Message(**{**values, **more})


def hotspot_row(number: str, title: str, ids: list[str], agency: str | None) -> dict[str, Any]:
    """One row of the hotspots table."""
    values: dict[str, Any] = dict.fromkeys(HOTSPOT_COLUMNS)
    values |= {
        "hotspot_id": number, "title": title, "size": len(ids), "distinct_count": 3, "heat": 9.0,
        "likes": 4, "sentiment": "negative", "negative_ratio": 0.9, "growth": 4.0,
        "agency_code": agency, "agency_reason": "职责表关键词“停水”" if agency else "待人工指定",
        "first_at": SEEN - timedelta(hours=3), "last_at": SEEN, "detected_at": SEEN,
        "message_ids": ids, "examples": ["停水三天，请尽快恢复。"],
    }  # fmt: skip
    return values


def candidates() -> pd.DataFrame:
    """A page with its hour, and one with its day only."""
    common = {"hotspot_id": WATER, "agency_code": "B", "source": "page", "score": 0.6, "text": ""}
    rows = [
        {**common, "statement_id": PAGE, "title": "关于翠湖小区停水的情况说明",
         "reasons": ["同有“停水”"],
         "url": "http://a.test/1", "published_at": SEEN + timedelta(hours=4), "published_on": None},
        {**common, "statement_id": UNDATED, "title": "停水通知", "reasons": ["同有“停水”"],
         "url": "http://a.test/2", "published_at": None, "published_on": SEEN.date()},
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CANDIDATE_COLUMNS))
