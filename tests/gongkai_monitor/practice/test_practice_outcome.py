"""Papers, history, outage, messages, and the comparison that the demo prints."""

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from gongkai_monitor.landing import read_batch
from gongkai_monitor.model.observations import ChannelSnapshot
from gongkai_monitor.practice.compare import compare
from gongkai_monitor.practice.history import PROBE_DAYS, list_rows, probes, write_history
from gongkai_monitor.practice.messages import COLUMNS
from gongkai_monitor.practice.outage import Break, plan_outage, truth_under
from gongkai_monitor.practice.outcome_text import outcome_text
from gongkai_monitor.practice.plan import ChannelBehaviour, City
from gongkai_monitor.practice.server import PracticeServer
from gongkai_monitor.practice.serving import write_papers
from gongkai_monitor.practice.truth import Truth

KNOWN_WITHOUT_COLLECTING = {
    "account.unfiled",
    "account.duplicate",
    "site.unreachable",
    "site.error_report_overdue",
    "site.error_report_over_month",
    "site.error_reports_open",
}


def found_rows(truth: Truth) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "subject_id": row.subject_id,
            "object": row.object,
            "level": row.level,
            "status": "new",
        }
        for row in truth.faults
    ]


def coverage_rows(truth: Truth) -> list[dict[str, Any]]:
    return [
        {
            "subject_kind": row.subject_kind,
            "subject_id": row.subject_id,
            "collection_state": "uncollected",
            "cause": row.cause,
        }
        for row in truth.uncollected
    ]


def hotspot_rows(truth: Truth) -> list[dict[str, Any]]:
    return [
        {"title": row.topic, "message_ids": list(row.message_ids), "agency_code": row.agency_code}
        for row in truth.hotspots
    ]


def test_the_truth_compared_with_itself_is_perfect(city: City) -> None:
    truth = city.truth
    outcome = compare(truth, found_rows(truth), coverage_rows(truth), hotspot_rows(truth))
    assert outcome.is_perfect
    assert (outcome.precision, outcome.recall) == (1.0, 1.0)
    assert "与预设完全一致" in outcome_text(outcome, city.registry)
    json.dumps(outcome.as_dict())


def test_a_missing_finding_lowers_recall_and_is_named(city: City) -> None:
    truth = city.truth
    rows = [row for row in found_rows(truth) if row["code"] != "site.dead_link"]
    outcome = compare(truth, rows, coverage_rows(truth), hotspot_rows(truth))
    assert outcome.recall < 1
    assert outcome.precision == 1
    assert {row.code for row in outcome.missed} == {"site.dead_link"}
    text = outcome_text(outcome, city.registry)
    assert "漏报" in text
    assert f"{city.sites[0].site.name}（{city.sites[0].site.site_code}）" in text


def test_a_flagged_near_miss_lowers_precision_and_is_named(city: City) -> None:
    truth = city.truth
    near = truth.near_misses[0]
    extra = {
        "code": near.code,
        "subject_id": near.subject_id,
        "object": near.object,
        "level": "overdue",
        "status": "ongoing",
    }
    rows = [*found_rows(truth), extra]
    outcome = compare(truth, rows, coverage_rows(truth), hotspot_rows(truth))
    assert outcome.precision < 1
    assert outcome.flagged_near_misses == (near,)
    assert not outcome.is_perfect


def test_resolved_findings_do_not_count(city: City) -> None:
    truth = city.truth
    old = {"code": "x", "subject_id": "y", "object": "", "level": "notice", "status": "resolved"}
    rows = [*found_rows(truth), old]
    assert compare(truth, rows, coverage_rows(truth), hotspot_rows(truth)).is_perfect


def test_what_another_edition_asks_for_is_not_expected(city: City) -> None:
    truth = city.truth
    codes = {row.code for row in truth.faults} - {"account.workday_update_missing"}
    rows = [row for row in found_rows(truth) if row["code"] in codes]
    known = (coverage_rows(truth), hotspot_rows(truth))
    assert compare(truth, rows, *known, codes=codes).is_perfect
    assert not compare(truth, rows, *known).is_perfect


def test_wrong_levels_causes_and_hotspots_are_told(city: City) -> None:
    truth = city.truth
    findings, coverage = found_rows(truth), coverage_rows(truth)
    hotspots = hotspot_rows(truth)
    findings[0]["level"] = "dormant" if findings[0]["level"] != "dormant" else "notice"
    coverage[0]["cause"] = "not_run"
    hotspots[0]["message_ids"] = hotspots[0]["message_ids"][:1]
    outcome = compare(truth, findings, coverage[:-1], hotspots)
    assert len(outcome.wrong_levels) == 1
    assert len(outcome.missing_uncollected) == 2
    text = outcome_text(outcome, city.registry)
    for words in (
        "级别不符（1）",
        "未采到原因不符（2）",
        "实际：本轮未采集",
        "实际：已采到",
        "漏掉的热点",
    ):
        assert words in text
    assert not re.search(r"\(.|<[A-Z]|None", text), text
    assert outcome.missed_hotspots == (truth.hotspots[0].topic,)
    assert outcome.unplanned_hotspots == (truth.hotspots[0].topic,)


def test_a_collected_subject_is_not_expected_among_the_uncollected(city: City) -> None:
    truth = city.truth
    extra = {
        "subject_kind": "site",
        "subject_id": "s",
        "collection_state": "uncollected",
        "cause": "capped",
    }
    closed = extra | {"subject_id": "t", "collection_state": "out_of_scope", "cause": "closed"}
    rows = [*coverage_rows(truth), extra, closed]
    outcome = compare(truth, found_rows(truth), rows, hotspot_rows(truth))
    assert outcome.unplanned_uncollected == (("site", "s", "capped"),)


def test_papers(city: City, tmp_path: Path) -> None:
    written = write_papers(city, tmp_path)
    assert written.registry.stat().st_size > 5000
    assert json.loads(written.truth.read_text(encoding="utf-8"))["city"] == "云溪市"
    with written.messages.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(city.messages) > 200


def test_messages_hold_hotspots_and_made_up_personal_data(city: City) -> None:
    by_id = {row.message_id: row for row in city.messages}
    assert len(by_id) == len(city.messages)
    states = set()
    for spot in city.truth.hotspots:
        assert len(spot.message_ids) >= 8
        named = {by_id[one].agency_code for one in spot.message_ids}
        assert named <= {spot.agency_code, ""}, "letters name the unit, or 职责 leads to it"
        states.add(spot.clock_state)
    assert {"answered", "overdue"} <= states
    assert all(row.received_at < city.as_of for row in city.messages)
    text = "".join(row.text for row in city.messages)
    assert "1390000" in text
    assert "身份证号137700" in text


def test_probe_history_is_dense_and_fails_as_planned(city: City) -> None:
    rows = list(probes(city))
    week = [row for row in rows if row.probed_at > city.as_of - timedelta(days=7)]
    for plan in city.sites:
        own = [row for row in week if row.site_code == plan.site.site_code]
        ratio = sum(not row.is_ok for row in own) / len(own)
        assert len(own) >= 7 * 24 - 1
        assert (ratio >= 0.05) is (plan.failing_probe_ratio >= 0.05)
    assert max(row.probed_at for row in rows) < city.as_of
    assert len(rows) == len(city.sites) * PROBE_DAYS * 24


def test_a_later_visit_does_not_change_the_failing_share(city: City) -> None:
    """The round itself adds probes and moves the week on by some hours."""
    later = city.as_of + timedelta(hours=3)
    for plan in city.sites:
        own = [
            row
            for row in probes(city)
            if row.site_code == plan.site.site_code and row.probed_at > later - timedelta(days=7)
        ]
        failing = sum(not row.is_ok for row in own) / (len(own) + 9)
        assert (failing >= 0.05) is (plan.failing_probe_ratio >= 0.05)


def test_suggestions_that_are_missing_wrong_or_too_many_are_told(city: City) -> None:
    truth = city.truth
    rows = (found_rows(truth), coverage_rows(truth), hotspot_rows(truth))
    assert compare(truth, *rows, suggestions=truth.suggestions).is_perfect
    renewed = next(row for row in truth.suggestions if row.entry_count)
    others = [row for row in truth.suggestions if row != renewed]
    outcome = compare(truth, *rows, suggestions=[*others, replace(renewed, entry_count=0)])
    assert not outcome.is_perfect
    assert outcome.missed_suggestions == (renewed,)
    assert [row.url for row in outcome.unplanned_suggestions] == [renewed.url]
    text = outcome_text(outcome, city.registry)
    assert f"漏掉的栏目建议（1）：\n  - {renewed.site_code} {renewed.name}" in text


def test_list_history_shows_redesigned_channels_in_their_old_shape(city: City) -> None:
    snapshots = {
        row.channel_url: row for row in list_rows(city) if isinstance(row, ChannelSnapshot)
    }
    changed = [
        one.channel.url
        for plan in city.sites
        for one in plan.channels
        if one.behaviour in {ChannelBehaviour.REDESIGNED, ChannelBehaviour.RENEWED}
    ]
    assert changed
    assert all(snapshots[url].item_count > 0 for url in changed)


def test_history_is_written_as_landing_batches(city: City, tmp_path: Path) -> None:
    places = write_history(city, tmp_path)
    assert [place.name for place in places] == [
        "practice-history-probes-probe-all",
        "practice-history-lists-site-all",
        "practice-history-profiles-weibo-all",
        "practice-history-opinion-feed-all",
        "practice-history-opinion-board-all",
    ]
    assert read_batch(places[0])["probes"].num_rows == len(list(probes(city)))
    assert set(read_batch(places[1])) == {
        "channel_snapshots", "list_items", "list_readings", "list_sets",
    }  # fmt: skip


def test_an_outage_breaks_half_and_expects_nothing_stale_of_it(city: City) -> None:
    outage = plan_outage(city)
    truth = truth_under(city, outage)
    assert len(outage.sites) == len(city.sites) // 2
    broken = {*outage.sites, *outage.accounts}
    for fault in truth.faults:
        if fault.code not in KNOWN_WITHOUT_COLLECTING:
            assert fault.subject_id not in broken
    unread = Counter(row.subject_kind for row in truth.uncollected)
    assert unread["site"] == len(outage.sites)
    assert unread["account"] >= len(outage.accounts)
    assert {row.subject_id for row in truth.uncollected} >= broken


def test_broken_sources_really_break(city: City) -> None:
    outage = plan_outage(city)
    with PracticeServer(city, outage), httpx.Client(timeout=5) as web:
        for plan in city.sites:
            kind = outage.sites.get(plan.site.site_code)
            match kind:
                case None:
                    assert web.get(plan.site.home_url).status_code in {200, 302}
                case Break.RESET:
                    with pytest.raises(httpx.ReadError):
                        web.get(plan.site.home_url)
                case Break.LOGIN:
                    assert 'type="password"' in web.get(plan.site.home_url).text
                case _:
                    assert web.get(plan.site.home_url).status_code in {403, 412}


def test_a_hanging_source_says_nothing(city: City) -> None:
    outage = plan_outage(city, with_hang=True)
    code = next(code for code, kind in outage.sites.items() if kind is Break.HANG)
    plan = next(one for one in city.sites if one.site.site_code == code)
    with (
        PracticeServer(city, outage),
        httpx.Client(timeout=0.5) as web,
        pytest.raises(httpx.ReadTimeout),
    ):
        web.get(plan.site.home_url)
