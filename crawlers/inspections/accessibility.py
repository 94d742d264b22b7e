"""无障碍 (rule K-D5): axe-core run on the saved home page in a browser that reaches no network.

Only with the extra ``browser`` and where the settings ask for it. The page is shown without its
scripts and style sheets, so rules about colours and layout are left out; what remains (texts of
pictures, names of links and fields, language, titles) is in the page itself.
"""

import importlib.util
from datetime import datetime
from importlib import import_module
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawlers.browser import chromium
from crawlers.inspections.seen import Seen
from gongkai_monitor.vocabulary import CollectionCause, InspectionItem, InspectionResult

LONGEST_PAGE = 1_000_000
_GRAVE = frozenset({"critical", "serious"})
_LEFT_OUT = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
_MOST_RULES = 8
_MILLISECONDS = 30_000.0


def find_browser(executable: str = "") -> str | None:
    """Path of a browser that can run the rules; None without one, or without the extra."""
    has_rules = importlib.util.find_spec("axe_playwright_python") is not None
    return chromium.find_browser(executable) if has_rules else None


def inspect(html: str, url: str, browser: str, observed_at: datetime) -> Seen:
    """How many critical and serious rules the page breaks, with their names."""
    from playwright.sync_api import Error

    def said(result: InspectionResult, detail: str, measured: float | None = None) -> Seen:
        is_unknown = result is InspectionResult.UNKNOWN
        return Seen(
            item=InspectionItem.ACCESS_RULES,
            result=result,
            cause=CollectionCause.PARTIAL if is_unknown else CollectionCause.OK,
            detail=detail,
            url=url,
            measured=measured,
            observed_at=observed_at,
        )

    try:
        violations = _violations(without_scripts(html), browser)
    except Error as error:
        return said(InspectionResult.UNKNOWN, f"浏览器未能检查：{error.message[:200]}")
    grave = [one for one in violations if one.get("impact") in _GRAVE]
    if not grave:
        return said(InspectionResult.OK, "未发现严重的无障碍问题", 0.0)
    names = "、".join(f"{one['id']}（{len(one['nodes'])} 处）" for one in grave[:_MOST_RULES])
    places = float(sum(len(one["nodes"]) for one in grave))
    return said(InspectionResult.FAULT, f"违反 {len(grave)} 条严重规则：{names}", places)


def without_scripts(html: str) -> str:
    """The page without everything that runs or leads away by itself."""
    tree = LexborHTMLParser(html[:LONGEST_PAGE])
    for node in tree.css("script,base,iframe,frame,object,embed,meta[http-equiv]"):
        node.decompose()
    return tree.html or ""


def _violations(html: str, browser: str) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    with sync_playwright() as driver:
        running = driver.chromium.launch(**chromium.launch_options(browser))
        try:
            context = running.new_context(offline=True)
            context.set_default_timeout(_MILLISECONDS)
            page = context.new_page()
            page.route("**/*", lambda route: route.abort())
            page.set_content(html, wait_until="domcontentloaded")
            rules = {name: {"enabled": False} for name in _LEFT_OUT}
            options = {"resultTypes": ["violations"], "rules": rules}
            found: list[dict[str, Any]] = axe.run(page, options=options).response["violations"]
        finally:
            running.close()
    return found
