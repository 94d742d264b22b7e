"""``gongkai sql`` reads tables of the store and nothing else."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM agencies",
        "INSERT INTO agencies SELECT * FROM agencies",
        "DROP TABLE agencies",
        "UPDATE agencies SET name = ''",
        "CREATE TABLE t AS SELECT 1",
        "COPY agencies TO 'x.csv'",
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "SELECT 1; DELETE FROM agencies",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT getenv('HOME')",
        "SELECT * FROM (SELECT * FROM read_text('/etc/passwd'))",
        "nonsense",
        "SELECT nothing FROM agencies",
    ],
)
def test_anything_but_a_question_to_the_tables_is_refused(
    gongkai: Any, desk: Any, query: str
) -> None:
    done = gongkai("-w", desk.folder, "sql", query)
    assert done.code == 2, done.out
    assert done.out == ""
    assert done.err


def test_nothing_was_changed_by_the_refused(gongkai: Any, desk: Any) -> None:
    test_anything_but_a_question_to_the_tables_is_refused(gongkai, desk, "DELETE FROM agencies")
    done = gongkai("-w", desk.folder, "sql", "SELECT count(*) AS n FROM agencies", "--json")
    assert done.json == [{"n": 120}]


def test_every_kind_of_value_becomes_json(gongkai: Any, desk: Any) -> None:
    query = (
        "SELECT 1.50 AS d, 2.0::DECIMAL(9, 1) AS whole, DATE '2026-03-02' AS day,"
        " TIME '08:30' AS t, 'nan'::DOUBLE AS nothing, [1, NULL] AS l,"
        " {'a': 1, 'b': 'x'} AS s, NULL AS z,"
        " TIMESTAMPTZ '2026-03-02 00:00:00+00' AS at, 'ab'::BLOB AS raw,"
        " INTERVAL 1 DAY AS gap, true AS yes"
    )
    [row] = gongkai("-w", desk.folder, "sql", query, "--json").json
    assert row == {
        "d": 1.5, "whole": 2, "day": "2026-03-02", "t": "08:30:00", "nothing": None,
        "l": [1, None], "s": {"a": 1, "b": "x"}, "z": None, "at": "2026-03-02T08:00:00+08:00",
        "raw": "6162", "gap": "1 day, 0:00:00", "yes": True,
    }  # fmt: skip


def test_a_wide_answer_is_printed_as_cards(gongkai: Any, desk: Any) -> None:
    done = gongkai("-w", desk.folder, "sql", "SELECT * FROM sites ORDER BY site_code LIMIT 2")
    assert "── 2 ──" in done.out
    assert "home_url: https://www1.linchuan.example/" in done.out


def test_a_moment_before_the_store_is_said_to_be_so(gongkai: Any, desk: Any) -> None:
    done = gongkai("-w", desk.folder, "sql", "SELECT 1", "--as-of", "2020-01-01", "--json")
    assert (done.code, done.out) == (1, "")
    assert "更早的快照" in done.err
