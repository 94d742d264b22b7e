"""What later documents end or amend: by number, by name, in clauses and in 清理目录."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai_monitor as gm
from gongkai_monitor.text.repeal_clauses import read_repeals

OLD = {
    "document_id": "old", "title": "某市人民政府关于印发《某市城市供水管理办法》的通知",
    "document_number": "某政发〔2015〕9号", "issuer": "某市人民政府", "text": "",
    "published_on": date(2015, 3, 2),
}  # fmt: skip
LISTED = "附件1\n决定废止的规范性文件目录\n1.某市节水办法 某政发〔2011〕2号"


def found(text, title="某市人民政府关于印发《某市供水用水管理办法》的通知", **more):
    new = {
        "document_id": "new", "title": title, "document_number": "某政规〔2024〕3号",
        "issuer": "某市人民政府", "text": text, "published_on": date(2024, 5, 6),
    }  # fmt: skip
    table = gm.documents.find_repeals(pd.DataFrame([OLD | more, new]))
    return [(row["document_id"], row["kind"]) for row in table.to_dict("records")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "本办法自2024年6月1日起施行，《某市城市供水管理办法》（某政发〔2015〕9号）同时废止。",
            "repeal",
        ),
        ("2015年3月2日印发的《某市城市供水管理办法》和《某市节水办法》同时废止", "repeal"),
        ("自本通知印发之日起，原《某市城市供水管理办法》停止执行。", "repeal"),
        (
            "经研究，决定废止《某市节水办法》（某政发〔2011〕2号）、《某市城市供水管理办法》。",
            "repeal",
        ),
        ("对《某市城市供水管理办法》作如下修改：第三条删去。", "amendment"),
        ("《某市城市供水管理办法》第三条同时废止。", "amendment"),
        ("本办法代替《某市城市供水管理办法》。", "replacement"),
        (
            f"{LISTED}\n2.某市城市供水管理办法 某政发〔2015〕9号 说明：已被新办法代替",
            "repeal",
        ),
        (
            "宣布失效的市政府规范性文件目录序号文件名称文号1《某市城市供水管理办法》某政发〔2015〕9号",
            "lapse",
        ),
    ],
)
def test_what_is_ended_or_amended(text, kind):
    assert found(text) == [("old", kind)]


@pytest.mark.parametrize(
    "text",
    [
        "根据《某市城市供水管理办法》（某政发〔2015〕9号）制定本办法，《某市节水办法》同时废止。",
        "《某市城市供水管理办法》与本办法不一致的，以本办法为准，其他文件同时废止。",
        "继续有效的规范性文件目录\n1.某市城市供水管理办法 某政发〔2015〕9号",
        "《某市城市供水管理办法》废止前，已受理的申请继续办理。",
        "《某市城市供水管理办法》（某政发〔2009〕1号）同时废止。",  # another one
        "《供水管理办法》同时废止。",  # too short to tell documents apart
        f"{LISTED} 说明：已被《某市城市供水管理办法》（某政发〔2015〕9号）代替",
    ],
)
def test_what_is_only_mentioned(text):
    assert found(text) == []


def test_a_title_is_enough_where_the_text_was_not_read():
    title = "某市人民政府关于废止《某市城市供水管理办法》的决定"
    assert found("", title) == [("old", "repeal")]


def test_a_draft_ends_nothing():
    title = "某市人民政府关于废止《某市城市供水管理办法》的决定（征求意见稿）"
    assert found("", title) == []


def test_a_later_document_is_not_ended_by_an_earlier_one():
    later = {"published_on": date(2025, 1, 1), "document_number": None}
    assert found("《某市城市供水管理办法》同时废止。", **later) == []


def test_a_number_of_a_later_year_is_another_version():
    assert (
        found("《某市城市供水管理办法》（某政发〔2019〕1号）同时废止。", document_number=None) == []
    )
    assert (
        found("《某市城市供水管理办法》（某政发〔2014〕1号）同时废止。", document_number=None) != []
    )


def test_another_city_s_document_of_that_name_stays():
    other = {
        "title": "关于印发《城市停车设施管理办法》的通知", "issuer": "他市人民政府",
        "document_number": None, "site_code": "2",
    }  # fmt: skip
    assert found("《城市停车设施管理办法》同时废止。", **other) == []


@given(st.text(alphabet="《》（）〔〕、，。1废止失效修改目录文件的对同时", max_size=200))
def test_any_text_is_read_and_names_come_from_it(text):
    for named in read_repeals("关于清理结果的通知", text):
        assert named.name is None or named.name in text
