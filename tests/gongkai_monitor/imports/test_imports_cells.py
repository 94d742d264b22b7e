"""Cells: case tables of what people and spreadsheet programs write."""

# ruff: noqa: DTZ001 - spreadsheets know no zones

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.imports.cells import (
    CellError,
    integer_reader,
    read_code,
    read_count,
    read_names,
    read_paragraphs,
    read_site_code,
    read_text,
    read_url,
    term_reader,
)
from gongkai_monitor.imports.cleaning import clean_paragraphs, clean_text, narrow
from gongkai_monitor.imports.times import (
    first_instant,
    last_instant,
    read_date,
    read_instant,
)
from gongkai_monitor.vocabulary import AccountSource, Platform, YesNo

DAY = date(2020, 1, 2)


@pytest.mark.parametrize(
    "written",
    [
        "2020-1-2",
        "2020-01-02",
        "2020/1/2",
        "2020.1.2",
        "2020年1月2日",
        "2020 年 1 月 2 日",
        "20200102",
        "２０２０－０１－０２",
        "２０２０年１月２日",
        "　2020-01-02 ",
        "2020-01-02 00:00:00",
        "2020/1/2 9:30",
        "43832",
        43832,
        43832.0,
        43832.75,
        20200102,
        date(2020, 1, 2),
        datetime(2020, 1, 2, 23, 59),
    ],
)
def test_a_day_in_every_form(written: object) -> None:
    assert read_date(written) == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [
        "2020-13-01",
        "2020-02-30",
        "1/2/2020",
        "20-1-2",
        "2020年1月",
        "2020-1.2",
        "2020-1-2日",
        "昨天",
        "0202-01-02",
        3,
        1.5e9,
        True,
        "#N/A",
        date(1900, 1, 1),
    ],
)
def test_what_is_no_day_is_said(written: object) -> None:
    with pytest.raises(CellError) as caught:
        read_date(written)  # type: ignore[arg-type]
    assert "日期，如 2020-01-02" in caught.value.expected
    assert caught.value.actual


@pytest.mark.parametrize("written", [None, "", "  ", "　", "-", "/", "无"])
def test_an_empty_day_is_none(written: str | None) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2019/4/25 9:32:09", datetime(2019, 4, 25, 1, 32, 9, tzinfo=UTC)),
        ("2020年1月2日 10:30", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020年1月2日10时30分", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020年1月2日10:30", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020-01-02T10:30:00+08:00", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020-01-02T02:30:00Z", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020-01-02 10:30:00.0", datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        (datetime(2020, 1, 2, 10, 30, 0, 400), datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        (43832.4375, datetime(2020, 1, 2, 2, 30, tzinfo=UTC)),
        ("2020-01-02 00:00:00", date(2020, 1, 2)),
        ("2020-01-02", date(2020, 1, 2)),
        (datetime(2020, 1, 2), date(2020, 1, 2)),
    ],
)
def test_an_instant_in_every_form(written: object, instant: datetime | date) -> None:
    assert read_instant(written) == instant  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["2020-01-02 25:00", "9:30", "2020-01-0210:30x", "上周"])
def test_what_is_no_instant_is_said(written: str) -> None:
    with pytest.raises(CellError):
        read_instant(written)


@given(st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31)))
def test_every_written_instant_is_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, second=moment.second or 1)
    for written in (f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%Y/%m/%d %H:%M:%S}", moment):
        read = read_instant(written)
        assert isinstance(read, datetime)
        assert read.utcoffset() is not None
        assert (read - moment.replace(tzinfo=UTC)).total_seconds() == -8 * 3600


@given(st.dates(date(1992, 1, 1), date(2099, 12, 31)))
def test_a_bare_day_lies_between_its_instants(day: date) -> None:
    assert (last_instant(day) - first_instant(day)).total_seconds() == 86_399
    assert read_date(first_instant(day)) == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (1308000009, "1308000009"),
        (1308000009.0, "1308000009"),
        (1.308e9, "1308000000"),
        ("1308000009", "1308000009"),
        (" １３０８０００００９ ", "1308000009"),
        ("bm12345678", "bm12345678"),
        ("BT12345678", "BT12345678"),
        ("12BM345678", "12BM345678"),
    ],
)
def test_site_codes(written: object, code: str) -> None:
    assert read_site_code(written) == code  # type: ignore[arg-type]


@pytest.mark.parametrize("written", [130800009, "BM12345678", "1308", "1308 000009", "١٣٠٨٠٠٠٠٠٩"])
def test_bad_site_codes(written: object) -> None:
    with pytest.raises(CellError):
        read_site_code(written)  # type: ignore[arg-type]


def test_codes_keep_what_identifies_them() -> None:
    assert read_code("0012") == "0012"
    assert read_code("ＬＣ００１") == "LC001"
    assert read_code(110101190001011234) == "110101190001011234"
    for lost in (1.308e9, 110101190001011000):
        text = "1.308E+09" if lost == 1.308e9 else lost
        with pytest.raises(CellError):
            read_code(text)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://www.a.gov.cn/", "https://www.a.gov.cn/"),
        (" ｈｔｔｐ：／／ｗｗｗ．ａ．ｇｏｖ．ｃｎ／路径。html ", "http://www.a.gov.cn/路径。html"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://政府.中国/", "http://政府.中国/"),
        ("/", None),
    ],
)
def test_urls(written: str, url: str | None) -> None:
    assert read_url(written) == url


@pytest.mark.parametrize(
    "written",
    [
        "www.a.gov.cn",
        "ftp://a.gov.cn/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://a b.cn/",
        "http://gov",
        "http://a.cn:99999/",
        "http://[::1",
        "https://user:secret@a.gov.cn/",
        12,
    ],
)
def test_bad_urls(written: object) -> None:
    with pytest.raises(CellError) as caught:
        read_url(written)  # type: ignore[arg-type]
    assert "secret" not in caught.value.actual


def test_a_text_without_end_is_refused() -> None:
    assert read_paragraphs("停水" * 50_000) == "停水" * 50_000
    with pytest.raises(CellError, match="不超过 200000 字"):
        read_paragraphs("停" * 10_000_000)


def test_closed_lists_take_labels_only() -> None:
    read = term_reader(Platform)
    assert read(" 新浪微博　") is Platform.WEIBO
    assert term_reader(AccountSource)("Feed") is AccountSource.FEED
    assert term_reader(AccountSource)("无") is AccountSource.NONE
    assert term_reader(YesNo)(True) is YesNo.YES
    with pytest.raises(CellError) as caught:
        read("微博")
    assert "微信订阅号/微信服务号" in caught.value.expected
    assert caught.value.actual == "微博"


@pytest.mark.parametrize(
    ("written", "count"),
    [(12, 12), ("1,234", 1234), ("1.2万", 12000), ("10万+", 100_000), ("3w", 30_000), ("", None)],
)
def test_counts(written: object, count: int | None) -> None:
    assert read_count(written) == count  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["-1", "很多", 1.5, "1.5"])
def test_bad_counts(written: object) -> None:
    with pytest.raises(CellError):
        read_count(written)  # type: ignore[arg-type]


def test_whole_numbers_keep_their_bounds() -> None:
    read = integer_reader(1, 20)
    assert [read(value) for value in (1, 20.0, "３", " 4 ", None)] == [1, 20, 3, 4, None]
    for wrong in (0, 21, 1.5, "一级", True):
        with pytest.raises(CellError):
            read(wrong)


def test_names_keep_chinese_punctuation_and_lose_odd_spaces() -> None:
    assert read_text("　临川市人民政府（办公室）\u200b ") == "临川市人民政府（办公室）"
    assert read_text("\u2066临川\u2069\u061c市\u180e局\u3164\U000e0041") == "临川市局"
    assert read_text("临川市\n教育局") == "临川市教育局"
    assert read_text("Lin\nChuan") == "Lin Chuan"
    assert read_text("ＡＢ１２，。！") == "AB12，。！"
    assert read_names("市教育局、教育局，,教委；市教育局") == ("市教育局", "教育局", "教委")


@given(st.text())
def test_cleaning_is_idempotent(text: str) -> None:
    for clean in (clean_text, clean_paragraphs, narrow):
        assert clean(clean(text)) == clean(text)
