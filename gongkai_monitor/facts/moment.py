"""What was registered and which state every subject was in, at one moment.

``prepare`` lays temporary tables on the connection; the measuring queries of the other files
read them. ``gm.audit_accounts`` lays the same tables from DataFrames, so both share the SQL.

| temporary table | rows |
|---|---|
| ``moment`` | one: ``as_of``, ``since`` (older reads are not fresh), ``max_age``, ``hand_since`` (the same for what a person brought), ``today`` (day in China) |
| ``now_agencies`` … ``now_accounts`` | the register at ``as_of`` |
| ``site_state``, ``channel_state``, ``account_state`` (``account_reading.py``) | one per subject: ``collection_state``, ``cause``, ``detail``, ``collected_at``, ``first_read_on`` |
"""  # noqa: E501

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.facts.account_reading import TABLES as ACCOUNT_TABLES
from gongkai_monitor.facts.account_reading import lay_account_readings, lay_account_states
from gongkai_monitor.facts.query import execute

if TYPE_CHECKING:
    import duckdb

_CHINA_DAY = """
CREATE OR REPLACE TEMP MACRO china_day(instant) AS
    make_timestamp(epoch_us(instant) + 28800000000)::DATE
"""
# China has no summer time: UTC + 8 h, without the ICU extension.

_MOMENT = """
CREATE OR REPLACE TEMP TABLE moment AS
SELECT $as_of::TIMESTAMPTZ AS as_of, $since::TIMESTAMPTZ AS since,
       $as_of::TIMESTAMPTZ - $since::TIMESTAMPTZ AS max_age, $hand_since::TIMESTAMPTZ AS hand_since,
       china_day($as_of::TIMESTAMPTZ) AS today,
       $as_of::TIMESTAMPTZ AS registered
"""

_REGISTERED = """
UPDATE moment SET registered = greatest(as_of, (SELECT min(changed_at) FROM agencies))
"""
# Who was watched before the first import is not on record: the first register stands for it.


def _newest(table: str, key: str, only: str = "") -> str:
    """The register's rows at the moment: the newest version of each that was not removed."""
    return f"""
CREATE OR REPLACE TEMP TABLE now_{table} AS
SELECT v.* FROM (
    SELECT * FROM {table} WHERE changed_at <= (SELECT registered FROM moment)
    QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY changed_at DESC) = 1
) v {only} WHERE NOT v.is_removed
"""  # noqa: S608


_SITE_STATE = """
CREATE OR REPLACE TEMP TABLE site_state AS
WITH reads AS (
    SELECT site_code, observed_at, collection_state, cause, detail, 0 AS weight
    FROM site_snapshots WHERE observed_at <= (SELECT as_of FROM moment)
    UNION ALL
    SELECT subject_id, observed_at, collection_state, cause, detail, 1
    FROM coverage
    WHERE subject_kind = 'site' AND collection_state <> 'collected'
      AND observed_at <= (SELECT as_of FROM moment)
), latest AS (
    SELECT * FROM reads WHERE observed_at > (SELECT since FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY site_code ORDER BY observed_at DESC, weight DESC) = 1
), read AS (
    SELECT site_code, max(observed_at) AS collected_at,
           china_day(min(observed_at)) AS first_read_on
    FROM reads WHERE collection_state = 'collected' GROUP BY site_code
)
SELECT s.site_code,
    CASE WHEN s.status <> 'running' THEN 'out_of_scope'
         ELSE coalesce(l.collection_state, 'uncollected') END AS collection_state,
    CASE s.status WHEN 'closed' THEN 'closed' WHEN 'suspended' THEN 'suspended'
         ELSE coalesce(l.cause, 'not_run') END AS cause,
    CASE WHEN s.status = 'running' THEN l.detail END AS detail,
    r.collected_at, r.first_read_on
FROM now_sites s LEFT JOIN latest l USING (site_code) LEFT JOIN read r USING (site_code)
"""

_CHANNEL_STATE = """
CREATE OR REPLACE TEMP TABLE channel_state AS
WITH reads AS (
    SELECT site_code, channel_url, observed_at, detail, 0 AS weight,
        CASE WHEN collection_state = 'collected' AND NOT is_complete AND NOT is_empty
                  AND redirects_to IS NULL
             THEN 'uncollected' ELSE collection_state END AS collection_state,
        CASE WHEN collection_state = 'collected' AND NOT is_complete AND NOT is_empty
                  AND redirects_to IS NULL
             THEN 'partial' ELSE cause END AS cause
    FROM channel_snapshots
    WHERE is_registered AND observed_at <= (SELECT as_of FROM moment)
    UNION ALL
    SELECT site_code, subject_id, observed_at, detail, 1, collection_state, cause
    FROM coverage
    WHERE subject_kind = 'channel' AND collection_state <> 'collected'
      AND observed_at <= (SELECT as_of FROM moment)
), latest AS (
    SELECT * FROM reads WHERE observed_at > (SELECT since FROM moment)
    QUALIFY row_number() OVER (
        PARTITION BY site_code, channel_url ORDER BY observed_at DESC, weight DESC) = 1
), read AS (
    SELECT site_code, channel_url, max(observed_at) AS collected_at,
           china_day(min(observed_at)) AS first_read_on
    FROM reads WHERE collection_state = 'collected' GROUP BY ALL
)
SELECT c.site_code, c.url AS channel_url,
    CASE WHEN s.collection_state = 'out_of_scope' THEN s.collection_state
         ELSE coalesce(l.collection_state, 'uncollected') END AS collection_state,
    CASE WHEN s.collection_state = 'out_of_scope' THEN s.cause
         WHEN l.cause IS NOT NULL THEN l.cause
         WHEN s.collection_state = 'uncollected' THEN s.cause
         ELSE 'not_run' END AS cause,
    CASE WHEN l.cause IS NOT NULL THEN l.detail
         WHEN s.collection_state <> 'collected' THEN s.detail END AS detail,
    r.collected_at, r.first_read_on
FROM now_channels c
JOIN site_state s USING (site_code)
LEFT JOIN latest l ON l.site_code = c.site_code AND l.channel_url = c.url
LEFT JOIN read r ON r.site_code = c.site_code AND r.channel_url = c.url
"""

_REGISTER = (
    _newest("agencies", "agency_code"),
    _newest("sites", "site_code"),
    _newest("channels", "site_code, url", "JOIN now_sites USING (site_code)"),
    _newest("accounts", "account_code"),
)
_STATES = (_SITE_STATE, _CHANNEL_STATE)

_TABLES = (
    "moment", "now_agencies", "now_sites", "now_channels", "now_accounts",
    "site_state", "channel_state", *ACCOUNT_TABLES, "channel_window", "channel_fact",
    "channel_count", "home_snapshot", "link_attempt", "link_state", "link_place", "link_run",
    "work_calendar", "account_activity", "platform_group", "policy_article",
    "home_read", "home_link", "site_column", "page_shown",
    "content_version", "present_sign", "newest_file", "bad_target", "bad_place",
    "marked_page", "ledger_entry", "late_entry",
    "account_span", "vanished_post", "account_post", "account_copy",
    "post_sign", "post_source", "source_kind",
)  # fmt: skip


HAND_MAX_AGE = timedelta(days=7)
"""What a person brought stays fresh for a weekly round of hand work."""


def lay_moment(
    conn: duckdb.DuckDBPyConnection,
    as_of: datetime,
    max_age: timedelta,
    hand_max_age: timedelta = HAND_MAX_AGE,
) -> None:
    """Lay ``moment`` and the ``china_day`` macro.

    Raises:
        ValueError: for a naive ``as_of``.
    """
    if as_of.tzinfo is None:
        raise ValueError("as_of must be an aware datetime")
    conn.execute(_CHINA_DAY)
    since, hand_since = as_of - max_age, as_of - max(max_age, hand_max_age)
    execute(conn, _MOMENT, {"as_of": as_of, "since": since, "hand_since": hand_since})


def prepare(
    conn: duckdb.DuckDBPyConnection,
    as_of: datetime,
    max_age: timedelta,
    hand_max_age: timedelta = HAND_MAX_AGE,
) -> None:
    """Lay every temporary table from the store's tables.

    Args:
        conn: a connection on which the store's tables can be named without a prefix.
        as_of: only rows observed or changed up to this instant count.
        max_age: a read older than this is not fresh enough to judge on.
        hand_max_age: the same for hand evidence and imports (人工采集).
    """
    lay_moment(conn, as_of, max_age, hand_max_age)
    for statement in (_REGISTERED, *_REGISTER, *_STATES):
        conn.execute(statement)
    lay_account_readings(conn)
    lay_account_states(conn)


def tidy(conn: duckdb.DuckDBPyConnection) -> None:
    """Remove the temporary tables again."""
    for table in _TABLES:
        conn.execute(f"DROP TABLE IF EXISTS temp.{table}")
