"""The register (台账) of matters, kept as a duty officer does: some hours ago, by the desk's steps.

The export of that morning is imported, the desk groups it, and what the officer decided is stored
by the functions behind ``gongkai hotspots``.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_monitor.imports.drop import ImportKind, import_into_store
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.items import items_of
from gongkai_monitor.practice.matters import MATTERS
from gongkai_monitor.practice.matters.matter import Judged, Matter, Outlet
from gongkai_monitor.practice.messages import known_by, write_csv
from gongkai_monitor.practice.opinion_truth import published
from gongkai_monitor.practice.plan import City
from gongkai_monitor.review.hotspot_desk import HotspotDesk, HotspotView, open_hotspot_desk
from gongkai_monitor.review.hotspot_entry import Assigned, HotspotBody, StatementJudged, Triaged
from gongkai_monitor.review.hotspot_steps import append_bodies
from gongkai_monitor.settings import Settings

EXPORTED_BEFORE = timedelta(hours=6)
_RECORDED_BEFORE = timedelta(hours=5)
_EXPORT_NAME = "留言-早间.csv"
_OFFICER, _ROLE = "值班员丙", "政务公开科"


def keep_register(city: City, settings: Settings, papers: Path, now: datetime) -> None:
    """Import the earlier export, and record what was decided; register and history must be there.

    Raises:
        InputError: when an entry is refused.
        StoreError: when the store takes no rows.
    """
    exported_at, recorded_at = now - EXPORTED_BEFORE, now - _RECORDED_BEFORE
    export = papers / _EXPORT_NAME
    write_csv(known_by(city.messages, exported_at), export)
    outcome = import_into_store(settings, ImportKind.MESSAGES, export, now=exported_at)
    assert not outcome.faults, outcome.faults
    refresh_hotspots(settings, as_of=exported_at)
    desk = open_hotspot_desk(settings, recorded_at)
    ids = {spot.topic: set(spot.message_ids) for spot in city.truth.hotspots}
    bodies = []
    for matter in MATTERS:
        if matter.is_registered:
            view = _view(desk, ids[matter.topic])
            bodies += [
                (view.hotspot_id, body, _OFFICER, _ROLE)
                for body in _bodies(matter, view, city, recorded_at)
            ]
    append_bodies(settings, desk, bodies, recorded_at)


def _view(desk: HotspotDesk, ids: set[str]) -> HotspotView:
    """The hotspot that holds most of the letters."""
    return max(desk.views, key=lambda view: len(ids & set(view.row.items("message_ids"))))


def _bodies(
    matter: Matter, view: HotspotView, city: City, recorded_at: datetime
) -> Iterator[HotspotBody]:
    names = {one.agency_code: one.name for one in city.registry.agencies}
    if view.agency_code:
        yield Assigned(
            agency_code=view.agency_code,
            agency_name=names[view.agency_code],
            officer=_OFFICER,
            pushed_at=recorded_at,
        )
    now = city.as_of.replace(microsecond=0)
    if matter.response_class is not None:
        yield Triaged(
            response_class=matter.response_class,
            occurred_at=matter.occurred_at(now),
            reason="现场核实",
        )
    found = {one.text("title"): one for one in view.candidates}
    for release in matter.releases:
        if release.judged is Judged.PENDING:
            continue
        said, seen = published(matter, release, now), found.get(release.title)
        assert release.outlet is not Outlet.ACCOUNT or seen is not None, release.title
        yield StatementJudged(
            statement_id=seen.text("statement_id") if seen else f"人工 {said.published_at}",
            title=said.title,
            url=seen.text("url") if seen else _portal_url(city, said.title, release.outlet),
            published_at=said.published_at,
            milestone=release.milestone,
            is_answer=release.judged is Judged.CONFIRMED,
            reason="" if release.judged is Judged.CONFIRMED else "没有说明来信所问",
        )


def _portal_url(city: City, title: str, outlet: Outlet) -> str:
    """Where the portal shows an article; "" for what has no page."""
    if outlet is not Outlet.PORTAL:
        return ""
    plan = city.sites[0]
    return next(
        plan.origin + FAMILIES[plan.family].article_path(channel, item)
        for channel in plan.channels
        for item in items_of(plan, channel)
        if item.said is not None and item.title == title
    )
