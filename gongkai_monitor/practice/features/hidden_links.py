"""Hidden links, a bad link, an injected passage; and menus, skip links and news that are none."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.places import entry_url, is_entry, number_of
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

_BAD, _NEWS = 4, 1
"""Entries that hold what was injected, and the news about the fight against it."""
_CYCLE = 5
_STYLES = (
    "position:absolute;left:-2000px;top:-900px",
    "height:1px;overflow:hidden",
    "font-size:0",
    "color:#ffffff;background-color:#ffffff",
)
_INJECTED = "澳门赌场官方直营，百家乐、老虎机、六合彩，注册送彩金。"
_NEWS_TEXT = "公安机关严厉打击网络赌博，查处利用百家乐、老虎机、六合彩进行赌博的违法犯罪活动。"


class HiddenLinkFeature(Feature):
    """Of five sites two hide a link, one shows a bad one, one carries an injected passage."""

    def home_html(self, plan: SitePlan) -> str:
        """A skip link, a folded menu, a phone menu; on some sites the hidden link."""
        ordinary = (
            '<a href="#main" style="position:absolute;left:-9999px">跳到正文</a>'
            '<ul class="drop" style="display:none"><li><a href="/">返回首页</a></li></ul>'
            f'<ul class="wap" style="display:none"><li><a href="{_menu(plan)}">手机版</a></li></ul>'
        )
        if number_of(plan) % _CYCLE not in {1, 4}:
            return ordinary
        style = _STYLES[number_of(plan) // 2 % len(_STYLES)]
        return f'{ordinary}<ul style="{style}"><li><a href="{_hidden(plan)}">休闲游戏</a></li></ul>'

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """What was injected, and the news that only speaks of it."""
        if is_entry(plan, channel, item, _NEWS):
            return (_NEWS_TEXT,)
        if not is_entry(plan, channel, item, _BAD):
            return ()
        match number_of(plan) % _CYCLE:
            case 2:
                return (f'推荐：<a href="{_casino(plan)}">澳门赌场官方直营</a>',)
            case 3:
                return (_INJECTED,)
        return ()

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Each once, however many pages show it."""
        page = entry_url(plan, _BAD)
        match number_of(plan) % _CYCLE:
            case 1 | 4:
                yield _fault(plan, "site.hidden_link", _hidden(plan))
            case 2 if page is not None:
                yield _fault(plan, "site.bad_link", _casino(plan))
            case 3 if page is not None:
                yield _fault(plan, "site.injected_text", page)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """A folded phone menu, and news about the fight against gambling."""
        code = plan.site.site_code
        yield NearMiss(
            code="site.hidden_link", subject_id=code, object=_menu(plan), note="手机版折叠菜单"
        )
        page = entry_url(plan, _NEWS)
        if page is not None:
            yield NearMiss(
                code="site.injected_text", subject_id=code, object=page, note="打击赌博的报道"
            )


def _fault(plan: SitePlan, code: str, obj: str) -> PlantedFault:
    return PlantedFault(code=code, subject_id=plan.site.site_code, object=obj, level=Level.NOTICE)


def _hidden(plan: SitePlan) -> str:
    return f"{plan.hub_origin}/service/lucky-{number_of(plan)}"


def _casino(plan: SitePlan) -> str:
    return f"{plan.hub_origin}/service/play-{number_of(plan)}"


def _menu(plan: SitePlan) -> str:
    return f"{plan.hub_origin}/service/mobile-{number_of(plan)}"
