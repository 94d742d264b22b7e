"""结论 of accounts (rule F-10: any veto fails, there is no score) and what is proposed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.findings.disposition import NOTES_ONLY, STALE, Case, Proposal, propose
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.findings.measured import VetoCover, veto_cover
from gongkai_monitor.findings.overlap import Overlap, overlaps, shared_platforms
from gongkai_monitor.findings.shutdown import shutdown_doubts
from gongkai_monitor.findings.soundness import SoundnessOutcome, blocking
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    Disposition,
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
    judge = AccountJudge(facts, findings, catalogue, outcomes, obstacles)
    notes = _notes(judge.rows.values(), judge.seen, judge.cover)
    return [
        _verdict(row, judge.conclusions[code], judge.proposal(code), notes[code])
        for code, row in judge.rows.items()
    ]


class AccountJudge:
    """The accounts of one audit; what was read of them is worked out once.

    Verdicts and proposals follow from the findings; other findings of some accounts can be tried.
    """

    def __init__(
        self,
        facts: Mapping[str, pd.DataFrame],
        findings: Sequence[Finding],
        catalogue: Catalogue,
        outcomes: Sequence[SoundnessOutcome],
        obstacles: Mapping[str, Sequence[str]],
    ) -> None:
        places = {rule.indicator.code: place for place, rule in enumerate(catalogue.rules)}
        self.seen = sorted(
            (one for one in findings if is_rechecked(one)),
            key=lambda one: (places.get(one.code, len(places)), one.object, one.finding_id),
        )
        standing = [one for one in self.seen if is_open(one) and one.is_problem]
        self.own = _by_account(standing)
        self.dismissed = _by_account([one for one in self.seen if one.review in _DISMISSED])
        self.rows = {row["subject_id"]: row for row in plain_rows(facts["account"])}
        self.cover = veto_cover(facts, catalogue)
        self._outcomes = outcomes
        self._doubts = {
            code: shutdown_doubts(row, outcomes, obstacles.get(code, ()))
            for code, row in self.rows.items()
        }
        self.conclusions = {code: self._conclude(code, self.own[code]) for code in self.rows}
        self._verdicts = {code: one.verdict for code, one in self.conclusions.items()}
        self._platforms = shared_platforms(facts, standing)
        self._overlaps = overlaps(self._platforms, self.rows, self._verdicts)

    def proposal(self, code: str) -> Proposal:
        """What is proposed for an account."""
        return self._propose(code, self.own[code], self._verdicts[code], self._overlaps.get(code))

    def tried(self, changed: Mapping[str, Sequence[Finding]]) -> dict[str, Disposition | None]:
        """What would be proposed if these were the findings of some accounts.

        Args:
            changed: account_code -> all its standing findings, as they would be.

        Returns:
            Of those accounts, and of those with which they share a platform.
        """
        fresh = {code: self._conclude(code, own).verdict for code, own in changed.items()}
        verdicts = self._verdicts | fresh
        concerned = [one for one in self._platforms if not changed.keys().isdisjoint(one.codes)]
        shared = overlaps(concerned, self.rows, verdicts)
        return {
            code: self._propose(
                code,
                changed.get(code, self.own[code]),
                verdicts[code],
                shared.get(code, self._overlaps.get(code)),
            ).disposition
            for code in dict.fromkeys((*changed, *shared))
            if code in self.rows
        }

    def _conclude(self, code: str, own: Sequence[Finding]) -> _Conclusion:
        return _conclude(self.rows[code], own, self.cover[code], self._outcomes)

    def _propose(
        self, code: str, own: Sequence[Finding], verdict: Verdict, overlap: Overlap | None
    ) -> Proposal:
        case = Case(
            row=self.rows[code],
            verdict=verdict,
            own=own,
            dismissed=self.dismissed[code],
            overlap=overlap,
            doubts=self._doubts[code],
        )
        return propose(case)


def _verdict(
    row: Row, one: _Conclusion, proposal: Proposal, notes: tuple[str, ...]
) -> SubjectVerdict:
    return SubjectVerdict(
        subject_kind=SubjectKind.ACCOUNT,
        subject_id=row["subject_id"],
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
        notes=notes if one.verdict is not Verdict.OUT_OF_SCOPE else (),
    )


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
