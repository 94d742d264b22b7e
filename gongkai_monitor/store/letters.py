"""What is known of the letters of message boards before a round, and what may not come back."""

from collections.abc import Collection, Iterator
from datetime import datetime

import duckdb

from gongkai_monitor.clock import china_date
from gongkai_monitor.collection.letter_memory import KnownLetter

KNOWN_LETTERS = """
WITH looked AS (
    SELECT site_code, url, max(fetched_at) AS looked_at
    FROM fetches SEMI JOIN board_readings USING (site_code, round_id)
    WHERE purpose IN ('article', 'rendered') AND list_contains($sites::VARCHAR[], site_code)
      AND fetched_at <= $as_of
    GROUP BY ALL
), told AS (
    SELECT site_code, url, bool_or(reply IS NOT NULL OR replied_at IS NOT NULL) AS is_answered
    FROM messages
    WHERE source = 'board' AND url IS NOT NULL AND list_contains($sites::VARCHAR[], site_code)
      AND observed_at <= $as_of
    GROUP BY ALL
)
SELECT site_code, url, coalesce(is_answered, false), looked_at
FROM looked FULL JOIN told USING (site_code, url)
"""
REMOVED = (
    "SELECT id_hash FROM deletions UNION SELECT url_hash FROM deletions WHERE url_hash IS NOT NULL"
)


def known_letters(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, site_codes: Collection[str]
) -> Iterator[KnownLetter]:
    """Letters of the sites' boards that were asked for in a round of boards, or are stored."""
    rows = conn.execute(KNOWN_LETTERS, {"sites": sorted(site_codes), "as_of": as_of}).fetchall()
    for site_code, url, is_answered, looked_at in rows:
        yield KnownLetter(
            site_code=site_code,
            url=url,
            is_answered=is_answered,
            looked_on=china_date(looked_at) if looked_at else None,
        )


def removed_hashes(conn: duckdb.DuckDBPyConnection) -> list[str]:
    """Hashes of the ids and addresses of messages that were deleted on request."""
    return [row[0] for row in conn.execute(REMOVED).fetchall()]
