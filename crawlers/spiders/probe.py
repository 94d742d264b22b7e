"""Availability visits (rule W-2): the home page and a few inner pages, one look each.

A refusal (403, 412, captcha) is no visit at all: a citizen's browser may well be let in, so it
leaves a Fetch row but no Probe row, and nobody is judged on it.
"""

from collections.abc import Iterable

from crawlers.causes import why
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor.model.observations import Probe
from gongkai_monitor.vocabulary import CollectionCause, FetchOutcome, FetchPurpose

_NO_VISIT = {
    CollectionCause.BLOCKED,
    CollectionCause.ROBOTS,
    CollectionCause.UNSAFE_ADDRESS,
}


class ProbeSpider(JobSpider):
    """One Probe row per visited page."""

    name = "probe"
    max_attempts = 1

    def first_jobs(self) -> Iterable[Job]:
        """Home pages first, then the inner pages of the plan."""
        for site in self.context.plan.sites:
            for url in dict.fromkeys([site.home_url, *(row.url for row in site.channels)]):
                yield Job(url=url, purpose=FetchPurpose.PROBE, subject=site.site_code)

    def read(self, answer: Answer) -> Harvest:
        """The visit as a row."""
        limit = self.context.settings.crawl.timeout_seconds
        row = probe_row(answer, limit_seconds=limit)
        return Harvest(records=(row,) if row else ())


def probe_row(answer: Answer, *, limit_seconds: float) -> Probe | None:
    """The Probe row of an answer, None when the machine was refused."""
    exchange = answer.exchange
    if why(exchange, answer.sign).cause in _NO_VISIT:
        return None
    is_large = exchange.outcome is FetchOutcome.TOO_LARGE and exchange.status < 400
    is_usable = is_large or (exchange.outcome is FetchOutcome.OK and bool(answer.body.strip()))
    first_byte = exchange.seconds_first_byte
    return Probe(
        site_code=answer.job.subject,
        url=answer.job.url,
        probed_at=exchange.started_at,
        is_ok=is_usable and exchange.seconds <= limit_seconds,
        status=exchange.status,
        outcome=exchange.outcome,
        seconds_first_byte=None if first_byte is None else round(first_byte, 4),
        seconds=round(exchange.seconds, 4),
        final_url=exchange.url,
        error=exchange.error,
        round_id=answer.proof.round_id,
        fetch_id=answer.proof.fetch_id,
    )
