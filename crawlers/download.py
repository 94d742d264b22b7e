"""The download handler: aiohttp with an address check at connect time and hard caps.

Why not Scrapy's own: it has no hook on the address that is really connected to, no cap on the
time of a whole body, and drops the raw bytes that the evidence file keeps.
"""

import errno
import socket
import ssl
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import yarl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawlers.browser.chromium import BrowserError, Chromium, find_browser
from crawlers.browser.lists import Renderer
from crawlers.browser.second_look import SecondLook
from crawlers.certificates import CertificateDesk
from crawlers.decompress import TooLargeError, decompress
from crawlers.exchange import Exchange, FetchError
from crawlers.jobs import BROWSER
from crawlers.safety import is_web_url
from crawlers.wire_secret import WireSecret
from gongkai_monitor import clock
from gongkai_monitor.addresses import AddressPolicy, UnsafeAddressError
from gongkai_monitor.settings import BrowserSettings
from gongkai_monitor.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from crawlers.spiders.base import JobSpider

_KEPT_OF_FAILURES = 65_536
_RENDERED_HEADERS = (
    (b"Content-Type", b"text/html; charset=utf-8"),
    (b"X-Gongkai-Rendered", b"browser"),
)


class SafeDownloadHandler(BaseDownloadHandler):
    """Fetch http(s) with caps on address, size and time; every end is an ``Exchange``.

    Request meta: ``head_bytes`` stops after that many bytes without calling it a failure;
    ``exchange`` is set on every end; ``certificates`` grows by the hosts met for the first time.
    Method ``BROWSER`` opens the address in a real browser.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._policy = AddressPolicy.parse(settings.getlist("GONGKAI_ALLOW_ADDRESSES"))
        self._max_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._timeout = aiohttp.ClientTimeout(
            total=2 * seconds, sock_connect=seconds, sock_read=seconds
        )
        self._session: aiohttp.ClientSession | None = None
        self._crawler = crawler
        self._certificates = CertificateDesk(self._policy.permits)
        browser = BrowserSettings.model_validate(dict(settings.getdict("GONGKAI_BROWSER")))
        executable = find_browser(browser.executable) or ""
        self._chromium = Chromium(executable, self._policy, max_bytes=self._max_bytes)
        self._second_look = SecondLook(
            self._chromium, seconds=seconds, delay_seconds=settings.getfloat("DOWNLOAD_DELAY")
        )
        self._renderer = Renderer(
            self._chromium, browser, settings.get("USER_AGENT"), timeout_seconds=2 * seconds
        )

    async def download_request(self, request: Request) -> Response:
        """Fetch one URL.

        Raises:
            FetchError: when no complete answer came; its exchange tells why.
        """
        call = _Call(request)
        if not is_web_url(request.url):
            raise call.failed(FetchOutcome.UNSAFE_ADDRESS, "only http and https are fetched")
        if request.method == BROWSER:
            return await self._look(request)
        if request.meta.get("render"):
            return await self._render(call)
        try:
            return await self._exchange(call)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise call.failed(classify(error), describe(error)) from error

    async def _look(self, request: Request) -> Response:
        look = await self._second_look.open(request.url)
        request.meta["exchange"] = look.exchange
        request.meta["download_latency"] = look.exchange.seconds
        if not look.exchange.status:
            raise FetchError(look.exchange)
        headers = Headers(list(look.exchange.headers))
        return Response(
            look.exchange.url,
            status=look.exchange.status,
            headers=headers,
            body=look.body,
            request=request,
        )

    async def _check_certificate(self, request: Request) -> None:
        """Once a host; robots.txt leaves it to the page that follows."""
        if not request.url.startswith("https:") or request.meta.get("is_robots"):
            return
        spider = cast("JobSpider", self._crawler.spider)
        row = await self._certificates.look(request.url, spider.context.round_id)
        if row is not None:
            request.meta["certificates"] = (*request.meta.get("certificates", ()), row)

    async def _exchange(self, call: "_Call") -> Response:
        request = call.request
        secret: WireSecret | None = request.meta.get("secret")
        is_secret = secret is not None and secret.fits(request.url)
        url, body = request.url, request.body
        if secret is not None and is_secret:
            url, body = secret.url(url), secret.body or body
        async with self._open_session().request(
            request.method,
            yarl.URL(url, encoded=True),
            data=body or None,
            ssl=_strict_tls() if is_secret else True,
            headers=request.headers.to_tuple_list(),
            allow_redirects=False,
        ) as answer:
            call.answered(answer)
            body = await self._read(answer, call)
        call.exchange = replace(call.exchange, raw_body=body, seconds=call.elapsed())
        encoding = call.exchange.header("Content-Encoding")
        if encoding and body and not call.exchange.is_cut:
            body = decompress(body, encoding, self._max_bytes)
        request.meta["exchange"] = call.exchange
        await self._check_certificate(request)
        return Response(
            request.url,
            status=answer.status,
            headers=Headers([(name, value) for name, value in call.exchange.headers]),
            body=body,
            request=request,
        )

    async def _render(self, call: "_Call") -> Response:
        """The page after its scripts; its DOM stands for the body, also as evidence."""
        request = call.request
        try:
            page = await self._renderer.render(request.url, request.meta["job"].subject)
        except BrowserError as error:
            raise call.failed(error.outcome, f"browser: {error}") from error
        body = page.html.encode("utf-8", "replace")
        if len(body) > self._max_bytes:
            raise call.failed(FetchOutcome.TOO_LARGE, f"more than {self._max_bytes} bytes")
        call.exchange = replace(
            call.exchange,
            url=page.url,
            status=page.status,
            outcome=FetchOutcome.OK if 0 < page.status < 400 else FetchOutcome.HTTP_ERROR,
            seconds=call.elapsed(),
            headers=_RENDERED_HEADERS,
            raw_body=body,
        )
        request.meta["exchange"] = call.exchange
        return Response(request.url, status=page.status or 599, body=body, request=request)

    async def _read(self, answer: aiohttp.ClientResponse, call: "_Call") -> bytes:
        wanted = call.request.meta.get("head_bytes")
        declared = answer.content_length
        if call.request.method == "HEAD":
            return b""
        if declared is not None and declared > self._max_bytes and wanted is None:
            raise TooLargeError(f"Content-Length {declared} is over {self._max_bytes}")
        size = 0
        async for chunk in answer.content.iter_any():
            call.parts.append(chunk)
            size += len(chunk)
            if wanted is not None and size >= wanted:
                call.exchange = replace(call.exchange, is_cut=True)
                answer.close()
                break
            if size > self._max_bytes:
                raise TooLargeError(f"more than {self._max_bytes} bytes")
        return b"".join(call.parts)[: wanted or None]

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=0, ssl=lenient_tls(), socket_factory=self._checked_socket, ttl_dns_cache=60
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            )
        return self._session

    def _checked_socket(self, address: Any) -> socket.socket:
        """Called by aiohttp with the address it is about to connect to."""
        family, kind, protocol, _, (host, port, *_) = address
        if not self._policy.permits(host, port):
            raise UnsafeAddressError(f"unsafe address {host} port {port}")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Close the browser and the connections."""
        await self._chromium.close()
        if self._session is not None:
            await self._session.close()


class _Call:
    """One request under way and what is known of it so far."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.parts: list[bytes] = []
        self._start = time.perf_counter()
        self.exchange = Exchange(
            url=request.url,
            method=request.method,
            started_at=clock.now(),
            seconds=0.0,
            outcome=FetchOutcome.OK,
        )

    def elapsed(self) -> float:
        return time.perf_counter() - self._start

    def answered(self, answer: aiohttp.ClientResponse) -> None:
        """The status line and headers are here."""
        seconds = self.elapsed()
        self.request.meta["download_latency"] = seconds
        outcome = FetchOutcome.OK if answer.status < 400 else FetchOutcome.HTTP_ERROR
        self.exchange = replace(
            self.exchange,
            outcome=outcome,
            status=answer.status,
            reason=answer.reason or "",
            seconds_first_byte=seconds,
            headers=tuple(answer.raw_headers),
        )

    def failed(self, outcome: FetchOutcome, error: str) -> FetchError:
        """The exchange ended without a usable answer; its first bytes are kept as evidence."""
        secret: WireSecret | None = self.request.meta.get("secret")
        error = secret.hide(error) if secret is not None else error
        begun = self.exchange.raw_body or b"".join(self.parts)
        self.exchange = replace(
            self.exchange,
            outcome=outcome,
            error=error[:500],
            seconds=self.elapsed(),
            raw_body=begun[:_KEPT_OF_FAILURES],
            is_cut=len(begun) > _KEPT_OF_FAILURES,
        )
        self.parts.clear()
        self.request.meta["exchange"] = self.exchange
        return FetchError(self.exchange)


_OUTCOMES: tuple[tuple[type[BaseException], FetchOutcome], ...] = (
    (TooLargeError, FetchOutcome.TOO_LARGE),
    (TimeoutError, FetchOutcome.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, FetchOutcome.DNS),
    (socket.gaierror, FetchOutcome.DNS),
    (aiohttp.ClientSSLError, FetchOutcome.TLS),
    (ssl.SSLError, FetchOutcome.TLS),
    (ConnectionRefusedError, FetchOutcome.REFUSED),
    (ConnectionResetError, FetchOutcome.RESET),
    (ConnectionAbortedError, FetchOutcome.RESET),
    (BrokenPipeError, FetchOutcome.RESET),
    (aiohttp.ServerDisconnectedError, FetchOutcome.RESET),
    (aiohttp.ClientResponseError, FetchOutcome.BAD_RESPONSE),
    (ValueError, FetchOutcome.BAD_RESPONSE),
)
"""The first line that fits counts."""

_NUMBERS = {
    errno.ECONNREFUSED: FetchOutcome.REFUSED,
    errno.ECONNRESET: FetchOutcome.RESET,
    errno.ECONNABORTED: FetchOutcome.RESET,
    errno.EPIPE: FetchOutcome.RESET,
    errno.ETIMEDOUT: FetchOutcome.TIMEOUT,
}


def classify(error: BaseException) -> FetchOutcome:
    """Put a fault of the network into our closed list."""
    if "unsafe address" in str(error):
        return FetchOutcome.UNSAFE_ADDRESS
    if isinstance(error, aiohttp.ClientPayloadError):
        cause = error.__cause__ or error.__context__
        is_reset = cause is not None and classify(cause) is FetchOutcome.RESET
        return FetchOutcome.RESET if is_reset else FetchOutcome.BAD_RESPONSE
    for kind, outcome in _OUTCOMES:
        if isinstance(error, kind):
            return outcome
    if isinstance(error, aiohttp.ClientConnectorError):
        return classify(error.os_error)
    number = error.errno if isinstance(error, OSError) else None
    return _NUMBERS.get(number or 0, FetchOutcome.OTHER)


def describe(error: BaseException) -> str:
    """The library's words, for engineers."""
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    return f"{type(error).__name__}: {error}"


@cache
def _strict_tls() -> ssl.SSLContext:
    """A secret is shown to nobody who cannot prove who they are."""
    return ssl.create_default_context()


def lenient_tls() -> ssl.SSLContext:
    """Accept any certificate: many sites use roots that office machines do not know."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without reading the system's roots
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= 0x4  # OP_LEGACY_SERVER_CONNECT: old servers
    return context
