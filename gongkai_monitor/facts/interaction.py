"""互动交流: consultations of the year, and the letters of the boards that were really read.

A letter is open only where its page was read again without a reply (``open_letters``), or where
an import shows it so; it is measured to the day of that reading. A board whose letters were not
read (``board_readings``) leaves the site unjudged, whatever its list says. Columns for petitions,
reports, interviews and surveys do not count (rule W-5b).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.workdays import workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

SLOW_FROM_WORKDAYS = 5
"""简单常见咨询 is to be answered within so many working days (rule K-C4)."""
_MOST_TITLES = 10
_NOT_BOARDS = "信访|举报|访谈|调查|征集|投票"

_SITES = """
WITH consulted AS (
    SELECT c.site_code,
        count(DISTINCT i.item_url) FILTER (
            i.printed_on > (SELECT today FROM moment) - to_months(12)) AS year_count,
        min(i.printed_on) <= (SELECT today FROM moment) - to_months(12) AS covers_year,
        bool_and(t.collection_state = 'collected') AS is_read
    FROM now_channels c
    JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
    LEFT JOIN list_items i ON i.site_code = c.site_code AND i.channel_url = c.url
         AND i.observed_at <= (SELECT as_of FROM moment)
    WHERE c.kind = 'consultation' GROUP BY c.site_code
), interviewed AS (
    SELECT c.site_code,
        count(DISTINCT i.item_url) FILTER (
            i.printed_on > (SELECT today FROM moment) - to_months(12)) AS year_count,
        min(i.printed_on) <= (SELECT today FROM moment) - to_months(12) AS covers_year,
        bool_and(t.collection_state = 'collected') AS is_read
    FROM now_channels c
    JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
    LEFT JOIN list_items i ON i.site_code = c.site_code AND i.channel_url = c.url
         AND i.observed_at <= (SELECT as_of FROM moment)
    WHERE contains(c.name, '访谈') GROUP BY c.site_code
)
SELECT s.site_code, s.kind AS site_kind, s.name AS site_name, s.agency_code,
    t.collection_state, t.cause, t.detail, t.collected_at, [h.fetch_id] AS evidence,
    CASE WHEN k.is_read AND (k.covers_year OR k.year_count >= 6) THEN k.year_count
    END AS consultation_count,
    CASE WHEN v.is_read AND (v.covers_year OR v.year_count > 0) THEN v.year_count
    END AS interview_count
FROM now_sites s
JOIN site_state t USING (site_code)
LEFT JOIN home_read h USING (site_code)
LEFT JOIN consulted k USING (site_code)
LEFT JOIN interviewed v USING (site_code)
ORDER BY s.site_code
"""
# A list that does not reach back a year says nothing about the number of the year.

_BOARDS = """
SELECT s.site_code, s.name AS site_name, s.agency_code, c.url AS channel_url,
    coalesce(b.collection_state, t.collection_state) AS collection_state,
    CASE WHEN b.cause IS NULL THEN t.cause ELSE b.cause END AS cause,
    CASE WHEN b.cause IS NULL THEN t.detail ELSE b.detail END AS detail,
    CASE WHEN b.collection_state = 'collected' THEN b.observed_at ELSE t.collected_at
    END AS collected_at, n.newest_on,
    n.newest_on < china_day(t.collected_at) - to_months(6) AS is_silent,
    coalesce(b.fetch_id, r.fetch_id) AS list_fetch_id
FROM now_channels c
JOIN now_sites s USING (site_code)
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
LEFT JOIN (
    SELECT site_code, channel_url, max(newest_on) AS newest_on FROM channel_snapshots
    WHERE collection_state = 'collected' AND observed_at <= (SELECT as_of FROM moment)
    GROUP BY ALL
) n ON n.site_code = c.site_code AND n.channel_url = c.url
LEFT JOIN channel_fact r ON r.site_code = c.site_code AND r.channel_url = c.url
LEFT JOIN (
    SELECT * FROM board_readings
    WHERE observed_at <= (SELECT as_of FROM moment) AND observed_at > (SELECT since FROM moment)
    QUALIFY row_number() OVER (PARTITION BY site_code, channel_url ORDER BY observed_at DESC) = 1
) b ON b.site_code = c.site_code AND b.channel_url = c.url
WHERE c.kind = 'interaction' AND NOT regexp_matches(c.name, $not_boards)
ORDER BY s.site_code, c.url
"""

_LETTERS = """
WITH newest AS (
    SELECT * FROM messages
    WHERE site_code IS NOT NULL AND observed_at <= (SELECT as_of FROM moment)
      AND china_day(received_at) > (SELECT today FROM moment) - to_months(12)
    QUALIFY row_number() OVER (
        PARTITION BY message_id, source ORDER BY replied_at DESC NULLS LAST, observed_at DESC) = 1
), open AS (
    SELECT message_id, max(observed_at) AS read_at, arg_max(fetch_id, observed_at) AS fetch_id
    FROM open_letters
    WHERE observed_at <= (SELECT as_of FROM moment) AND observed_at > (SELECT since FROM moment)
    GROUP BY message_id
)
SELECT m.message_id, m.site_code, m.channel_url, m.title, m.received_at, m.replied_at,
    m.reply IS NOT NULL AS has_reply, o.fetch_id,
    CASE WHEN m.reply IS NOT NULL OR m.replied_at IS NOT NULL THEN NULL
         WHEN m.source = 'import' THEN m.observed_at ELSE o.read_at END AS open_at,
    china_day(m.received_at) < china_day(
        CASE WHEN m.source = 'import' THEN m.observed_at ELSE o.read_at END) - to_months(3)
        AS is_over_three_months
FROM newest m LEFT JOIN open o USING (message_id)
ORDER BY m.received_at, m.message_id
"""


def measure_interaction(
    conn: duckdb.DuckDBPyConnection, as_of: datetime
) -> dict[str, pd.DataFrame]:
    """The facts ``interaction`` and ``board``; ``lay_home_links`` must have run."""
    words = {"not_boards": _NOT_BOARDS}
    boards: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _BOARDS, words)):
        boards[row["site_code"]].append(row)
    letters: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _LETTERS, {})):
        letters[row["site_code"]].append(row)
    sites = [
        {**common(row, as_of), **{name: row[name] for name in _OFFERED}}
        for row in plain_rows(frame(conn, _SITES, {}))
    ]
    rows = [_board(columns, letters[code], as_of) for code, columns in boards.items()]
    return {
        "interaction": table_of(
            "interaction", sites, counts=("consultation_count", "interview_count")
        ),
        "board": table_of(
            "board",
            rows,
            counts=(
                "letter_count", "answered_count", "open_count", "overdue_count", "slow_count",
                "quick_count", "undated_count",
            ),
            flags=("is_silent",),
        ),
    }  # fmt: skip


_OFFERED = ("site_code", "site_kind", "consultation_count", "interview_count")


def _board(columns: list[Row], letters: list[Row], as_of: datetime) -> dict[str, Any]:
    """The letters of a site's boards; a board that was not read leaves the site unjudged."""
    unread = [one for one in columns if one["collection_state"] != "collected"]
    urls = {one["channel_url"] for one in columns}
    own = [one for one in letters if one["channel_url"] is None or one["channel_url"] in urls]
    taken = [days for one in own if (days := _workdays(one)) is not None]
    overdue = [one for one in own if one["open_at"] and one["is_over_three_months"]]
    newest = max((one["newest_on"] for one in columns if one["newest_on"]), default=None)
    base = unread[0] if unread else max(columns, key=lambda one: one["collected_at"])
    proofs = [one["fetch_id"] for one in overdue if one["fetch_id"]][:_MOST_TITLES]
    proofs += [one["list_fetch_id"] for one in columns if one["list_fetch_id"]]
    slow = sum(days > SLOW_FROM_WORKDAYS for days in taken)
    return {
        **common({**base, "evidence": proofs}, as_of),
        "site_code": base["site_code"],
        "letter_count": len(own),
        "answered_count": len(taken),
        "open_count": sum(one["open_at"] is not None for one in own),
        "overdue_count": len(overdue),
        "overdue_letters": "；".join(
            f"{one['title'][:30]}（{china_date(one['received_at'])}）"
            for one in overdue[:_MOST_TITLES]
        ),
        "slow_count": slow,
        "slow_ratio": slow / len(taken) if taken else None,
        "quick_count": sum(days <= 1 for days in taken),
        "mean_workdays": round(sum(taken) / len(taken), 1) if taken else None,
        "undated_count": sum(one["has_reply"] and one["replied_at"] is None for one in own),
        "newest_on": newest,
        "is_silent": all(one["is_silent"] for one in columns) if newest else None,
    }


def _workdays(letter: Row) -> int | None:
    """Working days from a letter to its answer; None without an answer or a calendar."""
    if letter["replied_at"] is None:
        return None
    try:
        return workdays_between(china_date(letter["received_at"]), china_date(letter["replied_at"]))
    except CalendarCoverageError:
        return None
