"""Accounts that the register calls closed, and what became of them (N-8, N-22)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformAccount
from gongkai_monitor.practice.truth import NearMiss
from gongkai_monitor.vocabulary import AccountSource, FilingStatus

CLOSED_DAYS = 6
"""So many days ago the register was told of the closing (``register_history.py``)."""
_ALIVE, _OPEN, _AGAIN = (
    "account.alive_after_closing", "account.not_deregistered", "account.reopened",
)  # fmt: skip


class Lives(AccountFeature):
    """The register says closed or deregistered; the platform may say otherwise."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Alive on the platform, posting again, gone, and not to be reached."""
        old = ground.ordinary("旧闻", newest=60)
        plan = ground.account(0, "林木站", posts=old)
        yield faulty(_ended(plan, FilingStatus.DEREGISTERED), _ALIVE, note="平台仍显示")
        plan = ground.account(1, "蚕桑站", posts=old)
        yield faulty(_ended(plan, FilingStatus.CLOSED), _OPEN, note="只宣布关停")
        plan = _ended(ground.account(2, "水产站"), FilingStatus.CLOSED)
        yield PlantedAccount(
            plan=plan, faults=(fault_of(plan, _OPEN), fault_of(plan, _AGAIN, note="又发布"))
        )
        farewell = ground.ordinary("告别", newest=CLOSED_DAYS - 1)
        plan = _ended(ground.account(3, "茶叶站", posts=farewell), FilingStatus.CLOSED)
        yield PlantedAccount(
            plan=plan, faults=(fault_of(plan, _OPEN),), near_misses=(_farewell(plan),)
        )
        plan = ground.account(4, "果树站", posts=old, is_gone=True)
        yield harmless(_ended(plan, FilingStatus.DEREGISTERED), _ALIVE, "平台显示用户不存在")
        plan = ground.account(5, "蜂业站", posts=old, source=AccountSource.FEED, is_gone=True)
        yield harmless(_ended(plan, FilingStatus.CLOSED), _OPEN, "订阅源读不到，未采到")


def _ended(plan: PlatformAccount, status: FilingStatus) -> PlatformAccount:
    """The account, closed in the register since the second import."""
    closed = replace(plan.account, filing_status=status)
    return replace(plan, account=closed, registered_before=plan.account)


def _farewell(plan: PlatformAccount) -> NearMiss:
    return NearMiss(code=_AGAIN, subject_id=plan.account.account_code, note="关停次日发布告别推文")
