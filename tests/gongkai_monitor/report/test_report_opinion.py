"""The opinion section: hot searches, delivery of alerts, and the day against the usual."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import ModuleType

import pandas as pd
import pytest

from gongkai_monitor.report.blocks import Figure, Section, Table, plain
from gongkai_monitor.report.book import (
    ALERT_COLUMNS,
    HOT_LIST_COLUMNS,
    HOT_SEARCH_COLUMNS,
    SENTIMENT_DAY_COLUMNS,
    AuditBook,
)
from gongkai_monitor.report.outline import daily_sections
from gongkai_monitor.review.hotspot_book import hot_lists

DAY = date(2026, 11, 22)
SEEN = datetime(2026, 11, 22, 2, tzinfo=UTC)


def section(book: AuditBook, key: str) -> Section:
    return next(one for one in daily_sections(book) if one.key == key)


def words(part: Section) -> str:
    told = []
    for block in part.blocks:
        if isinstance(block, Table):
            told += [block.title, block.note, *(plain(c) for row in block.rows for c in row)]
        else:
            told.append(getattr(block, "text", "") or getattr(block, "note", ""))
    return "\n".join(told)


def with_days(book: AuditBook, shares: list[tuple[int, int, int]]) -> AuditBook:
    """Scored, negative and unsure letters of the days up to the day of the report."""
    first = DAY - timedelta(days=len(shares) - 1)
    rows = [(first + timedelta(days=n), *share) for n, share in enumerate(shares)]
    return replace(book, sentiment_days=pd.DataFrame(rows, columns=list(SENTIMENT_DAY_COLUMNS)))


def mood(book: AuditBook) -> Figure:
    return next(
        one
        for one in section(book, "hotspots").blocks
        if isinstance(one, Figure) and one.title == "负面来信占比"
    )


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (
            [(20, 4, 2)] * 8 + [(20, 12, 3)],
            ("11-22 有情感分值的来信 20 件：负面 12 件（60%），待判 3 件；"
             "平时（此前可比的 8 天）平均 20.0%，最低 20%，最高 20%；当天高于其中每一天。"),
        ),
        (  # the day itself is too young
            [(20, 4, 2), (20, 8, 2)] * 4 + [(20, 6, 2), (3, 3, 0)],
            ("11-21 有情感分值的来信 20 件：负面 6 件（30%），待判 2 件；"
             "平时（此前可比的 8 天）平均 30.0%，最低 20%，最高 40%；当天在其范围内。"),
        ),
        (
            [(20, 4, 2), (9, 9, 0), (20, 5, 2)],
            ("11-22 有情感分值的来信 20 件：负面 5 件（25%），待判 2 件；"
             "可比的日子只有 1 天，不足 7 天，不与平时比较。"),
        ),
        ([(20, 4, 2), (9, 9, 0), (9, 5, 2)], "当天和前一天有情感分值的来信不足，不作比较。"),
    ],
)  # fmt: skip
def test_the_day_is_compared_with_days_that_say_something(
    books: ModuleType, shares: list[tuple[int, int, int]], told: str
) -> None:
    assert mood(with_days(books.normal_day(), shares)).note.startswith(told)


def test_a_day_with_few_letters_is_a_gap_and_the_undecided_are_drawn(books: ModuleType) -> None:
    figure = mood(with_days(books.normal_day(), [(20, 4, 2), (9, 9, 0), (20, 5, 4)]))
    assert [one.name for one in figure.series] == ["负面占比", "待判占比"]
    assert figure.series[0].values[-3:] == (20.0, None, 25.0)
    assert figure.series[1].values[-3:] == (10.0, None, 20.0)


def test_hot_searches_are_told_with_day_source_and_reason(books: ModuleType) -> None:
    found = pd.DataFrame(
        [(DAY, "微博", "云岭停水", 3, ["提到区域“云岭”"])], columns=list(HOT_SEARCH_COLUMNS)
    )
    shown = words(section(replace(books.normal_day(), hot_searches=found), "hotspots"))
    assert "2026-11-22\n微博\n云岭停水\n3\n提到区域“云岭”" in shown


def test_a_list_that_was_not_read_is_uncollected_with_its_cause(books: ModuleType) -> None:
    visits = pd.DataFrame(
        [("hot_list", "微博", "uncollected", "blocked", "HTTP 403", SEEN),
         ("hot_list", "抖音", "collected", "ok", None, SEEN)],
        columns=["subject_kind", "subject_id", *HOT_LIST_COLUMNS[1:]],
    )  # fmt: skip
    book = replace(books.normal_day(), hot_lists=hot_lists(["微博", "抖音", "百度"], visits))
    told = words(section(book, "hotspots"))
    assert "微博（被拦截（反爬、验证码或拒绝访问），HTTP 403）、百度（本轮未采集）" in told
    assert "已采到的热搜（抖音）中没有与本地、登记单位或上述热点有关的话题" in told
    missed = next(
        one for one in section(book, "uncollected").blocks
        if isinstance(one, Table) and one.title == "未采到的热搜列表"
    )  # fmt: skip
    assert [plain(row[1]) for row in missed.rows] == ["微博", "百度"]


def test_nothing_is_said_of_hot_searches_where_nobody_asked_for_them(books: ModuleType) -> None:
    assert "热搜" not in words(section(books.normal_day(), "hotspots"))


def alerts(*states: tuple[str, str]) -> pd.DataFrame:
    rows = [
        (f"a{n}", f"h{n}", "值班群", f"热点{n}", "larger", ["first", "spread"], SEEN, state, n,
         SEEN, why)
        for n, (state, why) in enumerate(states)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(ALERT_COLUMNS))


def test_what_did_not_arrive_is_on_the_first_page_and_listed(books: ModuleType) -> None:
    book = replace(
        books.normal_day(),
        alert_recipients=("值班群",),
        alerts=alerts(("delivered", ""), ("failed", "超时"), ("expired", "超时"), ("waiting", "")),
    )
    assert "预警未送达 2 条（值班群 2 条，超时）" in words(section(book, "coverage"))
    listed = words(section(book, "uncollected"))
    assert "热点1" in listed
    assert "热点2" in listed
    assert "热点0" not in listed
    assert "新发现、扩散" in listed
    assert "预警送达" in words(section(book, "hotspots"))
    quiet = replace(book, alerts=alerts(("delivered", "")))
    assert "未送达" not in words(section(quiet, "coverage"))
    assert "没有设置预警接收方" in words(section(books.normal_day(), "hotspots"))
