"""应设专栏: the columns that official documents demand of a site, by the names it shows.

A column is absent only where the navigation of the home page was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.indicators.demand import Demand, DemandForm

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_SITES = """
SELECT s.site_code, s.kind AS site_kind, s.name AS site_name, s.agency_code,
    g.kind AS agency_kind, g.level AS agency_level, g.region_code,
    t.collection_state, t.cause, t.detail, t.collected_at, [h.fetch_id] AS evidence,
    h.site_code IS NOT NULL AS is_read
FROM now_sites s
JOIN now_agencies g USING (agency_code)
JOIN site_state t USING (site_code)
LEFT JOIN home_read h USING (site_code)
WHERE s.kind IN ('portal', 'department') ORDER BY s.site_code
"""

_NAMES = """
SELECT site_code, text AS name FROM home_link WHERE length(text) <= 40
UNION SELECT site_code, name FROM site_column
ORDER BY site_code, name
"""
_LONGEST_NAME = 20
"""A longer link text is the title of an article, not the name of a column."""


def measure_demanded_columns(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, demands: Sequence[Demand]
) -> dict[str, pd.DataFrame]:
    """The fact ``demanded_column``; ``lay_home_links`` must have run.

    Args:
        conn: prepared connection.
        as_of: the moment; what is not owed yet has no row.
        demands: of the editions and of the deployment.
    """
    today = china_date(as_of)
    owed = [one for one in demands if one.form is DemandForm.COLUMN and one.since <= today]
    names: dict[str, list[str]] = defaultdict(list)
    for row in plain_rows(frame(conn, _NAMES, {})):
        name = "".join((row["name"] or "").split())
        if name and len(name) <= _LONGEST_NAME:
            names[row["site_code"]].append(name)
    rows: dict[tuple[str, str], Row] = {}  # of two documents that demand the same, the first
    for site in plain_rows(frame(conn, _SITES, {})):
        for demand in owed:
            key = site["site_code"], demand.name
            if key not in rows and demand.is_owed_by(site):
                rows[key] = _row(site, demand, names[site["site_code"]], as_of)
    flags = ("is_verified", "is_present")
    return {"demanded_column": table_of("demanded_column", rows.values(), flags=flags)}


def _row(site: Row, demand: Demand, names: Sequence[str], as_of: datetime) -> Row:
    found = next((name for name in names if demand.find(name)), None)
    return {
        **common(site, as_of),
        "site_code": site["site_code"],
        "demand": demand.name,
        "demand_rule": demand.rule,
        "demand_basis": demand.basis,
        "since": demand.since,
        "is_verified": demand.sureness.may_fail,
        "found": found,
        "is_present": True if found else (False if site["is_read"] else None),
    }
