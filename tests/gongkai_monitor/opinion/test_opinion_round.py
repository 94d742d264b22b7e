"""From stored messages and pages to stored hotspots, their unit, and what may answer them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Article, Message, Post
from gongkai_monitor.model.registry import Account, Agency, Registry, Responsibility, Site
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.opinion import read_hotspots, read_statements
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    DateSource,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
)
from gongkai_monitor.workspace import create_workspace

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
REGISTRY = Registry(
    agencies=(
        Agency(agency_code="W", name="云岭市水务局", level=AgencyLevel.CITY),
        Agency(
            agency_code="E", name="云岭市东湖区水务局", level=AgencyLevel.COUNTY,
            supervisor_code="W",
        ),
    ),
    sites=(
        Site(
            site_code="1", name="水务局网站", home_url="http://a.test/", agency_code="W",
            kind=SiteKind.DEPARTMENT, status=SiteStatus.RUNNING,
        ),
    ),
    accounts=(
        Account(
            account_code="Z", platform=Platform.WEIBO, name="东湖水务", agency_code="E",
            function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
            source=AccountSource.FEED,
        ),
    ),
    responsibilities=(Responsibility(keyword="停水", agency_code="W"),),
)  # fmt: skip
TITLES = (
    "东湖区翠湖小区停水",
    "翠湖小区连续停水",
    "翠湖小区又停水了",
    "东湖区翠湖小区停水三天",
    "翠湖小区停水没人管",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = create_workspace(tmp_path / "w")
    with LandingBatch(made.incoming, "b") as batch:
        for number, title in enumerate(TITLES):
            at = NOW - timedelta(hours=20 - number)
            batch.write(
                Message(
                    message_id=str(number), received_at=at, title=title, source="import",
                    text="东湖区翠湖小区停水，老人提水上楼，请尽快恢复供水。", round_id="r",
                    observed_at=at,
                )
            )  # fmt: skip
        for name, hours in (("before", 30), ("after", 3)):
            at = NOW - timedelta(hours=hours)
            batch.write(
                Article(
                    site_code="1", url=f"http://a.test/{name}.html", published_at=at,
                    title="关于翠湖小区停水的情况说明", date_source=DateSource.META,
                    body="翠湖小区停水因水泵损坏，已更换水泵，恢复供水。", content_hash=name,
                    round_id="r", observed_at=at,
                )
            )  # fmt: skip
        for key, text in (("1", "翠湖小区停水抢修完成，恢复供水。"), ("2", "节约用水宣传周开幕。")):
            at = NOW - timedelta(hours=2)
            batch.write(
                Post(
                    account_code="Z", post_key=key, published_at=at, title=text, text=text,
                    url=f"http://w.test/{key}", source=AccountSource.FEED, round_id="r",
                    observed_at=at,
                )
            )  # fmt: skip
        batch.commit()
    with open_store(made, read_only=False) as connection:
        save_registry(connection, REGISTRY, NOW - timedelta(days=9))
    load_incoming(made, now=NOW)
    return made


def test_a_round_routes_and_finds_what_may_answer(settings: Settings) -> None:
    assert refresh_hotspots(settings, as_of=NOW) == 1
    with open_store(settings) as connection:
        hotspots, _ = read_hotspots(connection, NOW)
        found = read_statements(connection, NOW)
    assert hotspots["agency_code"].tolist() == ["E"]  # 谁主管谁负责 in the area of the matter
    assert "云岭市东湖区水务局" in hotspots["agency_reason"].iloc[0]
    assert set(found["url"]) == {"http://a.test/after.html", "http://w.test/1"}
    assert dict(zip(found["source"], found["agency_code"], strict=True)) == {
        "page": "W",
        "post": "E",
    }
