"""The annexes of a bulletin as sheets: names, problems, sums, re-check."""

from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.report.blocks import Cell, Column, ColumnKind, Section, Table
from gongkai_monitor.report.bulletin.content import ANNEXES, Bulletin, Records
from gongkai_monitor.report.bulletin.sums import Tally, account_tallies, site_tallies
from gongkai_monitor.report.cells import badge, local
from gongkai_monitor.report.finding_table import finding_table
from gongkai_monitor.report.headline import Headline, headline
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.problems import GROUPS
from gongkai_monitor.vocabulary import Verdict

_ORDER = (Verdict.FAILED, Verdict.NOT_JUDGED, Verdict.PASSED, Verdict.OUT_OF_SCOPE)


def annex_headline(bulletin: Bulletin, records: Records) -> Headline:
    """What the first sheet says."""
    book = records.book
    return Headline(
        name=book.name,
        title=f"{records.period.name}通报附件",
        day=f"{bulletin.issued_on:%Y-%m-%d}",
        issue=records.period.code,
        as_of=f"数据截至 {local(book.as_of):%Y-%m-%d %H:%M}（北京时间）",
        lead=bulletin.title,
        figures=headline(book).figures,
    )


def annex_sections(records: Records) -> tuple[Section, ...]:
    """One section per annex, in the order in which the bulletin names them."""
    builders = (_names, _problems, _sums, _recheck)
    return tuple(
        Section(key=f"annex-{number}", title=f"附件{number} {title}", blocks=(build(records),))
        for number, (title, build) in enumerate(zip(ANNEXES, builders, strict=True), start=1)
    )


def _names(records: Records) -> Table:
    names = Names.of(records.book.registry)
    verdicts = sorted(
        records.book.verdicts,
        key=lambda one: (one.subject_kind.value, _ORDER.index(one.verdict), one.subject_id),
    )
    return Table(
        title="名单",
        columns=(
            Column("类别", width=8),
            Column("结论", ColumnKind.BADGE, width=16),
            Column("名称", width=30),
            Column("平台", width=12),
            Column("编码", width=16),
            Column("主办单位", width=28),
            Column("原因", width=60),
        ),
        rows=tuple(
            (
                one.subject_kind.label,
                badge(one.verdict.label),
                one.subject_name,
                names.platform(one.subject_id),
                one.subject_id,
                names.agency(one.agency_code),
                "" if one.verdict is Verdict.PASSED else tuple(one.reasons),
            )
            for one in verdicts
        ),
        is_list=True,
    )


def _problems(records: Records) -> Table:
    found = [finding for finding in records.book.findings if is_open(finding)]
    return finding_table("问题清单", found, Names.of(records.book.registry), groups=GROUPS[:2])


def _sums(records: Records) -> Table:
    rows = [
        *(_sum("政府网站", tally) for tally in site_tallies(records.book)),
        *(_sum("政务新媒体", tally) for tally in account_tallies(records.book)),
    ]
    counted = ("登记", "应查", "检查（得出结论）", "合格", "不合格", "未作结论", "不在检查范围")
    return Table(
        title="监测汇总表",
        note="合格率＝合格数÷检查数；未作结论的不进分子分母。",
        columns=(
            Column("对象", width=14),
            Column("类别", width=16),
            *(Column(name, ColumnKind.NUMBER, width=12) for name in counted),
            Column("合格率", width=20),
            Column("检查数占应查数", width=20),
        ),
        rows=tuple(rows),
        is_list=True,
    )


def _sum(what: str, tally: Tally) -> tuple[Cell, ...]:
    return (
        what, tally.label, tally.registered, tally.running, tally.checked, tally.passed,
        tally.failed, tally.unread, tally.outside, str(tally.pass_rate), str(tally.share),
    )  # fmt: skip


def _recheck(records: Records) -> Table:
    names = Names.of(records.book.registry)
    return Table(
        title="整改复查",
        columns=(
            Column("复查结果", width=18),
            Column("对象", width=30),
            Column("主办单位", width=28),
            Column("问题", width=50),
            Column("指标", width=20),
            Column("首次发现", ColumnKind.DATE, width=12),
            Column("问题编号", width=18),
        ),
        rows=tuple(
            (
                one.outcome.value,
                one.finding.subject_name,
                names.agency(one.finding.agency_code),
                one.finding.message,
                one.finding.title,
                one.finding.first_seen_on,
                one.finding.finding_id,
            )
            for one in records.rechecked or ()
        ),
        empty="上期没有判断记录，或没有单项否决问题。",
        is_list=True,
    )
