"""Wording: wrong characters in articles, and right uses of the very same characters."""

from collections.abc import Iterator
from html import escape

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_ORDINARY = (
    "市财政局已将专项资金拔付到位，各单位要加强管理。",
    "群众可登陆系统查询办理进度，也可到服务窗口咨询。",
    "各单位要迅速布署，一但发现隐患立即整改。",
    "各乡镇要进行进行全面排查，做到底数清、情况明。",
)
_SERIOUS = (
    "清明节前，全市干部职工到革命烈土纪念碑敬献花篮。",
    "会议传达学习党中夹有关决策要求，研究贯彻落实措施。",
)
_RIGHT = (
    "今年第九号台风登陆沿海后，防汛指挥部及时提醒群众减少外出。",
    "部分居民反映供暖温度不足，供热单位当天反应迅速并上门检修。",
    "全国烈士纪念日当天，热土之上人民群众深切缅怀先烈。",
    "报名截止时间为本月底，截至目前已有三百余人报名。",
    "作为窗口工作人员，要知道群众必须提供哪些材料，哪些是必需的用品。",
)
_FIRST, _PLACES = 2, 3


class Wording(Feature):
    """Each site's first news channel: one article with ordinary errors, one right, some serious."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The planted sentences of an article."""
        texts = _planted(plan).get((channel.slug, item.n), ())
        return tuple(escape(text) for text in texts)

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Articles with wrong wording, one candidate each, however many errors it holds."""
        for key, texts in _planted(plan).items():
            for code, wrong in (("article.wording", _ORDINARY), ("site.serious_wording", _SERIOUS)):
                note = next((text for text in texts if text in wrong), None)
                if note is not None:
                    yield PlantedFault(
                        code=code,
                        subject_id=plan.site.site_code,
                        object=_address(plan, key),
                        level=Level.NOTICE,
                        note=note,
                    )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Articles that use the same characters rightly."""
        for key, texts in _planted(plan).items():
            if all(text in _RIGHT for text in texts):
                for code in ("article.wording", "site.serious_wording"):
                    yield NearMiss(
                        code=code,
                        subject_id=plan.site.site_code,
                        object=_address(plan, key),
                        note=texts[0],
                    )


def _planted(plan: SitePlan) -> dict[tuple[str, int], tuple[str, ...]]:
    """(channel, entry) -> the sentences that its article holds."""
    host = next((one for one in plan.channels if _can_hold(one)), None)
    if host is None:
        return {}
    dead = {n for n, _ in host.dead_entries}
    free = [
        item.n
        for item in items_of(plan, host)
        if item.n >= _FIRST and item.n not in dead and not item.is_pinned
    ][:_PLACES]
    turn = plan.port
    texts = [
        (_ORDINARY[turn % len(_ORDINARY)], _ORDINARY[(turn + 1) % len(_ORDINARY)]),
        (_RIGHT[turn % len(_RIGHT)], _RIGHT[(turn + 2) % len(_RIGHT)]),
        (_SERIOUS[turn // 2 % len(_SERIOUS)],) if turn % 2 else (_RIGHT[(turn + 1) % len(_RIGHT)],),
    ]
    return {(host.slug, n): text for n, text in zip(free, texts, strict=False)}


def _can_hold(channel: ChannelPlan) -> bool:
    return (
        channel.channel.kind is ChannelKind.NEWS
        and channel.behaviour is ChannelBehaviour.NORMAL
        and not channel.speaks_of_faults
    )


def _address(plan: SitePlan, key: tuple[str, int]) -> str:
    from gongkai_monitor.practice.families.catalogue import FAMILIES  # they draw features

    slug, n = key
    channel = next(one for one in plan.channels if one.slug == slug)
    item = next(one for one in items_of(plan, channel) if one.n == n)
    return plan.origin + FAMILIES[plan.family].article_path(channel, item)
