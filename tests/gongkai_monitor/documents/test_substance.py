"""What an interpretation explains, what it only repeats, and in which form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.documents.forms import forms_of
from gongkai_monitor.documents.substance import PARTS, measure_substance
from gongkai_monitor.vocabulary import InterpretationForm as Form

RULES = (
    "第一条 供水单位应当保证水质符合国家标准，并向社会公布检测结果。"
    "第二条 用户对水质有异议的，可以向供水主管部门投诉，主管部门应当在五个工作日内答复。"
    "第三条 供水单位因施工、检修需要临时停水的，应当提前二十四小时通知用户，并报主管部门备案。"
    "第四条 居民生活用水实行阶梯水价，阶梯水量和水价由发展改革部门会同有关部门制定并公布。"
    "第五条 任何单位和个人不得擅自改装、拆除或者迁移公共供水设施，确需变动的应当依法办理手续。"
    "第六条 违反本办法规定的，由供水主管部门责令改正，逾期不改正的依法处理，造成损失的应当赔偿。"
    "第七条 供水主管部门应当每年公布一次辖区供水服务评价结果，评价不合格的责令限期整改并公开结果。"
    "第八条 镇村集中供水参照本办法执行，具体办法由县级主管部门结合当地水源和管网情况另行制定。"
)
EXPLAINED = (
    "一、起草背景。近年来群众对水质和停水反映较多，根据省政府部署，我局起草了这份文件。\n"
    "二、出台目的。为进一步规范供水服务，让群众用上放心水。\n"
    "三、什么是阶梯水价？阶梯水价是指用得越多、单价越高的计价办法。\n"
    "四、与原办法相比有哪些变化？停水通知由十二小时延长到二十四小时。\n"
    "五、适用范围。城市公共供水的单位和用户都适用，农村集中供水参照执行。\n"
    "六、群众怎么办？如何申请水质复检：打供水热线，工作人员三天内上门；咨询电话见供水局网站。\n"
    "七、施行时间。自下月一日起施行，有效期五年。这些内容会在各营业厅张贴，也会在短信里告诉用户。"
    "用户看不明白的地方，营业厅的工作人员会当面讲清楚，社区网格员也会带着明白纸上门。"
    "老人不会用手机的，可以让邻居代办，也可以打电话约时间，工作人员带着设备上门取水样，不收上门费。"
)


def test_a_text_that_explains_covers_every_part_and_repeats_little() -> None:
    measured = measure_substance(EXPLAINED, RULES)
    assert measured.missing == ()
    assert measured.overlap_ratio is not None
    assert measured.overlap_ratio < 0.2
    assert measured.parts["核心概念"].startswith("三、什么是阶梯水价")
    assert measured.parts["背景依据"].startswith("一、起草背景")


def test_a_text_that_repeats_is_measured_with_its_passage() -> None:
    measured = measure_substance(f"近日，市政府印发供水管理办法。{RULES}", RULES)
    assert measured.overlap_ratio is not None
    assert measured.overlap_ratio > 0.9
    assert measured.copied is not None
    assert measured.copied.startswith("第一条 供水单位应当保证水质")


def test_marks_and_blanks_do_not_hide_a_copy() -> None:
    copied = RULES.replace("，", " ， ").replace("。", "。\n\n\u3000\u3000")
    assert measure_substance(copied, RULES).overlap_ratio == 1.0


@pytest.mark.parametrize(("text", "document"), [("", RULES), ("见图", RULES)])
def test_a_picture_is_not_measured(text: str, document: str) -> None:
    measured = measure_substance(text, document)
    assert (measured.overlap_ratio, measured.parts, measured.missing) == (None, {}, ())


def test_a_document_whose_text_is_not_known_gives_no_overlap() -> None:
    measured = measure_substance(EXPLAINED, "见附件")
    assert measured.overlap_ratio is None
    assert measured.missing == ()


@given(st.text(max_size=600), st.text(max_size=600))
def test_any_text_is_measured(text: str, document: str) -> None:
    measured = measure_substance(text, document)
    assert measured.overlap_ratio is None or 0 <= measured.overlap_ratio <= 1
    assert set(measured.parts) | set(measured.missing) <= set(PARTS)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("《供水管理办法》政策解读", EXPLAINED, (Form.TEXT,)),
        ("《供水管理办法》政策解读", "", (Form.CHART,)),
        ("《供水管理办法》政策解读", None, (Form.TEXT,)),
        ("一图读懂供水管理办法", "", (Form.CHART,)),
        ("动画解读：什么是阶梯水价", "", (Form.VIDEO,)),
        ("供水管理办法十问", EXPLAINED, (Form.QUESTIONS,)),
        ("市政府新闻办“供水管理办法”新闻发布会实录", EXPLAINED, (Form.PRESS_CONFERENCE,)),
        ("供水局局长做客直播间解读供水管理办法", EXPLAINED, (Form.INTERVIEW,)),
        ("图文+视频：供水管理办法", EXPLAINED, (Form.VIDEO, Form.CHART)),
    ],
)
def test_forms(title: str, text: str | None, expected: tuple[Form, ...]) -> None:
    assert forms_of(title, text) == expected
