"""The factors of a hotspot: what is named, how it is titled, how hot it is, what is announced."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from gongkai_monitor import opinion
from gongkai_monitor.opinion import heat
from gongkai_monitor.opinion.announcements import ANNOUNCEMENT_COLUMNS, due_announcements
from gongkai_monitor.opinion.happenings import happening
from gongkai_monitor.opinion.titles import hotspot_title
from gongkai_monitor.opinion.wordings import lines

AS_OF = datetime(2026, 11, 20, 10, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("建议609路和运通102路加密", ["609路", "运通102路"]),
        ("地铁13号线西延长", ["13号线"]),
        ("特11等车太久", ["特11路"]),
        ("2020年路灯坏了，住1385弄", []),
    ],
)
def test_lines_are_read_with_their_kind(text: str, named: list[str]) -> None:
    assert lines(text) == named


def test_place_object_and_day_are_what_most_messages_name() -> None:
    texts = [
        "翠湖小区停水，宏远物业公司不管，11月18日就没水了",
        "我家在翠湖小区，昨天开始没有水，宏远物业公司没人接电话",
        "翠湖小区停水两天，去东湖医院都没法洗脸",
    ]
    days = [datetime(2026, 11, 19, 4, tzinfo=UTC)] * 3
    found = happening(texts, days, region="城东区")
    assert found.place == "翠湖小区"
    assert found.object is not None
    assert "物业公司" in found.object
    assert found.event_on == date(2026, 11, 18)


def test_a_day_that_is_yet_to_come_is_of_the_year_before_and_nonsense_is_none() -> None:
    received = [datetime(2026, 1, 5, 4, tzinfo=UTC)]
    assert happening(["12月30日起停暖"], received, None).event_on == date(2025, 12, 30)
    assert happening(["2月30日起停暖"], received, None).event_on is None
    assert happening(["停暖"], received, "城东区").place == "城东区"


@pytest.mark.parametrize(
    ("titles", "thing", "expected"),
    [
        (["关于翠湖小区夜间施工扰民的问题", "施工", "投诉"], "翠湖小区", "翠湖小区夜间施工扰民"),
        (["夜间施工扰民", "夜间施工扰民问题", "施工扰民"], "翠湖小区", "翠湖小区：夜间施工扰民"),
        (["", "", ""], None, "小区连续停水三天没人管"),
    ],
)
def test_a_title_says_where_and_what_without_the_phrases_of_a_letter(
    titles: list[str], thing: str | None, expected: str
) -> None:
    texts = ["您好，小区连续停水三天没人管，请解决。"] * 3 if not any(titles) else titles
    assert hotspot_title(titles, texts, thing) == expected


def test_a_title_is_cut_between_clauses_or_words_and_names_nobody() -> None:
    long = "建议翠湖小区北门至东湖大道路口增设人行横道，并在早晚高峰安排人员疏导，保障学生过街安全"
    assert hotspot_title([long] * 3, [""] * 3, None) == "翠湖小区北门至东湖大道路口增设人行横道"
    endless = "翠湖小区北门至东湖大道路口至石桥镇南至柳林街北至长丰社区东门至青松村西口增设人行横道"
    title = hotspot_title([endless] * 3, [""] * 3, None)
    assert len(title) <= 30
    assert title.endswith("…")
    told = hotspot_title(["翠湖小区停水，联系人：张三，13800138000"] * 3, [""] * 3, None)
    assert "张三" not in told
    assert "13800138000" not in told


def test_a_short_title_says_in_which_area_and_an_area_is_no_thing() -> None:
    assert hotspot_title(["停水问题"] * 3, ["停水"] * 3, None, "城东区") == "城东区：停水问题"
    assert hotspot_title(["石桥镇停水三天"] * 3, ["停水"] * 3, "江北省", None) == "石桥镇停水三天"
    assert hotspot_title(["停水三天了"] * 3, ["停水"] * 3, "翠湖小区", "城东区") == (
        "翠湖小区：停水三天了"
    )


def test_the_heat_follows_from_the_columns_that_are_shown() -> None:
    texts = [f"翠湖小区停水第{n}天，没有人通知，老人孩子喝不上水" for n in range(6)]
    messages = pd.DataFrame(
        {
            "message_id": [f"m{n}" for n in range(6)],
            "received_at": [AS_OF - timedelta(hours=60 - 11 * n) for n in range(6)],
            "title": ["翠湖小区停水"] * 6,
            "text": texts,
            "likes": [3] * 6,
        }
    )
    hotspots, _ = opinion.find_hotspots(messages, as_of=AS_OF)
    row = hotspots.iloc[0]
    names = ("voices", "negative_ratio", "sensitivity", "growth", "likes", "waiting_days")
    assert row["heat"] == heat.heat(**{name: float(row[name]) for name in names})
    assert row["sensitive_words"] == ["停水"]
    assert row["growth"] == round((row["recent_count"] + 1) / (row["expected_count"] + 1), 2)


def test_a_busy_hour_is_no_burst_and_the_same_number_in_a_quiet_one_is() -> None:
    """Every weekday at 10 o'clock 50 messages of all kinds come, at other hours hardly any."""
    since = AS_OF - timedelta(days=28)
    busy = [since + timedelta(days=day, minutes=-m) for day in range(1, 29) for m in range(50)]
    received = np.array([moment.replace(tzinfo=None) for moment in busy], dtype="datetime64[us]")
    usual = heat.UsualLevel(received, since=since, as_of=AS_OF)
    steady = received[::50]
    growth, recent, expected = usual.growth(steady)
    assert recent == 1
    assert expected == pytest.approx(1, abs=0.1)
    assert growth == pytest.approx(1, abs=0.1)
    sudden, _, _ = usual.growth(np.repeat(received[-1:], 8))
    assert sudden == 9.0


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        ({}, None),
        ({"risk_level": "major"}, ["level"]),
        ({"risk_level": "general"}, None),
        ({"size": 9}, None),
        ({"size": 10}, ["spread"]),
        ({"regions": ["城东区", "城西区"]}, ["spread"]),
        ({"clock_state": "due_soon"}, ["due_soon"]),
        ({"clock_state": "overdue"}, ["overdue"]),
        ({"clock_state": "answered_late"}, ["answered"]),
        ({"clock_state": "overdue", "t_closed": AS_OF}, None),
        ({"limit_hours": 5.0}, ["deadline"]),  # a person called it an incident
        ({"clock_state": "overdue", "risk_level": "major"}, ["level", "overdue"]),
        ({"hotspot_id": "other"}, ["first"]),
    ],
)
def test_only_news_is_announced(now: dict[str, object], reasons: list[str] | None) -> None:
    row = {
        "hotspot_id": "h", "title": "停水", "risk_level": "larger", "size": 5,
        "regions": ["城东区"], "clock_state": "running", "limit_hours": 48.0,
    }  # fmt: skip
    announced = due_announcements(
        pd.DataFrame([row]), pd.DataFrame(columns=list(ANNOUNCEMENT_COLUMNS))
    )
    due = due_announcements(pd.DataFrame([row | now]), announced)
    assert (due["reasons"].tolist() or [None])[0] == reasons


def test_near_copies_are_folded_and_counted() -> None:
    text = "请求更新升级高架降噪设施，噪音严重影响居民生活，已经多次反映没有结果，望重视"
    texts = [text, text + "！", text.replace("望重视", "盼回复"), "高架噪音太大，请升级降噪设施"]
    messages = pd.DataFrame(
        {
            "message_id": [f"m{n}" for n in range(4)],
            "received_at": [AS_OF - timedelta(hours=n) for n in range(4)],
            "title": ["更新升级降噪设施"] * 4,
            "text": texts,
        }
    )
    hotspots, _ = opinion.find_hotspots(messages, as_of=AS_OF)
    assert hotspots["size"].tolist() == [4]
    assert hotspots["copy_count"].tolist() == [2]
    assert hotspots["distinct_count"].tolist() == [2]
