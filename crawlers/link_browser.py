"""The second look: a page that refuses machines, opened in a real browser as a reader would.

Debian's chromium through playwright (optional; never downloaded by us). Every request of a page
goes through ``GuardProxy``. Pictures, styles and media are not asked for. Where the browser is
refused too, it opens the root page of the same host: only when that opens is the refusal about the
address asked for and not about us.
"""

import asyncio
import importlib.util
import os
import shutil
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawlers.exchange import Exchange
from crawlers.guard_proxy import GuardProxy
from crawlers.safety import AddressPolicy
from gongkai_monitor import clock
from gongkai_monitor.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable")
_ARGUMENTS = (
    "--disable-quic", "--disable-background-networking", "--no-first-run",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-dev-shm-usage",
    "--proxy-bypass-list=<-loopback>",
)  # fmt: skip
_NOT_NEEDED = frozenset({"image", "media", "font", "stylesheet"})
_REFUSING = frozenset({401, 403, 405, 406, 412, 418, 429})
_AT_ONCE = 2
_SETTLE_SECONDS = 3.0
_MAX_HTML = 2_000_000


def find_browser(executable: str = "") -> str | None:
    """Path of a browser to drive; None without one, or without playwright."""
    if importlib.util.find_spec("playwright") is None:
        return None
    names = (executable,) if executable else _NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the browser met: the exchange and its document as its scripts left it."""

    exchange: Exchange
    body: bytes = b""


@dataclass(slots=True)
class LinkBrowser:
    """One browser per process, started at the first look."""

    executable: str
    policy: AddressPolicy
    max_bytes: int
    seconds: float
    delay_seconds: float
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _browser: "Browser | None" = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _roots: dict[str, bool] = field(default_factory=dict)

    async def open(self, url: str) -> Look:
        """Open one page; every end is a ``Look``."""
        async with self._turns:
            look = await self._visit(url)
            if look.exchange.status not in _REFUSING:
                return look
            is_open = await self._opens_root(url)
            return replace(look, exchange=replace(look.exchange, is_host_open=is_open))

    async def close(self) -> None:
        """Stop browser and proxy."""
        await self._stack.aclose()

    async def _opens_root(self, url: str) -> bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}/"
        if origin not in self._roots:
            await asyncio.sleep(self.delay_seconds)
            root = await self._visit(origin)
            is_open = root.exchange.outcome is FetchOutcome.OK and root.exchange.status == 200
            self._roots[origin] = is_open and len(root.body) > 0
        return self._roots[origin]

    async def _visit(self, url: str) -> Look:
        from playwright.async_api import Error

        started, at = clock.now(), time.perf_counter()
        blank = Exchange(
            url=url, method="GET", started_at=started, seconds=0.0, outcome=FetchOutcome.OTHER
        )
        try:
            browser = await self._started()
            context = await browser.new_context(
                ignore_https_errors=True, accept_downloads=False, service_workers="block"
            )
            try:
                look = await self._read(await context.new_page(), blank)
            finally:
                await context.close()
        except Error as error:
            failed = replace(blank, error=f"browser: {error}"[:500])
            look = Look(exchange=failed)
        spent = time.perf_counter() - at
        return replace(look, exchange=replace(look.exchange, seconds=spent))

    async def _read(self, page: "Page", blank: Exchange) -> Look:
        """The document once its scripts have had their turn."""
        answers: list[Any] = []

        def note(answer: Any) -> None:
            if _is_document(answer, page):
                answers.append(answer)

        page.on("response", note)
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
        await page.route("**/*", _only_what_is_needed)
        await page.goto(blank.url, wait_until="domcontentloaded", timeout=self.seconds * 1000)
        waited = 0.0
        while answers and answers[-1].status in _REFUSING and waited < _SETTLE_SECONDS:
            await page.wait_for_timeout(200)
            waited += 0.2
        if not answers:
            return Look(exchange=replace(blank, error="browser: no document"))
        await page.wait_for_load_state("domcontentloaded", timeout=self.seconds * 1000)
        last = answers[-1]
        body = (await page.content())[:_MAX_HTML].encode("utf-8", "replace")
        headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
        exchange = replace(
            blank,
            url=page.url,
            status=last.status,
            outcome=FetchOutcome.OK if last.status < 400 else FetchOutcome.HTTP_ERROR,
            headers=headers,
            raw_body=body,
        )
        return Look(exchange=exchange, body=body)

    async def _started(self) -> "Browser":
        from playwright.async_api import async_playwright

        async with self._lock:
            if self._browser is None:
                proxy = await self._stack.enter_async_context(
                    GuardProxy(self.policy.permits, max_bytes=self.max_bytes)
                )
                driver = await self._stack.enter_async_context(async_playwright())
                self._browser = await driver.chromium.launch(
                    executable_path=self.executable,
                    args=list(_ARGUMENTS),
                    proxy={"server": proxy.url},
                    chromium_sandbox=os.geteuid() != 0,  # chromium has none for root
                )
                self._stack.push_async_callback(self._browser.close)
            return self._browser


def _is_document(answer: Any, page: "Page") -> bool:
    request = answer.request
    return bool(request.is_navigation_request() and request.frame == page.main_frame)


async def _only_what_is_needed(route: "Route") -> None:
    if route.request.resource_type in _NOT_NEEDED:
        await route.abort()
    else:
        await route.continue_()
