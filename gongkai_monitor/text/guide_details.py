"""办事指南: what its elements are worth: a form that can be had, a number that can be called (K-B).

Both only say what the text of the page says; whether a number is right, a person finds out.
"""

import re

_FORM = re.compile(
    r"《?(?P<name>[\u4e00-\u9fff]{2,24}?(?:申请表|申报表|登记表|审批表|备案表|申请书|承诺书))》?"
)
_COPIES = re.compile(r"(?:示范文本|空白表格|表格下载|样表)")
_LABEL = re.compile(
    r"(?<!监督)(?<!投诉)(?:联系|咨询|办公|服务|窗口)?(?:电话|热线)(?:号码)?\s{0,3}[:：]?"
)
_NUMBER = re.compile(
    r"(?<!\d)(?:0\d{2,3}\s{0,2}[-－—）)]?\s{0,2}[2-9]\d{6,7}|[2-9]\d{6,7}|1\d{10}|1(?:2345|23\d{2}|10|19|20)"
    r"|[48]00[-－]?\d{3}[-－]?\d{4})(?!\d)"
)
_BEHIND = 80
_MOST = 200_000


def named_form(body: str) -> str | None:
    """The first form that a guide asks for; None when it names none."""
    match = _FORM.search(body[:_MOST])
    if match is not None:
        return match["name"]
    copies = _COPIES.search(body[:_MOST])
    return copies[0] if copies else None


def gives_number(body: str) -> bool | None:
    """Whether a number stands behind the label 联系电话; None without the label."""
    labels = [match.end() for match in _LABEL.finditer(body[:_MOST])]
    if not labels:
        return None
    return any(_NUMBER.search(body[end : end + _BEHIND]) for end in labels)
