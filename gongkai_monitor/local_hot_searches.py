"""Hot searches that concern this office: they name its area, a unit, or a hotspot's matter.

Nothing else of a list is shown. A match is a hint for a reader, with its reason; it changes
neither the heat nor the clock nor the level of a hotspot.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai_monitor.hot_searches import match_hot_searches
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.places import Places, area_of

if TYPE_CHECKING:
    import pandas as pd

LOCAL_COLUMNS = ("listed_on", "platform", "title", "position", "reasons")
_SHORTEST_STEM, _SHORTEST_NAME = 2, 4
_TAIL = "省市区县旗"


def local_hot_searches(
    hot_searches: "pd.DataFrame", hotspots: "pd.DataFrame", registry: Registry
) -> "pd.DataFrame":
    """The hot searches that concern the office, the newest first (``LOCAL_COLUMNS``).

    Args:
        hot_searches: platform, listed_on, title, position.
        hotspots: as for ``match_hot_searches``.
        registry: names of the units and, from them, of the areas.
    """
    import pandas as pd

    named = _NamedIn(registry)
    titles = (
        dict(zip(hotspots["hotspot_id"], hotspots["title"], strict=True)) if len(hotspots) else {}
    )
    matched: dict[tuple[object, object, object], list[str]] = {}
    if titles and len(hot_searches):
        for one in match_hot_searches(hotspots, hot_searches).to_dict("records"):
            why = f"与热点“{titles[one['hotspot_id']]}”同题"
            key = (one["platform"], one["listed_on"], one["title"])
            matched.setdefault(key, []).append(why)
    found = []
    for one in hot_searches.to_dict("records"):
        key = (one["platform"], one["listed_on"], one["title"])
        if reasons := [*named.reasons(str(one["title"])), *matched.get(key, ())]:
            found.append({**{name: one.get(name) for name in LOCAL_COLUMNS}, "reasons": reasons})
    frame = pd.DataFrame(found, columns=list(LOCAL_COLUMNS)).drop_duplicates(
        ["platform", "listed_on", "title"]
    )
    return frame.sort_values(
        ["listed_on", "platform", "position"], ascending=[False, True, True], ignore_index=True
    )


class _NamedIn:
    """Areas and units of a register that a title names.

    A title of the whole country says 教育局 of any place: only a name with its area counts. Of an
    area the full word counts, and of the office's own one its short form too (云溪 for 云溪市).
    """

    def __init__(self, registry: Registry) -> None:
        areas = [area for area in Places(registry.agencies).areas.values() if area]
        self._areas = sorted({area[-1] for area in areas}, key=len, reverse=True)
        highest = min((len(area) for area in areas), default=0)
        stems = {area[-1].rstrip(_TAIL) for area in areas if len(area) == highest}
        self._stems = sorted(stem for stem in stems if len(stem) >= _SHORTEST_STEM)
        names = {name for one in registry.agencies for name in (one.name, *one.aliases)}
        self._units = sorted(
            (name for name in names if len(name) >= _SHORTEST_NAME and _has_area(name)),
            key=len,
            reverse=True,
        )

    def reasons(self, title: str) -> list[str]:
        """Why a title concerns the office; the most exact one of each kind."""
        unit = _first(self._units, title)
        area = _first(self._areas, title) or _first(self._stems, title)
        told = [f"提到单位“{unit}”"] if unit else []
        return told + ([f"提到区域“{area}”"] if area else [])


def _has_area(name: str) -> bool:
    """Whether a name says more than its area, and says it."""
    area = "".join(area_of(name))
    return bool(area) and area != name


def _first(words: Sequence[str], title: str) -> str | None:
    return next((word for word in words if word in title), None)
