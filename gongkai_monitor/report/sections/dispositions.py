"""账号处置建议: proposals with reasons and evidence; a person decides."""

from collections import Counter

from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.report.blocks import (
    Cell,
    Column,
    ColumnKind,
    Group,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, link_or_text, rows
from gongkai_monitor.report.finding_table import evidence_lines
from gongkai_monitor.report.headline import open_findings
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import Disposition, SubjectKind

_ORDER = (
    Disposition.SHUT_DOWN,
    Disposition.MERGE,
    Disposition.RECTIFY,
    Disposition.REMIND,
    Disposition.KEEP,
)


def build(book: AuditBook) -> Section:
    """Proposals, the gravest first; accounts without one were not collected."""
    proposals = [verdict for verdict in book.verdicts if verdict.disposition is not None]
    accounts = sum(verdict.subject_kind is SubjectKind.ACCOUNT for verdict in book.verdicts)
    counts = Counter(verdict.disposition for verdict in proposals)
    figures = KeyFigures(
        tuple(
            KeyFigure(
                label=f"建议{kind.label}",
                value=counts[kind],
                of=len(proposals),
                of_label="有建议账号",
                tone=badge(kind.label).tone if counts[kind] else Tone.PLAIN,
            )
            for kind in _ORDER
        )
    )
    text = Paragraph(
        f"账号 {accounts} 个，其中提出建议 {len(proposals)} 个，"
        f"其余 {accounts - len(proposals)} 个未采到或不在检查范围，不提建议。"
        "建议与合格、不合格分开：结论只看单项否决，建议另列依据、请单位办理的事项和答复期限。"
        "建议供主管单位研判，是否处置由人决定；系统不会自动关停任何账号。"
    )
    acted = len(proposals) - counts[Disposition.KEEP]
    return Section(
        key="dispositions",
        title="账号处置建议",
        blocks=(figures, text, _table(book, proposals), _what_if(book)),
        count=acted,
    )


def _table(book: AuditBook, proposals: list[SubjectVerdict]) -> Table:
    names = Names.of(book.registry)
    findings: dict[str, tuple[Finding, ...]] = {}
    for finding in open_findings(book):
        findings[finding.subject_id] = (*findings.get(finding.subject_id, ()), finding)
    facts = {row.text("account_code"): row for row in rows(book.facts.get("account"))}
    return Table(
        title="处置建议清单",
        columns=(
            Column("建议", ColumnKind.BADGE, width=8),
            Column("账号", width=28),
            Column("平台", place=Place.BENEATH, width=12),
            Column("主办单位", width=26),
            Column("最近更新", ColumnKind.DATE, width=12),
            Column("已过（天）", ColumnKind.NUMBER, place=Place.BENEATH, width=11),
            Column("理由", width=54),
            Column("请单位办理", width=36),
            Column("期限", ColumnKind.DATE, width=12),
            Column("旁注（不影响结论）", place=Place.DETAIL, width=40),
            Column("依据", place=Place.DETAIL, width=60),
            Column("保留的账号", place=Place.DETAIL, width=20),
            Column("账号主页", ColumnKind.LINK, place=Place.DETAIL, width=40),
            Column("证据", ColumnKind.LINK, place=Place.DETAIL, width=60),
        ),
        rows=tuple(
            _row(
                verdict,
                names,
                facts.get(verdict.subject_id),
                _evidence(verdict, findings.get(verdict.subject_id, ())),
            )
            for verdict in sorted(proposals, key=lambda verdict: verdict.subject_id)
        ),
        group_by=0,
        groups=tuple(
            Group(
                value=kind.label,
                is_open=kind is not Disposition.KEEP,
                is_kept_when_empty=False,
            )
            for kind in _ORDER
        ),
        empty="没有已采到的账号，不提处置建议。",
        is_list=True,
        fold="依据和证据",
    )


def _what_if(book: AuditBook) -> Table:
    """What other thresholds would do; every line changes one of them."""
    return Table(
        title="阈值试算",
        columns=(
            Column("阈值", width=26),
            Column("取值", ColumnKind.NUMBER, width=8),
            Column("现行", ColumnKind.BADGE, width=8),
            Column("可判账号", ColumnKind.NUMBER, width=10),
            Column("越过账号", ColumnKind.NUMBER, width=10),
            Column("建议改变", ColumnKind.COUNT, width=10),
            Column("怎样改变", width=44),
        ),
        rows=tuple(
            (
                one.threshold,
                one.value,
                badge("现行") if one.is_current else "",
                one.judged,
                one.hit,
                one.moved,
                one.words,
            )
            for one in book.what_if
        ),
        empty="没有现行的更新时限指标，不作试算。",
        note="每行只改一个阈值，按同样的规则重算；未采到的账号和已豁免、已认定误报的不变。",
    )


def _evidence(verdict: SubjectVerdict, findings: tuple[Finding, ...]) -> tuple[Evidence, ...]:
    """Pages behind the vetoes; without a veto, behind whatever is open against the account."""
    vetoes = [one for one in findings if one.finding_id in verdict.veto_finding_ids]
    return tuple(page for finding in vetoes or findings for page in finding.evidence)


def _row(
    verdict: SubjectVerdict, names: Names, fact: Row | None, evidence: tuple[Evidence, ...]
) -> tuple[Cell, ...]:
    disposition = verdict.disposition.label if verdict.disposition else ""
    return (
        badge(disposition),
        verdict.subject_name,
        names.platform(verdict.subject_id),
        names.agency(verdict.agency_code),
        fact.day("last_posted_on") if fact else None,
        fact.number("days_since_post") if fact else None,
        tuple(verdict.reasons) or "未发现问题",
        verdict.proposed_action,
        verdict.act_by,
        tuple(verdict.notes),
        tuple(verdict.proposal_rules),
        names.account(verdict.keep_account) if verdict.keep_account else "",
        link_or_text(names.address(verdict.subject_id)),
        evidence_lines(evidence),
    )
