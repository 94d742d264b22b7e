"""The one way findings are listed: rule, basis, observed, limit, where, when, evidence."""

from collections.abc import Sequence
from datetime import datetime

from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.report.blocks import Cell, Column, ColumnKind, Group, Link, Place, Table
from gongkai_monitor.report.cells import badge, is_url, link_or_text, local
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import Level

COLUMNS = (
    Column("状态", ColumnKind.BADGE, width=8),
    Column("级别", ColumnKind.BADGE, width=8),
    Column("问题", width=44),
    Column("指标", place=Place.BENEATH, width=18),
    Column("规则", place=Place.BENEATH, width=9),
    Column("规则核实程度", place=Place.BENEATH, width=16),
    Column("对象", width=26),
    Column("主办单位", place=Place.BENEATH, width=22),
    Column("实测", width=22),
    Column("限值", place=Place.BENEATH, width=30, is_named=True),
    Column("首次发现", ColumnKind.DATE, width=12),
    Column("已持续（天）", ColumnKind.NUMBER, place=Place.BENEATH, width=12),
    Column("代码", place=Place.DETAIL, width=26),
    Column("依据", place=Place.DETAIL, width=44),
    Column("影响", place=Place.DETAIL, width=24),
    Column("位置", ColumnKind.LINK, place=Place.DETAIL, width=48),
    Column("核实时间", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
    Column("整改建议", place=Place.DETAIL, width=36),
    Column("证据", ColumnKind.LINK, place=Place.DETAIL, width=60),
    Column("问题编号", place=Place.DETAIL, width=18),
)

_LEVELS = tuple(Level)


def finding_table(
    title: str,
    findings: Sequence[Finding],
    names: Names,
    *,
    groups: tuple[Group, ...],
    empty: str = "无",
    note: str = "",
) -> Table:
    """A list of findings, split by status, the gravest first."""
    ordered = sorted(findings, key=_gravity)
    return Table(
        title=title,
        columns=COLUMNS,
        rows=tuple(_row(finding, names) for finding in ordered),
        group_by=0,
        groups=groups,
        empty=empty,
        note=note,
        is_list=True,
        fold="依据、位置与证据",
    )


def evidence_lines(evidence: tuple[Evidence, ...]) -> tuple[str | Link, ...]:
    """Each saved page: what it proves, its address, when, its hash and where it is kept."""
    lines: list[str | Link] = []
    for page in evidence:
        lines += [Link(page.url, f"{page.note}：{page.url}"), _saved(page)]
    return tuple(lines)


def effect_of(finding: Finding) -> str:
    """What the finding does, with the word of caution for rules that are not verified."""
    if finding.sureness.may_fail:
        return f"{finding.effect.label}（规则{finding.sureness.label}）"
    return f"{finding.effect.label}（规则{finding.sureness.label}，不影响合格与否）"


def verified_at(finding: Finding) -> datetime:
    """When the newest page behind a finding was read; ``as_of`` without one."""
    return max((page.fetched_at for page in finding.evidence), default=finding.as_of)


def _gravity(finding: Finding) -> tuple[int, bool, str, str, str]:
    return (
        -_LEVELS.index(finding.level),
        not finding.sureness.may_fail,
        finding.code,
        finding.subject_id,
        finding.object,
    )


def _row(finding: Finding, names: Names) -> tuple[Cell, ...]:
    return (
        badge(finding.status.label),
        badge(finding.level.label),
        finding.message,
        finding.title,
        finding.rule,
        f"规则{finding.sureness.label}",
        _subject(finding, names),
        names.agency(finding.agency_code),
        finding.observed,
        finding.limit,
        finding.first_seen_on,
        _days(finding),
        finding.code,
        f"{finding.basis}（{finding.edition} {finding.edition_version} 版）",
        effect_of(finding),
        _where(finding, names),
        local(verified_at(finding)),
        finding.remedy,
        evidence_lines(finding.evidence) or "无存档网页",
        finding.finding_id,
    )


def _subject(finding: Finding, names: Names) -> str:
    name = names.full_name(finding.subject_id, finding.subject_name)
    return f"{name}（{finding.subject_kind.label}）"


def _days(finding: Finding) -> int | None:
    if finding.first_seen_on is None or finding.last_seen_on is None:
        return None
    return (finding.last_seen_on - finding.first_seen_on).days + 1


def _where(finding: Finding, names: Names) -> Cell:
    address = names.address(finding.subject_id)
    if is_url(finding.object):
        return Link(finding.object)
    if not finding.object:
        return link_or_text(address)
    return (finding.object, link_or_text(address)) if address else finding.object


def _saved(page: Evidence) -> str:
    at = f"{local(page.fetched_at):%Y-%m-%d %H:%M:%S}"
    if page.is_entry:
        parts = [f"{at} 登记"]
    elif page.is_by_hand:
        parts = [f"{at} 人工采集"]
    else:
        parts = [f"{at} 抓取"]
        parts.append(f"HTTP {page.status}" if page.status else "无响应")
    if page.content_hash:
        parts.append(f"SHA-256 {page.content_hash}")
    if page.warc_file:
        offset = "" if page.warc_offset is None else f" 偏移 {page.warc_offset}"
        parts.append(f"存档 {page.warc_file}{offset}")
    return " · ".join(parts)
