"""Which readings of an account's list prove anything, and the state of every account.

| temporary table | rows |
|---|---|
| ``account_reading`` | one per reading: ``proved_at`` (up to when the list is known), what the snapshot says of the list, ``is_hand``, and the ``collection_state``, ``cause``, ``detail`` that it really deserves |
| ``account_state`` | one per account: ``collection_state``, ``cause``, ``detail``, ``collected_at``, ``first_read_on`` |

A list may be perfectly well formed and prove nothing: an empty list of a blocked source, the copy
of a cache, pinned posts only. Such a reading is 未采到; it never makes an account silent.
"""  # noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_READING = """
CREATE OR REPLACE TEMP TABLE account_reading AS
WITH known AS (
    SELECT account_code, observed_at AS known_at, max(published_at) AS posted_at
    FROM posts
    WHERE observed_at <= (SELECT as_of FROM moment) AND is_own IS NOT FALSE
      AND published_at <= observed_at AND coalesce(time_precision, 'minute') = 'minute'
    GROUP BY ALL
), coarse AS (
    SELECT DISTINCT account_code, source, true AS is_coarse FROM posts
    WHERE observed_at <= (SELECT as_of FROM moment) AND time_precision IN ('day', 'relative')
), told AS (
    SELECT *, coalesce(collected_by IN ('manual', 'provider'), source = 'import') AS is_hand,
        CASE WHEN coalesce(list_generated_at > newest_at, true)
             THEN least(observed_at, list_generated_at) ELSE observed_at END AS proved_at,
        post_count > 0 AND pinned_count >= post_count AND is_whole IS NOT TRUE AS is_pinned_only
    FROM account_snapshots
    WHERE observed_at <= (SELECT as_of FROM moment) AND source <> 'metrics'
), compared AS (
    SELECT *,
        max(newest_at) FILTER (collection_state = 'collected') OVER before AS read_newest_at,
        min(total_count) OVER same_newest AS first_total
    FROM told
    WINDOW before AS (PARTITION BY account_code ORDER BY proved_at
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        same_newest AS (PARTITION BY account_code, newest_at ORDER BY proved_at
                        ROWS UNBOUNDED PRECEDING)
), doubted AS (
    SELECT c.*, CASE
        WHEN collection_state <> 'collected' THEN NULL
        WHEN NOT is_complete THEN 'incomplete'
        WHEN is_hand OR c.source = 'app_store' THEN NULL
        WHEN proved_at <= observed_at - (SELECT max_age FROM moment) THEN 'old_copy'
        WHEN post_count = 0 AND k.posted_at IS NOT NULL THEN 'emptied'
        WHEN post_count = 0 AND total_count IS DISTINCT FROM 0 THEN 'empty'
        WHEN is_pinned_only THEN 'pinned_only'
        WHEN greatest(k.posted_at, read_newest_at) > newest_at
             + CASE WHEN is_coarse THEN INTERVAL 1 DAY ELSE INTERVAL 1 MINUTE END THEN 'older'
        WHEN total_count > first_total THEN 'grown'
        END AS doubt
    FROM compared c ASOF LEFT JOIN (
        SELECT account_code, known_at,
            max(posted_at) OVER (PARTITION BY account_code ORDER BY known_at) AS posted_at
        FROM known) k
        ON c.account_code = k.account_code AND c.proved_at > k.known_at
    LEFT JOIN coarse ON coarse.account_code = c.account_code AND coarse.source = c.source
)
SELECT account_code, round_id, observed_at, proved_at, newest_at, post_count, total_count,
    reach_back_at, is_whole, source, collected_by, is_hand, fetch_id, evidence_id,
    CASE WHEN doubt IS NULL THEN collection_state ELSE 'uncollected' END AS collection_state,
    CASE WHEN doubt IS NULL THEN cause WHEN doubt IN ('old_copy', 'older', 'grown')
         THEN 'stale_copy' ELSE 'partial' END AS cause,
    CASE doubt
        WHEN 'old_copy' THEN '返回的是旧副本，生成于 '
            || strftime(make_timestamp(epoch_us(proved_at) + 28800000000), '%Y-%m-%d %H:%M')
        WHEN 'older' THEN '列表比此前读到的旧，疑为缓存或不完整'
        WHEN 'grown' THEN '平台显示的发布总数已增加，列表却没有更新，疑为缓存'
        WHEN 'emptied' THEN '返回空列表，此前有推文'
        WHEN 'empty' THEN '返回空列表，平台未注明发布总数为 0'
        WHEN 'pinned_only' THEN '只返回置顶推文'
        ELSE detail END AS detail
FROM doubted
"""
# A source that says when it made its list proves silence up to then and no further. One whose
# clock stands at its newest post tells the time of its last change instead: no sign of age.
# A list without the newest post that was read before is an old copy, a partial list, or the post
# was deleted. Nothing tells which, so nothing is said until a newer post or a person's look.
# Where a source shows 3小时前 or a bare day, the same post moves by up to a day between readings.
# A store's page of an app is no list: it holds no posts and proves only that the app is there.

_STATE = """
CREATE OR REPLACE TEMP TABLE account_state AS
WITH reads AS (
    SELECT account_code, proved_at, observed_at, collection_state, cause, detail, is_hand,
        (collection_state <> 'collected')::INTEGER AS weight
    FROM account_reading
    UNION ALL
    SELECT subject_id, observed_at, observed_at, collection_state, cause, detail, false, 1
    FROM coverage
    WHERE subject_kind = 'account' AND collection_state <> 'collected'
      AND observed_at <= (SELECT as_of FROM moment)
), fresh AS (
    SELECT *,
        bool_or(is_hand AND collection_state = 'collected') OVER (PARTITION BY account_code)
            AS is_in_hand
    FROM reads
    WHERE CASE WHEN collection_state = 'collected' THEN proved_at ELSE observed_at END
        > CASE WHEN is_hand THEN (SELECT hand_since FROM moment)
               ELSE (SELECT since FROM moment) END
), latest AS (
    SELECT * FROM fresh
    WHERE collection_state = 'collected' OR NOT is_in_hand
    QUALIFY row_number() OVER (
        PARTITION BY account_code ORDER BY observed_at DESC, weight DESC) = 1
), read AS (
    SELECT account_code, max(proved_at) AS collected_at,
           china_day(min(proved_at)) AS first_read_on
    FROM reads WHERE collection_state = 'collected' GROUP BY ALL
)
SELECT a.account_code,
    CASE WHEN a.filing_status IN ('closed', 'deregistered') THEN 'out_of_scope'
         ELSE coalesce(l.collection_state, 'uncollected') END AS collection_state,
    CASE WHEN a.filing_status IN ('closed', 'deregistered') THEN 'closed'
         WHEN l.cause IS NOT NULL THEN l.cause
         WHEN a.source = 'none' THEN 'no_source'
         WHEN a.source = 'import' THEN 'awaiting_import'
         ELSE 'not_run' END AS cause,
    CASE WHEN a.filing_status NOT IN ('closed', 'deregistered') THEN l.detail END AS detail,
    r.collected_at, r.first_read_on
FROM now_accounts a LEFT JOIN latest l USING (account_code) LEFT JOIN read r USING (account_code)
"""
# What a person brought outlasts a machine that is turned away: the source refuses machines, that
# is why a person looked. An account without any source is due and unread, not out of scope.

TABLES = ("account_reading", "account_state")
"""The temporary tables that are laid."""


def lay_account_readings(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay ``account_reading``; ``moment`` must be laid."""
    conn.execute(_READING)


def lay_account_states(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay ``account_state`` from the readings; the register must be laid too."""
    conn.execute(_STATE)
