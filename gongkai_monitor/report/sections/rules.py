"""附：规则依据与口径: what every number stands on."""

from gongkai_monitor.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Group,
    Note,
    Paragraph,
    Place,
    Section,
    Table,
)
from gongkai_monitor.report.book import AuditBook, EditionNote, IndicatorNote
from gongkai_monitor.report.cells import badge

_VERIFIED = "已核实规则"
_LOCAL = "地方规则"
_UNVERIFIED = "未核实规则"


def build(book: AuditBook) -> Section:
    """Editions, counting conventions, and every indicator with its basis and sureness."""
    blocks: list[Block] = [
        Paragraph("下列规则版本参与本期检查；每项问题均注明所依据的规则、版本和限值。"),
        _editions(book.editions),
    ]
    blocks += [_conventions(edition) for edition in book.editions if edition.conventions]
    if not book.editions:
        blocks.append(Note("本期没有载入规则版本，不作任何结论。"))
    blocks.append(_indicators(book.editions))
    return Section(key="rules", title="附：规则依据与口径", blocks=tuple(blocks))


def _editions(editions: tuple[EditionNote, ...]) -> Table:
    return Table(
        title="规则版本",
        columns=(
            Column("规则集", width=20),
            Column("标识", place=Place.BENEATH, width=14),
            Column("范围", ColumnKind.BADGE, width=8),
            Column("版本", width=14),
            Column("指标数", ColumnKind.NUMBER, width=8),
        ),
        rows=tuple(
            (
                edition.title or edition.name,
                edition.name,
                badge("地方" if edition.is_local else "全国"),
                edition.version,
                len(edition.indicators),
            )
            for edition in editions
        ),
    )


def _conventions(edition: EditionNote) -> Table:
    return Table(
        title=f"计算口径（{edition.title or edition.name} {edition.version}）",
        columns=(Column("序号", ColumnKind.NUMBER, width=6), Column("口径", width=90)),
        rows=tuple(enumerate(edition.conventions, start=1)),
    )


def _indicators(editions: tuple[EditionNote, ...]) -> Table:
    return Table(
        title="指标一览",
        columns=(
            Column("类别", ColumnKind.BADGE, width=12),
            Column("规则号", width=9),
            Column("指标", width=24),
            Column("代码", place=Place.BENEATH, width=26),
            Column("作用", ColumnKind.BADGE, width=10),
            Column("限值", width=28),
            Column("依据", width=50),
            Column("口径", place=Place.BENEATH, width=44),
            Column("核实程度", ColumnKind.BADGE, width=18),
            Column("版本", place=Place.BENEATH, width=20),
        ),
        rows=tuple(
            _row(edition, indicator) for edition in editions for indicator in edition.indicators
        ),
        group_by=0,
        groups=(
            Group(value=_VERIFIED, note="全国性规则，依据已核实；其中单项否决项决定合格与否。"),
            Group(
                value=_LOCAL,
                note="地方性要求，单独列示，不改变全国性合格与否的结论。",
                is_kept_when_empty=False,
            ),
            Group(
                value=_UNVERIFIED,
                note="依据未核实或部分核实，只作提示，不影响合格与否。",
                is_kept_when_empty=False,
            ),
        ),
        is_list=True,
    )


def _row(edition: EditionNote, indicator: IndicatorNote) -> tuple[Cell, ...]:
    return (
        badge(_group(edition, indicator)),
        indicator.rule,
        indicator.title,
        indicator.code,
        badge(indicator.effect.label),
        indicator.limit,
        indicator.basis,
        indicator.convention,
        badge(indicator.sureness.label),
        f"{edition.title or edition.name} {edition.version}",
    )


def _group(edition: EditionNote, indicator: IndicatorNote) -> str:
    if not indicator.sureness.may_fail:
        return _UNVERIFIED
    return _LOCAL if edition.is_local else _VERIFIED
