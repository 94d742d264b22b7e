"""关停 that are under way: one late with its next step, one due today, one taken back (N-22)."""

from collections.abc import Iterator
from dataclasses import replace

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
)
from gongkai_monitor.practice.account_plan import PlannedShutdown, PlantedAccount
from gongkai_monitor.practice.truth import NearMiss
from gongkai_monitor.settings import ShutdownSettings
from gongkai_monitor.vocabulary import Level

_CODE = "shutdown.step_overdue"
_SILENT_DAYS = 120
_LATE_DAYS = 2


class Shutdowns(AccountFeature):
    """Accounts that nobody tends any more; the units asked for their 关停 themselves."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """All three are silent; the day counts from the decision to the notice."""
        due = ShutdownSettings().notice_published
        late = PlannedShutdown(decided_days=due + _LATE_DAYS)
        for n, (unit, shutdown, note) in enumerate(
            (
                ("渔政站", late, ""),
                ("煤管站", PlannedShutdown(decided_days=due), "今天到期"),
                ("盐业站", replace(late, is_withdrawn=True), "已撤回"),
            )
        ):
            posts = ground.ordinary(unit, newest=_SILENT_DAYS)
            plan = ground.account(n, unit, posts=posts, shutdown=shutdown)
            stale = fault_of(plan, "account.content_stale", level=Level.DORMANT)
            if not note:
                overdue = fault_of(plan, _CODE, note=f"逾期 {_LATE_DAYS} 天")
                yield PlantedAccount(plan=plan, faults=(stale, overdue))
                continue
            near = NearMiss(code=_CODE, subject_id=plan.account.account_code, note=note)
            yield PlantedAccount(plan=plan, faults=(stale,), near_misses=(near,))
