"""How the alerts stand, out of the store: for the list and for the report."""

from datetime import datetime
from typing import Any

import pandas as pd

from gongkai_monitor.alerts.pending import alert_states
from gongkai_monitor.listing import records
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.alerts import read_attempts
from gongkai_monitor.store.announcements import read_announcements
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import AlertState, AnnouncementReason, RiskLevel


def read_alert_states(settings: Settings, as_of: datetime, *, since: datetime) -> pd.DataFrame:
    """How alerts announced after ``since`` stand at ``as_of`` (``pending.STATE_COLUMNS``).

    Raises:
        StoreError: when the store cannot be read.
    """
    with open_store(settings) as connection:
        announced = read_announcements(connection, since=since, until=as_of)
        attempts = read_attempts(connection, since=since, until=as_of)
    return alert_states(
        announced,
        attempts,
        settings.alerts.recipients,
        expire_hours=settings.alerts.expire_hours,
        as_of=as_of,
    )


def alert_rows(settings: Settings, as_of: datetime, *, since: datetime) -> list[dict[str, Any]]:
    """The same, the newest first, with the Chinese words.

    Raises:
        StoreError: when the store cannot be read.
    """
    states = records(read_alert_states(settings, as_of, since=since))
    told = [
        {
            **row,
            "reasons_label": "、".join(AnnouncementReason(one).label for one in row["reasons"]),
            "risk_label": RiskLevel(row["risk_level"]).label,
            "state_label": AlertState(row["state"]).label,
        }
        for row in states
    ]
    return sorted(told, key=lambda row: row["announced_at"], reverse=True)
