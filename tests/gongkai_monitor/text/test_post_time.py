"""推文时间: printed forms, and what must hold for every reading of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.post_time import read_instant, read_post_time
from gongkai_monitor.vocabulary import TimePrecision

READ_AT = datetime(2026, 11, 26, 10, 30, tzinfo=CHINA)  # a Thursday
MINUTE, DAY, RELATIVE = TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.RELATIVE
MOMENTS = st.integers(min_value=1_325_376_000, max_value=1_924_905_600).map(
    lambda seconds: datetime.fromtimestamp(seconds, CHINA)
)
"""2012 to 2030."""


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("刚刚", "2026-11-26 10:30:00", RELATIVE),
        ("3分钟前", "2026-11-26 10:27:00", RELATIVE),
        ("半小时前", "2026-11-26 10:00:00", RELATIVE),
        ("3小时前", "2026-11-26 07:30:00", RELATIVE),
        ("2天前", "2026-11-24 10:30:00", RELATIVE),
        ("1 周前", "2026-11-19 10:30:00", RELATIVE),
        ("1个月前", "2026-10-27 10:30:00", RELATIVE),
        ("2年前", "2024-12-06 10:30:00", RELATIVE),
        ("今天", "2026-11-26 10:30:00", DAY),
        ("今天 09:05", "2026-11-26 09:05:00", MINUTE),
        ("昨天", "2026-11-25 23:59:59", DAY),
        ("昨天 12:30", "2026-11-25 12:30:00", MINUTE),
        ("编辑于 昨天 下午 3:05", "2026-11-25 15:05:00", MINUTE),
        ("前天", "2026-11-24 23:59:59", DAY),
        ("周三", "2026-11-25 23:59:59", DAY),
        ("周四", "2026-11-26 10:30:00", DAY),
        ("周四 12:00", "2026-11-19 12:00:00", MINUTE),
        ("星期五 09:00", "2026-11-20 09:00:00", MINUTE),
        ("上周三", "2026-11-18 23:59:59", DAY),
        ("06-17", "2026-06-17 23:59:59", DAY),
        ("12-31", "2025-12-31 23:59:59", DAY),
        ("18-03-08", "2018-03-08 23:59:59", DAY),
        ("18-03-08 23:16", "2018-03-08 23:16:00", MINUTE),
        ("发布时间：10-08 12:00", "2026-10-08 12:00:00", MINUTE),
        ("06月17日 18:12 来自微博视频号", "2026-06-17 18:12:00", MINUTE),
        ("2020-06-03 00:00 来自演练手机", "2020-06-03 00:00:00", MINUTE),
        ("1581517074", "2020-02-12 22:17:54", MINUTE),
        ("1581517074000", "2020-02-12 22:17:54", MINUTE),
        ("Sat Jun 15 11:44:46 +0800 2019", "2019-06-15 11:44:46", MINUTE),
        ("Thu, 19 Nov 2026 01:00:00 GMT", "2026-11-19 09:00:00", MINUTE),
        ("2026-11-19T01:00:00Z", "2026-11-19 09:00:00", MINUTE),
    ],
)
def test_printed_times(text: str, expected: str, precision: TimePrecision) -> None:
    found = read_post_time(text, READ_AT)
    assert found is not None
    assert found.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") == expected
    assert found.precision is precision


@pytest.mark.parametrize(
    "text",
    ["", "今日头条", "9999999999", "昨天 25:00", "13-45", "0x", "阅读 100", "99-99-99", "1" * 300],
)
def test_what_is_no_time(text: str) -> None:
    assert read_post_time(text, READ_AT) is None


def shown_as_relative(age: timedelta) -> str:
    """As platforms do: the largest whole unit, rounded down."""
    seconds = int(age.total_seconds())
    for size, unit in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{seconds // size}{unit}前"
    return "刚刚"


@given(MOMENTS, st.integers(min_value=0, max_value=29 * 86_400))
def test_a_relative_time_never_makes_a_post_older(read_at: datetime, seconds: int) -> None:
    posted_at = read_at - timedelta(seconds=seconds)
    found = read_instant(shown_as_relative(timedelta(seconds=seconds)), read_at)
    assert found is not None
    assert posted_at <= found <= read_at
    assert found - posted_at < timedelta(days=1)


@given(MOMENTS, st.integers(min_value=0, max_value=364))
def test_a_day_without_year_and_clock_is_the_last_such_day(read_at: datetime, days: int) -> None:
    posted_at = read_at - timedelta(days=days)
    found = read_instant(f"{posted_at:%m-%d}", read_at)
    assert found is not None
    if (posted_at.month, posted_at.day) != (2, 29):
        assert found.astimezone(CHINA).date() == posted_at.date()
    assert posted_at <= found


@given(MOMENTS, st.integers(min_value=0, max_value=300_000_000))
def test_seconds_and_written_times_agree(read_at: datetime, seconds: int) -> None:
    posted_at = read_at - timedelta(seconds=seconds)
    for text in (
        str(int(posted_at.timestamp())),
        str(int(posted_at.timestamp()) * 1000),
        posted_at.isoformat(),
        posted_at.astimezone(UTC).isoformat(),
        posted_at.strftime("%a %b %d %H:%M:%S +0800 %Y"),
    ):
        assert read_instant(text, read_at) == posted_at, text


@given(st.text(max_size=60), MOMENTS)
def test_no_text_breaks_it(text: str, read_at: datetime) -> None:
    found = read_post_time(text, read_at)
    assert found is None or found.at.tzinfo is not None
