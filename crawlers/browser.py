"""The browser extra: the DOM of a page after its scripts, for lists that nothing else can read.

Chromium of the system, driven by playwright, never downloaded. It has no network of its own: every
request of the page comes back to us and is fetched like any other, with the same address policy
and caps; other ways out lead to a proxy that does not exist. Only GET, only documents, scripts,
styles and data; no downloads, no service workers, one page at a time.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.safety import is_web_url
from gongkai_monitor.settings import BrowserSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright, Route

_NEEDED = frozenset({"document", "script", "xhr", "fetch", "stylesheet"})
_NO_WAY_OUT = "http://127.0.0.1:9"
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=256",
)
_DROPPED_HEADERS = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"}
)
_MOST_REQUESTS = 150
_QUIET_SECONDS = 5.0


class BrowserError(Exception):
    """A page that could not be rendered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer to one request of a page."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page after its scripts."""

    url: str
    status: int
    html: str


Fetch = Callable[[str, dict[str, str]], Awaitable[Fetched]]
"""Fetches one address under the address policy, redirects followed."""


def is_available(settings: BrowserSettings) -> bool:
    """Whether the extra is wanted and there: playwright and the browser's program."""
    wanted = settings.enabled and find_spec("playwright") is not None
    return wanted and Path(settings.executable).is_file()


@dataclass(slots=True)
class Renderer:
    """One browser per process, started with the first page that needs it."""

    settings: BrowserSettings
    fetch: Fetch
    user_agent: str
    timeout_seconds: float
    seconds_by_site: Counter[str] = field(default_factory=Counter)
    _pages_by_site: Counter[str] = field(default_factory=Counter)
    _playwright: "Playwright | None" = None
    _browser: "Browser | None" = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def render(self, url: str, site: str) -> Rendered:
        """The page after its scripts, inside the budget of its site.

        Raises:
            BrowserError: when it cannot be rendered or the budget is used up.
        """
        async with self._one_at_a_time:
            left = self._left(site)
            self._pages_by_site[site] += 1
            loop = asyncio.get_running_loop()
            started = loop.time()
            try:
                async with asyncio.timeout(min(left, self.timeout_seconds)):
                    return await self._render(url)
            except TimeoutError as error:
                raise BrowserError("the browser took too long") from error
            finally:
                self.seconds_by_site[site] += int(loop.time() - started) + 1

    def _left(self, site: str) -> float:
        """Seconds that the site may still use."""
        left = self.settings.max_seconds_per_site - self.seconds_by_site[site]
        if left <= 0 or self._pages_by_site[site] >= self.settings.max_pages_per_site:
            raise BrowserError("the browser budget of the site is used up")
        return float(left)

    async def _render(self, url: str) -> Rendered:
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as QuietTimeout

        try:
            context = await (await self._open()).new_context(
                accept_downloads=False,
                service_workers="block",
                user_agent=self.user_agent,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
            )
        except Error as error:
            raise BrowserError(f"the browser did not start: {_first_line(error)}") from error
        try:
            page = await context.new_page()
            page.set_default_timeout(1000 * self.timeout_seconds)
            traffic = _Traffic(self.fetch)
            await context.route("**/*", traffic.answer)
            answer = await page.goto(url, wait_until="domcontentloaded")
            with suppress(QuietTimeout):  # pages with a ticking clock are never quiet
                await page.wait_for_load_state("networkidle", timeout=1000 * _QUIET_SECONDS)
            html = await page.content()
            return Rendered(
                url=traffic.final_url or page.url, status=answer.status if answer else 0, html=html
            )
        except Error as error:
            raise BrowserError(_first_line(error)) from error
        finally:
            await context.close()

    async def _open(self) -> "Browser":
        from playwright.async_api import async_playwright

        if self._browser is None or not self._browser.is_connected():
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=self.settings.executable,
                args=list(_ARGUMENTS),
                proxy={"server": _NO_WAY_OUT, "bypass": "<-loopback>"},
                chromium_sandbox=os.geteuid() != 0,  # root cannot have it
            )
        return self._browser

    async def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()


@dataclass
class _Traffic:
    """The requests of one page; without slots, because playwright marks the owner of a handler."""

    fetch: Fetch
    final_url: str | None = None
    _count: int = 0

    async def answer(self, route: "Route") -> None:
        request = route.request
        self._count += 1
        is_needed = request.method == "GET" and request.resource_type in _NEEDED
        if not is_needed or not is_web_url(request.url) or self._count > _MOST_REQUESTS:
            await route.abort("blockedbyclient")
            return
        try:
            got = await self.fetch(request.url, _request_headers(request.headers))
        except (OSError, ValueError, TimeoutError):
            await route.abort("failed")
            return
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self.final_url = got.url
        headers = {name: value for name, value in got.headers if _is_passed_on(name)}
        await route.fulfill(status=got.status, headers=headers, body=got.body)


def _request_headers(headers: dict[str, str]) -> dict[str, str]:
    """What a page may tell the server through us."""
    kept = {"accept", "accept-language", "referer", "x-requested-with"}
    return {name: value for name, value in headers.items() if name.lower() in kept}


def _is_passed_on(name: str) -> bool:
    return name.lower() not in _DROPPED_HEADERS


def _first_line(error: Any) -> str:
    return str(error).partition("\n")[0][:200]
