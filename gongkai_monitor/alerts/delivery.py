"""Deliver what was announced: begin, send, record the end; a fault is retried at the next round."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pandas as pd

from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.alerts.pending import Alert, attempt_rows, pending_alerts
from gongkai_monitor.alerts.robots import LONGEST
from gongkai_monitor.alerts.sending import UndeliveredError, WayOut, send
from gongkai_monitor.alerts.words import alert_text
from gongkai_monitor.credentials import FILE_NAME, Credentials, RecipientCredentials
from gongkai_monitor.errors import InputError, WorkspaceError
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.alerts import AttemptRow, begin_attempts, end_attempts
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import AlertOutcome

MOST_MESSAGES = 10
"""To one recipient in one round; group robots take 20 a minute. The rest follows next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Alerts that fit into one message to one recipient."""

    alerts: tuple[Alert, ...]
    text: str

    @property
    def title(self) -> str:
        """Of a mail: the first alert, and how many others there are."""
        first, rest = self.alerts[0], len(self.alerts) - 1
        more = f"等 {rest + 1} 项" if rest else ""
        return f"政务舆情预警【{first.level.label}】{first.title}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How one message ended."""

    recipient: str
    outcome: AlertOutcome
    alert_count: int
    detail: str


def deliver(settings: Settings, *, now: Callable[[], datetime]) -> tuple[Delivery, ...]:
    """Send every recipient what it has not been told; network faults are outcomes, never errors.

    Args:
        settings: of the workspace.
        now: asked before each message: outcomes carry the time of their own end.

    Raises:
        StoreError: when the store cannot be read or written.
    """
    if not settings.alerts.recipients:
        return ()
    with open_store(settings, read_only=False) as connection:
        return tuple(
            ended
            for name in settings.alerts.recipients
            for ended in _deliver_to(connection, settings, name, now)
        )


def _deliver_to(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    name: str,
    now: Callable[[], datetime],
) -> Iterator[Delivery]:
    """One recipient: what has begun must end within ``IN_FLIGHT``, however many do not answer."""
    begun_at = now()

    def plan(
        announced: pd.DataFrame, attempts: pd.DataFrame
    ) -> tuple[list[Message], list[AttemptRow]]:
        planned = planned_messages(settings, name, announced, attempts, begun_at)
        rows = [
            row
            for one in planned
            for row in attempt_rows(one.alerts, name, begun_at, AlertOutcome.BEGUN)
        ]
        return planned, rows

    since = begun_at - timedelta(hours=settings.alerts.expire_hours)
    for message in begin_attempts(connection, plan, since=since, now=begun_at):
        result = send_text(
            settings, name, title=message.title, text=message.text, at=now(),
            alert_count=len(message.alerts),
        )  # fmt: skip
        rows = attempt_rows(message.alerts, name, now(), result.outcome, result.detail)
        end_attempts(connection, rows)
        yield result


def planned_messages(
    settings: Settings, name: str, announced: pd.DataFrame, attempts: pd.DataFrame, now: datetime
) -> list[Message]:
    """What is sent to one recipient at ``now``, at most ``MOST_MESSAGES``."""
    recipient = settings.alerts.recipients[name]
    alerts = pending_alerts(announced, attempts, name, recipient, rules=settings.alerts, now=now)
    packed = list(_packed(alerts, LONGEST[recipient.kind]))[:MOST_MESSAGES]
    return [Message(alerts=own, text="\n\n".join(_text(one) for one in own)) for own in packed]


def send_text(
    settings: Settings, name: str, *, title: str, text: str, at: datetime, alert_count: int = 0
) -> Delivery:
    """Send one text to a recipient of the settings; whatever happens is the outcome."""
    try:
        credentials = _credentials(settings, name)
        recipient = settings.alerts.recipients[name]
        way = WayOut(
            policy=AddressPolicy.parse(settings.alerts.allow_addresses, section="alerts"),
            seconds=settings.alerts.timeout_seconds,
            proxy="" if recipient.is_direct else settings.alerts.proxy,
        )
        detail = send(recipient.kind, credentials, title=title, text=text, at=at, way=way)
        outcome = AlertOutcome.DELIVERED
    except (UndeliveredError, WorkspaceError, InputError) as error:
        detail, outcome = str(error), AlertOutcome.FAILED
    return Delivery(recipient=name, outcome=outcome, alert_count=alert_count, detail=detail)


def _credentials(settings: Settings, name: str) -> RecipientCredentials:
    found = Credentials.load(settings.workspace).recipient(name)
    if found is None:
        raise UndeliveredError(f"没有地址：请在 {FILE_NAME} 写明 [recipients.{name}] url")
    return found


def _packed(alerts: Sequence[Alert], longest: int) -> Iterator[tuple[Alert, ...]]:
    """Alerts in their order, as many to a message as its bytes hold, at least one."""
    own: list[Alert] = []
    size = 0
    for alert in alerts:
        added = len(_text(alert).encode()) + 2
        if own and size + added > longest:
            yield tuple(own)
            own, size = [], 0
        own.append(alert)
        size += added
    if own:
        yield tuple(own)


def _text(alert: Alert) -> str:
    return alert_text(
        title=alert.title,
        level=alert.level,
        reasons=alert.reasons,
        body=alert.body,
        is_repeat=alert.is_repeat,
    )
