"""Deletion of what citizens wrote when its time is over; the counts that remain hold no text.

A row goes when it is as old as the limit both by its own time and by when it came into the lake,
so that older letters that were imported yesterday stay for as long as new ones.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb

from gongkai_monitor.store.lake import LAKE
from gongkai_monitor.store.transaction import in_transaction, outside_transaction

DELETE_MESSAGES = "DELETE FROM messages WHERE greatest(received_at, observed_at) < ?"
DELETE_OPEN_LETTERS = "DELETE FROM open_letters WHERE observed_at < ?"
DELETE_REPLIES = "DELETE FROM post_replies WHERE greatest(commented_at, observed_at) < ?"
DELETE_REPORTS = "DELETE FROM error_reports WHERE greatest(created_at, observed_at) < ?"
DELETE_SENTIMENTS = "DELETE FROM sentiments WHERE as_of < ?"
DELETE_SIGNS = "DELETE FROM hotspot_signs WHERE received_at < ?"
DELETE_GROUPS = "DELETE FROM hotspot_groups WHERE decided_at < ?"
DELETE_MEMBERS = "DELETE FROM hotspot_members WHERE as_of < ?"
DELETE_BOARD_PAGES = """
DELETE FROM articles WHERE greatest(coalesce(published_at, observed_at), observed_at) < ?
  AND channel_url IN (SELECT url FROM channels WHERE kind = 'interaction')
"""
CLEAR_HOTSPOTS = """
UPDATE hotspots SET examples = NULL, message_ids = NULL
WHERE as_of < ? AND (examples IS NOT NULL OR message_ids IS NOT NULL)
"""
RULES = {
    "messages": DELETE_MESSAGES,
    "open_letters": DELETE_OPEN_LETTERS,
    "post_replies": DELETE_REPLIES,
    "error_reports": DELETE_REPORTS,
    "sentiments": DELETE_SENTIMENTS,
    "hotspot_members": DELETE_MEMBERS,
    "hotspot_signs": DELETE_SIGNS,
    "hotspot_groups": DELETE_GROUPS,
    "articles": DELETE_BOARD_PAGES,
    "hotspots": CLEAR_HOTSPOTS,
}
"""Table -> what is done with its old rows."""

RECORD = "INSERT INTO purges VALUES (?, now(), ?, ?)"
"""``now()`` is the begin of the transaction: every snapshot with the rows is older than that."""

_BUSY_SECONDS = 30.0
ERASED = "SELECT max(purged_at) FROM purges WHERE purged_at <= ?"
FORGET_STATISTICS = """
UPDATE ducklake_table_column_stats SET min_value = NULL, max_value = NULL
WHERE EXISTS (
    SELECT 1 FROM ducklake_column c
    WHERE c.table_id = ducklake_table_column_stats.table_id
      AND c.column_id = ducklake_table_column_stats.column_id AND lower(c.column_type) = 'varchar')
"""
FLUSH = "CALL ducklake_flush_inlined_data(?, table_name => ?)"
REWRITE = "CALL ducklake_rewrite_data_files(?, ?, delete_threshold => 0)"


def purge(conn: duckdb.DuckDBPyConnection, *, kept_since: datetime) -> dict[str, int]:
    """Delete what is older than ``kept_since``; the number of rows by table, where there were any.

    The rows are gone from the tables at once. Older snapshots hold them until upkeep expires
    those (``erased_before``); the files without them are written here.

    Args:
        conn: a writing connection.
        kept_since: the limit.

    Raises:
        StoreError: when the lake cannot be written.
    """

    def delete() -> dict[str, int]:
        counts = {}
        for table, statement in RULES.items():
            (count,) = conn.execute(statement, [kept_since]).fetchone() or (0,)
            if count:
                conn.execute(RECORD, [table, kept_since, count])
                counts[table] = int(count)
        return counts

    def rewrite() -> None:
        for table in counts:
            conn.execute(FLUSH, [LAKE, table])
            conn.execute(REWRITE, [LAKE, table])

    counts = in_transaction(conn, delete, doing="清除到期的群众文字")
    outside_transaction(conn, rewrite, doing="改写数据文件")
    return counts


def erased_before(conn: duckdb.DuckDBPyConnection, limit: datetime) -> datetime | None:
    """The last deletion at or before ``limit``: snapshots from before it may not be kept."""
    row = conn.execute(ERASED, [limit]).fetchone()
    return row[0] if row else None


def forget_statistics(catalogue: Path) -> None:
    """Drop the least and the greatest text of every column from the catalogue.

    DuckLake widens them with each insert and never narrows them again: one of them may be what was
    deleted. Without them a column is read where its files' own statistics cannot rule it out.
    """
    with closing(sqlite3.connect(catalogue, timeout=_BUSY_SECONDS)) as conn, conn:
        conn.execute(FORGET_STATISTICS)


def scrub_catalogue(catalogue: Path) -> bool:
    """Drop deleted rows from the free pages of the SQLite catalogue, where small texts stood.

    False when readers kept it busy; the next night tries again.
    """
    try:
        forget_statistics(catalogue)
        with closing(sqlite3.connect(catalogue, timeout=_BUSY_SECONDS)) as conn:
            conn.execute("VACUUM")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        return False
    return True
