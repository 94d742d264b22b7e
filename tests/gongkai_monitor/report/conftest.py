"""The made-up books, and a Chromium where there is one."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def books() -> ModuleType:
    """``empty_day()``, ``normal_day()``, ``hostile_day(count)``, ``PAYLOADS``."""
    for name in ("books_register", "books_facts", "books_findings", "books_duties", "books"):
        if name not in sys.modules:
            spec = importlib.util.spec_from_file_location(
                name, Path(__file__).with_name(f"{name}.py")
            )
            assert spec
            assert spec.loader
            sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])
    return sys.modules["books"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; nothing is downloaded."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium (/usr/bin/chromium) is not on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()
