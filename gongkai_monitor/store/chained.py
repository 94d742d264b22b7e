"""Append-only tables whose rows each hold the hash of the one before (``review/chain.py``)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import duckdb

from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Linked = TypeVar("Linked", bound="DataclassInstance")
Written = TypeVar("Written")


def append_linked(
    conn: duckdb.DuckDBPyConnection,
    table: str,
    *,
    read: Callable[[], list[Linked]],
    make: Callable[[Sequence[Linked]], Sequence[Written]],
    link: Callable[[Written, datetime, Linked | None], Linked],
    recorded_at: datetime,
    doing: str,
) -> list[Linked]:
    """Store rows at the end of a chain, all of them or none.

    Args:
        conn: of ``open_store(read_only=False)``.
        table: that holds the chain.
        read: the whole chain, the oldest first.
        make: is given the chain as it is now, under the writers' lock, and answers with what
            follows; what it raises leaves the chain as it was. It may be called again.
        link: makes a row of what follows, the moment and the row before.
        recorded_at: the moment of all of them.
        doing: for the message of a fault.

    Raises:
        StoreError: when the lake does not take them.
    """

    def append() -> list[Linked]:
        known = read()
        last = known[-1] if known else None
        added: list[Linked] = []
        for one in make(known):
            last = link(one, recorded_at, last)
            added.append(last)
        if added:
            insert_rows(conn, table, [asdict(row) for row in added])
        return added

    return in_transaction(conn, append, doing=doing)
