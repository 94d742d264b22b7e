"""主要问题: class of problem, named unit, named site or account, evidence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import Effect, Level, SubjectKind

_NAMED = 8
"""So many are named in one sentence; the annex has every one."""


def problem_sentences(findings: Iterable[Finding], names: Names) -> list[str]:
    """One paragraph per class of problem, vetoes first."""
    classes: dict[tuple[str, str, bool, bool], list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=_gravity):
        is_warning = finding.level is Level.WARNING
        classes[finding.rule, finding.title, is_veto(finding), is_warning].append(finding)
    return [_sentence(found, names) for found in classes.values()]


def is_veto(finding: Finding) -> bool:
    """Whether a problem fails its subject."""
    return finding.effect is Effect.VETO and finding.sureness.may_fail


def of_accounts(finding: Finding) -> bool:
    """Whether a problem is one of new media: of an account, or of all accounts of a unit."""
    of_unit = finding.subject_kind is SubjectKind.AGENCY
    return finding.subject_kind is SubjectKind.ACCOUNT or (
        of_unit and finding.code.startswith("account.")
    )


def _gravity(finding: Finding) -> tuple[bool, int, str, str, str]:
    level = list(Level).index(finding.level)
    return (not is_veto(finding), -level, finding.code, finding.subject_id, finding.object)


def _sentence(found: Sequence[Finding], names: Names) -> str:
    is_warning = found[0].level is Level.WARNING
    title = f"{found[0].title}{'（预警）' if is_warning else ''}"
    units = {finding.agency_code for finding in found if finding.agency_code}
    effect = "单项否决" if is_veto(found[0]) else found[0].effect.label
    caution = "" if found[0].sureness.may_fail else "，规则未完全核实，仅作提示"
    named = "；".join(_named(finding, names) for finding in found[:_NAMED])
    more = f"；等共 {len(found)} 项，详见附件 2" if len(found) > _NAMED else ""
    head = f"{title}（{effect}{caution}；{len(found)} 项，涉及 {len(units)} 个单位）。"
    return f"{head}依据：{found[0].basis}。{named}{more}。"


def _named(finding: Finding, names: Names) -> str:
    agency = names.agency(finding.agency_code)
    subject = names.full_name(finding.subject_id, finding.subject_name)
    pages = finding.evidence
    proof = (
        f"（证据：{pages[0].url}，{local(pages[0].fetched_at):%Y-%m-%d %H:%M} 读取）"
        if pages
        else ""
    )
    if finding.subject_name in finding.message:  # the sentence names it itself
        return f"{agency}：{finding.message}{proof}"
    return f"{agency}“{subject}”：{finding.message}{proof}"
