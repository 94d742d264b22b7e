"""The second look: a page that refuses machines, opened as a reader would.

Where the browser is refused too, it opens the root page of the same host: only when that opens is
the refusal about the address asked for and not about us.
"""

import asyncio
import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawlers.browser.chromium import BrowserError, Chromium, Visit
from crawlers.exchange import Exchange
from gongkai_monitor import clock
from gongkai_monitor.vocabulary import FetchOutcome

_REFUSING = frozenset({401, 403, 405, 406, 412, 418, 429})
_SETTLE_SECONDS = 3.0
_MAX_HTML = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the browser met: the exchange and its document as its scripts left it."""

    exchange: Exchange
    body: bytes = b""


@dataclass(slots=True)
class SecondLook:
    """Opens links under the browser's own name; root pages are asked for once a process."""

    chromium: Chromium
    seconds: float
    delay_seconds: float
    _roots: dict[str, bool] = field(default_factory=dict)

    async def open(self, url: str) -> Look:
        """Open one page; every end is a ``Look``."""
        look = await self._visit(url)
        if look.exchange.status not in _REFUSING:
            return look
        is_open = await self._opens_root(url)
        return replace(look, exchange=replace(look.exchange, is_host_open=is_open))

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
        started, at = clock.now(), time.perf_counter()
        blank = Exchange(
            url=url, method="GET", started_at=started, seconds=0.0, outcome=FetchOutcome.OTHER
        )
        try:
            async with self.chromium.visit(self.seconds + _SETTLE_SECONDS) as visit:
                look = await self._read(visit, blank)
        except BrowserError as error:
            look = Look(
                exchange=replace(blank, outcome=error.outcome, error=f"browser: {error}"[:500])
            )
        spent = time.perf_counter() - at
        return replace(look, exchange=replace(look.exchange, seconds=spent))

    async def _read(self, visit: Visit, blank: Exchange) -> Look:
        """The document once its scripts have had their turn."""
        page, answers = visit.page, visit.traffic.documents
        await page.goto(blank.url, wait_until="domcontentloaded", timeout=1000 * self.seconds)
        waited = 0.0
        while answers and answers[-1].status in _REFUSING and waited < _SETTLE_SECONDS:
            await page.wait_for_timeout(200)
            waited += 0.2
        await page.wait_for_load_state("domcontentloaded")
        last = visit.traffic.document()
        if last is None:
            return Look(exchange=replace(blank, error="browser: no document"))
        body = (await page.content())[:_MAX_HTML].encode("utf-8", "replace")
        exchange = replace(
            blank,
            url=page.url,
            status=last.status,
            outcome=FetchOutcome.OK if last.status < 400 else FetchOutcome.HTTP_ERROR,
            headers=((b"Content-Type", b"text/html; charset=utf-8"),),
            raw_body=body,
        )
        return Look(exchange=exchange, body=body)
