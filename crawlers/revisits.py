"""What of a known page is done again in this round: skipped, asked for changes, or fetched whole.

Home pages and lists are looked at in every round. Articles only when they are new, when a list
shows them otherwise than before, when they are recent (once a day), watched (an open finding, an
entry that left its list), due (every known article once in ``revisit_days``, spread over the days)
or met nearer to the home page than before.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from pathlib import Path

import structlog

from crawlers.decompress import decompress
from crawlers.evidence import read_response
from crawlers.exchange import Exchange
from crawlers.jobs import Job
from gongkai_monitor.clock import china_date
from gongkai_monitor.collection.page_memory import KnownPage, PageMemory
from gongkai_monitor.identity import content_hash, entry_mark
from gongkai_monitor.settings import CrawlSettings
from gongkai_monitor.vocabulary import FetchPurpose

log = structlog.get_logger()
NOT_MODIFIED = 304
_LISTS = {FetchPurpose.HOME, FetchPurpose.CHANNEL, FetchPurpose.LIST_DATA}


class Visit(Enum):
    """What is done with a page."""

    SKIP = auto()
    ASK = auto()  # conditional request
    FETCH = auto()


@dataclass(frozen=True, slots=True)
class Stored:
    """An earlier answer, read back from the evidence: as received, and decoded."""

    exchange: Exchange
    body: bytes


class Revisits:
    """The memory of earlier rounds and the rules on it.

    Args:
        memory: None when nothing is known: everything is fetched.
        crawl: intervals.
        evidence: folder of the WARC files that hold earlier answers.
        today: day in China that the round stands for.
    """

    def __init__(
        self, memory: PageMemory | None, crawl: CrawlSettings, evidence: Path, today: date
    ) -> None:
        self._memory = memory
        self._crawl = crawl
        self._evidence = evidence
        self._today = today

    def known(self, job: Job) -> KnownPage | None:
        """What earlier rounds know of the job's page."""
        if self._memory is None or job.method != "GET":
            return None
        return self._memory.find(job.subject, job.url)

    def visit(self, job: Job) -> Visit:
        """What is done with the job's page; a second attempt always fetches it whole."""
        page = self.known(job)
        if page is None or job.attempt > 1:
            return Visit.FETCH
        if job.purpose in _LISTS:
            return self._visit_list(page)
        return self._visit_article(job, page)

    def conditions(self, job: Job) -> dict[str, str]:
        """The headers that ask only for a changed page; none when it is to be fetched whole."""
        page = self.known(job)
        if page is None or self.visit(job) is not Visit.ASK:
            return {}
        headers = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return {name: value for name, value in headers.items() if value}

    def sort_out(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, KnownPage | None]]:
        """Each article job with the page that makes it needless, or None when it is wanted."""
        for job in jobs:
            page = self.known(job)
            yield job, (page if self.visit(job) is Visit.SKIP else None)

    def is_shown_otherwise(self, job: Job) -> bool:
        """Whether a list shows a known article with another title or date than before."""
        page = self.known(job)
        return page is not None and _is_otherwise(job, page)

    def own_jobs(self, site_code: str, *, every: bool) -> Iterator[Job]:
        """Watched articles; with ``every`` all that are due, also where no list shows them."""
        if self._memory is None:
            return
        for url in self._memory.watched(site_code):
            yield self.own_job(site_code, url)
        for page in self._memory.articles(site_code) if every else ():
            job = self.own_job(site_code, page.url, page.channel_url)
            if self._visit_article(job, page) is not Visit.SKIP:
                yield job

    def own_job(self, site_code: str, url: str, channel_url: str | None = None) -> Job:
        """A visit that no page of this round leads to, as deep as its page was met before.

        Otherwise the pages behind it would be deeper than the first round went. A page of unknown
        depth leads nowhere until it is met.
        """
        job = Job(url=url, purpose=FetchPurpose.ARTICLE, subject=site_code, channel_url=channel_url)
        page = self.known(job)
        depth = page.depth if page is not None else None
        return replace(job, depth=self._crawl.max_depth if depth is None else depth)

    def is_nearer(self, job: Job) -> bool:
        """Whether a known page is met nearer than before: pages behind it may come into reach."""
        page = self.known(job)
        return page is not None and page.depth is not None and job.depth < page.depth

    def stored_answer(self, page: KnownPage, confirmation: Exchange) -> Stored | None:
        """The earlier answer that a 304 confirms; None when it is not at hand any more."""
        if page.warc_file is None or page.warc_offset is None:
            return None
        found = read_response(self._evidence / page.warc_file, page.warc_offset)
        if found is None or content_hash(found[1]) != page.content_hash:
            log.warning("earlier answer is not at hand", url=page.url, file=page.warc_file)
            return None
        headers, raw = found
        earlier = replace(
            confirmation, url=page.final_url, status=200, headers=headers, raw_body=raw
        )
        encoding = earlier.header("Content-Encoding")
        try:
            body = decompress(raw, encoding, self._crawl.max_bytes) if encoding else raw
        except ValueError:
            return None
        return Stored(earlier, body)

    def _visit_list(self, page: KnownPage) -> Visit:
        is_stored = page.warc_file is not None and page.warc_offset is not None
        if not (page.has_validators and is_stored):
            return Visit.FETCH
        trusted = timedelta(days=self._crawl.trust_unchanged_days)
        is_old = self._today - china_date(page.same_since) > trusted
        if is_old and china_date(page.sent_at) < self._today:
            return Visit.FETCH  # a server that always says 304 must not hide news for long
        return Visit.ASK

    def _visit_article(self, job: Job, page: KnownPage) -> Visit:
        if self._is_due(page) or _is_otherwise(job, page) or self.is_nearer(job):
            return Visit.FETCH
        if not self._is_recent(page) and not self._is_watched(page):
            return Visit.SKIP
        return Visit.ASK if page.has_validators else Visit.FETCH

    def _is_due(self, page: KnownPage) -> bool:
        days = self._crawl.revisit_days
        age = (self._today - china_date(page.sent_at)).days
        turn = (zlib.crc32(page.url.encode()) + self._today.toordinal()) % days
        return age >= days or (age > 0 and turn == 0)

    def _is_recent(self, page: KnownPage) -> bool:
        """Recent and not yet looked at today: rounds are held many times a day."""
        if page.published_on is None or china_date(page.read_at) >= self._today:
            return False
        return self._today - page.published_on <= timedelta(days=self._crawl.recent_days)

    def _is_watched(self, page: KnownPage) -> bool:
        assert self._memory is not None
        return self._memory.is_watched(page.site_code, page.url)


def _is_otherwise(job: Job, page: KnownPage) -> bool:
    if job.title is None or not page.listed:
        return False
    printed_on = date.fromisoformat(job.printed_on) if job.printed_on else None
    return entry_mark(job.title, printed_on) not in page.listed
