"""The desk: half-hourly batches on a real lake come to what one reading of all would."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from gongkai_monitor.opinion import clusters, find_hotspots
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.opinion.hotspots import HotspotRules
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.opinion import read_hotspots
from gongkai_monitor.store.transaction import in_transaction

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

Row = dict[str, object]


@pytest.fixture
def desk(tmp_path: Path) -> Settings:
    """A workspace whose hotspots begin at three messages."""
    (tmp_path / "gongkai.toml").write_text("[opinion]\nmin_size = 3\n", encoding="utf-8")
    settings = Settings.load(tmp_path)
    migrate(settings)
    return settings


def _noise(number: int, at: datetime, **more: object) -> Row:
    text = f"翠湖小区旁边工地凌晨{number}点还在施工打桩，噪音太大，老人睡不着。"
    return _row(f"n{number:03d}", at, "翠湖小区夜间施工噪音扰民", text, **more)


def _bus(number: int, at: datetime, **more: object) -> Row:
    return _row(f"b{number:03d}", at, "公交12路班次太少",
                f"早高峰等12路公交要{number}十分钟，希望加密班次。", **more)  # fmt: skip


def _row(message_id: str, at: datetime, title: str, text: str, **more: object) -> Row:
    return {
        "message_id": message_id, "received_at": at, "title": title, "text": text,
        "region": "城东区", "likes": 1, "source": "import", "round_id": "r", "observed_at": at,
        **more,
    }  # fmt: skip


def _put(settings: Settings, rows: list[Row]) -> None:
    with open_store(settings, read_only=False) as connection:
        in_transaction(
            connection, lambda: insert_rows(connection, "messages", rows), doing="写入留言"
        )


def _stored(settings: Settings, as_of: datetime) -> pd.DataFrame:
    with open_store(settings) as connection:
        return read_hotspots(connection, as_of)[0]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks that a test can fill."""
    monkeypatch.setattr(clusters, "CHUNK", 5)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("per_batch", [4, 7])
def test_however_messages_are_cut_into_batches_the_hotspots_are_the_same(
    desk: Settings, per_batch: int
) -> None:
    rows = [
        (_noise if n % 3 else _bus)(n, NOON + timedelta(minutes=n), replied_at=None)
        for n in range(1, 19)
    ]
    for start in range(0, len(rows), per_batch):
        batch = rows[start : start + per_batch]
        _put(desk, batch)
        refresh_hotspots(desk, as_of=batch[-1]["received_at"])  # type: ignore[arg-type]
    as_of = rows[-1]["received_at"]
    assert isinstance(as_of, datetime)
    at_once, _ = find_hotspots(pd.DataFrame(rows), as_of=as_of, rules=HotspotRules(min_size=3))
    by_batch = _stored(desk, as_of)
    assert [sorted(ids) for ids in by_batch["message_ids"]] == [
        sorted(ids) for ids in at_once["message_ids"]
    ]
    same = ["hotspot_id", "title", "place", "object", "size", "distinct_count", "heat", "growth"]
    pd.testing.assert_frame_equal(by_batch[same], at_once[same], check_dtype=False)


def test_the_id_stays_for_days_while_the_first_messages_leave_the_window(desk: Settings) -> None:
    ids = set()
    for day in range(0, 48, 8):
        at = NOON + timedelta(days=day)
        _put(desk, [_noise(3 * day + n, at + timedelta(minutes=n)) for n in range(3)])
        refresh_hotspots(desk, as_of=at + HALF_HOUR)
        ids |= set(_stored(desk, at + HALF_HOUR)["hotspot_id"])
    assert len(ids) == 1
    size = _stored(desk, NOON + timedelta(days=41))["size"].tolist()
    assert size == [12]  # four of the six visits lie within 30 days


def test_the_past_is_shown_as_it_was_known(desk: Settings) -> None:
    _put(desk, [_noise(n, NOON + timedelta(minutes=n)) for n in range(3)])
    refresh_hotspots(desk, as_of=NOON + HALF_HOUR)
    later = NOON + timedelta(days=2)
    _put(desk, [_noise(n, later) for n in range(10, 14)])
    refresh_hotspots(desk, as_of=later)
    refresh_hotspots(desk, as_of=NOON + HALF_HOUR)
    assert _stored(desk, NOON + HALF_HOUR)["size"].tolist() == [3]
    assert _stored(desk, later)["size"].tolist() == [7]


def test_no_text_can_be_read_from_what_is_remembered(desk: Settings) -> None:
    _put(desk, [_noise(n, NOON + timedelta(minutes=n)) for n in range(3)])
    refresh_hotspots(desk, as_of=NOON + HALF_HOUR)
    with open_store(desk) as connection:
        columns = connection.execute("DESCRIBE hotspot_signs").fetchall()
    kinds = {name: kind for name, kind, *_ in columns}
    assert kinds == {
        "message_id": "VARCHAR", "received_at": "TIMESTAMP WITH TIME ZONE", "voice": "UBIGINT",
        "codes": "UINTEGER[]", "counts": "UTINYINT[]",
    }  # fmt: skip


def test_forgotten_rows_leave_the_lake(desk: Settings) -> None:
    _put(desk, [_noise(n, NOON + timedelta(minutes=n)) for n in range(3)])
    refresh_hotspots(desk, as_of=NOON + HALF_HOUR)
    later = NOON + timedelta(days=61)
    _put(desk, [_bus(n, later) for n in range(3)])
    refresh_hotspots(desk, as_of=later)
    with open_store(desk) as connection:
        assert _count(connection, "hotspot_signs") == _count(connection, "hotspot_groups") == 3


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])
