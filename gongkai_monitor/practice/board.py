"""The message board of a portal: pages and JSON with 留言时间 and 答复时间 (rules W-5b, K-C4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from gongkai_monitor.practice.board_families import PrintedLetter, printing_of
from gongkai_monitor.practice.exchange import Request, Response, data
from gongkai_monitor.practice.families.base import stamp
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.letters import letter_of
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.vocabulary import ChannelKind

DATA_PATH = "/openapi/board/messages.json"

_REPLY = (
    "您好，来信收悉。经核实，相关事项可到政务服务中心窗口办理，"
    "也可拨打咨询电话了解详情。感谢您的关注。"
)


SLOW, UNDATED, NEARLY_OVERDUE, OVERDUE = 1, 2, 3, 4
"""Letters with a reply that has no date, that came late, that is missing: not yet, and too long."""
_SLOW_DAYS = 20


def replied_at(item: Item) -> datetime | None:
    """When a letter was answered."""
    if item.letter is not None:
        return item.letter.replied_at
    if item.n in {NEARLY_OVERDUE, OVERDUE}:
        return None
    return item.published_at + timedelta(days=_SLOW_DAYS if item.n == SLOW else 1)


def detail_blocks(plan: SitePlan, item: Item) -> list[str]:
    """Blocks of a message's page; on a site without planted letters all were soon answered."""
    moment = replied_at(item) if plan.has_board else item.published_at + timedelta(days=1)
    letter = PrintedLetter(
        number=f"{plan.site.site_code}-{item.n + 1}",
        received=stamp(item.published_at),
        text=_text(plan, item),
        unit=plan.sponsor,
        replied=stamp(moment) if moment and not _is_undated(plan, item) else None,
        reply=_REPLY if moment else None,
    )
    return printing_of(plan.site.site_code)(letter)


def _is_undated(plan: SitePlan, item: Item) -> bool:
    return plan.has_board and item.n == UNDATED


def _text(plan: SitePlan, item: Item) -> str:
    return item.letter.text if item.letter else letter_of(plan.site.site_code, item.n)[1]


def data_route(plan: SitePlan) -> Callable[[Request], Response]:
    """The JSON list of all board messages."""
    channel = next(one for one in plan.channels if one.channel.kind is ChannelKind.INTERACTION)
    family = FAMILIES[plan.family]

    def route(request: Request) -> Response:
        del request
        rows = [
            {
                "id": f"{plan.site.site_code}-{item.n + 1}",
                "title": item.title,
                "content": _text(plan, item),
                "createTime": f"{stamp(item.published_at)}:00",
                "replyTime": f"{stamp(moment)}:00" if moment and item.n != UNDATED else "",
                "replyContent": _REPLY if moment else "",
                "replyUnit": plan.sponsor,
                "url": family.article_path(channel, item),
            }
            for item in items_of(plan, channel)
            for moment in [replied_at(item)]
        ]
        return data({"code": 200, "data": {"total": len(rows), "rows": rows}})

    return route
