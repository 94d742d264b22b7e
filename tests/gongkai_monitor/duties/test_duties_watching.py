"""Which indicators watch a duty: codes that exist, duties that they say something about."""

import pytest

from gongkai_monitor.duties.watching import watches, watching
from gongkai_monitor.indicators.catalogue import available_editions, load_editions


def test_every_code_of_the_list_is_an_indicator_of_some_edition() -> None:
    known = {
        rule.indicator.code
        for name in available_editions()
        for rule in load_editions((name,)).rules
    }
    assert {code for watch in watches() for code in watch.codes} <= known


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("认真落实政策解读制度。", "document.interpretation_overdue"),
        ("加强政务新媒体建设。", "account.content_stale"),
        ("完善申请工作。更新政府信息公开申请指南内容。", "site.disclosure_guide_incomplete"),
        ("政府门户网站支持互联网协议第6版。", "site.ipv6_unreachable"),
    ],
)
def test_a_theme_is_watched(text: str, code: str) -> None:
    assert code in watching(text)
    assert watching(text, {code}) == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "做好养老服务信息公开。通过政府网站、政务新媒体等多种渠道发布。",
        "加强组织领导。主要负责同志年内至少听取一次汇报。",
    ],
)
def test_a_place_to_publish_is_no_theme(text: str) -> None:
    assert watching(text) == ()
