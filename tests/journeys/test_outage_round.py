"""Half of the sources break: nobody is called silent, stale or dead because of that.

The round stands for a declared moment just after a long holiday, so one run also proves that a
declared moment judges, while the evidence keeps the true time of every request.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor import clock
from gongkai_monitor.practice.city import port_count
from gongkai_monitor.practice.compare import Comparison
from gongkai_monitor.practice.demo import Prepared, compare_with_truth, prepare_demo
from gongkai_monitor.practice.outage import plan_outage
from gongkai_monitor.practice.outcome_text import outcome_text
from gongkai_monitor.practice.server import free_base_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MOMENT = datetime(2026, 10, 9, 10, 0, tzinfo=clock.CHINA)
_SILENCE = ("stale", "empty", "overdue", "dead", "homepage", "workday")


@dataclass(frozen=True)
class Round:
    """A finished round during the outage."""

    prepared: Prepared
    comparison: Comparison
    broken: frozenset[str]
    summary: dict[str, Any]
    code: int
    rows: Callable[..., list[dict[str, Any]]]
    began: datetime
    ended: datetime


@pytest.fixture(scope="module")
def outage_round(tmp_path_factory: pytest.TempPathFactory, command: Callable[..., Any]) -> Round:
    """The steps of ``gongkai demo`` with half of the sources broken, at a declared moment."""
    folder = tmp_path_factory.mktemp("outage") / "ws"
    port = free_base_port(port_count("small"))
    moment = MOMENT.isoformat()
    began = clock.now()
    with prepare_demo(folder, "small", 7, port, MOMENT, with_outage=True) as prepared:
        done = command("-w", folder, "run", "--as-of", moment, "--json")
    assert done.stdout, done.stderr

    def rows(*arguments: str) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = command("-w", folder, *arguments, "--format", "json").json
        return listed

    outage = plan_outage(prepared.city)
    return Round(
        prepared=prepared,
        comparison=compare_with_truth(prepared.settings, prepared.truth, MOMENT),
        broken=frozenset({*outage.sites, *outage.accounts}),
        summary=done.json,
        code=done.code,
        rows=rows,
        began=began,
        ended=clock.now(),
    )


def test_exactly_what_stands_under_the_outage_is_found(outage_round: Round) -> None:
    comparison = outage_round.comparison
    registry = outage_round.prepared.city.registry
    assert comparison.is_perfect, outcome_text(comparison, registry)
    assert comparison.planted > 20
    assert outage_round.code == 3, "an incomplete round says so"
    assert outage_round.summary["failed_steps"] == []


def test_nothing_is_called_silent_on_broken_subjects(outage_round: Round) -> None:
    origins = tuple(
        f"{plan.origin}/"
        for plan in outage_round.prepared.city.sites
        if plan.site.site_code in outage_round.broken
    )
    rows = outage_round.rows("findings", "--as-of", MOMENT.isoformat())
    assert rows
    false = [
        row
        for row in rows
        if (row["subject_id"] in outage_round.broken or row["subject_id"].startswith(origins))
        and any(word in row["code"] for word in _SILENCE)
        and not row["code"].startswith("site.error_report")  # from an import, not from the site
    ]
    assert false == []


def test_no_uncollected_account_is_proposed_for_shutting_down(outage_round: Round) -> None:
    rows = outage_round.rows("accounts", "--as-of", MOMENT.isoformat())
    states = Counter(row["collection_state"] for row in rows)
    assert states["uncollected"] >= 10
    for row in rows:
        if row["collection_state"] == "uncollected":
            assert row["disposition"] != "shut_down", row
            assert row["verdict"] == "not_judged", row
    assert any(row["verdict"] == "failed" for row in rows), "the others are still judged"


def test_states_sum_to_the_register_and_tell_the_planted_causes(outage_round: Round) -> None:
    rows = outage_round.rows("coverage", "--as-of", MOMENT.isoformat())
    registry = outage_round.prepared.city.registry
    assert len(rows) == len(registry.sites) + len(registry.channels) + len(registry.accounts)
    states = Counter(row["collection_state"] for row in rows)
    summed = outage_round.summary["coverage"]
    assert summed["expected"] == states["collected"] + states["uncollected"]
    assert summed["out_of_scope"] == states["out_of_scope"]
    found = {(row["subject_kind"], row["subject_id"]): row["cause"] for row in rows}
    for one in outage_round.prepared.truth.uncollected:
        assert found[one.subject_kind, one.subject_id] == one.cause, one


def test_findings_speak_of_the_declared_moment_and_evidence_of_the_true_one(
    outage_round: Round,
) -> None:
    rows = outage_round.rows("findings", "--as-of", MOMENT.isoformat())
    saved = [
        piece
        for row in rows
        for piece in row["evidence"]
        if piece["warc_file"] and piece["fetch_id"]  # what a person brought is of its own day
    ]
    assert saved
    for row in rows:
        assert clock.parse_instant(row["as_of"]) == MOMENT
        assert row["last_seen_on"] == "2026-10-09"
    for piece in saved:
        fetched_at = clock.parse_instant(piece["fetched_at"])
        assert outage_round.began <= fetched_at <= outage_round.ended
        assert (Path(outage_round.prepared.settings.evidence) / piece["warc_file"]).is_file()


def test_the_report_is_dated_by_the_declared_moment(outage_round: Round) -> None:
    paths = [Path(path) for path in outage_round.summary["reports"]]
    assert {path.parent.name for path in paths} == {"2026-10-09"}
    page = next(path for path in paths if path.suffix == ".html").read_text(encoding="utf-8")
    assert "未采到" in page
