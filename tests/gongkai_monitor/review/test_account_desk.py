"""Decisions on accounts: what may be decided, by whom, and on which data."""

from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.review.account_decision import Wish
from gongkai_monitor.review.account_desk import decide_accounts, open_account_desk
from gongkai_monitor.review.account_steps import (
    add_appeal,
    answer_appeal,
    record_rectification,
    record_step,
    withdraw,
)
from gongkai_monitor.review.attachment import attach
from gongkai_monitor.review.trail_check import verify_trail
from gongkai_monitor.settings import Settings, ShutdownSettings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    Disposition,
    RectificationState,
    ShutdownStep,
)


def wish(code: str, decision: Disposition, **changes: Any) -> Wish:
    values = {"decided_by": "王某", "role": "科长", "reason": "长期不更新", **changes}
    return Wish(account_code=code, decision=decision, **values)


def inform(office: ModuleType, settings: Settings, screenshot: Path) -> None:
    """Take W1 to 已告知单位."""
    for name, proof in ((ShutdownStep.PROPOSED, None), (ShutdownStep.INFORMED, screenshot)):
        record_step(
            settings, office.DORMANT, name, on=office.TODAY, recorded_by="王某", role="科长",
            now=office.NOW, attachment=attach(settings, proof, office.NOW) if proof else None,
        )  # fmt: skip


def shut_down(**changes: Any) -> Wish:
    return wish("W1", Disposition.SHUT_DOWN, **{"approver": "张某", **changes})


def refused(settings: Settings, office: ModuleType, *wishes: Wish) -> str:
    with pytest.raises(InputError) as caught:
        decide_accounts(settings, wishes, now=office.NOW)
    return str(caught.value)


def test_the_queue_holds_proposals_until_somebody_decided(
    accounts_office: Settings, office: ModuleType
):
    assert [
        one.account.account_code for one in open_account_desk(accounts_office, office.NOW).queue
    ] == ["W1"]
    decide_accounts(accounts_office, [wish("W1", Disposition.RECTIFY)], now=office.NOW)
    later = office.NOW + timedelta(seconds=1)
    assert open_account_desk(accounts_office, later).queue == []
    tomorrow = office.DAY1 + timedelta(days=1)
    office.audit(accounts_office, tomorrow, office.dormant_finding(121, as_of=tomorrow))
    assert open_account_desk(accounts_office, tomorrow).queue == []  # only time has passed
    office.audit(
        accounts_office,
        tomorrow + timedelta(hours=1),
        office.dormant_finding(100, "2026-08-12", as_of=tomorrow + timedelta(hours=1)),
    )
    assert len(open_account_desk(accounts_office, tomorrow + timedelta(hours=1)).queue) == 1


@pytest.mark.parametrize(
    "decision", [Disposition.RECTIFY, Disposition.MERGE, Disposition.SHUT_DOWN]
)
def test_nothing_that_harms_is_decided_on_an_account_that_was_not_collected(
    accounts_office: Settings, office: ModuleType, decision: Disposition
):
    said = refused(accounts_office, office, wish("W3", decision, approver="张某"))
    assert "未采到" in said
    assert verify_trail(accounts_office, office.NOW).count == 0


def test_an_account_that_was_not_collected_is_never_proposed_for_shutdown(
    accounts_office: Settings, office: ModuleType
):
    for code in (office.UNREAD, office.HEALTHY):
        with pytest.raises(InputError, match="已采到并建议关停"):
            record_step(
                accounts_office, code, ShutdownStep.PROPOSED, on=office.TODAY,
                recorded_by="王某", role="科长", now=office.NOW,
            )  # fmt: skip


def test_shutdown_needs_a_unit_that_was_informed_and_a_second_person(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    assert "尚未告知" in refused(accounts_office, office, shut_down())
    inform(office, accounts_office, screenshot)
    assert "审批人" in refused(accounts_office, office, shut_down(approver=""))
    assert "审批人" in refused(accounts_office, office, shut_down(approver="王某"))
    stored = decide_accounts(accounts_office, [shut_down()], now=office.NOW)
    assert [one.kind.value for one in stored] == ["account_decision", "shutdown_step"]
    file = open_account_desk(accounts_office, office.NOW).file("W1")
    assert file.case is not None
    assert file.case.step is ShutdownStep.DECIDED
    with pytest.raises(InputError, match="先撤回关停流程"):
        withdraw(
            accounts_office, stored[0].sequence, reason="改判", recorded_by="王某", role="科长",
            now=office.NOW,
        )  # fmt: skip


def test_only_named_roles_may_decide_when_the_deployment_names_some(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    inform(office, accounts_office, screenshot)
    strict = accounts_office.model_copy(update={"shutdown": ShutdownSettings(roles=("主任",))})
    assert "主任" in refused(strict, office, shut_down())
    assert decide_accounts(strict, [shut_down(role="主任")], now=office.NOW)


def test_an_account_that_came_back_to_life_is_not_shut_down(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    inform(office, accounts_office, screenshot)
    office.audit(accounts_office, office.NOW, None)
    said = refused(accounts_office, office, shut_down())
    assert "建议保留" in said


def test_an_open_appeal_holds_up_the_decision(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    inform(office, accounts_office, screenshot)
    appeal = add_appeal(
        accounts_office, "W1", kind=AppealKind.APPEAL, text="正在整改", handed_in_by="李某",
        received_on=office.TODAY, recorded_by="王某", now=office.NOW,
    )  # fmt: skip
    assert "尚未答复" in refused(accounts_office, office, shut_down())
    answer_appeal(
        accounts_office, appeal.sequence, state=AppealState.REJECTED, text="已多次提醒",
        answered_by="王某", role="科长", now=office.NOW,
    )  # fmt: skip
    with pytest.raises(InputError, match="待答复的申诉"):
        answer_appeal(
            accounts_office, appeal.sequence, state=AppealState.UPHELD, text="再议",
            answered_by="王某", role="科长", now=office.NOW,
        )  # fmt: skip
    assert decide_accounts(accounts_office, [shut_down()], now=office.NOW)


def test_the_units_own_application_replaces_the_proposal_but_not_the_approval(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    paper = attach(accounts_office, screenshot, office.NOW)
    request = wish("W2", Disposition.SHUT_DOWN, approver="张某", request=paper)
    assert "审批人" in refused(
        accounts_office, office, wish("W2", Disposition.SHUT_DOWN, request=paper)
    )
    stored = decide_accounts(accounts_office, [request], now=office.NOW)
    assert len(stored) == 4
    case = open_account_desk(accounts_office, office.NOW).file("W2").case
    assert case is not None
    assert [one.step for one in case.steps] == [
        ShutdownStep.PROPOSED, ShutdownStep.INFORMED, ShutdownStep.DECIDED,
    ]  # fmt: skip


def test_postponement_has_a_last_day_and_others_have_none(
    accounts_office: Settings, office: ModuleType
):
    assert "暂缓至" in refused(accounts_office, office, wish("W1", Disposition.POSTPONE))
    over = wish("W1", Disposition.POSTPONE, until=date(2026, 11, 19))
    assert "今天或以后" in refused(accounts_office, office, over)
    kept = wish("W1", Disposition.KEEP, until=date(2026, 12, 1))
    assert "暂缓至" in refused(accounts_office, office, kept)
    good = wish("W1", Disposition.POSTPONE, until=date(2026, 11, 21))
    decide_accounts(accounts_office, [good], now=office.NOW)
    assert open_account_desk(accounts_office, office.NOW).queue == []
    after = office.NOW + timedelta(days=2)
    assert len(open_account_desk(accounts_office, after).queue) == 1


def test_all_or_none(accounts_office: Settings, office: ModuleType):
    said = refused(
        accounts_office, office, wish("W1", Disposition.RECTIFY), wish("W9", Disposition.KEEP)
    )
    assert "W9" in said
    assert verify_trail(accounts_office, office.NOW).count == 0


def test_steps_out_of_order_are_refused(accounts_office: Settings, office: ModuleType):
    with pytest.raises(InputError, match="已提出建议"):
        record_step(
            accounts_office, "W1", ShutdownStep.NOTICE_PUBLISHED, on=office.TODAY,
            recorded_by="王某", role="科长", now=office.NOW, url="http://a.test/gg",
        )  # fmt: skip
    for name in (ShutdownStep.DECIDED, ShutdownStep.VERIFIED_GONE):
        with pytest.raises(InputError, match="直接记录"):
            record_step(
                accounts_office, "W1", name, on=office.TODAY, recorded_by="王某", role="科长",
                now=office.NOW,
            )  # fmt: skip


def test_rectification_is_assigned_answered_and_closed(
    accounts_office: Settings, office: ModuleType
):
    def go(state: RectificationState, **changes: Any) -> None:
        values = {"on": office.TODAY, "recorded_by": "王某", "role": "科长", "text": "已更新"}
        record_rectification(
            accounts_office, "W1", state=state, now=office.NOW, **{**values, **changes}
        )

    with pytest.raises(InputError, match="尚未交办"):
        go(RectificationState.CLOSED)
    go(RectificationState.ASSIGNED)
    file = open_account_desk(accounts_office, office.NOW).file("W1")
    assert file.rectification is not None
    assert file.rectification.due_on == office.TODAY + timedelta(days=14)
    assert not file.rectification_late(file.rectification.due_on)
    assert file.rectification_late(file.rectification.due_on + timedelta(days=1))
    go(RectificationState.SUBMITTED)
    go(RectificationState.CLOSED)


def test_a_kept_file_that_was_changed_or_lost_is_seen(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    inform(office, accounts_office, screenshot)
    assert verify_trail(accounts_office, office.NOW).faults == ()
    (kept,) = (accounts_office.evidence / "hand").rglob("*.png")
    kept.write_bytes(office.PNG + b"1")
    (fault,) = verify_trail(accounts_office, office.NOW).faults
    assert "截图.png" in fault
    with open_store(accounts_office, read_only=False) as conn:
        conn.execute("UPDATE trail SET recorded_by = '李某' WHERE sequence = 1")
    assert verify_trail(accounts_office, office.NOW).faults


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.png", b"MZ\x90"), ("a.exe", b"MZ\x90"), ("a.pdf", b""), ("none.png", None)],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    accounts_office: Settings, office: ModuleType, tmp_path: Path, name: str, content: bytes | None
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError):
        attach(accounts_office, path, office.NOW)
