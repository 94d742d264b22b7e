"""What an answer is, before any spider looks at it: text, page, sign."""

from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.exchange import Exchange
from crawlers.jobs import Job
from crawlers.proving import can_be_parsed
from gongkai_monitor.model.observations import Fetch
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs import sign_of
from gongkai_monitor.text.tangle import may_choke
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose, PageSign


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One finished exchange of a job; ``page`` only for HTML."""

    job: Job
    exchange: Exchange
    body: bytes
    redirects: int = 0
    text: str = ""
    charset: str | None = None
    page: Page | None = None
    sign: PageSign | None = None
    fetch: Fetch | None = None
    declared_at: datetime | None = None  # the moment that a declared round stands for
    is_confirmation: bool = False  # the server said 304: the content is that of an earlier round

    @property
    def read_at(self) -> datetime:
        """The moment that the page is read for: dates without a year are taken from it."""
        return self.declared_at or self.exchange.started_at

    @property
    def is_ok(self) -> bool:
        """A usable answer with a normal page."""
        return self.exchange.outcome is FetchOutcome.OK and self.sign in {None, PageSign.NORMAL}

    @property
    def proof(self) -> Fetch:
        """The Fetch row of this answer."""
        assert self.fetch is not None
        return self.fetch


_LONGEST_PAGE = 5_000_000
"""Characters of HTML; the largest real page seen has 0.3 million."""
_MOST_ATTRIBUTES = 25_000
_TOO_MUCH = "the page is too large or too tangled to be parsed"
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x89PNG", b"\xff\xd8", b"GIF8")


def looks_like_html(body: bytes, content_type: str | None) -> bool:
    """Whether a body is to be parsed as a page."""
    kind = (content_type or "").lower()
    if body.startswith(_BINARY):
        return False
    if "html" in kind:
        return True
    head = body[:512].lstrip().lower()
    return not kind.startswith(("image/", "application/json")) and head.startswith(
        (b"<!doctype html", b"<html", b"<head", b"\xef\xbb\xbf<!doctype html")
    )


def _is_parsable(text: str) -> bool:
    if len(text) > _LONGEST_PAGE:
        return False
    return not may_choke(text, most_attributes=_MOST_ATTRIBUTES) or can_be_parsed(text)


def read_answer(
    job: Job, exchange: Exchange, body: bytes, redirects: int, home_url: str | None
) -> Answer:
    """Decode and parse a body once. ``home_url`` lets a redirect to the home page be seen."""
    if not exchange.status or job.method == "HEAD":
        return Answer(job=job, exchange=exchange, body=body, redirects=redirects)
    kind = exchange.header("Content-Type")
    text, charset, page = "", None, None
    if looks_like_html(body, kind):
        decoded = decode(body, kind)
        text, charset = decoded.text, decoded.charset
        if not _is_parsable(text):
            exchange = replace(exchange, outcome=FetchOutcome.TOO_LARGE, error=_TOO_MUCH)
            return Answer(job=job, exchange=exchange, body=body, redirects=redirects)
        page = Page.parse(text, exchange.url, is_proved=True)
    is_home = job.purpose in {FetchPurpose.HOME, FetchPurpose.PROBE}
    sign = sign_of(
        status=exchange.status,
        url=job.url,
        final_url=exchange.url,
        body=body,
        content_type=kind,
        home_url=None if is_home else home_url,
        page=page,
    )
    return Answer(
        job=job,
        exchange=exchange,
        body=body,
        redirects=redirects,
        text=text,
        charset=charset,
        page=page,
        sign=sign,
    )
