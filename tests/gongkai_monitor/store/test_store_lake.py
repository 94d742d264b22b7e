"""Opening the lake: schema, read-only, past moments, clear errors."""

import time
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from gongkai_monitor import clock
from gongkai_monitor.errors import StoreError, WorkspaceError
from gongkai_monitor.landing.schema import columns_of
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.model.observations import KEYS, TABLES
from gongkai_monitor.model.registry import RegistryChange
from gongkai_monitor.settings import Settings
from gongkai_monitor.store import extensions
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.migrations import migrations
from gongkai_monitor.store.registry import REGISTRY_TABLES

_SQL_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "timestamp[us, tz=UTC]": "TIMESTAMP WITH TIME ZONE",
    "list<item: string>": "VARCHAR[]",
}
_VERSIONED = {table.name: table.record for table in REGISTRY_TABLES}


def described(conn: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str, bool]]:
    rows = conn.execute(f"DESCRIBE {table}").fetchall()
    return [(row[0], row[1], row[2] == "YES") for row in rows]


def expected(record: type) -> list[tuple[str, str, bool]]:
    return [
        (column.name, _SQL_TYPES[str(column.type)], column.nullable)
        for column in columns_of(record)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_observation_has_exactly_the_columns_of_its_table(
    table: str, shared_reader: duckdb.DuckDBPyConnection
) -> None:
    found, wanted = sorted(described(shared_reader, table)), sorted(expected(TABLES[table]))
    assert [column[:2] for column in found] == [column[:2] for column in wanted]
    # a column that came by a later migration may be empty in older rows
    assert all(
        is_nullable or not may_be_none
        for (_, _, is_nullable), (_, _, may_be_none) in zip(found, wanted, strict=True)
    )
    assert set(KEYS[table]) <= {field.name for field in fields(TABLES[table])}


@pytest.mark.parametrize("table", _VERSIONED)
def test_every_registry_record_has_the_columns_of_its_versioned_table(
    table: str, shared_reader: duckdb.DuckDBPyConnection
) -> None:
    version = [
        ("changed_at", "TIMESTAMP WITH TIME ZONE", False),
        ("is_removed", "BOOLEAN", False),
    ]
    assert sorted(described(shared_reader, table)) == sorted(expected(_VERSIONED[table]) + version)


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("registry_changes", RegistryChange),
        ("finding_observations", Finding),
        ("verdicts", SubjectVerdict),
    ],
)
def test_other_records_have_their_columns(
    table: str, record: type, shared_reader: duckdb.DuckDBPyConnection
) -> None:
    names = {name for name, _, _ in described(shared_reader, table)}
    assert names - {"as_of"} == {field.name for field in fields(record)} - {"as_of"}


@pytest.fixture(scope="module")
def shared_reader(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("lake")
    (folder / "gongkai.toml").write_text("")
    migrate(Settings.load(folder))
    return open_store(folder)


def test_migrations_have_numbers_of_their_own_and_are_recorded_once(lake: Settings) -> None:
    versions = [migration.version for migration in migrations()]
    assert versions == sorted(set(versions))
    migrate(lake)
    with open_store(lake) as conn:
        stored = conn.execute("SELECT version FROM schema_versions ORDER BY 1").fetchall()
    assert [version for (version,) in stored] == versions


def test_a_missing_workspace_or_lake_is_named(settings: Settings) -> None:
    with pytest.raises(WorkspaceError, match="不是工作区"):
        open_store(settings.workspace / "nowhere")
    with pytest.raises(StoreError, match="gongkai init"):
        open_store(settings.workspace)


def test_a_lake_of_a_newer_program_is_refused(lake: Settings) -> None:
    with open_store(lake, read_only=False) as conn:
        conn.execute("INSERT INTO schema_versions VALUES (999, 'future', now())")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="升级"):
            open_store(lake, read_only=read_only)


def test_a_broken_catalogue_gives_a_clear_error(lake: Settings) -> None:
    (lake.workspace / "lake" / "catalog.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="打开数据湖"):
        open_store(lake)


def test_sessions_think_in_chinese_time(lake: Settings) -> None:
    with open_store(lake) as conn:
        row = conn.execute(
            "SELECT (TIMESTAMPTZ '2026-03-01 20:00:00+00')::DATE::VARCHAR"
        ).fetchone()
    assert row == ("2026-03-02",)


def test_a_past_moment_shows_what_was_stored_then(lake: Settings) -> None:
    with open_store(lake, read_only=False) as conn:
        conn.execute("INSERT INTO runs VALUES ('a', now(), NULL, now(), 'done', '{}')")
        between = clock.now()
        while clock.now() <= between:
            time.sleep(0.001)
        conn.execute("INSERT INTO runs VALUES ('b', now(), NULL, now(), 'done', '{}')")
    with open_store(lake, as_of=between) as conn:
        assert conn.execute("SELECT run_id FROM runs").fetchall() == [("a",)]
    with open_store(lake) as conn:
        assert conn.execute("SELECT count(*) FROM runs").fetchone() == (2,)


def test_a_moment_before_every_snapshot_says_how_far_back_it_goes(lake: Settings) -> None:
    with pytest.raises(StoreError, match=r"没有 2020-01-01 08:00:00 或更早的快照.*现存最早快照为"):
        open_store(lake, as_of=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_past_moment_cannot_be_written(lake: Settings) -> None:
    with pytest.raises(StoreError, match="只读"):
        open_store(lake, read_only=False, as_of=datetime(2020, 1, 1, tzinfo=UTC))


def test_an_extension_that_was_tampered_with_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = bytearray(extensions.extension_file("sqlite_scanner").read_bytes())
    body[len(body) // 2] ^= 1
    forged = tmp_path / "sqlite_scanner.duckdb_extension"
    forged.write_bytes(body)
    monkeypatch.setattr(extensions, "extension_file", lambda _: forged)
    with (
        duckdb.connect(":memory:", config=extensions.EXTENSION_CONFIG) as conn,
        pytest.raises(duckdb.Error, match="signature"),
    ):
        extensions.load_extensions(conn, ("sqlite_scanner",))


def test_a_reader_loads_no_code(settings: Settings, tmp_path: Path) -> None:
    migrate(settings)
    path = tmp_path / "other.duckdb_extension"
    path.write_bytes(b"no extension at all")
    with closing(open_store(settings)) as conn, pytest.raises(duckdb.Error, match="disabled"):
        conn.execute(f"LOAD '{path}'")
