"""The plan of the city: pure, repeatable, quick, and importable as a registry."""

import time
import tracemalloc
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.identity import SITE_CODE
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.practice.city import build_city, port_count
from gongkai_monitor.practice.plan import City, FamilyKey
from gongkai_monitor.practice.response_units import response_units
from gongkai_monitor.practice.truth import Truth
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.registry.importer import whole
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, Level
from tests.unplanted import NOT_SHOWN

AS_OF = datetime(2026, 10, 14, 9, 30, tzinfo=CHINA)


def test_the_same_seed_gives_the_same_city() -> None:
    first = build_city("small", 7, AS_OF, 21000)
    second = build_city("small", 7, AS_OF, 21000)
    assert first == second
    assert first.truth.as_dict() == second.truth.as_dict()


def test_another_seed_changes_words_but_not_what_is_planted() -> None:
    first = build_city("small", 7, AS_OF, 21000)
    second = build_city("small", 8, AS_OF, 21000)
    assert first.messages != second.messages
    assert first.truth.faults == second.truth.faults


@pytest.mark.parametrize(
    ("size", "sites", "feeds", "agencies"),
    [("small", 8, 30, 25), ("medium", 40, 300, 119)],
)
def test_sizes(size: str, sites: int, feeds: int, agencies: int) -> None:
    city = build_city(size, 7, AS_OF, 21000)
    planted = len(city.platform_accounts)
    units = {plan.agency for plan in city.platform_accounts}
    answering = len(response_units(city.registry.agencies[0]))
    assert (len(city.registry.sites), len(city.accounts)) == (sites, feeds + answering)
    assert len(city.registry.accounts) == feeds + answering + planted
    own = len(units) + answering
    assert len(city.registry.agencies) == agencies + own, "units of their own"


def test_the_large_city(large: City) -> None:
    registry = large.registry
    assert (len(registry.sites), len(large.accounts)) == (900, 6009)
    assert len({plan.port for plan in large.sites}) == 898


def test_building_takes_seconds_not_minutes() -> None:
    started = time.process_time()
    build_city("medium", 7, AS_OF, 21000)
    assert time.process_time() - started < 3


def test_a_city_holds_plans_and_no_pages() -> None:
    tracemalloc.start()
    city = build_city("medium", 7, AS_OF, 21000)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / len(city.sites) < 200_000


@pytest.mark.parametrize("size", ["small", "medium"])
def test_every_indicator_of_a_city_is_planted(size: str) -> None:
    planted = Counter(fault.code for fault in build_city(size, 7, AS_OF, 21000).truth.faults)
    wanted = {rule.indicator.code for rule in load_editions(("national", "hebei")).rules}
    assert wanted - set(planted) == NOT_SHOWN
    assert set(planted) - wanted == set()


def test_accounts_are_silent_at_every_level(city: City) -> None:
    levels = {row.level for row in city.truth.faults if row.code == "account.content_stale"}
    assert levels == {Level.WARNING.value, Level.OVERDUE.value, Level.DORMANT.value}


def test_all_families_and_channel_kinds_are_in_use(city: City) -> None:
    assert {plan.family for plan in city.sites} == set(FamilyKey)
    assert {row.kind for row in city.registry.channels} == set(ChannelKind)


def test_what_cannot_be_read_has_many_causes() -> None:
    causes = {row.cause for row in build_city("medium", 7, AS_OF, 21000).truth.uncollected}
    assert causes == {
        CollectionCause.BLOCKED, CollectionCause.PAGE_CHANGED, CollectionCause.UNREACHABLE,
        CollectionCause.HTTP_ERROR, CollectionCause.LOGIN_WALL, CollectionCause.INVALID,
        CollectionCause.NO_SOURCE, CollectionCause.AWAITING_IMPORT, CollectionCause.ROBOTS,
    }  # fmt: skip


def test_nothing_is_both_planted_and_a_near_miss(large: City) -> None:
    truth = large.truth
    keys = [fault.key for fault in truth.faults]
    assert len(keys) == len(set(keys))
    assert set(keys) & {row.key for row in truth.near_misses} == set()
    unread = {row.subject_id for row in truth.uncollected}
    needs_reading = {
        fault.subject_id
        for fault in truth.faults
        if fault.code
        not in {
            "account.unfiled",
            "account.duplicate",
            "site.unreachable",
            "site.level_not_allowed",
        }
    }
    assert unread & needs_reading == set()


def test_codes_are_well_formed_and_unique(large: City) -> None:
    registry = large.registry
    codes = [site.site_code for site in registry.sites]
    assert all(SITE_CODE.match(code) for code in codes)
    assert len(codes) == len(set(codes))
    urls = [channel.url for channel in registry.channels]
    assert len(urls) == len(set(urls))
    accounts = [account.account_code for account in registry.accounts]
    assert len(accounts) == len(set(accounts))
    known = {agency.agency_code for agency in registry.agencies}
    assert len(known) == len(registry.agencies)
    assert {account.agency_code for account in registry.accounts} <= known


def test_the_registry_round_trips_through_its_workbook(city: City, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_registry(city.registry, path)
    assert whole(path) == city.registry


def test_truth_round_trips_as_json(city: City) -> None:
    assert Truth.from_dict(city.truth.as_dict()) == city.truth


def test_the_number_of_ports_is_known_beforehand(city: City) -> None:
    taken = {*city.ports, city.refused_port}
    assert len(taken) == port_count("small")
    assert max(taken) - min(taken) == port_count("small") - 1


@pytest.mark.parametrize(
    "as_of",
    [
        datetime(2026, 1, 2, 8, 0, tzinfo=CHINA),
        datetime(2026, 2, 28, 23, 59, tzinfo=CHINA),
        datetime(2026, 10, 9, 12, 0, tzinfo=CHINA),
        datetime(2026, 12, 31, 20, 0, tzinfo=CHINA),
    ],
)
def test_any_moment_of_a_known_year_plants_the_same(as_of: datetime) -> None:
    planted = Counter(fault.code for fault in build_city("small", 7, as_of, 21000).truth.faults)
    usual = Counter(fault.code for fault in build_city("small", 7, AS_OF, 21000).truth.faults)
    for counts in (planted, usual):
        counts.pop("account.workday_update_missing", None)  # depends on the week
        counts.pop("site.yearly_table_missing", None)  # not due in January
        counts.pop("document.interpretation_due_soon", None)  # no calendar of 2027 on 31 December
        counts.pop("agency.paper_expected", None)  # a budget is reminded of from July on
    assert planted == usual


def test_without_a_work_calendar_no_interpretation_is_expected_to_be_late() -> None:
    far = build_city("small", 7, datetime(2035, 6, 1, 9, 0, tzinfo=CHINA), 21000)
    codes = {fault.code for fault in far.truth.faults}
    assert "document.interpretation_overdue" not in codes
    assert "site.channels_stale" in codes


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        build_city("small", 7, AS_OF.replace(tzinfo=None), 21000)


def test_a_plan_can_be_changed_for_an_experiment(city: City) -> None:
    blocked = replace(city.sites[0], is_blocked=True)
    assert blocked.site == city.sites[0].site
