"""Units named in a duty, found in the register. What it does not settle goes to a person.

``市卫生健康委`` is the unit of the city of that name, ``市政府各部门`` every department under the
city's government. ``市政府有关部门`` says nobody in particular, so nobody is named.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai_monitor.model.registry import Agency
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel

_LEVELS = {"省": AgencyLevel.PROVINCE, "市": AgencyLevel.CITY, "县": AgencyLevel.COUNTY}
_DEPARTMENTS = re.compile(r"(?P<level>[省市县])(?:政府|直)各(?:部门|单位)(?:（单位）)?")
_GOVERNMENTS = (
    (AgencyLevel.COUNTY, re.compile(r"各(?:县|区|县（市、区）|县（区）|县区|县市区)(?:人民)?政府")),
    (AgencyLevel.CITY, re.compile(r"各市(?:（[^）]*）)?(?:人民)?政府")),
    (AgencyLevel.TOWN, re.compile(r"各(?:乡镇|镇|乡（镇）)(?:（街道）)?(?:(?:人民)?政府)?")),
)  # fmt: skip
_VAGUE = re.compile(r"有关|相关|各|等$|承办单位|实施单位|负责单位|执法部门")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:自治州|自治县|地区|省|市|县|区|盟|旗)")
_SHORT = (
    ("人民政府", "政府"),
    ("办公厅", "办"),
    ("办公室", "办"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("发展和改革", "发展改革"),
    ("住房和城乡建设", "住房城乡建设"),
    ("监督管理", "监管"),
)
_COMMITTEE = "管委会"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAgency:
    """One printed name and the units of the register that it stands for.

    ``why_not`` says what a person has to settle when there is none.
    """

    name: str
    agency_codes: tuple[str, ...] = ()
    why_not: str = ""


class AgencyFinder:
    """Looks up names as documents print them."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._agencies = tuple(agencies)
        self._names = {agency.agency_code: agency.name for agency in self._agencies}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._local: dict[tuple[AgencyLevel, str], set[str]] = defaultdict(set)
        for agency in self._agencies:
            for name in (agency.name, *agency.aliases):
                self._exact[_key(name)].add(agency.agency_code)
            for name in _local_names(agency):
                self._local[agency.level, _key(name)].add(agency.agency_code)

    def find_all(self, names: Sequence[str]) -> tuple[NamedAgency, ...]:
        """The names of one list: 市 or 县 of the first, 管委会 of the last hold for all."""
        found = []
        level = ""
        shares_committee = any(name.endswith(_COMMITTEE) for name in names)
        for name in names:
            one = self.find(name)
            if not one.agency_codes and level:
                one = self._other_form(one, f"{level}{name}")
            if not one.agency_codes and shares_committee:
                one = self._other_form(one, f"{name}{_COMMITTEE}")
            level = name[0] if name[0] in _LEVELS and not name.startswith("市场") else level
            found.append(one)
        return tuple(found)

    def find(self, name: str) -> NamedAgency:
        """One name."""
        if group := self._group(name):
            return group
        codes = self._exact.get(_key(name), set())
        if not codes and (level := _LEVELS.get(name[:1])):
            codes = self._local.get((level, _key(name[1:])), set())
        if len(codes) == 1:
            return NamedAgency(name=name, agency_codes=tuple(codes))
        if codes:
            listed = "、".join(sorted(self._names[code] for code in codes)[:5])
            return NamedAgency(name=name, why_not=f"登记表中有 {len(codes)} 个可能：{listed}")
        vague = _VAGUE.search(name)
        return NamedAgency(name=name, why_not="未指明具体单位" if vague else "登记表中没有这个名称")

    def _other_form(self, before: NamedAgency, name: str) -> NamedAgency:
        other = self.find(name)
        return NamedAgency(name=before.name, agency_codes=other.agency_codes,
                           why_not=before.why_not if not other.agency_codes else "")  # fmt: skip

    def _group(self, name: str) -> NamedAgency | None:
        """市政府各部门, 各县（市、区）政府: all of that kind."""
        if match := _DEPARTMENTS.fullmatch(name):
            codes = self._departments(_LEVELS[match["level"]])
        else:
            level = next((one for one, form in _GOVERNMENTS if form.fullmatch(name)), None)
            if level is None:
                return None
            codes = tuple(self._governments(level))
        return NamedAgency(name=name, agency_codes=codes,
                           why_not="" if codes else "登记表中没有这一类单位")  # fmt: skip

    def _departments(self, level: AgencyLevel) -> tuple[str, ...]:
        """Departments of the one government of that level; of several it is not known which."""
        governments = [
            one.agency_code
            for one in self._agencies
            if one.kind is AgencyKind.GOVERNMENT and one.level is level
        ]
        if len(governments) != 1:
            return ()
        return tuple(
            one.agency_code
            for one in self._agencies
            if one.kind is AgencyKind.DEPARTMENT and one.parent_code == governments[0]
        )

    def _governments(self, level: AgencyLevel) -> Iterator[str]:
        for one in self._agencies:
            if one.level is level and one.kind is AgencyKind.GOVERNMENT:
                yield one.agency_code


def _local_names(agency: Agency) -> Iterator[str]:
    """A unit's name and aliases without the place before them: 承德市财政局 → 财政局."""
    for name in (agency.name, *agency.aliases):
        short = _PLACE.sub("", name, count=1)
        if short and short != name:
            yield short


def _key(name: str) -> str:
    """A name for comparing: usual short forms taken for the long ones."""
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name
