"""泄露个人信息: pages and files with leaked numbers, and files whose text could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text.leaks import LABELS
from gongkai_monitor.vocabulary import FileState

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ROWS = """
WITH leak AS (
    SELECT site_code, url, any_value(agency_code) AS agency_code,
        any_value(subject_name) AS subject_name, max(read_at) AS collected_at,
        any_value(collection_state) AS collection_state, any_value(cause) AS cause,
        any_value(state_detail) AS detail,
        list_distinct(list(fetch_id))[1:3] AS evidence,
        any_value(page_url) AS page_url,
        any_value(CASE WHEN place = 'attachment' THEN '附件' ELSE '网页' END) AS place,
        count(*) AS leak_count,
        count(*) FILTER (detail = 'id_card') AS id_card_count,
        count(*) FILTER (detail = 'mobile') AS mobile_count,
        count(*) FILTER (detail = 'bank_card') AS bank_card_count,
        arg_min(excerpt, position) AS excerpt
    FROM (SELECT DISTINCT ON (site_code, url, place, position) * FROM present_sign
          WHERE kind = 'personal_data' ORDER BY site_code, url, place, position, observed_at)
    GROUP BY site_code, url
), unread AS (
    SELECT r.site_code, r.url, n.agency_code, n.name AS subject_name,
        NULL::TIMESTAMPTZ AS collected_at,
        CASE WHEN t.collection_state = 'out_of_scope' THEN t.collection_state
             ELSE 'uncollected' END AS collection_state,
        CASE WHEN t.collection_state = 'out_of_scope' THEN t.cause
             WHEN r.state IN ('too_large', 'too_slow') THEN 'capped'
             WHEN r.state = 'not_fetched' THEN 'unreachable' ELSE 'invalid' END AS cause,
        r.state AS detail, list_filter([r.fetch_id], x -> x IS NOT NULL) AS evidence,
        r.page_url, '附件' AS place,
        NULL::BIGINT AS leak_count, NULL::BIGINT AS id_card_count, NULL::BIGINT AS mobile_count,
        NULL::BIGINT AS bank_card_count, NULL::VARCHAR AS excerpt
    FROM newest_file r JOIN now_sites n USING (site_code) JOIN site_state t USING (site_code)
    ANTI JOIN leak l ON l.site_code = r.site_code AND l.url = r.url
    WHERE r.state NOT IN ('read', 'partial') AND r.observed_at > (SELECT since FROM moment)
)
SELECT (SELECT as_of FROM moment) AS as_of, collected_at, collection_state, cause, detail,
    agency_code, site_code AS subject_id, subject_name, evidence, site_code, url, page_url, place,
    leak_count, id_card_count, mobile_count, bank_card_count, excerpt
FROM (FROM leak SELECT site_code, url, agency_code, subject_name, collected_at, collection_state,
        cause, detail, evidence, page_url, place, leak_count, id_card_count, mobile_count,
        bank_card_count, excerpt
      UNION ALL FROM unread)
ORDER BY site_code, url
"""
# A file that could not be read is 未采到: nobody knows whether it leaks.

_NEWEST_FILES = """
CREATE OR REPLACE TEMP TABLE newest_file AS
SELECT * FROM file_reads WHERE observed_at <= (SELECT as_of FROM moment)
QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY observed_at DESC) = 1
"""

_RUNS = """
SELECT (SELECT as_of FROM moment) AS as_of, max(r.observed_at) AS collected_at,
    CASE WHEN any_value(t.collection_state) <> 'collected' THEN any_value(t.collection_state)
         WHEN count(r.url) = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN any_value(t.collection_state) <> 'collected' THEN any_value(t.cause)
         WHEN count(r.url) = 0 THEN 'not_run' ELSE 'ok' END AS cause,
    any_value(t.detail) AS detail, n.agency_code, n.site_code AS subject_id,
    n.name AS subject_name, []::VARCHAR[] AS evidence, n.site_code,
    count(r.url) AS file_count, count(r.url) FILTER (r.state = 'read') AS read_count,
    count(r.url) FILTER (r.state <> 'read') AS unread_count,
    list_sort(list(r.state) FILTER (r.state <> 'read')) AS states
FROM now_sites n JOIN site_state t USING (site_code)
LEFT JOIN newest_file r USING (site_code)
GROUP BY n.site_code, n.agency_code, n.name ORDER BY n.site_code
"""


def measure_leaks(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``personal_data_leak`` and ``attachment_run``; ``present_sign`` must be laid."""
    import pandas as pd

    conn.execute(_NEWEST_FILES)
    rows = frame(conn, _ROWS, {})
    rows["detail"] = [_in_words(detail) for detail in rows["detail"]]
    rows["kinds"] = [
        "、".join(
            f"{label} {int(count)} 个"
            for label, count in zip(LABELS.values(), counts, strict=True)
            if pd.notna(count) and count > 0
        )
        for counts in rows[["id_card_count", "mobile_count", "bank_card_count"]].itertuples(
            index=False
        )
    ]
    runs = frame(conn, _RUNS, {})
    runs["unread"] = [_counted(states) for states in runs.pop("states")]
    return {"personal_data_leak": rows, "attachment_run": runs}


def _in_words(detail: object) -> str | None:
    """A state of a file as the team says it; the site's own detail as it is."""
    states = {state.value: state.label for state in FileState}
    return states.get(detail, detail) if isinstance(detail, str) else None


def _counted(states: list[str]) -> str:
    """扫描件，没有文字层 3 个；加密，无法打开 1 个."""
    return "；".join(
        f"{state.label} {states.count(state.value)} 个"
        for state in FileState
        if state.value in states
    )
