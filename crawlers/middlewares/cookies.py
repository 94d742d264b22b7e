"""Cookies, kept per subject and only for the host that set them.

Scrapy's own middleware keeps one jar for all sites, so one site could fill the requests to its
neighbours with cookies until they are refused; and it asks the public suffix list of every
cookie's domain, which tldextract fetches from the internet in the middle of a crawl.
"""

from collections.abc import Iterable
from http.cookiejar import Cookie

from scrapy import Request
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http import Response
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached

_MOST = 30
_LONGEST = 4_096


class HostCookiesMiddleware(CookiesMiddleware):
    """One jar per job's subject and host; ``Domain`` of a cookie is not looked at."""

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Send what this host set for this subject."""
        request.meta["cookiejar"] = key = (request.meta["job"].subject, _host(request))
        if key in self.jars:
            super().process_request(request)

    def process_response(self, request: Request, response: Response) -> Response:  # type: ignore[override]
        """Keep what the host sets."""
        if b"Set-Cookie" in response.headers:
            super().process_response(request, response)
        return response

    def _process_cookies(
        self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request
    ) -> None:
        for cookie in cookies:
            cookie.domain, cookie.domain_specified = _host(request), False
            is_new = all(cookie.name != known.name for known in jar)
            is_too_much = len(cookie.name) + len(cookie.value or "") > _LONGEST
            if not is_too_much and not (is_new and len(jar) >= _MOST):
                jar.set_cookie_if_ok(cookie, request)


def _host(request: Request) -> str:
    return (urlparse_cached(request).hostname or "").lower()
