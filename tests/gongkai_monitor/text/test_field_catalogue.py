"""标准目录: the eight elements in the head of a catalogue table."""

import pytest

from gongkai_monitor.text.field_catalogue import is_catalogue, missing_elements

HEAD = (
    "序号", "公开事项", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限",
    "公开主体", "公开渠道和载体", "公开对象", "公开方式", "公开层级",
)  # fmt: skip


def test_a_whole_head() -> None:
    assert missing_elements("\n".join(HEAD)) == ()


def test_columns_that_are_not_there() -> None:
    head = [cell for cell in HEAD if cell not in {"公开时限", "公开对象"}]
    assert missing_elements("\n".join(head)) == ("公开时限", "公开对象")


def test_a_catalogue_in_a_file_is_not_known() -> None:
    assert missing_elements("目录见附件") is None


@pytest.mark.parametrize(
    ("title", "is_one"),
    [("义务教育领域基层政务公开标准目录", True), ("政府信息公开指南", False)],
)
def test_titles(title: str, is_one: bool) -> None:
    assert is_catalogue(title) is is_one
