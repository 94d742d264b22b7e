"""The indicators that a workspace judges by: its editions, joined.

An edition is a folder: ``edition.yml`` says who issued it and how it counts, and lists its
``parts``; each part is a file beside it with a list of indicators. What must be public is data of
its own, ``demands.yml``; so are the time limits of the response clock and of answers to messages,
``limits.yml``.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.expected import expected_words
from gongkai_monitor.indicators.demand import DEMANDS_FILE, Demand, read_demands
from gongkai_monitor.indicators.entry import Indicator, PaperIndicator
from gongkai_monitor.indicators.file import read_file
from gongkai_monitor.indicators.limits import Limits, MessageLimit, ResponseLimit
from gongkai_monitor.vocabulary import Platform

EDITIONS_FOLDER = Path(__file__).parent
_HEAD, _LIMITS = "edition.yml", "limits.yml"


class Window(BaseModel):
    """A period in which something must be updated: calendar days or calendar months."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(gt=0)] | None = None
    months: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.days is None) == (self.months is None):
            raise ValueError("时限须有且只有 days 或 months")
        return self

    def length_days(self, end: date) -> int:
        """Days from the same day of the month ``months`` earlier (or ``days``) to ``end``."""
        if self.days is not None:
            return self.days
        assert self.months is not None
        months = end.year * 12 + end.month - 1 - self.months
        year, month = divmod(months, 12)
        for day in range(end.day, 0, -1):
            try:
                return (end - date(year, month + 1, day)).days
            except ValueError:  # 31 February: the last day of that month
                continue
        raise AssertionError("every month has a first day")


class Windows(BaseModel):
    """The windows that facts are measured against."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Window
    account: Window
    news: Window
    notice: Window
    policy: Window
    document: Window


class InterpretationDuty(BaseModel):
    """解读: which documents owe one, within how many 工作日, and how early a warning comes.

    ``workdays: 0`` asks for the same day (同步发布). ``owed_by`` says which of the agency's own
    policy documents: all, 规范性文件, or those that touch rights of people and business.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    workdays: Annotated[int, Field(ge=0)]
    warn_workdays: Annotated[int, Field(ge=0)] = 1
    owed_by: tuple[Literal["all", "normative", "rights"], ...] = ("all",)


class Edition(BaseModel):
    """One rule set: its name, who issued it, which version, from when, and how it counts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    edition: str
    name: str
    issuing_body: str
    basis: str
    version: str
    valid_from: date
    valid_to: date | None = None
    conventions: tuple[str, ...] = Field(min_length=1)
    windows: Windows | None = None
    platform_groups: dict[str, tuple[Platform, ...]] = Field(default_factory=dict)
    interpretation: InterpretationDuty | None = None
    papers: tuple[PaperIndicator, ...] = ()
    """Rules that only documents can show (查阅资料)."""
    demands: tuple[Demand, ...] = ()
    """What must be public (``demands.yml``)."""
    parts: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    limits: Limits = Limits()

    def is_valid_on(self, day: date) -> bool:
        """Whether the edition was in force on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An indicator with the edition that it comes from."""

    indicator: Indicator
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every rule in force, in the order of the editions."""

    editions: tuple[Edition, ...]
    rules: tuple[Rule, ...]

    def rule(self, code: str) -> Rule:
        """The rule of a code.

        Raises:
            KeyError: for an unknown code.
        """
        for rule in self.rules:
            if rule.indicator.code == code:
                return rule
        raise KeyError(code)

    def without(self, code: str) -> "Catalogue":
        """The catalogue with one rule taken out (mutation tests, exemptions)."""
        self.rule(code)
        kept = tuple(rule for rule in self.rules if rule.indicator.code != code)
        return Catalogue(editions=self.editions, rules=kept)

    def in_force(self, day: date) -> "Catalogue":
        """Only the rules whose edition was in force on a day."""
        kept = tuple(rule for rule in self.rules if rule.edition.is_valid_on(day))
        return Catalogue(editions=self.editions, rules=kept)

    def response_limits(self, day: date) -> tuple[ResponseLimit, ...]:
        """Limits of the response clock, of every edition in force on a day."""
        valid = (edition for edition in self.editions if edition.is_valid_on(day))
        return tuple(one for edition in valid for one in edition.limits.responses)

    def message_limits(self, day: date) -> tuple[MessageLimit, ...]:
        """Limits of answers to messages, local ones before the national ones."""
        valid = (edition for edition in reversed(self.editions) if edition.is_valid_on(day))
        return tuple(one for edition in valid for one in edition.limits.messages)

    @property
    def windows(self) -> Windows:
        """Windows of the first edition that states them."""
        for edition in self.editions:
            if edition.windows is not None:
                return edition.windows
        raise InputError([Fault(file="editions", expected="至少一个版本含 windows")])

    @property
    def platform_groups(self) -> dict[str, tuple[Platform, ...]]:
        """Label -> platforms that count as one."""
        groups: dict[str, tuple[Platform, ...]] = {}
        for edition in self.editions:
            groups.update(edition.platform_groups)
        return groups

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What must be public by any edition."""
        return tuple(one for edition in self.editions for one in edition.demands)

    @property
    def interpretation(self) -> InterpretationDuty:
        """The duty of the last edition that states one: the local one goes before the national."""
        for edition in reversed(self.editions):
            if edition.interpretation is not None:
                return edition.interpretation
        raise InputError([Fault(file="editions", expected="至少一个版本含 interpretation")])


def load_edition(folder: Path) -> Edition:
    """Read and validate the edition in a folder.

    Raises:
        InputError: naming the file, the entry, the field and what is wrong.
    """
    if not (folder / _HEAD).is_file():
        names = "、".join(available_editions(folder.parent))
        raise InputError(
            [Fault(file=folder.name, expected=f"已有的版本：{names}", actual="不存在")]
        )
    head = read_file(folder / _HEAD, dict)
    places: list[Path] = []  # the file of each entry, for faults
    entries: list[Any] = []
    for part in head.get("parts") or ():
        path = folder / f"{part}.yml"
        found = read_file(path, list)
        entries += found
        places += [path] * len(found)
    limits = read_file(folder / _LIMITS, dict) if (folder / _LIMITS).is_file() else {}
    try:
        return Edition.model_validate(
            {
                **head,
                "indicators": entries,
                "demands": read_demands(folder / DEMANDS_FILE),
                "limits": limits,
            }
        )
    except ValidationError as error:
        raise InputError(_faults(folder, places, entries, error)) from error


def _faults(
    folder: Path, places: list[Path], entries: list[Any], error: ValidationError
) -> list[Fault]:
    faults = []
    for item in error.errors():
        where = list(item["loc"])
        sheet, name = "", _HEAD
        if where[:1] == ["indicators"] and len(where) > 1 and isinstance(where[1], int):
            position = where[1]
            entry = entries[position]
            name = places[position].name
            sheet = str(entry.get("code", position)) if isinstance(entry, dict) else str(position)
            where = where[2:]
        elif where[:1] == ["limits"]:
            name, where = _LIMITS, where[1:]
        column = ".".join(str(part) for part in where)
        file = f"{folder.name}/{name}"
        faults.append(Fault(file=file, sheet=sheet, column=column, expected=expected_words(item)))
    return faults


def available_editions(folder: Path = EDITIONS_FOLDER) -> tuple[str, ...]:
    """Names of the editions in a folder, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{_HEAD}")))


def load_editions(names: tuple[str, ...] | list[str], folder: Path = EDITIONS_FOLDER) -> Catalogue:
    """Load editions by name, in this order; a later one may replace entries it names.

    Args:
        names: folder names, ``("national", "hebei")``.
        folder: where the editions are.

    Raises:
        InputError: for an unknown edition, a wrong entry, or a code that two editions claim.
    """
    editions = tuple(load_edition(folder / name) for name in names)
    if not editions:
        raise InputError([Fault(file=str(folder.name), expected="至少一个版本")])
    rules: dict[str, Rule] = {}
    for edition in editions:
        for indicator in edition.indicators:
            _check_claim(indicator, edition, rules)
            rules[indicator.code] = Rule(indicator=indicator, edition=edition)
    return Catalogue(editions=editions, rules=tuple(rules.values()))


def _check_claim(indicator: Indicator, edition: Edition, rules: dict[str, Rule]) -> None:
    """A code may be claimed twice only by an entry that says which edition it replaces."""
    earlier = rules.get(indicator.code)
    if earlier is None or earlier.edition.edition == indicator.replaces:
        return
    raise InputError(
        [
            Fault(
                file=edition.edition,
                sheet=indicator.code,
                expected=f"replaces: {earlier.edition.edition}，或另用一个代码",
                actual="代码重复",
            )
        ]
    )
