"""留言 as they stood at a moment: the newest row of each message, with its reply if it had one."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from gongkai_monitor.store.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

READ_MESSAGES = """
SELECT * FROM messages
WHERE received_at > ? AND received_at <= ? AND observed_at <= ?
QUALIFY row_number() OVER (
    PARTITION BY message_id, source ORDER BY observed_at DESC, replied_at DESC NULLS LAST
) = 1
ORDER BY received_at, message_id
"""

READ_MARKS = """
SELECT message_id, region, likes, replied_at FROM messages
WHERE received_at > ? AND received_at <= ? AND observed_at <= ?
QUALIFY row_number() OVER (
    PARTITION BY message_id, source ORDER BY observed_at DESC, replied_at DESC NULLS LAST
) = 1
ORDER BY received_at, message_id
"""
READ_MESSAGES_OF = """
SELECT * FROM messages SEMI JOIN wanted_messages USING (message_id)
WHERE observed_at <= ?
QUALIFY row_number() OVER (
    PARTITION BY message_id, source ORDER BY observed_at DESC, replied_at DESC NULLS LAST
) = 1
ORDER BY received_at, message_id
"""
READ_MARKS_OF = r"""
WITH open AS (
    SELECT message_id, max(observed_at) AS at FROM open_letters SEMI JOIN wanted_messages
    USING (message_id) WHERE observed_at <= $1 GROUP BY ALL
)
SELECT m.message_id, m.received_at, m.replied_at, o.at AS seen_at,
    coalesce(regexp_matches(m.reply, '[^\s\x{a0}\x{3000}]'), false) AS is_answered
FROM messages m SEMI JOIN wanted_messages w ON w.message_id = m.message_id
LEFT JOIN open o ON o.message_id = m.message_id
WHERE m.observed_at <= $1
QUALIFY row_number() OVER (
    PARTITION BY m.message_id, m.source ORDER BY m.observed_at DESC, m.replied_at DESC NULLS LAST
) = 1
ORDER BY m.received_at, m.message_id
"""
READ_LETTERS = """
WITH open AS (
    SELECT message_id, max(observed_at) AS at FROM open_letters
    WHERE observed_at <= $as_of GROUP BY ALL
)
SELECT {columns}, o.at AS seen_at
FROM messages m LEFT JOIN open o USING (message_id)
WHERE m.received_at > $since AND m.received_at <= $as_of AND m.observed_at <= $as_of
QUALIFY row_number() OVER (
    PARTITION BY m.message_id, m.source ORDER BY m.observed_at DESC, m.replied_at DESC NULLS LAST
) = 1
ORDER BY m.received_at, m.message_id
"""
# A page may say nothing of an answer, and an export may leave a message out: neither shows it open.

WITHOUT_TEXTS = r"""m.message_id, m.received_at, m.category, m.agency_code, m.replied_at, m.source,
    m.site_code,
    CASE WHEN regexp_matches(m.reply, '[^\s\x{a0}\x{3000}]') THEN '已答复' END AS reply"""
"""Columns of ``READ_LETTERS`` where only what was answered when is asked."""

READ_HANDLED = """
WITH newest AS (
    SELECT rowid AS number, message_id, received_at, agency_code FROM messages
    WHERE received_at > ? AND received_at <= ? AND observed_at <= ?
    QUALIFY row_number() OVER (
        PARTITION BY message_id, source ORDER BY observed_at DESC, replied_at DESC NULLS LAST
    ) = 1
), latest AS (
    SELECT number FROM newest WHERE agency_code IS NOT NULL ORDER BY received_at DESC, message_id
    LIMIT ?
)
SELECT message_id, received_at, title, text, region, agency_code
FROM messages JOIN latest ON messages.rowid = latest.number
ORDER BY received_at DESC, message_id
"""
# The texts of the latest only are read: those of a year are some gigabytes.


def read_handled_messages(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime, limit: int
) -> "pd.DataFrame":
    """The latest messages that were given to a unit, oldest first; title, text, region, unit."""
    found = read_frame(conn, READ_HANDLED, [since, as_of, as_of, limit])
    return found.iloc[::-1].reset_index(drop=True)


def read_message_marks(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> "pd.DataFrame":
    """message_id, region, likes and replied_at of the messages of ``read_messages``; no texts."""
    return read_frame(conn, READ_MARKS, [since, as_of, as_of])


def read_messages_of(
    conn: duckdb.DuckDBPyConnection, message_ids: Sequence[str], *, as_of: datetime
) -> "pd.DataFrame":
    """The messages with these ids as they were known at ``as_of``; columns of ``Message``."""
    return _read_of(conn, READ_MESSAGES_OF, message_ids, as_of)


def read_marks_of(
    conn: duckdb.DuckDBPyConnection, message_ids: Sequence[str], *, as_of: datetime
) -> "pd.DataFrame":
    """message_id, received_at, replied_at, is_answered and seen_at of the same; no texts.

    An answer may have no moment that can be read; ``seen_at`` as in ``read_letters``.
    """
    return _read_of(conn, READ_MARKS_OF, message_ids, as_of)


def read_messages(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> "pd.DataFrame":
    """Messages received after ``since`` and known at ``as_of``; columns of ``Message``."""
    return read_frame(conn, READ_MESSAGES, [since, as_of, as_of])


def read_letters(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime, has_texts: bool = True
) -> "pd.DataFrame":
    """The same with ``seen_at``: when each was last seen as it stands here.

    A letter of a board was seen when its page showed that it has no answer, a message of an import
    when an export last held it without one; NULL: never. Without texts, ``reply`` says only whether
    there is one.
    """
    sql = READ_LETTERS.format(columns="m.*" if has_texts else WITHOUT_TEXTS)
    return read_frame(conn, sql, {"since": since, "as_of": as_of})


def _read_of(
    conn: duckdb.DuckDBPyConnection, sql: str, message_ids: Sequence[str], as_of: datetime
) -> "pd.DataFrame":
    conn.register("wanted_messages", pa.table({"message_id": pa.array(message_ids, pa.string())}))
    try:
        return read_frame(conn, sql, [as_of])
    finally:
        conn.unregister("wanted_messages")
