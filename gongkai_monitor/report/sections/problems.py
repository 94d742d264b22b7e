"""新增、持续、已消除问题."""

from collections import Counter

from gongkai_monitor.report.blocks import Group, Note, Section
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.coverage_sums import covered, subjects, sum_of
from gongkai_monitor.report.finding_table import finding_table
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import FindingStatus

GROUPS = (
    Group(value=FindingStatus.NEW.label, note="本期首次发现。"),
    Group(value=FindingStatus.ONGOING.label, note="以前发现，本期仍在。"),
    Group(value=FindingStatus.RESOLVED.label, note="本期重新采到并确认已不存在。"),
    Group(
        value=FindingStatus.FALSE_ALARM.label, note="经人工复核为误报。",
        is_open=False, is_kept_when_empty=False,
    ),
    Group(
        value=FindingStatus.EXEMPT.label, note="经人工复核予以豁免。",
        is_open=False, is_kept_when_empty=False,
    ),
)  # fmt: skip


def build(book: AuditBook) -> Section:
    """Every finding with its rule, basis, observation, limit, place, time and evidence."""
    counts = Counter(finding.status for finding in book.findings)
    total = sum_of("", subjects(covered(book)))
    table = finding_table(
        "问题清单",
        book.findings,
        Names.of(book.registry),
        groups=GROUPS,
        empty=f"无（已查 {total.collected}／应查 {total.expected}）",
        note="级别由重到轻排列；展开每行可见规则、依据、位置、整改建议和证据网页。",
    )
    blocks = [table]
    unverified = sum(not finding.sureness.may_fail for finding in book.findings)
    note = Note(f"其中 {unverified} 项依据未核实或部分核实的规则，单列提示，不影响合格与否。")
    count = counts[FindingStatus.NEW] + counts[FindingStatus.ONGOING]
    return Section(
        key="problems",
        title="问题：新增、持续、已消除",
        blocks=(note, *blocks) if unverified else tuple(blocks),
        count=count,
    )
