"""账号: how long ago it posted, its rhythm, and when it will likely breach its window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.indicators.catalogue import Windows
from gongkai_monitor.vocabulary import Platform
from gongkai_monitor.workdays import is_workday, workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_READ_DAYS = """
SELECT min(china_day(collected_at)) AS first, max(china_day(collected_at)) AS last
FROM account_state WHERE collected_at IS NOT NULL
"""

_ACTIVITY = """
CREATE OR REPLACE TEMP TABLE account_activity AS
WITH told AS (
    SELECT *, published_at > observed_at + INTERVAL 24 HOUR AS is_future FROM posts
    WHERE observed_at <= (SELECT as_of FROM moment)
), moved AS (
    SELECT * REPLACE (CASE WHEN is_future THEN observed_at ELSE published_at END AS published_at)
    FROM told
    WHERE NOT is_future OR observed_at <= (SELECT as_of FROM moment) - INTERVAL 15 DAY
), dated AS (
    SELECT p.account_code, p.published_at, china_day(p.published_at) AS day,
        china_day(t.collected_at) AS read_on, p.fetch_id
    FROM moved p JOIN account_state t USING (account_code)
    WHERE p.published_at <= (SELECT as_of FROM moment)
      AND china_day(p.published_at) <= china_day(t.collected_at)
), days AS (
    SELECT account_code, day,
        day - lag(day) OVER (PARTITION BY account_code ORDER BY day) AS gap_days
    FROM (SELECT DISTINCT account_code, day FROM dated WHERE day > read_on - 90)
), gaps AS (
    SELECT account_code, max(gap_days) AS longest_gap_days, median(gap_days) AS rhythm_days,
        count(gap_days) AS gap_count
    FROM days GROUP BY account_code
), missed AS (
    SELECT t.account_code,
        CASE WHEN bool_and(c.is_workday IS NOT NULL)
             THEN count(*) FILTER (c.is_workday AND d.day IS NULL) END AS missed_workdays_7d
    FROM account_state t
    JOIN work_calendar c ON c.day < china_day(t.collected_at)
                        AND c.day >= china_day(t.collected_at) - 7
    LEFT JOIN days d ON d.account_code = t.account_code AND d.day = c.day
    GROUP BY t.account_code
), counted AS (
    SELECT account_code, max(published_at) AS last_posted_at, count(*) AS post_count,
        count(*) FILTER (day > read_on - 7) AS posts_7d,
        count(*) FILTER (day > read_on - 30) AS posts_30d,
        count(*) FILTER (day > read_on - 90) AS posts_90d,
        arg_max(fetch_id, published_at) AS fetch_id
    FROM dated GROUP BY account_code
)
SELECT t.account_code, c.* EXCLUDE (account_code), g.longest_gap_days,
    CASE WHEN g.gap_count >= 3 THEN g.rhythm_days END AS rhythm_days, m.missed_workdays_7d
FROM account_state t
LEFT JOIN counted c USING (account_code)
LEFT JOIN gaps g USING (account_code)
LEFT JOIN missed m USING (account_code)
"""
# A post dated after it was first seen was published by then: it counts from that day once it is
# old enough to matter, and until then it blocks the judgement (soundness.account_future). So a
# single post of the year 2099 neither refreshes an account nor shelters it for ever.

_ROWS = """
WITH snapshot AS (
    SELECT * FROM account_snapshots
    WHERE collection_state = 'collected' AND observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY account_code
                               ORDER BY least(observed_at, list_generated_at) DESC) = 1
), counted_followers AS (
    SELECT account_code, arg_max(followers, observed_at) AS followers
    FROM account_snapshots
    WHERE followers IS NOT NULL AND observed_at <= (SELECT as_of FROM moment)
    GROUP BY account_code
), measured AS (
    SELECT a.account_code, a.name, a.platform, a.function, a.filing_status, a.opened_on,
        a.agency_code, g.level AS agency_level, g.kind AS agency_kind,
        t.collection_state, t.cause, t.detail, t.collected_at,
        china_day(t.collected_at) AS read_on,
        greatest(v.last_posted_at, CASE WHEN n.newest_at <= (SELECT as_of FROM moment)
                                        THEN n.newest_at END) AS last_posted_at,
        t.first_read_on, coalesce(v.posts_7d, 0) AS posts_7d,
        coalesce(v.posts_30d, 0) AS posts_30d, coalesce(v.posts_90d, 0) AS posts_90d,
        coalesce(v.post_count, 0) AS post_count, v.longest_gap_days, v.rhythm_days,
        v.missed_workdays_7d, w.followers,
        list_distinct(list_filter([n.fetch_id, n.evidence_id, v.fetch_id], lambda f: f IS NOT NULL))
            AS evidence
    FROM now_accounts a
    JOIN account_state t USING (account_code)
    LEFT JOIN account_activity v USING (account_code)
    LEFT JOIN snapshot n USING (account_code)
    LEFT JOIN counted_followers w USING (account_code)
    LEFT JOIN now_agencies g USING (agency_code)
), aged AS (
    SELECT *, china_day(last_posted_at) AS last_posted_on,
        read_on - coalesce(china_day(last_posted_at), opened_on, first_read_on) AS silent_days,
        CASE WHEN silent_days IS NOT NULL THEN greatest(silent_days, 0) END AS days_since_post
    FROM measured
)
SELECT (SELECT as_of FROM moment) AS as_of, collected_at, collection_state, cause, detail,
    agency_code, account_code AS subject_id, name AS subject_name, evidence,
    account_code, name, platform, function, filing_status, agency_level, agency_kind, opened_on,
    last_posted_on, last_posted_at, days_since_post, posts_7d, posts_30d, posts_90d, post_count,
    greatest(longest_gap_days, days_since_post) AS longest_gap_days, rhythm_days,
    missed_workdays_7d, $window_days::BIGINT AS window_days,
    $window_days::BIGINT - days_since_post AS days_left,
    CASE WHEN days_since_post <= $window_days
          AND (rhythm_days > $window_days OR days_since_post > 2 * rhythm_days)
         THEN read_on + ($window_days - days_since_post + 1)::INTEGER
    END AS likely_breach_on,
    followers
FROM aged ORDER BY account_code
"""
# Likely breach: its usual gap is longer than the window, or it has been silent for more than
# twice its usual gap; without three gaps in 90 days there is no rhythm to speak of.

_FILING = """
SELECT (SELECT as_of FROM moment) AS as_of, (SELECT as_of FROM moment) AS collected_at,
    'collected' AS collection_state, 'ok' AS cause, '登记表' AS detail, agency_code,
    account_code AS subject_id, name AS subject_name, []::VARCHAR[] AS evidence,
    account_code, name, platform, function, filing_status, filed_on, opened_on
FROM now_accounts ORDER BY account_code
"""

_GROUPED = """
WITH open AS (
    SELECT a.*, coalesce(g.label, a.platform) AS platform_group
    FROM now_accounts a LEFT JOIN platform_group g USING (platform)
    WHERE filing_status NOT IN ('closed', 'deregistered', 'pending')
)
SELECT (SELECT as_of FROM moment) AS as_of, (SELECT as_of FROM moment) AS collected_at,
    'collected' AS collection_state, 'ok' AS cause, '登记表' AS detail, agency_code,
    agency_code AS subject_id, coalesce(any_value(g.name), agency_code) AS subject_name,
    []::VARCHAR[] AS evidence,
    CASE WHEN count(DISTINCT o.platform) = 1 THEN any_value(o.platform)
         ELSE platform_group END AS platform,
    count(*) AS account_count,
    list(o.account_code ORDER BY o.account_code) AS account_codes,
    string_agg(o.name, '、' ORDER BY o.account_code) AS account_names
FROM open o LEFT JOIN now_agencies g USING (agency_code)
GROUP BY agency_code, platform_group ORDER BY agency_code, platform_group
"""


def measure_accounts(
    conn: duckdb.DuckDBPyConnection,
    windows: Windows,
    platform_groups: dict[str, tuple[Platform, ...]],
) -> dict[str, pd.DataFrame]:
    """The facts ``account``, ``filing`` and ``agency_platform``."""
    _lay_calendar(conn)
    conn.execute(_ACTIVITY)
    grouped = _measure_platforms(conn, platform_groups)
    return {
        "account": frame(conn, _ROWS, {"window_days": windows.account.days}),
        "filing": _measure_filings(conn),
        "agency_platform": grouped,
    }


def _measure_filings(conn: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The register's filings, with the working days from opening to filing (rule D-2)."""
    import pandas as pd

    table = frame(conn, _FILING, {})
    taken = [_workdays_to_file(row) for row in plain_rows(table)]
    return table.assign(workdays_to_file=pd.array(taken, dtype="Int64"))


def _workdays_to_file(row: Row) -> int | None:
    """None without both days or a calendar; filed before it was opened is 0."""
    if row["opened_on"] is None or row["filed_on"] is None:
        return None
    try:
        return max(workdays_between(row["opened_on"], row["filed_on"]), 0)
    except CalendarCoverageError:
        return None


def _lay_calendar(conn: duckdb.DuckDBPyConnection) -> None:
    """``work_calendar(day, is_workday)`` over the days that the measures look at."""
    conn.execute("CREATE OR REPLACE TEMP TABLE work_calendar (day DATE, is_workday BOOLEAN)")
    first, last = conn.execute(_READ_DAYS).fetchone() or (None, None)
    if first is None:
        return
    span = (last - first).days + 8
    days = [first - timedelta(days=8) + timedelta(days=n) for n in range(span)]
    conn.executemany(
        "INSERT INTO work_calendar VALUES (?, ?)", [(day, _workday(day)) for day in days]
    )


def _workday(day: date) -> bool | None:
    """Whether offices work on this day; None when no calendar was published."""
    try:
        return is_workday(day)
    except CalendarCoverageError:
        return None


def _measure_platforms(
    conn: duckdb.DuckDBPyConnection, groups: dict[str, tuple[Platform, ...]]
) -> pd.DataFrame:
    conn.execute("CREATE OR REPLACE TEMP TABLE platform_group (platform VARCHAR, label VARCHAR)")
    rows = [(platform.value, label) for label, group in groups.items() for platform in group]
    for row in rows:
        execute(
            conn,
            "INSERT INTO platform_group VALUES ($platform, $label)",
            {"platform": row[0], "label": row[1]},
        )
    table = frame(conn, _GROUPED, {})
    labels = {platform.value: platform.label for platform in Platform}
    table["platform"] = [labels.get(value, value) for value in table["platform"]]
    return table
