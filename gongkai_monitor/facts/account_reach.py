"""账号传播: reads, likes, comments and followers, and the attention index within the peer group.

The index is ours (``docs/definitions.md``): a percentile among accounts of the same platform, level
and kind of agency, no ranking by followers or likes, and no verdict by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, Platform

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

LEAST_PEERS = 10
LEAST_POSTS = 3
_SAME_PLATFORM = {Platform.WECHAT_SERVICE: Platform.WECHAT_SUBSCRIPTION}
"""订阅号 and 服务号 are read in the same way: one group, 微信公众号."""

_WORDS = """
CREATE OR REPLACE TEMP TABLE peer_word AS
SELECT unnest($kinds) AS kind, unnest($values) AS value, unnest($labels) AS label
"""

_MEASURED = """
CREATE OR REPLACE TEMP TABLE reach_measured AS
WITH number AS (
    SELECT account_code, post_key, arg_max(reads, observed_at) AS reads,
        arg_max(likes, observed_at) AS likes, arg_max(comments, observed_at) AS comments,
        arg_max(reposts, observed_at) AS reposts
    FROM post_counts
    WHERE observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT as_of FROM moment) - INTERVAL 45 DAY
    GROUP BY ALL
), post AS (
    SELECT p.account_code, p.fetch_id,
        coalesce(n.reads, o.reads) AS reads, coalesce(n.likes, o.likes) AS likes,
        coalesce(n.comments, o.comments) AS comments, coalesce(n.reposts, o.reposts) AS reposts
    FROM account_post p
    JOIN posts o USING (account_code, post_key)
    LEFT JOIN number n USING (account_code, post_key)
    WHERE p.day > p.read_on - 30 AND NOT p.is_vanished
)
SELECT account_code,
    count(*) FILTER (coalesce(reads, likes, comments, reposts) IS NOT NULL) AS measured_posts,
    median(reads) AS reads, median(likes) AS likes, median(comments) AS comments,
    median(reposts) AS reposts,
    median(coalesce(likes, 0) + coalesce(comments, 0) + coalesce(reposts, 0))
        FILTER (coalesce(likes, comments, reposts) IS NOT NULL) AS interaction,
    list_sort(list(DISTINCT fetch_id) FILTER (fetch_id IS NOT NULL)) AS evidence
FROM post GROUP BY ALL
"""

_ROWS = """
WITH follower AS (
    SELECT account_code, arg_max(followers, observed_at) AS followers,
        china_day(max(observed_at)) AS followers_on
    FROM account_snapshots
    WHERE followers IS NOT NULL AND observed_at <= (SELECT as_of FROM moment) GROUP BY ALL
), known AS (
    SELECT a.account_code, a.name, a.platform, a.agency_code, t.collected_at, t.collection_state,
        t.cause, t.detail, f.followers, f.followers_on, coalesce(m.measured_posts, 0) AS measured,
        m.reads, m.likes, m.comments, m.reposts, m.interaction, m.evidence,
        CASE WHEN v.is_month_known THEN coalesce(v.posts_30d, 0) END AS posts,
        p.label || '·' || coalesce(l.label, '未填层级') || '·' || coalesce(k.label, '未填类型')
            AS peer_group,
        t.collection_state = 'collected' AND coalesce(m.measured_posts, 0) >= $least_posts
            AS is_peer
    FROM now_accounts a
    JOIN account_state t USING (account_code)
    LEFT JOIN now_agencies g USING (agency_code)
    LEFT JOIN account_activity v USING (account_code)
    LEFT JOIN reach_measured m USING (account_code)
    LEFT JOIN follower f USING (account_code)
    LEFT JOIN peer_word p ON p.kind = 'platform' AND p.value = a.platform
    LEFT JOIN peer_word l ON l.kind = 'level' AND l.value = g.level
    LEFT JOIN peer_word k ON k.kind = 'kind' AND k.value = g.kind
), long AS (
    SELECT account_code, peer_group, 'posts' AS measure, posts::DOUBLE AS value
    FROM known WHERE is_peer AND posts IS NOT NULL
    UNION ALL SELECT account_code, peer_group, 'reads', reads FROM known
    WHERE is_peer AND reads IS NOT NULL
    UNION ALL SELECT account_code, peer_group, 'interaction', interaction FROM known
    WHERE is_peer AND interaction IS NOT NULL
), placed AS (
    SELECT account_code, measure, count(*) OVER (PARTITION BY peer_group, measure) - 1 AS others,
        rank() OVER (PARTITION BY peer_group, measure ORDER BY value) - 1 AS below,
        count(*) OVER (PARTITION BY peer_group, measure, value) - 1 AS level
    FROM long
), percentile AS (
    SELECT account_code, measure, 100 * (below + level / 2) / others AS place
    FROM placed WHERE others >= $least_peers
), index AS (
    SELECT account_code, max(place) FILTER (measure = 'posts') AS posts_percentile,
        max(place) FILTER (measure = 'reads') AS reads_percentile,
        max(place) FILTER (measure = 'interaction') AS interaction_percentile,
        avg(place) FILTER (measure <> 'posts') AS attention_index
    FROM percentile GROUP BY ALL
), peers AS (
    SELECT peer_group, count(*) FILTER (is_peer) AS members FROM known GROUP BY ALL
), told AS (
    SELECT k.*, i.* EXCLUDE (account_code), p.members - k.is_peer::INTEGER AS peer_count
    FROM known k JOIN peers p USING (peer_group) LEFT JOIN index i USING (account_code)
)
SELECT (SELECT as_of FROM moment) AS as_of, collected_at,
    CASE WHEN collection_state = 'collected' AND followers IS NULL AND measured = 0
         THEN 'uncollected' ELSE collection_state END AS collection_state,
    CASE WHEN collection_state = 'collected' AND followers IS NULL AND measured = 0
         THEN 'awaiting_import' ELSE cause END AS cause,
    CASE WHEN collection_state = 'collected' AND followers IS NULL AND measured = 0
         THEN '没有阅读、互动或粉丝数据' ELSE detail END AS detail,
    agency_code, account_code AS subject_id, name AS subject_name,
    coalesce(evidence, []::VARCHAR[]) AS evidence,
    account_code, name, platform, followers, followers_on, measured AS measured_posts_30d,
    reads AS reads_median_30d, likes AS likes_median_30d, comments AS comments_median_30d,
    reposts AS reposts_median_30d, peer_group, peer_count, posts_percentile, reads_percentile,
    interaction_percentile, attention_index,
    CASE WHEN attention_index IS NOT NULL THEN '在 ' || peer_count || ' 个同类账号（' || peer_group
              || '）中：' || array_to_string(list_filter([
                  '阅读中位数高于 ' || round(reads_percentile)::INTEGER || '%',
                  '互动中位数高于 ' || round(interaction_percentile)::INTEGER || '%'
              ], lambda part: part IS NOT NULL), '，')
         WHEN collection_state <> 'collected' THEN '本次未采到，不计算'
         WHEN measured < $least_posts THEN '近 30 天有数据的推文不足 ' || $least_posts || ' 条'
         ELSE '同类账号（' || peer_group || '）不足 ' || $least_peers || ' 个' END AS index_why
FROM told ORDER BY account_code
"""

_JUMPS = """
WITH daily AS (
    SELECT account_code, china_day(observed_at) AS day, arg_max(followers, observed_at) AS followers
    FROM account_snapshots
    WHERE followers IS NOT NULL AND observed_at <= (SELECT as_of FROM moment)
      AND observed_at > (SELECT as_of FROM moment) - INTERVAL 180 DAY
    GROUP BY ALL
), step AS (
    SELECT *, lag(followers) OVER w AS before, day - lag(day) OVER w AS days_between,
        followers - lag(followers) OVER w AS gained
    FROM daily WINDOW w AS (PARTITION BY account_code ORDER BY day)
), usual AS (
    SELECT account_code, median(gained / days_between) AS usual_gain, count(gained) AS steps
    FROM step WHERE gained IS NOT NULL GROUP BY ALL
), jump AS (
    SELECT s.account_code, s.day AS jumped_on, s.days_between, s.before, s.gained,
        CASE WHEN s.before > 0 THEN s.gained / s.before END AS gained_ratio,
        greatest(u.usual_gain, 0) AS usual_gain
    FROM step s JOIN usual u USING (account_code)
    WHERE u.steps >= 6 AND s.gained >= 500 AND s.gained / s.days_between > 10 * greatest(
            u.usual_gain, 1) AND s.gained >= 0.2 * s.before
      AND s.day > (SELECT today FROM moment) - 90
), around AS (
    SELECT j.account_code, j.jumped_on,
        median(o.reads) FILTER (p.day BETWEEN j.jumped_on - 14 AND j.jumped_on - 1) AS reads_before,
        median(o.reads) FILTER (p.day BETWEEN j.jumped_on AND j.jumped_on + 13) AS reads_after
    FROM jump j JOIN account_post p USING (account_code)
    JOIN posts o USING (account_code, post_key)
    WHERE p.day BETWEEN j.jumped_on - 14 AND j.jumped_on + 13 GROUP BY ALL
)
SELECT (SELECT as_of FROM moment) AS as_of, t.collected_at,
    CASE WHEN t.cause = 'closed' THEN t.collection_state ELSE 'collected' END AS collection_state,
    CASE WHEN t.cause = 'closed' THEN t.cause ELSE 'ok' END AS cause, NULL::VARCHAR AS detail,
    a.agency_code, a.account_code AS subject_id, a.name AS subject_name, []::VARCHAR[] AS evidence,
    a.account_code, a.name, a.platform, j.jumped_on, j.days_between, j.before, j.gained,
    j.gained_ratio, j.usual_gain,
    CASE WHEN r.reads_before > 0 THEN r.reads_after / r.reads_before END AS reads_change_ratio
FROM jump j JOIN now_accounts a USING (account_code) JOIN account_state t USING (account_code)
LEFT JOIN around r USING (account_code, jumped_on)
ORDER BY a.account_code, j.jumped_on
"""
# A jump stands out of six steps or more, gains 500 and a fifth at once, and ten times the usual.


def measure_account_reach(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``account_reach`` and ``account_follower_jump``; ``account_post`` must be laid."""
    words = [
        *(("platform", one.value, _platform_label(one)) for one in Platform),
        *(("level", one.value, one.label) for one in AgencyLevel),
        *(("kind", one.value, one.label) for one in AgencyKind),
    ]
    kinds, values, labels = (list(column) for column in zip(*words, strict=True))
    conn.execute(_WORDS, {"kinds": kinds, "values": values, "labels": labels})
    conn.execute(_MEASURED)
    limits = {"least_peers": LEAST_PEERS, "least_posts": LEAST_POSTS}
    facts = {
        "account_reach": frame(conn, _ROWS, limits),
        "account_follower_jump": frame(conn, _JUMPS, {}),
    }
    for table in ("peer_word", "reach_measured"):
        conn.execute(f"DROP TABLE {table}")
    return facts


def _platform_label(platform: Platform) -> str:
    if platform in _SAME_PLATFORM or platform in _SAME_PLATFORM.values():
        return "微信公众号"
    return platform.label
