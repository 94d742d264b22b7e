"""Rounds that stand for a declared moment (``--declared``; docs/decisions/004).

The moment a row speaks of is moved to the declared one; ``fetched_at`` of the exchange and the
WARC record keep the true time, so evidence never claims a false one.
"""

from dataclasses import fields, replace
from datetime import datetime, timedelta

from gongkai_monitor.model.observations import Observation

_SPAN = timedelta(hours=1)
"""A declared round is told as if it had begun this long before its moment."""


def declare(record: Observation, as_of: datetime, started_at: datetime) -> Observation:
    """The record as of the declared moment.

    ``observed_at`` and ``read_at`` become the moment itself. Attempts and visits keep their
    order and distance, counted from an hour before it.
    """
    names = {field.name for field in fields(record)}
    moved: dict[str, datetime] = {}
    moved.update(dict.fromkeys(names & {"observed_at", "read_at"}, as_of))
    for name in ("checked_at", "probed_at"):
        if name in names:
            true_at: datetime = getattr(record, name)
            moved[name] = min(as_of, as_of - _SPAN + (true_at - started_at))
    return replace(record, **moved) if moved else record  # type: ignore[arg-type]
