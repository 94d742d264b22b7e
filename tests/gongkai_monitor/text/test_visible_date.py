"""发布时间 as printed, from the line that names source or clicks."""

import pytest

from gongkai_monitor.text.meta import placeholder_tags
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.visible_date import visible_date


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("发布时间：2026-09-12 10:20 来源：市政府办", "2026-09-12 10:20"),
        ("2026-09-12 10:20:33 浏览次数：8", "2026-09-12 10:20:33"),
        ("日期：2026年9月12日 来源：教育局", "2026年9月12日"),
        ("时间：2026-09-12 上午 9:05 字号：大 中 小", "2026-09-12 上午 9:05"),
        ("来源：市政府办 2026/9/12", "2026/9/12"),
        ("会议于 2026-09-12 召开", None),
        ("来源：市政府办", None),
        ("页面生成时间：2026-09-12 10:20:33 您是第 8 位访问者，浏览愉快", None),
    ],
)
def test_lines(line: str, printed: str | None) -> None:
    page = Page.parse(f"<html><body><h1>标题</h1><p>{line}</p></body></html>", "http://a.test/")
    assert visible_date(page) == printed


def test_placeholders_also_of_optional_tags() -> None:
    tags = {
        "SiteIDCode": "政府网站标识码",
        "Keywords": "${keywords}",
        "Author": "",
        "SiteName": "某市",
    }
    assert placeholder_tags(tags) == ("SiteIDCode", "Keywords")
