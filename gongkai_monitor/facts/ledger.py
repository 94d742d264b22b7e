"""伪造发稿日期的线索: printed dates against the complete readings that did not hold the entry.

A claim needs two readings of one list: the last complete one without the entry, whose window would
have shown it, and the first one with it. A printed date on or after the day of the former proves
nothing. Readings that a server only confirmed (304) and lists without an order bound no claim.

What explains an entry without any forgery is measured beside it: it was known elsewhere on the
site (moved), its title was known under another address (published again), its page is older than
the reading without it; many at once are 迁移补录 (``backfill``), never single claims. A list shows
only its first page: of a migration one entry may be visible. So a single claim also needs that
nothing more came in below the entry: either known older entries follow it (``is_enclosed``), or
the list prints its total and that grew by no more than what was seen to be new.

A 304 bounds nothing: a server that always says 304 would make an honest entry look late, and such
servers exist. Lists are fetched whole often enough that little is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import execute, frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

HORIZON_DAYS = 180
BULK = 3
"""So many late entries of one reading are a migration until a person says otherwise; so are two
or more that make up a third of the list."""
ENCLOSED = 2
"""So many older entries that were known before must stand below a late one: a single entry is told
from the visible top of a migration only by what follows it."""

_MACROS = (
    """
    CREATE OR REPLACE TEMP MACRO china_minute(instant) AS
        strftime(make_timestamp(epoch_us(instant) + 28800000000), '%Y-%m-%d %H:%M')
    """,
    """
    CREATE OR REPLACE TEMP MACRO file_day(text) AS
        (try_strptime(text, '%a, %d %b %Y %H:%M:%S GMT') + INTERVAL 8 HOUR)::DATE
    """,
    """
    CREATE OR REPLACE TEMP MACRO url_day(url) AS try_cast(regexp_replace(regexp_extract(
        url, '(?:^|[^0-9])(20[0-9]{2}[-/_]?(?:0[1-9]|1[0-2])[-/_]?(?:0[1-9]|[12][0-9]|3[01]))'
             || '(?:[^0-9]|$)', 1),
        '^([0-9]{4})[-/_]?([0-9]{2})[-/_]?([0-9]{2})$', '\\1-\\2-\\3') AS DATE)
    """,
)

_ENTRIES = """
CREATE OR REPLACE TEMP TABLE ledger_entry AS
SELECT site_code, channel_url, item_url, min(observed_at) AS first_at,
    arg_min(round_id, observed_at) AS first_round, arg_min(fetch_id, observed_at) AS fetch_id,
    arg_max(title, observed_at) AS title, arg_max(printed_on, observed_at) AS printed_on
FROM list_items WHERE observed_at <= (SELECT as_of FROM moment)
GROUP BY site_code, channel_url, item_url
"""
# Of a date that was corrected later only the last one counts.

_LATE = """
CREATE OR REPLACE TEMP TABLE late_entry AS
WITH usable AS (
    SELECT * FROM list_readings
    WHERE is_ordered AND is_confirmed AND observed_at <= (SELECT as_of FROM moment)
), bounded AS (
    SELECT e.*, r.observed_at AS without_at, r.fetch_id AS without_fetch, r.reaches_back_to,
        r.total_count AS total_without, china_day(r.observed_at) - e.printed_on AS gap_days
    FROM ledger_entry e ASOF JOIN usable r
        ON e.site_code = r.site_code AND e.channel_url = r.channel_url
        AND e.first_at > r.observed_at
    WHERE e.first_at > (SELECT as_of FROM moment) - to_days($horizon::INTEGER)
      AND china_day(r.observed_at) > e.printed_on
), earlier AS (
    SELECT e.* EXCLUDE (without_at, without_fetch, reaches_back_to, total_without, gap_days),
        r.observed_at AS without_at, r.fetch_id AS without_fetch, r.reaches_back_to,
        r.total_count AS total_without, china_day(r.observed_at) - e.printed_on AS gap_days
    FROM bounded e JOIN usable r USING (site_code, channel_url)
    WHERE e.printed_on <= e.reaches_back_to AND r.observed_at < e.without_at
      AND r.reaches_back_to < e.printed_on AND china_day(r.observed_at) > e.printed_on
    QUALIFY row_number() OVER (
        PARTITION BY site_code, channel_url, item_url ORDER BY r.observed_at DESC) = 1
), late AS (
    SELECT * FROM bounded WHERE printed_on > reaches_back_to UNION ALL BY NAME FROM earlier
), holding AS (
    SELECT l.site_code, l.channel_url, l.item_url, l.printed_on, l.first_at, l.first_round,
        l.without_at, r.observed_at AS with_at, r.total_count - l.total_without AS growth,
        s.item_urls[list_position(s.item_urls, l.item_url) + 1:] AS below
    FROM late l ASOF JOIN list_readings r
        ON l.site_code = r.site_code AND l.channel_url = r.channel_url
        AND l.first_at <= r.observed_at
    JOIN list_sets s ON s.site_code = r.site_code AND s.channel_url = r.channel_url
        AND s.items_hash = r.items_hash AND list_contains(s.item_urls, l.item_url)
    WHERE r.observed_at <= (SELECT as_of FROM moment)
), enclosed AS (
    SELECT h.site_code, h.channel_url, h.item_url, count(*) AS older_below
    FROM (SELECT *, unnest(below) AS lower_url FROM holding) h
    JOIN ledger_entry e ON e.site_code = h.site_code AND e.channel_url = h.channel_url
        AND e.item_url = h.lower_url
    WHERE e.printed_on < h.printed_on AND e.first_at < h.first_at
      AND e.first_round <> h.first_round
    GROUP BY ALL
), unseen AS (
    SELECT h.site_code, h.channel_url, h.item_url,
        greatest(any_value(h.growth) - count(*), 0) AS unseen_count
    FROM holding h JOIN ledger_entry e USING (site_code, channel_url)
    WHERE h.growth IS NOT NULL AND e.first_at > h.without_at AND e.first_at <= h.with_at
    GROUP BY ALL
), readings AS (
    SELECT l.site_code, l.channel_url, l.item_url, count(*) AS readings_without
    FROM late l JOIN usable r ON r.site_code = l.site_code AND r.channel_url = l.channel_url
        AND r.observed_at <= l.without_at AND china_day(r.observed_at) > l.printed_on
        AND r.reaches_back_to < l.printed_on
    GROUP BY ALL
), elsewhere AS (
    SELECT DISTINCT l.site_code, l.channel_url, l.item_url
    FROM late l JOIN list_items i ON i.site_code = l.site_code AND i.item_url = l.item_url
    WHERE i.observed_at < l.first_at AND i.round_id <> l.first_round
    UNION SELECT l.site_code, l.channel_url, l.item_url
    FROM late l JOIN links k ON k.site_code = l.site_code AND k.url = l.item_url
    WHERE k.observed_at < l.first_at AND k.round_id <> l.first_round
    UNION SELECT l.site_code, l.channel_url, l.item_url
    FROM late l JOIN articles a ON a.url = l.item_url
    WHERE a.observed_at < l.first_at AND a.round_id <> l.first_round
), titled AS (
    SELECT DISTINCT l.site_code, l.channel_url, l.item_url
    FROM late l JOIN list_items i ON i.site_code = l.site_code AND i.title = l.title
    WHERE i.item_url <> l.item_url AND i.observed_at < l.first_at
      AND i.round_id <> l.first_round
), file AS (
    SELECT f.url AS item_url, min(file_day(f.last_modified)) AS file_on
    FROM fetches f SEMI JOIN late l ON l.item_url = f.url
    WHERE f.last_modified IS NOT NULL AND f.read_at <= (SELECT as_of FROM moment) GROUP BY ALL
)
SELECT *, batch_count + coalesce(unseen_count, 0) >= $bulk
    OR (batch_count >= 2 AND coalesce(3 * batch_count >= item_count, false)) AS is_bulk
FROM (SELECT l.*, coalesce(n.readings_without, 1) AS readings_without, f.file_on,
    url_day(l.item_url) AS url_on,
    CASE WHEN e.item_url IS NOT NULL THEN '此前已在本站其他页面出现（移动）'
         WHEN t.item_url IS NOT NULL THEN '同标题信息此前已以其他网址发布（重新发布）'
         WHEN f.file_on < china_day(l.without_at) THEN '网页文件形成于该次读取之前'
    END AS explanation,
    '列表 ' || china_minute(l.without_at) || ' 完整读取时没有此条，'
        || china_minute(l.first_at) || ' 首次读到' AS bounds,
    greatest(count(*) FILTER (e.item_url IS NULL) OVER (
        PARTITION BY l.site_code, l.channel_url, l.first_round),
        count(*) FILTER (e.item_url IS NULL) OVER (
        PARTITION BY l.site_code, l.channel_url, l.without_at)) AS batch_count,
    w.item_count, u.unseen_count, coalesce(b.older_below, 0) AS older_below
FROM late l
LEFT JOIN readings n USING (site_code, channel_url, item_url)
LEFT JOIN enclosed b USING (site_code, channel_url, item_url)
LEFT JOIN unseen u USING (site_code, channel_url, item_url)
LEFT JOIN elsewhere e USING (site_code, channel_url, item_url)
LEFT JOIN titled t USING (site_code, channel_url, item_url)
LEFT JOIN file f USING (item_url)
LEFT JOIN list_readings w ON w.site_code = l.site_code AND w.channel_url = l.channel_url
    AND w.round_id = l.first_round)
"""

_COMMON = """
    (SELECT as_of FROM moment) AS as_of, t.collected_at, t.collection_state, t.cause, t.detail,
    s.agency_code, c.url AS subject_id, s.name || ' › ' || c.name AS subject_name
"""
_REGISTERED = """
JOIN now_channels c ON c.site_code = l.site_code AND c.url = l.channel_url
JOIN now_sites s ON s.site_code = l.site_code
JOIN channel_state t ON t.site_code = l.site_code AND t.channel_url = l.channel_url
"""

_BACKDATED = f"""
SELECT {_COMMON},
    list_filter([l.without_fetch, l.fetch_id], lambda f: f IS NOT NULL) AS evidence,
    l.site_code, l.channel_url, c.name, l.item_url, l.title, l.printed_on,
    l.without_at AS last_without_at, l.first_at AS first_with_at, l.bounds,
    l.gap_days::BIGINT AS gap_days, l.readings_without, l.batch_count,
    l.is_bulk, l.older_below >= $enclosed OR coalesce(l.unseen_count = 0, false) AS is_enclosed,
    l.explanation IS NOT NULL AS is_explained,
    l.explanation, l.file_on, l.url_on,
    array_to_string(list_filter([
        CASE WHEN l.file_on > l.printed_on + 1 THEN '网页文件最后修改于 ' || l.file_on END,
        CASE WHEN l.url_on > l.printed_on + 1 THEN '网址中的日期为 ' || l.url_on END
    ], lambda x: x IS NOT NULL), '；') AS corroboration
FROM late_entry l {_REGISTERED}
ORDER BY l.site_code, l.channel_url, l.item_url
"""  # noqa: S608 - only our own text is put together

_BACKFILL = f"""
WITH l AS (
    SELECT site_code, channel_url, first_round, min(first_at) AS first_at,
        count(*) AS batch_count, min(printed_on) AS oldest_on, max(printed_on) AS newest_on,
        min(bounds) AS bounds, list_distinct(list(fetch_id) || list(without_fetch))[1:5] AS ids
    FROM late_entry WHERE explanation IS NULL AND is_bulk AND gap_days >= 2
    GROUP BY site_code, channel_url, first_round
)
SELECT {_COMMON}, list_filter(l.ids, lambda f: f IS NOT NULL) AS evidence, l.site_code,
    l.channel_url, c.name, china_day(l.first_at) AS batch_on, sum(l.batch_count)::BIGINT
        AS batch_count, min(l.oldest_on) AS oldest_on, max(l.newest_on) AS newest_on,
    min(l.bounds) AS bounds
FROM l {_REGISTERED}
GROUP BY ALL
ORDER BY l.site_code, l.channel_url, batch_on
"""  # noqa: S608

_VANISHED = f"""
WITH latest AS (
    SELECT * FROM list_readings WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY site_code, channel_url ORDER BY observed_at DESC) = 1
), shown AS (
    SELECT r.site_code, unnest(n.item_urls) AS item_url
    FROM latest r JOIN list_sets n USING (site_code, channel_url, items_hash)
), again AS (
    SELECT DISTINCT i.site_code, i.title FROM list_items i SEMI JOIN shown h
        ON h.site_code = i.site_code AND h.item_url = i.item_url
), visit AS (
    SELECT url AS item_url, read_at AS visited_at, fetch_id,
        CASE WHEN status IN (404, 410) THEN 'HTTP ' || status
             WHEN sign = 'soft_404' THEN '提示页面不存在' END AS answer
    FROM fetches
    WHERE purpose = 'article' AND read_at <= (SELECT as_of FROM moment)
      AND (status IN (404, 410) OR (outcome = 'ok' AND sign IN ('soft_404', 'normal')))
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY read_at DESC) = 1
), l AS (
    SELECT e.*, r.observed_at AS without_at, r.fetch_id AS without_fetch
    FROM ledger_entry e JOIN latest r USING (site_code, channel_url)
    ANTI JOIN shown h ON h.site_code = e.site_code AND h.item_url = e.item_url
    ANTI JOIN again a ON a.site_code = e.site_code AND a.title = e.title
    WHERE r.is_ordered AND e.first_at < r.observed_at AND e.printed_on > r.reaches_back_to
)
SELECT {_COMMON},
    list_filter([l.fetch_id, l.without_fetch, v.fetch_id], lambda f: f IS NOT NULL) AS evidence,
    l.site_code, l.channel_url, c.name, l.item_url, l.title, l.printed_on,
    v.answer IS NOT NULL AS is_gone, v.answer,
    china_minute(l.first_at) || ' 首次读到，' || china_minute(l.without_at)
        || ' 完整读取时已不在列表' AS bounds
FROM l JOIN visit v ON v.item_url = l.item_url AND v.visited_at > l.first_at {_REGISTERED}
ORDER BY l.site_code, l.channel_url, l.item_url
"""  # noqa: S608


def measure_ledger(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """``backdated_item``, ``backfill``, ``vanished_item``; lays ``ledger_entry`` for the others."""
    for macro in _MACROS:
        conn.execute(macro)
    conn.execute(_ENTRIES)
    execute(conn, _LATE, {"horizon": HORIZON_DAYS, "bulk": BULK})
    return {
        "backdated_item": frame(conn, _BACKDATED, {"enclosed": ENCLOSED}),
        "backfill": frame(conn, _BACKFILL, {}),
        "vanished_item": frame(conn, _VANISHED, {}),
    }
