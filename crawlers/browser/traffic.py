"""What one page may ask for, and what it got. The address itself is the business of ``way_out``."""

import asyncio
from typing import TYPE_CHECKING, Any

from crawlers.safety import is_web_url

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Request, Response, Route

_NEEDED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_MOST_REQUESTS = 150
_LEFT = "net::ERR_ABORTED"
"""How a document ends that its own script replaces."""


class Traffic:
    """The requests and answers of one page; no slots, because playwright marks handlers' owners.

    Only GET, only what makes the text of the page itself: no frames, no other windows, no pictures,
    nothing that sends. A page whose unpacked answers pass ``max_bytes`` together is closed.
    """

    def __init__(self, max_bytes: int) -> None:
        self.asked_url = ""
        self.documents: list[Response] = []
        self.is_over = False
        self.broken_by: str | None = None
        self._max_bytes = max_bytes
        self._bytes = 0
        self._requests = 0
        self._page: Page | None = None
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self, context: "BrowserContext") -> "Page":
        """The page of a fresh context, under these rules from its first request on."""
        await context.route("**/*", self._decide)
        page = self._page = await context.new_page()
        context.on("page", self._close)
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        page.on("requestfailed", self._note_failure)
        network = await context.new_cdp_session(page)
        network.on("Network.dataReceived", self._count)
        await network.send("Network.enable")
        return page

    def document(self) -> "Response | None":
        """The page's last document; None before any came.

        Raises:
            playwright.async_api.Error: when the page has moved on to nothing.
        """
        from playwright.async_api import Error

        if self._page is not None and not is_web_url(self._page.url):
            raise Error(f"the page has moved on to nothing ({self._page.url[:80]})")
        return self.documents[-1] if self.documents else None

    async def settle(self) -> None:
        """Wait for pages that were told to close."""
        await asyncio.gather(*self._closing, return_exceptions=True)

    async def _decide(self, route: "Route") -> None:
        request = route.request
        self._requests += 1
        is_wanted = request.method == "GET" and request.resource_type in _NEEDED
        if request.is_navigation_request() and not self._is_own_document(request):
            is_wanted = False
        if is_wanted and is_web_url(request.url) and self._requests <= _MOST_REQUESTS:
            await route.continue_()
        else:
            await route.abort("blockedbyclient")

    def _is_own_document(self, request: "Request") -> bool:
        from playwright.async_api import Error

        try:
            is_own = self._page is not None and request.frame == self._page.main_frame
        except Error:  # a window that is only being opened
            return False
        return is_own and request.is_navigation_request()

    def _note_request(self, request: "Request") -> None:
        if self._is_own_document(request):
            self.asked_url = request.url

    def _note_response(self, response: "Response") -> None:
        if self._is_own_document(response.request):
            self.documents.append(response)

    def _note_failure(self, request: "Request") -> None:
        """A document that was broken off after its head: chromium would wait for its end."""
        is_last = bool(self.documents) and self.documents[-1].request == request
        if is_last and request.failure != _LEFT and self._page is not None:
            self.broken_by = request.failure or "unknown"
            self._close(self._page)

    def _count(self, event: dict[str, Any]) -> None:
        self._bytes += int(event.get("dataLength", 0))
        if self._bytes > self._max_bytes and not self.is_over and self._page is not None:
            self.is_over = True
            self._close(self._page)

    def _close(self, page: "Page") -> None:
        task = asyncio.ensure_future(page.close())
        self._closing.add(task)
