"""Years of papers, units in titles, revoked decisions: what words say, and nothing more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.agency_in_title import AgencyNames
from gongkai_monitor.text.duty_notices import is_major_decision
from gongkai_monitor.text.paper_year import paper_year
from gongkai_monitor.text.revocation import is_marked_revoked, marked_day, read_revocation

DAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("title", "word", "year"),
    [
        ("教育局2025年部门预算", "预算", 2025),
        ("二〇二四年度部门决算", "决算", 2024),
        ("部门决算公开（2023年度）", "决算", 2023),
        ("关于2024年预算执行情况和2025年预算草案的报告", "预算草案", 2025),
        ("部门预算公开", "预算", None),
        ("文号120250号预算", "预算", None),
    ],
)
def test_the_year_of_a_paper(title, word, year):
    assert paper_year(title, title.index(word)) == year


@given(st.text(max_size=60), st.integers(2000, 2099), st.text(max_size=20))
def test_the_year_beside_the_word_wins(before, year, after):
    title = f"{before} {year}年预算{after}"
    assert paper_year(title, len(before) + 6) == year


def test_units_of_a_government():
    names = AgencyNames(
        "云溪市人民政府",
        {"E": ("云溪市教育和体育局", "市教体局"), "S": ("云溪市体育局",), "F": ("云溪市财政局",)},
    )
    assert names.named_in("教育和体育局2025年部门预算") == {"E"}
    assert names.named_in("云溪市财政局、市教体局2025年预算") == {"E", "F"}
    assert names.named_in("云溪市2025年政府预算") == frozenset()


@given(st.text(max_size=80))
def test_only_known_units_are_named(title):
    names = AgencyNames("云溪市人民政府", {"F": ("云溪市财政局",)})
    assert names.named_in(title) == ({"F"} if "财政局" in title else set())


def test_a_notice_names_what_it_revokes():
    found = read_revocation(
        "关于撤销云市监罚〔2026〕12号行政处罚决定的公告", "云市监撤〔2026〕1号", DAY,
        "云市监撤〔2026〕1号",
    )  # fmt: skip
    assert found is not None
    assert found.numbers == {"云市监罚〔2026〕12号"}
    assert found.revoked_on == DAY


@pytest.mark.parametrize(
    "title",
    [
        "撤销行政许可听证告知书", "撤销行政处罚申请指南", "行政处罚决定公示",
        "关于撤销临时机构的通知", "关于撤销行政许可决定的公告",
    ],
)  # fmt: skip
def test_what_revokes_nothing_known(title):
    body = "现予公布。" if "公告" in title else "《某公司行政处罚决定书》"
    assert read_revocation(title, body, DAY) is None


@pytest.mark.parametrize(
    ("line", "is_revoked", "day"),
    [
        ("本决定已于2026年9月1日依法撤销。", True, date(2026, 9, 1)),
        ("撤销日期：2026-09-01", True, date(2026, 9, 1)),
        ("决定状态：已撤销", True, None),
        ("如不服本决定，可以申请撤销。", False, None),
    ],
)
def test_what_a_decision_says_of_itself(line, is_revoked, day):
    body = f"决定日期：2026年8月1日\n{line}"
    assert is_marked_revoked("行政处罚决定公示", body) is is_revoked
    assert marked_day(body) == day


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_read(title, body):
    read_revocation(title, body, DAY)
    assert is_marked_revoked(title, body) or marked_day(body) is None


@pytest.mark.parametrize(
    ("title", "body", "column", "is_major"),
    [
        ("关于重大行政决策草案征求意见的公告", "", None, True),
        ("关于征求意见的公告", "本事项属于重大行政决策。", None, True),
        ("关于征求意见的公告", "", "重大行政决策预公开", True),
        ("关于征求意见的公告", "落实重大决策部署", None, False),
        ("关于征求意见的公告", "未列入重大行政决策事项目录", None, False),
    ],
)
def test_a_major_decision_is_one_that_says_so(title, body, column, is_major):
    assert is_major_decision(title, body, column) is is_major
