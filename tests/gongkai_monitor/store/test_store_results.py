"""Findings, verdicts, hotspots, documents, coverage and runs: stored and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from gongkai_monitor.identity import finding_id
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.model.observations import Coverage
from gongkai_monitor.opinion.hotspots import HOTSPOT_COLUMNS, MEMBER_COLUMNS
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.coverage import read_coverage, read_round_coverage
from gongkai_monitor.store.documents import (
    read_document_links,
    read_documents,
    read_interpretations,
    save_documents,
)
from gongkai_monitor.store.findings import (
    read_findings,
    read_history,
    read_verdicts,
    save_findings,
    save_verdicts,
)
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.opinion import (
    read_hotspots,
    read_sentiments,
    save_hotspots,
    save_sentiments,
)
from gongkai_monitor.store.runs import (
    AuditRecord,
    RunRecord,
    read_audits,
    read_runs,
    save_audit,
    save_run,
)
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    Disposition,
    Effect,
    FindingStatus,
    Level,
    SubjectKind,
    Sureness,
    Verdict,
)

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def finding(subject: str, as_of: datetime = NOON, **changes: Any) -> Finding:
    return replace(
        Finding(
            finding_id=finding_id("account.content_stale", subject, ""),
            code="account.content_stale", rule="M-2a", title="内容不更新", effect=Effect.VETO,
            sureness=Sureness.VERIFIED_TWICE, level=Level.OVERDUE, subject_kind=SubjectKind.ACCOUNT,
            subject_id=subject, subject_name="测试发布", agency_code=None, observed="15 天",
            limit="14 天", basis="检查指标", edition="national", edition_version="1",
            message="已 15 天未更新", remedy="立即更新", as_of=as_of,
            first_seen_on=date(2026, 3, 1), last_seen_on=date(2026, 3, 2),
            evidence=(
                Evidence(url="http://a.test/", fetched_at=NOON, status=200, note="列表页“首页”"),
                Evidence(url="http://a.test/2", fetched_at=NOON, status=0, note="", warc_offset=7),
            ),
        ),
        **changes,
    )  # fmt: skip


def test_findings_come_back_whole(writer: duckdb.DuckDBPyConnection) -> None:
    findings = [finding("A"), finding("B", evidence=(), first_seen_on=None)]
    save_findings(writer, findings, NOON)
    assert read_findings(writer, NOON) == findings
    assert read_findings(writer, NOON + DAY) == findings
    assert read_findings(writer, NOON - DAY) == []


def test_the_same_audit_again_replaces_its_findings(writer: duckdb.DuckDBPyConnection) -> None:
    save_findings(writer, [finding("A"), finding("B")], NOON)
    save_findings(writer, [finding("A", observed="16 天")], NOON)
    assert [(f.subject_id, f.observed) for f in read_findings(writer, NOON)] == [("A", "16 天")]


def test_an_audit_without_findings_is_the_latest_audit(writer: duckdb.DuckDBPyConnection) -> None:
    save_findings(writer, [finding("A")], NOON)
    save_findings(writer, [], NOON + DAY)
    assert read_findings(writer, NOON + DAY) == []
    assert len(read_findings(writer, NOON)) == 1


def test_a_finding_of_another_moment_is_refused(writer: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="not 2026-03-03"):
        save_findings(writer, [finding("A")], NOON + DAY)


def test_history_tells_the_life_of_a_finding(writer: duckdb.DuckDBPyConnection) -> None:
    assert read_history(writer, NOON).empty
    save_findings(writer, [finding("A"), finding("B")], NOON)
    second = NOON + DAY
    gone = finding("B", second, status=FindingStatus.RESOLVED)
    save_findings(writer, [finding("A", second, status=FindingStatus.ONGOING), gone], second)
    history = read_history(writer, second + DAY).set_index("subject_id")
    columns = ["first_seen_on", "last_seen_on", "times_seen", "last_status", "is_in_latest"]
    assert history.loc["A", columns].tolist() == [
        date(2026, 3, 2), date(2026, 3, 3), 2, "ongoing", True,
    ]  # fmt: skip
    assert history.loc["B", columns].tolist() == [
        date(2026, 3, 2), date(2026, 3, 2), 1, "resolved", False,
    ]  # fmt: skip
    before = read_history(writer, second).set_index("subject_id")
    assert before["is_in_latest"].tolist() == [True, True]


def test_verdicts_come_back_whole(writer: duckdb.DuckDBPyConnection) -> None:
    verdicts = [
        SubjectVerdict(
            subject_kind=SubjectKind.ACCOUNT, subject_id=code, subject_name="n", agency_code=None,
            verdict=verdict, collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK,
            veto_finding_ids=("1", "2"), disposition=disposition, reasons=("停更",),
        )
        for code, verdict, disposition in [
            ("A", Verdict.FAILED, Disposition.RECTIFY),
            ("B", Verdict.NOT_JUDGED, None),
        ]
    ]  # fmt: skip
    save_verdicts(writer, verdicts, NOON)
    assert read_verdicts(writer, NOON) == verdicts
    save_verdicts(writer, [], NOON + DAY)
    assert read_verdicts(writer, NOON + DAY) == []


def test_hotspots_come_back_with_their_members(writer: duckdb.DuckDBPyConnection) -> None:
    row = dict.fromkeys(HOTSPOT_COLUMNS) | {
        "hotspot_id": "h1", "title": "供暖不热", "size": np.int64(3), "heat": 4.5, "likes": 2,
        "first_at": pd.Timestamp(NOON), "answered_at": pd.NaT, "message_ids": ["1", "2", "3"],
        "examples": np.array(["…"]),
    }  # fmt: skip
    hotspots = pd.DataFrame([row, row | {"hotspot_id": "h2", "heat": 9.0}])
    members = pd.DataFrame({"message_id": ["1", "2"], "hotspot_id": ["h1", "h1"]})
    save_hotspots(writer, hotspots, members, NOON)
    stored, stored_members = read_hotspots(writer, NOON + DAY)
    assert stored["hotspot_id"].tolist() == ["h2", "h1"]
    assert set(HOTSPOT_COLUMNS) < set(stored.columns)
    assert list(stored["message_ids"].iloc[0]) == ["1", "2", "3"]
    assert stored["first_at"].iloc[0] == pd.Timestamp(NOON)
    assert pd.isna(stored["answered_at"].iloc[0])
    assert len(stored_members) == 2
    nothing = pd.DataFrame(columns=list(HOTSPOT_COLUMNS)), pd.DataFrame(columns=MEMBER_COLUMNS)
    save_hotspots(writer, *nothing, NOON + DAY)
    assert read_hotspots(writer, NOON + DAY)[0].empty
    assert len(read_hotspots(writer, NOON)[0]) == 2


def test_sentiments_are_stored_once(writer: duckdb.DuckDBPyConnection) -> None:
    frame = pd.DataFrame(
        {
            "source": "messages",
            "item_id": ["1", "2"],
            "model": "default",
            "score": [0.1, 0.9],
            "sentiment": ["negative", "positive"],
        }
    )
    assert save_sentiments(writer, frame, NOON) == 2
    assert save_sentiments(writer, frame.assign(item_id=["2", "3"]), NOON) == 1
    assert read_sentiments(writer, "messages")["item_id"].tolist() == ["1", "2", "3"]


def test_documents_change_only_where_they_changed(writer: duckdb.DuckDBPyConnection) -> None:
    documents = pd.DataFrame(
        {
            "document_id": ["d1", "d2"],
            "url": ["http://a.test/1", "http://a.test/2"],
            "title": ["办法", None],
            "published_on": [date(2026, 2, 27), None],
        }
    )
    interpretations = pd.DataFrame(
        {"interpretation_id": ["i1"], "url": ["http://a.test/3"], "links": [["http://a.test/1"]]}
    )
    links = pd.DataFrame(
        {"document_id": ["d1"], "interpretation_id": ["i1"], "score": [1.0], "reasons": [["链接"]]}
    )
    save_documents(writer, documents, interpretations, links, NOON)
    later = documents.iloc[1:].assign(title="通知")
    save_documents(writer, later, interpretations, links.iloc[:0], NOON + DAY)
    stored = read_documents(writer).set_index("document_id")
    assert stored["title"].to_dict() == {"d1": "办法", "d2": "通知"}
    assert stored.loc["d1", "published_on"] == date(2026, 2, 27)
    assert stored.loc["d1", "as_of"] == pd.Timestamp(NOON)
    assert stored.loc["d2", "as_of"] == pd.Timestamp(NOON + DAY)
    assert list(read_interpretations(writer)["links"].iloc[0]) == ["http://a.test/1"]
    assert read_document_links(writer).empty


def test_the_newest_coverage_row_of_a_subject_counts(lake: Settings) -> None:
    with LandingBatch(lake.incoming, "r1") as batch:
        for hours, state in ((0, CollectionState.UNCOLLECTED), (1, CollectionState.COLLECTED)):
            batch.write(
                Coverage(
                    round_id="r1", subject_kind=SubjectKind.SITE, subject_id="1",
                    collection_state=state, cause=CollectionCause.BLOCKED,
                    observed_at=NOON + timedelta(hours=hours),
                )
            )  # fmt: skip
    load_incoming(lake, now=NOON)
    with open_store(lake) as conn:
        newest = read_coverage(conn, NOON + DAY, since=NOON - DAY)
        assert newest["collection_state"].tolist() == ["collected"]
        earlier = read_coverage(conn, NOON, since=NOON - DAY)
        assert earlier["collection_state"].tolist() == ["uncollected"]
        assert read_coverage(conn, NOON + DAY, since=NOON + DAY).empty
        assert len(read_round_coverage(conn, "r1")) == 1


def test_runs_and_audits_are_updated_in_place(writer: duckdb.DuckDBPyConnection) -> None:
    run = RunRecord(run_id="r1", started_at=NOON, as_of=NOON, outcome="running")
    save_run(writer, run)
    done = replace(
        run, ended_at=NOON + DAY, outcome="incomplete", detail={"failed_sites": ["站点"]}
    )
    save_run(writer, done)
    assert read_runs(writer, NOON) == [done]
    audit = AuditRecord(
        audit_id="a1", as_of=NOON, editions=("national",), calendar_years=(2025, 2026),
        started_at=NOON, ended_at=NOON, finding_count=3,
    )  # fmt: skip
    save_audit(writer, audit)
    save_audit(writer, audit)
    assert read_audits(writer, NOON) == [audit]
    assert read_audits(writer, NOON - DAY) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"run_id": "1", "colour": "red"}, "unknown columns"),
        ({"run_id": 1}, "runs"),
        ({"run_id": "1", "started_at": NOON.replace(tzinfo=None)}, "aware"),
    ],
)
def test_rows_of_another_shape_are_refused(
    writer: duckdb.DuckDBPyConnection, row: dict[str, object], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        insert_rows(writer, "runs", [row])
