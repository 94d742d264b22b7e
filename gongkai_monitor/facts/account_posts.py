"""Which posts of an account count, and how far back all of its posts are known.

| temporary table | rows |
|---|---|
| ``account_span`` | one per account: ``covered_from``; every post from then on was seen |
| ``vanished_post`` | posts that two later lists lack although they reach back before them |
| ``account_post`` | the account's own dated posts up to its last reading, each once |

``moment.prepare`` (or ``given_accounts``) must have laid ``account_reading`` and ``account_state``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SPANS = """
CREATE OR REPLACE TEMP TABLE account_span AS
WITH reading AS (
    SELECT account_code, proved_at, newest_at, is_hand,
        CASE WHEN is_whole THEN TIMESTAMPTZ '1970-01-01 00:00:00+00' ELSE reach_back_at END
            AS starts_at,
        max(newest_at) OVER (PARTITION BY account_code ORDER BY proved_at
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known_newest_at
    FROM account_reading
    WHERE collection_state = 'collected'
), sound AS (
    SELECT *, max(proved_at) OVER (PARTITION BY account_code ORDER BY starts_at, proved_at
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS known_until
    FROM reading
    WHERE starts_at <= proved_at
      AND (NOT is_hand OR known_newest_at IS NULL OR newest_at >= known_newest_at)
), island AS (
    SELECT *, sum(CASE WHEN starts_at <= known_until THEN 0 ELSE 1 END) OVER (
            PARTITION BY account_code ORDER BY starts_at, proved_at
            ROWS UNBOUNDED PRECEDING) AS number
    FROM sound
), span AS (
    SELECT account_code, min(starts_at) AS covered_from, max(proved_at) AS covered_until
    FROM island GROUP BY account_code, number
    QUALIFY row_number() OVER (PARTITION BY account_code ORDER BY max(proved_at) DESC) = 1
)
SELECT t.account_code, china_day(t.collected_at) AS read_on,
    CASE WHEN china_day(s.covered_until) >= china_day(t.collected_at)
         THEN least(s.covered_from, CASE WHEN china_day(s.covered_from) <= a.opened_on
                                         THEN TIMESTAMPTZ '1970-01-01 00:00:00+00' END)
    END AS covered_from
FROM account_state t JOIN now_accounts a USING (account_code) LEFT JOIN span s USING (account_code)
"""
# What a person saw may lack a post that is known: it proves nothing about the days in between.
# Nothing was posted before the account was opened: a span that begins there has no end.

_VANISHED = """
CREATE OR REPLACE TEMP TABLE vanished_post AS
WITH list AS (
    SELECT l.account_code, l.list_hash, l.observed_at, l.post_keys, l.reach_back_at, l.is_whole,
        n.source
    FROM post_lists l
    LEFT JOIN (SELECT account_code, round_id, any_value(source) AS source
               FROM account_snapshots GROUP BY ALL) n USING (account_code, round_id)
    WHERE l.observed_at <= (SELECT as_of FROM moment)
), later AS (
    SELECT *, min(CASE WHEN is_whole THEN TIMESTAMPTZ '1970-01-01 00:00:00+00'
                       ELSE reach_back_at END) OVER (
            PARTITION BY account_code ORDER BY observed_at
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS later_reach_at
    FROM list
), held AS (
    SELECT account_code, post_key, max(observed_at) AS held_at,
        arg_max_null(source, observed_at) AS source,
        arg_max_null(later_reach_at, observed_at) AS reach_at
    FROM (SELECT account_code, source, observed_at, later_reach_at, unnest(post_keys) AS post_key
          FROM later)
    GROUP BY ALL HAVING reach_at IS NOT NULL
), lost AS (
    SELECT p.account_code, p.post_key, p.published_at, h.held_at, h.source
    FROM posts p JOIN held h USING (account_code, post_key)
    WHERE p.observed_at <= (SELECT as_of FROM moment) AND NOT coalesce(p.is_pinned, false)
      AND p.published_at > h.reach_at
)
SELECT p.account_code, p.post_key, min(l.observed_at) AS missed_at
FROM lost p
JOIN list l ON l.account_code = p.account_code AND l.observed_at > p.held_at
           AND l.source IS NOT DISTINCT FROM p.source
           AND (l.is_whole OR l.reach_back_at < p.published_at)
GROUP BY ALL HAVING count(DISTINCT l.list_hash) >= 2
"""
# One list without a post may be a partial one; equal lists are stored once, so two of them are
# two different answers. A post that no list ever held has another key there: it is not missing.

_POSTS = """
CREATE OR REPLACE TEMP TABLE account_post AS
WITH told AS (
    SELECT account_code, post_key, published_at, observed_at, is_repost, url, fetch_id,
        hash(coalesce(text_hash, title, post_key)) AS content,
        published_at > observed_at + INTERVAL 24 HOUR AS is_future
    FROM posts
    WHERE observed_at <= (SELECT as_of FROM moment) AND is_own IS NOT FALSE
), moved AS (
    SELECT * REPLACE (CASE WHEN is_future THEN observed_at ELSE published_at END AS published_at)
    FROM told
    WHERE NOT is_future OR observed_at <= (SELECT as_of FROM moment) - INTERVAL 15 DAY
), dated AS (
    SELECT p.account_code, p.post_key, p.published_at, china_day(p.published_at) AS day,
        s.read_on, coalesce(p.is_repost, false) AS is_forward, p.observed_at, p.fetch_id,
        p.content, p.url
    FROM moved p JOIN account_span s USING (account_code)
    WHERE p.published_at <= (SELECT as_of FROM moment) AND china_day(p.published_at) <= s.read_on
), once AS (
    SELECT * FROM dated
    QUALIFY row_number() OVER (
        PARTITION BY account_code, date_trunc('minute', published_at), content
        ORDER BY observed_at, post_key) = 1
)
SELECT o.account_code, o.post_key, o.published_at, o.day, o.read_on, o.is_forward, o.fetch_id,
    v.post_key IS NOT NULL AS is_vanished
FROM once o LEFT JOIN vanished_post v USING (account_code, post_key)
"""
# A post dated after it was first seen was published by then: it counts from that day once it is
# old enough to matter, and until then it blocks the judgement (soundness.account_future). So a
# single post of the year 2099 neither refreshes an account nor shelters it for ever.
# The same post from a feed and from a provider's export is one post.


def lay_account_posts(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay ``account_span``, ``vanished_post`` and ``account_post``."""
    for statement in (_SPANS, _VANISHED, _POSTS):
        conn.execute(statement)
