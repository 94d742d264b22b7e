"""Rows of sites, requests, links and accounts for ``audit_data``: a query of DuckDB per table."""

from benchmarks.audit_macros import ARTICLES, LAST_ITEM, ROUNDS, SITES
from benchmarks.audit_register import ACCOUNTS_PER_SITE, CHANNELS

QUERIES = {
    "site_snapshots": f"""
SELECT site_code(s) AS site_code, 'r' || r AS round_id, read_at(r) AS observed_at,
    CASE WHEN is_down(s) AND r = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN is_down(s) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    home(s) AS home_url, 40 AS item_count,
    (read_at(r) - to_days(CASE WHEN s % 50 = 1 THEN 30 ELSE 1 END))::DATE AS newest_on,
    false AS is_navigation_only, false AS second_level_complete,
    site_code(CASE WHEN s % 60 = 2 THEN s + 1 ELSE s END) AS footer_site_code,
    s % 30 <> 3 AS has_party_emblem, s % 25 <> 4 AS has_error_report, true AS has_sponsor,
    s % 35 <> 5 AS has_contact, '鲁ICP备' || s || '号' AS icp_record,
    '鲁公网安备' || s || '号' AS police_record, 15 AS channels_found, 60 AS pages_read,
    'home-' || s || '-' || r AS fetch_id
{ROUNDS}""",
    "channel_snapshots": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url, $names[c + 1] AS channel_name,
    true AS is_registered, 'r' || r AS round_id, read_at(r) AS observed_at,
    CASE WHEN is_down(s) AND r = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN is_down(s) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    CASE WHEN spread(s, c, 50) = 0 THEN 0 ELSE 20 END AS item_count, 0 AS undated_count,
    CASE WHEN spread(s, c, 50) > 0 THEN
        (read_at(r) - to_days(CASE WHEN spread(s, c, 20) = 1 THEN 400 ELSE 3 END))::DATE
    END AS newest_on,
    1 AS pages_read, true AS is_complete, spread(s, c, 50) = 0 AS is_empty,
    CASE WHEN spread(s, c, 100) = 0 THEN '暂无相关内容，特此说明' END AS explanation,
    'list-' || s || '-' || c || '-' || r AS fetch_id
{ROUNDS}, range({len(CHANNELS)}) channels(c)""",
    "page_tags": f"""
SELECT site_code(s) AS site_code, CASE p WHEN 0 THEN home(s) ELSE page_url(s, p) END AS url,
    CASE WHEN p = 0 THEN 'home' WHEN p < 6 THEN 'channel' ELSE 'article' END AS page_kind,
    'r0' AS round_id, read_at(0) AS observed_at,
    '{{"SiteName": "第' || s || '市政府网", "SiteIDCode": "' || site_code(s)
        || '", "PubDate": "2026-09-1' || p % 10 || CASE WHEN s % 12 = 4 THEN '' ELSE ' 09:30' END
        || '"}}' AS tags,
    CASE WHEN s % 15 = 6 AND p > 5 THEN ['PubDate'] ELSE []::VARCHAR[] END AS missing,
    CASE WHEN s % 30 = 7 AND p > 17 THEN ['ContentSource'] ELSE []::VARCHAR[] END
        AS placeholders,
    CASE WHEN p > 5 THEN '2026-09-1' || p % 10 || ' 09:30' END AS visible_date,
    'page-' || s || '-' || p || '-0' AS fetch_id
{SITES}, range(20) pages(p)""",
    "fetches": f"""
SELECT *, url AS final_url, 0.3 AS seconds, 20000 AS bytes, fetched_at AS read_at,
    coalesce(version, fetch_id) AS content_hash, '20260920/r.warc.gz' AS warc_file,
    7 AS warc_offset
FROM (
SELECT 'page-' || s || '-' || p || '-' || r AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, NULL::VARCHAR AS account_code, page_url(s, p) AS url,
    'article' AS purpose, read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome,
    'h' || p || '-' || CASE WHEN r = 0 AND p % 20 = 1 THEN 1 ELSE 0 END AS links_hash,
    NULL::VARCHAR AS version, NULL::VARCHAR AS last_modified, NULL::VARCHAR AS title
{ROUNDS}, range(60) pages(p)
UNION ALL BY NAME
SELECT article_fetch(s, c, i) AS fetch_id, 'r0' AS round_id, site_code(s) AS site_code,
    item_url(s, c, i) AS url, 'article' AS purpose, read_at(0) AS fetched_at, 200 AS status,
    'ok' AS outcome, article_hash(s, c, i) AS version,
    strftime(timezone('UTC', read_at(i % 4)), '%a, %d %b %Y %H:%M:%S GMT') AS last_modified
{SITES}, {ARTICLES}
UNION ALL BY NAME
SELECT 'gone-' || s || '-' || c AS fetch_id, 'r0' AS round_id, site_code(s) AS site_code,
    item_url(s, c, {LAST_ITEM}) AS url, 'article' AS purpose, read_at(0) AS fetched_at,
    404 AS status, 'http_error' AS outcome
{SITES}, range({len(CHANNELS)}) channels(c) WHERE has_vanished(s, c)
UNION ALL BY NAME
SELECT 'list-' || s || '-' || c || '-' || r AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, channel_url(s, c) AS url, 'channel' AS purpose,
    read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome, 'c' || c AS links_hash
{ROUNDS}, range({len(CHANNELS)}) channels(c)
UNION ALL BY NAME
SELECT 'home-' || s || '-' || r AS fetch_id, 'r' || r AS round_id, site_code(s) AS site_code,
    home(s) AS url, 'home' AS purpose, read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome,
    'home' AS links_hash, '第' || s || '市政府网' AS title
{ROUNDS}
UNION ALL BY NAME
SELECT 'feed-' || s || '-' || a AS fetch_id, 'r0' AS round_id,
    account_code(s, a) AS account_code, 'https://feed.test/' || account_code(s, a) AS url,
    'feed' AS purpose, read_at(0) AS fetched_at, 200 AS status, 'ok' AS outcome
{SITES}, range({ACCOUNTS_PER_SITE}) accounts(a)
UNION ALL BY NAME
SELECT 'link-' || s || '-' || t || '-' || r || '-' || n AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, target_url(s, t) AS url, 'link' AS purpose,
    read_at(r) + to_minutes(40 * n) AS fetched_at, 404 AS status, 'http_error' AS outcome
{ROUNDS}, range(3) targets(t), range(1, 4) attempts(n)
)""",
    "links": f"""
SELECT site_code(s) AS site_code, page_url(s, p) AS page_url, 'h' || p || '-' || v AS links_hash,
    target_url(s, t) AS url, CASE WHEN t % 12 = 0 THEN 'attachment' ELSE 'page' END AS kind,
    '查看详情' AS text, t % 9 = 0 AS is_external,
    'r' || CASE v WHEN 0 THEN 3 ELSE 0 END AS round_id,
    read_at(CASE v WHEN 0 THEN 3 ELSE 0 END) AS observed_at
FROM (SELECT DISTINCT s, p, v, (p * 8 + k * 13 + v) % 480 AS t
      {SITES}, range(60) pages(p), range(2) versions(v), range(33) places(k)
      WHERE v = 0 OR p % 20 = 1)
UNION ALL
SELECT site_code(s), home(s), 'home', url, kind, text, is_external, 'r3', read_at(3)
FROM (
    SELECT s, channel_url(s, c) AS url, 'page' AS kind, $names[c + 1] AS text,
        false AS is_external
    {SITES}, range({len(CHANNELS)}) channels(c)
    UNION ALL
    SELECT s, home(s) || 'menu/' || n || '/', 'page', $entries[n + 1], false
    {SITES}, range(len($entries)) entries(n) WHERE spread(s, n, 20) > 0
    UNION ALL
    SELECT s, 'http://img' || n || '.test/' || s || '.js', 'resource', NULL, true
    {SITES}, range(3) places(n) WHERE s % 10 = 4
    UNION ALL
    SELECT s, 'https://casino' || s || '.test/', 'page', '澳门赌场', true {SITES} WHERE s % 10 = 5
)""",
    "link_checks": f"""
SELECT site_code(s) AS site_code, target_url(s, t) AS url, method, n AS attempt,
    read_at(r) + to_minutes(40 * n) + to_seconds(CASE method WHEN 'GET' THEN 5 ELSE 0 END)
        AS checked_at,
    status, CASE WHEN status < 400 THEN 'ok' ELSE 'http_error' END AS outcome,
    target_url(s, t) AS final_url, 0 AS redirects, 'text/html' AS content_type, 4000 AS bytes,
    0.2 AS seconds, 'r' || r AS round_id,
    CASE WHEN method = 'GET' AND status = 404
         THEN 'link-' || s || '-' || t || '-' || r || '-' || n END AS fetch_id
FROM (
    SELECT s, r, t, 'HEAD' AS method, 1 AS n,
        CASE WHEN t < 3 THEN 404 WHEN t < 6 THEN 403 WHEN t < 13 THEN 405 WHEN t = 13 THEN 503
             ELSE 200 END AS status
    {ROUNDS}, range(480) targets(t)
    UNION ALL SELECT s, r, t, 'GET', n, 404 {ROUNDS}, range(3) targets(t), range(1, 4) attempts(n)
    UNION ALL SELECT s, r, t, 'GET', 1, 403 {ROUNDS}, range(3, 6) targets(t)
    UNION ALL SELECT s, r, t, 'GET', 1, 200 {ROUNDS}, range(6, 14) targets(t)
)""",
    "probes": f"""
SELECT site_code(s) AS site_code, home(s) AS url, before_audit((h + 0.5) / 24) AS probed_at,
    NOT failed AS is_ok, CASE WHEN failed THEN 0 ELSE 200 END AS status,
    CASE WHEN failed THEN 'timeout' ELSE 'ok' END AS outcome, 0.4 AS seconds,
    home(s) AS final_url, 'p' || h AS round_id
FROM (SELECT s, h, spread(s, h, 100) < CASE WHEN s % 33 = 5 THEN 12 ELSE 1 END AS failed
      {SITES}, range(168) hours(h))""",
    "account_snapshots": f"""
SELECT account_code(s, a) AS account_code, 'r' || r AS round_id, read_at(r) AS observed_at,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'uncollected' ELSE 'collected' END
        AS collection_state,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    'feed' AS source, 20 AS post_count, true AS is_complete, 1000 + s AS followers,
    'feed-' || s || '-' || a AS fetch_id
{ROUNDS}, range({ACCOUNTS_PER_SITE}) accounts(a)""",
    "posts": f"""
SELECT account_code(s, a) AS account_code, 'k' || i AS post_key,
    before_audit(age) AS published_at,
    '第' || i || '期：' || topic(s + i) || '工作动态' AS title,
    topic(s + i) || repeat('为民办实事，服务零距离。', 4) AS text,
    'https://feed.test/' || account_code(s, a) || '/' || i AS url, false AS is_pinned,
    spread(s, i, 9000) AS reads, spread(s, i, 90) AS likes, 'feed' AS source,
    'r' || round_before(age) AS round_id, read_at(round_before(age)) AS observed_at,
    'feed-' || s || '-' || a AS fetch_id
FROM (SELECT s, a, i, 0.5 + silence(s * 10 + a) + i * (0.6 + (s + a) % 5 * 0.4)
          + spread(a, i, 100) / 500 AS age
      {SITES}, range({ACCOUNTS_PER_SITE}) accounts(a), range(100) items(i))""",
    "coverage": f"""
SELECT 'r' || r AS round_id, 'site' AS subject_kind, site_code(s) AS subject_id,
    site_code(s) AS site_code,
    CASE WHEN is_down(s) AND r = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN is_down(s) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    read_at(r) AS observed_at
{ROUNDS}
UNION ALL
SELECT 'r' || r, 'account', account_code(s, a), NULL,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'uncollected' ELSE 'collected' END,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'unreachable' ELSE 'ok' END, read_at(r)
{ROUNDS}, range({ACCOUNTS_PER_SITE}) accounts(a)""",
}
