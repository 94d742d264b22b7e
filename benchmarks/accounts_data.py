"""6,000 accounts, 1,000,000 posts with texts of real length, and what a month of readings adds.

Per account about 167 posts of 100 days: half of them with the length of a weibo (the real account
in the shared data has a median of 143 characters), half with that of a short article (about 700).
A thirtieth are notices that many accounts carry, half of those with a word changed. 30 daily
readings with the list of each, the numbers of every post of 30 days, followers, one profile. DuckDB
makes the rows; the notices get real fingerprints, the bands of all other posts are drawn at random,
for unlike texts share none.
"""

import sys
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from gongkai_monitor.clock import CHINA
from gongkai_monitor.landing import arrow_schema
from gongkai_monitor.model.observations import TABLES
from gongkai_monitor.model.registry import Account, Agency, Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.text.fingerprint import text_bands, text_hash
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    FilingStatus,
    Platform,
    YesNo,
)

AS_OF = datetime(2026, 9, 20, 8, 0, tzinfo=CHINA)
ACCOUNTS = 6_000
POSTS_PER_ACCOUNT = 167
PER_BATCH = 500
NOTICES = 100
PLATFORMS = (
    Platform.WEIBO, Platform.WECHAT_SUBSCRIPTION, Platform.DOUYIN, Platform.TOUTIAO,
    Platform.KUAISHOU, Platform.WECHAT_VIDEO,
)  # fmt: skip
_SUBJECTS = (
    "市医保局", "区教育局", "县交通运输局", "街道办事处", "市场监管部门", "生态环境分局",
    "社区居委会", "公安交警大队",
    "水务集团", "人社部门", "气象台", "卫生健康委", "住建局", "农业农村局", "文化馆",
)  # fmt: skip
_ACTS = (
    "组织开展集中培训，进一步提升窗口服务水平", "对辖区内重点路段进行排查，及时消除安全隐患",
    "发布办事指南，申请材料由六份减为三份", "召开座谈会，听取企业和群众意见建议",
    "启动夏季用水高峰保供方案，加密水质检测频次", "公布本周空气质量，优良天数比例达到九成",
    "提醒市民错峰出行，注意雨天行车安全", "开展普法宣传，发放宣传资料三百余份",
    "推进老旧小区改造，年内完成外墙保温施工", "公示拟补贴人员名单，公示期为五个工作日",
)  # fmt: skip
SENTENCES = tuple(f"{who}{what}。" for who in _SUBJECTS for what in _ACTS)

_MACROS = f"""
CREATE MACRO code(n) AS 'N' || lpad(n::VARCHAR, 6, '0');
CREATE MACRO spread(a, b, n) AS (hash(a, b) % n)::BIGINT;
CREATE MACRO before(days) AS
    TIMESTAMPTZ '{AS_OF.isoformat()}' - to_microseconds((days * 86400000000)::BIGINT);
CREATE MACRO silence(n) AS CASE WHEN n % 40 = 3 THEN 20 WHEN n % 100 = 8 THEN 95 ELSE 0 END;
CREATE MACRO is_down(n) AS n % 25 = 11;
CREATE MACRO age(n, i) AS 0.5 + silence(n) + i * 0.6 + spread(n, i, 100) / 250;
"""

_QUERIES = {
    "account_snapshots": """
SELECT code(n) AS account_code, 'r' || r AS round_id, before(r + 0.1) AS observed_at,
    CASE WHEN is_down(n) AND r = 0 THEN 'uncollected' ELSE 'collected' END AS collection_state,
    CASE WHEN is_down(n) AND r = 0 THEN 'blocked' ELSE 'ok' END AS cause, 'feed' AS source,
    'spider' AS collected_by, 20 AS post_count, true AS is_complete,
    before(greatest(silence(n), r) + 13) AS reach_back_at, false AS is_whole,
    before(greatest(silence(n), r) + 0.2) AS newest_at,
    1000 + spread(n, 0, 90000) + (30 - r) * spread(n, 1, 20) AS followers,
    'f' || n || '-' || r AS fetch_id
FROM range($first, $last) accounts(n), range(30) rounds(r)""",
    "post_lists": """
SELECT code(n) AS account_code, 'l' || n || '-' || r AS list_hash, 'r' || r AS round_id,
    before(r + 0.1) AS observed_at,
    [('k' || i) FOR i IN range(greatest(0, ((r - silence(n)) / 0.6)::BIGINT),
        greatest(0, ((r - silence(n)) / 0.6)::BIGINT) + 21)] AS post_keys,
    before(greatest(silence(n), r) + 13) AS reach_back_at, false AS is_whole
FROM range($first, $last) accounts(n), range(30) rounds(r) WHERE silence(n) = 0 OR r = 0""",
    "account_profiles": """
SELECT code(n) AS account_code, 'p' AS profile_hash, 'r3' AS round_id, before(3.1) AS observed_at,
    '第' || n // 6 || '单位发布' || n % 6 AS shown_name,
    '第' || n // 6 || '单位' AS certified_subject,
    n % 3 > 0 AS has_comments, 'feed' AS source
FROM range($first, $last) accounts(n)""",
    "post_counts": """
SELECT code(n) AS account_code, 'k' || i AS post_key, before(0.1) AS observed_at, 'r0' AS round_id,
    spread(n, i, 9000) AS reads, spread(n, i + 1, 90) AS likes, spread(n, i + 2, 20) AS comments,
    spread(n, i + 3, 9) AS reposts, 'feed' AS source
FROM range($first, $last) accounts(n), range($posts) posts(i) WHERE age(n, i) < 30""",
    "posts": """
SELECT code(n) AS account_code, 'k' || i AS post_key, before(age(n, i)) AS published_at,
    'minute' AS time_precision, CASE WHEN is_notice THEN notice.text ELSE array_to_string(
        [sentences[1 + spread(n * 1000 + i, k, len(sentences))] FOR k IN range(length)], '')
        END AS text,
    left(text, 30) AS title, 'https://post.test/' || code(n) || '/' || i AS url, true AS is_own,
    false AS is_pinned, i % 11 = 5 AS is_repost,
    CASE WHEN i % 7 = 2 THEN '新华社' END AS source_name,
    length(text) AS text_length,
    CASE WHEN is_notice THEN notice.hash ELSE md5(n || '-' || i) END AS text_hash,
    CASE WHEN is_notice THEN notice.bands
         ELSE [k || hash(n, i, k)::VARCHAR FOR k IN range(16)] END AS text_bands,
    spread(n, i, 900) AS reads, 'feed' AS source,
    'r' || least(floor(age(n, i)), 29)::BIGINT AS round_id,
    before(least(floor(age(n, i)), 29) + 0.1) AS observed_at, 'f' || n || '-0' AS fetch_id
FROM (
    SELECT n, i, i % 30 = 7 AS is_notice, CASE WHEN spread(n, i, 2) = 0 THEN 6 ELSE 30 END AS length
    FROM range($first, $last) accounts(n), range($posts) posts(i)
) p
JOIN notices notice ON notice.number = (p.i * 3 + spread(p.n, p.i, 4)) % $notices, pool""",
}


def main() -> None:
    """Fill a new workspace; in a process of its own, for it takes more memory than an audit."""
    workspace, accounts = Path(sys.argv[1]), int(sys.argv[2])
    workspace.mkdir(parents=True)
    (workspace / "gongkai.toml").write_text("", encoding="utf-8")
    rows = fill_workspace(Settings.load(workspace), accounts)
    print(", ".join(f"{name} {count:,}" for name, count in rows.items()))


def fill_workspace(settings: Settings, accounts: int) -> dict[str, int]:
    """Create the lake, save the register, load all landing batches; table -> rows."""
    migrate(settings)
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, make_registry(accounts), AS_OF - timedelta(days=200))
    total: Counter[str] = Counter()
    for first in range(0, accounts, PER_BATCH):
        _land(settings, first, min(first + PER_BATCH, accounts))
        report = load_incoming(settings, now=AS_OF)
        assert not report.rejected, report.rejected
        total.update(report.rows_by_table)
    return dict(total)


def make_registry(accounts: int) -> Registry:
    """One agency for six accounts, on six platforms."""
    return Registry(
        agencies=tuple(
            Agency(agency_code=f"G{n}", name=f"第{n}单位", kind=AgencyKind.DEPARTMENT,
                   level=AgencyLevel.CITY if n % 10 == 0 else AgencyLevel.COUNTY)
            for n in range((accounts + 5) // 6)
        ),
        accounts=tuple(_account(n) for n in range(accounts)),
    )  # fmt: skip


def _account(n: int) -> Account:
    return Account(
        account_code=f"N{n:06}", platform=PLATFORMS[n % 6], name=f"第{n // 6}单位发布{n % 6}",
        agency_code=f"G{n // 6}", function=AccountFunction.PUBLISHING, opened_on=date(2020, 1, 1),
        filed_on=date(2020, 2, 1), source=AccountSource.FEED, has_interaction=YesNo.YES,
        filing_status=FilingStatus.UNFILED if n % 70 == 6 else FilingStatus.FILED,
    )  # fmt: skip


def notices() -> pa.Table:
    """Texts that many accounts carry, in two wordings each, with their real fingerprints."""
    rows = []
    for number in range(NOTICES):
        text = f"关于第{number // 2}号供水检修安排的通告。" + "".join(
            SENTENCES[(number // 2 * 13 + k * 7) % len(SENTENCES)] for k in range(8)
        )
        text = text.replace("进一步", "持续") + "请互相转告。" if number % 2 else text
        rows.append({"number": number, "text": text, "hash": text_hash(text),
                     "bands": list(text_bands(text) or ())})  # fmt: skip
    return pa.Table.from_pylist(rows)


def _land(settings: Settings, first: int, last: int) -> None:
    """One batch of all tables for a range of accounts, visible by one rename."""
    name = f"bench-{first:06}"
    folder = settings.incoming / f".tmp-{name}"
    folder.mkdir(parents=True)
    with duckdb.connect() as conn:
        conn.execute("SET TimeZone = 'UTC'")
        conn.execute(_MACROS)
        conn.register("notices", notices())
        conn.execute("CREATE TABLE pool AS SELECT $pool::VARCHAR[] AS sentences",
                     {"pool": list(SENTENCES)})  # fmt: skip
        wanted = {"first": first, "last": last, "posts": POSTS_PER_ACCOUNT, "notices": NOTICES}
        for table, query in _QUERIES.items():
            used = {key: value for key, value in wanted.items() if f"${key}" in query}
            rows = conn.execute(query, used).to_arrow_table()
            schema = pa.schema(
                field for field in arrow_schema(TABLES[table]) if field.name in rows.column_names
            )
            typed = rows.select(schema.names).cast(schema)
            pq.write_table(typed, folder / f"{table}.parquet", compression="zstd")
    folder.rename(settings.incoming / name)


if __name__ == "__main__":
    main()
