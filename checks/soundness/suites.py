"""The soundness suites: which measure must hold, and which rules rest on it.

The limits are ours, not official: they say from when on data are too broken to judge on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundnessSuite:
    """One expectation on one soundness table (``gongkai_monitor.facts.soundness``)."""

    code: str
    title: str
    table: str
    column: str
    minimum: float | None = None
    maximum: float | None = None
    limit: str
    observed: str  # template over the columns of an unexpected row
    blocked_codes: tuple[str, ...] = ()
    blocks_shutdown: bool = False


_CHANNEL_CODES = (
    "channel.stale", "channel.overdue", "site.channels_stale", "site.channels_overdue",
)  # fmt: skip

SUITES: tuple[SoundnessSuite, ...] = (
    SoundnessSuite(
        code="soundness.account_undated",
        title="推文缺发布时间过多",
        table="account_dates",
        column="undated_ratio",
        maximum=0.2,
        limit="近 90 天读到的推文缺发布时间的不超过 20%",
        observed="账号 {subject_id}：{post_count} 条中 {undated_ratio:.0%} 缺发布时间",
        blocked_codes=("account.content_stale",),
        blocks_shutdown=True,
    ),
    SoundnessSuite(
        code="soundness.account_future",
        title="推文时间晚于读取时间",
        table="account_dates",
        column="future_count",
        maximum=0,
        limit="近 15 天首次读到的推文没有晚于读取时间的",
        observed="账号 {subject_id}：{future_count} 条推文的时间晚于读取时间",
        blocked_codes=("account.content_stale",),
        blocks_shutdown=True,
    ),
    SoundnessSuite(
        code="soundness.channel_future",
        title="栏目信息日期晚于读取之日",
        table="channel_dates",
        column="future_count",
        maximum=0,
        limit="没有晚于读取之日的信息",
        observed="栏目 {subject_id} 有晚于读取之日的信息",
        blocked_codes=_CHANNEL_CODES,
    ),
    SoundnessSuite(
        code="soundness.site_future",
        title="首页信息日期晚于读取之日",
        table="site_dates",
        column="future_count",
        maximum=0,
        limit="没有晚于读取之日的信息",
        observed="站点 {subject_id} 首页有晚于读取之日的信息",
        blocked_codes=("site.homepage_stale",),
    ),
    SoundnessSuite(
        code="soundness.coverage",
        title="采集覆盖不足",
        table="coverage",
        column="collected_ratio",
        minimum=0.5,
        limit="应查对象中已查的不少于 50%",
        observed="{subject_id}：应查 {due_count}，已查 {collected_count}",
        blocks_shutdown=True,
    ),
    SoundnessSuite(
        code="soundness.platform_silent",
        title="同一平台的账号同时沉默",
        table="platforms",
        column="silent_count",
        maximum=0,
        limit="10 个以上账号的平台没有全部账号同时停更（7 天，或 1 天以上且为近 60 天最长）",
        observed="{subject_id}：{account_count} 个账号近 {quiet_days} 天无一更新，疑为数据源停更",
        blocked_codes=("account.content_stale",),
        blocks_shutdown=True,
    ),
    SoundnessSuite(
        code="soundness.probe_line",
        title="可用性探测同时失败",
        table="probes",
        column="failing_site_ratio",
        maximum=0.5,
        limit="失败占比达 5% 的站点不超过一半",
        observed="{site_count} 个站点中 {failing_site_ratio:.0%} 同时打不开，疑为监测线路故障",
        blocked_codes=("site.unreachable",),
    ),
    SoundnessSuite(
        code="soundness.link_line",
        title="链接目标同时不通",
        table="link_hosts",
        column="down_ratio",
        maximum=0.5,
        limit="10 个以上链接目标主机中连不上的不超过一半",
        observed="{host_count} 个目标主机中 {down_ratio:.0%} 连不上，疑为线路或域名解析故障",
        blocked_codes=("site.dead_link", "site.dead_attachment"),
    ),
)
"""Every soundness check, in the order of the report."""
