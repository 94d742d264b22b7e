"""办事指南: eight element classes in tables, headings, numbered sections and running text."""

import pytest

from gongkai_monitor.text.guide_elements import ELEMENTS, is_guide_title, read_guide

ALL = tuple(ELEMENTS)
FILL = (
    "本事项由市民政局负责办理，面向全市城乡居民，全年受理，不收取任何费用，欢迎广大群众查询办理。"
)


def read(*lines: str):
    found = read_guide("老年优待证办理", "\n".join((FILL, *lines)))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "lines",
    [
        (  # cells of a table: label and value one after the other
            "事项名称", "老年优待证办理", "设定依据", "《老年人权益保障法》", "受理条件",
            "年满 60 周岁", "申请材料", "身份证、照片", "受理地点", "政务服务中心 3 号窗口",
            "办公时间", "工作日 9:00-17:00", "咨询电话", "0399-8800001",
            "办理流程", "申请—审核—发证",
        ),
        (  # numbered headings
            "一、设定依据", "《老年人权益保障法》第五十五条。", "二、申请条件", "年满 60 周岁。",
            "三、所需材料", "1. 身份证；", "2. 照片。", "四、办理程序", "（一）申请；（二）审核。",
            "五、办理时间、地点", "工作日上午，政务服务中心。", "六、联系方式", "0399-8800001",
        ),
        (  # one run of text
            "办理依据：《老年人权益保障法》；申报条件：年满60周岁；需提交的材料：身份证；",
            "办事流程：申请、审核；办公地址：政务服务中心；工作时间：工作日；联系电话：0399-8800001",
        ),
        (  # a table that lies down: the head row first, then the values
            "法律依据", "办理条件", "申报材料", "办理地点", "办公时间", "咨询电话", "审批流程",
            "《老年人权益保障法》", "年满 60 周岁", "身份证", "服务中心", "工作日", "8800001",
            "申请审核",
        ),
        (
            "【设定依据】《老年人权益保障法》", "设定依据：《老年人权益保障法》", "申请条件：无",
            "办理材料：无", "办理 地点：服务中心", "办理时间：工作日", "联系电话：8800001",
            "流程图：见下图",
        ),
    ],
)  # fmt: skip
def test_all_elements_in_any_layout(lines) -> None:
    assert read(*lines).missing == ()


def test_a_label_without_value_states_nothing() -> None:
    found = read("设定依据：", "申请条件：年满 60 周岁", "办理地点：", "联系电话：/")
    assert found.missing == tuple(n for n in ALL if n not in {"事项名称", "申请条件"})
    assert found.is_poor


def test_four_missing_is_poor_and_three_is_not() -> None:
    stated = ["设定依据：甲", "申请条件：乙", "办理材料：丙"]
    assert len(read(*stated).missing) == 4
    assert read(*stated).is_poor
    assert not read(*stated, "办理流程：丁").is_poor


def test_prose_and_supervision_phones_are_no_elements() -> None:
    found = read("如对办理结果不满意，可投诉。", "监督电话：0399-8800002", "投诉电话：0399-8800003")
    assert found.present == ("事项名称",)


def test_a_guide_in_a_file_is_not_known() -> None:
    assert read_guide("老年优待证办理", "办事指南见附件。") is None


@pytest.mark.parametrize("title", ["关于暂停办理的通知", "拟发放名单公示"])
def test_notices_are_no_guides(title: str) -> None:
    assert not is_guide_title(title)
    assert is_guide_title("老年优待证办理指南")


def test_hostile_text_is_read_in_time() -> None:
    assert read_guide("x", "办理" * 400_000) is not None
    assert read_guide("x", "依据：" * 300_000) is not None
    assert read_guide("x", "\n".join(["一、" * 50] * 20_000)) is not None
