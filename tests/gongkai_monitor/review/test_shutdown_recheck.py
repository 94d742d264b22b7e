"""A deregistered account is gone only when it was read again and is not there."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongkai_monitor.auditing import run_audit
from gongkai_monitor.errors import InputError
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.facts.shutdown_case import measure_shutdown_cases
from gongkai_monitor.model.observations import AccountProfile, AppRelease, Post
from gongkai_monitor.review.account_decision import Wish
from gongkai_monitor.review.account_desk import decide_accounts, open_account_desk
from gongkai_monitor.review.account_steps import record_step
from gongkai_monitor.review.attachment import attach
from gongkai_monitor.review.recheck import recheck_accounts, recheck_by_hand
from gongkai_monitor.review.trail_check import verify_trail
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import Disposition, Effect, RecheckOutcome, ShutdownStep


def take_to(office: ModuleType, settings: Settings, shot: Path, last: ShutdownStep) -> None:
    """Take W1 through 关停, up to and with a step."""
    proof = attach(settings, shot, office.NOW)
    for name in ShutdownStep:
        if name is ShutdownStep.DECIDED:
            wish = Wish(
                account_code="W1", decision=Disposition.SHUT_DOWN, decided_by="王某",
                role="科长", reason="长期不更新", approver="张某",
            )  # fmt: skip
            decide_accounts(settings, [wish], now=office.NOW)
        else:
            record_step(
                settings, "W1", name, on=office.TODAY, recorded_by="王某", role="科长",
                now=office.NOW, url="http://a.test/gg", attachment=proof,
            )  # fmt: skip
        if name is last:
            return


def observe(settings: Settings, table: str, record: Any) -> None:
    with open_store(settings, read_only=False) as conn:
        insert_rows(conn, table, [asdict(record)])


def profile(at: datetime, *, is_gone: bool) -> AccountProfile:
    return AccountProfile(
        account_code="W1", profile_hash=f"{is_gone}{at}", round_id="r", observed_at=at,
        is_deregistered=is_gone, source="weibo", fetch_id=f"f{at:%d}",
    )  # fmt: skip


def step_of(settings: Settings, now: datetime) -> ShutdownStep:
    case = open_account_desk(settings, now).file("W1").case
    assert case is not None
    return case.step


def test_what_was_not_read_is_not_gone(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.FILING_UPDATED)
    later = office.NOW + timedelta(days=3)
    report = recheck_accounts(accounts_office, later)
    assert (report.recorded, report.unread) == ((), ("W1",))
    observe(accounts_office, "account_profiles", profile(office.NOW, is_gone=True))
    report = recheck_accounts(accounts_office, later)  # seen on the day itself: not after it
    assert report.unread == ("W1",)
    assert step_of(accounts_office, later) is ShutdownStep.FILING_UPDATED


def test_the_platforms_own_word_closes_the_case_once_the_filing_is_updated(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.DEREGISTERED)
    seen = office.NOW + timedelta(days=2)
    observe(accounts_office, "account_profiles", profile(seen, is_gone=True))
    report = recheck_accounts(accounts_office, seen)
    assert report.gone == ("W1",)
    assert step_of(accounts_office, seen) is ShutdownStep.DEREGISTERED
    record_step(
        accounts_office, "W1", ShutdownStep.FILING_UPDATED, on=date(2026, 11, 22),
        recorded_by="王某", role="科长", now=seen, url="http://a.test/ba",
    )  # fmt: skip
    recheck_accounts(accounts_office, seen + timedelta(hours=1))
    later = seen + timedelta(hours=2)
    assert step_of(accounts_office, later) is ShutdownStep.VERIFIED_GONE
    assert recheck_accounts(accounts_office, later).recorded == ()  # the same look counts once


def test_an_account_that_stays_gone_is_told_once_a_month(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.FILING_UPDATED)
    first = office.NOW + timedelta(days=2)
    looks = [first, first + timedelta(days=1), first + timedelta(days=31)]
    told = []
    for seen in looks:
        observe(accounts_office, "account_profiles", profile(seen, is_gone=True))
        report = recheck_accounts(accounts_office, seen)
        assert (report.gone, report.unread) == (("W1",), ())
        told.append([one.kind.value for one in report.recorded])
    assert told == [["recheck", "shutdown_step"], [], ["recheck"]]
    case = open_account_desk(accounts_office, looks[-1]).file("W1").case
    assert case is not None
    assert [one.seen_on for one in case.rechecks] == [date(2026, 11, 22), date(2026, 12, 23)]
    quiet = recheck_accounts(accounts_office, looks[-1] + timedelta(days=30))
    assert (quiet.recorded, quiet.unread) == ((), ())  # the next look is not due yet
    assert recheck_accounts(accounts_office, looks[-1] + timedelta(days=31)).unread == ("W1",)


def test_the_store_says_that_an_app_is_gone(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.FILING_UPDATED)
    seen = office.NOW + timedelta(days=2)
    for round_id, is_listed in (("r1", None), ("r2", False)):
        release = AppRelease(
            account_code="W1", store="商店", store_url="http://s.test/1", round_id=round_id,
            observed_at=seen, is_listed=is_listed, fetch_id=round_id,
        )  # fmt: skip
        observe(accounts_office, "app_releases", release)
        gone = recheck_accounts(accounts_office, seen).gone
        assert gone == (() if is_listed is None else ("W1",))


def test_a_post_after_the_deregistration_shows_that_it_lives_and_an_old_one_does_not(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.FILING_UPDATED)
    seen = office.NOW + timedelta(days=5)
    old, new = office.DAY1 - timedelta(days=120), office.NOW + timedelta(days=4)
    for key, at in (("old", old), ("new", new)):
        post = Post(
            account_code="W1", post_key=key, published_at=at, source="feed", round_id="r",
            observed_at=seen, fetch_id=key,
        )  # fmt: skip
        observe(accounts_office, "posts", post)
        report = recheck_accounts(accounts_office, seen)
        assert report.alive == (() if key == "old" else ("W1",))
    case = open_account_desk(accounts_office, seen).file("W1").case
    assert case is not None
    assert case.is_reopened


def test_a_look_by_hand_needs_its_picture_and_a_deregistered_account(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    look = {
        "outcome": RecheckOutcome.GONE, "seen": "搜索不到该账号",
        "attachment": attach(accounts_office, screenshot, office.NOW), "recorded_by": "王某",
        "role": "科长", "now": office.NOW,
    }  # fmt: skip
    with pytest.raises(InputError, match="已注销"):
        recheck_by_hand(accounts_office, "W1", **look)
    take_to(office, accounts_office, screenshot, ShutdownStep.FILING_UPDATED)
    recheck_by_hand(accounts_office, "W1", **look)
    assert step_of(accounts_office, office.NOW) is ShutdownStep.VERIFIED_GONE


def test_an_overdue_step_is_measured_from_the_trail_as_it_was_then(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.INFORMED)

    def row(as_of: datetime) -> dict[str, Any] | None:
        with open_store(accounts_office) as conn:
            prepare(conn, as_of, timedelta(hours=36))
            table = measure_shutdown_cases(conn, as_of, accounts_office.shutdown)["shutdown_case"]
            tidy(conn)
        found = table.to_dict("records")
        return found[0] if found else None

    assert row(office.DAY1) is None
    last = row(office.NOW + timedelta(days=20))
    assert last is not None
    assert (last["step"], last["next_step"]) == ("informed", "decided")
    assert (last["days_late"], bool(last["is_overdue"])) == (0, False)
    late = row(office.NOW + timedelta(days=21))
    assert late is not None
    assert (late["days_late"], bool(late["is_overdue"])) == (1, True)


def test_an_audit_finds_the_overdue_step_and_notes_the_end_of_the_trail(
    accounts_office: Settings, office: ModuleType, screenshot: Path
):
    take_to(office, accounts_office, screenshot, ShutdownStep.INFORMED)
    later = office.NOW + timedelta(days=23)
    (found,) = [
        one for one in run_audit(accounts_office, later).findings
        if one.code == "shutdown.step_overdue"
    ]  # fmt: skip
    assert found.subject_id == "W1"
    assert found.effect is Effect.NOTICE
    assert "“已作决定”应于 2026-12-10 前办理，已逾期 3 天" in found.message
    assert verify_trail(accounts_office, later).faults == ()
    with open_store(accounts_office, read_only=False) as conn:
        conn.execute("DELETE FROM trail WHERE sequence = 2")
    (fault,) = verify_trail(accounts_office, later).faults
    assert "截断" in fault
