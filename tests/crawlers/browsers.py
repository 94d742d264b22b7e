"""A real browser for tests, where the machine has one."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from crawlers.browser.chromium import Chromium, find_browser
from crawlers.browser.lists import Rendered, Renderer
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.settings import BrowserSettings

Result = TypeVar("Result")
SITE = "3799000001"


def needs_chromium(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that drives chromium."""
    why = "no chromium, or no playwright, on this machine"
    return pytest.mark.browser(pytest.mark.skipif(find_browser() is None, reason=why)(test))


async def with_chromium(
    allowed: tuple[str, ...],
    work: Callable[[Chromium], Awaitable[Result]],
    *,
    max_bytes: int = 2_000_000,
) -> Result:
    """Do some work with a browser that may go only to the allowed endpoints."""
    chromium = Chromium(find_browser() or "", AddressPolicy.parse(allowed), max_bytes=max_bytes)
    try:
        return await work(chromium)
    finally:
        await chromium.close()


def renderer(
    chromium: Chromium, settings: BrowserSettings | None = None, *, seconds: float = 20.0
) -> Renderer:
    """A renderer under the name of the tests."""
    return Renderer(
        chromium, settings or BrowserSettings(lists=True), "gongkai-test", timeout_seconds=seconds
    )


async def rendered(chromium: Chromium, url: str, *, seconds: float = 20.0) -> Rendered:
    """One page after its scripts."""
    return await renderer(chromium, seconds=seconds).render(url, SITE)
