"""What lies behind the city's accounts: an earlier register, past profiles, a trail of 关停."""

from datetime import timedelta
from pathlib import Path

import pytest

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.account_history import past_profiles
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.register_history import earlier_registry, import_registers
from gongkai_monitor.practice.shutdown_history import play_shutdowns
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.review.account_file import account_files
from gongkai_monitor.review.trail_check import verify_trail
from gongkai_monitor.settings import Settings, ShutdownSettings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import read_registry, read_registry_changes
from gongkai_monitor.store.trail import read_trail
from gongkai_monitor.vocabulary import FilingStatus, ShutdownStep
from gongkai_monitor.workspace import create_workspace


@pytest.fixture(scope="module")
def registered(city: City, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """A workspace that holds both registers, and the folder of the city's papers."""
    root = tmp_path_factory.mktemp("past")
    settings = create_workspace(root / "ws", name="演练", editions=("national",), is_practice=True)
    papers = root / "演练"
    papers.mkdir()
    workbook = papers / "登记表.xlsx"
    write_registry(city.registry, workbook)
    import_registers(city, settings, workbook, city.as_of)
    return settings, papers


def test_the_earlier_register_differs_in_what_was_filed_since(city: City) -> None:
    earlier = {row.account_code: row for row in earlier_registry(city).accounts}
    changed = [row for row in city.registry.accounts if earlier[row.account_code] != row]
    assert changed
    for row in changed:
        before = earlier[row.account_code]
        is_renamed = (before.name, before.certified_subject) != (row.name, row.certified_subject)
        assert is_renamed != (before.filing_status is not row.filing_status)


def test_both_imports_leave_a_trail(city: City, registered: tuple[Settings, Path]) -> None:
    settings, _ = registered
    with open_store(settings) as connection:
        assert read_registry(connection) == city.registry
        changes = read_registry_changes(
            connection, since=city.as_of - timedelta(days=8), as_of=city.as_of
        )
    fields = {change.field for change in changes}
    assert fields == {"name", "certified_subject", "filing_status"}
    closings = {change.after for change in changes if change.field == "filing_status"}
    assert closings == {FilingStatus.CLOSED.label, FilingStatus.DEREGISTERED.label}


def test_past_profiles_end_with_what_is_shown_today(city: City) -> None:
    plans = {plan.account.account_code: plan for plan in city.platform_accounts}
    latest = {}
    for row in past_profiles(city):
        assert row.observed_at < city.as_of
        latest[row.account_code] = row
    assert latest
    for code, row in latest.items():
        assert row.shown_name == plans[code].name_on_platform
        assert row.certified_subject == f"{plans[code].subject_on_platform}官方微博"


def test_shutdowns_are_decided_on_the_trail(city: City, registered: tuple[Settings, Path]) -> None:
    settings, papers = registered
    play_shutdowns(city, settings, papers, city.as_of)
    with open_store(settings) as connection:
        entries = read_trail(connection, city.as_of)
    late = []
    rules = ShutdownSettings()
    days = {ShutdownStep.NOTICE_PUBLISHED: rules.notice_published}
    for code, file in account_files(entries).items():
        assert file.case is not None
        due = file.case.due_on(days, rules.recheck)
        if due is not None and due < china_date(city.as_of):
            late.append(code)
    planted = [row.subject_id for row in city.truth.faults if row.code == "shutdown.step_overdue"]
    assert late == planted
    assert verify_trail(settings, city.as_of).faults == ()
