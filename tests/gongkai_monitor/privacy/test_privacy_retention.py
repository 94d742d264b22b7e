"""What citizens wrote goes when its time is over: from the tables, the snapshots and the files."""

import gzip
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from gongkai_monitor import clock
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Article, ErrorReport, Message, PostReply
from gongkai_monitor.privacy.retention import purge_expired
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.maintenance import maintain
from gongkai_monitor.store.retention import RULES
from gongkai_monitor.vocabulary import DateSource, ErrorReportKind, ErrorReportState
from gongkai_monitor.workspace import create_workspace

OLD = datetime(2024, 1, 5, tzinfo=UTC)
SECRET = "井盖坏了没人修理的那条街"


def message(number: int, at: datetime, observed: datetime, text: str) -> Message:
    return Message(
        message_id=f"m{number}", received_at=at, title="井盖", text=text, source="import",
        round_id="r", observed_at=observed,
    )  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return create_workspace(tmp_path / "ws")


def land(settings: Settings, name: str, *records: object) -> None:
    with LandingBatch(settings.incoming, name) as batch:
        for record in records:
            batch.write(record)  # type: ignore[arg-type]
        batch.commit()
    load_incoming(settings, now=clock.now())


def ids(settings: Settings) -> list[str]:
    with closing(open_store(settings)) as conn:
        return [
            row[0] for row in conn.execute("SELECT message_id FROM messages ORDER BY 1").fetchall()
        ]


def texts_on_disk(settings: Settings) -> Iterator[str]:
    """Every text that stands in the lake's own files, whoever may ask for it."""
    lake = settings.workspace / "lake"
    for path in lake.rglob("*.parquet"):
        for row in duckdb.sql(f"SELECT to_json(t) FROM '{path}' t").fetchall():
            yield row[0]
    for path in lake.glob("catalog.sqlite*"):
        yield path.read_bytes().decode("utf-8", errors="replace")


@pytest.mark.parametrize("others", [0, 3_000])
def test_old_texts_are_gone_from_tables_snapshots_and_files(
    settings: Settings, others: int
) -> None:
    now = clock.now()
    kept = [message(n, now, now, f"新的留言 {n}") for n in range(1, others + 2)]
    land(settings, "b1", message(0, OLD, OLD, SECRET), *kept)
    assert any(SECRET in text for text in texts_on_disk(settings))
    report = purge_expired(settings, now)
    assert report.rows == {"messages": 1}
    assert "m0" not in ids(settings)
    assert len(ids(settings)) == len(kept)
    after = now + timedelta(days=settings.privacy.erase_days, hours=1)
    maintain(settings, after)
    maintain(settings, after + timedelta(days=2))
    assert len(ids(settings)) == len(kept)
    assert not any(SECRET in text for text in texts_on_disk(settings))


def test_a_text_stays_for_the_whole_time_since_it_came_in(settings: Settings) -> None:
    now = clock.now()
    days = timedelta(days=settings.privacy.message_days)
    land(
        settings, "b1",
        message(1, OLD, now, "去年的来信，昨天才导入"),
        message(2, now - days + timedelta(minutes=1), OLD, "一年差一分钟"),
        message(3, now - days - timedelta(minutes=1), OLD, "一年多一分钟"),
    )  # fmt: skip
    purge_expired(settings, now)
    assert ids(settings) == ["m1", "m2"]
    assert purge_expired(settings, now).rows == {}


def test_every_table_of_citizens_texts_has_its_rule(settings: Settings) -> None:
    reply = PostReply(
        account_code="a", comment_key="k", commented_at=OLD, text="评论", source="import",
        round_id="r", observed_at=OLD,
    )  # fmt: skip
    report = ErrorReport(
        report_id="1", site_code="1308000009", kind=ErrorReportKind.OTHER, created_at=OLD,
        state=ErrorReportState.OPEN, description="打不开", round_id="r", observed_at=OLD,
    )  # fmt: skip
    page = Article(
        site_code="1308000009", channel_url="http://a/l/", url="http://a/l/1", title="来信",
        body="来信内容", date_source=DateSource.NONE, content_hash="h", round_id="r",
        observed_at=OLD,
    )  # fmt: skip
    land(settings, "b1", reply, report, page, replace(page, channel_url="http://a/n/", url="n"),
         message(1, OLD, OLD, "x"))  # fmt: skip
    with closing(open_store(settings, read_only=False)) as conn:
        conn.execute(
            "INSERT INTO channels BY NAME SELECT '1308000009' AS site_code, 'http://a/l/' AS url, "
            "'信箱' AS name, 'interaction' AS kind, 1 AS level, ?::TIMESTAMPTZ AS changed_at, "
            "false AS is_removed",
            [OLD],
        )
        conn.execute("INSERT INTO open_letters VALUES ('m1', 's', 'u', 'r', ?, NULL)", [OLD])
        conn.execute(
            "INSERT INTO sentiments VALUES ('messages', 'm1', 'd', 0.5, 'neutral', ?)", [OLD]
        )
        conn.execute("INSERT INTO hotspot_members VALUES (?, 'm1', 'h')", [OLD])
        conn.execute("INSERT INTO hotspot_signs VALUES ('m1', ?, 1, [7], [1])", [OLD])
        conn.execute("INSERT INTO hotspot_groups VALUES ('m1', 'h', 'h', true, ?)", [OLD])
        conn.execute(
            "INSERT INTO hotspots BY NAME SELECT ?::TIMESTAMPTZ AS as_of, 'h' AS hotspot_id, "
            "'井盖' AS title, 3 AS size, 1.0 AS heat, ['m1'] AS message_ids, ['例句'] AS examples",
            [OLD],
        )
    assert purge_expired(settings, clock.now()).rows == dict.fromkeys(RULES, 1)
    with closing(open_store(settings)) as conn:
        shown = conn.execute("SELECT title, size, examples, message_ids FROM hotspots").fetchall()
        noted = conn.execute("SELECT name, row_count FROM purges ORDER BY name").fetchall()
    assert shown == [("井盖", 3, None, None)]
    assert noted == [(name, 1) for name in sorted(RULES)]


def test_imported_files_and_raw_board_pages_go_the_others_stay(settings: Settings) -> None:
    now = clock.now()
    for name in ("done/留言-1.csv", "rejected/留言-2.csv", "rejected/留言-2.csv.txt", "留言-3.csv"):
        path = settings.drop / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("姓名,电话\n", encoding="utf-8")
    old, new = f"{OLD:%Y%m%d}", f"{now:%Y%m%d}"
    for name in (f"{old}/r-board-shard00", f"{old}/r-site-shard00", f"{new}/r-board-shard00"):
        path = settings.evidence / f"{name}.warc.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(b"x"))
    long_ago = OLD.timestamp()
    os.utime(settings.drop / "done" / "留言-1.csv", (long_ago, long_ago))
    assert purge_expired(settings, now).files == 1  # a file of today, whatever its content's age
    assert purge_expired(settings, now + timedelta(days=8)).files == 3
    left = {path.name for path in settings.drop.rglob("*") if path.is_file()}
    assert left == {"留言-3.csv"}
    kept = {
        path.relative_to(settings.evidence).as_posix() for path in settings.evidence.rglob("*.gz")
    }
    assert kept == {f"{old}/r-site-shard00.warc.gz", f"{new}/r-board-shard00.warc.gz"}
