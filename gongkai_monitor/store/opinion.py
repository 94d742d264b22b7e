"""Sentiments and hotspots as they were worked out for a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from gongkai_monitor.store.frames import (
    insert_rows,
    latest_result,
    read_frame,
    read_result,
    replace_result,
)
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

HOTSPOTS = "hotspots"
MEMBERS = "hotspot_members"
KNOWN_SENTIMENTS = """
SELECT source, item_id, model FROM sentiments
SEMI JOIN new_items USING (source, item_id, model)
"""
READ_SENTIMENTS = """
SELECT source, item_id, model, score, sentiment, as_of FROM sentiments
WHERE source = ? AND model = ? ORDER BY item_id
"""
SENTIMENTS_OF = """
SELECT item_id AS message_id, score, sentiment
FROM sentiments SEMI JOIN wanted_items ON item_id = wanted_items.message_id
WHERE source = 'messages' AND model = ? AND as_of <= ?
QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY as_of DESC) = 1
"""

LAST_HOTSPOTS = """
SELECT * FROM hotspots WHERE hotspot_id IN (SELECT unnest($ids::VARCHAR[])) AND as_of <= $as_of
QUALIFY row_number() OVER (PARTITION BY hotspot_id ORDER BY as_of DESC) = 1
ORDER BY hotspot_id
"""
STATEMENTS = "statements"
UNREAD_MESSAGES = """
SELECT count(DISTINCT message_id) FROM messages
WHERE observed_at <= $as_of AND received_at <= $as_of AND received_at > $since
    AND ($last::TIMESTAMPTZ IS NULL OR observed_at > $last::TIMESTAMPTZ)
"""
SENTIMENT_DAYS = """
SELECT CAST(timezone('Asia/Shanghai', received_at) AS DATE) AS day,
    count(*) AS scored, count(*) FILTER (sentiment = 'negative') AS negative,
    count(*) FILTER (sentiment = 'unsure') AS unsure
FROM (
    SELECT message_id, received_at FROM messages
    WHERE received_at > $since AND received_at <= $as_of AND observed_at <= $as_of
    QUALIFY row_number() OVER (PARTITION BY message_id ORDER BY observed_at DESC) = 1
) JOIN (
    SELECT item_id, sentiment FROM sentiments WHERE source = 'messages' AND as_of <= $as_of
    QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY as_of DESC) = 1
) ON item_id = message_id
GROUP BY day ORDER BY day
"""


def save_hotspots(
    conn: duckdb.DuckDBPyConnection,
    hotspots: "pd.DataFrame",
    members: "pd.DataFrame",
    as_of: datetime,
) -> None:
    """Store both frames of ``opinion.find_hotspots``, in place of earlier ones for ``as_of``."""

    def save() -> None:
        replace_result(conn, HOTSPOTS, hotspots.assign(as_of=as_of), as_of)
        replace_result(conn, MEMBERS, members.assign(as_of=as_of), as_of)

    in_transaction(conn, save, doing="保存热点")


def read_hotspots(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Hotspots (hottest first) and members of the latest result at or before ``as_of``."""
    hotspots = read_result(conn, HOTSPOTS, as_of, order="heat DESC, hotspot_id")
    members = read_result(conn, MEMBERS, as_of, order="hotspot_id, message_id")
    return hotspots, members


def read_last_hotspots(
    conn: duckdb.DuckDBPyConnection, hotspot_ids: Sequence[str], as_of: datetime
) -> "pd.DataFrame":
    """The last row of each hotspot, also of those that left the window since."""
    return read_frame(conn, LAST_HOTSPOTS, {"ids": list(hotspot_ids), "as_of": as_of})


def last_opinion_round(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> tuple[datetime | None, int]:
    """The last opinion round at or before ``as_of`` (None: there was none), and what it missed.

    Returns:
        The round's moment, and how many messages that were written after ``since`` came after it.
    """
    last = latest_result(conn, HOTSPOTS, as_of)
    found = conn.execute(UNREAD_MESSAGES, {"last": last, "since": since, "as_of": as_of})
    row = found.fetchone()
    return last, row[0] if row else 0


def save_statements(
    conn: duckdb.DuckDBPyConnection, statements: "pd.DataFrame", as_of: datetime
) -> None:
    """Store candidates of ``opinion.statements``, in place of earlier ones for ``as_of``."""

    def save() -> None:
        replace_result(conn, STATEMENTS, statements.assign(as_of=as_of), as_of)

    in_transaction(conn, save, doing="保存回应线索")


def read_statements(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> "pd.DataFrame":
    """Candidates of the latest result at or before ``as_of``, the likeliest first."""
    return read_result(conn, STATEMENTS, as_of, order="hotspot_id, score DESC, statement_id")


def read_sentiment_days(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> "pd.DataFrame":
    """Messages per day in China whose sentiment is stored: day, scored, negative, unsure."""
    return read_frame(conn, SENTIMENT_DAYS, {"since": since, "as_of": as_of})


def save_sentiments(
    conn: duckdb.DuckDBPyConnection, sentiments: "pd.DataFrame", as_of: datetime
) -> int:
    """Store scores that are not stored yet; how many were new.

    Args:
        conn: a writing connection.
        sentiments: source (messages or posts), item_id, model, score, sentiment.
        as_of: when they were worked out.
    """

    def save() -> int:
        conn.register("new_items", sentiments[["source", "item_id", "model"]])
        try:
            known = set(conn.execute(KNOWN_SENTIMENTS).fetchall())
        finally:
            conn.unregister("new_items")
        new = sentiments.drop_duplicates(["source", "item_id", "model"])
        keys = zip(new["source"], new["item_id"], new["model"], strict=True)
        new = new[[key not in known for key in keys]]
        return insert_rows(conn, "sentiments", new.assign(as_of=as_of)) if len(new) else 0

    return in_transaction(conn, save, doing="保存情感分值")


def read_sentiments(
    conn: duckdb.DuckDBPyConnection, source: str, model: str = "default"
) -> "pd.DataFrame":
    """Stored scores of ``messages`` or ``posts``."""
    return read_frame(conn, READ_SENTIMENTS, [source, model])


def read_sentiments_of(
    conn: duckdb.DuckDBPyConnection, message_ids: Sequence[str], model: str, as_of: datetime
) -> "pd.DataFrame":
    """What a model said of these messages: message_id, score, sentiment; only of those it read."""
    conn.register("wanted_items", pa.table({"message_id": pa.array(message_ids, pa.string())}))
    try:
        return read_frame(conn, SENTIMENTS_OF, [model, as_of])
    finally:
        conn.unregister("wanted_items")
