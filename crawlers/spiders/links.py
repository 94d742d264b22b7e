"""Open link targets: facts about each attempt, several spaced attempts for what fails.

Files are asked for with HEAD first and, when that does not settle it, with GET of the first
bytes; pages with GET. What fails is asked for again later with the headers of a browser (never
its name), and what refuses machines is opened in a browser when there is one. Whether a link is
dead is decided later, from the stored attempts.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from crawlers.browser.chromium import find_browser
from crawlers.causes import retry_delay
from crawlers.items import Harvest
from crawlers.jobs import BROWSER, Job
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.model.observations import LinkCheck
from gongkai_monitor.settings import BrowserSettings, LinkSettings
from gongkai_monitor.vocabulary import CheckWay, FetchOutcome, FetchPurpose, LinkKind, PageSign

_FILE_BYTES = 4_096
_PAGE_BYTES = 400_000
_FINAL = {FetchOutcome.UNSAFE_ADDRESS, FetchOutcome.ROBOTS}
_FINE = {None, PageSign.NORMAL}
_REFUSING = {401, 403, 405, 406, 412, 418, 429, 503, 521}
_FOR_BROWSERS = {403, 405, 406, 412, 418, 521}
_PLAIN = {"Accept-Encoding": "identity"}
_LIKE_A_BROWSER = {
    "Accept": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    ),
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "Upgrade-Insecure-Requests": "1",
}


class LinksSpider(JobSpider):
    """One LinkCheck row per attempt that says something."""

    name = "links"

    def first_jobs(self) -> Iterable[Job]:
        """Every target of the plan."""
        for link in self.context.plan.links:
            is_file = link.kind is not LinkKind.PAGE
            yield Job(
                url=link.url,
                purpose=FetchPurpose.ATTACHMENT if is_file else FetchPurpose.LINK,
                subject=link.site_code,
                method="HEAD" if is_file else "GET",
                channel_url=link.home_url,
            )

    def admits(self, job: Job) -> bool:
        """Spaced attempts take hours: no time cap per site here."""
        del job
        return True

    def home_url(self, job: Job) -> str | None:
        """Travels in the job."""
        return job.channel_url

    def headers(self, job: Job) -> dict[str, str]:
        """Plain bytes; after a failure the headers of a browser, not its identity."""
        if job.attempt == 1:
            return _PLAIN
        agent = f"Mozilla/5.0 (compatible; {self.settings.get('USER_AGENT')})"
        return {**_LIKE_A_BROWSER, "User-Agent": agent}

    def meta(self, job: Job) -> dict[str, Any]:
        """Only the first bytes are wanted."""
        is_file = job.purpose is FetchPurpose.ATTACHMENT
        return {"head_bytes": _FILE_BYTES if is_file else _PAGE_BYTES}

    def should_retry(self, answer: Answer) -> bool:
        """Attempts are spaced in ``read``."""
        del answer
        return False

    def read(self, answer: Answer) -> Harvest:
        """Record the attempt; look again at once or come back later when it failed."""
        if answer.job.method == "HEAD" and not is_settled_by_head(answer):
            # same attempt, other method: a HEAD that fails says nothing about the file
            return Harvest(jobs=(replace(answer.job, method="GET"),))
        check = link_check(answer)
        if not needs_another_attempt(check):
            return Harvest(records=(check,))
        if is_for_a_browser(check) and self._may_look():
            return Harvest(records=(check,), jobs=(replace(answer.job, method=BROWSER),))
        if check.attempt >= self._limits.attempts:
            return Harvest(records=(check,))
        delay = self._limits.spacing_seconds
        if check.status in _REFUSING:
            delay = max(delay, retry_delay(answer.exchange, check.attempt, delay))
        method = BROWSER if check.way is CheckWay.BROWSER and self._may_look() else "GET"
        return Harvest(
            records=(check,),
            jobs=(answer.job.again(clock.now().timestamp() + delay, method=method),),
        )

    def _may_look(self) -> bool:
        """Whether a browser is there and its pages of this process are not used up."""
        if not self._has_browser or self._looks >= self._browser.max_links:
            return False
        self._looks += 1
        return True

    _looks = 0

    @cached_property
    def _has_browser(self) -> bool:
        return self._browser.links and find_browser(self._browser.executable) is not None

    @cached_property
    def _browser(self) -> BrowserSettings:
        return self.context.settings.browser

    @cached_property
    def _limits(self) -> LinkSettings:
        return self.context.settings.links


def is_settled_by_head(answer: Answer) -> bool:
    """A file that is there, with a length, and not an HTML page."""
    kind = (answer.exchange.header("Content-Type") or "").lower()
    length = answer.exchange.header("Content-Length") or "0"
    return answer.exchange.status == 200 and "html" not in kind and length.strip(" 0") != ""


def needs_another_attempt(check: LinkCheck) -> bool:
    """Whether the attempt failed in a way that time may mend."""
    if check.outcome in _FINAL:
        return False
    return check.outcome is not FetchOutcome.OK or check.sign not in _FINE


def is_for_a_browser(check: LinkCheck) -> bool:
    """Whether a machine was refused where a reader may not be."""
    if check.way is CheckWay.BROWSER:
        return False
    return check.status in _FOR_BROWSERS or check.sign is PageSign.CHALLENGE


def way_of(job: Job) -> CheckWay:
    """In which way a job asks."""
    if job.method == BROWSER:
        return CheckWay.BROWSER
    return CheckWay.PLAIN if job.attempt == 1 else CheckWay.HEADERS


def link_check(answer: Answer) -> LinkCheck:
    """The LinkCheck row of an answer."""
    exchange = answer.exchange
    return LinkCheck(
        site_code=answer.job.subject,
        url=answer.job.url,
        method=exchange.method,
        way=way_of(answer.job),
        attempt=answer.job.attempt,
        checked_at=exchange.started_at,
        status=exchange.status,
        outcome=exchange.outcome,
        sign=answer.sign,
        final_url=exchange.url,
        redirects=answer.redirects,
        content_type=exchange.header("Content-Type"),
        bytes=len(exchange.raw_body),
        seconds=round(exchange.seconds, 4),
        error=exchange.error,
        is_host_open=exchange.is_host_open,
        round_id=answer.proof.round_id,
        fetch_id=answer.proof.fetch_id,
    )
