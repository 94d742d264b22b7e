"""Policy documents, interpretations and the links between them, as last worked out."""

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import insert_rows, read_frame, to_arrow
from gongkai_monitor.store.transaction import in_transaction

if TYPE_CHECKING:
    import pandas as pd

DELETE_CHANGED = """
DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM changed_rows)
"""
FIND_CHANGED = """
SELECT new_rows.* FROM new_rows LEFT JOIN {table} AS stored USING ({key})
WHERE stored.{key} IS NULL OR {differs}
"""
INSERT_CHANGED = "INSERT INTO {table} BY NAME SELECT * FROM changed_rows"
DELETE_LINKS = "DELETE FROM document_links"
READ_DOCUMENTS = "SELECT * FROM documents ORDER BY published_on DESC, document_id"
READ_INTERPRETATIONS = "SELECT * FROM interpretations ORDER BY published_on DESC, interpretation_id"
READ_LINKS = "SELECT * FROM document_links ORDER BY document_id, score DESC, interpretation_id"


def save_documents(
    conn: duckdb.DuckDBPyConnection,
    documents: "pd.DataFrame",
    interpretations: "pd.DataFrame",
    links: "pd.DataFrame",
    as_of: datetime,
) -> None:
    """Store documents and interpretations that are new or changed, and the present links.

    A document that is missing now stays stored (a vanished page is no vanished document);
    ``as_of`` of a row says when it last changed. Columns: those of the tables without ``as_of``.
    """

    def save() -> None:
        _upsert(conn, "documents", "document_id", documents.assign(as_of=as_of))
        _upsert(conn, "interpretations", "interpretation_id", interpretations.assign(as_of=as_of))
        conn.execute(DELETE_LINKS)
        insert_rows(conn, "document_links", links.assign(as_of=as_of))

    in_transaction(conn, save, doing="保存政策文件与解读")


def read_documents(conn: duckdb.DuckDBPyConnection) -> "pd.DataFrame":
    """Every stored policy document, newest first."""
    return read_frame(conn, READ_DOCUMENTS)


def read_interpretations(conn: duckdb.DuckDBPyConnection) -> "pd.DataFrame":
    """Every stored interpretation, newest first."""
    return read_frame(conn, READ_INTERPRETATIONS)


def read_document_links(conn: duckdb.DuckDBPyConnection) -> "pd.DataFrame":
    """Pairs of document and interpretation with score and reasons."""
    return read_frame(conn, READ_LINKS)


def _upsert(conn: duckdb.DuckDBPyConnection, table: str, key: str, frame: "pd.DataFrame") -> None:
    data = to_arrow(conn, table, frame.drop_duplicates(key))
    columns = [name for name in data.schema.names if name not in {key, "as_of"}]
    differs = " OR ".join(f"new_rows.{name} IS DISTINCT FROM stored.{name}" for name in columns)
    conn.register("new_rows", data)
    find = FIND_CHANGED.format(table=table, key=key, differs=differs)
    changed = conn.execute(find).to_arrow_table()
    conn.unregister("new_rows")
    if not changed.num_rows:
        return
    conn.register("changed_rows", changed)
    conn.execute(DELETE_CHANGED.format(table=table, key=key))
    conn.execute(INSERT_CHANGED.format(table=table))
    conn.unregister("changed_rows")
