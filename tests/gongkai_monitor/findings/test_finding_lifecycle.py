"""新增 → 持续 → 已消除, and never 已消除 by absence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai_monitor.findings.lifecycle import advance, is_open, is_rechecked
from gongkai_monitor.identity import finding_id
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import Effect, FindingStatus, Level, SubjectKind, Sureness

DAY1 = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)
DAY2 = DAY1 + timedelta(days=1)
DAY3 = DAY1 + timedelta(days=2)
CODE = "account.content_stale"
READ = frozenset({(CODE, "A1")})


def finding(at: datetime, subject: str = "A1", level: Level = Level.OVERDUE) -> Finding:
    return Finding(
        finding_id=finding_id(CODE, subject, ""), code=CODE, rule="M-2a", title="内容不更新",
        effect=Effect.VETO, sureness=Sureness.VERIFIED_TWICE, level=level,
        subject_kind=SubjectKind.ACCOUNT, subject_id=subject, subject_name="承德发布",
        agency_code="CD", observed="", limit="", basis="", edition="national",
        edition_version="1", message="已 20 天未更新", remedy="", as_of=at,
    )  # fmt: skip


def test_a_first_sighting_is_new():
    (one,) = advance([], [finding(DAY1)], DAY1, READ)
    assert one.status is FindingStatus.NEW
    assert one.first_seen_on == one.last_seen_on == date(2026, 9, 20)


def test_seen_again_it_goes_on_and_keeps_its_first_day():
    first = advance([], [finding(DAY1)], DAY1, READ)
    (one,) = advance(first, [finding(DAY2)], DAY2, READ)
    assert one.status is FindingStatus.ONGOING
    assert (one.first_seen_on, one.last_seen_on) == (date(2026, 9, 20), date(2026, 9, 21))


def test_a_second_audit_of_the_same_day_is_still_new():
    first = advance([], [finding(DAY1)], DAY1, READ)
    (one,) = advance(first, [finding(DAY1 + timedelta(hours=3))], DAY1 + timedelta(hours=3), READ)
    assert one.status is FindingStatus.NEW


def test_read_and_not_found_it_is_resolved_once():
    first = advance([], [finding(DAY1)], DAY1, READ)
    second = advance(first, [], DAY2, READ)
    assert [one.status for one in second] == [FindingStatus.RESOLVED]
    assert second[0].last_seen_on == date(2026, 9, 20)
    assert advance(second, [], DAY3, READ) == []


def test_not_read_it_is_never_resolved():
    first = advance([], [finding(DAY1)], DAY1, READ)
    (one,) = advance(first, [], DAY2, frozenset())
    assert one.status is FindingStatus.ONGOING
    assert one.last_seen_on == date(2026, 9, 20)
    assert not is_rechecked(one)
    (again,) = advance([one], [], DAY3, frozenset())
    assert again.message == one.message  # the note is not piled up


def test_read_again_and_found_the_note_is_gone():
    first = advance([], [finding(DAY1)], DAY1, READ)
    unread = advance(first, [], DAY2, frozenset())
    (one,) = advance(unread, [finding(DAY3)], DAY3, READ)
    assert is_rechecked(one)
    assert one.first_seen_on == date(2026, 9, 20)


def test_back_after_it_was_resolved_it_is_new():
    first = advance([], [finding(DAY1)], DAY1, READ)
    second = advance(first, [], DAY2, READ)
    (one,) = advance(second, [finding(DAY3)], DAY3, READ)
    assert (one.status, one.first_seen_on) == (FindingStatus.NEW, date(2026, 9, 22))


@pytest.mark.parametrize("status", [FindingStatus.FALSE_ALARM, FindingStatus.EXEMPT])
def test_what_a_person_decided_stays(status):
    decided = [replace(one, status=status) for one in advance([], [finding(DAY1)], DAY1, READ)]
    (seen,) = advance(decided, [finding(DAY2)], DAY2, READ)
    (unread,) = advance(decided, [], DAY2, frozenset())
    assert seen.status is unread.status is status
    assert not is_open(seen)


def test_a_subject_that_left_the_register_ends():
    first = advance([], [finding(DAY1)], DAY1, READ)
    (one,) = advance(first, [], DAY2, frozenset(), registered=frozenset({"A2"}))
    assert one.status is FindingStatus.RESOLVED
    assert "不在登记范围" in one.message
