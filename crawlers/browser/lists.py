"""The DOM of a page after its scripts, for lists that nothing else can read."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from crawlers.browser.chromium import BrowserError, Chromium
from gongkai_monitor.settings import BrowserSettings

_QUIET_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page after its scripts."""

    url: str
    status: int
    html: str


@dataclass(slots=True)
class Renderer:
    """Draws lists under our own name, one at a time, inside the budget of their site."""

    chromium: Chromium
    settings: BrowserSettings
    user_agent: str
    timeout_seconds: float
    seconds_by_site: Counter[str] = field(default_factory=Counter)
    _pages_by_site: Counter[str] = field(default_factory=Counter)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def render(self, url: str, site: str) -> Rendered:
        """The page after its scripts.

        Raises:
            BrowserError: when it cannot be rendered or the budget is used up.
        """
        async with self._one_at_a_time:
            left = self._left(site)
            self._pages_by_site[site] += 1
            loop = asyncio.get_running_loop()
            started = loop.time()
            try:
                return await self._render(url, min(left, self.timeout_seconds))
            finally:
                self.seconds_by_site[site] += int(loop.time() - started) + 1

    def _left(self, site: str) -> float:
        """Seconds that the site may still use."""
        left = self.settings.max_seconds_per_site - self.seconds_by_site[site]
        if left <= 0 or self._pages_by_site[site] >= self.settings.max_pages_per_site:
            raise BrowserError("the browser budget of the site is used up")
        return float(left)

    async def _render(self, url: str, seconds: float) -> Rendered:
        from playwright.async_api import TimeoutError as QuietTimeout

        async with self.chromium.visit(seconds, self.user_agent) as visit:
            await visit.page.goto(url, wait_until="domcontentloaded")
            with suppress(QuietTimeout):  # pages with a ticking clock are never quiet
                await visit.page.wait_for_load_state("networkidle", timeout=1000 * _QUIET_SECONDS)
            document = visit.traffic.document()
            return Rendered(
                url=visit.page.url,
                status=document.status if document else 0,
                html=await visit.page.content(),
            )
