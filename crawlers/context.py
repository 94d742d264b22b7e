"""What one spider process works with: its plan, settings, frontier, landing batch, evidence.

Built by ``crawlers.run`` and handed to the spider; nothing here is global.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.declared import declare
from crawlers.evidence import EvidenceFile
from crawlers.frontier import Frontier
from crawlers.items import Harvest
from gongkai_monitor import clock
from gongkai_monitor.collection.letter_memory import LetterMemory
from gongkai_monitor.collection.page_memory import PageMemory
from gongkai_monitor.collection.plan import CrawlPlan
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.landing.batch import folder_name
from gongkai_monitor.model.observations import Observation
from gongkai_monitor.settings import Settings

_CHECKPOINT_ROWS = 50_000
_CHECKPOINT_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """Switches of one process that are no workspace setting.

    ``full`` follows every internal page instead of lists and recent articles;
    ``checkpoint_seconds`` is how much work a kill may cost; ``is_declared``: the round stands for
    the moment ``as_of`` and not for the present one.
    """

    full: bool = False
    checkpoint_seconds: float = _CHECKPOINT_SECONDS
    is_declared: bool = False


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of the process, for its SpiderRun row and its last line."""

    requests: int = 0
    pages: int = 0
    bytes: int = 0
    errors: int = 0  # callbacks that crashed


@dataclass(slots=True)
class CrawlContext:
    """One run of one spider. Create with ``CrawlContext.open``."""

    plan: CrawlPlan
    settings: Settings
    round_id: str
    as_of: datetime
    options: CrawlOptions
    batch_id: str
    frontier: Frontier
    landing: LandingBatch
    evidence: EvidenceFile
    started_at: datetime
    memory: PageMemory | None = None  # what earlier rounds know of each page
    letters: LetterMemory | None = None  # … of each letter of a message board
    tally: Tally = field(default_factory=Tally)
    fault: str | None = None  # the landing files could not be written
    _rows: int = 0
    _saved_at: float = field(default_factory=time.monotonic)

    @classmethod
    def open(
        cls,
        plan: CrawlPlan,
        settings: Settings,
        *,
        round_id: str,
        as_of: datetime,
        options: CrawlOptions,
        memory: PageMemory | None = None,
        letters: LetterMemory | None = None,
    ) -> "CrawlContext":
        """Open frontier, landing batch and evidence; an unfinished job folder is resumed."""
        batch_id = folder_name(f"{round_id}-{plan.spider}-{plan.subject}")
        frontier = Frontier(
            settings.jobs / f"{batch_id}.sqlite", per_host=settings.crawl.concurrency_per_host
        )
        now = clock.now()
        # after a kill the last record may be cut short: never append to that file
        evidence_name = f"{batch_id}-{now:%H%M%S%f}" if frontier.is_resumed else batch_id
        day = clock.china_date(now)
        return cls(
            plan=plan,
            settings=settings,
            round_id=round_id,
            as_of=as_of,
            options=options,
            batch_id=batch_id,
            frontier=frontier,
            landing=LandingBatch(settings.incoming, batch_id),
            evidence=EvidenceFile(settings.evidence, f"{day:%Y%m%d}", evidence_name),
            started_at=now,
            memory=memory,
            letters=letters,
        )

    def keep(self, harvest: Harvest) -> None:
        """Store one finished step; makes it durable from time to time."""
        for record in harvest.records:
            self.landing.write(self._of_the_moment(record))
        self.frontier.push(harvest.jobs)
        if harvest.notes:
            self.frontier.note(harvest.notes)
        if harvest.finished is not None:
            self.frontier.finish(harvest.finished)
        self._rows += len(harvest.records)
        if self._is_checkpoint_due():
            self.checkpoint()

    def _of_the_moment(self, record: Observation) -> Observation:
        if self.options.is_declared:
            return declare(record, self.as_of, self.started_at)
        return record

    def checkpoint(self) -> None:
        """Make everything so far durable: evidence, then records, then the frontier."""
        self.evidence.flush()
        self.landing.checkpoint()
        self.frontier.commit()
        self._rows = 0
        self._saved_at = time.monotonic()

    def close(self) -> None:
        """The round of these subjects is over."""
        self.evidence.close()
        self.landing.commit()
        self.frontier.remove()

    def give_up(self) -> None:
        """Something went wrong that a later run should resume from the last checkpoint."""
        self.evidence.close()
        self.landing.abort()

    def _is_checkpoint_due(self) -> bool:
        if self._rows >= _CHECKPOINT_ROWS:
            return True
        return time.monotonic() - self._saved_at >= self.options.checkpoint_seconds
