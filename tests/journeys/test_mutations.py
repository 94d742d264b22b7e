"""The comparison notices: a rule taken out, or an extractor that reads wrongly, costs its 1.0."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai_monitor import clock, listing
from gongkai_monitor.auditing import AuditResult, judge_measures, run_audit
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.measure import Measures, measure_all
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions
from gongkai_monitor.practice.city import build_city
from gongkai_monitor.practice.compare import Comparison, compare
from gongkai_monitor.practice.demo import EDITIONS
from gongkai_monitor.practice.server import PracticeServer
from gongkai_monitor.practice.truth import Truth
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from tests.journeys.broken_extractors import Breakage, write_breaker
from tests.unplanted import NOT_SHOWN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

RULES = load_editions(EDITIONS)
TABLE_OF = {rule.indicator.code: rule.indicator.applies_to for rule in RULES.rules}
CODES = sorted(set(TABLE_OF) - NOT_SHOWN)


def halves() -> list[list[str]]:
    """The rules of each facts table in two parts, to be taken out together."""
    tables = [[code for code in CODES if TABLE_OF[code] == name] for name in FACT_TABLES]
    return [part for codes in tables for part in (codes[::2], codes[1::2]) if part]


HALVES = halves()


@dataclass(frozen=True)
class Finished:
    """The finished day with its facts measured once."""

    truth: Truth
    as_of: datetime
    connection: duckdb.DuckDBPyConnection
    measures: Measures
    hotspots: list[dict[str, Any]]

    def judged(self, rules: Catalogue, codes: set[str]) -> Comparison:
        """The same facts judged by ``rules``, compared with what was planted for ``codes``."""
        result = judge_measures(self.connection, self.measures, rules, self.as_of)
        # what the city's earlier audit found by a rule that is taken out stays open: not found now
        found = {rule.indicator.code for rule in rules.rules}
        return compared(self.truth, result, self.hotspots, codes, found)


def compared(
    truth: Truth,
    result: AuditResult,
    hotspots: list[dict[str, Any]],
    codes: set[str],
    found: set[str],
) -> Comparison:
    rows = [
        listing.finding_row(finding) for finding in result.findings if finding.code in codes & found
    ]
    coverage = listing.records(result.coverage)
    return compare(truth, rows, coverage, hotspots, codes=codes)


def truth_of(day: Any) -> Truth:
    path = day.workspace / "演练" / "truth.json"
    return Truth.from_dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def finished(day: Any) -> Iterator[Finished]:
    settings = Settings.load(day.kept)
    with open_store(settings) as connection:
        as_of: datetime = connection.execute("SELECT max(as_of) FROM verdicts").fetchall()[0][0]
        yield Finished(
            truth=truth_of(day),
            as_of=as_of,
            connection=connection,
            measures=measure_all(connection, as_of, settings, RULES),
            hotspots=listing.hotspot_rows(settings, clock.now()),
        )


def test_all_rules_together_find_everything(finished: Finished) -> None:
    outcome = finished.judged(RULES, set(TABLE_OF))
    assert outcome.is_perfect, (outcome.missed, outcome.false)


def test_every_rule_has_something_planted(finished: Finished) -> None:
    assert {fault.code for fault in finished.truth.faults} == set(CODES)


@pytest.mark.parametrize("codes", HALVES, ids=lambda codes: f"{TABLE_OF[codes[0]]}-{codes[0]}")
def test_removed_rules_cost_recall(finished: Finished, codes: list[str]) -> None:
    """Exactly what was planted for them is missed, and for each of them something was."""
    beside = {other for other, table in TABLE_OF.items() if table == TABLE_OF[codes[0]]}
    left = beside - set(codes)
    rules = tuple(rule for rule in RULES.rules if rule.indicator.code in left)
    outcome = finished.judged(Catalogue(editions=RULES.editions, rules=rules), beside)
    planted = [fault for fault in finished.truth.faults if fault.code in codes]
    assert {fault.code for fault in planted} == set(codes)
    assert outcome.recall < 1
    assert {fault.key for fault in outcome.missed} == {fault.key for fault in planted}
    assert not outcome.is_perfect


def crawl_again(day: Any, folder: Path, *breakages: Breakage) -> Comparison:
    """Serve the same city, read its sites with the breakages, judge and compare."""
    truth = truth_of(day)
    shutil.copytree(day.kept, folder / "ws")
    settings = Settings.load(folder / "ws")
    city = build_city(truth.size, truth.seed, datetime.fromisoformat(truth.as_of), day.port)
    environment = os.environ | {"PYTHONPATH": str(write_breaker(folder / "breaker", *breakages))}
    with PracticeServer(city):
        done = subprocess.run(
            [sys.executable, "-m", "gongkai_monitor", "-w", settings.workspace, "crawl", "site"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
    assert done.returncode == 3, done.stderr
    as_of = clock.now()
    result = run_audit(settings, as_of, catalogue=RULES, save=False)
    hotspots = listing.hotspot_rows(settings, as_of)
    return compared(truth, result, hotspots, set(TABLE_OF), set(TABLE_OF))


def test_crawling_again_as_it_should_be_finds_the_same(day: Any, tmp_path: Path) -> None:
    """Without this the next test could pass for a reason of its own."""
    outcome = crawl_again(day, tmp_path, Breakage.NONE)
    assert outcome.is_perfect, (outcome.missed, outcome.false, outcome.missing_uncollected)


_FOOTER = "site.footer_item_missing"


@pytest.mark.parametrize(
    ("breakages", "hurt", "sound"),
    [
        # one crawl for two extractors that do not touch each other: each hurts rules of its own
        (
            (Breakage.TODAY, Breakage.NO_FOOTER),
            {"channel.stale", "site.channels_stale", _FOOTER},
            {"channel.empty"},
        ),
        ((Breakage.EMPTY,), {"channel.empty", "site.channels_stale"}, {_FOOTER}),
    ],
)
def test_broken_extractors_are_noticed(
    day: Any, tmp_path: Path, breakages: tuple[Breakage, ...], hurt: set[str], sound: set[str]
) -> None:
    outcome = crawl_again(day, tmp_path, *breakages)
    assert not outcome.is_perfect
    assert min(outcome.precision, outcome.recall) < 1
    wrong = {fault.code for fault in outcome.missed} | {code for code, _, _ in outcome.false}
    assert wrong >= hurt
    assert not wrong & sound
