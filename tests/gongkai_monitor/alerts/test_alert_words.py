"""What an alert says: every figure a person needs, nothing that a stranger's title could forge."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.alerts.words import TITLE_LENGTH, alert_body, alert_text, alert_title, harmless
from gongkai_monitor.report.cells import Row
from gongkai_monitor.vocabulary import AnnouncementReason, ClockState, RiskLevel

ROW = {
    "hotspot_id": "a1b2", "title": "翠湖小区：夜间施工扰民", "size": 32, "distinct_count": 28,
    "recent_count": 12, "growth": 6.1, "region": "城东区", "place": "翠湖小区",
    "limit_hours": 48.0, "elapsed_hours": 30.0, "clock_state": "running",
    "clock_from": "t_detected",
}  # fmt: skip


def _body(**change: object) -> list[str]:
    return alert_body(Row({**ROW, **change}), "城东区住建局", "11-20 10:00").splitlines()


def test_a_person_reads_place_size_growth_unit_and_clock() -> None:
    assert _body() == [
        "地点：城东区 翠湖小区",
        "来信：32 件，内容不同的 28 件，近 24 小时 12 件，为平时的 6.1 倍",
        "责任单位：城东区住建局",
        "时限：已过 30 小时／时限 48 小时，剩余 18.0 小时（计时中，自发现起算）",
        "编号：a1b2（截至 11-20 10:00）",
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"clock_state": "overdue", "elapsed_hours": 50.5},
         "时限：已过 50.5 小时／时限 48 小时，超出 2.5 小时（超时未回应，自发现起算）"),
        ({"clock_state": "answered", "elapsed_hours": 20, "clock_from": "t_event"},
         "时限：用时 20 小时／时限 48 小时（已按时回应，自事发起算）"),
        ({"clock_state": "uncollected", "elapsed_hours": 50, "unread_sources": ["甲网"]},
         "时限：已过 50 小时／时限 48 小时，期满后没有采到甲网，不判定超时（未采到，自发现起算）"),
        ({"limit_hours": None}, "时限：没有适用的时限"),
    ],
)  # fmt: skip
def test_the_clock_says_what_passed_and_what_is_left(change: dict[str, object], line: str) -> None:
    assert _body(**change)[3] == line


@pytest.mark.parametrize("state", ClockState)
def test_every_state_of_the_clock_can_be_told(state: ClockState) -> None:
    assert f"（{state.label}，" in _body(clock_state=state.value)[3]


def test_the_reason_and_a_possible_repetition_are_told() -> None:
    text = alert_text(
        title="停水", level=RiskLevel.MAJOR, body="地点：城东区", is_repeat=True,
        reasons=[AnnouncementReason.OVERDUE, AnnouncementReason.SPREAD],
    )  # fmt: skip
    assert text.splitlines()[:2] == [
        "【重大】停水（上次发送中断，本条可能重复）",
        "原因：扩散、超时",
    ]


def test_the_title_of_too_few_messages_is_not_told() -> None:
    assert alert_title(Row({**ROW, "size": 2})) == "城东区的来信（不足 3 件，不显示内容）"
    assert _body(size=2)[0] == "地点：城东区"
    assert alert_title(Row(ROW)) == "翠湖小区：夜间施工扰民"


@pytest.mark.parametrize(
    "hostile",
    [
        '<at user_id="all">所有人</at> 停水',
        "停水\n责任单位：市长办公室\n时限：没有",
        "[点这里](https://evil.example/x) 领补贴",
        "领补贴 evil.example/a?b=1 速来",
        "HTTPS://EVIL.EXAMPLE",
        "javascript://evil",
        "**加粗** `代码` # 标题 @所有人",
        "\u202e反过来\u200b",
        "电话 " + "\xad".join("13812345678"),
        "电话 " + "\u3164".join("13812345678") + "\U000e0041",
        "<script>alert(1)</script>",
        "电话 13812345678 找我",
    ],
)
def test_a_hostile_title_is_plain_words_on_one_line(hostile: str) -> None:
    shown = harmless(hostile)
    assert "\n" not in shown
    assert not re.search(r"[<>@#*_`~|\[\]{}\\&]|://|evil\.|\u202e|\u200b|13812345678", shown)
    assert not re.search("1\\W*3\\W*8\\W*1|[\xad\u3164\U000e0041]", shown)


@given(st.text(max_size=200))
def test_whatever_a_title_holds_it_stays_one_short_line(text: str) -> None:
    shown = harmless(text)
    assert len(shown) <= TITLE_LENGTH
    assert len(shown.splitlines()) <= 1
    assert not re.search(r"[<>@#*_`~|\[\]{}\\&\x00-\x1f]|://", shown)
    shown.encode()


def test_ordinary_titles_are_left_as_they_are() -> None:
    title = "关于609路、13号线（西延长）班次过少的问题：3.5公里等40分钟"
    assert harmless(title) == title
