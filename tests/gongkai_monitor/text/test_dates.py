"""日期: every spelling is read, impossible days and other people's dates are not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.dates import DateLabel, find_dates, parse_date, parse_datetime, url_date

DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
SPELLINGS = [
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y年%m月%d日}",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0:%Y-%m-%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y/%m/%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0:%Y.%m.%d}",
    "{0:%Y%m%d}",
    "[{0:%Y-%m-%d}]",
    "〔{0:%Y-%m-%d}〕",
    "（{0:%Y-%m-%d}）",
    "【{0:%Y-%m-%d}】",
    "发布时间：{0:%Y-%m-%d} 08:30:15",
    "日期:{0:%Y年%m月%d日}\xa0\xa0来源：市政府办",
    "{0:%Y-%m-%d}T10:00:00",
    "{0:%b %d, %Y}",
    "{0:%d %B %Y}",
]
DIGITS = {"〇": "〇一二三四五六七八九", "○": "○一二三四五六七八九", "零": "零一二三四五六七八九"}


def chinese(number: int) -> str:
    """1..31 in Chinese."""
    tens, ones = divmod(number, 10)
    words = DIGITS["〇"]
    return (
        ("" if tens < 2 else words[tens]) + ("十" if tens else "") + (words[ones] if ones else "")
    )


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(day=DAYS)
def test_every_spelling_is_read(spelling: str, day: date) -> None:
    text = spelling.format(day)
    assert parse_date(text) == day
    assert parse_date(text.translate(FULL_WIDTH)) == day


@given(DAYS, st.sampled_from(sorted(DIGITS)))
def test_chinese_numerals(day: date, zero: str) -> None:
    year = "".join(DIGITS[zero][int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{chinese(day.month)}月{chinese(day.day)}日") == day


@given(
    DAYS,
    st.integers(0, 364),
    st.sampled_from(["{0:%m-%d}", "[{0.month}/{0.day}]", "{0.month}月{0.day}日"]),
)
def test_a_day_without_year_is_the_last_one(day: date, later: int, spelling: str) -> None:
    assume((day.month, day.day) != (2, 29))
    text = spelling.format(day)
    assert parse_date(text, reference=day + timedelta(days=later)) == day
    assert parse_date(text) is None


@given(DAYS)
def test_dates_in_addresses(day: date) -> None:
    assume(day.year >= 2000)
    for path in (
        "/zwgk/t{0:%Y%m%d}_693227.html",
        "/zhengce/content/{0:%Y-%m/%d}/content_1.htm",
        "/{0:%Y%m}/t{0:%Y%m%d}_1.shtml",
        "/art/{0.year}/{0.month}/{0.day}/art_16_30332664.html",
        "/n1/{0:%Y}/{0:%m%d}/c1-2.html",
        "/{0:%Y%m%d}/index.html",
    ):
        assert url_date("http://www.example.gov.cn" + path.format(day)) == day


@pytest.mark.parametrize(
    "path",
    ["/202501/174235671.shtml", "/content/post_20241332.html", "/c110634/", "", "/t123_1.htm"],
)
def test_addresses_without_a_full_date(path: str) -> None:
    assert url_date("http://www.example.gov.cn" + path) is None


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30",
        "2018年13月1日",
        "二〇一八年十三月一日",
        "2018年12月",
        "1.2.3.4",
        "10.2018.1.2.3",
        "000014349/2018-12-00077",
        "电话：2018-12-1234567",
        "Copyright © 2018-2020",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "页面生成时间 2025-11-24 15:09:57",
        "本页生成于：2025年11月24日",
        "今天是 2025年11月24日 星期一",
        "访问时间：2025-11-24",
        "您是自2025年1月1日以来 访问量：2025-11-24",
        "网友 评论时间：2025-11-24 10:00",
        "回复时间:2025-11-24",
        "版权所有 © 2025-11-24",
        "截止日期：2025-11-24",
    ],
)
def test_dates_of_other_things_are_not_taken(text: str) -> None:
    assert date(2025, 11, 24) not in {item.day for item in find_dates(text)}
    assert parse_date(text) != date(2025, 11, 24)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("发布时间：2018-12-29", DateLabel.PUBLISHED),
        ("发布日期（北京时间）：2018-12-29", DateLabel.PUBLISHED),
        ("成文日期：2018年12月29日", DateLabel.SIGNED),
        ("信息生成日期：2018-12-29", DateLabel.SIGNED),
        ("自 施行日期：2018-12-29", DateLabel.EFFECTIVE),
        ("最后更新：2018-12-29", DateLabel.UPDATED),
        ("公开征求意见 2018-12-29", DateLabel.NONE),
        ("网友留言回复选登 2018-12-29", DateLabel.NONE),
        ("浏览次数：12 2018-12-29", DateLabel.NONE),
    ],
)
def test_labels(text: str, label: DateLabel) -> None:
    (found,) = find_dates(text)
    assert (found.day, found.label) == (date(2018, 12, 29), label)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2018-12-29 17:59", (17, 59)),
        ("2018年12月29日 17时59分", (17, 59)),
        ("2018-12-29 下午 5:59", (17, 59)),
        ("2018-12-29T09:59:00Z", (17, 59)),
        ("2018-12-29T17:59:00.000+0800", (17, 59)),
        ("Sat Dec 29 17:59:00 CST 2018", (17, 59)),
        ("20181229175900", (17, 59)),
    ],
)
def test_clock_times(text: str, clock: tuple[int, int]) -> None:
    assert parse_datetime(text) == datetime(2018, 12, 29, *clock, tzinfo=CHINA)


@pytest.mark.parametrize("text", ["2018-12-29", "2018-12-29 25:00", "2018-12-29 共3页"])
def test_no_clock_time_is_no_instant(text: str) -> None:
    assert parse_datetime(text) is None
    assert parse_date(text) == date(2018, 12, 29)


def test_zone_moves_the_day() -> None:
    assert parse_date("2018-12-29T20:00:00Z") == date(2018, 12, 30)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    find_dates(text)
    parse_datetime(text, reference=date(2024, 2, 29))
    url_date(text)
