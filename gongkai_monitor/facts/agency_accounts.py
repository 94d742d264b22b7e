"""单位开设账号情况: how many accounts an agency holds, from the register alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.vocabulary import Platform

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ROWS = """
WITH open AS (
    SELECT * FROM now_accounts WHERE filing_status NOT IN ('closed', 'deregistered')
), function AS (
    SELECT agency_code, max(accounts) AS most
    FROM (SELECT agency_code, function, count(*) AS accounts FROM open GROUP BY ALL) GROUP BY ALL
), held AS (
    SELECT agency_code, count(*) AS open_count,
        list_sort(list(DISTINCT platform)) AS platforms
    FROM open GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, (SELECT as_of FROM moment) AS collected_at,
    'collected' AS collection_state, 'ok' AS cause, '登记表' AS detail, g.agency_code,
    g.agency_code AS subject_id, g.name AS subject_name, []::VARCHAR[] AS evidence,
    g.level, g.kind,
    coalesce(g.kind = 'government' AND g.level IN ('province', 'city', 'county'), false)
        AS must_have,
    coalesce(h.open_count, 0) AS open_count, h.platforms AS platform_names,
    coalesce(f.most, 0) AS same_function_count
FROM now_agencies g LEFT JOIN held h USING (agency_code) LEFT JOIN function f USING (agency_code)
ORDER BY g.agency_code
"""
# Governments of counties and above must have an account (N-3); an agency whose kind the register
# leaves open need not.


def measure_agency_accounts(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``agency_accounts``."""
    table = frame(conn, _ROWS, {})
    labels = {platform.value: platform.label for platform in Platform}
    table["platform_names"] = [
        "、".join(labels.get(one, one) for one in platforms)
        for platforms in table["platform_names"]
    ]
    return {"agency_accounts": table}
