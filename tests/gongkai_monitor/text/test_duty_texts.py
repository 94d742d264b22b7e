"""有效期, calls for comments and decisions: what a text states, and nothing that it does not."""

from datetime import date

import pytest

from gongkai_monitor.text.duty_notices import read_call, read_decision
from gongkai_monitor.text.validity import longest_years, read_validity, says_valid

FILL = "各县（市、区）人民政府，市政府各部门：现将本办法印发给你们，请认真贯彻执行。" * 3
SIGNED = date(2024, 3, 1)


def validity(line: str, title: str = "某市供水管理办法"):
    found = read_validity(title, f"{FILL}\n{line}", SIGNED)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "effective", "until"),
    [
        ("本办法自印发之日起施行，有效期5年。", SIGNED, date(2029, 3, 1)),
        (
            "本办法自2024年4月1日起施行，有效期为五年。",
            date(2024, 4, 1),
            date(2029, 4, 1),
        ),
        (
            "本办法自2024年4月1日起施行，有效期至2026年3月31日。",
            date(2024, 4, 1),
            date(2026, 3, 31),
        ),
    ],
)
def test_stated_validity(line: str, effective: date, until: date) -> None:
    found = validity(line)
    assert (found.effective_on, found.valid_until) == (effective, until)
    assert found.has_effective_date
    assert found.has_period


def test_what_is_not_stated() -> None:
    found = validity("本办法由市水务局负责解释。")
    assert not found.has_effective_date
    assert not found.has_period
    assert read_validity("某办法", "见附件", SIGNED) is None


def test_trial_documents_hold_two_years() -> None:
    assert longest_years(validity("有效期2年", "供水管理办法（试行）")) == 2
    assert longest_years(validity("有效期2年")) == 5


@pytest.mark.parametrize(
    ("shown", "is_valid"), [("有效", True), ("失效", False), ("已废止", False), ("", None)]
)
def test_shown_validity(shown: str, is_valid: bool | None) -> None:
    assert says_valid(shown) is is_valid


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("征求意见时间：自2026年3月1日起至2026年3月31日止。", 30),
        ("请于2026年3月20日前将意见反馈至邮箱。", 19),
        ("意见反馈截止时间：2026年4月1日。", 31),
        ("公众可自公告发布之日起30日内提出意见。", 30),
    ],
)
def test_comment_periods(line: str, days: int) -> None:
    found = read_call("关于公开征求《某办法》意见的公告", f"{FILL}\n{line}", date(2026, 3, 1))
    assert found is not None
    assert found.days == days


def test_no_period_and_no_call() -> None:
    day = date(2026, 3, 1)
    assert read_call("关于征求《某办法》意见的公告", "欢迎提出意见。", day) is None
    assert read_call("《某办法》征求意见结果反馈", "截止时间：2026年4月1日", day) is None


def test_decisions() -> None:
    found = read_decision("行政处罚决定书（某罚字第1号）", "处罚决定日期\n2026年3月1日", None)
    assert found is not None
    assert (found.decided_on, found.limit_workdays) == (date(2026, 3, 1), 7)
    assert read_decision("2026年一季度行政处罚情况统计", "决定日期：2026年3月1日", None) is None
    assert read_decision("行政许可决定公示", "没有日期", None) is None
