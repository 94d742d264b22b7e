"""A made-up register and 60 days of observations of any number of sites, written as landing files.

Per site: 1 unit, 15 channels, 10 accounts with 1,000 posts, 2,000 link checks of 480 targets on
60 pages (about 33 links a page), 4 weekly rounds of home page and channels, 40 articles, 7 days
of hourly probes. A few per cent of everything is at fault or was not collected. DuckDB makes the
rows; the spread comes from ``hash``, so the same number of sites gives the same rows.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from gongkai_monitor.clock import CHINA
from gongkai_monitor.landing import arrow_schema
from gongkai_monitor.model.observations import TABLES
from gongkai_monitor.model.registry import Account, Agency, Channel, Registry, Site
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
)

AS_OF = datetime(2026, 9, 20, 8, 0, tzinfo=CHINA)
REGISTERED_AT = datetime(2026, 1, 1, tzinfo=CHINA)
SITES_PER_BATCH = 100
ACCOUNTS_PER_SITE = 10

CHANNELS = (
    ("要闻动态", ChannelKind.NEWS, 1, None), ("部门动态", ChannelKind.NEWS, 1, None),
    ("通知公告", ChannelKind.NOTICE, 1, None), ("公示公告", ChannelKind.NOTICE, 2, None),
    ("政策文件", ChannelKind.POLICY, 1, None), ("规范性文件", ChannelKind.POLICY, 1, None),
    ("政策解读", ChannelKind.INTERPRETATION, 1, 90), ("人事任免", ChannelKind.PERSONNEL, 2, 180),
    ("规划计划", ChannelKind.PLAN, 2, 365), ("统计数据", ChannelKind.STATISTICS, 2, 90),
    ("财政预决算", ChannelKind.BUDGET, 2, 365), ("意见征集", ChannelKind.CONSULTATION, 2, 180),
    ("办事指南", ChannelKind.SERVICE_GUIDE, 2, 365), ("法定公开", ChannelKind.STATUTORY, 2, 180),
    ("专题专栏", ChannelKind.OTHER, 2, 365),
)  # fmt: skip
POLICY, INTERPRETATION, NEWS = 4, 6, 0
PLATFORMS = (
    Platform.WECHAT_SUBSCRIPTION, Platform.WEIBO, Platform.TOUTIAO, Platform.DOUYIN,
    Platform.KUAISHOU, Platform.BAIJIAHAO, Platform.BILIBILI, Platform.XIAOHONGSHU,
    Platform.WECHAT_VIDEO, Platform.MOBILE_APP,
)  # fmt: skip

_MACROS = """
CREATE MACRO site_code(s) AS '37' || lpad(s::VARCHAR, 8, '0');
CREATE MACRO home(s) AS 'https://www.s' || s || '.test/';
CREATE MACRO channel_url(s, c) AS home(s) || 'col' || c || '/';
CREATE MACRO page_url(s, p) AS home(s) || 'art/2026/' || p || '.html';
CREATE MACRO target_url(s, t) AS CASE WHEN t % 12 = 0 THEN home(s) || 'files/' || t || '.pdf'
    WHEN t % 9 = 0 THEN 'https://out' || (t % 40) || '.test/' || s || '/' || t
    ELSE home(s) || 'art/2025/' || t || '.html' END;
CREATE MACRO account_code(s, a) AS 'A' || lpad((s * 10 + a)::VARCHAR, 7, '0');
CREATE MACRO spread(a, b, n) AS (hash(a, b) % n)::BIGINT;
CREATE MACRO before_audit(days) AS
    $as_of::TIMESTAMPTZ - to_microseconds((days * 86400000000)::BIGINT);
CREATE MACRO read_at(r) AS before_audit(r * 7 + 0.3);
CREATE MACRO round_before(age) AS least(floor((age - 0.3) / 7), 3)::BIGINT;
CREATE MACRO is_down(s) AS s % 40 = 7;
CREATE MACRO is_down_account(n) AS n % 25 = 11;
CREATE MACRO silence(n) AS CASE WHEN n % 40 = 3 THEN 20 WHEN n % 100 = 8 THEN 120 ELSE 0 END;
CREATE MACRO topic(n) AS ['供热', '养老服务', '义务教育', '城市更新', '粮食储备', '营商环境',
    '防汛抗旱', '住房公积金', '医疗救助', '数据共享', '招商引资', '乡村建设', '水资源', '安全生产',
    '就业促进', '科技创新', '文物保护', '交通运输', '市场监管', '生态环境'][1 + n % 20]
    || ['专项资金', '行政许可', '信息', '服务质量', '考核', '项目', '应急', '监督', '补贴', '档案',
    '信用', '工作'][1 + n % 12];
CREATE MACRO policy_title(s, n) AS '关于印发第' || s || '市' || topic(s + n * 7)
    || '管理办法的通知';
""".replace("$as_of", f"'{AS_OF.isoformat()}'")  # fmt: skip

_SITES = "FROM range($first, $last) sites(s)"
_ROUNDS = f"{_SITES}, range(4) rounds(r)"

_QUERIES = {
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
{_ROUNDS}""",
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
{_ROUNDS}, range(15) channels(c)""",
    "page_tags": f"""
SELECT site_code(s) AS site_code, page_url(s, p) AS url,
    CASE WHEN p = 0 THEN 'home' WHEN p < 6 THEN 'channel' ELSE 'article' END AS page_kind,
    'r0' AS round_id, read_at(0) AS observed_at,
    '{{"SiteName": "第' || s || '市政府网", "SiteIDCode": "' || site_code(s) || '"}}' AS tags,
    CASE WHEN s % 15 = 6 AND p > 5 THEN ['PubDate'] ELSE []::VARCHAR[] END AS missing,
    'page-' || s || '-' || p || '-0' AS fetch_id
{_SITES}, range(20) pages(p)""",
    "list_items": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url,
    home(s) || 'col' || c || '/' || i || '.html' AS item_url,
    CASE WHEN c = {INTERPRETATION} THEN '《' || policy_title(s, i) || '》政策解读'
         ELSE policy_title(s, i) END AS title,
    (read_at(i % 4) - to_days(i * 9 + 3))::DATE AS printed_on, 'list' AS date_source,
    i AS position, 'r' || i % 4 AS round_id, read_at(i % 4) AS observed_at,
    'list-' || s || '-' || c || '-' || i % 4 AS fetch_id
{_SITES}, range(15) channels(c), range(20) items(i)""",
    "articles": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url,
    home(s) || 'col' || c || '/' || i || '.html' AS url,
    CASE WHEN c = {INTERPRETATION} THEN '《' || policy_title(s, i) || '》政策解读'
         ELSE policy_title(s, i) END AS title,
    (read_at(0) - to_days(i * 17 + 3 - CASE WHEN c = {INTERPRETATION} THEN i % 4 ELSE 0 END)
    )::DATE AS published_on, 'meta' AS date_source,
    CASE WHEN c = {POLICY} THEN '第' || s || '政办发〔2026〕' || i + 1 || '号' END
        AS document_number,
    CASE WHEN c = {POLICY} THEN '第' || s || '市人民政府办公室' END AS issuer,
    '现将' || policy_title(s, i) || '。' || repeat('请各有关单位结合实际认真贯彻落实。', 60)
        AS body,
    CASE WHEN c = {INTERPRETATION} AND i % 3 = 0
         THEN [home(s) || 'col{POLICY}/' || i || '.html'] ELSE []::VARCHAR[] END AS link_urls,
    []::VARCHAR[] AS attachment_urls, 'c' || s || '-' || c || '-' || i AS content_hash,
    'r' || i % 4 AS round_id, read_at(i % 4) AS observed_at,
    'page-' || s || '-' || i || '-' || i % 4 AS fetch_id
{_SITES}, (VALUES ({POLICY}, 20), ({INTERPRETATION}, 18), ({NEWS}, 2)) kinds(c, n),
    LATERAL range(n) items(i)""",
    "fetches": f"""
SELECT 'page-' || s || '-' || p || '-' || r AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, NULL::VARCHAR AS account_code, page_url(s, p) AS url,
    'article' AS purpose, read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome,
    'h' || p || '-' || CASE WHEN r = 0 AND p % 20 = 1 THEN 1 ELSE 0 END AS links_hash
{_ROUNDS}, range(60) pages(p)
UNION ALL BY NAME
SELECT 'list-' || s || '-' || c || '-' || r AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, channel_url(s, c) AS url, 'channel' AS purpose,
    read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome, 'c' || c AS links_hash
{_ROUNDS}, range(15) channels(c)
UNION ALL BY NAME
SELECT 'home-' || s || '-' || r AS fetch_id, 'r' || r AS round_id, site_code(s) AS site_code,
    home(s) AS url, 'home' AS purpose, read_at(r) AS fetched_at, 200 AS status, 'ok' AS outcome,
    'home' AS links_hash
{_ROUNDS}
UNION ALL BY NAME
SELECT 'feed-' || s || '-' || a AS fetch_id, 'r0' AS round_id,
    account_code(s, a) AS account_code, 'https://feed.test/' || account_code(s, a) AS url,
    'feed' AS purpose, read_at(0) AS fetched_at, 200 AS status, 'ok' AS outcome
{_SITES}, range({ACCOUNTS_PER_SITE}) accounts(a)
UNION ALL BY NAME
SELECT 'link-' || s || '-' || t || '-' || r || '-' || n AS fetch_id, 'r' || r AS round_id,
    site_code(s) AS site_code, target_url(s, t) AS url, 'link' AS purpose,
    read_at(r) + to_minutes(40 * n) AS fetched_at, 404 AS status, 'http_error' AS outcome
{_ROUNDS}, range(3) targets(t), range(1, 4) attempts(n)""",
    "links": f"""
SELECT site_code(s) AS site_code, page_url(s, p) AS page_url, 'h' || p || '-' || v AS links_hash,
    target_url(s, t) AS url, CASE WHEN t % 12 = 0 THEN 'attachment' ELSE 'page' END AS kind,
    '查看详情' AS text, t % 9 = 0 AS is_external,
    'r' || CASE v WHEN 0 THEN 3 ELSE 0 END AS round_id,
    read_at(CASE v WHEN 0 THEN 3 ELSE 0 END) AS observed_at
FROM (SELECT DISTINCT s, p, v, (p * 8 + k * 13 + v) % 480 AS t
      {_SITES}, range(60) pages(p), range(2) versions(v), range(33) places(k)
      WHERE v = 0 OR p % 20 = 1)""",
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
    {_ROUNDS}, range(480) targets(t)
    UNION ALL SELECT s, r, t, 'GET', n, 404 {_ROUNDS}, range(3) targets(t), range(1, 4) attempts(n)
    UNION ALL SELECT s, r, t, 'GET', 1, 403 {_ROUNDS}, range(3, 6) targets(t)
    UNION ALL SELECT s, r, t, 'GET', 1, 200 {_ROUNDS}, range(6, 14) targets(t)
)""",
    "probes": f"""
SELECT site_code(s) AS site_code, home(s) AS url, before_audit((h + 0.5) / 24) AS probed_at,
    NOT failed AS is_ok, CASE WHEN failed THEN 0 ELSE 200 END AS status,
    CASE WHEN failed THEN 'timeout' ELSE 'ok' END AS outcome, 0.4 AS seconds,
    home(s) AS final_url, 'p' || h AS round_id
FROM (SELECT s, h, spread(s, h, 100) < CASE WHEN s % 33 = 5 THEN 12 ELSE 1 END AS failed
      {_SITES}, range(168) hours(h))""",
    "account_snapshots": f"""
SELECT account_code(s, a) AS account_code, 'r' || r AS round_id, read_at(r) AS observed_at,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'uncollected' ELSE 'collected' END
        AS collection_state,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    'feed' AS source, 20 AS post_count, true AS is_complete, 1000 + s AS followers,
    'feed-' || s || '-' || a AS fetch_id
{_ROUNDS}, range({ACCOUNTS_PER_SITE}) accounts(a)""",
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
      {_SITES}, range({ACCOUNTS_PER_SITE}) accounts(a), range(100) items(i))""",
    "coverage": f"""
SELECT 'r' || r AS round_id, 'site' AS subject_kind, site_code(s) AS subject_id,
    site_code(s) AS site_code,
    CASE WHEN is_down(s) AND r = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN is_down(s) AND r = 0 THEN 'unreachable' ELSE 'ok' END AS cause,
    read_at(r) AS observed_at
{_ROUNDS}
UNION ALL
SELECT 'r' || r, 'account', account_code(s, a), NULL,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'uncollected' ELSE 'collected' END,
    CASE WHEN is_down_account(s * 10 + a) AND r = 0 THEN 'unreachable' ELSE 'ok' END, read_at(r)
{_ROUNDS}, range({ACCOUNTS_PER_SITE}) accounts(a)""",
}
_FILLED = {
    "fetches": {"final_url": "url", "method": "'GET'", "seconds": "0.3", "bytes": "20000",
                "redirects": "0", "content_hash": "fetch_id", "warc_file": "'20260920/r.warc.gz'",
                "warc_offset": "7"},
}  # fmt: skip
"""Columns that are the same in every branch of a query."""


def main() -> None:
    """Fill a new workspace; in a process of its own, for it takes more memory than an audit."""
    workspace, sites = Path(sys.argv[1]), int(sys.argv[2])
    workspace.mkdir(parents=True)
    (workspace / "gongkai.toml").write_text("", encoding="utf-8")
    rows = fill_workspace(Settings.load(workspace), sites)
    print(", ".join(f"{name} {count:,}" for name, count in rows.items()))


def fill_workspace(settings: Settings, sites: int) -> dict[str, int]:
    """Create the lake, save the register, load all landing batches; table -> rows."""
    migrate(settings)
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, make_registry(sites), REGISTERED_AT)
    for first in range(0, sites, SITES_PER_BATCH):
        _land(settings, first, min(first + SITES_PER_BATCH, sites))
    report = load_incoming(settings, now=AS_OF)
    assert not report.rejected, report.rejected
    return report.rows_by_table


def make_registry(sites: int) -> Registry:
    """One unit, one site, its channels and its accounts per number."""
    return Registry(
        agencies=tuple(
            Agency(agency_code=f"G{s}", name=f"第{s}市人民政府", level=AgencyLevel.CITY)
            for s in range(sites)
        ),
        sites=tuple(_site(s) for s in range(sites)),
        channels=tuple(channel for s in range(sites) for channel in _channels(s)),
        accounts=tuple(account for s in range(sites) for account in _accounts(s)),
    )


def _site(s: int) -> Site:
    return Site(
        site_code=f"37{s:08}", name=f"第{s}市政府网", home_url=f"https://www.s{s}.test/",
        agency_code=f"G{s}", kind=SiteKind.PORTAL if s % 5 == 0 else SiteKind.DEPARTMENT,
        status=SiteStatus.SUSPENDED if s % 100 == 99 else SiteStatus.RUNNING,
    )  # fmt: skip


def _channels(s: int) -> Iterator[Channel]:
    for position, (name, kind, level, cycle_days) in enumerate(CHANNELS):
        url = f"https://www.s{s}.test/col{position}/"
        yield Channel(
            site_code=f"37{s:08}", name=name, url=url, kind=kind, level=level,
            cycle_days=cycle_days,
        )  # fmt: skip


def _accounts(s: int) -> Iterator[Account]:
    for a in range(ACCOUNTS_PER_SITE):
        number = s * ACCOUNTS_PER_SITE + a
        platform = Platform.WECHAT_SERVICE if number % 500 == 9 else PLATFORMS[a]
        yield Account(
            account_code=f"A{number:07}", platform=platform, name=f"第{s}市发布{a}",
            agency_code=f"G{s}", function=AccountFunction.PUBLISHING,
            opened_on=date(2020, 1, 1), filed_on=date(2020, 2, 1),
            filing_status=FilingStatus.UNFILED if number % 70 == 6 else FilingStatus.FILED,
            source=AccountSource.FEED,
        )  # fmt: skip


def _land(settings: Settings, first: int, last: int) -> None:
    """One batch of all tables for a range of sites, visible by one rename."""
    name = f"bench-{first:06}"
    folder = settings.incoming / f".tmp-{name}"
    folder.mkdir(parents=True)
    with duckdb.connect() as conn:
        conn.execute("SET TimeZone = 'UTC'")
        conn.execute(_MACROS)
        for table, query in _QUERIES.items():
            wanted = {"first": first, "last": last, "names": [one[0] for one in CHANNELS]}
            used = {key: value for key, value in wanted.items() if f"${key}" in query}
            more = "".join(f", {sql} AS {column}" for column, sql in _FILLED.get(table, {}).items())
            rows = conn.execute(f"SELECT *{more} FROM ({query})", used).to_arrow_table()
            schema = pa.schema(
                field for field in arrow_schema(TABLES[table]) if field.name in rows.column_names
            )
            typed = rows.select(schema.names).cast(schema)
            pq.write_table(typed, folder / f"{table}.parquet", compression="zstd")
    folder.rename(settings.incoming / name)


if __name__ == "__main__":
    main()
