"""What is due to whom: folded, by level, outside quiet hours, while it is young."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pandas as pd
import pytest

from gongkai_monitor.alerts.pending import IN_FLIGHT, alert_states, is_quiet, pending_alerts
from gongkai_monitor.settings import AlertSettings, RecipientSettings
from gongkai_monitor.vocabulary import RecipientKind, RiskLevel

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)  # 10:00 in China
RULES = AlertSettings()
GROUP = RecipientSettings(kind=RecipientKind.WECOM)
COLUMNS = ["alert_id", "recipient", "attempt", "recorded_at", "outcome", "detail"]


def announced(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {
        "hotspot_id": "h1", "title": "停水", "body": "b", "risk_level": "larger",
        "reasons": ["first"], "announced_at": NOW - timedelta(hours=1),
    }  # fmt: skip
    return pd.DataFrame([{**base, **row} for row in rows])


def attempt(outcome: str, at: datetime = NOW, name: str = "值班群") -> pd.DataFrame:
    return pd.DataFrame([("a1", name, 1, at, outcome, "超时")], columns=COLUMNS)


NONE = pd.DataFrame(columns=COLUMNS)


def due(
    rows: pd.DataFrame, attempts: pd.DataFrame = NONE, rules: AlertSettings = RULES,
    recipient: RecipientSettings = GROUP, now: datetime = NOW,
) -> list[tuple[str, ...]]:  # fmt: skip
    found = pending_alerts(rows, attempts, "值班群", recipient, rules=rules, now=now)
    return [one.alert_ids for one in found]


def test_what_has_not_arrived_of_one_hotspot_is_one_alert_with_the_newest_words() -> None:
    rows = announced({"alert_id": "a1"}, {"alert_id": "a2", "reasons": ["spread"], "body": "new"})
    (one,) = pending_alerts(rows, attempt("failed"), "值班群", GROUP, rules=RULES, now=NOW)
    assert (one.alert_ids, one.body, one.attempt) == (("a1", "a2"), "new", 2)
    assert [reason.value for reason in one.reasons] == ["first", "spread"]


@pytest.mark.parametrize(
    ("attempts", "is_due", "is_repeat"),
    [
        (NONE, True, False),
        (attempt("delivered"), False, False),
        (attempt("delivered", name="别的群"), True, False),
        (attempt("failed"), True, False),
        (attempt("begun", NOW - timedelta(minutes=1)), False, False),  # another process sends it
        (attempt("begun", NOW - IN_FLIGHT), True, True),  # that process is gone
    ],
)
def test_an_alert_is_sent_until_it_arrived(
    attempts: pd.DataFrame, is_due: bool, is_repeat: bool
) -> None:
    rows = announced({"alert_id": "a1"})
    found = pending_alerts(rows, attempts, "值班群", GROUP, rules=RULES, now=NOW)
    assert [one.is_repeat for one in found] == ([is_repeat] if is_due else [])


def test_the_worst_and_newest_come_first_and_a_recipient_may_want_only_the_worst() -> None:
    rows = announced(
        {"alert_id": "a1", "hotspot_id": "h1"},
        {"alert_id": "a2", "hotspot_id": "h2", "risk_level": "major"},
        {"alert_id": "a3", "hotspot_id": "h3"},
    )
    assert due(rows) == [("a2",), ("a3",), ("a1",)]
    only = RecipientSettings(kind=RecipientKind.MAIL, least_level=RiskLevel.MAJOR)
    assert due(rows, recipient=only) == [("a2",)]


def test_in_quiet_hours_only_the_grave_is_sent() -> None:
    rules = AlertSettings(quiet_hours=(time(22), time(7)))
    rows = announced(
        {"alert_id": "a1"}, {"alert_id": "a2", "hotspot_id": "h2", "risk_level": "major"}
    )
    assert due(rows, rules=rules) == [("a2",), ("a1",)]
    assert due(rows, rules=rules, now=datetime(2026, 11, 20, 15, tzinfo=UTC)) == [("a2",)]


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (("22:00", "07:00"), "21:59", False),
        (("22:00", "07:00"), "22:00", True),
        (("22:00", "07:00"), "06:59", True),
        (("22:00", "07:00"), "07:00", False),
        (("12:00", "14:00"), "13:00", True),
        (("12:00", "14:00"), "14:00", False),
    ],
)
def test_quiet_hours_go_over_midnight(hours: tuple[str, str], at: str, expected: bool) -> None:
    begin, end = (time.fromisoformat(one) for one in hours)
    assert is_quiet((begin, end), datetime.fromisoformat(f"2026-11-20T{at}+08:00")) is expected


@pytest.mark.parametrize(
    ("attempts", "hours", "state", "detail"),
    [
        (NONE, 1, "waiting", ""),
        (attempt("delivered"), 1, "delivered", "超时"),
        (attempt("failed"), 1, "failed", "超时"),
        (attempt("begun"), 1, "failed", "发送中断"),
        (attempt("failed"), 24, "expired", "超时"),
        (attempt("delivered"), 24, "delivered", "超时"),
    ],
)
def test_how_an_alert_stands(attempts: pd.DataFrame, hours: int, state: str, detail: str) -> None:
    rows = announced({"alert_id": "a1", "announced_at": NOW - timedelta(hours=hours)})
    (row,) = alert_states(rows, attempts, {"值班群": GROUP}, expire_hours=24, as_of=NOW).to_dict(
        "records"
    )
    assert (row["state"], row["detail"]) == (state, detail)
