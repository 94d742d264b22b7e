"""公开属性, 落款, 发文机关, 有效期: what a text states, wherever it stands."""

from datetime import date

import pytest

from gongkai_monitor.text.disclosure_mark import read_mark
from gongkai_monitor.text.issuers import is_central, issuers_of_title, split_issuers
from gongkai_monitor.text.signature import read_signature
from gongkai_monitor.text.validity import read_validity

FILL = "各县（市、区）人民政府，市政府各部门：现将本办法印发给你们，请认真贯彻执行。" * 3


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("正文。\n（此件公开发布）", "此件公开发布"),
        ("正文。\n（此件主动公开）\n附件\n1.名单\n2.办法", "主动公开"),
        ("正文。\n此件依申请公开", "依申请公开"),
        ("正文。（此件删减后公开）", "此件删减后公开"),
        ("公开属性：不予公开", "不予公开"),
        ("印发公文时明确标注“此件公开发布”或“此件依申请公开”。", None),
        ("本办法自印发之日起施行。", None),
    ],
)
def test_the_mark_of_a_document(text, mark):
    found = read_mark(text)
    assert (found.label if found else None) == mark


@pytest.mark.parametrize(
    ("text", "issuers", "day"),
    [
        ("正文。\n某市财政局\n2024年3月5日\n（此件公开发布）", ("某市财政局",), (2024, 3, 5)),
        (
            "正文。\n某市财政局 某市民政局\n二〇二四年三月五日",
            ("某市财政局", "某市民政局"),
            (2024, 3, 5),
        ),
        ("请执行。某市人民政府2024年3月5日某市供水办法第一条", ("某市人民政府",), (2024, 3, 5)),
        ("正文。2024年3月5日某市人民政府公布的办法同时废止。", (), None),
        ("第一条 某市人民政府2024年3月5日公布的办法修改如下。", (), None),
    ],
)
def test_who_signed_and_when(text, issuers, day):
    found = read_signature(text.split("\n"))
    assert (found.issuers, found.signed_on) == (issuers, date(*day) if day else None)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("国务院办公厅、中央军委办公厅", ("国务院办公厅", "中央军委办公厅")),
        ("科技部农业农村部教育部", ("科技部", "农业农村部", "教育部")),
        ("河北省财政厅河北省科学技术厅", ("河北省财政厅", "河北省科学技术厅")),
        ("国家发展改革委等七部门", ("国家发展改革委",)),
        ("某省公安厅交通管理局", ("某省公安厅交通管理局",)),
    ],
)
def test_agencies_of_a_field(printed, names):
    assert split_issuers(printed) == names


def test_agencies_of_a_title():
    title = "国务院办公厅转发国家地震局关于防震减灾工作意见报告的通知"
    assert issuers_of_title(title) == ("国务院办公厅",)
    assert issuers_of_title("关于印发供水办法的通知") == ()
    assert is_central("国务院办公厅")
    assert not is_central("河北省人民政府")


@pytest.mark.parametrize(
    ("text", "effective", "until"),
    [
        ("本办法自发布之日起30日后施行。", date(2024, 3, 31), None),
        ("本办法有效期5年，自2023年1月1日起施行。", date(2023, 1, 1), date(2028, 1, 1)),
        ("本办法自2023年1月1日起施行。有效期两年。", date(2023, 1, 1), date(2025, 1, 1)),
        ("本通知自印发之日起一律停止执行。", None, None),
        ("取水许可证有效期为五年。本办法自2023年1月1日起施行。", date(2023, 1, 1), None),
        ("自2023年1月1日起，各单位应当报送材料。", None, None),
    ],
)
def test_only_the_documents_own_period_counts(text, effective, until):
    found = read_validity("某市供水管理办法", f"{FILL}\n{text}", date(2024, 3, 1))
    assert found is not None
    assert (found.effective_on, found.valid_until) == (effective, until)
