"""Which alerts each recipient must be sent now, and how every alert stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd

from gongkai_monitor.clock import CHINA
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.settings import AlertSettings, RecipientSettings
from gongkai_monitor.vocabulary import AlertOutcome, AlertState, AnnouncementReason, RiskLevel

IN_FLIGHT = timedelta(minutes=10)
"""So long an attempt that has begun may still be under way in another process."""
STATE_COLUMNS = (
    "alert_id", "hotspot_id", "recipient", "title", "risk_level", "reasons", "announced_at",
    "state", "attempts", "last_at", "detail",
)  # fmt: skip

_LEVELS = tuple(RiskLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Everything about one hotspot that a recipient has not been told yet, in one piece."""

    alert_ids: tuple[str, ...]
    hotspot_id: str
    title: str
    body: str
    level: RiskLevel
    reasons: tuple[AnnouncementReason, ...]
    attempt: int
    is_repeat: bool  # an attempt was interrupted: it may have arrived


def pending_alerts(
    announced: pd.DataFrame,
    attempts: pd.DataFrame,
    name: str,
    recipient: RecipientSettings,
    *,
    rules: AlertSettings,
    now: datetime,
) -> tuple[Alert, ...]:
    """What one recipient must be sent at ``now``: the highest level first, then the newest.

    Several announcements of a hotspot that have not arrived are one alert with all reasons and
    the words of the newest.

    Args:
        announced: rows of ``hotspot_announcements`` that are young enough, the oldest first.
        attempts: the newest row of ``alerts_sent`` of each alert and recipient.
        name: of the recipient.
        recipient: its settings.
        rules: quiet hours.
        now: the moment.
    """
    known = _attempts_of(attempts, name)
    waiting: dict[str, list[Row]] = {}
    for row in rows(announced):
        if _is_wanted(row, recipient) and _is_due(known.get(row.text("alert_id")), now):
            waiting.setdefault(row.text("hotspot_id"), []).append(row)
    alerts = [_folded(own, known) for own in waiting.values()]
    if is_quiet(rules.quiet_hours, now):
        alerts = [one for one in alerts if _rank(one.level) >= _rank(rules.quiet_level)]
    order = {one: number for number, one in enumerate(reversed(list(waiting)))}
    return tuple(sorted(alerts, key=lambda one: (-_rank(one.level), order[one.hotspot_id])))


def attempt_rows(
    alerts: Iterable[Alert], name: str, at: datetime, outcome: AlertOutcome, detail: str = ""
) -> list[dict[str, Any]]:
    """Rows of ``alerts_sent``."""
    return [
        {
            "alert_id": alert_id,
            "hotspot_id": alert.hotspot_id,
            "recipient": name,
            "attempt": alert.attempt,
            "recorded_at": at,
            "outcome": outcome.value,
            "detail": detail or None,
        }
        for alert in alerts
        for alert_id in alert.alert_ids
    ]


def alert_states(
    announced: pd.DataFrame,
    attempts: pd.DataFrame,
    recipients: Mapping[str, RecipientSettings],
    *,
    expire_hours: float,
    as_of: datetime,
) -> pd.DataFrame:
    """How every alert stands with every recipient at ``as_of`` (``STATE_COLUMNS``)."""
    told = []
    for name, recipient in recipients.items():
        known = _attempts_of(attempts, name)
        for row in rows(announced):
            if not _is_wanted(row, recipient):
                continue
            last = known.get(row.text("alert_id"))
            told.append(
                {
                    **{key: row.values.get(key) for key in STATE_COLUMNS},
                    "recipient": name,
                    "state": _state(row, last, timedelta(hours=expire_hours), as_of).value,
                    "attempts": (last.whole("attempt") or 0) if last else 0,
                    "last_at": last.instant("recorded_at") if last else None,
                    "detail": _detail(last),
                }
            )
    return pd.DataFrame(told, columns=list(STATE_COLUMNS))


def is_quiet(hours: tuple[time, time] | None, now: datetime) -> bool:
    """Whether a moment lies in the quiet hours of China; they may go over midnight."""
    if hours is None:
        return False
    (begin, end), at = hours, now.astimezone(CHINA).time()
    return begin <= at < end if begin <= end else at >= begin or at < end


def _attempts_of(attempts: pd.DataFrame, name: str) -> dict[str, Row]:
    return {row.text("alert_id"): row for row in rows(attempts) if row.text("recipient") == name}


def _is_wanted(row: Row, recipient: RecipientSettings) -> bool:
    """What was announced before there was any delivery has no id and is not sent."""
    level = row.text("risk_level")
    return bool(row.text("alert_id") and level) and _rank(RiskLevel(level)) >= _rank(
        recipient.least_level
    )


def _is_due(last: Row | None, now: datetime) -> bool:
    if last is None:
        return True
    begun = last.instant("recorded_at")
    match AlertOutcome(last.text("outcome")):
        case AlertOutcome.DELIVERED:
            return False
        case AlertOutcome.FAILED:
            return True
        case AlertOutcome.BEGUN:
            return begun is not None and now - begun >= IN_FLIGHT


def _folded(own: Sequence[Row], known: Mapping[str, Row]) -> Alert:
    newest = own[-1]
    earlier = [known[row.text("alert_id")] for row in own if row.text("alert_id") in known]
    named = {AnnouncementReason(one) for row in own for one in row.items("reasons")}
    return Alert(
        alert_ids=tuple(row.text("alert_id") for row in own),
        hotspot_id=newest.text("hotspot_id"),
        title=newest.text("title"),
        body=newest.text("body"),
        level=RiskLevel(newest.text("risk_level")),
        reasons=tuple(reason for reason in AnnouncementReason if reason in named),
        attempt=1 + max((one.whole("attempt") or 0 for one in earlier), default=0),
        is_repeat=any(one.text("outcome") == AlertOutcome.BEGUN for one in earlier),
    )


def _state(row: Row, last: Row | None, life: timedelta, as_of: datetime) -> AlertState:
    if last is not None and last.text("outcome") == AlertOutcome.DELIVERED:
        return AlertState.DELIVERED
    announced_at = row.instant("announced_at")
    assert announced_at is not None  # NOT NULL in the table
    if as_of - announced_at >= life:
        return AlertState.EXPIRED
    return AlertState.WAITING if last is None else AlertState.FAILED


def _detail(last: Row | None) -> str:
    if last is None:
        return ""
    if last.text("outcome") == AlertOutcome.BEGUN:
        return AlertOutcome.BEGUN.label
    return last.text("detail")


def _rank(level: RiskLevel) -> int:
    return _LEVELS.index(level)
