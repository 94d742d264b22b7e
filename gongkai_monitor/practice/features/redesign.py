"""改版: lists that look different from what the register and earlier rounds know.

A renewed list is as readable as any, but the register's selector fits the old page only: nobody may
call it empty, or stale by what earlier rounds saw. Another one is drawn without links or dates, so
that there is nothing to propose.
"""

from collections.abc import Iterator

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import PAGE_SIZE, hidden_items
from gongkai_monitor.practice.plan import ChannelBehaviour, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedSuggestion

_BEHAVIOURS = frozenset({ChannelBehaviour.RENEWED, ChannelBehaviour.REDESIGNED})


class Redesign(Feature):
    """The channels that the plan gives a new look."""

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Neither stale nor empty: 未采到."""
        for one in plan.channels:
            if one.behaviour is ChannelBehaviour.RENEWED:
                note = "网站改版，登记的选择器已失效，未采到"
                for code in ("channel.stale", "channel.empty"):
                    yield NearMiss(code=code, subject_id=one.channel.url, note=note)

    def suggestions(self, plan: SitePlan) -> Iterator[PlantedSuggestion]:
        """With a selector for what can be read."""
        for one in plan.channels:
            if one.behaviour not in _BEHAVIOURS or plan.is_blocked:
                continue
            is_readable = one.behaviour is ChannelBehaviour.RENEWED
            yield PlantedSuggestion(
                site_code=plan.site.site_code,
                url=one.channel.url,
                name=one.channel.name,
                entry_count=len(hidden_items(plan, one)[:PAGE_SIZE]) if is_readable else 0,
            )
