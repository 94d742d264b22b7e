"""撤销 of administrative decisions (rule H-9): what a notice revokes, or a decision says of itself.

Only what the page states counts: a notice names the decision by its 文号 or its quoted title, a
decision is marked as revoked on its own page. An application, a hearing or a rule about 撤销 is no
revocation.
"""

import re
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.dates import find_dates
from gongkai_monitor.text.document_number import find_document_numbers

_DECISION = re.compile(r"行政(?:处罚|许可|强制|征收|裁决|确认|给付)|(?:处罚|许可)(?:决定|证)")
_REVOKED = re.compile(r"撤销|确认(?:违法|无效)")
_NO_REVOCATION = re.compile(r"申请|听证|告知|征求意见|办法|规定|流程|指南|依据|目录|解读|不予撤销")
_MARKED = re.compile(
    r"(?:本|该|此|上述|原)?(?:行政)?(?:处罚|许可)?决定(?:书)?(?:现)?已(?:经)?(?P<about>.{0,30}?)(?:被|予以|依法)?撤销"
    r"|(?:决定|处罚|许可|当前)?状态\s{0,2}[:：]\s{0,2}(?:已)?撤销|撤销日期\s{0,2}[:：]"
)
_TITLE_MARK = re.compile(r"[（(【\[](?:已|现已)?撤销[）)】\]]")
_QUOTED = re.compile(r"《([^《》]{6,120})》")
_LONGEST_LINE = 600
_MOST_LINES = 400
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Revocation:
    """A notice that revokes decisions.

    Attributes:
        revoked_on: the day of its publication: later than the revocation, never earlier.
        numbers: 文号 that it names, normalised, without its own.
        titles: titles that it quotes.
    """

    revoked_on: date | None
    numbers: frozenset[str]
    titles: frozenset[str]


def read_revocation(
    title: str, body: str, published_on: date | None, own_number: str | None = None
) -> Revocation | None:
    """What a notice revokes; None when it is no notice of a revocation or names no decision.

    Args:
        title: of the page; it decides whether the page revokes anything.
        body: text of the page.
        published_on: stands for the day of the revocation.
        own_number: the notice's own 文号, which names nothing.
    """
    head = title[:200]
    if not (_REVOKED.search(head) and _DECISION.search(head)) or _NO_REVOCATION.search(head):
        return None
    lines = body.split("\n")[:_MOST_LINES]
    text = "\n".join([head, *(line[:_LONGEST_LINE] for line in lines)])
    numbers = frozenset(find_document_numbers(_REVOKED.sub("，", text))) - {own_number}
    titles = frozenset(one for one in _QUOTED.findall(text) if _DECISION.search(one))
    if not numbers and not titles:
        return None
    return Revocation(published_on, frozenset(one for one in numbers if one), titles)


def is_marked_revoked(title: str, body: str) -> bool:
    """Whether a decision's own page says that the decision was revoked."""
    return bool(_TITLE_MARK.search(title[:200])) or _mark(body) is not None


def marked_day(body: str) -> date | None:
    """The day that the page of a revoked decision gives for the revocation; None without one."""
    line = _mark(body)
    if line is None:
        return None
    found = _MARKED.search(line)
    assert found is not None
    near = line[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
    dates = find_dates(near.replace("：", " "))
    return dates[0].day if len(dates) == 1 else None


def _mark(body: str) -> str | None:
    """The line that marks the decision as revoked."""
    if "撤销" not in body:
        return None
    lines = (line[:_LONGEST_LINE] for line in body.split("\n")[:_MOST_LINES])
    return next((line for line in lines if _MARKED.search(line)), None)
