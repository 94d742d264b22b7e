"""空壳: accounts of which the platform itself says that they hold no post (N-17)."""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
)
from gongkai_monitor.practice.account_plan import PlantedAccount
from gongkai_monitor.practice.truth import NearMiss
from gongkai_monitor.vocabulary import Level

_CODE, _STALE = "account.empty_shell", "account.content_stale"


class EmptyShells(AccountFeature):
    """One opened 15 days ago, one 14: both are silent since then, the first is a shell."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """The silence counts from the day of opening."""
        old = ground.account(0, "驿站服务中心", posts=(), opened_days=15)
        yield PlantedAccount(
            plan=old,
            faults=(
                fault_of(old, _CODE, note="开设 15 天，零发布"),
                fault_of(old, _STALE, level=Level.OVERDUE, note="开设 15 天，零发布"),
            ),
        )
        new = ground.account(1, "冷链服务中心", posts=(), opened_days=14)
        near = NearMiss(code=_CODE, subject_id=new.account.account_code, note="开设第 14 天")
        yield PlantedAccount(
            plan=new,
            faults=(fault_of(new, _STALE, level=Level.WARNING, note="开设第 14 天，零发布"),),
            near_misses=(near,),
        )
