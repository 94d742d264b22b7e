"""文字表述: what the scan of wording found in the newest version of each article page.

One row per page that holds candidates. A page that was read again and no longer holds the
passage has no row; a site that was not read this time keeps its rows as 未采到.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text.wording import WordingKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_MOST_PASSAGES = 10

_ROWS = """
WITH newest AS (
    SELECT site_code, url, title, content_hash, observed_at, fetch_id FROM articles
    WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
), kinds AS (
    SELECT unnest($labels) AS label, unnest($gravities) AS gravity
), sign AS (
    SELECT s.url, s.position, s.place, split_part(s.detail, '：', 1) AS kind,
        '“' || s.found || '”（' || coalesce(s.detail, '') || '）：' || s.excerpt AS passage
    FROM content_signs s SEMI JOIN newest n ON n.url = s.url AND n.content_hash = s.content_hash
    WHERE s.kind = 'wording' AND s.observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY s.url, s.place, s.position ORDER BY s.observed_at DESC) = 1
), page AS (
    SELECT url, count(*) AS candidate_count,
        count(*) FILTER (kind = $serious) AS serious_count,
        count(*) FILTER (kind <> $serious) AS ordinary_count,
        arg_min(kind, coalesce(gravity, 99)) AS worst_kind,
        array_to_string(list(passage ORDER BY place DESC, position)
            FILTER (kind = $serious)[1:$most], '；') AS serious_passages,
        array_to_string(list(passage ORDER BY place DESC, position)
            FILTER (kind <> $serious)[1:$most], '；') AS ordinary_passages
    FROM sign LEFT JOIN kinds ON kinds.label = sign.kind GROUP BY url
)
SELECT (SELECT as_of FROM moment) AS as_of, n.observed_at AS collected_at,
    t.collection_state, t.cause, t.detail, s.agency_code, s.site_code AS subject_id,
    s.name AS subject_name,
    CASE WHEN n.fetch_id IS NULL THEN []::VARCHAR[] ELSE [n.fetch_id] END AS evidence,
    s.site_code, n.url, coalesce(n.title, n.url) AS title, p.candidate_count, p.serious_count,
    p.ordinary_count, p.worst_kind, p.serious_passages, p.ordinary_passages
FROM page p JOIN newest n USING (url)
JOIN now_sites s USING (site_code) JOIN site_state t USING (site_code)
ORDER BY s.site_code, n.url
"""


def measure_wording(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``wording_candidate``."""
    kinds = list(WordingKind)
    parameters = {
        "labels": [kind.label for kind in kinds],
        "gravities": [kind.gravity for kind in kinds],
        "serious": WordingKind.SERIOUS.label,
        "most": _MOST_PASSAGES,
    }
    return {"wording_candidate": frame(conn, _ROWS, parameters)}
