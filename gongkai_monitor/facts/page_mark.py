"""What is wrong inside tags, dates and codes of pages (网页标签规范, rules G-9 and G-12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_PAGES = """
CREATE OR REPLACE TEMP TABLE marked_page AS
SELECT site_code, url, page_kind, observed_at, fetch_id, placeholders,
    trim(tags::JSON ->> '$.PubDate') AS pub_date, trim(tags::JSON ->> '$.SiteName') AS site_name,
    trim(tags::JSON ->> '$.SiteIDCode') AS tag_code, trim(visible_date) AS visible_date
FROM page_tags
WHERE observed_at <= (SELECT as_of FROM moment) AND observed_at > (SELECT since FROM moment)
QUALIFY row_number() OVER (PARTITION BY site_code, url ORDER BY observed_at DESC) = 1
"""

_MARKS = r"""
WITH foreign_name AS (
    SELECT unnest($foreign_codes) AS site_code, unnest($foreign_names) AS site_name
), told AS (
    SELECT site_code, 'pub_date' AS mark_key, url, fetch_id, observed_at, pub_date AS printed,
        NOT regexp_full_match(pub_date, '\d{4}-\d{2}-\d{2} \d{2}:\d{2}') AS is_bad
    FROM marked_page
    WHERE page_kind = 'article' AND pub_date <> ''
      AND NOT list_contains(coalesce(placeholders, []), 'PubDate')
    UNION ALL
    SELECT site_code, 'visible_date', url, fetch_id, observed_at, visible_date,
        NOT regexp_full_match(visible_date, '\d{4}-\d{2}-\d{2} \d{2}:\d{2}')
    FROM marked_page WHERE page_kind = 'article' AND visible_date <> ''
    UNION ALL
    SELECT site_code, 'placeholder', url, fetch_id, observed_at,
        array_to_string(placeholders, '、'), len(placeholders) > 0
    FROM marked_page WHERE placeholders IS NOT NULL
    UNION ALL
    SELECT p.site_code, 'site_name', p.url, p.fetch_id, p.observed_at, p.site_name,
        f.site_name IS NOT NULL
    FROM marked_page p LEFT JOIN foreign_name f USING (site_code, site_name)
    WHERE p.site_name <> ''
    UNION ALL
    SELECT site_code, 'code_form', home_url, fetch_id, observed_at, footer_code_text,
        NOT regexp_full_match(footer_code_text, $code_form)
    FROM home_snapshot
    WHERE footer_code_text <> '' AND observed_at > (SELECT since FROM moment)
    UNION ALL
    SELECT site_code, 'code_form', url, fetch_id, observed_at, tag_code,
        NOT regexp_full_match(tag_code, $code_form)
    FROM marked_page
    WHERE page_kind = 'home' AND tag_code <> ''
      AND NOT list_contains(coalesce(placeholders, []), 'SiteIDCode')
), summed AS (
    SELECT site_code, mark_key, count(*) AS page_count, count(*) FILTER (is_bad) AS bad_count,
        array_to_string(list_sort(list_distinct(list(printed) FILTER (is_bad)))[1:3], '、')
            AS shown,
        min(url) FILTER (is_bad) AS example_url, max(observed_at) AS collected_at,
        list(fetch_id ORDER BY url) FILTER (is_bad AND fetch_id IS NOT NULL)[1:3] AS evidence
    FROM told GROUP BY ALL
), mark AS (SELECT unnest($keys) AS mark_key, unnest($labels) AS mark)
SELECT o.as_of, m.collected_at,
    CASE WHEN t.collection_state = 'out_of_scope' THEN 'out_of_scope'
         WHEN m.page_count IS NULL THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN t.collection_state = 'out_of_scope' THEN t.cause
         WHEN m.page_count IS NOT NULL THEN 'ok'
         WHEN t.collection_state = 'uncollected' THEN t.cause ELSE 'partial' END AS cause,
    t.detail, s.agency_code, s.site_code AS subject_id, s.name AS subject_name,
    coalesce(m.evidence, []::VARCHAR[]) AS evidence, s.site_code, s.name, k.mark, k.mark_key,
    coalesce(m.page_count, 0) AS page_count, m.bad_count, m.shown, m.example_url
FROM now_sites s CROSS JOIN mark k CROSS JOIN moment o JOIN site_state t USING (site_code)
LEFT JOIN summed m ON m.site_code = s.site_code AND m.mark_key = k.mark_key
ORDER BY s.site_code, k.mark_key
"""

_NAMES = """
SELECT DISTINCT p.site_code, p.site_name,
    concat_ws(' ', s.name, a.name, array_to_string(a.aliases, ' '), h.title) AS known
FROM marked_page p JOIN now_sites s USING (site_code)
LEFT JOIN now_agencies a USING (agency_code)
LEFT JOIN (
    SELECT site_code, arg_max(title, read_at) AS title FROM fetches
    WHERE purpose = 'home' AND outcome = 'ok' AND title IS NOT NULL
      AND read_at <= (SELECT as_of FROM moment) AND read_at > (SELECT since FROM moment)
    GROUP BY site_code
) h USING (site_code)
WHERE p.site_name <> ''
"""

MARKS = {
    "pub_date": "PubDate 时间格式",
    "visible_date": "页面发布时间格式",
    "placeholder": "标签占位内容",
    "site_name": "SiteName 网站名称",
    "code_form": "标识码格式",
}
_CODE_FORM = r"\d{10}|bm\d{8}|BT\d{8}|\d{2}BM\d{6}"
_PLACE = re.compile(r"^(?:中国)?([\u4e00-\u9fa5]{1,7}?)(省|市|县|区|州|盟|旗)")


def measure_page_marks(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The fact ``page_mark``; ``site.measure_sites`` must have laid ``home_snapshot`` before."""
    conn.execute(_PAGES)
    names = frame(conn, _NAMES, {})
    foreign = [
        (code, name)
        for code, name, known in zip(
            names["site_code"], names["site_name"], names["known"], strict=True
        )
        if is_foreign_name(name, known or "")
    ]
    words = {
        "keys": list(MARKS),
        "labels": list(MARKS.values()),
        "code_form": _CODE_FORM,
        "foreign_codes": [code for code, _ in foreign],
        "foreign_names": [name for _, name in foreign],
    }
    return {"page_mark": frame(conn, _MARKS, words)}


def is_foreign_name(site_name: str, known: str) -> bool:
    """Whether a SiteName begins with a place that nothing known of the site speaks of.

    Args:
        site_name: META SiteName.
        known: registered names of site and agency, and the title of the home page.
    """
    match = _PLACE.match("".join(site_name.split()))
    return match is not None and match[1] not in known and match[0] not in known
