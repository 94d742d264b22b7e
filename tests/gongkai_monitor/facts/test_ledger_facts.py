"""The first-seen ledger: which readings bound a claim, and what explains a late entry."""

from datetime import date
from typing import Any

import pytest

from gongkai_monitor.identity import items_hash
from gongkai_monitor.model import observations as seen
from gongkai_monitor.vocabulary import ChannelKind, DateSource, FetchOutcome, FetchPurpose
from tests.gongkai_monitor.facts.conftest import SITE, World


class Ledger:
    """A list that is read on some days before the moment."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.agency()
        world.site()
        world.snapshot()
        self.url = world.channel("要闻", ChannelKind.NEWS)

    def entry(self, name: str, printed: int, first_seen: float, **more: Any) -> str:
        url = more.pop("item_url", f"{self.url}{name}.html")
        values: dict[str, Any] = {
            "site_code": SITE, "channel_url": self.url, "item_url": url,
            "title": f"关于{name}的消息", "printed_on": self.world.day(printed), "position": 0,
            "date_source": DateSource.LIST, "round_id": f"r-{first_seen}",
            "observed_at": self.world.days_ago(first_seen), "fetch_id": f"f-{name}",
        } | more  # fmt: skip
        self.world.put("list_items", seen.ListItem(**values))
        return url

    def reading(self, days_ago: float, back_to: int, urls: tuple[str, ...] = ("x",),
                **more: Any) -> None:  # fmt: skip
        values: dict[str, Any] = {
            "is_ordered": True, "reaches_back_to": self.world.day(back_to), "is_confirmed": True,
        } | more  # fmt: skip
        name, at = items_hash(urls), self.world.days_ago(days_ago)
        common = {"site_code": SITE, "channel_url": self.url, "round_id": f"r-{days_ago}"}
        self.world.put(
            "list_readings",
            seen.ListReading(**common, observed_at=at, items_hash=name, item_count=20,
                             pages_read=1, fetch_id=f"l-{days_ago}", **values),
        )  # fmt: skip
        self.world.put(
            "list_sets",
            seen.ListSet(**common, observed_at=at, items_hash=name, item_urls=urls),
        )

    def older(self) -> tuple[str, ...]:
        """Two entries that were known long before."""
        return tuple(self.entry(f"旧{n}", printed=n, first_seen=8) for n in (12, 15))

    def visit(self, url: str, days_ago: float, status: int = 200, **more: Any) -> None:
        row = seen.Fetch(
            fetch_id=f"v-{url}-{days_ago}", round_id=f"r-{days_ago}", site_code=SITE, url=url,
            final_url=url, purpose=FetchPurpose.ARTICLE, fetched_at=self.world.days_ago(days_ago),
            status=status, outcome=FetchOutcome.OK if status < 400 else FetchOutcome.HTTP_ERROR,
            seconds=0.1, bytes=1, **more,
        )  # fmt: skip
        self.world.put("fetches", row)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.world.facts(table)


@pytest.fixture
def ledger(world: World) -> Ledger:
    return Ledger(world)


def test_the_claim_names_the_two_readings_that_bound_it(ledger: Ledger) -> None:
    ledger.reading(6, 20)
    ledger.reading(3, 20)
    older = ledger.older()
    url = ledger.entry("补写", printed=9, first_seen=0.1)
    ledger.reading(0.1, 18, (url, *older))
    (row,) = ledger.rows("backdated_item")
    assert (row["gap_days"], row["readings_without"], row["item_url"]) == (6, 2, url)
    assert "2026-09-17 08:00 完整读取时没有此条" in row["bounds"]
    assert "2026-09-20 05:36 首次读到" in row["bounds"]
    assert row["evidence"] == ["l-3", "f-补写"]
    assert row["is_enclosed"]
    assert not row["is_bulk"]
    assert not row["is_explained"]


@pytest.mark.parametrize(
    ("followed_by", "before", "after", "is_enclosed"),
    [
        (2, None, None, True),
        (1, None, None, False),  # more of the same may stand on the next page
        (0, 300, 301, True),  # the whole list has one more entry
        (0, 300, 313, False),
        (0, None, 301, False),
    ],
)
def test_a_single_entry_is_told_from_the_top_of_a_migration(
    ledger: Ledger, followed_by: int, before: int | None, after: int | None, is_enclosed: bool
) -> None:
    older = ledger.older()
    ledger.reading(3, 20, total_count=before)
    url = ledger.entry("补写", printed=9, first_seen=0.1)
    ledger.reading(0.1, 9, (url, *older[:followed_by]), total_count=after)
    (row,) = ledger.rows("backdated_item")
    assert row["is_enclosed"] is is_enclosed


def test_a_total_that_grew_by_more_than_was_seen_is_a_migration(ledger: Ledger) -> None:
    older = ledger.older()
    ledger.reading(3, 20, total_count=300)
    url = ledger.entry("补写", printed=9, first_seen=0.1)
    ledger.reading(0.1, 18, (url, *older), total_count=313)
    (row,) = ledger.rows("backdated_item")
    assert (row["batch_count"], row["is_bulk"]) == (1, True)


def test_entries_that_came_after_the_same_reading_are_one_batch(ledger: Ledger) -> None:
    """A partial reading shows some of a migration, the next whole one the others."""
    ledger.reading(3, 40)
    for n, first_seen in enumerate((2, 0.1, 0.1)):
        ledger.entry(f"迁移{n}", printed=10 + n, first_seen=first_seen)
    assert [row["is_bulk"] for row in ledger.rows("backdated_item")] == [True] * 3


def test_an_earlier_reading_bounds_what_lies_outside_the_last_window(ledger: Ledger) -> None:
    ledger.reading(6, 20)
    ledger.reading(3, 8)
    ledger.entry("补写", printed=9, first_seen=0.1)
    (row,) = ledger.rows("backdated_item")
    assert (row["gap_days"], row["evidence"][0]) == (3, "l-6")


@pytest.mark.parametrize(
    "reading",
    [
        {"is_confirmed": False},  # the server only said 304
        {"is_ordered": False, "reaches_back_to": None},
        {"reaches_back_to": date(2026, 9, 14)},  # its window would not have shown the entry
    ],
)
def test_a_reading_that_proves_nothing_bounds_no_claim(ledger: Ledger, reading: Any) -> None:
    ledger.reading(3, 20, **reading)
    ledger.entry("补写", printed=9, first_seen=0.1)
    assert ledger.rows("backdated_item") == []


def test_the_first_reading_of_a_list_bounds_nothing(ledger: Ledger) -> None:
    url = ledger.entry("旧闻", printed=9, first_seen=3)
    ledger.reading(3, 20, (url,))
    assert ledger.rows("backdated_item") == []


def test_what_explains_a_late_entry(ledger: Ledger) -> None:
    ledger.reading(3, 20)
    moved = ledger.entry("移动", 9, 8, channel_url="http://other.test/")
    ledger.entry("移动", 9, 0.1, item_url=moved)
    ledger.entry("旧址", 9, 8, title="同一标题")
    ledger.entry("新址", 9, 0.2, title="同一标题")
    old = ledger.entry("早有", 9, 0.3)
    ledger.visit(old, 0.3, last_modified="Thu, 10 Sep 2026 01:00:00 GMT")
    told = {row["item_url"]: row["explanation"] for row in ledger.rows("backdated_item")}
    assert told[moved] == "此前已在本站其他页面出现（移动）"
    assert told[f"{ledger.url}新址.html"] == "同标题信息此前已以其他网址发布（重新发布）"
    assert told[old] == "网页文件形成于该次读取之前"


def test_a_date_that_was_corrected_later_counts_as_corrected(ledger: Ledger) -> None:
    ledger.reading(3, 400)
    url = ledger.entry("笔误", printed=370, first_seen=2)
    ledger.entry("笔误", printed=2, first_seen=1, item_url=url)
    assert ledger.rows("backdated_item") == []


def test_many_at_once_are_a_migration(ledger: Ledger) -> None:
    ledger.reading(3, 40)
    for n in range(5):
        ledger.entry(f"迁移{n}", printed=10 + n, first_seen=0.1)
    assert all(row["is_bulk"] for row in ledger.rows("backdated_item"))
    (row,) = ledger.rows("backfill")
    assert (row["batch_count"], row["oldest_on"]) == (5, ledger.world.day(14))


def test_an_entry_vanished_when_its_page_is_gone_too(ledger: Ledger) -> None:
    gone, moved, unasked = (ledger.entry(name, 4, 5) for name in ("撤下", "改栏目", "未查"))
    ledger.reading(5, 20, (gone, moved, unasked))
    ledger.reading(2, 20)
    ledger.visit(gone, 5)
    ledger.visit(gone, 1, 404)
    ledger.visit(moved, 1, sign="normal")
    told = {row["item_url"]: row["is_gone"] for row in ledger.rows("vanished_item")}
    assert told == {gone: True, moved: False}
    assert unasked not in told


def test_a_burst_after_silence_and_dates_that_contradict(ledger: Ledger) -> None:
    ledger.entry("前一条", 40, 5)
    for n in range(5):
        ledger.entry(f"突击{n}", 27, 5)
    ledger.entry("网址", 9, 5, item_url=f"{ledger.url}t20260915_1.html")
    (row,) = ledger.rows("channel_rhythm")
    assert (row["burst_count"], row["silence_days"]) == (5, 13)
    assert row["is_deadline_pattern"]
    (conflict,) = ledger.rows("date_conflict")
    assert (conflict["conflict_days"], conflict["url_on"]) == (4, date(2026, 9, 15))
