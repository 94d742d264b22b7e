"""What an analyst's query may and may not do."""

import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest

from gongkai_monitor.errors import StoreError
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.query import check_query, run_query


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, empty_lake: Path) -> Settings:
    folder = tmp_path_factory.mktemp("it's filled")
    (folder / "gongkai.toml").write_text("")
    shutil.copytree(empty_lake, folder / "lake")
    lake = Settings.load(folder)
    with open_store(lake, read_only=False) as conn:
        conn.execute(
            "INSERT INTO runs SELECT 'r' || i, now(), NULL, now(), 'done', '{}' FROM range(50) t(i)"
        )
    return lake


@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("SELECT count(*) FROM runs", 50),
        ("FROM runs SELECT count(*)", 50),
        ("WITH x AS (SELECT 1 AS a) SELECT a FROM x", 1),
        ("WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM x WHERE n<5) FROM x", 1),
        ("SELECT count(*) FROM lake.main.runs", 50),
        ("SELECT count(*) FROM RUNS", 50),
        ("SELECT sum(i) FROM range(4) t(i)", 6),
        ("SELECT outcome FROM runs GROUP BY ALL", "done"),
        ("DESCRIBE runs", "run_id"),
        ("SELECT 1;", 1),
    ],
)
def test_questions_to_tables_are_answered(filled: Settings, sql: str, first: object) -> None:
    assert run_query(filled, sql).iloc[0, 0] == first


def test_tables_can_be_listed(lake: Settings) -> None:
    assert "fetches" in set(run_query(lake, "SHOW TABLES")["name"])


FORBIDDEN = [
    "DELETE FROM runs",
    "INSERT INTO runs VALUES ('x', now(), NULL, now(), 'done', NULL)",
    "CREATE TABLE t (a INTEGER)",
    "CREATE VIEW v AS SELECT 1",
    "DROP TABLE runs",
    "ALTER TABLE runs ADD COLUMN x INTEGER",
    "SELECT 1; DROP TABLE runs",
    "COPY runs TO '{out}/x.csv'",
    "COPY runs TO '{data}x.parquet'",
    "EXPORT DATABASE '{out}'",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM '{data}**/*.parquet'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT (SELECT max(size) FROM read_blob('/etc/passwd'))",
    "WITH x AS MATERIALIZED (SELECT * FROM glob('/*')) SELECT * FROM x",
    "SELECT * FROM runs WHERE run_id IN (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT * FROM sqlite_scan('{secret}', 's')",
    "SELECT * FROM sqlite_query('__ducklake_metadata_lake', 'SELECT 1')",
    "SELECT * FROM query('SELECT * FROM sqlite_scan(''{secret}'', ''s'')')",
    "CALL sqlite_attach('{secret}')",
    "ATTACH '{secret}' AS s (TYPE sqlite)",
    "ATTACH 'ducklake:sqlite:{catalog}' AS other",
    "DETACH lake",
    "USE memory",
    "SELECT * FROM ducklake_expire_snapshots('lake', older_than => now())",
    "SELECT * FROM ducklake_cleanup_old_files('lake', cleanup_all => true)",
    "SELECT * FROM ducklake_delete_orphaned_files('lake', cleanup_all => true)",
    "SELECT * FROM ducklake_flush_inlined_data('lake')",
    "SELECT * FROM __ducklake_metadata_lake.ducklake_snapshot",
    "SELECT * FROM duckdb_databases()",
    "SELECT * FROM duckdb_databases",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM pragma_database_list",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SELECT * FROM 'https://example.org/a.parquet'",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA database_list",
    "EXPLAIN ANALYZE DELETE FROM runs",
    "CREATE SECRET (TYPE s3)",
    "VACUUM",
    "CHECKPOINT",
    "PREPARE p AS DELETE FROM runs",
    "BEGIN",
    "not sql at all",
    "",
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(filled: Settings) -> duckdb.DuckDBPyConnection:
    return open_store(filled)


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_everything_else_is_refused_before_it_runs(
    filled: Settings, reader: duckdb.DuckDBPyConnection, sql: str
) -> None:
    with pytest.raises(StoreError):
        check_query(reader, filled_in(sql, filled))


@pytest.mark.parametrize("sql", FORBIDDEN[::6])
def test_a_refused_query_changes_nothing(filled: Settings, sql: str) -> None:
    before = lake_files(filled)
    with pytest.raises(StoreError):
        run_query(filled, filled_in(sql, filled))
    assert lake_files(filled) == before
    assert run_query(filled, "SELECT count(*) FROM runs").iloc[0, 0] == 50


def filled_in(sql: str, settings: Settings) -> str:
    secret = settings.workspace / "secret.sqlite"
    with sqlite3.connect(secret) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS s AS SELECT 'secret' AS word")
    lake = settings.workspace / "lake"
    places = {
        "out": settings.workspace / "out",
        "secret": secret,
        "data": f"{lake / 'data'}/",
        "catalog": lake / "catalog.sqlite",
    }
    for name, place in places.items():
        sql = sql.replace(f"{{{name}}}", str(place).replace("'", "''"))
    return sql


def lake_files(settings: Settings) -> set[str]:
    names = {str(path) for path in (settings.workspace / "lake").rglob("*") if path.is_file()}
    return {name for name in names if not name.endswith(("-wal", "-shm", ".lock"))}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM runs",
        "CREATE TABLE t (a INTEGER)",
        "CREATE VIEW v AS SELECT 1",
        "DELETE FROM __ducklake_metadata_lake.ducklake_snapshot",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY runs TO '/tmp/gongkai-must-not-exist.csv'",
        "ATTACH '/tmp/gongkai-must-not-exist.db' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "CALL ducklake_expire_snapshots('lake', versions => [0])",
    ],
)
def test_a_read_only_connection_keeps_its_doors_closed(
    reader: duckdb.DuckDBPyConnection, sql: str
) -> None:
    with pytest.raises(duckdb.Error):
        reader.execute(sql).fetchall()
    assert reader.execute("SELECT count(*) FROM runs").fetchone() == (50,)
    assert not Path("/tmp/gongkai-must-not-exist.csv").exists()


def test_long_queries_are_stopped(lake: Settings) -> None:
    endless = (
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range+b.range=-1"
    )
    with pytest.raises(StoreError, match="已停止"):
        run_query(lake, endless, timeout_seconds=0.3)


def test_more_rows_than_asked_for_are_cut_and_said_so(filled: Settings) -> None:
    frame = run_query(filled, "SELECT * FROM runs", max_rows=10)
    assert len(frame) == 10
    assert frame.attrs["is_truncated"]
    assert not run_query(filled, "SELECT * FROM runs").attrs["is_truncated"]


def test_an_error_of_the_query_is_reported_as_such(filled: Settings) -> None:
    with pytest.raises(StoreError, match=r"查询有误.*nonsense"):
        run_query(filled, "SELECT nonsense FROM runs")
