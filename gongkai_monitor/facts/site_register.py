"""登记: agencies with their sites, levels, domain names. Judgeable without any collecting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text import domain_names
from gongkai_monitor.vocabulary import ChannelKind, SiteKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_SYSTEMS = (ChannelKind.SERVICE_GUIDE, ChannelKind.INTERACTION, ChannelKind.OTHER)
"""Kinds of channels that often stand on a platform of the province: no domain of their own."""

_SITES = """
WITH suspended AS (
    SELECT site_code, max(changed_at) FILTER (is_start) AS since FROM (
        SELECT site_code, changed_at, status = 'suspended' AND coalesce(lag(status) OVER (
            PARTITION BY site_code ORDER BY changed_at), '') <> 'suspended' AS is_start
        FROM sites WHERE changed_at <= (SELECT registered FROM moment)
    ) GROUP BY site_code
), shown AS (
    SELECT site_code, list_distinct(list(url)) AS urls FROM (
        SELECT site_code, url FROM now_channels WHERE NOT list_contains($systems, kind)
        UNION ALL
        SELECT site_code, arg_max(final_url, observed_at) FROM site_snapshots
        WHERE collection_state = 'collected' AND final_url IS NOT NULL
          AND observed_at <= (SELECT as_of FROM moment)
          AND observed_at > (SELECT since FROM moment)
        GROUP BY site_code
    ) GROUP BY site_code
)
SELECT m.as_of, m.as_of AS collected_at,
    CASE WHEN s.status = 'closed' THEN 'out_of_scope' ELSE 'collected' END AS collection_state,
    CASE WHEN s.status = 'closed' THEN 'closed' ELSE 'ok' END AS cause, NULL::VARCHAR AS detail,
    s.agency_code, s.site_code AS subject_id, s.name AS subject_name, []::VARCHAR[] AS evidence,
    s.site_code, s.name, s.kind, s.status, s.home_url, a.name AS agency_name,
    a.level AS agency_level, a.kind AS agency_kind,
    CASE WHEN a.level = 'town' THEN false
         WHEN a.level = 'county' AND a.kind IS NULL THEN NULL
         ELSE NOT (a.level = 'county' AND a.kind = 'department') END AS is_level_allowed,
    CASE WHEN s.status = 'suspended' THEN m.today - china_day(p.since) END::BIGINT
        AS suspended_days,
    coalesce(u.urls, []::VARCHAR[]) AS urls
FROM now_sites s CROSS JOIN moment m
LEFT JOIN now_agencies a USING (agency_code)
LEFT JOIN suspended p USING (site_code)
LEFT JOIN shown u USING (site_code)
ORDER BY s.site_code
"""

_AGENCIES = """
SELECT m.as_of, m.as_of AS collected_at, 'collected' AS collection_state, 'ok' AS cause,
    NULL::VARCHAR AS detail, a.agency_code, a.agency_code AS subject_id, a.name AS subject_name,
    []::VARCHAR[] AS evidence, a.name, a.level AS agency_level,
    count(*)::BIGINT AS site_count, list(s.site_code ORDER BY s.site_code) AS site_codes,
    string_agg(s.name, '、' ORDER BY s.site_code) AS site_names
FROM now_sites s JOIN now_agencies a USING (agency_code) CROSS JOIN moment m
WHERE s.status <> 'closed'
GROUP BY ALL
ORDER BY a.agency_code
"""


def measure_register(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``site_register`` and ``agency_sites``."""
    import pandas as pd

    sites = frame(conn, _SITES, {"systems": [kind.value for kind in _SYSTEMS]})
    names = [_names_of(*row) for row in zip(
        sites["home_url"], sites["kind"], sites["site_code"], sites["agency_kind"],
        sites["urls"], strict=True,
    )]  # fmt: skip
    for column in ("is_gov_domain", "has_domain_form", "is_institution_gov"):
        sites[column] = pd.array([row[column] for row in names], dtype="boolean")
    sites["other_domain_count"] = pd.array(
        [row["other_domain_count"] for row in names], dtype="Int64"
    )
    for column in ("host", "other_domains"):
        sites[column] = pd.Series([row[column] for row in names], dtype=object, index=sites.index)
    return {
        "site_register": sites.drop(columns=["urls"]),
        "agency_sites": frame(conn, _AGENCIES, {}),
    }


def _names_of(
    home_url: str, kind: str, site_code: str, agency_kind: str | None, urls: list[str]
) -> dict[str, Any]:
    """What the host name says; a site at an IP address is unknown throughout."""
    host = domain_names.domain_of(home_url)
    if host is None:
        return dict.fromkeys(
            ("host", "is_gov_domain", "has_domain_form", "is_institution_gov",
             "other_domain_count", "other_domains")
        )  # fmt: skip
    own = domain_names.base_domain(host)
    seen = {domain_names.domain_of(url) for url in urls}
    others = sorted({domain_names.base_domain(name) for name in seen if name} - {own})
    is_gov = domain_names.is_gov(host)
    is_institution = agency_kind == "institution"
    return {
        "host": host,
        "is_gov_domain": None if is_institution else is_gov,
        "has_domain_form": domain_names.has_form(
            host, is_portal=kind == SiteKind.PORTAL.value, site_code=site_code
        ),
        "is_institution_gov": is_gov if is_institution else None,
        "other_domain_count": len(others),
        "other_domains": "、".join(others),
    }
