"""What is wrong with the letters of a board, and how few consultations there are (W-5b, K-C)."""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_HALF_A_YEAR = 184


class Letters(Feature):
    """One letter of a board is open for more than three months, one was answered late."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Sites with a board."""
        code = plan.site.site_code
        if any(one.channel.kind is ChannelKind.INTERACTION for one in _silent(plan)):
            yield PlantedFault(code="site.board_silent", subject_id=code, level=Level.NOTICE)
        if not plan.has_board:
            return
        yield PlantedFault(code="site.replies_undated", subject_id=code, level=Level.NOTICE)
        yield PlantedFault(
            code="site.message_unanswered",
            subject_id=code,
            level=Level.OVERDUE,
            note="一条留言超过 3 个月，另一条差几天",
        )
        yield PlantedFault(code="site.replies_slow", subject_id=code, level=Level.NOTICE)
        yield PlantedFault(code="site.replies_not_quick", subject_id=code, level=Level.NOTICE)
        yield PlantedFault(code="site.consultations_few", subject_id=code, level=Level.NOTICE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """A board whose letters go on."""
        if plan.has_board:
            code = plan.site.site_code
            yield NearMiss(code="site.board_silent", subject_id=code, note="最近几天有留言")


def _silent(plan: SitePlan) -> list[ChannelPlan]:
    return [one for one in plan.channels if one.newest_days > _HALF_A_YEAR]
