"""What must be public, as data: columns that a site must have, papers that a unit must publish.

Each edition may have a ``demands.yml`` beside its ``edition.yml``; a deployment adds rows of its
own in the workspace (``[disclosure] own_demands``). The facts ``demanded_column`` and
``demanded_paper`` are measured against the rows, the indicators of the same names judge them.
"""

import re
from collections import Counter
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.expected import expected_words
from gongkai_monitor.indicators.file import read_file
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, ChannelKind, Sureness

DEMANDS_FILE = "demands.yml"
_LONGEST_TITLE = 200
Text = Annotated[str, Field(min_length=1)]


class DemandForm(StrEnum):
    """How a demand is met."""

    COLUMN = "column"  # a link of the home page or a column bears one of the names
    PAPER = "paper"  # an entry of a list bears one of the names
    YEARLY = "yearly"  # the same for each year that its title tells


class Place(StrEnum):
    """On whose lists a paper is looked for."""

    BOTH = "both"  # the unit's own, and the portal of its government where the title names it
    PORTAL = "portal"  # only units without a list of their own: the portal of their government


class DayOfYear(BaseModel):
    """Month and day; ``text`` is ``12-31``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month: int
    day: int

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        match = re.fullmatch(r"(\d\d)-(\d\d)", raw) if isinstance(raw, str) else None
        return {"month": int(match[1]), "day": int(match[2])} if match else raw

    @model_validator(mode="after")
    def _is_day(self) -> Self:
        self.of(2023)
        return self

    def of(self, year: int) -> date:
        """That day of a year.

        Raises:
            ValueError: when there is no such day.
        """
        return date(year, self.month, self.day)


class Demand(BaseModel):
    """One row: what, by which names it is known, who owes it, since when, by which document.

    Attributes:
        name: as findings show it.
        form: column, paper or yearly.
        names: patterns, one of which a column's name or an entry's title must hold.
        kinds: of the channels in whose lists papers are looked for.
        owed_by: kinds of units; a column is owed on the sites of these units.
        levels: of these units.
        regions: beginnings of region codes; empty for everywhere.
        since: nobody owes it before this day.
        due: last day for the paper of a year.
        years_after: 0 when it is due in the year itself, 1 in the year after it.
        reminder: an earlier day that no source confirms; it only gives a hint.
        years: how many of the years that are due last are looked at.
        place: on whose lists.
        rule: of the rule base.
        basis: the document that demands it.
        sureness: rows that are not verified never count as missing, only as not yet seen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    form: DemandForm
    names: tuple[Text, ...] = Field(min_length=1)
    kinds: tuple[ChannelKind, ...] = ()
    owed_by: tuple[AgencyKind, ...] = Field(min_length=1)
    levels: tuple[AgencyLevel, ...] = Field(min_length=1)
    regions: tuple[Text, ...] = ()
    since: date
    due: DayOfYear | None = None
    years_after: Annotated[int, Field(ge=0, le=1)] = 0
    reminder: DayOfYear | None = None
    years: Annotated[int, Field(ge=1, le=10)] = 1
    place: Place = Place.BOTH
    rule: Text
    basis: Text
    sureness: Sureness

    @field_validator("names")
    @classmethod
    def _are_patterns(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            try:
                re.compile(name)
            except re.error as error:
                raise ValueError(f"不是正则表达式：{name!r}（{error}）") from error
        return names

    @model_validator(mode="after")
    def _fits_its_form(self) -> Self:
        if (self.form is DemandForm.COLUMN) == bool(self.kinds):
            raise ValueError("栏目（column）不写 kinds，材料（paper、yearly）必须写 kinds")
        if (self.form is DemandForm.YEARLY) != (self.due is not None):
            raise ValueError("逐年的材料（yearly）必须写 due，其他不写")
        if self.reminder is not None and self.due is None:
            raise ValueError("reminder 只用于逐年的材料（yearly）")
        return self

    def find(self, title: str) -> re.Match[str] | None:
        """Where a title names it."""
        head = title[:_LONGEST_TITLE]
        return next((found for one in self.names if (found := re.search(one, head))), None)

    def is_owed_by(self, row: "dict[str, Any]") -> bool:
        """Whether a unit owes it, by ``agency_kind``, ``agency_level`` and ``region_code``."""
        region = row["region_code"] or ""
        return (
            row["agency_kind"] in self.owed_by
            and row["agency_level"] in self.levels
            and (not self.regions or region.startswith(self.regions))
        )

    def due_on(self, year: int) -> date:
        """Last day for the paper of a year."""
        assert self.due is not None
        return self.due.of(year + self.years_after)

    def reminder_on(self, year: int) -> date | None:
        """The unconfirmed earlier day for the paper of a year."""
        return self.reminder.of(year + self.years_after) if self.reminder else None


def read_demands(path: Path) -> tuple[Demand, ...]:
    """The rows of a file; none when it does not exist.

    Raises:
        InputError: naming the file, the row, the field and what is wrong.
    """
    if not path.is_file():
        return ()
    rows = read_file(path, list)
    made, faults = [], []
    file = f"{path.parent.name}/{path.name}"
    for number, row in enumerate(rows, start=1):
        try:
            made.append(Demand.model_validate(row))
        except ValidationError as error:
            name = str(row.get("name", number)) if isinstance(row, dict) else str(number)
            for item in error.errors():
                column = ".".join(str(part) for part in item["loc"])
                faults.append(
                    Fault(
                        file=file,
                        sheet=name,
                        row=number,
                        column=column,
                        expected=expected_words(item),
                    )
                )
    twice = [name for name, count in Counter(one.name for one in made).items() if count > 1]
    faults += [Fault(file=file, sheet=name, expected="名称不重复", actual="重复") for name in twice]
    if faults:
        raise InputError(faults)
    return tuple(made)
