"""One message out of the lake: its rows, what was made of them, and the history that holds them.

Tables that hold the message by its id or address lose the row; texts made from others as well
(findings, hotspots) lose the words. Tables that are chained by hashes cannot lose a word without
losing their proof: they are only counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb

from gongkai_monitor.identity import removal_hash
from gongkai_monitor.store.lake import LAKE
from gongkai_monitor.store.retention import FLUSH, RECORD, REWRITE
from gongkai_monitor.store.transaction import in_transaction, outside_transaction

MARK = "【应请求删除】"
FIND = {
    "messages": """
        SELECT message_id, source, title, text, reply, url, site_code, received_at,
            reply IS NOT NULL OR replied_at IS NOT NULL
        FROM messages WHERE message_id = $key OR url = $key ORDER BY observed_at""",
    "post_replies": """
        SELECT comment_key, source, NULL, text, reply_text, NULL, NULL, commented_at,
            replied_at IS NOT NULL
        FROM post_replies WHERE comment_key = $key ORDER BY observed_at""",
    "error_reports": """
        SELECT report_id, 'import', NULL, description, result, NULL, site_code, created_at,
            handled_at IS NOT NULL
        FROM error_reports WHERE report_id = $key ORDER BY observed_at""",
}
BY_ID = {
    "messages": "message_id = $id",
    "post_replies": "comment_key = $id",
    "error_reports": "report_id = $id",
    "open_letters": "message_id = $id",
    "sentiments": "source = 'messages' AND item_id = $id",
    "hotspot_members": "message_id = $id",
    "hotspot_signs": "message_id = $id",
    "hotspot_groups": "message_id = $id",
}
BY_URL = {
    "articles": "url = $url",
    "list_items": "item_url = $url",
    "links": "url = $url OR page_url = $url",
    "page_tags": "url = $url",
    "content_signs": "page_url = $url OR url = $url",
    "file_reads": "url = $url",
}
CLEARED = {
    "fetches": ("title", "url = $url"),
    "channel_snapshots": ("newest_title", "newest_url = $url"),
    "site_snapshots": ("newest_title", "newest_url = $url"),
}
HOTSPOTS = """
UPDATE hotspots SET
    message_ids = list_filter(message_ids, lambda one: one <> $id),
    examples = CASE WHEN size > 3
        THEN list_filter(examples, lambda one: NOT contains($said, rtrim(one, '…. '))) END
WHERE list_contains(message_ids, $id)
"""
# Below four messages the examples would come from fewer than three that are left.
HOTSPOT_TITLES = """
UPDATE {table} SET title = '{mark}' WHERE contains($said, title)
  AND hotspot_id IN (SELECT hotspot_id FROM hotspot_members WHERE message_id = $id)
  AND NOT EXISTS (
    SELECT 1 FROM hotspot_members o JOIN messages m USING (message_id)
    WHERE o.hotspot_id = {table}.hotspot_id AND o.message_id <> $id
      AND contains(m.title || ' ' || coalesce(m.text, ''), {table}.title))
"""
CHAINED = ("reviews", "trail", "hotspot_register", "duty_updates")
"""Every row proves the next (``review/chain.py``)."""
OFFICIAL = """
WITH names AS (
    SELECT name AS said FROM agencies UNION SELECT unnest(aliases) FROM agencies
    UNION SELECT name FROM sites UNION SELECT name FROM channels UNION SELECT name FROM accounts
    UNION SELECT title FROM documents WHERE url IS DISTINCT FROM $url
    UNION SELECT title FROM interpretations WHERE url IS DISTINCT FROM $url
    UNION SELECT title FROM posts
    UNION SELECT title FROM articles
    WHERE url IS DISTINCT FROM $url
      AND channel_url NOT IN (SELECT url FROM channels WHERE kind = 'interaction')
)
SELECT word FROM (SELECT unnest($words::VARCHAR[]) AS word)
WHERE EXISTS (SELECT 1 FROM names WHERE contains(said, word))
"""
SHARED = """
SELECT word FROM (SELECT unnest($words::VARCHAR[]) AS word)
WHERE EXISTS (
    SELECT 1 FROM messages
    WHERE message_id <> $id AND contains(title || chr(10) || coalesce(text, ''), word))
"""
ADD = "INSERT INTO deletions VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
SAVED_RESPONSES = """
SELECT DISTINCT warc_file FROM fetches WHERE warc_file IS NOT NULL AND (site_code = ? OR url = ?)
"""
COUNT = "SELECT count(*) FROM {table} WHERE {where}"
COUNT_EACH = "SELECT {tests} FROM {table}"
DELETE = "DELETE FROM {table} WHERE {where}"
UPDATE = "UPDATE {table} SET {column} = {value} WHERE {where}"
COLUMNS = """
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE database_name = ? AND data_type IN ('VARCHAR', 'VARCHAR[]')
"""
SNAPSHOTS = "SELECT snapshot_id FROM ducklake_snapshots(?) ORDER BY snapshot_id"
EXPIRE = "CALL ducklake_expire_snapshots(?, versions => ?)"
CLEAN = "CALL ducklake_cleanup_old_files(?, cleanup_all => true)"
_NO_ADDRESS = "about:none"
_CITIZENS = frozenset({"messages", "post_replies", "error_reports"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A message as the lake holds it; texts are masked.

    Attributes:
        table: where it stands.
        titles, texts, replies: in all its states.
    """

    table: str
    message_id: str
    source: str
    url: str | None
    site_code: str | None
    received_on: date | None
    was_answered: bool
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    replies: tuple[str, ...]

    @property
    def said(self) -> str:
        """Everything that the person wrote."""
        return "\n".join((*self.titles, *self.texts))


def saved_response_files(conn: duckdb.DuckDBPyConnection, one: Remembered) -> list[str]:
    """Files of saved responses, below the evidence, that may hold the message."""
    found = conn.execute(SAVED_RESPONSES, [one.site_code, one.url]).fetchall()
    return [row[0] for row in found]


def find_messages(conn: duckdb.DuckDBPyConnection, key: str) -> list[Remembered]:
    """Messages, comments and 找错 reports with this id or (messages) address."""
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for table, statement in FIND.items():
        for row in conn.execute(statement, {"key": key}).fetchall():
            found.setdefault((table, row[0]), []).append(row)
    return [_remembered(table, rows) for (table, _), rows in found.items()]


def _remembered(table: str, rows: list[tuple[Any, ...]]) -> Remembered:
    def every(place: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[place] for row in rows if row[place]))

    last = rows[-1]
    return Remembered(
        table=table,
        message_id=last[0],
        source=last[1],
        url=next(iter(every(5)), None),
        site_code=next(iter(every(6)), None),
        received_on=last[7].date() if last[7] else None,
        was_answered=any(row[8] for row in rows),
        titles=every(2),
        texts=every(3),
        replies=every(4),
    )


def own_words(
    conn: duckdb.DuckDBPyConnection, one: Remembered, needles: Iterable[str]
) -> tuple[str, ...]:
    """The needles without names of offices and titles of what they published.

    A letter may consist of them (关于…的通知): they are not the person's words, and the register
    and the documents of an office are never changed because a letter names them.
    """
    words = list(needles)
    found = conn.execute(OFFICIAL, {"words": words, "url": one.url}).fetchall()
    official = {row[0] for row in found}
    return tuple(word for word in words if word not in official)


@dataclass(frozen=True, slots=True)
class Quote:
    """A column of another table that quotes the words: which rows, and the column without them."""

    table: str
    column: str
    has: str
    without: str
    count: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where a message lies in the lake: rows by table (chained ones with ``*``), and quotes."""

    rows: dict[str, int]
    quotes: tuple[Quote, ...]


def find_places(conn: duckdb.DuckDBPyConnection, one: Remembered, needles: Iterable[str]) -> Places:
    """What a deletion would delete or change."""
    parameters = {"id": one.message_id, "url": one.url or _NO_ADDRESS}
    wheres = {**BY_ID, **BY_URL}
    wheres |= {
        table: f"({where}) AND {column} IS NOT NULL" for table, (column, where) in CLEARED.items()
    }
    wheres["hotspots"] = "list_contains(message_ids, $id)"
    rows = {table: _count(conn, table, where, parameters) for table, where in wheres.items()}
    words = list(needles)
    found = conn.execute(SHARED, {"words": words, "id": one.message_id}).fetchall()
    shared = {row[0] for row in found}  # others wrote it too: what is made of theirs stays
    quotes = tuple(_quotes(conn, tuple(word for word in words if word not in shared)))
    for quote in quotes:
        name = f"{quote.table}*" if quote.table in CHAINED else quote.table
        rows[name] = max(rows.get(name, 0), quote.count)
    return Places({table: count for table, count in rows.items() if count}, quotes)


def delete_message(
    conn: duckdb.DuckDBPyConnection,
    one: Remembered,
    needles: Iterable[str],
    *,
    now: datetime,
    by: str,
    reason: str,
) -> dict[str, int]:
    """Delete a message in one transaction and note that it was; rows by table.

    Raises:
        StoreError: when the lake cannot be written.
    """
    words = tuple(needles)

    def work() -> dict[str, int]:
        places = find_places(conn, one, words)
        for statement, parameters in _changes(one, places):
            conn.execute(statement, parameters)
        note = [
            removal_hash(one.message_id), removal_hash(one.url) if one.url else None,
            one.source, one.received_on, one.was_answered, now, by, reason,
        ]  # fmt: skip
        conn.execute(ADD, note)
        for table, count in places.rows.items():
            if not table.endswith("*"):
                conn.execute(RECORD, [table, now, count])
        return places.rows

    return in_transaction(conn, work, doing="应请求删除留言")


def _changes(one: Remembered, places: Places) -> Iterator[tuple[str, dict[str, str]]]:
    """The statements of a deletion; only for tables that hold something of the message."""
    both = {"id": one.message_id, "url": one.url or _NO_ADDRESS}
    said = {"id": one.message_id, "said": one.said}
    if "hotspot_members" in places.rows:
        for table in ("hotspots", "hotspot_announcements"):
            yield HOTSPOT_TITLES.format(table=table, mark=MARK), said
    if "hotspots" in places.rows:
        yield HOTSPOTS, said
    for table, where in (*BY_ID.items(), *BY_URL.items()):
        if table in places.rows:
            yield DELETE.format(table=table, where=where), _used(where, both)
    for table, (column, where) in CLEARED.items():
        if table in places.rows:
            change = UPDATE.format(table=table, column=column, value="NULL", where=where)
            yield change, _used(where, both)
    for quote in places.quotes:
        if quote.table not in CHAINED:
            yield (
                UPDATE.format(
                    table=quote.table, column=quote.column, value=quote.without, where=quote.has
                ),
                {},
            )


def purged_tables(conn: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables of which rows were deleted at some time."""
    return [row[0] for row in conn.execute("SELECT DISTINCT name FROM purges").fetchall()]


def forget_history(conn: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> int:
    """Rewrite the tables' files and drop every older snapshot with its files; their number.

    Raises:
        StoreError: when the lake cannot be written.
    """
    names = sorted({table for table in tables if not table.endswith("*")})

    def work() -> int:
        for table in names:
            conn.execute(FLUSH, [LAKE, table])
            conn.execute(REWRITE, [LAKE, table])
        versions = [row[0] for row in conn.execute(SNAPSHOTS, [LAKE]).fetchall()][:-1]
        if versions:
            conn.execute(EXPIRE, [LAKE, versions])
        conn.execute(CLEAN, [LAKE])
        return len(versions)

    return outside_transaction(conn, work, doing="清除历史快照")


def _count(
    conn: duckdb.DuckDBPyConnection, table: str, where: str, parameters: dict[str, str]
) -> int:
    statement = COUNT.format(table=table, where=where)
    row = conn.execute(statement, _used(where, parameters)).fetchone()
    return int(row[0]) if row else 0


def _used(where: str, parameters: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if f"${name}" in where}


def _quotes(conn: duckdb.DuckDBPyConnection, needles: tuple[str, ...]) -> Iterator[Quote]:
    """Columns of other tables with the words. What other citizens wrote in the same words stays."""
    if not needles:
        return
    columns: dict[str, list[Quote]] = {}
    for table, column, kind in conn.execute(COLUMNS, [LAKE]).fetchall():
        if table not in _CITIZENS and not column.endswith(("_id", "_code", "_hash", "_at")):
            columns.setdefault(table, []).append(_quote(table, column, kind, needles))
    for table, asked in columns.items():
        tests = ", ".join(f"count_if({one.has})" for one in asked)
        counts = conn.execute(COUNT_EACH.format(table=table, tests=tests)).fetchone() or ()
        for one, count in zip(asked, counts, strict=True):
            if count:
                yield replace(one, count=int(count))


def _quote(table: str, column: str, kind: str, needles: tuple[str, ...]) -> Quote:
    is_list = kind.endswith("[]")
    name = f'"{column}"'
    value = f"array_to_string({name}, chr(10))" if is_list else name
    has = " OR ".join(f"contains({value}, {_quoted(word)})" for word in needles)
    inner = "one" if is_list else name
    for word in needles:
        inner = f"replace({inner}, {_quoted(word)}, '{MARK}')"
    without = f"list_transform({name}, lambda one: {inner})" if is_list else inner
    return Quote(table, name, has, without, 0)


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
