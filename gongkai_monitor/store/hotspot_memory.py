"""The memory of grouping (``opinion/memory.py``) in its two tables, as it was at a moment."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from gongkai_monitor.opinion.memory import Memory
from gongkai_monitor.store.transaction import in_transaction

READ_MEMORY = """
SELECT s.message_id, s.received_at, s.voice, s.codes, s.counts,
       g.group_id, g.anchor, g.is_settled
FROM (
    SELECT message_id, unnest(arg_max(struct_pack(group_id, anchor, is_settled), decided_at))
    FROM hotspot_groups WHERE decided_at <= ? GROUP BY message_id
) AS g
JOIN hotspot_signs AS s ON s.message_id = g.message_id
WHERE s.received_at > ? AND s.received_at <= ?
ORDER BY s.received_at, s.message_id
"""
INSERT_SIGNS = """
INSERT INTO hotspot_signs BY NAME
SELECT * FROM new_signs ANTI JOIN hotspot_signs USING (message_id)
"""
DELETE_DECIDED = """
DELETE FROM hotspot_groups
WHERE decided_at = ? AND message_id IN (SELECT message_id FROM new_groups)
"""
INSERT_GROUPS = "INSERT INTO hotspot_groups BY NAME SELECT * FROM new_groups"
OLDEST = "SELECT min(received_at) FROM hotspot_signs"
FORGET_GROUPS = """
DELETE FROM hotspot_groups
WHERE message_id IN (SELECT message_id FROM hotspot_signs WHERE received_at <= ?)
"""
FORGET_SIGNS = "DELETE FROM hotspot_signs WHERE received_at <= ?"


def read_memory(conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime) -> Memory:
    """What was known at ``as_of`` of the messages received after ``since``."""
    table = conn.execute(READ_MEMORY, [as_of, since, as_of]).to_arrow_table()
    starts, codes = _rows(table["codes"], np.uint32)
    _, counts = _rows(table["counts"], np.uint8)
    received = table["received_at"].cast(pa.timestamp("us", tz="UTC"))
    return Memory(
        message_ids=_objects(table["message_id"]),
        received_at=received.cast(pa.timestamp("us")).to_numpy(),
        voices=table["voice"].to_numpy(),
        groups=_objects(table["group_id"]),
        is_settled=table["is_settled"].to_numpy(),
        anchors=_objects(table["anchor"]),
        starts=starts,
        codes=codes,
        counts=counts,
    )


def save_memory(
    conn: duckdb.DuckDBPyConnection,
    before: Memory,
    after: Memory,
    *,
    since: datetime,
    as_of: datetime,
) -> int:
    """Store what a batch changed; how many messages have a new or another group.

    Rows are forgotten when the oldest is two windows old, all beyond one window at once.
    """
    changed = _changed(before, after)
    rows = after.take(changed)
    groups = pa.table(
        {
            "message_id": pa.array(rows.message_ids, pa.string()),
            "group_id": pa.array(rows.groups, pa.string()),
            "anchor": pa.array(rows.anchors, pa.string()),
            "is_settled": pa.array(rows.is_settled),
            "decided_at": pa.array([as_of.astimezone(UTC)] * len(rows), pa.timestamp("us", "UTC")),
        }
    )

    def save() -> None:
        conn.register("new_signs", _signs(rows))
        conn.register("new_groups", groups)
        try:
            conn.execute(INSERT_SIGNS)
            conn.execute(DELETE_DECIDED, [as_of])
            conn.execute(INSERT_GROUPS)
        finally:
            conn.unregister("new_signs")
            conn.unregister("new_groups")
        oldest = conn.execute(OLDEST).fetchone()
        if oldest and oldest[0] and oldest[0] <= since - (as_of - since):
            conn.execute(FORGET_GROUPS, [since])
            conn.execute(FORGET_SIGNS, [since])

    if len(rows):
        in_transaction(conn, save, doing="保存热点归并状态")
    return len(rows)


def _changed(before: Memory, after: Memory) -> np.ndarray:
    known = {
        message: (group, anchor, is_settled)
        for message, group, anchor, is_settled in zip(
            before.message_ids, before.groups, before.anchors, before.is_settled, strict=True
        )
    }
    now = zip(after.message_ids, after.groups, after.anchors, after.is_settled, strict=True)
    return np.array(
        [at for at, (message, *state) in enumerate(now) if known.get(message) != tuple(state)],
        dtype=int,
    )


def _signs(rows: Memory) -> pa.Table:
    offsets = pa.array(rows.starts, pa.int32())
    return pa.table(
        {
            "message_id": pa.array(rows.message_ids, pa.string()),
            "received_at": pa.array(rows.received_at, pa.timestamp("us")).cast(
                pa.timestamp("us", "UTC")
            ),
            "voice": pa.array(rows.voices),
            "codes": pa.ListArray.from_arrays(offsets, pa.array(rows.codes)),
            "counts": pa.ListArray.from_arrays(offsets, pa.array(rows.counts)),
        }
    )


def _rows(column: pa.ChunkedArray, dtype: Any) -> tuple[np.ndarray, np.ndarray]:
    """Where each list begins, and all their values one after another."""
    flat = [chunk.flatten().to_numpy() for chunk in column.chunks]
    lengths = [np.diff(chunk.offsets.to_numpy()) for chunk in column.chunks]
    starts = np.concatenate([[0], np.cumsum(np.concatenate([[], *lengths]))]).astype(np.int64)
    return starts, np.concatenate([np.array([], dtype=dtype), *flat]).astype(dtype, copy=False)


def _objects(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy(), dtype=object)
