"""不互动 and 空洞回复: what a person tried, and comments with their answers (M-3a, N-15)."""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import (
    Comment,
    Look,
    PlantedAccount,
    PlatformAccount,
    PlatformPost,
)
from gongkai_monitor.vocabulary import InteractionWay, Level

_FULL = (
    "您好，夜间施工已要求工地在二十二点前停止，如仍有噪声请拨打值班电话。",
    "您好，该路段路灯线路故障，维修人员今晚到场，预计明日恢复照明。",
    "您好，办理医保转移需带身份证和社保卡，也可在手机上申请。",
    "您好，公交改线方案正在征求意见，您的建议已经转给线路规划人员。",
    "您好，小区加装电梯须三分之二以上业主同意，材料清单已私信给您。",
    "您好，积水点排水管本周清淤，雨后我们会再次回访。",
)
_SAME = "感谢您的关注与支持，我们会认真研究。"


class Care(AccountFeature):
    """Looks at every way of interaction; six answered comments, read or exported."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Three accounts a rule."""
        code = "account.no_interaction"
        ways = (InteractionWay.COMMENT, InteractionWay.MESSAGE, InteractionWay.MENU)
        failed = tuple(Look(way=way, is_ok=False) for way in ways)
        plan = ground.account(0, "车辆管理所", looks=failed)
        yield faulty(plan, code, level=Level.OVERDUE, note="评论、私信、菜单都不可用")
        works = (*failed[:2], Look(way=InteractionWay.MENU, is_ok=True))
        yield harmless(ground.account(1, "婚姻登记处", looks=works), code, "菜单可用")
        yield harmless(ground.account(2, "殡仪馆", looks=failed[:2]), code, "菜单没有核查")
        code = "account.replies_poor"
        plan = _answering(ground, 3, "自来水公司", ("收到。",) * 2 + ("已转办。",) * 2 + _FULL[:2])
        yield faulty(plan, code, note="6 条中 4 条不足 8 字")
        plan = ground.account(4, "燃气公司", comments_exported=_comments((_SAME,) * 4 + _FULL[:2]))
        yield faulty(plan, code, note="导出的 6 条中 4 条是同一句话")
        plan = _answering(ground, 5, "热力公司", ("收到。",) * 3 + _FULL[:3])
        yield harmless(plan, code, "6 条中 3 条不足 8 字，正好一半")
        plan = ground.account(6, "公交公司", comments_exported=_comments(_FULL))
        yield harmless(plan, code, "逐条答复")


def _answering(ground: Ground, n: int, unit: str, replies: tuple[str, ...]) -> PlatformAccount:
    """The comments stand below a post that is older than all of them."""
    plan = ground.account(n, unit)
    post = PlatformPost(
        days=16, text="您对服务有什么意见建议，请在评论区留言。", comments=_comments(replies)
    )
    return plan.with_posts(post)


def _comments(replies: tuple[str, ...]) -> tuple[Comment, ...]:
    open_one = Comment(days=4, text="还没有人回答我。")
    answered = (
        Comment(days=3 + 2 * k, text=f"请问第 {k + 1} 件事怎么办？", reply=reply)
        for k, reply in enumerate(replies)
    )
    return (*answered, open_one)
