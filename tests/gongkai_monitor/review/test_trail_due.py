"""Answers that are late: of the unit, and of the office."""

from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from gongkai_monitor.auditing import run_audit
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.facts.trail_due import measure_trail_due
from gongkai_monitor.review.account_desk import open_account_desk
from gongkai_monitor.review.account_steps import (
    add_appeal,
    answer_appeal,
    record_rectification,
    record_step,
)
from gongkai_monitor.review.attachment import attach
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    Effect,
    RectificationState,
    ShutdownStep,
)


def late(settings: Settings, as_of: datetime) -> dict[str, int]:
    """What waits -> by how many days it is late."""
    with open_store(settings) as conn:
        prepare(conn, as_of, timedelta(hours=36))
        table = measure_trail_due(conn, as_of, settings.shutdown)["trail_due"]
        tidy(conn)
    return {row["matter"]: row["days_late"] for row in table.to_dict("records")}


def appeal(office: ModuleType, settings: Settings, kind: AppealKind, now: datetime) -> Any:
    return add_appeal(
        settings, "W1", kind=kind, text="请核实", handed_in_by="李某", received_on=office.TODAY,
        recorded_by="王某", now=now,
    )  # fmt: skip


def test_an_appeal_waits_until_it_is_answered(accounts_office: Settings, office: ModuleType):
    asked = appeal(office, accounts_office, AppealKind.APPEAL, office.NOW)
    days = accounts_office.shutdown.appeal
    assert late(accounts_office, office.NOW + timedelta(days=days)) == {"appeal": 0}
    assert late(accounts_office, office.NOW + timedelta(days=days + 1)) == {"appeal": 1}
    answer_appeal(
        accounts_office, asked.sequence, state=AppealState.REJECTED, text="已核实",
        answered_by="王某", role="科长", now=office.NOW + timedelta(hours=1),
    )  # fmt: skip
    assert late(accounts_office, office.NOW + timedelta(days=days + 1)) == {}
    assert late(accounts_office, office.NOW) == {"appeal": 0}  # as it was then


def test_a_rectification_waits_until_the_unit_reports(
    accounts_office: Settings, office: ModuleType
):
    def record(state: RectificationState, now: datetime, due: date | None = None) -> None:
        record_rectification(
            accounts_office, "W1", state=state, on=office.TODAY, recorded_by="王某", role="科长",
            now=now, due_on=due, text="恢复更新",
        )  # fmt: skip

    record(RectificationState.ASSIGNED, office.NOW, date(2026, 11, 25))
    later = office.NOW + timedelta(days=7)
    assert late(accounts_office, later) == {"rectification": 2}
    record(RectificationState.SUBMITTED, office.NOW + timedelta(hours=1))
    assert late(accounts_office, later) == {}


def test_a_unit_that_was_told_of_its_shutdown_is_waited_for(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    for step in (ShutdownStep.PROPOSED, ShutdownStep.INFORMED):
        record_step(
            accounts_office, "W1", step, on=office.TODAY, recorded_by="王某", role="科长",
            now=office.NOW, attachment=attach(accounts_office, screenshot, office.NOW),
        )  # fmt: skip
    later = office.NOW + timedelta(days=accounts_office.shutdown.answer + 3)
    assert late(accounts_office, later) == {"answer": 3}
    appeal(office, accounts_office, AppealKind.STATEMENT, office.NOW + timedelta(hours=1))
    assert late(accounts_office, later) == {}


def test_a_late_answer_is_a_finding_with_its_entry_and_does_not_speak_against_the_account(
    accounts_office: Settings, office: ModuleType
):
    asked = appeal(office, accounts_office, AppealKind.APPEAL, office.NOW)
    before = open_account_desk(accounts_office, office.NOW).views["W2"].proposal
    later = office.NOW + timedelta(days=17)
    result = run_audit(accounts_office, later)
    (found,) = [one for one in result.findings if one.code == "account.appeal_overdue"]
    assert (found.subject_id, found.effect, found.rule) == ("W1", Effect.NOTICE, "LOCAL-APPEAL")
    assert "本系统所定" in found.basis
    assert "逾期 2 天未答复" in found.message
    (proof,) = found.evidence
    assert (proof.url, proof.content_hash) == (f"处理记录第 {asked.sequence} 条", asked.own_hash)
    view = open_account_desk(accounts_office, later).views["W1"]
    assert not any("申诉逾期" in one for one in view.conclusion.reasons)
    assert any("申诉逾期" in one for one in view.conclusion.notes)
    assert before is not None
