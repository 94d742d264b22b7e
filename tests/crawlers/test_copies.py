"""Signs of a copy: the oldest one counts, and headers only accuse."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crawlers.copies import made_at, old_copy
from crawlers.exchange import Exchange
from gongkai_monitor.vocabulary import FetchOutcome

NOW = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)


def exchange(**headers: str) -> Exchange:
    return Exchange(
        url="http://s.test/", method="GET", started_at=NOW, seconds=0.1, outcome=FetchOutcome.OK,
        status=200, headers=tuple((k.encode(), v.encode()) for k, v in headers.items()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "age"),
    [
        ({}, None),
        ({"Date": format_datetime(NOW)}, None),
        ({"Date": format_datetime(NOW + timedelta(days=3))}, None),
        ({"Date": format_datetime(NOW - timedelta(days=3))}, timedelta(days=3)),
        ({"Age": "7200"}, timedelta(hours=2)),
        ({"Age": "30"}, None),
        ({"Age": "-7200"}, None),
        ({"Age": "x", "Date": "yesterday"}, None),
        ({"Age": "7200", "Date": format_datetime(NOW - timedelta(days=3))}, timedelta(days=3)),
    ],
)
def test_headers_tell_the_age(headers: dict[str, str], age: timedelta | None) -> None:
    assert made_at(exchange(**headers), NOW) == (None if age is None else NOW - age)


def test_what_the_list_says_of_itself_counts_unless_it_is_the_time_of_its_newest_entry() -> None:
    newest = NOW - timedelta(days=9)
    built = NOW - timedelta(days=4)
    assert made_at(exchange(), NOW, built_at=built, newest_at=newest) == built
    assert made_at(exchange(), NOW, built_at=newest, newest_at=newest) is None


def test_a_declared_round_reads_the_age_from_its_own_moment() -> None:
    then = NOW - timedelta(days=60)
    assert made_at(exchange(Age="7200"), then) == then - timedelta(hours=2)


@given(date=some.text(max_size=60), age=some.text(max_size=20))
def test_no_header_breaks_it_or_makes_a_list_younger(date: str, age: str) -> None:
    made = made_at(exchange(Date=date, Age=age), NOW)
    assert made is None or made < NOW


def test_a_copy_is_old_when_it_tells_of_an_earlier_day() -> None:
    assert old_copy(None, NOW) is None
    assert old_copy(NOW - timedelta(hours=35), NOW) is None
    assert old_copy(NOW - timedelta(hours=36), NOW) == "返回的是旧副本，生成于 2026-09-18 21:00"
