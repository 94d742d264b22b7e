"""公开平台: parts, news titles, the guide's fields and the annual report."""

from datetime import date

import pytest

from gongkai_monitor.text import annual_report as report
from gongkai_monitor.text import disclosure_platform as platform

FULL = "\n".join(
    (
        "一、总体情况", "2025 年，本机关认真贯彻条例，加强组织领导，完善制度机制。" * 7,
        "二、主动公开政府信息情况", "第二十条第（一）项", "12",
        "三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "3",
        "四、政府信息公开行政复议、行政诉讼情况", "结果维持", "0",
        "五、存在的主要问题及改进情况", "公开质量有待提高。",
        "六、其他需要报告的事项", "行政权力公开透明运行情况：更新权责清单。",
    )
)  # fmt: skip


def test_a_full_report() -> None:
    parts = report.read_parts(FULL)
    assert parts == report.ReportParts(missing=(), table_count=3, has_power_section=True)


def test_prose_about_a_part_is_not_the_part() -> None:
    text = FULL.replace("六、其他需要报告的事项", "没有其他需要报告的事项，特此说明。")
    parts = report.read_parts(text)
    assert parts is not None
    assert parts.missing == ("其他需要报告的事项",)


def test_a_report_whose_line_breaks_were_lost_keeps_its_headings() -> None:
    prose = "本年度认真落实各项要求，做好政府信息公开工作。" * 12
    text = (
        f"一、总体情况{prose}二、主动公开政府信息情况三、收到和处理政府信息公开申请情况{prose}"
        f"四、政府信息公开行政复议、行政诉讼情况五、存在的主要问题及改进情况{prose}（三、其他情况）"
    )
    parts = report.read_parts(text)
    assert parts is not None
    assert parts.missing == ("其他需要报告的事项",)


def test_a_report_in_a_file_is_not_known() -> None:
    assert report.read_parts("年度报告见附件。") is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某市2025年政府信息公开工作年度报告", 2025),
        ("二〇二五年政府信息公开年度报告", 2025),
        ("二○一九年政府信息公开年报", 2019),
        ("2025年法治政府建设年度报告", None),
        ("政府信息公开工作年度报告", None),
    ],
)
def test_the_year_of_a_report(title: str, year: int | None) -> None:
    assert report.reported_year(title) == year


@pytest.mark.parametrize(
    ("today", "is_government", "year"),
    [
        (date(2026, 1, 31), False, 2024),
        (date(2026, 2, 1), False, 2025),
        (date(2026, 3, 31), True, 2024),
        (date(2026, 4, 1), True, 2025),
    ],
)
def test_which_report_is_due(today: date, is_government: bool, year: int) -> None:
    assert report.due_year(today, is_government=is_government) == year


@pytest.mark.parametrize(
    ("title", "is_news"),
    [
        ("市民政局召开养老服务工作推进会", True),
        ("副市长赴高新区调研", True),
        ("市教育局开展校园安全专项督导", True),
        ("2026年部门预算", False),
        ("关于召开听证会的公告", False),
        ("行政处罚决定信息公开表", False),
        ("权力事项清单", False),
    ],
)
def test_news_titles(title: str, is_news: bool) -> None:
    assert platform.is_news_title(title) is is_news


def test_parts_by_name() -> None:
    assert platform.part_of("政府信息公开年度报告") == "政府信息公开年报"
    assert platform.part_of("依申请公开") == "依申请公开"
    assert platform.part_of("工作动态") is None


def test_fields_of_the_guide() -> None:
    text = (
        "信息分类和编排体系：按主题分类。获取方式：网站查阅。工作机构：办公室。办公地址：新城路1号。"
        "办公时间：工作日。联系电话：0399-8800001。电子邮箱：见网站。" + "本指南每年更新一次。" * 10
    )
    assert platform.missing_guide_fields(text) == ("传真号码",)
    assert platform.missing_guide_fields("见附件") is None
