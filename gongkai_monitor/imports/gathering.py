"""The records of a file as its tables are read, and what is wrong with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gongkai_monitor.errors import Fault
from gongkai_monitor.imports.result import (
    ImportResult,
    TableReading,
    masked_faults,
    masked_rejection,
)
from gongkai_monitor.imports.rows import ReadRow, RejectedRow

KeyT = TypeVar("KeyT")
RecordT = TypeVar("RecordT")
GivenT = TypeVar("GivenT")


@dataclass(slots=True)
class Gathering(Generic[KeyT, RecordT]):
    """What a file gave so far."""

    records: dict[KeyT, RecordT] = field(default_factory=dict)
    first_rows: dict[KeyT, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def read(
        self,
        reading: TableReading,
        take: Callable[[ReadRow], list[Fault]],
        also_wrong: Iterable[Fault] = (),
    ) -> None:
        """Take the rows of a table; those with faults are given back.

        Args:
            reading: the table.
            take: keeps a row, or says why not; not asked while the table itself is wrong.
            also_wrong: what makes the table unusable beside its headings.
        """
        unusable = [*reading.headings.faults, *also_wrong]
        self.faults += unusable
        self.warnings += reading.headings.warnings
        for row in reading.rows:
            faults = list(row.faults) if unusable else take(row)
            self.faults += faults
            if faults or unusable:
                self.rejected.append(masked_rejection(reading, row, [*unusable, *faults]))
        self.faults += reading.breaks

    def keep(self, key: KeyT, record: RecordT, row: ReadRow) -> int | None:
        """Keep a record; the number of the row that holds its key already, if one does."""
        if key in self.records:
            return self.first_rows[key]
        self.records[key], self.first_rows[key] = record, row.number
        return None

    def result(self) -> ImportResult[RecordT]:
        """What the import gives: every record kept."""
        return self.result_of(self.records.values())

    def result_of(self, records: Iterable[GivenT]) -> ImportResult[GivenT]:
        """What the import gives, when that is not just the records kept."""
        return ImportResult(
            records=tuple(records),
            faults=masked_faults(self.faults),
            rejected_rows=tuple(self.rejected),
            warnings=masked_faults(self.warnings),
        )
