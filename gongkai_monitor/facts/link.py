"""链接: dead only after several failures over time, with no success in between.

One *attempt* is what the spider did at one time: HEAD for a file, and GET when HEAD was not
enough (pages: GET at once); what refused machines is opened in a browser, if there is one. The
browser decides its attempt, else the GET, only they see the body. Some servers refuse HEAD for
pages that are alive: failures of HEAD alone never make a link dead. The failures must have been
met in two ways (HEAD and GET, or plain and with the headers of a browser, or in a browser).

* failure: 404/410 and other 4xx of a GET, 5xx, no answer (dns, refused, reset, timeout,
  redirect loop), soft 404, empty body, a deep link sent to the home page, a wrong file type;
  401/403/405/406 in a browser that opened the root page of the same host
* maintenance page: a failure too, but dead only when still closed after ``closed_span_seconds``
* hijacked: a failure that a person must confirm, so it stays 疑似 however often it is met
* cannot tell: 401/403/405/406/407/412/418/429 to machines, captcha or login page, certificate or
  encryption fault, address or robots rule that forbids us to look
* success: everything that opened normally
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.link_words import REASONS, Words
from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.settings import LinkSettings

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_ATTEMPTS = """
CREATE OR REPLACE TEMP TABLE link_attempt AS
WITH judged AS (
    SELECT site_code, url, round_id, attempt, method, checked_at, fetch_id, status,
        CASE WHEN way IN ('headers', 'browser') THEN way ELSE method END AS way,
        CASE WHEN way = 'browser' THEN 2 WHEN method = 'GET' THEN 1 ELSE 0 END AS weight,
        CASE
            WHEN outcome IN ('unsafe_address', 'robots', 'tls', 'other', 'bad_response')
                THEN 'unknown:' || outcome
            WHEN outcome IN ('dns', 'refused', 'reset', 'timeout', 'redirect_loop')
                THEN 'failed:' || outcome
            WHEN sign IN ('challenge', 'login') THEN 'unknown:' || sign
            WHEN sign = 'hijacked' AND status < 400 THEN 'failed:hijacked'
            WHEN status IN (401, 403, 405, 406) AND way = 'browser' AND is_host_open
                THEN 'failed:closed_to_all'
            WHEN status IN (401, 403, 405, 406, 407, 412, 418, 429) THEN 'unknown:' || status
            WHEN sign = 'maintenance' THEN 'failed:maintenance'
            WHEN status >= 500 THEN 'failed:5xx'
            WHEN status IN (404, 410) THEN 'failed:' || status
            WHEN status >= 400 AND method = 'HEAD' THEN 'unknown:head'
            WHEN status >= 400 THEN 'failed:4xx'
            WHEN sign IN ('empty', 'soft_404', 'home', 'wrong_type') THEN 'failed:' || sign
            WHEN status >= 200 AND status < 400 OR outcome IN ('ok', 'too_large') THEN 'ok'
            ELSE 'unknown:other'
        END AS result
    FROM link_checks
    WHERE checked_at <= (SELECT as_of FROM moment)
      AND checked_at > (SELECT as_of FROM moment) - INTERVAL 60 DAY
)
SELECT site_code, url, round_id, attempt, max(checked_at) AS checked_at,
    bool_or(weight > 0) AS has_get, list(DISTINCT way) AS ways,
    arg_max(result, (weight, checked_at)) AS result,
    arg_max(status, (weight, checked_at)) AS status,
    arg_max(fetch_id, (weight, checked_at)) AS fetch_id
FROM judged GROUP BY site_code, url, round_id, attempt
"""

_STATES = """
CREATE OR REPLACE TEMP TABLE link_state AS
WITH success AS (
    SELECT site_code, url, max(checked_at) AS ok_at
    FROM link_attempt WHERE result = 'ok' GROUP BY site_code, url
), since AS (
    SELECT a.site_code, a.url,
        count(*) FILTER (a.result LIKE 'failed:%') AS attempts,
        bool_or(a.has_get) FILTER (a.result LIKE 'failed:%') AS has_get,
        len(list_distinct(flatten(list(a.ways) FILTER (a.result LIKE 'failed:%')))) AS way_count,
        coalesce(bool_or(a.result = 'failed:hijacked'), false) AS is_hijacked,
        min(a.checked_at) FILTER (a.result LIKE 'failed:%') AS first_failed_at,
        max(a.checked_at) FILTER (a.result LIKE 'failed:%') AS last_failed_at,
        arg_max(a.result, a.checked_at) FILTER (a.result LIKE 'failed:%') AS failure,
        arg_max(a.result, a.checked_at) AS last_result,
        arg_max(a.status, a.checked_at) AS last_status,
        max(a.checked_at) AS last_checked_at,
        list(a.fetch_id ORDER BY a.checked_at DESC)
            FILTER (a.result LIKE 'failed:%' AND a.fetch_id IS NOT NULL)[1:3] AS evidence
    FROM link_attempt a LEFT JOIN success s USING (site_code, url)
    WHERE s.ok_at IS NULL OR a.checked_at > s.ok_at
    GROUP BY a.site_code, a.url
)
SELECT *,
    CASE WHEN is_hijacked THEN 'suspect'
         WHEN attempts >= $attempts AND has_get AND way_count >= 2
              AND epoch_us(last_failed_at) - epoch_us(first_failed_at)
                  >= CASE failure WHEN 'failed:maintenance' THEN $closed_us ELSE $span_us END
         THEN 'dead'
         WHEN last_result LIKE 'unknown:%' THEN 'unverifiable'
         ELSE 'suspect' END AS state
FROM since
"""
# A link whose last attempt succeeded has no row here: it is 正常.

_RUNS = """
CREATE OR REPLACE TEMP TABLE link_run AS
WITH fresh AS (
    SELECT site_code, url, max(checked_at) AS checked_at FROM link_attempt
    WHERE checked_at > (SELECT since FROM moment) GROUP BY site_code, url
)
SELECT f.site_code, count(*) AS checked_count,
    count(*) FILTER (l.state IS NULL) AS normal_count,
    count(*) FILTER (l.state = 'dead') AS dead_count,
    count(*) FILTER (l.state = 'suspect') AS suspect_count,
    count(*) FILTER (l.state = 'unverifiable') AS unverifiable_count,
    max(f.checked_at) AS last_checked_at
FROM fresh f LEFT JOIN link_state l USING (site_code, url) GROUP BY f.site_code
"""

_RUN_ROWS = """
SELECT (SELECT as_of FROM moment) AS as_of, r.last_checked_at AS collected_at,
    CASE WHEN t.collection_state <> 'collected' THEN t.collection_state
         WHEN r.site_code IS NULL THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN t.collection_state <> 'collected' THEN t.cause
         WHEN r.site_code IS NULL THEN 'not_run' ELSE 'ok' END AS cause,
    t.detail, s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    []::VARCHAR[] AS evidence, s.site_code,
    coalesce(r.checked_count, 0) AS checked_count, coalesce(r.normal_count, 0) AS normal_count,
    coalesce(r.dead_count, 0) AS dead_count, coalesce(r.suspect_count, 0) AS suspect_count,
    coalesce(r.unverifiable_count, 0) AS unverifiable_count, r.last_checked_at
FROM now_sites s JOIN site_state t USING (site_code) LEFT JOIN link_run r USING (site_code)
ORDER BY s.site_code
"""

_PLACES = """
CREATE OR REPLACE TEMP TABLE link_place AS
WITH suspected AS (
    SELECT l.* FROM links l SEMI JOIN link_state USING (site_code, url)
    WHERE l.observed_at <= (SELECT as_of FROM moment)
), page AS (
    SELECT DISTINCT page_url FROM suspected
), fetched AS (
    SELECT f.url AS page_url, arg_max(f.links_hash, f.read_at) AS links_hash
    FROM fetches f SEMI JOIN page p ON p.page_url = f.url
    WHERE f.links_hash IS NOT NULL AND f.read_at <= (SELECT as_of FROM moment)
    GROUP BY f.url
), stored AS (
    SELECT page_url, arg_max(links_hash, observed_at) AS links_hash
    FROM links SEMI JOIN page USING (page_url)
    WHERE observed_at <= (SELECT as_of FROM moment) GROUP BY page_url
), present AS (
    SELECT page_url, coalesce(f.links_hash, s.links_hash) AS links_hash
    FROM stored s LEFT JOIN fetched f USING (page_url)
)
SELECT s.site_code, s.url, count(DISTINCT s.page_url) FILTER (p.page_url IS NOT NULL)
        AS places_count,
    coalesce(list_sort(list(DISTINCT s.page_url) FILTER (p.page_url IS NOT NULL))[1:20], [])
        AS places,
    coalesce(bool_or(s.page_url = h.home_url) FILTER (p.page_url IS NOT NULL), false) AS is_on_home,
    CASE WHEN bool_or(s.kind = 'attachment') THEN 'attachment'
         WHEN bool_or(s.kind = 'page') THEN 'page'
         WHEN bool_or(s.kind = 'image') THEN 'image' ELSE 'resource' END AS kind
FROM suspected s LEFT JOIN present p USING (page_url, links_hash)
LEFT JOIN now_sites h ON h.site_code = s.site_code
GROUP BY s.site_code, s.url
"""
# A page's latest reading names its present set of links; a link in older sets only is gone.

_ROWS = """
SELECT (SELECT as_of FROM moment) AS as_of, l.last_checked_at AS collected_at,
    CASE WHEN t.collection_state <> 'collected' THEN t.collection_state
         WHEN l.last_checked_at > (SELECT since FROM moment) THEN 'collected'
         ELSE 'uncollected' END AS collection_state,
    CASE WHEN t.collection_state <> 'collected' THEN t.cause
         WHEN l.last_checked_at > (SELECT since FROM moment) THEN 'ok'
         ELSE 'not_run' END AS cause,
    t.detail, s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    coalesce(l.evidence, []::VARCHAR[]) AS evidence,
    l.site_code, s.kind AS site_kind, l.url, coalesce(p.kind, 'page') AS kind, l.state,
    CASE WHEN l.is_hijacked THEN 'failed:hijacked'
         WHEN l.state = 'unverifiable' THEN l.last_result ELSE l.failure END AS reason_code,
    l.is_hijacked, coalesce(p.is_on_home, false) AS is_on_home,
    CASE WHEN p.is_on_home THEN '首页' ELSE '其他页面' END AS place,
    coalesce(p.places_count, 0) AS places_count, coalesce(p.places, []::VARCHAR[]) AS places,
    l.attempts, l.first_failed_at, l.last_checked_at, l.last_status
FROM link_state l
JOIN now_sites s USING (site_code)
JOIN site_state t USING (site_code)
LEFT JOIN link_place p ON p.site_code = l.site_code AND p.url = l.url
LEFT JOIN link_run r ON r.site_code = l.site_code
WHERE (l.last_checked_at > (SELECT since FROM moment) OR r.site_code IS NULL
       OR p.places_count > 0)
  AND (p.places_count IS NULL OR p.places_count > 0)
ORDER BY l.site_code, l.url
"""
# A link that no page holds now is gone. One that still stands on a page but was not checked this
# time (the check was cut short) is 未采到: neither judged again nor called mended.

_NORMAL = """
SELECT a.site_code, a.url, count(*) AS attempts, max(a.checked_at) AS last_checked_at
FROM link_attempt a ANTI JOIN link_state USING (site_code, url)
WHERE a.checked_at > (SELECT since FROM moment)
GROUP BY a.site_code, a.url ORDER BY a.site_code, a.url
"""


def measure_links(
    conn: duckdb.DuckDBPyConnection, settings: LinkSettings
) -> dict[str, pd.DataFrame]:
    """The facts ``link`` (every link that is not 正常) and ``link_run`` (one row per site)."""
    # Attempts may be a little closer than the spacing asked for: 10 % of slack for timers.
    span = settings.spacing_seconds * max(settings.attempts - 1, 0) * 0.9
    conn.execute(_ATTEMPTS)
    closed = max(span, settings.closed_span_seconds * 0.9)
    execute(
        conn,
        _STATES,
        {
            "attempts": settings.attempts,
            "span_us": int(span * 1_000_000),
            "closed_us": int(closed * 1_000_000),
        },
    )
    conn.execute(_RUNS)
    conn.execute(_PLACES)
    rows = frame(conn, _ROWS, {})
    words = [_words(code) for code in rows.pop("reason_code")]
    rows["reason"] = [word.reason for word in words]
    rows["remedy"] = [word.remedy for word in words]
    return {"link": rows, "link_run": frame(conn, _RUN_ROWS, {})}


def normal_links(conn: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Links that opened at their last check: site_code, url, attempts, last_checked_at.

    ``measure_links`` must have run on this connection.
    """
    return frame(conn, _NORMAL, {})


def _words(code: str) -> Words:
    return REASONS[code.split(":", 1)[1]]
