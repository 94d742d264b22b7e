"""Tables about accounts and their trail as the command line prints them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.shutdown_case import step_days
from gongkai_monitor.review.account_decision import AccountView
from gongkai_monitor.review.account_desk import AccountDesk
from gongkai_monitor.review.shutdown import ShutdownCase
from gongkai_monitor.review.trail import Entry
from gongkai_monitor.vocabulary import Disposition

Row = dict[str, Any]


def queue_rows(desk: AccountDesk) -> list[Row]:
    """Accounts that wait for a decision."""
    return [
        {
            **_account(view),
            "verdict": view.conclusion.verdict,
            "verdict_label": view.conclusion.verdict.label,
            "disposition": view.proposal,
            "disposition_label": view.proposal.label if view.proposal else "",
            "reasons": list(view.conclusion.reasons),
            "open_appeals": len(desk.file(view.account.account_code).open_appeals),
            "seen_hash": view.seen_hash,
            "evidence_hash": view.evidence_hash,
        }
        for view in desk.queue
    ]


def appeal_rows(desk: AccountDesk) -> list[Row]:
    """申诉 and 情况说明, open ones first, those that wait longest before the others."""
    today = china_date(desk.as_of)
    rows = [
        {
            "number": one.entry.sequence,
            "account_code": code,
            "name": _name(desk, code),
            "kind": one.appeal.appeal_kind,
            "kind_label": one.appeal.appeal_kind.label,
            "received_on": one.appeal.received_on,
            "handed_in_by": one.appeal.handed_in_by,
            "text": one.appeal.text,
            "finding_id": one.appeal.finding_id,
            "state": one.state,
            "state_label": one.state.label if one.state else "",
            "answer_due_on": one.appeal.answer_due_on,
            "is_late": one.is_late(today),
            "late_label": "逾期" if one.is_late(today) else "",
            "answer": one.answer.text if one.answer else "",
        }
        for code, file in desk.files.items()
        for one in file.appeals
    ]
    return sorted(rows, key=lambda row: (row["state"] != "open", row["number"]))


def rectification_rows(desk: AccountDesk) -> list[Row]:
    """Where 整改 of each account stands, what is overdue first."""
    today = china_date(desk.as_of)
    rows = []
    for code, file in desk.files.items():
        last = file.rectification
        if last is None:
            continue
        is_late = file.rectification_late(today)
        due = next((one.due_on for _, one in reversed(file.rectifications) if one.due_on), None)
        rows.append({
            "account_code": code, "name": _name(desk, code), "state": last.state,
            "state_label": last.state.label, "on": last.on, "due_on": due, "is_late": is_late,
            "late_label": "逾期" if is_late else "", "text": last.text,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (not row["is_late"], row["account_code"]))


def shutdown_rows(desk: AccountDesk) -> list[Row]:
    """Each 关停 with its next step, and proposals of 关停 for which none was begun."""
    today = china_date(desk.as_of)
    days, recheck = step_days(desk.rules), desk.rules.recheck
    rows = []
    for code, file in desk.files.items():
        case = file.case
        if case is None:
            continue
        due = case.due_on(days, recheck)
        rows.append({
            "account_code": code, "name": _name(desk, code), "case_id": case.case_id,
            "step": case.step, "step_label": case.step.label, "step_on": case.step_on,
            "next_step": case.next_step,
            "next_label": case.next_step.label if case.next_step else "",
            "due_on": due, "days_late": _late(due, today), "is_reopened": case.is_reopened,
            "note": "；".join(_remarks(case, file.shutdown_obstacles(today))),
        })  # fmt: skip
    begun = {row["account_code"] for row in rows if row["next_step"] is not None}
    rows += [
        {
            **dict.fromkeys(("case_id", "step", "step_on", "due_on", "next_step")),
            "account_code": code, "name": view.account.name, "step_label": "尚未提出",
            "next_label": "已提出建议", "days_late": 0, "is_reopened": False,
            "note": "；".join(view.conclusion.reasons),
        }
        for code, view in desk.views.items()
        if view.proposal is Disposition.SHUT_DOWN and code not in begun
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["days_late"], row["account_code"]))


def entry_rows(entries: Sequence[Entry]) -> list[Row]:
    """Entries of the trail, each in one sentence."""
    return [
        {
            "sequence": one.sequence,
            "recorded_at": one.recorded_at,
            "kind": one.kind,
            "kind_label": one.kind.label,
            "account_code": one.subject_id,
            "said": one.said.words,
            "body": one.said.model_dump(mode="json"),
            "recorded_by": one.recorded_by,
            "role": one.role,
            "own_hash": one.own_hash,
        }
        for one in entries
    ]


def _account(view: AccountView) -> Row:
    return {
        "account_code": view.account.account_code,
        "name": view.account.name,
        "platform": view.account.platform,
        "platform_label": view.account.platform.label,
        "agency_code": view.account.agency_code,
        "agency_name": view.agency_name,
    }


def _remarks(case: ShutdownCase, obstacles: list[str]) -> list[str]:
    return ["复查发现仍然存在", *obstacles] if case.is_reopened else obstacles


def _name(desk: AccountDesk, code: str) -> str:
    view = desk.views.get(code)
    return view.account.name if view else code


def _late(due: date | None, today: date) -> int:
    return max((today - due).days, 0) if due else 0
