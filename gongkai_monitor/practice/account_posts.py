"""Posts of accounts that a person should look at, and posts that only look so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from gongkai_monitor.practice.feeds import address_of, posts_of
from gongkai_monitor.practice.plan import AccountPlan, SpecialPost
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

CODES = {
    "account.commercial": Level.NOTICE,
    "account.forced_action": Level.OVERDUE,
    "account.check_in": Level.NOTICE,
    "account.opinion": Level.NOTICE,
}


@dataclass(frozen=True, slots=True)
class _Placed:
    plan: AccountPlan
    special: SpecialPost
    url: str


FAULTY = (
    SpecialPost("account.commercial", "本地特产上新", "点击链接购买，全国包邮。"),
    SpecialPost(
        "account.forced_action", "关于做好关注工作的通知",
        "请全体干部职工关注本账号并截图上报办公室。",
    ),
    SpecialPost("account.check_in", "学习平台使用要求", "每天必须登录学习平台。"),
    SpecialPost("account.opinion", "说几句", "小编认为这事办得真慢。"),
)  # fmt: skip
HARMLESS = (
    SpecialPost(
        "account.commercial", "反诈提醒", "警惕“点击链接购买”短信，谨防诈骗。", is_fault=False
    ),
    SpecialPost(
        "account.forced_action", "基层减负", "严禁要求群众关注账号后截图上报，发现一起整治一起。",
        is_fault=False,
    ),
)  # fmt: skip


def post_faults(plans: Sequence[AccountPlan], as_of: datetime) -> Iterator[PlantedFault]:
    """Posts with a passage that breaks a rule, each with its address."""
    for one in _placed(plans, as_of):
        if one.special.is_fault:
            yield PlantedFault(
                code=one.special.code,
                subject_id=one.plan.account.account_code,
                object=one.url,
                level=CODES[one.special.code],
                note=one.special.title,
            )


def post_near_misses(plans: Sequence[AccountPlan], as_of: datetime) -> Iterator[NearMiss]:
    """Posts that warn of what they name."""
    for one in _placed(plans, as_of):
        if not one.special.is_fault:
            yield NearMiss(
                code=one.special.code,
                subject_id=one.plan.account.account_code,
                object=one.url,
                note=one.special.title,
            )


def _placed(plans: Sequence[AccountPlan], as_of: datetime) -> Iterator[_Placed]:
    for plan in plans:
        if plan.special is None:
            continue
        parts = urlsplit(plan.account.source_url or "")
        origin = f"{parts.scheme}://{parts.netloc}"
        post = next(row for row in posts_of(plan, as_of) if row.title == plan.special.title)
        yield _Placed(plan, plan.special, address_of(origin, post))
