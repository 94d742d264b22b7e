"""应公开材料: what a unit must publish, of each year, in the lists where it would stand.

A unit's papers stand on its own site or, naming it, on the portal of its government. A paper is
absent only where every such list was read back to a day before it could have been published; a
portal counts as a place of departments' papers where it shows those of several for the same year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.indicators.demand import Demand, DemandForm, Place
from gongkai_monitor.text.agency_in_title import AgencyNames
from gongkai_monitor.text.paper_year import paper_year
from gongkai_monitor.vocabulary import AgencyKind, CollectionCause, CollectionState

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_CENTRAL = 3
"""A portal that shows the papers of so many units for a year is where such papers stand."""
_EARLIER = timedelta(days=61)
"""A paper of a year may come out so long before the year begins in which it is due."""
_COLLECTED = CollectionState.COLLECTED.value

_AGENCIES = """
SELECT g.agency_code, g.name, g.aliases, g.kind AS agency_kind, g.level AS agency_level,
    g.region_code, coalesce(g.parent_code, g.supervisor_code) AS parent_code
FROM now_agencies g ORDER BY g.agency_code
"""

_LISTS = """
WITH depth AS (
    SELECT site_code, channel_url, min(reaches_back_to) AS reaches_back_to,
        coalesce(bool_or(total_count = item_count), false) AS is_whole,
        arg_max(fetch_id, observed_at) AS fetch_id
    FROM list_readings WHERE is_ordered AND observed_at <= (SELECT as_of FROM moment)
    GROUP BY ALL
)
SELECT c.site_code, c.url AS channel_url, c.name, c.kind, s.kind AS site_kind, s.agency_code,
    s.name AS site_name, t.collection_state, t.cause, t.detail, t.collected_at,
    d.reaches_back_to, d.is_whole, d.fetch_id
FROM now_channels c
JOIN now_sites s USING (site_code)
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
LEFT JOIN depth d ON d.site_code = c.site_code AND d.channel_url = c.url
WHERE s.status = 'running' AND list_contains($kinds, c.kind)
ORDER BY c.site_code, c.url
"""

_ENTRIES = """
SELECT i.channel_url, i.item_url, i.title, i.printed_on, i.fetch_id
FROM list_items i JOIN now_channels c ON c.site_code = i.site_code AND c.url = i.channel_url
WHERE list_contains($kinds, c.kind) AND i.observed_at <= (SELECT as_of FROM moment)
QUALIFY row_number() OVER (PARTITION BY i.channel_url, i.item_url ORDER BY i.observed_at DESC) = 1
ORDER BY i.printed_on NULLS LAST, i.item_url
"""


@dataclass(frozen=True, slots=True)
class _Paper:
    """An entry of a list that is a demanded paper."""

    year: int | None
    row: Row
    agencies: frozenset[str]
    """Of the portal's units, those that its title names."""


@dataclass(frozen=True, slots=True)
class _Register:
    """Who has which lists, and which papers stand in them."""

    lists: dict[str, list[Row]]
    """agency_code -> the lists on its sites."""
    entries: dict[str, list[Row]]
    """channel_url -> its entries."""
    names: dict[str, AgencyNames]
    """agency_code of a government -> the names of its units."""


def measure_demanded_papers(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, demands: Sequence[Demand]
) -> dict[str, pd.DataFrame]:
    """The fact ``demanded_paper``: one row per unit, demand and year that is due.

    Args:
        conn: prepared connection.
        as_of: the moment; what is not due yet has no row.
        demands: of the editions and of the deployment.
    """
    owed = [one for one in demands if one.form is not DemandForm.COLUMN]
    agencies = plain_rows(frame(conn, _AGENCIES, {}))
    kinds = sorted({kind.value for one in owed for kind in one.kinds})
    register = _read(conn, agencies, kinds)
    rows: dict[tuple[str, str], Row] = {}  # of two documents that demand the same, the first
    for one in owed:
        for row in _of_demand(one, agencies, register, as_of):
            rows.setdefault((row["agency_code"], row["paper"]), row)
    return {
        "demanded_paper": table_of(
            "demanded_paper",
            rows.values(),
            counts=("year", "days_late"),
            flags=("is_verified", "is_present"),
        )
    }


def _read(conn: duckdb.DuckDBPyConnection, agencies: Sequence[Row], kinds: list[str]) -> _Register:
    lists: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _LISTS, {"kinds": kinds})):
        lists[row["agency_code"]].append(row)
    entries: dict[str, list[Row]] = defaultdict(list)
    for row in plain_rows(frame(conn, _ENTRIES, {"kinds": kinds})):
        entries[row["channel_url"]].append(row)
    units: dict[str, list[Row]] = defaultdict(list)
    for agency in agencies:
        if agency["parent_code"] and agency["agency_kind"] != AgencyKind.GOVERNMENT.value:
            units[agency["parent_code"]].append(agency)
    return _Register(
        lists=lists,
        entries=entries,
        names={
            agency["agency_code"]: AgencyNames(
                agency["name"],
                {one["agency_code"]: (one["name"], *(one["aliases"] or ())) for one in below},
            )
            for agency in agencies
            if (below := units.get(agency["agency_code"]))
        },
    )


def _of_demand(
    demand: Demand, agencies: Iterable[Row], register: _Register, as_of: datetime
) -> Iterator[Row]:
    papers: dict[str, list[_Paper]] = {}  # channel_url -> its papers of this demand

    def of_list(row: Row) -> list[_Paper]:
        url = row["channel_url"]
        if url not in papers:
            names = register.names.get(row["agency_code"])
            papers[url] = list(_papers(demand, register.entries.get(url, ()), names))
        return papers[url]

    for agency in agencies:
        if not demand.is_owed_by(agency):
            continue
        own = _lists_of(demand, register.lists.get(agency["agency_code"], ()))
        above = [
            one
            for one in _lists_of(demand, register.lists.get(agency["parent_code"] or "", ()))
            if one["site_kind"] == "portal" and agency["agency_kind"] != AgencyKind.GOVERNMENT.value
        ]
        if own and demand.place is Place.PORTAL:
            continue
        for year, due, is_verified in _due(demand, as_of):
            found = list(_found(agency, year, own, above, of_list))
            central = [one for one in above if _is_central(of_list(one), year)]
            state = _state(own, central, found, year, due)
            if state is not None:
                yield {
                    **_row(agency, demand, year, due, found, as_of),
                    **state,
                    "is_verified": is_verified,
                }


def _lists_of(demand: Demand, lists: Iterable[Row]) -> list[Row]:
    return [one for one in lists if one["kind"] in demand.kinds]


def _papers(demand: Demand, entries: Iterable[Row], names: AgencyNames | None) -> Iterator[_Paper]:
    for row in entries:
        match = demand.find(row["title"])
        if match is None:
            continue
        year = paper_year(row["title"], match.start())
        if demand.form is DemandForm.PAPER:
            year = None
        elif year is None:
            continue
        yield _Paper(year, row, names.named_in(row["title"]) if names else frozenset())


def _due(demand: Demand, as_of: datetime) -> Iterator[tuple[int | None, date | None, bool]]:
    """The years whose paper is due, the day that it was due on, and whether that is verified."""
    today = china_date(as_of)
    if today < demand.since:
        return
    is_sure = demand.sureness.may_fail
    if demand.form is DemandForm.PAPER:
        yield None, None, is_sure
        return
    year = today.year
    if (hint := _reminded(demand, today)) is not None:
        yield hint[0], hint[1], False
    while demand.due_on(year) >= today:
        year -= 1
    for one in range(year, year - demand.years, -1):
        if demand.due_on(one) >= demand.since:
            yield one, demand.due_on(one), is_sure


def _reminded(demand: Demand, today: date) -> tuple[int, date] | None:
    """The year between its unconfirmed day and the day on which its paper is surely due."""
    for year in (today.year, today.year - 1):
        reminder = demand.reminder_on(year)
        if reminder is not None and reminder < today <= demand.due_on(year):
            return year, reminder
    return None


def _found(
    agency: Row, year: int | None, own: Sequence[Row], above: Sequence[Row], of_list: Any
) -> Iterator[tuple[Row, Row]]:
    """Lists and their entries that are the paper: own ones that name no other unit first."""
    is_government = agency["agency_kind"] == AgencyKind.GOVERNMENT.value
    for one in own:
        for paper in of_list(one):
            if paper.year == year and not (is_government and paper.agencies):
                yield one, paper.row
    for one in above:
        for paper in of_list(one):
            if paper.year == year and agency["agency_code"] in paper.agencies:
                yield one, paper.row


def _is_central(papers: Iterable[_Paper], year: int | None) -> bool:
    named = {code for paper in papers if paper.year == year for code in paper.agencies}
    return len(named) >= _CENTRAL


def _state(
    own: Sequence[Row],
    central: Sequence[Row],
    found: Sequence[tuple[Row, Row]],
    year: int | None,
    due: date | None,
) -> dict[str, Any] | None:
    """How far the paper was looked for; None for a unit that has no place for it anywhere."""
    if found:
        return _taken(found[0][0], [found[0][0]])
    lists = [*own, *central]
    if not lists:
        return None
    for one in lists:
        if one["collection_state"] != _COLLECTED:
            return _taken(one, lists)
    opens = date(due.year, 1, 1) - _EARLIER if due is not None else date.min
    for one in lists:
        if not one["is_whole"] and (one["reaches_back_to"] or date.max) >= opens:
            return {
                **_taken(one, lists),
                "collection_state": CollectionState.UNCOLLECTED.value,
                "cause": CollectionCause.PARTIAL.value,
                "detail": f"栏目“{one['name']}”只读到 {one['reaches_back_to'] or '未知日期'}，"
                f"{f'{year} 年的材料' if year else '材料'}可能在更早的列表页",
            }
    return _taken(lists[0], lists)


def _taken(one: Row, lists: Sequence[Row]) -> dict[str, Any]:
    return {
        "collected_at": one["collected_at"],
        "collection_state": one["collection_state"],
        "cause": one["cause"],
        "detail": one["detail"],
        "looked_at": "、".join(f"{row['site_name']} › {row['name']}" for row in lists),
        "evidence": [row["fetch_id"] for row in lists if row["fetch_id"]],
    }


def _row(
    agency: Row,
    demand: Demand,
    year: int | None,
    due: date | None,
    found: Sequence[tuple[Row, Row]],
    as_of: datetime,
) -> Row:
    first = found[0][1] if found else None
    published = first["printed_on"] if first else None
    state = dict.fromkeys(("collected_at", "collection_state", "cause", "detail"))
    return {
        **common(
            {**agency, **state},
            as_of,
            subject_id=agency["agency_code"],
            subject_name=agency["name"],
        ),
        "demand": demand.name,
        "demand_rule": demand.rule,
        "demand_basis": demand.basis,
        "paper": f"{year}年{demand.name}" if year else demand.name,
        "year": year,
        "due_on": due,
        "is_present": first is not None,
        "url": first["item_url"] if first else None,
        "title": first["title"] if first else None,
        "published_on": published,
        "days_late": max((published - due).days, 0) if published and due else None,
    }
