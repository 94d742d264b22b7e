"""工作台账: documents and their duties, and the updates appended one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

import duckdb

from gongkai_monitor.duties.records import (
    DutyUpdate,
    Progress,
    StoredDocument,
    StoredDuty,
    link_update,
)
from gongkai_monitor.store import records
from gongkai_monitor.store.chained import append_linked
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.transaction import in_transaction

READ_DOCUMENTS = "SELECT * FROM duty_documents WHERE imported_at <= ? ORDER BY document_key"
READ_DUTIES = "SELECT * FROM duties WHERE imported_at <= ? ORDER BY document_key, duty_id"
READ_UPDATES = "SELECT * FROM duty_updates WHERE recorded_at <= ? ORDER BY sequence"
READ_ALL_UPDATES = "SELECT * FROM duty_updates ORDER BY sequence"


def read_duty_documents(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[StoredDocument]:
    """Documents imported by ``as_of``."""
    return records.read(conn, StoredDocument, READ_DOCUMENTS, [as_of])


def read_stored_duties(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[StoredDuty]:
    """Their duties, in the order of the documents."""
    return records.read(conn, StoredDuty, READ_DUTIES, [as_of])


def read_duty_updates(
    conn: duckdb.DuckDBPyConnection, as_of: datetime | None = None
) -> list[DutyUpdate]:
    """Updates recorded by ``as_of``, the oldest first; without a moment, all of them."""
    if as_of is None:
        return records.read(conn, DutyUpdate, READ_ALL_UPDATES)
    return records.read(conn, DutyUpdate, READ_UPDATES, [as_of])


def save_duties(
    conn: duckdb.DuckDBPyConnection,
    document: StoredDocument,
    duties: Sequence[StoredDuty],
    check: Callable[[Sequence[StoredDocument]], bool],
) -> bool:
    """Store a document with its duties, all of it or nothing; whether it was stored.

    Args:
        conn: of ``open_store(read_only=False)``.
        document: to be stored.
        duties: of the document.
        check: is given the documents that are stored, under the writers' lock, and says whether
            this one is to follow; what it raises leaves the store as it was.
    """

    def save() -> bool:
        if not check(records.read(conn, StoredDocument, READ_DOCUMENTS, [document.imported_at])):
            return False
        insert_rows(conn, "duty_documents", [asdict(document)])
        insert_rows(conn, "duties", [asdict(one) for one in duties])
        return True

    return in_transaction(conn, save, doing="保存工作台账")


def append_duty_updates(
    conn: duckdb.DuckDBPyConnection, progress: Sequence[Progress], recorded_at: datetime
) -> list[DutyUpdate]:
    """Store updates at the end of the chain, all of them or none.

    Raises:
        StoreError: when the lake does not take them.
    """
    return append_linked(
        conn,
        "duty_updates",
        read=lambda: read_duty_updates(conn),
        make=lambda _: progress,
        link=link_update,
        recorded_at=recorded_at,
        doing="保存工作台账进展",
    )
