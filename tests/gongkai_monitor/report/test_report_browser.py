"""The page in a real Chromium: narrow, wide, printed, attacked."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongkai_monitor.report.daily import write_daily

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(books: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Web pages by day."""
    days = {
        "normal": books.normal_day(),
        "hostile": books.hostile_day(500),
        "empty": books.empty_day(),
    }
    return {
        name: write_daily(book, tmp_path_factory.mktemp(name))[1] for name, book in days.items()
    }


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("day", ["normal", "hostile", "empty"])
def test_nothing_runs_off_the_side(
    browser: Any, pages: dict[str, Path], day: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(pages[day].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("day", ["normal", "hostile"])
def test_nothing_is_fetched_and_nothing_runs(
    browser: Any, pages: dict[str, Path], day: str
) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(pages[day].as_uri())
    page.wait_for_load_state("networkidle")
    assert fetched == [pages[day].as_uri()]
    assert said == []
    assert page.title() != "owned"
    assert page.locator("script, img, iframe, object").count() == 0
    page.close()


def test_the_style_is_applied_under_the_policy_and_script_is_not(
    browser: Any, pages: dict[str, Path], tmp_path: Path
) -> None:
    attacked = tmp_path / "attacked.html"
    text = pages["normal"].read_text("utf-8")
    attacked.write_text(text.replace("</main>", "<script>document.title='owned'</script></main>"))
    page = browser.new_page()
    page.goto(attacked.as_uri())
    assert page.title() != "owned"
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.close()


def test_every_entry_of_the_contents_leads_somewhere_and_figures_are_text(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = browser.new_page()
    page.goto(pages["normal"].as_uri())
    targets = page.eval_on_selector_all(
        ".contents a", "links => links.map(a => document.querySelector(a.hash) !== null)"
    )
    assert len(targets) == 15
    assert all(targets)
    assert page.locator("figure svg[role=img]").count() == 4
    assert page.get_by_text("11-22", exact=True).count() >= 3
    page.close()


def test_folded_evidence_can_be_read_without_script(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(pages["normal"].as_uri())
    first = page.locator("#problems .more details").first
    assert not first.locator("dl").is_visible()
    first.locator("summary").click()
    assert first.locator("dl").is_visible()
    assert "SHA-256" in first.inner_text()
    page.context.close()


@pytest.mark.parametrize("day", ["normal", "hostile"])
def test_it_prints(browser: Any, pages: dict[str, Path], day: str) -> None:
    page = browser.new_page()
    page.goto(pages[day].as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") > 3
    page.close()
