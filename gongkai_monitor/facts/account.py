"""账号: how long ago it posted, its rhythm, and when it will likely breach its window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.account_posts import lay_account_posts
from gongkai_monitor.facts.query import execute, frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.indicators.catalogue import Windows
from gongkai_monitor.vocabulary import Platform
from gongkai_monitor.workdays import is_workday, workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_CALENDAR_DAYS = 31
_NOT_DORMANT_DAYS = 90
"""A post that is gone may make its account late, never dormant: see ``_ROWS``."""

_READ_DAYS = """
SELECT min(read_on) AS first, max(read_on) AS last FROM account_span WHERE read_on IS NOT NULL
"""

_ACTIVITY = """
CREATE OR REPLACE TEMP TABLE account_activity AS
WITH told AS (
    SELECT s.account_code, s.read_on, china_day(s.covered_from) AS covered_on, a.opened_on
    FROM account_span s JOIN now_accounts a USING (account_code)
), day AS (
    SELECT p.account_code, p.day, count(*) AS posts
    FROM account_post p
    WHERE NOT p.is_vanished AND p.day > p.read_on - 366
    GROUP BY ALL
), gap AS (
    SELECT d.account_code, t.read_on, d.day,
        lag(d.day) OVER (PARTITION BY d.account_code ORDER BY d.day) AS since,
        d.day - since AS days
    FROM day d JOIN told t USING (account_code) WHERE d.day >= t.covered_on
), gaps AS (
    SELECT account_code,
        max(days) FILTER (since > read_on - 90) AS longest_gap_days,
        median(days) FILTER (since > read_on - 90) AS rhythm_days,
        count(days) FILTER (since > read_on - 90) AS gap_count,
        count(*) FILTER (days > $window_days) AS overdue_gap_count,
        list(since || '..' || day || ' ' || days ORDER BY since)
            FILTER (days > $window_days) AS gap_history
    FROM gap GROUP BY account_code
), workdays AS (
    SELECT t.account_code,
        CASE WHEN bool_and(c.is_workday IS NOT NULL)
                  FILTER (c.day >= t.read_on - 7 AND c.day < t.read_on)
             THEN count(*) FILTER (c.is_workday AND d.day IS NULL AND c.day >= t.read_on - 7
                                   AND c.day < t.read_on AND c.day > t.covered_on)
             END AS missed_workdays_7d,
        CASE WHEN bool_and(c.is_workday IS NOT NULL)
             THEN count(*) FILTER (c.is_workday AND d.day IS NULL) END AS quiet_workdays,
        CASE WHEN bool_and(c.is_workday IS NOT NULL)
             THEN count(*) FILTER (c.is_workday) END AS workday_count,
        CASE WHEN bool_and(c.is_workday IS NOT NULL)
             THEN coalesce(sum(d.posts) FILTER (c.is_workday), 0)::BIGINT END AS workday_posts
    FROM told t
    JOIN work_calendar c ON c.day <= t.read_on AND c.day > t.read_on - 30
                        AND (t.opened_on IS NULL OR c.day > t.opened_on)
    LEFT JOIN day d ON d.account_code = t.account_code AND d.day = c.day
    GROUP BY t.account_code
), counted AS (
    SELECT account_code, count(*) AS post_count,
        max(published_at) FILTER (NOT is_vanished) AS last_posted_at,
        max(published_at) AS last_seen_posted_at,
        max(day) FILTER (NOT is_vanished AND NOT is_forward) AS last_own_posted_on,
        count(*) FILTER (NOT is_vanished AND day > read_on - 7) AS posts_7d,
        count(*) FILTER (NOT is_vanished AND day > read_on - 30) AS posts_30d,
        count(*) FILTER (NOT is_vanished AND day > read_on - 90) AS posts_90d,
        count(*) FILTER (is_vanished AND day > read_on - 30) AS vanished_30d,
        arg_max(fetch_id, published_at) AS fetch_id
    FROM account_post GROUP BY account_code
)
SELECT t.account_code, t.covered_on,
    t.covered_on <= t.read_on - 7 AS is_week_known,
    t.covered_on <= t.read_on - 30 AS is_month_known,
    t.covered_on <= t.read_on - 90 AS is_quarter_known,
    t.covered_on <= t.read_on - 365 AS is_year_known,
    c.* EXCLUDE (account_code), g.longest_gap_days, g.overdue_gap_count, g.gap_history,
    CASE WHEN g.gap_count >= 3 THEN g.rhythm_days END AS rhythm_days,
    CASE WHEN t.covered_on <= t.read_on - 7 THEN w.missed_workdays_7d END AS missed_workdays_7d,
    w.quiet_workdays, w.workday_count, w.workday_posts
FROM told t
LEFT JOIN counted c USING (account_code)
LEFT JOIN gaps g USING (account_code)
LEFT JOIN workdays w USING (account_code)
"""
# Counts are told for a window only when every post of it was seen; a day that is covered in part
# counts as not covered. Gaps are those between posts of the covered span.

_ROWS = """
WITH snapshot AS (
    SELECT *, CASE WHEN newest_at <= (SELECT as_of FROM moment) THEN newest_at END
        AS past_newest_at
    FROM account_reading
    WHERE collection_state = 'collected'
    QUALIFY row_number() OVER (PARTITION BY account_code ORDER BY proved_at DESC) = 1
), counted_followers AS (
    SELECT account_code, arg_max(followers, observed_at) AS followers
    FROM account_snapshots
    WHERE followers IS NOT NULL AND observed_at <= (SELECT as_of FROM moment)
    GROUP BY account_code
), reading AS (
    SELECT account_code, count(DISTINCT china_day(proved_at)) AS readings_30d,
        count(DISTINCT source) > 1 OR bool_or(evidence_id IS NOT NULL OR total_count IS NOT NULL
            OR collected_by IN ('manual', 'platform_api')) AS is_seconded
    FROM account_reading
    WHERE collection_state = 'collected' AND china_day(proved_at) > (SELECT today FROM moment) - 30
    GROUP BY account_code
), measured AS (
    SELECT a.account_code, a.name, a.platform, a.function, a.filing_status, a.opened_on,
        a.agency_code, a.source, g.level AS agency_level, g.kind AS agency_kind,
        t.collection_state, t.cause, t.detail, t.collected_at, n.collected_by,
        n.collected_by = 'manual' OR n.evidence_id IS NOT NULL AS is_manual,
        china_day(t.collected_at) AS read_on,
        greatest(v.last_posted_at, n.past_newest_at) AS last_posted_at,
        greatest(v.last_seen_posted_at, n.past_newest_at) AS last_seen_posted_at,
        v.last_own_posted_on, t.first_read_on, coalesce(r.readings_30d, 0) AS readings_30d,
        coalesce(r.is_seconded, false) AS is_seconded,
        coalesce(v.post_count, 0) = 0 AND n.post_count = 0
            AND (n.total_count = 0 OR n.evidence_id IS NOT NULL) AS is_empty_proved,
        CASE WHEN v.covered_on > DATE '1970-01-02' THEN v.covered_on END AS reach_back_on,
        CASE WHEN v.is_week_known THEN coalesce(v.posts_7d, 0) END AS posts_7d,
        CASE WHEN v.is_month_known THEN coalesce(v.posts_30d, 0) END AS posts_30d,
        CASE WHEN v.is_quarter_known THEN coalesce(v.posts_90d, 0) END AS posts_90d,
        coalesce(v.post_count, 0) AS post_count, coalesce(v.vanished_30d, 0) AS vanished_30d,
        CASE WHEN v.is_month_known THEN v.workday_posts END AS posts_workday_30d,
        CASE WHEN v.is_month_known THEN v.quiet_workdays END AS quiet_workdays_30d,
        CASE WHEN v.is_month_known AND v.workday_count > 0
             THEN v.workday_posts / v.workday_count END AS posts_per_workday_30d,
        CASE WHEN v.is_quarter_known THEN coalesce(v.longest_gap_days, 0) END AS longest_gap_days,
        v.rhythm_days, v.missed_workdays_7d,
        CASE WHEN v.is_year_known THEN coalesce(v.overdue_gap_count, 0) END
            AS overdue_gap_count_365d,
        v.gap_history, w.followers,
        list_distinct(list_filter([n.fetch_id, n.evidence_id, v.fetch_id], lambda f: f IS NOT NULL))
            AS evidence
    FROM now_accounts a
    JOIN account_state t USING (account_code)
    LEFT JOIN account_activity v USING (account_code)
    LEFT JOIN snapshot n USING (account_code)
    LEFT JOIN reading r USING (account_code)
    LEFT JOIN counted_followers w USING (account_code)
    LEFT JOIN now_agencies g USING (agency_code)
), aged AS (
    SELECT *, china_day(last_posted_at) AS last_posted_on,
        read_on - coalesce(china_day(last_posted_at), opened_on, first_read_on) AS days,
        CASE WHEN days IS NOT NULL THEN greatest(days, 0) END AS silent_days,
        read_on - china_day(last_seen_posted_at) AS seen_silent_days,
        CASE WHEN seen_silent_days < silent_days
             THEN least(silent_days, greatest(seen_silent_days, $not_dormant_days::BIGINT))
             ELSE silent_days END AS days_since_post
    FROM measured
)
SELECT (SELECT as_of FROM moment) AS as_of, collected_at, collection_state, cause, detail,
    agency_code, account_code AS subject_id, name AS subject_name, evidence,
    account_code, name, platform, function, filing_status, agency_level, agency_kind, opened_on,
    CASE WHEN read_on IS NOT NULL AND opened_on IS NOT NULL
         THEN greatest(read_on - opened_on, 0) END AS opened_days,
    source, collected_by, is_manual, readings_30d, is_seconded,
    coalesce(is_empty_proved, false) AS is_empty_proved, reach_back_on,
    last_posted_on, last_posted_at, last_own_posted_on,
    days_since_post, posts_7d, posts_30d, posts_90d, post_count, vanished_30d, posts_workday_30d,
    quiet_workdays_30d, posts_per_workday_30d,
    CASE WHEN longest_gap_days IS NOT NULL
         THEN greatest(longest_gap_days, days_since_post) END AS longest_gap_days,
    rhythm_days, missed_workdays_7d, overdue_gap_count_365d, gap_history,
    $window_days::BIGINT AS window_days, $window_days::BIGINT - days_since_post AS days_left,
    CASE WHEN days_since_post <= $window_days
          AND (rhythm_days > $window_days OR days_since_post > 2 * rhythm_days)
         THEN read_on + ($window_days - days_since_post + 1)::INTEGER
    END AS likely_breach_on,
    followers
FROM aged ORDER BY account_code
"""
# Likely breach: its usual gap is longer than the window, or it has been silent for more than
# twice its usual gap; without three gaps in 90 days there is no rhythm to speak of.
# Deleted posts are no update (M-2a), but a collector could be wrong about them: they alone make
# nobody older than ``_NOT_DORMANT_DAYS``.

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
      AND platform NOT IN ('other', 'mobile_app', 'mini_program')
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
# 其他 is no platform: two accounts there may well be on two. Clients and mini programs are no
# accounts of a third party's platform.


def measure_accounts(
    conn: duckdb.DuckDBPyConnection,
    windows: Windows,
    platform_groups: dict[str, tuple[Platform, ...]],
) -> dict[str, pd.DataFrame]:
    """The facts ``account``, ``filing`` and ``agency_platform``.

    ``account_post`` and the other tables of ``account_posts`` stay for the measures that follow.
    """
    limits = {"window_days": windows.account.days, "not_dormant_days": _NOT_DORMANT_DAYS}
    lay_account_posts(conn)
    _lay_calendar(conn)
    execute(conn, _ACTIVITY, limits)
    grouped = _measure_platforms(conn, platform_groups)
    return {
        "account": frame(conn, _ROWS, limits),
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
    span = (last - first).days + _CALENDAR_DAYS + 1
    days = [first - timedelta(days=_CALENDAR_DAYS - n) for n in range(span)]
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
