"""What the store says of lists as last read, of discovered channels and of changed lists."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from gongkai_monitor.model.observations import Article, ChannelSnapshot, ListItem
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.last_lists import last_lists
from gongkai_monitor.store.suggestions import (
    changed_channels,
    days_by_folder,
    discovered_channels,
)
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState, DateSource

SITE, LIST = "9901000000", "http://a.test/tzgg/"
NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def put(conn: duckdb.DuckDBPyConnection, days_ago: int, **more: Any) -> None:
    """One reading of a channel."""
    values: dict[str, Any] = {
        "site_code": SITE, "channel_url": LIST, "channel_name": "通知公告", "is_registered": True,
        "round_id": f"r{100 - days_ago}", "observed_at": NOW - timedelta(days=days_ago),
        "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
        "item_count": 40, "first_page_count": 20, "newest_on": date(2026, 3, 1),
        "skeleton": f"s{days_ago}",
    } | more  # fmt: skip
    insert_rows(conn, "channel_snapshots", [asdict(ChannelSnapshot(**values))])


def uncollected(cause: CollectionCause) -> dict[str, Any]:
    return {
        "collection_state": CollectionState.UNCOLLECTED, "cause": cause, "item_count": 0,
        "first_page_count": None, "newest_on": None,
    }  # fmt: skip


def test_the_last_list_is_the_newest_reading_that_held_entries(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    put(writer, 9)
    put(writer, 5, undated_count=3)
    put(writer, 3, **uncollected(CollectionCause.PAGE_CHANGED))
    put(writer, 2, item_count=0, first_page_count=0, is_empty=True)
    put(writer, 1, is_registered=False)
    put(writer, 4, channel_url="http://a.test/old/", first_page_count=None)
    found = last_lists(writer, NOW)
    assert set(found) == {(SITE, LIST), (SITE, "http://a.test/old/")}
    last = found[SITE, LIST]
    assert (last.skeleton, last.item_count, last.undated_count) == ("s5", 20, 3)
    assert last.read_at == NOW - timedelta(days=5)
    assert found[SITE, "http://a.test/old/"].item_count == 40, "older rows count all pages"


def test_the_last_list_of_an_earlier_moment_knows_nothing_later(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    put(writer, 9)
    put(writer, 5)
    assert last_lists(writer, NOW - timedelta(days=7))[SITE, LIST].skeleton == "s9"
    assert last_lists(writer, NOW - timedelta(days=10)) == {}


def test_discovered_channels_are_told_as_last_seen(writer: duckdb.DuckDBPyConnection) -> None:
    url = "http://a.test/zcwj/"
    put(writer, 9, channel_url=url, is_registered=False, channel_name="旧名")
    named = {
        "channel_name": "政策文件", "suggested_kind": ChannelKind.POLICY, "suggested_level": 2,
        "suggested_because": "导航栏",
    }  # fmt: skip
    put(writer, 2, channel_url=url, is_registered=False, **named)
    put(writer, 1)
    (one,) = discovered_channels(writer, NOW)
    told = (one.url, one.name, one.kind, one.level, one.because)
    assert told == (url, "政策文件", ChannelKind.POLICY, 2, "导航栏")
    (before,) = discovered_channels(writer, NOW - timedelta(days=5))
    assert (before.name, before.kind) == ("旧名", None)


def test_a_changed_list_is_asked_about_until_it_is_read_again(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    other = "http://a.test/xw/"
    changed = uncollected(CollectionCause.PAGE_CHANGED)
    put(writer, 3, **changed, detail="列表为空", proposed_selector="ul.new", proposed_count=15)
    put(writer, 3, channel_url=other, **changed)
    put(writer, 1, channel_url=other)
    put(writer, 2, channel_url="http://a.test/zx/", **uncollected(CollectionCause.UNREACHABLE))
    (one,) = changed_channels(writer, NOW)
    assert (one.url, one.detail, one.selector, one.count) == (LIST, "列表为空", "ul.new", 15)
    before = changed_channels(writer, NOW - timedelta(days=2))
    assert {row.url for row in before} == {LIST, other}


def test_days_of_a_folder_come_from_lists_and_articles_up_to_the_moment(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    def item(name: str, printed_on: date | None, days_ago: int = 1) -> dict[str, Any]:
        return asdict(ListItem(
            site_code=SITE, channel_url=LIST, item_url=f"{LIST}202603/{name}.html", title=name,
            printed_on=printed_on, date_source=DateSource.LIST, position=0, round_id="r",
            observed_at=NOW - timedelta(days=days_ago),
        ))  # fmt: skip

    insert_rows(writer, "list_items", [
        item("1", date(2026, 3, 1)), item("2", date(2026, 3, 1)), item("3", None),
        item("4", date(2026, 3, 9)), item("5", date(2026, 2, 1), days_ago=-1),
    ])  # fmt: skip
    article = Article(
        site_code=SITE, url="http://a.test/xw/9.html", title="要闻", published_on=date(2026, 2, 3),
        content_hash="0", round_id="r", observed_at=NOW, date_source=DateSource.LIST,
    )  # fmt: skip
    insert_rows(writer, "articles", [asdict(article)])
    assert days_by_folder(writer, NOW) == {
        SITE: {f"{LIST}202603/": [date(2026, 3, 1)], "http://a.test/xw/": [date(2026, 2, 3)]}
    }
