"""门户网站: which columns of the group 发布解读 and which of the 26 fields it is known to have.

A column is absent only where the navigation was read. Freshness of registered columns is measured
in ``channel``; here only 数据发布, of which any statistics column of the year is enough.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.portal_columns import (
    COLUMNS,
    ENTERPRISES,
    FIELDS,
    columns_named,
    is_plural_form,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_PORTALS = """
WITH statistics AS (
    SELECT site_code, bool_and(collection_state = 'collected') AS is_read,
        max(newest_on) AS newest_on,
        max(newest_on) > max(read_on) - to_months(12) AS is_current
    FROM channel_fact WHERE kind = 'statistics' GROUP BY site_code
)
SELECT s.site_code, s.name AS site_name, s.agency_code, g.level AS agency_level,
    t.collection_state, t.cause, t.detail, t.collected_at, [h.fetch_id] AS evidence,
    h.site_code IS NOT NULL AS is_read, k.newest_on AS newest_statistics_on,
    CASE WHEN k.is_current OR k.is_read THEN k.is_current END AS is_statistics_current
FROM now_sites s
JOIN site_state t USING (site_code)
LEFT JOIN now_agencies g USING (agency_code)
LEFT JOIN home_read h USING (site_code)
LEFT JOIN statistics k USING (site_code)
WHERE s.kind = 'portal' ORDER BY s.site_code
"""

_INTERPRETATIONS = """
SELECT i.site_code, i.title
FROM list_items i JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
WHERE c.kind = 'interpretation' AND i.observed_at <= (SELECT as_of FROM moment)
  AND i.printed_on > (SELECT today FROM moment) - to_months(12)
QUALIFY row_number() OVER (PARTITION BY i.site_code, i.item_url ORDER BY i.observed_at DESC) = 1
ORDER BY i.site_code, i.item_url
"""

_NAMES = """
SELECT site_code, text AS name FROM home_link WHERE length(text) <= 40
UNION SELECT site_code, name FROM site_column
ORDER BY site_code, name
"""


def measure_portals(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts ``portal_column`` and ``portal_data``.

    ``lay_home_links`` and ``channel.measure_channels`` must have run.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for row in plain_rows(frame(conn, _NAMES, {})):
        names[row["site_code"]].append(row["name"])
    portals = plain_rows(frame(conn, _PORTALS, {}))
    columns = [row for portal in portals for row in _columns(portal, names, as_of)]
    titles: dict[str, list[str]] = defaultdict(list)
    for row in plain_rows(frame(conn, _INTERPRETATIONS, {})):
        titles[row["site_code"]].append(row["title"])
    data = [
        _data(portal, names[portal["site_code"]], titles[portal["site_code"]], as_of)
        for portal in portals
    ]
    return {
        "portal_column": table_of("portal_column", columns, flags=("is_present",)),
        "portal_data": table_of(
            "portal_data",
            data,
            counts=(
                "field_count", "missing_field_count", "interpretation_count", "plural_count",
            ),
            flags=("is_statistics_current", "has_enterprise_column"),
        ),
    }  # fmt: skip


def _columns(portal: Row, names: dict[str, list[str]], as_of: datetime) -> list[Row]:
    found: dict[str, str] = {}
    for name in names[portal["site_code"]]:
        for column in columns_named(name, COLUMNS):
            found.setdefault(column, name)
    absent = False if portal["is_read"] else None
    return [
        {
            **common(portal, as_of),
            "site_code": portal["site_code"],
            "column": column,
            "found": found.get(column),
            "is_present": True if column in found else absent,
        }
        for column in COLUMNS
    ]


def _data(portal: Row, names: list[str], titles: list[str], as_of: datetime) -> Row:
    found = {field for name in names for field in columns_named(name, FIELDS)}
    missing = [field for field in FIELDS if field not in found]
    is_known = portal["is_read"] and bool(found)
    enterprise = next((name for name in names if columns_named(name, ENTERPRISES)), None)
    return {
        **common(portal, as_of),
        "site_code": portal["site_code"],
        "agency_level": portal["agency_level"],
        "newest_statistics_on": portal["newest_statistics_on"],
        "is_statistics_current": portal["is_statistics_current"],
        "field_count": len(found),
        "missing_field_count": len(missing) if is_known else None,
        "missing_fields": "、".join(missing) if is_known else None,
        "enterprise_column": enterprise,
        "has_enterprise_column": True if enterprise else (False if portal["is_read"] else None),
        "interpretation_count": len(titles),
        "plural_count": sum(is_plural_form(title) for title in titles),
    }
