"""属地: which area of the register a text speaks of, and which agency belongs to which area.

Areas are read from the names of the agencies themselves (某市乙区丙镇人民政府), so no gazetteer is
needed and coded place names work too. An area is its path from the top: (某市, 乙区, 丙镇).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai_monitor.model.registry import Agency

Area = tuple[str, ...]
_STEP = re.compile(
    "(?!城市|城乡|住房|市场|乡村|区域)[^省市区县旗镇乡]{1,8}?"
    "(?:自治区|自治州|自治县|街道|省|市(?!容)|新区|区|县|旗|盟|镇|乡)"
)
_FILLER = re.compile(r"人民政府|办事处|政府$")
_INSTITUTIONAL = ("开发区", "园区", "管理区", "社区", "小区")
_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|街道|新区|省|市|区|县|旗|盟|镇|乡)$")


def area_of(name: str) -> Area:
    """The area that an agency's name begins with; empty when it names none."""
    rest, path = _FILLER.sub("", name), []
    while match := _STEP.match(rest):
        if match[0].endswith(_INSTITUTIONAL):
            break
        path.append(match[0])
        rest = rest[match.end() :]
    return tuple(path)


@dataclass(frozen=True, slots=True)
class Place:
    """The area that texts speak of, and by which word."""

    area: Area
    word: str


@dataclass(frozen=True)
class Places:
    """The areas of a register."""

    agencies: tuple[Agency, ...]

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Agency code -> its area; an agency that names none has the area of its parent."""
        named = {one.agency_code: area_of(one.name) for one in self.agencies}
        parents = {one.agency_code: one.parent_code for one in self.agencies}
        return {code: self._inherited(code, named, parents) for code in named}

    @cached_property
    def words(self) -> dict[str, Area]:
        """Word -> area, for words that name one area only: 丙镇, and 丙里 for 丙里镇.

        乙区 and 某市乙区 are one area, as some names leave out what is above.
        """
        full: dict[str, set[Area]] = {}
        for area in {area[:depth] for area in self.areas.values() for depth in range(1, 5)}:
            if area:
                full.setdefault(area[-1], set()).add(area)
        stems: dict[str, set[Area]] = {}
        for word, areas in full.items():
            stem = _SUFFIX.sub("", word)
            if len(stem) > 1 and stem not in full:
                stems.setdefault(stem, set()).update(areas)
        return {
            word: area
            for word, areas in (stems | full).items()
            if (area := max(areas, key=len)) and all(area[-len(one) :] == one for one in areas)
        }

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any word of an area, the longest first."""
        ordered = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def named_in(self, text: str) -> Place | None:
        """The one area that a text names most exactly; None where it names several or none."""
        if self.pattern is None:
            return None
        found = {match[0]: self.words[match[0]] for match in self.pattern.finditer(text)}
        deepest = {
            area: word
            for word, area in found.items()
            if not any(is_within(other, area) and other != area for other in found.values())
        }
        if len(deepest) != 1:
            return None
        area, word = next(iter(deepest.items()))
        return Place(area, word)

    def common(self, texts: Sequence[str], region: str | None = None) -> Place | None:
        """The area of a matter: the deepest one that most of the texts that name any agree on.

        A text about two areas at once votes for what they have in common; the region of the
        messages counts where the texts name nothing deeper.
        """
        declared = self.named_in(region) if region else None
        named = [place for text in texts if (place := self.named_in(text))]
        votes = Counter(place.area[:n] for place in named for n in range(1, len(place.area) + 1))
        agreed = [area for area, count in votes.items() if count * 2 > len(named)]
        if not agreed:
            return declared
        area = max(agreed, key=len)
        if declared and not is_within(area, declared.area):
            return declared
        word = next((place.word for place in named if place.area == area), area[-1])
        return Place(area, word)

    def government_of(self, area: Area) -> Agency | None:
        """The government whose name is the area itself."""
        full = {f"{''.join(area)}{tail}" for tail in ("人民政府", "街道办事处", "办事处")}
        seats = [one for one in self.agencies if self._is_seat(one, area, full)]
        return seats[0] if len(seats) == 1 else None

    def _is_seat(self, agency: Agency, area: Area, full: Iterable[str]) -> bool:
        if self.areas[agency.agency_code] != area:
            return False
        plain = agency.name.replace("人民政府", "").removesuffix("办事处")
        return agency.name in full or plain == "".join(area)

    def _inherited(self, code: str, named: dict[str, Area], parents: dict[str, str | None]) -> Area:
        seen: set[str] = set()
        current: str | None = code
        while current is not None and current in named and current not in seen:
            if named[current]:
                return named[current]
            seen.add(current)
            current = parents[current]
        return ()


def is_within(area: Area, other: Area) -> bool:
    """Whether an area lies in another one, or is it."""
    return area[: len(other)] == other
