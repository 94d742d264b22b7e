"""What looks like a fault on one site and is none, read off its plan."""

from collections.abc import Iterator

from gongkai_monitor.practice.documents import is_overdue
from gongkai_monitor.practice.fault_talk import FAULT_TALK
from gongkai_monitor.practice.features import FEATURES
from gongkai_monitor.practice.home_age import HOME_DAYS, home_days, is_home_unknown
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, SitePlan
from gongkai_monitor.practice.site_book import SiteBook
from gongkai_monitor.practice.truth import NearMiss
from gongkai_monitor.vocabulary import ChannelKind

FAILING_SHARE = 0.05
"""Share of failed probes from which rule W-2 is broken."""
PRIMARY_KINDS = frozenset({ChannelKind.NEWS, ChannelKind.NOTICE, ChannelKind.POLICY})
_CHANNELS = {
    ChannelBehaviour.EXPLAINED: ("channel.empty", "无内容但有情况说明"),
    ChannelBehaviour.ELSEWHERE: ("channel.empty", "栏目跳转到其他系统"),
    ChannelBehaviour.BLOCKED: ("channel.empty", "拦截机器，未采到"),
    ChannelBehaviour.REDESIGNED: ("channel.empty", "网站改版，未采到"),
    ChannelBehaviour.DISALLOWED: ("channel.stale", "robots.txt 不允许采集，未采到"),
}


def near_misses(plan: SitePlan) -> Iterator[NearMiss]:
    """Near misses of one site."""
    code = plan.site.site_code
    for link in plan.planted_links:
        if not link.answer.is_dead:
            rule = "site.dead_attachment" if link.is_attachment else "site.dead_link"
            url = link.url_on(plan.origin)
            yield NearMiss(code=rule, subject_id=code, object=url, note=link.answer.label)
    if 0 < plan.failing_probe_ratio < FAILING_SHARE:
        yield NearMiss(code="site.unreachable", subject_id=code, note="失败占比不到 5%")
    home = _home_note(plan)
    if home:
        yield NearMiss(code="site.homepage_stale", subject_id=code, note=home)
    for channel in plan.channels:
        yield from _channel_near_misses(channel)
    if not plan.is_blocked:
        yield from _page_near_misses(plan)
        for feature in FEATURES:
            yield from feature.near_misses(plan)


def _home_note(plan: SitePlan) -> str:
    """Why the home page is not stale although it may look so; "" when it does not."""
    if plan.is_blocked:
        return "全站拦截机器，未采到"
    if is_home_unknown(plan):
        return "首页只有导航，有二级栏目未采到，不作判断"
    is_fresh = home_days(plan) <= HOME_DAYS
    return "首页只有导航，二级栏目有更新" if plan.has_entrance_home and is_fresh else ""


def _page_near_misses(plan: SitePlan) -> Iterator[NearMiss]:
    book = SiteBook(plan)
    for channel in plan.channels:
        if not channel.speaks_of_faults:
            continue
        for n, (title, _) in enumerate(FAULT_TALK):
            yield NearMiss(
                code="site.dead_link",
                subject_id=plan.site.site_code,
                object=plan.origin + book.entry_path(channel.slug, n),
                note=f"正文谈到失效或维护：{title}",
            )
    for row in plan.documents:
        if is_overdue(row, plan):
            continue
        note = f"已解读，可按{row.pairing.label}关联" if row.pairing else "解读期限未到"
        yield NearMiss(
            code="document.interpretation_overdue",
            subject_id=plan.origin + book.entry_path(row.channel, row.n),
            note="转载上级文件，无需解读" if row.is_repost else note,
        )


def _channel_near_misses(plan: ChannelPlan) -> Iterator[NearMiss]:
    url = plan.channel.url
    if plan.behaviour in _CHANNELS:
        code, note = _CHANNELS[plan.behaviour]
        yield NearMiss(code=code, subject_id=url, note=note)
    elif plan.channel.kind is ChannelKind.NEWS and plan.newest_days == HOME_DAYS:
        yield NearMiss(code="channel.stale", subject_id=url, note="恰好 14 天")
    elif plan.channel.level > 1 and plan.channel.kind in PRIMARY_KINDS:
        yield NearMiss(code="channel.stale", subject_id=url, note="二级栏目没有更新时限")
    elif plan.channel.cycle_days == plan.newest_days:
        yield NearMiss(code="channel.overdue", subject_id=url, note="恰好到更新周期")
