"""Follow redirects, a limited number of times; a loop is an outcome, not an endless story."""

from dataclasses import replace
from typing import Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from w3lib.url import safe_url_string

from crawlers.exchange import Exchange, FetchError
from crawlers.jobs import slot_of
from crawlers.safety import is_web_url
from gongkai_monitor.vocabulary import FetchOutcome

_CODES = {301, 302, 303, 307, 308}
_SAME_URL = 3


class RedirectMiddleware:
    """Meta: ``chain`` lists the URLs already visited for this job."""

    def __init__(self, max_times: int) -> None:
        self._max_times = max_times

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from settings."""
        return cls(crawler.settings.getint("REDIRECT_MAX_TIMES"))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The next request of the chain, or the response that ends it.

        Raises:
            FetchError: for a loop, too many hops, or a scheme other than http(s).
        """
        location = response.headers.get("Location")
        if response.status not in _CODES or location is None:
            return response
        chain = (*request.meta.get("chain", ()), request.url)
        target = _target(request.url, location)
        exchange: Exchange = request.meta["exchange"]
        if len(chain) > self._max_times or chain.count(target) >= _SAME_URL:
            raise _ended(request, exchange, FetchOutcome.REDIRECT_LOOP, f"{len(chain)} redirects")
        if not is_web_url(target):
            raise _ended(request, exchange, FetchOutcome.UNSAFE_ADDRESS, f"redirect to {target}")
        method = "GET" if response.status == 303 and request.method != "HEAD" else request.method
        meta = {**request.meta, "chain": chain, "download_slot": slot_of(target)}
        return request.replace(url=target, method=method, meta=meta)


def _target(url: str, location: bytes) -> str:
    text = location.decode("utf-8", "replace")
    try:
        return safe_url_string(urljoin(url, text.strip()))
    except ValueError:
        return ""


def _ended(request: Request, exchange: Exchange, outcome: FetchOutcome, error: str) -> FetchError:
    request.meta["exchange"] = ended = replace(exchange, outcome=outcome, error=error)
    return FetchError(ended)
