"""Which units of a government a title names: 教育局2025年部门预算 on the portal of a city."""

from collections.abc import Iterable, Mapping

_SHORTEST = 3


class AgencyNames:
    """The units below one government, by the names that titles use for them.

    Args:
        government: 云溪市人民政府; titles leave its place out.
        units: agency_code -> full name and aliases.
    """

    def __init__(self, government: str, units: Mapping[str, Iterable[str]]) -> None:
        place = government.removesuffix("人民政府").removesuffix("政府")
        self._words: dict[str, str] = {}
        for code, names in units.items():
            for name in names:
                for word in {name, name.removeprefix(place)}:
                    if len(word) >= _SHORTEST:
                        self._words.setdefault(word, code)
        self._longest = sorted(self._words, key=len, reverse=True)

    def named_in(self, title: str) -> frozenset[str]:
        """Codes of the units whose name stands in the title; a longer name hides shorter ones."""
        rest, found = title, set()
        for word in self._longest:
            if word in rest:
                found.add(self._words[word])
                rest = rest.replace(word, "\n")
        return frozenset(found)
