"""``gongkai sql``: a stranger's question to the lake, which can read its tables and nothing else.

The connection is read-only and closed to files and network, but that is not enough: DuckDB's
SQLite scanner opens files on its own, and COPY may write into the lake's own folder. So the
question is parsed first, and only one SELECT on the lake's tables with harmless table functions
is executed, under a time limit.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from gongkai_monitor.errors import QueryError, StoreError
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import LAKE, open_store

if TYPE_CHECKING:
    import pandas as pd

PARSE = "SELECT json_serialize_sql(?)"
TABLE_NAMES = "SELECT table_name FROM duckdb_tables() WHERE database_name = ?"
VIEW_NAMES = "SELECT view_name FROM duckdb_views() WHERE database_name = ?"

TABLE_FUNCTIONS = frozenset({"generate_series", "range", "unnest"})
"""Table functions that touch nothing outside the query."""


def run_query(
    settings: Settings,
    sql: str,
    as_of: datetime | None = None,
    *,
    max_rows: int = 100_000,
    timeout_seconds: float = 60.0,
) -> "pd.DataFrame":
    """Execute one SELECT on the lake.

    Returns:
        A frame of Python objects; ``frame.attrs["is_truncated"]`` tells whether there were more
        than ``max_rows`` rows.

    Raises:
        QueryError: not a single SELECT, a forbidden source, or a wrong query.
        StoreError: out of time.
    """
    import pandas as pd

    with closing(open_store(settings, as_of=as_of)) as conn:
        check_query(conn, sql)
        timer = threading.Timer(timeout_seconds, conn.interrupt)
        timer.start()
        try:
            cursor = conn.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchmany(max_rows + 1)
        except duckdb.InterruptException as error:
            raise StoreError(f"查询超过 {timeout_seconds:.0f} 秒，已停止") from error
        except duckdb.Error as error:
            raise QueryError(f"查询有误：{error}") from error
        finally:
            timer.cancel()
    frame = pd.DataFrame(rows[:max_rows], columns=names, dtype=object)
    frame.attrs["is_truncated"] = len(rows) > max_rows
    return frame


def check_query(conn: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Refuse everything but one SELECT on tables of the lake.

    Raises:
        QueryError: with what was refused.
    """
    (parsed,) = conn.execute(PARSE, [sql]).fetchone() or ("{}",)
    tree = json.loads(parsed)
    if tree.get("error"):
        raise QueryError(f"只接受一条 SELECT 查询：{tree.get('error_message', '无法解析')}")
    if len(tree["statements"]) != 1:
        raise QueryError(f"只接受一条 SELECT 查询，实际 {len(tree['statements'])} 条")
    nodes = list(_nodes(tree["statements"]))
    known = _known_names(conn) | {name for node in nodes for name in _local_names(node)}
    for node in nodes:
        _check_node(node, known)


def _check_node(node: dict[str, Any], known: set[str]) -> None:
    match node.get("type"):
        case "TABLE_FUNCTION":
            name = node["function"].get("function_name", "").lower()
            if name not in TABLE_FUNCTIONS:
                raise QueryError(f"查询中不允许使用 {name or '此种表函数'}：只能读取数据湖的表")
        case "BASE_TABLE":
            catalog = node.get("catalog_name", "").lower()
            schema = node.get("schema_name", "").lower()
            name = node.get("table_name", "").lower()
            is_ours = catalog in {"", LAKE} and schema in {"", "main", LAKE} and name in known
            if not (is_ours or (catalog in {"", LAKE} and schema == "information_schema")):
                raise QueryError(f"数据湖中没有表 {name}；可用 SHOW TABLES 列出")
        case _:
            return


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _local_names(node: dict[str, Any]) -> list[str]:
    """Names that ``WITH`` gives to parts of the query."""
    ctes = node.get("cte_map", {}).get("map", [])
    return [str(entry["key"]).lower() for entry in ctes]


def _known_names(conn: duckdb.DuckDBPyConnection) -> set[str]:
    found = (
        conn.execute(TABLE_NAMES, [LAKE]).fetchall() + conn.execute(VIEW_NAMES, [LAKE]).fetchall()
    )
    return {name.lower() for (name,) in found}
