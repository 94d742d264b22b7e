"""The message board of a portal: pages and JSON with 留言时间 and 答复时间."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from gongkai_monitor.practice.exchange import Request, Response, data
from gongkai_monitor.practice.families.base import stamp
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.vocabulary import ChannelKind

DATA_PATH = "/openapi/board/messages.json"

_QUESTIONS = (
    "你好，想咨询办理居住证需要准备哪些材料，能否在线提交？",
    "请问下半年城区学校体育场馆周末是否对市民开放？",
    "建议在河滨步道增设休息座椅和直饮水点，方便老人散步。",
    "请问新能源汽车充电桩进小区的申请流程是什么？",
)
_REPLY = (
    "您好，来信收悉。经核实，相关事项可到政务服务中心窗口办理，"
    "也可拨打咨询电话了解详情。感谢您的关注。"
)


def detail_blocks(plan: SitePlan, item: Item) -> list[str]:
    """Blocks of a message's page."""
    return [
        f"留言时间：{stamp(item.published_at)}",
        f"留言内容：{_question(plan, item)}",
        f"答复单位：{plan.sponsor}",
        f"答复时间：{stamp(item.published_at + timedelta(days=1))}",
        f"答复内容：{_REPLY}",
    ]


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
                "content": _question(plan, item),
                "createTime": f"{stamp(item.published_at)}:00",
                "replyTime": f"{stamp(item.published_at + timedelta(days=1))}:00",
                "replyContent": _REPLY,
                "replyUnit": plan.sponsor,
                "url": family.article_path(channel, item),
            }
            for item in items_of(plan, channel)
        ]
        return data({"code": 200, "data": {"total": len(rows), "rows": rows}})

    return route


def _question(plan: SitePlan, item: Item) -> str:
    return Random(f"{plan.seed}:board:{item.n}").choice(_QUESTIONS)
