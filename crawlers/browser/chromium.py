"""The one chromium of a process: where it is, how it starts, what its pages may do, how it ends.

Debian's chromium through playwright (extra ``browser``), never downloaded by us. It has no way to
the network but ``GuardProxy`` and looks up no names of its own.
"""

import asyncio
import importlib.util
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawlers.browser.traffic import Traffic
from crawlers.browser.way_out import GuardProxy
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable")
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # its name in older ones
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--js-flags=--max-old-space-size=256",
    "--no-first-run",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_EVEN_LOOPBACK = "<-loopback>"
"""Chromium leaves loopback out of a proxy unless told not to."""
_AT_ONCE = 2
_END_SECONDS = 10.0


class BrowserError(Exception):
    """A page that the browser could not read; ``outcome`` is what is known of why."""

    def __init__(self, words: str, outcome: FetchOutcome = FetchOutcome.OTHER) -> None:
        self.outcome = outcome
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Visit:
    """An empty page of a context of its own, and its traffic."""

    page: "Page"
    traffic: Traffic


def find_browser(executable: str = "") -> str | None:
    """Path of a browser to drive; None without one, or without playwright."""
    if importlib.util.find_spec("playwright") is None:
        return None
    names = (executable,) if executable else _NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


def launch_options(executable: str) -> dict[str, Any]:
    """How every chromium of ours is started; with its sandbox, which root cannot have."""
    return {
        "executable_path": executable,
        "args": list(_ARGUMENTS),
        "chromium_sandbox": os.geteuid() != 0,
    }


class Chromium:
    """Started with the first visit, started again when it has died, two pages at once."""

    def __init__(self, executable: str, policy: AddressPolicy, *, max_bytes: int) -> None:
        self._executable = executable
        self._proxy = GuardProxy(policy.permits, max_bytes=max_bytes)
        self._max_bytes = max_bytes
        self._stack = AsyncExitStack()
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def visit(self, seconds: float, user_agent: str | None = None) -> AsyncIterator[Visit]:
        """A page for at most so many seconds, from the moment its turn has come.

        Raises:
            BrowserError: for every fault of the browser inside the block, and when time is up.
        """
        from playwright.async_api import Error

        async with self._turns:
            traffic = Traffic(self._max_bytes)
            try:
                async with asyncio.timeout(seconds):
                    context = await self._context(user_agent)
                    try:
                        page = await traffic.open(context)
                        page.set_default_timeout(1000 * seconds)
                        yield Visit(page, traffic)
                    finally:
                        await self._end(context, traffic)
            except TimeoutError as error:
                raise BrowserError("the browser took too long") from error
            except Error as error:
                raise self._told(error, traffic) from error

    async def close(self) -> None:
        """End browser, driver and proxy."""
        await self._leave()
        await self._stack.aclose()

    async def _context(self, user_agent: str | None) -> "BrowserContext":
        browser = await self._started()
        return await browser.new_context(
            accept_downloads=False,
            ignore_https_errors=True,  # many sites use roots that office machines do not know
            service_workers="block",
            user_agent=user_agent,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )

    async def _started(self) -> "Browser":
        from playwright.async_api import async_playwright

        async with self._starting:
            if self._driver is None:
                await self._stack.enter_async_context(self._proxy)
                self._driver = await self._stack.enter_async_context(async_playwright())
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._driver.chromium.launch(
                    **launch_options(self._executable),
                    proxy={"server": self._proxy.url, "bypass": _EVEN_LOOPBACK},
                )
            return self._browser

    async def _end(self, context: "BrowserContext", traffic: Traffic) -> None:
        """Close a context; a browser that cannot do even that is left for a new one."""
        from playwright.async_api import Error

        try:
            async with asyncio.timeout(_END_SECONDS):
                await traffic.settle()
                await context.close()
        except (TimeoutError, Error):
            await self._leave()

    async def _leave(self) -> None:
        from playwright.async_api import Error

        browser, self._browser = self._browser, None
        if browser is not None:
            with suppress(Error):
                await browser.close()

    def _told(self, error: Exception, traffic: Traffic) -> BrowserError:
        """What is known of a fault: the caps and the way out know more than the browser says."""
        if traffic.is_over:
            words = f"more than {self._max_bytes} bytes"
            return BrowserError(words, FetchOutcome.TOO_LARGE)
        refusal = self._proxy.refusal_of(traffic.asked_url)
        if traffic.broken_by is not None:
            return BrowserError(traffic.broken_by, refusal or FetchOutcome.BAD_RESPONSE)
        words = str(error).partition("\n")[0][:300]
        return BrowserError(words, refusal or FetchOutcome.OTHER)
