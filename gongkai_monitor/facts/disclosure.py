"""政府信息公开: is the platform whole and only statutory, the guide full, the report in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.annual_report import due_on, due_year, read_parts, reported_year
from gongkai_monitor.text.disclosure_platform import (
    PARTS,
    PLATFORM,
    is_news_title,
    missing_guide_fields,
    part_of,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

NAME_PART = "统一名称“政府信息公开”"
_KIND_PARTS = {
    "disclosure_guide": "政府信息公开指南",
    "disclosure_system": "政府信息公开制度",
    "statutory": "法定主动公开内容",
    "annual_report": "政府信息公开年报",
}

_SITES = """
SELECT s.site_code, s.kind AS site_kind, s.name AS site_name, s.agency_code,
    g.kind = 'government' AS is_government, t.collection_state, t.cause, t.detail,
    t.collected_at, [h.fetch_id] AS evidence, h.site_code IS NOT NULL AS is_read
FROM now_sites s
JOIN site_state t USING (site_code)
LEFT JOIN now_agencies g USING (agency_code)
LEFT JOIN home_read h USING (site_code)
ORDER BY s.site_code
"""

_NAMES = """
SELECT site_code, text AS name, NULL AS kind FROM home_link WHERE length(text) <= 40
UNION SELECT site_code, name, kind FROM site_column
"""

_CHANNELS = """
SELECT c.site_code, c.url AS channel_url, c.name, c.kind, s.name AS site_name, s.agency_code,
    t.collection_state, t.cause, t.detail, t.collected_at
FROM now_channels c
JOIN now_sites s USING (site_code)
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
WHERE c.kind IN ('statutory', 'disclosure_guide', 'disclosure_system', 'annual_report')
ORDER BY c.site_code, c.url
"""

_ITEMS = """
SELECT i.channel_url, i.item_url, i.title, i.printed_on, i.fetch_id
FROM list_items i JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
WHERE c.kind IN ('statutory', 'annual_report') AND i.observed_at <= (SELECT as_of FROM moment)
  AND (i.printed_on IS NULL OR i.printed_on > (SELECT today FROM moment) - to_months($months))
QUALIFY row_number() OVER (PARTITION BY i.channel_url, i.item_url ORDER BY i.observed_at DESC) = 1
ORDER BY i.item_url
"""

_PAGES = """
SELECT a.site_code, a.url, a.title, a.body, a.published_on, a.channel_url, a.fetch_id, c.kind
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
WHERE c.kind IN ('disclosure_guide', 'annual_report') ORDER BY a.published_on DESC NULLS LAST, a.url
"""
_NEWS_MONTHS = 12
_REPORT_MONTHS = 40


def measure_disclosure(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts of this file's tables; ``lay_home_links`` must have run."""
    sites = plain_rows(frame(conn, _SITES, {}))
    channels = plain_rows(frame(conn, _CHANNELS, {}))
    pages = _by_channel(plain_rows(frame(conn, _PAGES, {})))
    listed = _by_channel(plain_rows(frame(conn, _ITEMS, {"months": _REPORT_MONTHS})))
    names = plain_rows(frame(conn, _NAMES, {}))
    governments = {row["site_code"]: bool(row["is_government"]) for row in sites}
    return {
        "disclosure_part": table_of(
            "disclosure_part", _parts(sites, names, as_of), flags=("is_present",)
        ),
        "disclosure_channel": table_of(
            "disclosure_channel",
            [
                _channel(row, listed[row["channel_url"]], as_of)
                for row in channels
                if row["kind"] == "statutory"
            ],
            counts=("recent_count", "news_count"),
        ),
        "disclosure_guide": table_of(
            "disclosure_guide", _guides(channels, pages, as_of), counts=("missing_count",)
        ),
        "annual_report": table_of(
            "annual_report",
            _reports(channels, pages, listed, governments, as_of),
            counts=("due_year", "days_late", "missing_part_count", "table_count"),
            flags=("is_government", "has_power_section"),
        ),
    }


def _by_channel(rows: list[Row]) -> dict[str, list[Row]]:
    """channel_url -> its rows in their order; nothing for a channel without rows."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["channel_url"]].append(row)
    return found


def _parts(sites: list[Row], names: list[Row], as_of: datetime) -> list[Row]:
    """One row per portal and part; absent only where the navigation was read."""
    found: dict[tuple[str, str], str] = {}
    for row in names:
        name = row["name"] or ""
        part = _KIND_PARTS.get(row["kind"] or "") or part_of(name)
        if part:
            found.setdefault((row["site_code"], part), name)
        if PLATFORM.match("".join(name.split())):
            found.setdefault((row["site_code"], NAME_PART), name)
    rows = []
    for site in sites:
        if site["site_kind"] != "portal":
            continue
        for part in (NAME_PART, *PARTS):
            name = found.get((site["site_code"], part))
            rows.append(
                {
                    **common(site, as_of),
                    "site_code": site["site_code"],
                    "site_kind": site["site_kind"],
                    "part": part,
                    "found": name,
                    "is_present": True
                    if name is not None
                    else (False if site["is_read"] else None),
                }
            )
    return rows


def _channel(row: Row, items: list[Row], as_of: datetime) -> Row:
    """How many of the year's items of one statutory column are news."""
    today = china_date(as_of)
    recent = [one for one in items if one["printed_on"] and (today - one["printed_on"]).days <= 366]
    news = [one for one in recent if is_news_title(one["title"])]
    evidence = list(dict.fromkeys(one["fetch_id"] for one in news))[:5]
    return {
        **common(
            {**row, "evidence": evidence},
            as_of,
            subject_id=row["channel_url"],
            subject_name=f"{row['site_name']} › {row['name']}",
        ),
        "site_code": row["site_code"],
        "channel_url": row["channel_url"],
        "name": row["name"],
        "recent_count": len(recent),
        "news_count": len(news),
        "news_ratio": len(news) / len(recent) if recent else None,
        "news_titles": "；".join(one["title"][:60] for one in news[:5]),
    }


def _guides(channels: list[Row], pages: dict[str, list[Row]], as_of: datetime) -> list[Row]:
    """The guide of each site: of several pages the fullest counts."""
    rows = {}
    for channel in channels:
        if channel["kind"] != "disclosure_guide":
            continue
        best: tuple[int, Row, tuple[str, ...]] | None = None
        for page in pages[channel["channel_url"]]:
            missing = missing_guide_fields(page["body"] or "")
            if missing is not None and (best is None or len(missing) < best[0]):
                best = len(missing), page, missing
        rows[channel["site_code"]] = {
            **common({**channel, "evidence": [best[1]["fetch_id"]] if best else []}, as_of),
            "site_code": channel["site_code"],
            "guide_url": best[1]["url"] if best else None,
            "missing_count": best[0] if best else None,
            "missing": "、".join(best[2]) if best else None,
        }
    return list(rows.values())


def _reports(
    channels: list[Row],
    pages: dict[str, list[Row]],
    listed: dict[str, list[Row]],
    governments: dict[str, bool],
    as_of: datetime,
) -> list[Row]:
    """The report that is due last, of every site with a column for it."""
    rows = {}
    for channel in channels:
        if channel["kind"] != "annual_report":
            continue
        is_government = governments[channel["site_code"]]
        read_at = channel["collected_at"]
        year = due_year(china_date(read_at or as_of), is_government=is_government)
        due = due_on(year, is_government=is_government)
        page = _page_of(year, pages[channel["channel_url"]])
        entry = _page_of(year, listed[channel["channel_url"]])
        day = (page or {}).get("published_on") or (entry or {}).get("printed_on")
        is_there = page is not None or entry is not None
        measured = day if is_there else (china_date(read_at) if read_at else None)
        parts = read_parts(page["body"] or "") if page else None
        proofs = [one["fetch_id"] for one in (page, entry) if one]
        rows[channel["site_code"]] = {
            **common({**channel, "evidence": proofs}, as_of),
            "site_code": channel["site_code"],
            "is_government": is_government,
            "due_year": year,
            "due_on": due,
            "report_url": page["url"] if page else (entry["item_url"] if entry else None),
            "published_on": day,
            "days_late": max((measured - due).days, 0) if measured else None,
            "missing_part_count": len(parts.missing) if parts else None,
            "missing_parts": "、".join(parts.missing) if parts else None,
            "table_count": parts.table_count if parts else None,
            "has_power_section": parts.has_power_section if parts else None,
        }
    return list(rows.values())


def _page_of(year: int, rows: list[Row]) -> Row | None:
    """The earliest published report of a year."""
    found: list[Any] = [row for row in rows if reported_year(row["title"] or "") == year]
    dated = [row for row in found if row.get("published_on") or row.get("printed_on")]
    return min(
        dated or found,
        key=lambda row: row.get("published_on") or row.get("printed_on") or date.max,
        default=None,
    )
