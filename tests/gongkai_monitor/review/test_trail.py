"""The trail: nobody changes it unseen, and 关停 goes step by step."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.facts.shutdown_case import step_days
from gongkai_monitor.review.account_file import account_file, shutdown_obstacles
from gongkai_monitor.review.chain import broken_links, hash_of
from gongkai_monitor.review.shutdown import ORDER, allowed_steps, missing_proof, wrong_day
from gongkai_monitor.review.trail import (
    AccountBody,
    Answer,
    Appeal,
    Decision,
    Draft,
    Entry,
    Proof,
    Recheck,
    Step,
    Withdrawn,
    link_entry,
)
from gongkai_monitor.settings import ShutdownSettings
from gongkai_monitor.vocabulary import (
    AppealKind,
    AppealState,
    Disposition,
    RecheckOutcome,
    ShutdownStep,
    Verdict,
)

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def chain(*bodies: AccountBody) -> list[Entry]:
    entries: list[Entry] = []
    for number, body in enumerate(bodies):
        draft = Draft(account_code="W1", body=body, recorded_by="王某", role="科长")
        at = NOW + timedelta(minutes=number)
        entries.append(link_entry(draft, at, entries[-1] if entries else None))
    return entries


def step(name: ShutdownStep, day: int = 1, case_id: str = "W1-1") -> Step:
    return Step(case_id=case_id, step=name, done_on=date(2026, 11, day))


def decision(word: Disposition, until: date | None = None, seen: str = "a" * 64) -> Decision:
    return Decision(
        decision=word, reason="长期不更新", approver="张某", until=until,
        proposed=Disposition.SHUT_DOWN, verdict=Verdict.FAILED, reasons=("120 天未更新",),
        audited_at=NOW, seen_hash=seen, evidence_hash="b" * 64,
    )  # fmt: skip


def appeal() -> Appeal:
    return Appeal(
        appeal_kind=AppealKind.APPEAL, received_on=TODAY, handed_in_by="李某", text="请暂缓",
        answer_due_on=TODAY + timedelta(days=15),
    )  # fmt: skip


BODIES = [step(ShutdownStep.PROPOSED), step(ShutdownStep.INFORMED), appeal()]


def test_an_untouched_trail_holds():
    entries = chain(*BODIES)
    assert broken_links(entries) == []
    assert [one.said for one in entries] == BODIES


@pytest.mark.parametrize("name", ["body", "recorded_by", "role", "subject_id"])
def test_a_changed_entry_is_seen(name: str):
    entries = chain(*BODIES)
    entries[1] = replace(entries[1], **{name: "{}"})
    assert any("第 2 条" in fault for fault in broken_links(entries))


def test_an_entry_changed_with_a_new_hash_breaks_the_next_link():
    entries = chain(*BODIES)
    forged = replace(entries[1], recorded_by="李某")
    entries[1] = replace(forged, own_hash=hash_of(forged))
    assert any("第 3 条" in fault for fault in broken_links(entries))


def test_an_end_that_was_cut_off_is_seen_by_what_an_audit_noted():
    entries = chain(*BODIES)
    assert broken_links(entries[:2]) == []
    (fault,) = broken_links(entries[:2], [entries[2].own_hash])
    assert "截断" in fault


@given(st.lists(st.sampled_from(list(ShutdownStep)), max_size=30))
def test_whatever_is_tried_a_case_only_ever_goes_forward_one_step(tried: list[ShutdownStep]):
    entries: list[Entry] = []
    for name in tried:
        file = account_file("W1", entries)
        if name in allowed_steps(file.case):
            is_going = file.case is not None and file.case.is_open
            case_id = file.case.case_id if is_going and file.case else file.next_case_id
            body = step(name, case_id=case_id)
            draft = Draft(account_code="W1", body=body, recorded_by="王某")
            entries.append(link_entry(draft, NOW, entries[-1] if entries else None))
    for case in account_file("W1", entries).cases:
        done = [one.step for one in case.steps]
        forward = [one for one in done if one is not ShutdownStep.WITHDRAWN]
        assert tuple(forward) == ORDER[: len(forward)]
        assert ShutdownStep.WITHDRAWN not in done[:-1]
        if done[-1] is ShutdownStep.WITHDRAWN:
            assert ShutdownStep.DEREGISTERED not in done


@pytest.mark.parametrize(
    ("name", "given_proof", "is_enough"),
    [
        (ShutdownStep.PROPOSED, {}, True),
        (ShutdownStep.INFORMED, {}, False),
        (ShutdownStep.INFORMED, {"has_file": True}, True),
        (ShutdownStep.NOTICE_PUBLISHED, {"has_file": True}, False),
        (ShutdownStep.NOTICE_PUBLISHED, {"url": "http://a.test/1"}, True),
        (ShutdownStep.DATA_MIGRATED, {"url": "http://a.test/1"}, True),
        (ShutdownStep.DEREGISTERED, {"url": "http://a.test/1"}, False),
        (ShutdownStep.DEREGISTERED, {"has_file": True}, True),
        (ShutdownStep.WITHDRAWN, {}, False),
        (ShutdownStep.WITHDRAWN, {"note": "已恢复更新"}, True),
    ],
)
def test_each_step_asks_for_its_own_proof(name: ShutdownStep, given_proof: dict, is_enough: bool):
    proof = {"has_file": False, "url": "", "note": "", **given_proof}
    assert (missing_proof(name, **proof) == "") is is_enough


def test_a_step_lies_between_the_one_before_it_and_today():
    case = account_file("W1", chain(step(ShutdownStep.PROPOSED, 10))).case
    assert wrong_day(case, ShutdownStep.INFORMED, date(2026, 11, 9), TODAY)
    assert wrong_day(case, ShutdownStep.INFORMED, date(2026, 11, 21), TODAY)
    assert not wrong_day(case, ShutdownStep.INFORMED, date(2026, 11, 10), TODAY)


def test_every_step_is_due_by_the_days_of_the_settings():
    rules = ShutdownSettings(informed=3, recheck=30)
    case = account_file("W1", chain(step(ShutdownStep.PROPOSED, 10))).case
    assert case is not None
    assert case.due_on(step_days(rules), rules.recheck) == date(2026, 11, 13)
    gone = Recheck(
        case_id="W1-1", outcome=RecheckOutcome.GONE,
        proof=Proof(seen="已注销", seen_at=NOW),
    )  # fmt: skip
    done = account_file("W1", chain(*(step(one, 15) for one in ORDER), gone)).case
    assert done is not None
    assert not done.is_open
    assert done.due_on(step_days(rules), rules.recheck) == date(2026, 12, 20)
    withdrawn = chain(step(ShutdownStep.PROPOSED), step(ShutdownStep.WITHDRAWN))
    case = account_file("W1", withdrawn).case
    assert case is not None
    assert case.due_on(step_days(rules), rules.recheck) is None


def test_an_account_seen_alive_after_it_was_gone_is_reopened_and_may_begin_again():
    alive = Recheck(
        case_id="W1-1", outcome=RecheckOutcome.ALIVE, proof=Proof(seen="又有推文", seen_at=NOW)
    )
    case = account_file("W1", chain(*(step(one) for one in ORDER), alive)).case
    assert case is not None
    assert case.is_reopened
    assert allowed_steps(case) == (ShutdownStep.PROPOSED,)


def test_an_open_appeal_and_a_running_postponement_stand_in_the_way_of_shutdown():
    entries = chain(appeal())
    assert list(shutdown_obstacles(entries, TODAY)) == ["W1"]
    answered = chain(appeal(), Answer(appeal=1, state=AppealState.REJECTED, text="已多次提醒"))
    assert shutdown_obstacles(answered, TODAY) == {}
    postponed = chain(decision(Disposition.POSTPONE, until=TODAY))
    assert "暂缓" in shutdown_obstacles(postponed, TODAY)["W1"][0]
    assert shutdown_obstacles(postponed, TODAY + timedelta(days=1)) == {}


def test_an_appeal_that_was_upheld_stops_the_case_until_it_is_withdrawn():
    going = (step(ShutdownStep.PROPOSED), step(ShutdownStep.INFORMED), appeal())
    upheld = Answer(appeal=3, state=AppealState.UPHELD, text="确有特殊情况")
    assert "采纳" in shutdown_obstacles(chain(*going, upheld), TODAY)["W1"][0]
    withdrawn = chain(*going, upheld, step(ShutdownStep.WITHDRAWN, 2))
    assert shutdown_obstacles(withdrawn, TODAY) == {}


def test_a_decision_holds_while_the_same_is_seen_and_a_withdrawn_one_never():
    entries = chain(decision(Disposition.KEEP))
    file = account_file("W1", entries)
    assert file.is_settled("a" * 64, TODAY)
    assert not file.is_settled("c" * 64, TODAY)
    taken_back = chain(decision(Disposition.KEEP), Withdrawn(entry=1, reason="记错账号"))
    assert not account_file("W1", taken_back).is_settled("a" * 64, TODAY)
