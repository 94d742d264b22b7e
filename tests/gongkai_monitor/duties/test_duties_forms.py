"""Forms that other 工作要点 documents have: short made-up documents, one trait each."""

from datetime import date

import pytest

import gongkai_monitor as gm

_HEAD = "云岭市2026年政务公开工作要点\n2026年1月5日印发，请于2026年3月1日前报送。\n"


def _numbers(text: str) -> list[str]:
    return list(gm.duties.parse(text).number)


@pytest.mark.parametrize(
    ("words", "deadline", "due_on", "recurrence"),
    [
        ("6月底前完成清单。", "6月底前", date(2026, 6, 30), ""),
        ("2月底前完成清单。", "2月底前", date(2026, 2, 28), ""),
        ("3月15日前报送。", "3月15日前", date(2026, 3, 15), ""),
        ("六月底前完成。", "六月底前", date(2026, 6, 30), ""),
        ("2025年12月31日前完成。", "2025年12月31日前", date(2025, 12, 31), ""),
        ("10月前完成。", "10月前", date(2026, 9, 30), ""),
        ("年底前完成。", "年底前", date(2026, 12, 31), ""),
        ("今年年底前完成。", "今年年底前", date(2026, 12, 31), ""),
        ("年内至少培训一次。", "年内", date(2026, 12, 31), ""),
        ("三季度末前完成。", "三季度末前", date(2026, 9, 30), ""),
        ("上半年完成改造。", "上半年完成", date(2026, 6, 30), ""),
        ("每季度通报一次。", "每季度", None, "每季度"),
        ("每年1月31日前发布年报。", "每年1月31日前", None, "每年"),
        ("每月5日前报送。", "每月5日前", None, "每月"),
        ("3月底前建专栏，9月底前评估。", "9月底前", date(2026, 9, 30), ""),
        ("持续推进目录应用。", "", None, ""),
        ("截至2025年底的数据要公开。", "", None, ""),
        ("公开第二季度数据。", "", None, ""),
        ("落实2026年2月30日前的要求。", "", None, ""),
        ("按照国办发〔2026〕12号文件执行。", "", None, ""),
    ],
)
def test_deadlines(words: str, deadline: str, due_on: date | None, recurrence: str) -> None:
    frame = gm.duties.parse(f"{_HEAD}一、工作\n（一）公开。{words}（责任单位：市财政局）")
    row = frame.iloc[0]
    assert (row.deadline_text, row.due_on, row.recurrence) == (deadline, due_on, recurrence)


def test_the_time_of_the_bracket_counts_before_days_in_the_text() -> None:
    text = (
        f"{_HEAD}一、工作\n（一）公开。6月底前更新指南。（责任时限：持续推进，责任单位：市财政局）"
    )
    row = gm.duties.parse(text).iloc[0]
    assert (row.deadline_text, row.due_on, row.recurrence) == ("持续推进", None, "持续推进")
    assert [one["due_on"] for one in row.deadlines] == [date(2026, 6, 30), None]


def test_a_time_that_cannot_be_read_is_kept_for_a_person() -> None:
    text = f"{_HEAD}一、工作\n（一）公开。（责任时限：按上级部署，责任单位：市财政局）"
    row = gm.duties.parse(text).iloc[0]
    assert (row.deadline_text, row.due_on, row.recurrence) == ("按上级部署", None, "待人工确认")


@pytest.mark.parametrize(
    ("bracket", "lead", "responsible"),
    [
        ("（市财政局牵头，市审计局、市统计局配合）", ["市财政局"], ["市审计局", "市统计局"]),
        ("（市政府办公室负责）", [], ["市政府办公室"]),
        ("（市财政局牵头，各部门按职责分工负责）", ["市财政局"], ["各部门"]),
        ("（由市司法局负责）", [], ["市司法局"]),
        ("（牵头部门：市财政局；配合单位：市审计局等部门）", ["市财政局"], ["市审计局"]),
        ("[牵头单位:市财政局。责任单位:市审计局]", ["市财政局"], ["市审计局"]),
        ("责任单位：市财政局、市审计局", [], ["市财政局", "市审计局"]),
        ("（责任单位：各县（市、区政府、市审计局）", [], None),
    ],
)
def test_who_answers(bracket: str, lead: list[str], responsible: list[str] | None) -> None:
    text = (
        f"{_HEAD}一、工作\n（一）公开预算。按时公开。{bracket}\n（二）决算。（责任单位：市审计局）"
    )
    frame = gm.duties.parse(text)
    assert list(frame.number) == ["（一）", "（二）"]
    assert frame.iloc[0].lead_agencies == lead
    if responsible is not None:
        assert frame.iloc[0].responsible_agencies == responsible
    assert frame.iloc[0].text == "公开预算。按时公开。"
    assert frame.iloc[1].responsible_agencies == ["市审计局"]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (
            "一、目标要求\n到年底前建成体系。\n二、任务\n（一）甲。\n（二）乙。",
            ["（一）", "（二）"],
        ),
        ("一、公开预算。\n二、公开决算。\n三、公开年报。", ["一", "二", "三"]),
        (
            "一、任务\n（一）甲。\n1.子一。\n2.子二。（责任单位：甲局）\n（二）乙。（责任单位：乙局）",
            ["（一）", "（二）"],
        ),
        (
            "一、任务\n（一）甲\n1.子一。（责任单位：甲局）\n2.子二。（责任单位：乙局）\n（二）乙\n1.丙。",
            ["1", "2", "1"],
        ),
        ("一、任务\n1、甲。（责任单位：甲局）\n3、丙。（责任单位：丙局）", ["1", "3"]),
        ("一、任务\n（一）依据第（二）项和2、3条办理。（责任单位：甲局）", ["（一）"]),
        (
            "一、任务\n（一）甲。（责任单位：甲局\n（二）乙。（责任单位：乙局）",
            ["（一）", "（二）"],
        ),
        (
            "一、任务\n（一）甲。（责任单位：甲局）\n附件：1.分工表\n2.汇总表",
            ["（一）"],
        ),
        ("没有编号的说明文字。责任单位：市财政局。", []),
    ],
)
def test_which_numbered_parts_are_duties(body: str, numbers: list[str]) -> None:
    assert _numbers(_HEAD + body) == numbers


def test_brackets_behind_headings_leave_the_text_after_them_whole() -> None:
    text = (
        f"{_HEAD}一、任务\n（一）公开预算。（责任单位：甲局）按时公开部门预算。\n"
        "（二）公开决算。（责任单位：乙局）按时公开部门决算。\n"
    )
    assert list(gm.duties.parse(text).text) == [
        "公开预算。按时公开部门预算。",
        "公开决算。按时公开部门决算。",
    ]


def test_signature_and_copies_belong_to_no_duty() -> None:
    text = (
        "云岭市政务公开实施意见\n一、任务\n（一）公开预算。6月底前完成。\n\n"
        "云岭市人民政府办公室\n2025年2月24日\n抄送：市委办公室。\n"
    )
    row = gm.duties.parse(text).iloc[0]
    assert row.text == "公开预算。6月底前完成。"
    assert row.due_on == date(2025, 6, 30)  # the year of the signature


def test_a_document_without_a_year_gives_no_day_unless_it_is_told() -> None:
    text = "（一）公开预算。6月底前完成。\n（二）公开决算。"
    assert gm.duties.parse(text).due_on.iloc[0] is None
    assert gm.duties.parse(text, year=2026).due_on.iloc[0] == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3个工作日内发布", [(3, "个工作日", False)]),
        ("不超过20个工作日", [(20, "个工作日", True)]),
        ("每年不少于2次", [(2, "次", False)]),
        ("至少听取一次汇报", [(1, "次", False)]),
        ("分值权重不低于4%", [(4, "%", False)]),
        ("公开率达到百分之九十五", [(95, "%", False)]),
        ("撰写一篇经验", [(1, "篇", False)]),
        ("对照26个试点领域指引，统一发布", []),
        ("第一次会议，上期工作，一次告知", []),
    ],
)
def test_quantities(words: str, found: list[tuple]) -> None:
    frame = gm.duties.parse(f"{_HEAD}（一）{words}。")
    quantities = frame.iloc[0].quantities
    assert [(one["value"], one["unit"], one["is_most"]) for one in quantities] == found
