"""What all spiders share: jobs become requests, every end of a request becomes a harvest."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawlers.budget import Budget
from crawlers.causes import is_worth_retrying, retry_delay
from crawlers.context import CrawlContext
from crawlers.exchange import Exchange, FetchError
from crawlers.fetches import Seen, confirmed, fetch_row, is_evidence
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer, read_answer
from crawlers.revisits import NOT_MODIFIED, Revisits
from gongkai_monitor import clock
from gongkai_monitor.collection.page_memory import KnownPage
from gongkai_monitor.identity import removal_hash
from gongkai_monitor.model.observations import Fetch, Observation
from gongkai_monitor.text.form_paging import form_type
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose, PageSign

_CAPPED = "capped"


class JobSpider(Spider):
    """A spider over the frontier of its context. Subclasses say what to fetch and read."""

    name = "base"
    is_for_accounts = False
    max_attempts = 3

    def __init__(self, context: CrawlContext, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        year = clock.china_date(context.as_of).year
        self.budget = Budget(context.settings.crawl, year)
        self.proofs: set[int] = set()
        """Fingerprints of jobs whose answer proves something, whatever their purpose."""
        self.revisits = Revisits(
            context.memory,
            context.settings.crawl,
            context.settings.evidence,
            clock.china_date(context.as_of),
        )

    # what a spider is made of

    @abstractmethod
    def first_jobs(self) -> Iterable[Job]:
        """The jobs that the plan asks for."""

    @abstractmethod
    def read(self, answer: Answer) -> Harvest:
        """Records and following jobs of an answer; also called when nothing usable came."""

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """Rows that need the whole round; every planned subject gets its row here."""
        del reason
        return ()

    def home_url(self, job: Job) -> str | None:
        """Home page of the job's site, to see a redirect to it."""
        del job
        return None

    # the machinery

    async def start(self) -> AsyncIterator[Harvest]:
        """Hand the plan to the frontier; jobs of a resumed run are known there already."""
        yield Harvest(jobs=tuple(self.first_jobs()))

    def request(self, job: Job) -> Request:
        """The Scrapy request of a job."""
        return Request(
            job.url,
            method=job.method,
            body=self.body(job),
            callback=self.answered,
            errback=self.errored,
            headers=self.headers(job),
            meta={"job": job, "download_slot": job.host, **self.meta(job)},
            dont_filter=True,
        )

    def headers(self, job: Job) -> dict[str, str]:
        """Extra headers of a request: a known page is only asked for when it has changed."""
        kind = {"Content-Type": form_type(job.form)} if job.form is not None else {}
        return self.revisits.conditions(job) | kind

    def body(self, job: Job) -> bytes:
        """What a request sends; no secrets: they go by ``meta`` (``crawlers/wire_secret.py``)."""
        return (job.form or "").encode()

    def may_keep(self, job: Job) -> bool:
        """Whether the answer may be kept as evidence; not when it holds a secret."""
        del job
        return True

    def meta(self, job: Job) -> dict[str, Any]:
        """Extra meta of a request."""
        del job
        return {}

    def admits(self, job: Job) -> bool:
        """Whether a waiting job may still be fetched; out of time or space gives it all up."""
        if not self.budget.has_bytes(job.subject):
            limit = "max_bytes_per_site"
        elif not self.budget.has_time(job.subject):
            limit = "max_seconds_per_site"
        else:
            return True
        self.context.frontier.drop(job.subject)
        self.note_capped(job.subject, limit)
        return False

    def new_jobs(self, jobs: Iterable[Job]) -> tuple[Job, ...]:
        """Those not seen before, inside the page cap and outside traps."""
        kept: list[Job] = []
        for job in jobs:
            if self.context.frontier.has_seen(job) or not self.budget.admits_url(job):
                continue
            if self.is_removed(job.url):
                continue
            if not self.budget.has_room(self.context.frontier.admitted[job.subject] + len(kept)):
                self.note_capped(job.subject, "max_pages_per_site")
                break
            kept.append(job)
        return tuple(kept)

    def is_removed(self, text: str) -> bool:
        """Whether the message with this address or id was deleted on request."""
        removed = self.context.plan.removed
        return bool(removed) and removal_hash(text) in removed

    def note_capped(self, subject: str, limit: str) -> None:
        """Remember that a cap cut this subject short."""
        self.context.frontier.note({f"{_CAPPED}\t{subject}": limit})

    def capped_by(self, subject: str) -> str | None:
        """The cap that cut this subject short, if one did."""
        return dict(self.context.frontier.notes(f"{_CAPPED}\t{subject}")).get(
            f"{_CAPPED}\t{subject}"
        )

    def answered(self, response: Response) -> Iterator[Harvest]:
        """An HTTP answer, of whatever status."""
        assert response.request is not None
        meta = response.request.meta
        found = self._finish(meta["job"], meta["exchange"], response.body, meta.get("chain", ()))
        yield _with_certificates(found, meta)

    def errored(self, failure: Any) -> Iterator[Harvest]:
        """No usable answer: also a fact."""
        job: Job = failure.request.meta["job"]
        chain = failure.request.meta.get("chain", ())
        if isinstance(failure.value, FetchError):
            exchange = failure.value.exchange
        else:
            exchange = Exchange(
                url=failure.request.url,
                method=failure.request.method,
                started_at=clock.now(),
                seconds=0.0,
                outcome=FetchOutcome.OTHER,
                error=f"{type(failure.value).__name__}: {failure.value}"[:500],
            )
        yield _with_certificates(self._finish(job, exchange, b"", chain), failure.request.meta)

    def should_retry(self, answer: Answer) -> bool:
        """Whether the job is tried again instead of being read."""
        return answer.job.attempt < self.max_attempts and is_worth_retrying(answer.exchange)

    def retry_job(self, answer: Answer) -> Job:
        """The next attempt of a job."""
        base = 4 * self.context.settings.crawl.delay_seconds
        delay = retry_delay(answer.exchange, answer.job.attempt, base)
        return answer.job.again(clock.now().timestamp() + delay)

    def _finish(self, job: Job, exchange: Exchange, body: bytes, chain: tuple[str, ...]) -> Harvest:
        tally = self.context.tally
        tally.requests += 1
        tally.bytes += len(exchange.raw_body)
        self.budget.spend(job.subject, len(exchange.raw_body))
        page = self.revisits.known(job) if exchange.status == NOT_MODIFIED else None
        if page is not None:
            answer = self._confirmed(job, exchange, page, chain)
        else:
            answer = self._with_fetch(
                read_answer(job, exchange, body, len(chain), self.home_url(job))
            )
        if answer.is_confirmation and not answer.body and job.purpose is not FetchPurpose.ARTICLE:
            harvest = Harvest(jobs=(job.again(0.0),))  # what was confirmed is lost: fetch it
        elif self.should_retry(answer):
            harvest = Harvest(jobs=(self.retry_job(answer),))
        else:
            tally.pages += answer.is_ok
            harvest = self.read(answer)
        return replace(
            harvest,
            records=(
                replace(answer.proof, links_hash=harvest.links_hash or answer.proof.links_hash),
                *harvest.records,
            ),
            finished=job.fingerprint,
        )

    def _confirmed(
        self, job: Job, exchange: Exchange, page: KnownPage, chain: tuple[str, ...]
    ) -> Answer:
        """A 304: home pages and lists are read again from the answer that it confirms.

        So a snapshot is complete and the same as if the page had been sent. An article's rows
        are stored already; its answer has no body.
        """
        row = fetch_row(
            job,
            exchange,
            round_id=self.context.round_id,
            is_account=self.is_for_accounts,
            redirects=len(chain),
        )
        earlier = None
        if job.purpose is not FetchPurpose.ARTICLE:
            earlier = self.revisits.stored_answer(page, exchange)
        if earlier is None:
            answer = Answer(job=job, exchange=exchange, body=b"", sign=PageSign.NORMAL)
        else:
            home = self.home_url(job)
            answer = read_answer(job, earlier.exchange, earlier.body, len(chain), home)
        return replace(self._placed(answer, confirmed(row, page)), is_confirmation=True)

    def _placed(self, answer: Answer, row: Fetch) -> Answer:
        """The answer with its Fetch row, at the moment that the round stands for."""
        declared_at = self.context.as_of if self.context.options.is_declared else None
        return replace(answer, fetch=row, declared_at=declared_at)

    def _with_fetch(self, answer: Answer) -> Answer:
        """Save the evidence and make the Fetch row."""
        warc = None
        full = self.context.options.full
        is_proof = answer.job.fingerprint in self.proofs
        is_kept = is_proof or is_evidence(answer.job, answer.exchange, answer.sign, full=full)
        if is_kept and self.may_keep(answer.job):
            evidence = self.context.evidence
            warc = (evidence.relative, evidence.write(answer.exchange))
        title = answer.page.title if answer.page else None
        row = fetch_row(
            answer.job,
            answer.exchange,
            round_id=self.context.round_id,
            is_account=self.is_for_accounts,
            redirects=answer.redirects,
            seen=Seen(sign=answer.sign, title=title or None, charset=answer.charset),
            warc=warc,
        )
        return self._placed(answer, row)


def _with_certificates(harvest: Harvest, meta: dict[str, Any]) -> Harvest:
    """The certificates of hosts that were met for the first time on the way."""
    rows: tuple[Observation, ...] = meta.get("certificates", ())
    return replace(harvest, records=(*harvest.records, *rows)) if rows else harvest
