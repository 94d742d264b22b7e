"""办事服务: the eight elements of every guide that was read, and the entrance to services.

Guides are read from the stored articles (not by a scan at crawl time): a better reader then
judges the pages that are already stored, for any past moment.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.guide_details import gives_number, named_form
from gongkai_monitor.text.guide_elements import POOR_FROM, is_guide_title, read_guide
from gongkai_monitor.vocabulary import CollectionState

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_GUIDES = """
SELECT a.url, a.title, a.body, a.link_urls, a.attachment_urls,
    c.name AS channel_name, s.site_code, s.kind AS site_kind,
    s.name AS site_name, s.agency_code, t.collection_state, t.cause, t.detail,
    a.observed_at AS collected_at, [a.fetch_id] AS evidence
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a
JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
JOIN now_sites s ON s.site_code = a.site_code
LEFT JOIN now_agencies g USING (agency_code)
WHERE c.kind = 'service_guide' AND coalesce(g.has_services, 'unknown') <> 'no'
ORDER BY a.url
"""

_SITES = """
WITH entry AS (
    SELECT site_code, text AS name FROM home_link
    UNION ALL SELECT site_code, name FROM site_column
), found AS (
    SELECT site_code,
        min(name) FILTER (regexp_matches(name,
            '办事服务|政务服务|网上办事|在线办事|办事大厅|服务大厅|办事指南|便民服务|我要办事|一网通办|'
            '公共服务|服务事项|^办事$|^服务$')) AS name,
        min(name) FILTER (regexp_matches(name,
            '权责清单|权力清单|责任清单|事项(?:清单|目录|库)|服务清单|服务事项|办事指南|办事事项'))
            AS item_list,
        min(name) FILTER (regexp_matches(name,
            '(?:办件|办事|服务|受理|审批).{0,4}(?:统计|数据|情况|公示|公告)|办件量|办理结果'))
            AS statistics
    FROM entry WHERE len(name) <= 20 GROUP BY site_code
)
SELECT s.site_code, s.kind AS site_kind, s.name AS site_name, s.agency_code,
    t.collection_state, t.cause, t.detail, t.collected_at, [h.fetch_id] AS evidence,
    coalesce(g.has_services, 'unknown') AS has_services, f.name AS service_entry,
    CASE WHEN f.name IS NOT NULL THEN true WHEN h.site_code IS NOT NULL THEN false
    END AS has_service_entry,
    f.item_list, f.statistics AS statistics_entry,
    CASE WHEN f.item_list IS NOT NULL THEN true WHEN h.site_code IS NOT NULL THEN false
    END AS has_item_list,
    CASE WHEN f.statistics IS NOT NULL THEN true WHEN h.site_code IS NOT NULL THEN false
    END AS has_statistics
FROM now_sites s
JOIN site_state t USING (site_code)
LEFT JOIN now_agencies g USING (agency_code)
LEFT JOIN home_read h USING (site_code)
LEFT JOIN found f USING (site_code)
ORDER BY s.site_code
"""
# Whether a home page offers services is known only when its links were read.


def measure_services(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts ``service_guide`` and ``service``; ``lay_home_links`` must have run."""
    pages = plain_rows(frame(conn, _GUIDES, {}))
    guides = [_guide(row, as_of) for row in pages if is_guide_title(row["title"] or "")]
    by_site: dict[str, list[Row]] = defaultdict(list)
    for guide in guides:
        is_known = guide["missing_count"] is not None
        if is_known and guide["collection_state"] == CollectionState.COLLECTED:
            by_site[guide["site_code"]].append(guide)
    sites = [
        _site(row, by_site[row["site_code"]], as_of) for row in plain_rows(frame(conn, _SITES, {}))
    ]
    return {
        "service_guide": table_of(
            "service_guide",
            guides,
            counts=("missing_count",),
            flags=("has_form", "has_phone_number"),
        ),
        "service": table_of(
            "service",
            sites,
            counts=("guide_count", "poor_guide_count"),
            flags=(
                "has_service_entry", "has_item_list", "has_statistics", "is_every_guide_poor",
            ),
        ),
    }  # fmt: skip


def _guide(row: Row, as_of: datetime) -> dict[str, Any]:
    body = row["body"] or ""
    found = read_guide(row["title"] or "", body)
    form = named_form(body) if found else None
    has_file = bool(row["attachment_urls"] or row["link_urls"])
    return {
        **common(row, as_of),
        "guide_url": row["url"],
        "site_code": row["site_code"],
        "site_kind": row["site_kind"],
        "title": row["title"],
        "channel_name": row["channel_name"],
        "missing_count": len(found.missing) if found else None,
        "missing": "、".join(found.missing) if found else None,
        "present": "、".join(found.present) if found else None,
        "form": form,
        "has_form": has_file if form else None,
        "has_phone_number": gives_number(body) if found else None,
    }


def _site(row: Row, guides: list[Row], as_of: datetime) -> dict[str, Any]:
    poor = [guide for guide in guides if guide["missing_count"] >= POOR_FROM]
    return {
        **common(row, as_of),
        "site_code": row["site_code"],
        "site_kind": row["site_kind"],
        "has_services": row["has_services"],
        "has_service_entry": row["has_service_entry"],
        "service_entry": row["service_entry"],
        "item_list": row["item_list"],
        "has_item_list": row["has_item_list"],
        "statistics_entry": row["statistics_entry"],
        "has_statistics": row["has_statistics"],
        "guide_count": len(guides),
        "poor_guide_count": len(poor),
        "poor_guides": "、".join(sorted({str(guide["title"]) for guide in poor})[:20]),
        "is_every_guide_poor": len(poor) == len(guides) if guides else None,
    }
