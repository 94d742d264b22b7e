"""相似账号: look-alikes on one platform, and accounts that repeat another one's posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text.account_name import name_key, name_similarity

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_LEAST_COPIES = 5
_COPIED = 0.5

_NAMES = """
SELECT account_code, name FROM now_accounts
WHERE filing_status NOT IN ('closed', 'deregistered') ORDER BY account_code
"""

_KEYS = """
CREATE OR REPLACE TEMP TABLE account_name_key AS
SELECT unnest($codes::VARCHAR[]) AS account_code, unnest($keys::VARCHAR[]) AS name_key
"""

_ROWS = """
WITH open AS (
    SELECT a.*, k.name_key, coalesce(g.label, a.platform) AS platform_group,
        coalesce(v.posts_90d, 0) AS posts_90d, t.collection_state, t.cause, t.detail,
        t.collected_at, n.name AS agency_name
    FROM now_accounts a
    JOIN account_name_key k USING (account_code)
    JOIN account_state t USING (account_code)
    LEFT JOIN account_activity v USING (account_code)
    LEFT JOIN platform_group g USING (platform)
    LEFT JOIN now_agencies n USING (agency_code)
), copies AS (
    SELECT c.account_code, c.source_code, count(*) AS copied,
        list(DISTINCT p.fetch_id) FILTER (p.fetch_id IS NOT NULL)
            || list(DISTINCT s.fetch_id) FILTER (s.fetch_id IS NOT NULL) AS evidence
    FROM account_copy c
    JOIN account_post p ON p.account_code = c.account_code AND p.post_key = c.post_key
    JOIN account_post s ON s.account_code = c.source_code AND s.post_key = c.source_key
    GROUP BY ALL
), copied AS (
    SELECT c.account_code, c.source_code AS other_code, c.copied / v.posts_30d AS copied_ratio,
        c.evidence
    FROM copies c JOIN account_activity v USING (account_code)
    WHERE c.copied >= $least AND v.posts_30d > 0 AND c.copied >= $share * v.posts_30d
), named AS (
    SELECT a.account_code, b.account_code AS other_code
    FROM open a JOIN open b ON a.name_key = b.name_key AND a.platform_group = b.platform_group
        AND a.account_code <> b.account_code
        AND a.platform NOT IN ('other', 'mobile_app', 'mini_program')
    WHERE (a.filing_status = 'unfiled', -a.posts_90d, coalesce(a.opened_on, DATE '9999-01-01'),
           a.account_code)
        > (b.filing_status = 'unfiled', -b.posts_90d, coalesce(b.opened_on, DATE '9999-01-01'),
           b.account_code)
), pair AS (
    SELECT account_code, other_code, max(copied_ratio) AS copied_ratio,
        bool_or(is_named) AS is_named, any_value(evidence) AS evidence
    FROM (SELECT account_code, other_code, NULL::DOUBLE AS copied_ratio, true AS is_named,
              NULL::VARCHAR[] AS evidence FROM named
          UNION ALL SELECT account_code, other_code, copied_ratio, false, evidence FROM copied)
    GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, a.collected_at,
    CASE WHEN p.is_named THEN 'collected' ELSE a.collection_state END AS collection_state,
    CASE WHEN p.is_named THEN 'ok' ELSE a.cause END AS cause,
    CASE WHEN p.is_named THEN '登记表' ELSE a.detail END AS detail, a.agency_code,
    a.account_code AS subject_id, a.name AS subject_name,
    coalesce(list_sort(p.evidence), []::VARCHAR[]) AS evidence,
    a.account_code, a.name, a.platform, p.other_code, b.name AS other_name,
    b.agency_name AS other_agency, a.agency_code = b.agency_code AS is_same_agency,
    list_filter([
        CASE WHEN p.is_named THEN '同一平台名称相同' END,
        CASE WHEN p.copied_ratio IS NOT NULL THEN '近 30 天 '
             || round(100 * p.copied_ratio)::INTEGER || '% 的推文与其先发的推文相同或相近' END
    ], lambda reason: reason IS NOT NULL) AS reason,
    p.copied_ratio,
    CASE WHEN a.agency_code = b.agency_code THEN p.other_code END AS suggested_keep
FROM pair p JOIN open a USING (account_code) JOIN open b ON b.account_code = p.other_code
ORDER BY a.account_code, p.other_code
"""
# Of two accounts with one name the row is about the one that is unfiled, less active, younger.


def measure_account_twins(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``account_twin``; ``account_copy`` and ``platform_group`` must be laid."""
    named = [
        (code, key) for code, name in conn.execute(_NAMES).fetchall() if (key := name_key(name))
    ]
    codes, keys = (list(part) for part in zip(*named, strict=True)) if named else ([], [])
    conn.execute(_KEYS, {"codes": codes, "keys": keys})
    table = frame(conn, _ROWS, {"least": _LEAST_COPIES, "share": _COPIED})
    conn.execute("DROP TABLE account_name_key")
    table["name_similarity"] = [
        name_similarity(one, other)
        for one, other in zip(table["name"], table["other_name"], strict=True)
    ]
    return {"account_twin": table}
