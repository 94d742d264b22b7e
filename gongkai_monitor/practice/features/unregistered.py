"""Columns in the navigation that the register does not know: 栏目建议 proposes them.

Beside them stand links that are no columns (English, 返回首页), which nobody may propose. What is
not registered is not judged: one of the columns has been silent for a year.
"""

from collections.abc import Iterator
from datetime import timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.exchange import page
from gongkai_monitor.practice.features.feature import Feature, Route
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedSuggestion

_COLUMNS = {"/zt/yshj/": ("营商环境", 3), "/zt/xczx/": ("乡村振兴", 400)}
"""Address -> name, and the age of the newest entry in days."""
_NO_COLUMNS = {"/en/": "English", "/?from=zt": "返回首页"}
_ENTRIES = 6


class Unregistered(Feature):
    """On sites with planted links whose home page has a list."""

    def routes(self, plan: SitePlan) -> Iterator[tuple[str, Route]]:
        """The columns and their entries, and the page in English."""
        if not _has_it(plan):
            return
        for path, (name, days) in _COLUMNS.items():
            yield path, _serving(_list(plan, path, name, days))
            for n in range(_ENTRIES):
                yield f"{path}{n + 1}.html", _serving(_entry(plan, name, days, n))
        yield "/en/", _serving(_html("About us", "<h1>About us</h1><p>Welcome to our city.</p>"))

    def home_html(self, plan: SitePlan) -> str:
        """A second row of navigation."""
        if not _has_it(plan):
            return ""
        names = {path: name for path, (name, _) in _COLUMNS.items()} | _NO_COLUMNS
        links = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in names.items())
        return f'<div class="nav nav2"><ul>{links}</ul></div>'

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Silent, but nobody registered it."""
        if _has_it(plan):
            for path in _COLUMNS:
                url, note = plan.origin + path, "登记表中没有的栏目，只建议，不判断"
                yield NearMiss(code="channel.stale", subject_id=url, note=note)

    def suggestions(self, plan: SitePlan) -> Iterator[PlantedSuggestion]:
        """The columns."""
        if _has_it(plan):
            for path, (name, _) in _COLUMNS.items():
                yield PlantedSuggestion(
                    site_code=plan.site.site_code, url=plan.origin + path, name=name
                )


def _list(plan: SitePlan, path: str, name: str, days: int) -> str:
    today = china_date(plan.as_of)
    rows = "".join(
        f'<li><a href="{path}{n + 1}.html">{_title(plan, name, n)}</a>'
        f"<span>{today - timedelta(days=days + 7 * n)}</span></li>"
        for n in range(_ENTRIES)
    )
    return _html(name, f'<ul class="list">{rows}</ul>')


def _entry(plan: SitePlan, name: str, days: int, n: int) -> str:
    day = china_date(plan.as_of) - timedelta(days=days + 7 * n)
    title = _title(plan, name, n)
    text = f"近日，{plan.sponsor}研究部署{name}有关工作，明确任务分工和完成时限，并听取群众意见。"
    return _html(title, f"<h1>{title}</h1><p>发布时间：{day} 09:00</p><p>{text}</p>")


def _title(plan: SitePlan, name: str, n: int) -> str:
    return f"{plan.sponsor}推进{name}工作第{n + 1}次专题会议召开"


def _html(title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{main}</body></html>"
    )


def _serving(html: str) -> Route:
    return lambda _: page(html)


def _has_it(plan: SitePlan) -> bool:
    return bool(plan.links) and not plan.has_entrance_home and not plan.is_blocked
