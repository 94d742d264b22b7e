"""友情链接 that lead astray: a page taken over by gambling, beside pages that only look bad."""

from collections.abc import Iterator

from gongkai_monitor.practice.exchange import page
from gongkai_monitor.practice.features.feature import Feature, Route
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

_TAKEN, _NEWS, _CLOSED = "/zt/yqlj/a/", "/zt/yqlj/b/", "/zt/yqlj/c/"
_TAKEN_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>百家乐在线投注平台_注册送彩金</title>'
    "</head><body><h1>新葡京娱乐城</h1><p>真人视讯、老虎机、电子游艺，首存返水。</p></body></html>"
)
_NEWS_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>警方通报打击网络赌博</title></head>'
    "<body><h1>警方通报打击网络赌博案例</h1><p>涉案网站以百家乐、老虎机、六合彩等名义招揽参赌，"
    "民警依法查处，请广大群众自觉抵制，发现线索及时举报。</p></body></html>"
)
_CLOSED_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>系统维护</title></head>'
    "<body><p>系统正在升级维护，请稍后访问。</p></body></html>"
)
_PAGES = {_TAKEN: _TAKEN_HTML, _NEWS: _NEWS_HTML, _CLOSED: _CLOSED_HTML}
_NAMES = {_TAKEN: "行业协会", _NEWS: "平安建设", _CLOSED: "便民查询"}


class TakenOver(Feature):
    """On the home pages of sites that have planted links."""

    def routes(self, plan: SitePlan) -> Iterator[tuple[str, Route]]:
        """The three pages."""
        if _has_it(plan):
            for path, html in _PAGES.items():
                yield path, _serving(html)

    def home_html(self, plan: SitePlan) -> str:
        """A row of links."""
        if not _has_it(plan):
            return ""
        links = "".join(f'<a href="{path}">{_NAMES[path]}</a> ' for path in _PAGES)
        return f'<div class="friends">{links}</div>'

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """The page that was taken over."""
        if _has_it(plan):
            yield PlantedFault(
                code="site.hijacked_link",
                subject_id=plan.site.site_code,
                object=plan.origin + _TAKEN,
                level=Level.NOTICE,
                note="链接指向的内容变成赌博推广",
            )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """News on gambling, and a page that is closed for an hour."""
        if not _has_it(plan):
            return
        code = plan.site.site_code
        for rule, path, note in (
            ("site.hijacked_link", _NEWS, "打击赌博的报道"),
            ("site.dead_link", _CLOSED, "临时维护，不到一天"),
        ):
            yield NearMiss(code=rule, subject_id=code, object=plan.origin + path, note=note)


def _serving(html: str) -> Route:
    return lambda _: page(html)


def _has_it(plan: SitePlan) -> bool:
    return bool(plan.links) and not plan.has_entrance_home and not plan.is_blocked
