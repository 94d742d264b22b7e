"""The Fetch row of an exchange, and whether its raw response is kept as evidence."""

from dataclasses import dataclass, replace

from crawlers.exchange import Exchange
from crawlers.jobs import Job
from gongkai_monitor.collection.page_memory import KnownPage
from gongkai_monitor.identity import content_hash, stable_id
from gongkai_monitor.model.observations import Fetch
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose, PageSign

_EVIDENCE_PURPOSES = {
    FetchPurpose.HOME,
    FetchPurpose.CHANNEL,
    FetchPurpose.LIST_DATA,
    FetchPurpose.RENDERED,
    FetchPurpose.FEED,
    FetchPurpose.PROFILE,
    FetchPurpose.POSTS,
    FetchPurpose.APP_STORE,
    FetchPurpose.INSPECT,
}

_LONGEST_VALIDATOR = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What reading the body told about it."""

    sign: PageSign | None = None
    title: str | None = None
    charset: str | None = None


NOTHING_SEEN = Seen()


def fetch_row(
    job: Job,
    exchange: Exchange,
    *,
    round_id: str,
    is_account: bool = False,
    redirects: int = 0,
    seen: Seen = NOTHING_SEEN,
    warc: tuple[str, int] | None = None,
) -> Fetch:
    """One row per exchange, successful or not."""
    return Fetch(
        fetch_id=fetch_id(job, exchange, round_id),
        round_id=round_id,
        site_code=None if is_account else job.subject,
        account_code=job.subject if is_account else None,
        url=job.url,
        final_url=exchange.url,
        method=exchange.method,
        purpose=job.purpose,
        fetched_at=exchange.started_at,
        status=exchange.status,
        outcome=exchange.outcome,
        error=exchange.error,
        seconds=round(exchange.seconds, 4),
        bytes=len(exchange.raw_body),
        content_type=exchange.header("Content-Type"),
        charset=seen.charset,
        content_hash=content_hash(exchange.raw_body) if exchange.raw_body else None,
        sign=seen.sign,
        title=mask_personal_data(seen.title) if seen.title else None,
        redirects=redirects,
        warc_file=warc[0] if warc else None,
        warc_offset=warc[1] if warc else None,
        etag=_validator(exchange, "ETag"),
        last_modified=_validator(exchange, "Last-Modified"),
        depth=job.depth,
    )


def confirmed(row: Fetch, page: KnownPage) -> Fetch:
    """The row of a 304: it names the content that is still valid and where it is kept."""
    return replace(
        row,
        sign=PageSign.NORMAL,
        content_type=page.content_type,
        charset=page.charset,
        title=page.title,
        content_hash=page.content_hash,
        links_hash=page.links_hash,
        warc_file=page.warc_file,
        warc_offset=page.warc_offset,
        etag=row.etag or page.etag,
        last_modified=row.last_modified or page.last_modified,
    )


def _validator(exchange: Exchange, name: str) -> str | None:
    """A header that can be sent back as it came; anything odd is left out."""
    value = (exchange.header(name) or "").strip()
    is_plain = value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if value and is_plain else None


def fetch_id(job: Job, exchange: Exchange, round_id: str) -> str:
    """Names the exchange; every attempt has its own."""
    instant = exchange.started_at.isoformat()
    return stable_id("fetch", round_id, job.subject, job.method, job.url, instant)


def is_evidence(job: Job, exchange: Exchange, sign: PageSign | None, *, full: bool) -> bool:
    """Keep what a finding may have to prove: lists, home pages, thin-round articles, failures.

    A failure may answer 200: a soft 404, an empty page, a redirect to the home page.
    """
    if not exchange.status or job.method == "HEAD":
        return False
    if sign not in {None, PageSign.NORMAL}:
        return True
    if exchange.outcome is not FetchOutcome.OK or job.purpose in _EVIDENCE_PURPOSES:
        return True
    return job.purpose is FetchPurpose.ARTICLE and not full
