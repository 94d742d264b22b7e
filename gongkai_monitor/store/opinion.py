"""Sentiments and hotspots as they were worked out for a moment."""

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import insert_rows, read_frame, read_result, replace_result
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

HOTSPOTS = "hotspots"
MEMBERS = "hotspot_members"
KNOWN_SENTIMENTS = """
SELECT source, item_id, model FROM sentiments
WHERE source IN (SELECT source FROM new_items) AND model IN (SELECT model FROM new_items)
"""
READ_SENTIMENTS = """
SELECT source, item_id, model, score, sentiment, as_of FROM sentiments
WHERE source = ? AND model = ? ORDER BY item_id
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
        conn.register("new_items", sentiments[["source", "model"]].drop_duplicates())
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
