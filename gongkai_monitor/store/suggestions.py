"""What a person is asked about channels: discovered ones, their rhythm, and changed lists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from gongkai_monitor.store.records import read, rows
from gongkai_monitor.vocabulary import ChannelKind

DISCOVERED = """
SELECT site_code, channel_url AS url, channel_name AS name, suggested_kind AS kind,
    suggested_level AS level, suggested_because AS because, observed_at AS seen_at
FROM channel_snapshots
WHERE NOT is_registered AND observed_at <= ?
QUALIFY row_number() OVER (
    PARTITION BY site_code, channel_url ORDER BY observed_at DESC, round_id DESC
) = 1
ORDER BY site_code, channel_url
"""
CHANGED = """
SELECT * EXCLUDE (cause) FROM (
    SELECT site_code, channel_url AS url, cause, detail, proposed_selector AS selector,
        proposed_count AS count, proposed_titles AS titles, observed_at AS seen_at
    FROM channel_snapshots
    WHERE is_registered AND observed_at <= ?
    QUALIFY row_number() OVER (
        PARTITION BY site_code, channel_url ORDER BY observed_at DESC, round_id DESC
    ) = 1
)
WHERE cause = 'page_changed'
ORDER BY site_code, url
"""
FOLDER_DAYS = """
SELECT DISTINCT site_code, regexp_replace(url, '[^/]*$', '') AS folder, day FROM (
    SELECT site_code, item_url AS url, printed_on AS day, observed_at FROM list_items
    UNION ALL
    SELECT site_code, url, published_on AS day, observed_at FROM articles
)
WHERE day IS NOT NULL AND observed_at <= ? AND day <= CAST(? AS DATE)
ORDER BY site_code, folder, day
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """A channel that the register does not know, as last seen."""

    site_code: str
    url: str
    name: str
    kind: ChannelKind | None
    level: int | None
    because: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A registered channel whose list could not be read for certain, and what is proposed."""

    site_code: str
    url: str
    detail: str | None
    selector: str | None
    count: int | None
    titles: str | None
    seen_at: datetime


def discovered_channels(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[Discovered]:
    """By site and address."""
    return read(conn, Discovered, DISCOVERED, [as_of])


def changed_channels(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> list[Changed]:
    """Channels whose newest reading is 网站改版，规则待修."""
    return read(conn, Changed, CHANGED, [as_of])


def days_by_folder(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, dict[str, list[date]]]:
    """Site -> folder of an address -> days on which something in it was published."""
    found: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(conn.execute(FOLDER_DAYS, [as_of, as_of])):
        found[row["site_code"]][row["folder"]].append(row["day"])
    return found
