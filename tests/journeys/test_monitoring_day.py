"""From the register to the report: every promise of the monitoring day, on a real round."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from gongkai_monitor import identity
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.practice.demo import EDITIONS

_OF_REGISTER_OR_LOG = {
    "agency_platform", "agency_sites", "availability", "error_report", "error_report_total",
    "agency_accounts", "filing", "load_time", "site_register",
}  # fmt: skip
_OF_EXPORTS = {"account.bought_followers", "account.replies_poor"}
"""Followers per day and comments reach a workspace as files of a provider."""
_OF_EARLIER_DAYS = {"account.change_unfiled", "account.subject_unfiled", "account.look_alike"}
"""They rest on what the register and earlier rounds said, which were no requests of this one."""
MOBILE = re.compile(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])")
"""A mobile number; digits inside a hash are none."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def _rows(command: Callable[..., Any], day: Any, *arguments: str) -> list[dict[str, Any]]:
    done = command("-w", day.workspace, *arguments, "--format", "json")
    assert done.code in {0, 3}, done.stderr
    rows: list[dict[str, Any]] = done.json
    return rows


def test_the_round_finds_exactly_what_was_planted(day: Any) -> None:
    comparison = day.summary["comparison"]
    assert comparison["missed"] == []
    assert comparison["false"] == []
    assert comparison["precision"] == comparison["recall"] == 1.0
    assert day.code == 0, day.messages


def test_states_sum_to_the_register(day: Any, command: Callable[..., Any]) -> None:
    coverage = day.summary["coverage"]
    assert coverage["expected"] == coverage["collected"] + coverage["uncollected"]
    rows = _rows(command, day, "coverage")
    counted = _rows(
        command,
        day,
        "sql",
        "SELECT (SELECT count(*) FROM sites) + (SELECT count(*) FROM channels)"
        " + (SELECT count(*) FROM (SELECT * FROM accounts QUALIFY row_number() OVER"
        " (PARTITION BY account_code ORDER BY changed_at DESC) = 1) WHERE NOT is_removed) AS n",
    )
    assert len(rows) == counted[0]["n"] == coverage["expected"] + coverage["out_of_scope"]
    keys = [(row["subject_kind"], row["subject_id"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(row["cause"] for row in rows)


def test_every_finding_can_be_traced_to_a_clause_and_a_saved_page(
    day: Any, command: Callable[..., Any]
) -> None:
    rows = _rows(command, day, "findings")
    assert rows
    fetches = _rows(command, day, "sql", "SELECT fetch_id, final_url FROM fetches")
    final_urls = {row["fetch_id"]: row["final_url"] for row in fetches}
    # Register findings rest on the register, W-2 on a week's log of visits (the city's past ones
    # were no requests of this workspace).
    exported = {
        row["account_code"]
        for row in _rows(
            command, day, "sql", "SELECT account_code FROM accounts WHERE source = 'import'"
        )
    }
    rests_on_no_page = (_OF_EXPORTS | _OF_EARLIER_DAYS) | {
        rule.indicator.code
        for rule in load_editions(EDITIONS).rules
        if rule.indicator.applies_to in _OF_REGISTER_OR_LOG
    }
    for row in rows:
        assert row["basis"], row["code"]
        assert row["rule"], row["code"]
        assert row["observed"], row["code"]
        assert row["limit"], row["code"]
        if row["code"] in rests_on_no_page or row["subject_id"] in exported:
            continue
        assert row["evidence"], row
        assert any(_is_saved(day.workspace, piece, final_urls) for piece in row["evidence"]), row


def _is_saved(workspace: Path, piece: dict[str, Any], final_urls: dict[str, str]) -> bool:
    """The WARC record at the evidence's place holds the page (or the failed request's fact)."""
    if piece["fetch_id"] is None and piece["warc_file"] is None:  # an entry of the trail
        return piece["url"].startswith("处理记录") and bool(piece["content_hash"])
    if piece["fetch_id"] not in final_urls:  # what a person brought
        kept = (workspace / "evidence" / piece["warc_file"]).read_bytes()
        return identity.content_hash(kept) == piece["content_hash"]
    final_url = final_urls[piece["fetch_id"]]
    if not piece["warc_file"]:
        return piece["status"] == 0
    path = workspace / "evidence" / piece["warc_file"]
    with path.open("rb") as stream:
        stream.seek(piece["warc_offset"])
        record = next(iter(ArchiveIterator(stream)))
        body = record.content_stream().read()
    assert record.rec_headers.get_header("WARC-Target-URI") in {piece["url"], final_url}
    return not piece["content_hash"] or identity.content_hash(body) == piece["content_hash"]


def test_the_report_begins_with_coverage_and_needs_no_network(day: Any) -> None:
    page = next(Path(p) for p in day.summary["reports"] if p.endswith(".html"))
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", text, flags=re.DOTALL)
    assert "目录" in headings[0]
    assert "采集覆盖" in headings[1]
    assert "<script" not in text
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\ssrc=|url\(", text)


def test_a_past_moment_gives_the_same_findings_again(day: Any, command: Callable[..., Any]) -> None:
    as_of = command(
        "-w", day.workspace, "sql", "SELECT max(as_of) AS as_of FROM verdicts", "--format", "json"
    ).json[0]["as_of"]
    before = _rows(command, day, "findings", "--as-of", as_of)
    again = command("-w", day.workspace, "audit", "--as-of", as_of, "--json")
    assert again.code == 3, again.stderr  # some sources of the city cannot be collected
    after = _rows(command, day, "findings", "--as-of", as_of)
    assert after == before


def test_loading_again_changes_nothing(day: Any, command: Callable[..., Any]) -> None:
    from gongkai_monitor import clock
    from gongkai_monitor.settings import Settings
    from gongkai_monitor.store.loader import load_incoming

    settings = Settings.load(day.workspace)
    counts = "SELECT (SELECT count(*) FROM fetches) AS f, (SELECT count(*) FROM links) AS l"
    before = _rows(command, day, "sql", counts)
    for batch in sorted((day.workspace / "landing" / "loaded").iterdir()):
        batch.rename(settings.incoming / batch.name)
    load_incoming(settings, now=clock.now())
    assert _rows(command, day, "sql", counts) == before


def test_citizens_data_are_masked_everywhere(day: Any, command: Callable[..., Any]) -> None:
    rows = _rows(command, day, "sql", "SELECT title, text, reply FROM messages")
    stored = json.dumps(rows, ensure_ascii=False)
    assert rows
    assert not MOBILE.search(stored)
    assert "【手机号】" in stored
    page = next(Path(p) for p in day.summary["reports"] if p.endswith(".html"))
    assert not MOBILE.search(page.read_text(encoding="utf-8"))


def test_hotspots_have_an_agency_and_a_clock(day: Any, command: Callable[..., Any]) -> None:
    rows = _rows(command, day, "hotspots")
    assert rows
    for row in rows:
        assert set(row["clock"]) >= {"limit_hours", "elapsed_hours", "answered_at", "state"}
        assert len(row["message_ids"]) == row["size"]


def test_dagster_keeps_the_runs_and_the_checks(day: Any) -> None:
    runs = day.workspace / "dagster" / "history" / "runs.db"
    with sqlite3.connect(runs) as connection:
        states = connection.execute("SELECT status, count(*) FROM runs GROUP BY 1").fetchall()
    assert states == [("SUCCESS", 3)]


def test_a_second_round_by_hand_keeps_the_same_open_findings(
    day: Any, command: Callable[..., Any]
) -> None:
    """The city is gone now: nothing may be called stale or dead because of that."""
    before = {row["finding_id"] for row in _rows(command, day, "findings")}
    done = command("-w", day.workspace, "run", "--json")
    assert done.code == 3, done.stderr
    by_hand = "SELECT account_code FROM accounts WHERE source IN ('import', 'none')"
    brought = {row["account_code"] for row in _rows(command, day, "sql", by_hand)}
    coverage = _rows(command, day, "coverage")
    read = {row["subject_id"] for row in coverage if row["collection_state"] == "collected"}
    assert read <= brought, "only what people brought stays"
    after = _rows(command, day, "findings")
    new = [row for row in after if row["finding_id"] not in before]
    assert [row for row in new if "stale" in row["code"] or "dead" in row["code"]] == []
    accounts = _rows(command, day, "accounts")
    assert [row for row in accounts if row["disposition"] == "shut_down"] == []
