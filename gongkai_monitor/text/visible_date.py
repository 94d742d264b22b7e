"""发布时间 as an article page prints it, character by character (rule G-12)."""

import re

from gongkai_monitor.text.page import Page

_INFO = re.compile(r"来源|浏览|阅读|点击|字体|字号|打印|分享")
_OF_THE_PAGE = re.compile(r"生成时间|今天是|访问者|访客|更新于|版权|备案")
_PRINTED = re.compile(
    r"(?<!\d)((?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s{0,3}(?:上午|下午|[AaPp][Mm])?\s{0,2}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"(?:\s?[AaPp][Mm])?)?)"
)
_LONGEST = 300
_MOST_LINES = 400


def visible_date(page: Page) -> str | None:
    """The date of the line that also names source or clicks, as printed; None without one."""
    for line in page.lines[:_MOST_LINES]:
        is_info = len(line) <= _LONGEST and _INFO.search(line) and not _OF_THE_PAGE.search(line)
        if is_info:
            match = _PRINTED.search(line)
            if match is not None:
                return match[1].strip()
    return None
