"""账号处置建议: 保留, 提醒, 整改, 整合, 关停. A proposal with its rules; people decide.

The proposal stands apart from 合格/不合格: it says which rule speaks, what was seen, what is asked
of the unit and by when. The same facts and findings give the same proposal, in whatever order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.rows import Row
from gongkai_monitor.findings.overlap import Overlap
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import (
    Disposition,
    Effect,
    FilingStatus,
    Level,
    ReviewState,
    Verdict,
)
from gongkai_monitor.workdays import deadline

ANSWER_WORKDAYS = 10
"""工作日 in which a unit is asked to answer; ours, no national rule names any."""

STALE = "account.content_stale"
UNFILED = "account.unfiled"
ENDED = frozenset({"account.alive_after_closing", "account.not_deregistered", "account.reopened"})
"""What is found of accounts that the register calls closed."""

OF_TRAIL = frozenset({
    "shutdown.step_overdue", "account.appeal_overdue", "account.rectification_overdue",
    "account.answer_overdue",
})  # fmt: skip
"""Late steps and answers: they say nothing of the account itself."""

NOTES_ONLY = OF_TRAIL | {"account.low_attention", "account.filler", "account.copied"}
"""They stand beside the verdict and bring about no proposal by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed and why; None when nothing can be said."""

    disposition: Disposition | None
    reasons: tuple[str, ...] = ()  # what was seen
    rules: tuple[str, ...] = ()  # which rules speak, with their standard and basis
    action: str = ""  # what is asked of the unit
    act_by: date | None = None
    keep_account: str | None = None  # of several, the one that is better kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that a proposal for one account rests on."""

    row: Row  # its ``account`` facts
    verdict: Verdict
    own: Sequence[Finding] = ()  # its open problems, seen this time
    dismissed: Sequence[Finding] = ()  # 误报 and 豁免
    overlap: Overlap | None = None  # with other accounts of its agency
    doubts: tuple[str, ...] = ()  # why 关停 may not be proposed


def propose(case: Case) -> Proposal:
    """The proposal for one account: the gravest that its data prove, with all that was seen."""
    if case.verdict is Verdict.OUT_OF_SCOPE:
        candidates = list(_for_ended(case))
    else:
        silence = list(_for_silence(case))
        is_ending = any(one.disposition is Disposition.SHUT_DOWN for one in silence)
        candidates = [
            *silence,
            *(() if is_ending else _for_overlap(case)),
            *_for_problems(case),
            *_for_pending(case),
        ]
        candidates = candidates or list(_for_healthy(case))
    if not candidates:
        return Proposal(disposition=None)
    first = min(candidates, key=lambda one: _GRAVITY.index(one.disposition))
    ordered = [first, *(one for one in candidates if one is not first)]
    return Proposal(
        disposition=first.disposition,
        reasons=_once(reason for one in ordered for reason in one.reasons),
        rules=_once(rule for one in ordered for rule in one.rules),
        action=first.action,
        act_by=first.act_by,
        keep_account=next((one.keep_account for one in ordered if one.keep_account), None),
    )


_GRAVITY: tuple[Disposition | None, ...] = (
    Disposition.SHUT_DOWN,
    Disposition.MERGE,
    Disposition.RECTIFY,
    Disposition.REMIND,
    Disposition.KEEP,
)


def rule_words(finding: Finding) -> str:
    """The rule behind a finding: its number, name, standard and basis."""
    return f"{finding.rule} {finding.title}：{finding.limit}（{finding.basis}）"


def _for_silence(case: Case) -> Iterable[Proposal]:
    stale = next((one for one in case.own if one.code == STALE), None)
    if stale is None or case.verdict is Verdict.NOT_JUDGED:
        return  # what the register alone proves may still be said; silence may not
    rules = (rule_words(stale),)
    by = _answer_by(case)
    if stale.level is Level.WARNING:
        left = case.row.get("days_left")
        told = (stale.message, *((f"距超期还有 {left} 天",) if left is not None else ()))
        yield Proposal(
            disposition=Disposition.REMIND,
            reasons=told,
            action="提醒主办单位在期限内更新",
            act_by=_window_end(case.row),
            rules=rules,
        )
    elif stale.level is Level.DORMANT and not case.doubts:
        yield Proposal(
            disposition=Disposition.SHUT_DOWN,
            reasons=(stale.message,),
            action="请主办单位说明能否恢复更新；确属无力维护的，报主管单位批准后按程序公告、注销",
            act_by=by,
            rules=rules,
        )
    else:
        doubts = case.doubts if stale.level is Level.DORMANT else ()
        yield Proposal(
            disposition=Disposition.RECTIFY,
            reasons=(stale.message, *doubts),
            action="立即恢复更新，并书面说明停更原因",
            act_by=by,
            rules=rules,
        )


def _for_overlap(case: Case) -> Iterable[Proposal]:
    overlap = case.overlap
    if overlap is None:
        return
    rules = (rule_words(overlap.finding),)
    if overlap.keep == case.row["subject_id"]:
        if case.verdict is Verdict.PASSED:
            yield Proposal(
                disposition=Disposition.KEEP,
                reasons=(overlap.finding.message, f"其中建议保留本账号：{overlap.why}"),
                rules=rules,
                action="继续按期更新",
                keep_account=overlap.keep,
            )
        return
    is_merged = overlap.is_keep_sound and overlap.is_same_function
    if overlap.keep is None:
        told = overlap.why
    else:
        told = f"建议保留“{overlap.keep_name}”（{overlap.keep}）：{overlap.why}"
        if not overlap.is_same_function:
            told = f"各账号功能类型不同；如须精简，{told}"
    yield Proposal(
        disposition=Disposition.MERGE if is_merged else Disposition.REMIND,
        reasons=(overlap.finding.message, told),
        rules=rules,
        action=(
            f"请主办单位说明是否确需分设；不需要的，内容并入“{overlap.keep_name}”后注销本账号"
            if is_merged
            else "请主办单位说明是否确需分设"
        ),
        act_by=_answer_by(case),
        keep_account=overlap.keep,
    )


def _for_problems(case: Case) -> Iterable[Proposal]:
    """Vetoes and missing filing are to be put right; other open problems are reminded of."""
    for one in case.own:
        if one.code == STALE or one.code in NOTES_ONLY:
            continue
        is_grave = one.effect is Effect.VETO or one.code == UNFILED
        yield Proposal(
            disposition=Disposition.RECTIFY if is_grave else Disposition.REMIND,
            reasons=(one.message,),
            rules=(rule_words(one),),
            action=one.remedy,
            act_by=_answer_by(case) if is_grave else None,
        )


def _for_pending(case: Case) -> Iterable[Proposal]:
    is_pending = case.row.get("filing_status") == FilingStatus.PENDING.value
    if is_pending and case.verdict is not Verdict.NOT_JUDGED:
        yield Proposal(
            disposition=Disposition.REMIND,
            reasons=("待注销，注销完成前仍须更新",),
            action="抓紧完成注销；完成前照常更新",
        )


def _for_healthy(case: Case) -> Iterable[Proposal]:
    if case.verdict is not Verdict.PASSED:
        return
    decided = [one for one in case.dismissed if one.code == STALE]
    words = {ReviewState.EXEMPT: "已获豁免", ReviewState.FALSE_ALARM: "经复核为误报"}
    yield Proposal(
        disposition=Disposition.KEEP,
        reasons=tuple(f"{one.title}{words[one.review]}（{one.observed}）" for one in decided)
        or ("更新正常",),
        rules=tuple(rule_words(one) for one in decided),
        action="继续按期更新",
    )


def _for_ended(case: Case) -> Iterable[Proposal]:
    """Closed on paper, alive on the platform: the register or the platform has to follow."""
    found = [one for one in case.own if one.code in ENDED]
    if found:
        yield Proposal(
            disposition=Disposition.RECTIFY,
            reasons=tuple(one.message for one in found),
            rules=tuple(rule_words(one) for one in found),
            action="继续使用的更正登记并重新备案；不再使用的公告并完成注销",
            act_by=_answer_by(case),
        )


def _answer_by(case: Case) -> date | None:
    as_of = case.row.get("as_of")
    if as_of is None:
        return None
    try:
        return deadline(china_date(as_of), ANSWER_WORKDAYS)
    except CalendarCoverageError:
        return None


def _window_end(row: Row) -> date | None:
    """The last day on which an update still counts as in time."""
    last, days = row.get("last_posted_on"), row.get("window_days")
    return last + timedelta(days=days) if last is not None and days is not None else None


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
