"""采集覆盖: what was to be read, what was read, what was not and why. Always first."""

from collections import Counter

from gongkai_monitor.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Place,
    Ratio,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook, SoundnessNote
from gongkai_monitor.report.cells import badge, rows
from gongkai_monitor.report.coverage_sums import (
    Covered,
    Sum,
    covered,
    subjects,
    sum_of,
    sums,
)
from gongkai_monitor.report.sections.alerts import undelivered_note
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, SubjectKind

_SITES_SHOWN = 10


def build(book: AuditBook) -> Section:
    """Sums per kind and platform, causes, soundness of the data, warnings."""
    table = covered(book)
    total = sum_of("站点与账号合计", subjects(table))
    blocks: list[Block] = [Note(warning, Tone.WARN) for warning in book.warnings]
    blocks += [
        _figures(total),
        Paragraph(
            "登记数＝应查数＋不采集数，应查数＝已查数＋未采到数；每个登记对象每轮恰有一个采集状态。"
            "未采到的对象一律不作“未更新”等结论，也不提出关停建议。"
        ),
        _per_platform(table, total),
        _causes(table),
    ]
    extra = sum(not row.is_registered for row in table)
    if extra:
        blocks.append(Note(f"另有登记表以外的对象 {extra} 个（新发现的栏目等），不计入应查数。"))
    blocks += undelivered_note(book)
    blocks += _attachments(book)
    blocks += _soundness(book.soundness)
    return Section(key="coverage", title="采集覆盖", blocks=tuple(blocks))


def _figures(total: Sum) -> KeyFigures:
    return KeyFigures(
        (
            KeyFigure(label="应查", value=total.expected, of=total.registered, of_label="登记"),
            KeyFigure(
                label="已查",
                value=total.collected,
                of=total.expected,
                of_label="应查",
                tone=Tone.GOOD,
            ),
            KeyFigure(
                label="未采到",
                value=total.uncollected,
                of=total.expected,
                of_label="应查",
                tone=Tone.WARN if total.uncollected else Tone.PLAIN,
            ),
            KeyFigure(
                label="不采集", value=total.out_of_scope, of=total.registered, of_label="登记"
            ),
        )
    )


def _per_platform(table: tuple[Covered, ...], total: Sum) -> Table:
    lines = [*sums(table), total]
    return Table(
        title="分类别、分平台采集情况",
        columns=(
            Column("类别", width=20),
            Column("登记", ColumnKind.COUNT, width=9),
            Column("不采集", ColumnKind.COUNT, width=9),
            Column("应查", ColumnKind.COUNT, width=9),
            Column("已查", ColumnKind.COUNT, width=9),
            Column("未采到", ColumnKind.COUNT, width=9),
            Column("采集率（已查/应查）", ColumnKind.RATIO, width=20),
        ),
        rows=tuple(_sum_row(line) for line in lines),
        note="栏目单列，不计入合计；账号按平台分列。",
        has_total=True,
    )


def _sum_row(line: Sum) -> tuple[Cell, ...]:
    return (
        line.label,
        line.registered,
        line.out_of_scope,
        line.expected,
        line.collected,
        line.uncollected,
        Ratio(line.collected, line.expected),
    )


def _causes(table: tuple[Covered, ...]) -> Table:
    """Why subjects were not read or are not read at all."""
    known = [row for row in table if row.is_registered]
    counts = Counter((row.state, row.cause, row.kind) for row in known)
    lines: list[tuple[Cell, ...]] = []
    for state in (CollectionState.UNCOLLECTED, CollectionState.OUT_OF_SCOPE):
        for cause in CollectionCause:
            numbers = [
                counts[state, cause, kind]
                for kind in (SubjectKind.SITE, SubjectKind.CHANNEL, SubjectKind.ACCOUNT)
            ]
            if any(numbers):
                lines.append((badge(state.label), cause.label, *numbers))
    return Table(
        title="未采到与不采集的原因",
        columns=(
            Column("采集状态", ColumnKind.BADGE, width=10),
            Column("原因", width=34),
            Column("站点", ColumnKind.COUNT, width=9),
            Column("栏目", ColumnKind.COUNT, width=9),
            Column("账号", ColumnKind.COUNT, width=9),
        ),
        rows=tuple(lines),
        empty="全部登记对象均已采到。",
        note="逐个对象的原因见“未采集说明”。",
    )


def _attachments(book: AuditBook) -> list[Block]:
    """What of the attachments could be read; nothing is said of the others."""
    runs = [row for row in rows(book.facts.get("attachment_run")) if row.whole("file_count")]
    read = [row for row in runs if row.text("collection_state") == CollectionState.COLLECTED]
    if not read:
        return [Paragraph("附件：本期没有读取，不作附件内容的结论。")]
    files, whole, partly = (
        sum(row.whole(name) or 0 for row in read)
        for name in ("file_count", "read_count", "unread_count")
    )
    said = f"附件：{len(read)} 个站点取得 {files} 个，读出全文 {whole} 个，未能读全 {partly} 个。"
    if not partly:
        return [Paragraph(said)]
    worst = sorted(read, key=lambda row: (-(row.whole("unread_count") or 0), row.text("site_code")))
    shown = [row for row in worst if row.whole("unread_count")]
    rest = len(shown) - _SITES_SHOWN
    table = Table(
        title="附件读取情况",
        columns=(
            Column("站点", width=30),
            Column("附件", ColumnKind.COUNT, width=9),
            Column("读出全文", ColumnKind.COUNT, width=9),
            Column("未能读全", ColumnKind.COUNT, width=9),
            Column("未能读全的原因", width=44),
        ),
        rows=tuple(
            (
                row.text("subject_name") or row.text("site_code"),
                *(row.whole(name) for name in ("file_count", "read_count", "unread_count")),
                row.text("unread"),
            )
            for row in shown[:_SITES_SHOWN]
        ),
        note=(f"另有 {rest} 个站点。" if rest > 0 else "") + "逐个附件见各站点的页面。",
    )
    return [Paragraph(said + "没有读到文字的，不作是否泄露个人信息的结论。"), table]


def _soundness(outcomes: tuple[SoundnessNote, ...]) -> list[Block]:
    if not outcomes:
        return []
    failed = [outcome for outcome in outcomes if not outcome.is_passed]
    notes: list[Block] = [
        Note(f"数据可靠性检查未通过：{outcome.name}。{outcome.effect}", Tone.BAD)
        for outcome in failed
    ]
    table = Table(
        title="数据可靠性检查",
        columns=(
            Column("检查项", width=34),
            Column("结果", ColumnKind.BADGE, width=9),
            Column("实测", width=20),
            Column("要求", width=20),
            Column("影响", place=Place.BENEATH, width=30),
        ),
        rows=tuple(
            (
                outcome.name,
                badge("通过" if outcome.is_passed else "未通过"),
                outcome.observed,
                outcome.limit,
                outcome.effect,
            )
            for outcome in outcomes
        ),
    )
    return [*notes, table]
