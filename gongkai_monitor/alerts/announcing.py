"""What is announced at a moment: computed from the desk, stored, and only then delivered."""

from datetime import datetime, timedelta

import pandas as pd

from gongkai_monitor.alerts.words import alert_body, alert_title
from gongkai_monitor.clock import CHINA
from gongkai_monitor.identity import stable_id
from gongkai_monitor.opinion.announcements import due_announcements
from gongkai_monitor.report.cells import rows
from gongkai_monitor.review.hotspot_desk import HotspotDesk, hotspot_table, open_hotspot_desk
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.announcements import add_announcements
from gongkai_monitor.store.lake import open_store


def announce(settings: Settings, *, as_of: datetime, now: datetime) -> int:
    """Store what the hotspots of ``as_of`` give to tell; how many announcements there are.

    What is asked about another time is no news: a moment that is yet to come, or so long past
    that nothing would be delivered, announces nothing. Nor does a moment before the last
    announcement of a hotspot: what was told is told.

    Raises:
        StoreError: when the store cannot be read or written.
    """
    if not timedelta(0) <= now - as_of <= timedelta(hours=settings.alerts.expire_hours):
        return 0
    desk = open_hotspot_desk(settings, as_of)
    if not desk.views:
        return 0

    def due(last: pd.DataFrame) -> pd.DataFrame:
        later = set(last.loc[last["announced_at"] >= as_of, "hotspot_id"])
        hotspots = hotspot_table(desk)
        fresh = due_announcements(hotspots[~hotspots["hotspot_id"].isin(later)], last)
        return _told(fresh, desk)

    with open_store(settings, read_only=False) as connection:
        return add_announcements(connection, due)


def _told(due: pd.DataFrame, desk: HotspotDesk) -> pd.DataFrame:
    """With the id, the moment and the words of each."""
    moment = f"{desk.as_of.astimezone(CHINA):%m-%d %H:%M}"
    by_id = {row.text("hotspot_id"): row for row in rows(hotspot_table(desk))}
    names = {view.hotspot_id: view.agency_name for view in desk.views}
    ids = [str(one) for one in due["hotspot_id"]]
    return due.assign(
        announced_at=desk.as_of,
        alert_id=[stable_id("alert", one, desk.as_of.isoformat()) for one in ids],
        title=[alert_title(by_id[one]) for one in ids],
        body=[alert_body(by_id[one], names[one], moment) for one in ids],
    )
