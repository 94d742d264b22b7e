"""结论 of accounts (rule F-10: any veto fails, there is no score) and what is proposed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.findings.disposition import NOTES_ONLY, STALE, Case, propose
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.findings.measured import VetoCover, veto_cover
from gongkai_monitor.findings.overlap import overlaps
from gongkai_monitor.findings.shutdown import shutdown_doubts
from gongkai_monitor.findings.soundness import SoundnessOutcome, blocking
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    ReviewState,
    SubjectKind,
    Verdict,
)

if TYPE_CHECKING:
    import pandas as pd

_NO_RULES = ("此时点没有现行的单项否决指标",)


@dataclass(frozen=True, slots=True)
class _Conclusion:
    """合格 or not, why, and the vetoes that decide."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    vetoes: tuple[Finding, ...] = ()


def account_verdicts(
    facts: Mapping[str, pd.DataFrame],
    findings: Sequence[Finding],
    catalogue: Catalogue,
    outcomes: Sequence[SoundnessOutcome],
    obstacles: Mapping[str, Sequence[str]],
) -> list[SubjectVerdict]:
    """One verdict per account of the register, in the order of the facts.

    Args:
        facts: with ``account``; ``agency_platform``, ``account_content`` and the tables of other
            vetoes where they were measured.
        findings: after lifecycle and reviews.
        catalogue: the rules that were judged by.
        outcomes: of the soundness suites.
        obstacles: account_code -> why 关停 may not be proposed (申诉, 暂缓).
    """
    places = {rule.indicator.code: place for place, rule in enumerate(catalogue.rules)}
    seen = sorted(
        (one for one in findings if is_rechecked(one)),
        key=lambda one: (places.get(one.code, len(places)), one.object, one.finding_id),
    )
    standing = [one for one in seen if is_open(one) and one.is_problem]
    own = _by_account(standing)
    dismissed = _by_account([one for one in seen if one.review in _DISMISSED])
    rows = {row["subject_id"]: row for row in plain_rows(facts["account"])}
    cover = veto_cover(facts, catalogue)
    concluded = {
        code: _conclude(row, own[code], cover[code], outcomes) for code, row in rows.items()
    }
    verdicts = {code: one.verdict for code, one in concluded.items()}
    shared = overlaps(facts, standing, rows, verdicts)
    notes = _notes(rows.values(), seen, cover)
    result = []
    for code, row in rows.items():
        one = concluded[code]
        case = Case(
            row=row,
            verdict=one.verdict,
            own=own[code],
            dismissed=dismissed[code],
            overlap=shared.get(code),
            doubts=shutdown_doubts(row, outcomes, obstacles.get(code, ())),
        )
        proposal = propose(case)
        result.append(
            SubjectVerdict(
                subject_kind=SubjectKind.ACCOUNT,
                subject_id=code,
                subject_name=row["subject_name"],
                agency_code=row["agency_code"],
                verdict=one.verdict,
                collection_state=CollectionState(row["collection_state"]),
                cause=CollectionCause(row["cause"]),
                veto_finding_ids=tuple(finding.finding_id for finding in one.vetoes),
                disposition=proposal.disposition,
                reasons=tuple(dict.fromkeys((*one.reasons, *proposal.reasons))),
                proposal_rules=proposal.rules,
                proposed_action=proposal.action,
                act_by=proposal.act_by,
                keep_account=proposal.keep_account,
                notes=notes[code] if one.verdict is not Verdict.OUT_OF_SCOPE else (),
            )
        )
    return result


_DISMISSED = frozenset({ReviewState.FALSE_ALARM, ReviewState.EXEMPT})


def _by_account(findings: Sequence[Finding]) -> defaultdict[str, list[Finding]]:
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.subject_kind is SubjectKind.ACCOUNT:
            grouped[one.subject_id].append(one)
    return grouped


def _conclude(
    row: Row, own: Sequence[Finding], cover: VetoCover, outcomes: Sequence[SoundnessOutcome]
) -> _Conclusion:
    """Only collected, sound data decide; a veto on a post stands whether its list is read today."""
    state, cause = CollectionState(row["collection_state"]), CollectionCause(row["cause"])
    unsound = blocking(outcomes, STALE, row["subject_id"])
    is_told = state is CollectionState.COLLECTED and not unsound
    vetoes = tuple(one for one in own if one.decides and (one.code != STALE or is_told))
    if state is CollectionState.OUT_OF_SCOPE:
        return _Conclusion(Verdict.OUT_OF_SCOPE, (cause.label,))
    if vetoes:
        return _Conclusion(Verdict.FAILED, tuple(one.message for one in vetoes), vetoes)
    if state is CollectionState.UNCOLLECTED:
        return _Conclusion(Verdict.NOT_JUDGED, (uncollected_words(cause, row["detail"]),))
    if unsound:
        return _Conclusion(
            Verdict.NOT_JUDGED, tuple(f"{check.title}，不作判断" for check in unsound)
        )
    if not cover.codes:
        return _Conclusion(Verdict.NOT_JUDGED, cover.gaps or _NO_RULES)
    return _Conclusion(Verdict.PASSED)


def uncollected_words(cause: CollectionCause, detail: str | None) -> str:
    """未采到 with its cause."""
    return f"未采到：{cause.label}" + (f"（{detail}）" if detail else "")


def _notes(
    accounts: Iterable[Row], findings: Sequence[Finding], cover: Mapping[str, VetoCover]
) -> defaultdict[str, tuple[str, ...]]:
    """What stands beside the verdict: it was not checked, or it stands out and decides nothing."""
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for row in accounts:
        if row["is_manual"]:
            notes[row["subject_id"]].append(f"{CollectedBy.MANUAL.label}的数据")
        if row["vanished_30d"]:
            told = f"近 30 天有 {row['vanished_30d']} 条推文疑似已删除，不计入更新"
            notes[row["subject_id"]].append(told)
    for one in findings:
        if one.code in NOTES_ONLY and is_open(one):
            notes[one.subject_id].append(f"{one.title}：{one.observed}")
    told_of: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code in notes.keys() | cover.keys():
        told_of[code] = (*notes[code], *cover[code].gaps)
    return told_of
