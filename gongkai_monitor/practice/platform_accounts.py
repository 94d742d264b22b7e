"""All planted accounts of the platforms, and the host that plays the platforms for them."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from gongkai_monitor.practice.account_features import ACCOUNT_FEATURES
from gongkai_monitor.practice.account_features.feature import Ground
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount
from gongkai_monitor.practice.exchange import Request, Response
from gongkai_monitor.practice.plan import Size
from gongkai_monitor.practice.platforms import rsshub, stores
from gongkai_monitor.practice.platforms.wechat import Wechat
from gongkai_monitor.practice.platforms.weibo import Weibo
from gongkai_monitor.vocabulary import AccountSource

_TURNS = {Size.SMALL: 1, Size.MEDIUM: 3, Size.LARGE: 20}


def plant_accounts(size: Size, origin: str, today: date) -> tuple[PlantedAccount, ...]:
    """The accounts of every feature; larger cities have each several times."""
    return tuple(
        planted
        for turn in range(_TURNS[size])
        for n, feature in enumerate(ACCOUNT_FEATURES)
        for planted in feature.plant(Ground(turn=turn, feature=n, origin=origin, today=today))
    )


def of_source(
    plans: Sequence[PlatformAccount], source: AccountSource
) -> tuple[PlatformAccount, ...]:
    """The accounts that are read in one way."""
    return tuple(plan for plan in plans if plan.account.source is source)


class Platforms:
    """The platforms behind one host."""

    def __init__(self, plans: Sequence[PlatformAccount], origin: str, today: date) -> None:
        self._origin, self._today = origin, today
        self._weibo = Weibo(of_source(plans, AccountSource.WEIBO), today)
        self._wechat = Wechat(of_source(plans, AccountSource.WECHAT_API), origin, today)
        self._apps = {
            f"/app/{plan.account.account_code}": plan
            for plan in of_source(plans, AccountSource.APP_STORE)
        }
        self._feeds = {
            urlsplit(plan.account.source_url or "").path: plan
            for plan in of_source(plans, AccountSource.FEED)
            if not plan.is_gone
        }

    def respond(self, request: Request) -> Response | None:
        """The answer of the platform that the address belongs to; None when there is none."""
        if (app := self._apps.get(request.path)) is not None:
            return stores.respond(app, self._today)
        if (fed := self._feeds.get(request.path)) is not None:
            return rsshub.respond(fed, request.path, self._origin, self._today)
        return self._wechat.respond(request) or self._weibo.respond(request)
