"""What a notice says: only open problems of the last audit, never a candidate."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from gongkai_monitor.findings.lifecycle import NOT_RECHECKED, is_rechecked
from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.bulletin.problems import is_veto
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.site_page.sites import SiteCard, cards_of
from gongkai_monitor.vocabulary import Verdict

_UNREACHABLE = "site.unreachable"


def card_of(book: AuditBook, site_code: str) -> SiteCard:
    """The site of a code.

    Raises:
        ReportError: for a site that is not registered, or has nothing to mend.
    """
    for card in cards_of(book):
        if card.site.site_code == site_code:
            if not card.problems:
                raise ReportError(f"{card.site.name}（{site_code}）没有未消除的问题，不出整改通知")
            return card
    raise ReportError(f"登记表中没有网站标识码 {site_code}")


def notice_fields(
    card: SiteCard, book: AuditBook, *, issuer: str, issued_on: date, due_on: date
) -> dict[str, Any]:
    """What a template of a notice can use."""
    names = Names.of(book.registry)
    return {
        "title": "政府网站整改通知书",
        "addressee": f"{names.agency(card.site.agency_code)}：",
        "introduction": _introduction(card, book),
        "groups": problem_groups(card.problems, lambda finding: _proof(card, finding)),
        "demands": demands(due_on, len(card.candidates)),
        "issuer": issuer,
        "issued_on": _day(issued_on),
    }


def _introduction(card: SiteCard, book: AuditBook) -> list[str]:
    site = card.site
    verdict = card.verdict.label if card.verdict else "尚未判断"
    said = [
        (
            f"截至 {local(book.as_of):%Y-%m-%d %H:%M}，对你单位主办的“{site.name}”"
            f"（网站标识码 {site.site_code}，{site.home_url}）的检查结论为：{verdict}。"
            f"发现未消除的问题 {len(card.problems)} 项，其中单项否决 {len(card.vetoes)} 项。"
        )
    ]
    if card.verdict is Verdict.NOT_JUDGED:
        said += [f"未作结论的原因：{reason}。" for reason in card.reasons]
    return said


def problem_groups(
    findings: Sequence[Finding], proof: Callable[[Finding], str]
) -> list[dict[str, Any]]:
    """Vetoes, other problems, and what rests on rules that are not verified."""
    vetoes = [finding for finding in findings if is_veto(finding)]
    sure = [f for f in findings if not is_veto(f) and f.sureness.may_fail]
    unsure = [f for f in findings if not is_veto(f) and not f.sureness.may_fail]
    groups = (
        ("单项否决问题", vetoes, ""),
        ("其他问题", sure, ""),
        ("提示事项", unsure, "所依据的规则尚未完全核实，仅作提示，不影响合格与否。"),
    )
    return [
        {
            "title": f"{title}（{len(found)} 项）",
            "note": note,
            "rows": [_row(number, one, proof(one)) for number, one in enumerate(found, start=1)],
        }
        for title, found, note in groups
        if found
    ]


def _proof(card: SiteCard, finding: Finding) -> str:
    """The page that was read; of a site that does not answer, the record of the visits."""
    if finding.evidence:
        return proof_of(finding.evidence[0])
    failed_at = card.availability.instant("last_failed_at")
    if finding.code == _UNREACHABLE and failed_at is not None:
        return f"系统探测记录，最近一次打不开为 {local(failed_at):%Y-%m-%d %H:%M}"
    return "无存档网页"


def _row(number: int, finding: Finding, proof: str) -> dict[str, Any]:
    message = finding.message.removesuffix(NOT_RECHECKED)
    return {
        "number": number,
        "problem": message if is_rechecked(finding) else f"{message}（本轮未采到，以上次检查为准）",
        "place": finding.object or finding.subject_name,
        "observed": f"{finding.observed}；标准：{finding.limit}",
        "basis": f"{finding.basis}（{finding.rule}）",
        "evidence": proof,
        "remedy": finding.remedy,
    }


def proof_of(page: Evidence) -> str:
    """Where a page was read or a file was brought from, when, and its hash."""
    saved = f"，SHA-256 {page.content_hash[:16]}…" if page.content_hash else ""
    source = page.note if page.is_by_hand else page.url
    read = "登记" if page.is_entry else "采集" if page.is_by_hand else "读取"
    return f"{source}（{local(page.fetched_at):%Y-%m-%d %H:%M} {read}{saved}）"


def demands(due_on: date, candidates: int) -> list[str]:
    """What is asked of the unit."""
    said = [
        f"请对照以上问题逐项整改，于{_day(due_on)}前书面报送整改情况。",
        "对问题有异议的，请在上述时限内提交情况说明和证明材料；经复核后更正。",
    ]
    if candidates:
        said.append(f"另有 {candidates} 条线索正在人工复核，未列入本通知。")
    return said


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
