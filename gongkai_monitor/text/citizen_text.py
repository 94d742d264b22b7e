"""What private persons write: beside numbers and names also their accounts, plates and doors. Pure.

Only here: an office's own pages print 微信号 and room numbers on purpose.
"""

import re
from functools import partial

from gongkai_monitor.text.personal_data import mask_personal_data

_ACCOUNT = re.compile(
    r"(?:微信(?!公众|群|小程序)(?:号码?|账号|ID)?|(?<![A-Za-z])(?:wechat|weixin|vx|wx|v信)|QQ(?!群)(?:号码?)?|扣扣号?|抖音号|快手号)"
    r"(?:是|为|同号|：|:|\s){0,4}([A-Za-z][A-Za-z0-9_\-]{4,19}|[1-9]\d{4,10})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·•．.\s-]?"
    r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂])(?![A-Za-z0-9])"
)
_HOME = re.compile(
    r"(?:家?住址?|现居住?|我家|本人家|居住地?)[^。；;\n]{0,24}?"
    r"(\d{1,4}\s?(?:号楼|栋|幢|座|单元)(?:\s?\d{1,4}\s?(?:单元|门|层|楼))?\s?\d{1,5}\s?(?:室|号|户)?)(?!\d)"
)
_TOKENS = ((_ACCOUNT, 1, "【社交账号】"), (_PLATE, 0, "【车牌号】"), (_HOME, 1, "【门牌号】"))


def mask_citizen_text(text: str) -> str:
    """The text with everything masked that leads to a person; twice is the same as once."""
    text = mask_personal_data(text)
    for pattern, group, token in _TOKENS:
        text = pattern.sub(partial(_with, group=group, token=token), text)
    return text


def _with(match: re.Match[str], group: int, token: str) -> str:
    start, end = match.span(group)
    whole = match[0]
    return f"{whole[: start - match.start()]}{token}{whole[end - match.start() :]}"
