"""近似推文: which posts repeat an earlier post of another agency's account.

``account_copy`` holds one row per such post. The bands that the spiders and imports stored are
joined one after another; of every band only its earliest posts are candidates, so a notice that
thousands of accounts carry costs no more than one that two carry. A candidate counts when its text
is equal, or when the texts share four fifths of their character groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.text.fingerprint import text_similarity

if TYPE_CHECKING:
    import duckdb

ALIKE = 0.8
_EARLIEST = 3
_MOST_COMPARED = 20_000

_WINDOW = """
CREATE OR REPLACE TEMP TABLE copy_window AS
SELECT row_number() OVER () AS number, w.*
FROM (
    SELECT p.account_code, p.post_key, p.published_at,
        coalesce(a.agency_code, a.account_code) AS agency_code, p.day > p.read_on - 30
            AND NOT p.is_forward AS is_asked,
        hash(o.text_hash) AS content, o.text_hash IS NOT NULL AS has_hash,
        list_transform(o.text_bands, lambda band: hash(band)) AS bands
    FROM account_post p
    JOIN posts o USING (account_code, post_key)
    JOIN now_accounts a USING (account_code)
    WHERE p.day > p.read_on - 60 AND NOT p.is_vanished
      AND coalesce(o.text_length, length(o.text)) >= 24
) w
"""
# A post of 30 days is asked for; what it may have been taken from may be 30 days older.

_PAIRS = "CREATE OR REPLACE TEMP TABLE copy_pair (number BIGINT, source BIGINT, is_equal BOOLEAN)"

_EQUAL = """
INSERT INTO copy_pair
WITH repeated AS (
    SELECT content FROM copy_window WHERE has_hash GROUP BY content HAVING count(*) > 1
), held AS (
    SELECT content, arg_min(number, published_at, $earliest) AS firsts
    FROM copy_window JOIN repeated USING (content) WHERE has_hash
    GROUP BY content HAVING min(agency_code) <> max(agency_code)
)
SELECT w.number, unnest(h.firsts), true
FROM copy_window w JOIN held h USING (content) WHERE w.has_hash AND w.is_asked
"""

_ALIKE = """
INSERT INTO copy_pair
WITH repeated AS (
    SELECT bands[$band] AS band FROM copy_window WHERE bands IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1
), held AS (
    SELECT r.band, arg_min(w.number, w.published_at, $earliest) AS firsts
    FROM copy_window w JOIN repeated r ON r.band = w.bands[$band]
    GROUP BY r.band HAVING min(w.agency_code) <> max(w.agency_code)
)
SELECT w.number, unnest(h.firsts), false
FROM copy_window w JOIN held h ON h.band = w.bands[$band]
WHERE w.is_asked AND w.number NOT IN (SELECT number FROM copy_pair WHERE is_equal)
"""

_MOST_BANDS = "SELECT max(len(bands)) FROM copy_window"

_CANDIDATES = """
CREATE OR REPLACE TEMP TABLE copy_candidate AS
SELECT * FROM (
    SELECT p.number, p.source, bool_or(p.is_equal) AS is_equal, count(*) AS shared,
        any_value(s.published_at) AS published_at
    FROM copy_pair p
    JOIN copy_window w ON w.number = p.number JOIN copy_window s ON s.number = p.source
    WHERE s.agency_code <> w.agency_code AND s.published_at < w.published_at
    GROUP BY p.number, p.source
)
QUALIFY row_number() OVER (PARTITION BY number
    ORDER BY is_equal DESC, shared DESC, published_at, source) = 1
"""

_TO_COMPARE = """
SELECT c.number, a.text, b.text
FROM copy_candidate c
JOIN copy_window w ON w.number = c.number JOIN copy_window s ON s.number = c.source
JOIN posts a ON a.account_code = w.account_code AND a.post_key = w.post_key
JOIN posts b ON b.account_code = s.account_code AND b.post_key = s.post_key
WHERE NOT c.is_equal AND a.text IS NOT NULL AND b.text IS NOT NULL
ORDER BY c.shared DESC, c.number LIMIT $most
"""

_COPIES = """
CREATE OR REPLACE TEMP TABLE account_copy AS
SELECT w.account_code, w.post_key, s.account_code AS source_code, s.post_key AS source_key
FROM copy_candidate c
JOIN copy_window w ON w.number = c.number JOIN copy_window s ON s.number = c.source
WHERE c.is_equal OR c.number IN (SELECT unnest($alike::BIGINT[]))
"""


def lay_account_copies(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay ``account_copy``; ``account_post`` must have been laid."""
    conn.execute(_WINDOW)
    conn.execute(_PAIRS)
    conn.execute(_EQUAL, {"earliest": _EARLIEST})
    bands = conn.execute(_MOST_BANDS).fetchone() or (0,)
    for band in range(1, (bands[0] or 0) + 1):
        conn.execute(_ALIKE, {"band": band, "earliest": _EARLIEST})
    conn.execute(_CANDIDATES)
    rows = conn.execute(_TO_COMPARE, {"most": _MOST_COMPARED}).fetchall()
    alike = [number for number, one, other in rows if text_similarity(one, other) >= ALIKE]
    conn.execute(_COPIES, {"alike": alike})
    for table in ("copy_window", "copy_pair", "copy_candidate"):
        conn.execute(f"DROP TABLE {table}")
