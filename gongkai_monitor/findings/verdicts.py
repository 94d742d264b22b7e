"""结论: 合格, 不合格, or no conclusion. Only verified vetoes on collected, sound data decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.findings.account_verdicts import account_verdicts, uncollected_words
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.findings.soundness import SoundnessOutcome, blocking
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    SubjectKind,
    Verdict,
)

if TYPE_CHECKING:
    import pandas as pd

_COUNTED_CHANNELS = {
    "site.channels_stale": "stale_primary_channel_count",
    "site.channels_overdue": "overdue_channel_count",
    "site.channels_empty": "empty_channel_count",
}
"""Veto rule -> its count of channels, which unread channels could still lift to the limit."""


def decide(
    facts: Mapping[str, pd.DataFrame],
    findings: Sequence[Finding],
    catalogue: Catalogue,
    outcomes: Sequence[SoundnessOutcome] = (),
    obstacles: Mapping[str, Sequence[str]] | None = None,
) -> list[SubjectVerdict]:
    """One verdict per site and account of the register (rules F-5, F-10).

    Args:
        facts: with the tables ``site`` and ``account`` (absent ones give no verdicts).
        findings: after lifecycle and reviews; only open ones that were seen this time count,
            no candidates.
        catalogue: the rules that were judged by.
        outcomes: of the soundness suites.
        obstacles: account_code -> why its 关停 may not be proposed now (open 申诉, 暂缓).
    """
    standing = [one for one in findings if is_open(one) and is_rechecked(one) and one.is_problem]
    by_subject: dict[tuple[SubjectKind, str], list[Finding]] = defaultdict(list)
    for finding in standing:
        by_subject[finding.subject_kind, finding.subject_id].append(finding)
    verdicts = []
    unprobed = _unprobed(facts, catalogue)
    if "site" in facts:
        for row in plain_rows(facts["site"]):
            own = by_subject[SubjectKind.SITE, row["subject_id"]]
            verdict = _site_verdict(row, own, catalogue, outcomes)
            verdicts.append(_with_gaps(verdict, unprobed.get(row["subject_id"], ())))
    if "account" in facts:
        verdicts += account_verdicts(facts, findings, catalogue, outcomes, obstacles or {})
    deciding_kinds = {
        rule.indicator.subject_kind for rule in catalogue.rules if rule.indicator.may_fail
    }
    return [one if one.subject_kind in deciding_kinds else _without_rules(one) for one in verdicts]


def _without_rules(verdict: SubjectVerdict) -> SubjectVerdict:
    """Nobody passes where no rule decides: before an edition came into force, say."""
    if verdict.verdict is not Verdict.PASSED:
        return verdict
    return replace(verdict, verdict=Verdict.NOT_JUDGED, reasons=("此时点没有现行的单项否决指标",))


def _with_gaps(verdict: SubjectVerdict, gaps: tuple[str, ...]) -> SubjectVerdict:
    """合格 says which veto it does not speak of: too few probes prove nothing about W-2."""
    if verdict.verdict is not Verdict.PASSED or not gaps:
        return verdict
    return replace(verdict, reasons=(*verdict.reasons, *gaps))


def _unprobed(
    facts: Mapping[str, pd.DataFrame], catalogue: Catalogue
) -> dict[str, tuple[str, ...]]:
    """site_code -> the vetoes on availability that its probes do not suffice for, and why."""
    table = facts.get("availability")
    if table is None:
        return {}
    titles = [
        rule.indicator.title
        for rule in catalogue.rules
        if rule.indicator.may_fail and rule.indicator.applies_to == "availability"
    ]
    rows = table[table["collection_state"] == CollectionState.UNCOLLECTED.value]
    return {
        row["subject_id"]: tuple(
            f"{title}：{row['detail'] or '没有探测记录'}，未作判断" for title in titles
        )
        for row in plain_rows(rows)
    }


def deciding(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that fail their subject: vetoes of verified rules."""
    return tuple(finding for finding in findings if finding.decides)


def _site_verdict(
    row: Row, own: list[Finding], catalogue: Catalogue, outcomes: Sequence[SoundnessOutcome]
) -> SubjectVerdict:
    state = CollectionState(row["collection_state"])
    cause = CollectionCause(row["cause"])
    vetoes = deciding(own)
    doubts = () if vetoes else _doubts(row, catalogue, outcomes)
    reasons: tuple[str, ...]
    if state is CollectionState.OUT_OF_SCOPE:
        verdict, reasons, vetoes = Verdict.OUT_OF_SCOPE, (cause.label,), ()
    elif vetoes:
        # An unreachable home page cannot be read, but a week of probes proves W-2 by itself.
        verdict, reasons = Verdict.FAILED, tuple(f.message for f in vetoes)
    elif state is CollectionState.UNCOLLECTED:
        verdict, reasons = Verdict.NOT_JUDGED, (uncollected_words(cause, row["detail"]),)
    elif doubts:
        verdict, reasons = Verdict.NOT_JUDGED, doubts
    else:
        verdict, reasons = Verdict.PASSED, tuple(f.message for f in own)
    return _concluded(SubjectKind.SITE, row, verdict, vetoes, reasons)


def _doubts(
    row: Row, catalogue: Catalogue, outcomes: Sequence[SoundnessOutcome]
) -> tuple[str, ...]:
    """Why a site without a veto still cannot be called 合格."""
    doubts = []
    unread = row["uncollected_channel_count"] or 0
    for rule in catalogue.rules:
        indicator = rule.indicator
        if not indicator.may_fail or indicator.subject_kind is not SubjectKind.SITE:
            continue
        checks = blocking(outcomes, indicator.code, row["subject_id"])
        doubts += [f"{indicator.title}：{check.title}，不作判断" for check in checks]
        if indicator.applies_to == "site" and row.get(indicator.fact) is None:
            doubts.append(f"{indicator.title}：{row['detail'] or '没有可用的数据'}")
        column = _COUNTED_CHANNELS.get(indicator.code)
        if column and unread and (row[column] or 0) + unread >= (indicator.number("max") or 0):
            doubts.append(f"{indicator.title}：{unread} 个栏目未采到，不足以作结论")
    return tuple(doubts)


def _concluded(
    kind: SubjectKind,
    row: Row,
    verdict: Verdict,
    vetoes: Sequence[Finding],
    reasons: tuple[str, ...],
) -> SubjectVerdict:
    return SubjectVerdict(
        subject_kind=kind,
        subject_id=row["subject_id"],
        subject_name=row["subject_name"],
        agency_code=row["agency_code"],
        verdict=verdict,
        collection_state=CollectionState(row["collection_state"]),
        cause=CollectionCause(row["cause"]),
        veto_finding_ids=tuple(finding.finding_id for finding in vetoes),
        reasons=reasons,
    )
