"""Which round a Dagster run belongs to."""

import dagster as dg

from gongkai_monitor import clock
from gongkai_monitor.collection.rounds import Round


class RoundConfig(dg.Config):
    """Run configuration; empty values mean a scheduled run of its own."""

    round_id: str = ""
    as_of: str = ""
    """Set when the round stands for a declared moment instead of the present one."""


def round_of(config: RoundConfig, run_id: str) -> Round:
    """The round named by the configuration, or a new one that carries the run's id."""
    as_of = clock.parse_instant(config.as_of) if config.as_of else clock.now()
    if config.round_id:
        return Round(config.round_id, as_of)
    return Round.starting(as_of, run_id[:6])
