"""Answers: exact delays, hints that are no conclusions, statements found by themselves."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_monitor.clock import CHINA
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.indicators.limits import MessageLimit
from gongkai_monitor.opinion.reply_deadlines import named_sources, reply_delays, reply_sums
from gongkai_monitor.opinion.reply_quality import reply_hints
from gongkai_monitor.opinion.statements import PUBLICATION_COLUMNS, find_statements
from gongkai_monitor.vocabulary import ReplyHint, ReplyState, Sureness
from gongkai_monitor.workdays import deadline

AS_OF = datetime(2025, 12, 31, tzinfo=UTC)
FIVE = MessageLimit(rule="T", title="t", workdays=5, basis="b", sureness=Sureness.VERIFIED)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def letter(received: date, replied: date | None, **more: object) -> pd.DataFrame:
    row = {
        "message_id": "1", "received_at": at(received), "source": "12345", "category": "咨询",
        "replied_at": at(replied) if replied else None, "agency_code": "A", **more,
    }  # fmt: skip
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("replied", "state", "workdays"),
    [
        (date(2025, 10, 13), ReplyState.IN_TIME, 4),
        (date(2025, 10, 14), ReplyState.IN_TIME, 5),
        (date(2025, 10, 15), ReplyState.LATE, 6),
        (date(2025, 9, 29), ReplyState.UNKNOWN, None),
        (None, ReplyState.OVERDUE, None),
    ],
)
def test_holidays_and_shifted_workdays_are_counted(
    replied: date | None, state: ReplyState, workdays: int | None
) -> None:
    # 2025: holiday 1-8 October, Saturday 11 October is a working day.
    (row,) = reply_delays(letter(date(2025, 9, 30), replied), (FIVE,), as_of=AS_OF).to_dict(
        "records"
    )
    assert row["state"] == state
    assert row["due_on"] == date(2025, 10, 14) or state is ReplyState.UNKNOWN
    if workdays is not None:
        assert row["workdays_taken"] == workdays


def test_a_later_answer_is_not_known_yet() -> None:
    frame = letter(date(2025, 9, 30), date(2025, 10, 20))
    (row,) = reply_delays(frame, (FIVE,), as_of=at(date(2025, 10, 14))).to_dict("records")
    assert (row["state"], row["replied_on"]) == (ReplyState.OPEN, None)


def test_nobody_is_late_by_a_limit_that_is_not_verified_or_by_none() -> None:
    unsure = FIVE.model_copy(update={"sureness": Sureness.PARTLY})
    frame = letter(date(2025, 9, 1), None)
    for limits in ((unsure,), ()):
        (row,) = reply_delays(frame, limits, as_of=AS_OF).to_dict("records")
        assert row["state"] == ReplyState.NO_LIMIT


@pytest.mark.parametrize(
    ("editions", "source", "category", "words"),
    [
        (("national",), "12345", "投诉", None),
        (("national", "guangdong"), "12345 热线", "咨询", "2 个工作日"),
        (("national", "guangdong"), "12345 热线", "投诉", "15 个工作日"),
        (("national", "weifang"), "12345", "求助", "5 个工作日"),
        (("national", "wuhan"), "人民网地方领导留言板", "", "10 个工作日"),
        (("national", "hebei"), "网站留言", "复杂", "15 个工作日"),
        (("national", "hebei"), "网站留言", "咨询", "7 个工作日"),
        (("national",), "信访", "", "60 天"),
    ],
)
def test_the_edition_says_which_limit_a_message_has(
    editions: tuple[str, ...], source: str, category: str, words: str | None
) -> None:
    limits = load_editions(editions).message_limits(AS_OF.date())
    frame = letter(date(2025, 9, 1), None, source=source, category=category)
    (row,) = reply_delays(frame, limits, as_of=AS_OF).to_dict("records")
    assert (row["limit"] if isinstance(row["limit"], str) else None) == words


def test_an_import_is_named_by_the_deployment() -> None:
    frame = named_sources(letter(date(2025, 9, 1), None, source="import"), "12345")
    assert frame["source"].tolist() == ["12345"]


@given(
    received=st.dates(date(2020, 1, 1), date(2025, 6, 1)),
    taken=st.integers(0, 120),
    workdays=st.integers(0, 30),
)
@settings(deadline=None)
def test_in_time_is_up_to_the_last_day_of_the_limit(
    received: date, taken: int, workdays: int
) -> None:
    replied = received + timedelta(days=taken)
    limit = FIVE.model_copy(update={"workdays": workdays})
    (row,) = reply_delays(letter(received, replied), (limit,), as_of=AS_OF).to_dict("records")
    in_time = replied <= deadline(received, workdays)
    assert (row["state"] == ReplyState.IN_TIME) == in_time
    assert (row["workdays_taken"] <= workdays) == in_time or not in_time


def test_sums_are_the_sums_of_the_states() -> None:
    rows = [(date(2025, 9, 1), date(2025, 9, 2)), (date(2025, 9, 1), date(2025, 10, 30)),
            (date(2025, 9, 1), None)]  # fmt: skip
    frame = pd.concat([letter(*one) for one in rows], ignore_index=True)
    (row,) = reply_sums(reply_delays(frame, (FIVE,), as_of=AS_OF)).to_dict("records")
    counted = [row[name] for name in ("received", "answered", "in_time", "late", "overdue", "open")]
    assert counted == [3, 2, 1, 1, 1, 0]


def _hints(*rows: tuple[str, str, str]) -> dict[str, str]:
    frame = pd.DataFrame(rows, columns=["title", "text", "reply"])
    frame["message_id"] = [str(number) for number in range(len(frame))]
    frame["agency_code"] = "A"
    found = reply_hints(frame)
    return dict(zip(found["message_id"], found["hint"], strict=True))


GOOD = (
    "翠湖小区停水", "翠湖小区三号楼停水两天，请尽快恢复供水。",
    "您好，翠湖小区停水是因为泵房水泵损坏，自来水公司已于昨晚更换水泵，三号楼现已恢复供水。",
)  # fmt: skip


def test_an_answer_that_takes_the_matter_up_has_no_hint() -> None:
    assert _hints(GOOD) == {}


def test_an_answer_to_something_else_is_a_hint() -> None:
    other = (
        "经核实，公交十二路末班车延长到晚上十点半，周末增加五个班次，"
        "请乘客留意站牌公告的时刻表和线路图。"
    )
    assert _hints((*GOOD[:2], other)) == {"0": ReplyHint.OFF_TOPIC}


def test_an_answer_of_courtesies_is_a_hint() -> None:
    assert _hints((*GOOD[:2], "您好，您的来信收悉，感谢您的支持！")) == {"0": ReplyHint.EMPTY}


def test_an_answer_that_only_hands_on_is_a_hint() -> None:
    assert _hints((*GOOD[:2], "您好，已转相关部门处理。")) == {"0": ReplyHint.EMPTY}


def test_an_answer_that_repeats_the_letter_is_a_hint() -> None:
    assert _hints((*GOOD[:2], "您反映翠湖小区三号楼停水两天请尽快恢复供水的问题。")) == {
        "0": ReplyHint.ECHO
    }


def test_one_text_for_unlike_letters_is_a_hint_and_for_mass_letters_none() -> None:
    matters = {
        "路灯不亮": "晚上走路看不清，老人摔跤",
        "健身器材损坏": "公园里单杠生锈断裂",
        "食堂涨价": "学生午餐比去年贵一倍",
        "挂号排队": "医院窗口早上五点就要等",
        "占道经营": "菜市场摊贩堵住车道",
    }
    sentence = (
        "该事项已经列入年度整治计划逐项推进，将由属地街道会同主管单位统筹研究解决，"
        "计划分三批组织实施并且按照季度公布进展情况。"
    )
    unlike = [(one, text, f"{one}的来信收悉。{sentence}{one}") for one, text in matters.items()]
    assert set(_hints(*unlike).values()) == {ReplyHint.TEMPLATE}
    alike = [("路灯不亮", matters["路灯不亮"], f"路灯不亮的来信收悉。{sentence}路灯不亮")] * 5
    assert _hints(*alike) == {}


@given(st.lists(st.tuples(*[st.text(max_size=40)] * 3), max_size=6))
@settings(deadline=None, max_examples=50)
def test_any_text_can_be_looked_at(rows: list[tuple[str, str, str]]) -> None:
    hints = _hints(*rows)
    answered = {str(number) for number, row in enumerate(rows) if row[2].strip()}
    assert set(hints) <= answered


SEEN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def _publications(*rows: tuple[str, str, datetime | None, date | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["title", "text", "published_at", "published_on"])
    frame = frame.assign(source="page", agency_code="water")
    frame["url"] = [f"http://a.test/{number}" for number in range(len(frame))]
    return frame[list(PUBLICATION_COLUMNS)]


MATTER = pd.DataFrame(
    [{"hotspot_id": "h", "title": "翠湖小区停水", "detected_at": SEEN, "agency_code": "water",
      "message_ids": ["1"]}]
)  # fmt: skip
LETTERS = pd.DataFrame([{"message_id": "1", "title": GOOD[0], "text": GOOD[1]}])
TITLE = "关于翠湖小区停水的情况说明"
OTHERS = (
    ("全市招商大会召开", "昨日召开招商大会，签约项目二十个。", SEEN + timedelta(hours=2), None),
    ("秋季运动会开幕", "全民健身运动会开幕，三百名选手参赛。", SEEN + timedelta(hours=3), None),
)


def test_a_page_about_the_matter_is_a_candidate_with_its_reasons() -> None:
    pages = _publications((TITLE, GOOD[2], SEEN + timedelta(hours=5), None), *OTHERS)
    found = find_statements(MATTER, LETTERS, pages, as_of=SEEN + timedelta(hours=9))
    assert found["url"].tolist() == ["http://a.test/0"]
    reasons = "；".join(found["reasons"].iloc[0])
    assert "停水" in reasons
    assert "责任单位" in reasons
    assert "情况说明" in reasons


@pytest.mark.parametrize(
    ("published_at", "published_on", "is_found"),
    [
        (SEEN, None, True),
        (SEEN - timedelta(minutes=1), None, False),
        (SEEN + timedelta(hours=10), None, False),
        (None, date(2026, 11, 20), True),
        (None, date(2026, 11, 19), False),
        (None, None, False),
    ],
)
def test_only_what_came_out_after_the_detection_can_answer(
    published_at: datetime | None, published_on: date | None, is_found: bool
) -> None:
    pages = _publications((TITLE, GOOD[2], published_at, published_on), *OTHERS)
    found = find_statements(MATTER, LETTERS, pages, as_of=SEEN + timedelta(hours=9))
    assert (len(found) == 1) == is_found


def test_nothing_published_gives_an_empty_table() -> None:
    assert find_statements(MATTER, LETTERS, _publications(), as_of=SEEN).empty


@pytest.mark.real_data
def test_real_answers_are_told_from_swapped_ones_and_delays_agree(shared_data: Path) -> None:
    from benchmarks.answers import PUBLISHED, run

    figures = run(shared_data)
    assert figures["quality"]["letters_shanghai"]["auc_real_against_swapped"] >= 0.94
    for one in figures["delays"].values():
        same, total = one["agrees_with_plain_calendar_days"].split("/")
        assert same == total
    ours = figures["找错 against the published shares"]["weekdays"]
    assert all(abs(ours[name] - PUBLISHED[name]) <= 0.01 for name in PUBLISHED)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (date(2025, 10, 15), ReplyState.OVERDUE),
        (date(2025, 10, 14), ReplyState.UNCOLLECTED),
        (date(2025, 9, 30), ReplyState.UNCOLLECTED),
        (None, ReplyState.UNCOLLECTED),
    ],
)
def test_nobody_is_late_by_a_letter_that_was_not_seen_after_its_limit(
    seen: date | None, state: ReplyState
) -> None:
    frame = letter(date(2025, 9, 30), None, seen_at=at(seen) if seen else None)
    (row,) = reply_delays(frame, (FIVE,), as_of=AS_OF).to_dict("records")
    assert (row["state"], row["due_on"]) == (state, date(2025, 10, 14))


def test_an_answer_without_a_date_is_neither_late_nor_missing() -> None:
    frame = letter(date(2025, 9, 1), None, reply="您好，路灯已经修好。")
    (row,) = reply_delays(frame, (FIVE,), as_of=AS_OF).to_dict("records")
    assert row["state"] == ReplyState.UNKNOWN


def test_letters_of_a_board_have_the_limit_of_site_letters() -> None:
    named = named_sources(letter(date(2025, 9, 1), None, source="board", category=""), "12345")
    limits = load_editions(("national", "hebei")).message_limits(AS_OF.date())
    (row,) = reply_delays(named, limits, as_of=AS_OF).to_dict("records")
    assert row["limit"] == "7 个工作日"


def test_thanks_need_no_substance_and_a_short_handing_on_is_no_answer() -> None:
    thanks = ("感谢信", "感谢民警帮我找回走失的老人。", "您好，感谢您的来信和支持！")
    handed = (GOOD[0], GOOD[1], "您反映的问题已转供水部门调查、核处。")
    assert _hints(thanks) == {}
    assert _hints(handed) == {"0": ReplyHint.EMPTY}


def test_one_text_for_a_mass_matter_in_many_wordings_is_no_template() -> None:
    sentence = "经协调已联系青松俱乐部为全部会员免费上课三个月，场馆和时间见公众号通知公告。"
    wordings = ("请求退费", "教练失联", "孩子没课上", "合同怎么办", "办公室搬空了", "客服关机")
    mass = [
        (f"飞鱼游泳馆{one}", f"飞鱼游泳馆关门，{one}，{n}月交的钱，{one}谁来管。", sentence)
        for n, one in enumerate(wordings)
    ]
    other = [(f"咨询{n}号事项", f"{n}号窗口几点开门", f"{n}号窗口九点开门。") for n in range(400)]
    hints = _hints(*mass, *other)
    assert ReplyHint.TEMPLATE not in {hints.get(str(n)) for n in range(len(mass))}


def test_a_post_without_a_text_or_without_a_title_stops_nothing() -> None:
    now = pd.Timestamp("2026-11-20T10:00+08:00")
    posts = pd.DataFrame(
        {
            "source": "post", "agency_code": "A", "url": ["u", "v", "w", "x"],
            "title": pd.Series(["停水说明", "视频", None, "翠湖小区停水"], dtype="str"),
            "text": pd.Series(["翠湖小区停水说明", None, "翠湖小区停水", None], dtype="str"),
            "published_at": now, "published_on": None,
        }
    )  # fmt: skip
    letters = pd.DataFrame(
        {"message_id": ["1"], "title": ["翠湖小区停水"], "text": ["翠湖小区停水"]}
    )
    hotspots = pd.DataFrame(
        {
            "hotspot_id": ["h"], "title": ["翠湖小区停水"], "message_ids": [["1"]],
            "agency_code": ["A"], "detected_at": [now], "first_at": [now],
        }
    )  # fmt: skip
    found = find_statements(hotspots, letters, posts, as_of=now.to_pydatetime())
    assert set(found["url"]) == {"u", "w", "x"}
    assert found.set_index("url")["text"].to_dict() == {
        "u": "翠湖小区停水说明", "w": "翠湖小区停水", "x": "",
    }  # fmt: skip
