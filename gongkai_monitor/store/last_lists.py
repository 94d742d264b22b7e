"""How each registered channel's list looked when it was last read with entries."""

from datetime import datetime

import duckdb

from gongkai_monitor.collection.plan import LastList
from gongkai_monitor.store.records import rows

LAST_LISTS = """
SELECT DISTINCT ON (site_code, channel_url) site_code, channel_url, observed_at AS read_at,
    coalesce(first_page_count, item_count) AS item_count, undated_count, newest_on, skeleton,
    frame, family
FROM channel_snapshots
WHERE is_registered AND collection_state = 'collected' AND item_count > 0 AND observed_at <= ?
ORDER BY site_code, channel_url, observed_at DESC
"""


def last_lists(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[tuple[str, str], LastList]:
    """By site code and channel address, up to ``as_of``."""
    return {
        (row.pop("site_code"), row.pop("channel_url")): LastList.model_validate(row)
        for row in rows(conn.execute(LAST_LISTS, [as_of]))
    }
