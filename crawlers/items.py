"""What a spider yields: everything one answer gave, stored as one step."""

from dataclasses import dataclass, field

from crawlers.jobs import Job
from gongkai_monitor.model.observations import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """Records, following jobs and notes of one finished job.

    ``finished`` is the fingerprint of the job that is done now; ``notes`` are facts the spider
    needs at the end of the round (key -> JSON). Records, jobs, notes and the finished mark reach
    the disk together, so a killed process neither loses nor skips a page.
    """

    records: tuple[Observation, ...] = ()
    jobs: tuple[Job, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    finished: int | None = None
    links_hash: str | None = None  # of the page's links, for its Fetch row
