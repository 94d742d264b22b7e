"""移动客户端: what the store pages say, at the latest reading of each store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_FRESH_DAYS = 8

_ROWS = """
WITH latest AS (
    SELECT * FROM app_releases
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT as_of FROM moment) - to_days($fresh)
    QUALIFY row_number() OVER (PARTITION BY account_code, store ORDER BY observed_at DESC) = 1
), told AS (
    SELECT account_code, max(observed_at) AS observed_at,
        string_agg(store, '、' ORDER BY store) AS stores,
        CASE WHEN bool_or(is_listed) THEN true
             WHEN bool_and(is_listed = false) AND count(is_listed) = count(*) THEN false END
            AS is_listed,
        arg_max(version, released_on) AS version, max(released_on) AS released_on,
        list(fetch_id) FILTER (fetch_id IS NOT NULL) AS evidence
    FROM latest GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, r.observed_at AS collected_at,
    CASE WHEN t.cause = 'closed' THEN t.collection_state
         WHEN r.is_listed IS NULL THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN t.cause = 'closed' THEN t.cause
         WHEN r.account_code IS NULL THEN CASE WHEN t.collection_state = 'collected'
                                               THEN 'not_run' ELSE t.cause END
         WHEN r.is_listed IS NULL THEN 'partial' ELSE 'ok' END AS cause,
    CASE WHEN r.account_code IS NULL THEN '近 8 天没有读到应用商店页'
         WHEN r.is_listed IS NULL THEN '应用商店页没有说明是否在架' END AS detail,
    a.agency_code, a.account_code AS subject_id, a.name AS subject_name,
    coalesce(r.evidence, []::VARCHAR[]) AS evidence,
    a.account_code, a.name, r.stores AS store, r.is_listed, r.version, r.released_on,
    china_day(r.observed_at) - r.released_on AS days_since_release, g.level AS agency_level,
    g.level = 'town' AS is_below_county
FROM now_accounts a JOIN account_state t USING (account_code)
LEFT JOIN told r USING (account_code) LEFT JOIN now_agencies g USING (agency_code)
WHERE a.platform = 'mobile_app'
ORDER BY a.account_code
"""
# In one store is enough to be had; gone is only what every store that was read says is gone.


def measure_apps(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``app``."""
    return {"app": frame(conn, _ROWS, {"fresh": _FRESH_DAYS})}
