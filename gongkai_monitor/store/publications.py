"""What the watched units published: articles of their sites and posts of their accounts."""

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

READ_PUBLICATIONS = """
WITH sites_now AS (
    SELECT site_code, agency_code FROM sites WHERE changed_at <= $as_of
    QUALIFY row_number() OVER (PARTITION BY site_code ORDER BY changed_at DESC) = 1
), accounts_now AS (
    SELECT account_code, agency_code FROM accounts WHERE changed_at <= $as_of
    QUALIFY row_number() OVER (PARTITION BY account_code ORDER BY changed_at DESC) = 1
), pages AS (
    SELECT * FROM articles
    WHERE observed_at <= $as_of AND (published_at >= $since OR published_on >= CAST($since AS DATE))
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
), own_posts AS (
    SELECT * FROM posts
    WHERE observed_at <= $as_of AND published_at >= $since AND url IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY account_code, post_key ORDER BY observed_at DESC) = 1
)
SELECT 'page' AS source, agency_code, title, url, body AS text, published_at, published_on
FROM pages JOIN sites_now USING (site_code)
UNION ALL
SELECT 'post', agency_code, title, url, text, published_at, NULL
FROM own_posts JOIN accounts_now USING (account_code)
ORDER BY url
"""


def read_publications(
    conn: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime
) -> "pd.DataFrame":
    """Newest version of what came out since a moment; columns of ``opinion.statements``."""
    return read_frame(conn, READ_PUBLICATIONS, {"since": since, "as_of": as_of})
