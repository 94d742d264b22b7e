"""无障碍规则: axe-core in Debian's chromium, on a page that reaches no network."""

from datetime import UTC, datetime

import pytest

from crawlers.inspections.accessibility import find_browser, inspect, without_scripts
from gongkai_monitor.vocabulary import InspectionItem, InspectionResult

NOW = datetime(2026, 11, 20, tzinfo=UTC)
GOOD = (
    "<!doctype html><html lang='zh-CN'><head><title>示例市人民政府</title></head><body><main>"
    "<h1>示例市人民政府</h1><a href='/a.html'>通知公告</a></main></body></html>"
)
BAD = (
    "<!doctype html><html><head><title>示例</title></head><body><h1>示例</h1><img src='/a.png'>"
    "<a href='/b.html'></a><input type='text'>"
    "<script>document.body.innerHTML=''</script></body></html>"
)


@pytest.fixture
def browser() -> str:
    found = find_browser()
    if found is None:
        pytest.skip("no chromium, or not the extra browser, on this machine")
    return found


def test_grave_rules_are_named_with_their_places(browser: str) -> None:
    found = inspect(BAD, "http://a.test/", browser, NOW)
    assert (found.item, found.result) == (InspectionItem.ACCESS_RULES, InspectionResult.FAULT)
    assert "image-alt（1 处）" in found.detail
    assert "html-has-lang" in found.detail
    assert (found.measured or 0) >= 3


def test_a_page_in_order(browser: str) -> None:
    assert inspect(GOOD, "http://a.test/", browser, NOW).result is InspectionResult.OK


def test_without_a_browser_nothing_is_asked() -> None:
    assert find_browser("/no/such/browser") is None


def test_nothing_runs() -> None:
    html = without_scripts(
        BAD + "<iframe src='http://b.test/'></iframe><base href='http://c.test/'>"
    )
    assert "<script" not in html
    assert "<iframe" not in html
    assert "<base" not in html
