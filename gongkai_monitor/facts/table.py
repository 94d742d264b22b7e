"""What a facts table is: its subject, its key, its columns."""

from dataclasses import dataclass

from gongkai_monitor.vocabulary import SubjectKind

COMMON: tuple[str, ...] = (
    "as_of",
    "collected_at",
    "collection_state",
    "cause",
    "detail",
    "agency_code",
    "subject_id",
    "subject_name",
    "evidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """One facts table: what its rows are about, their key and their own columns."""

    name: str
    subject_kind: SubjectKind
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Common columns and own columns, in order."""
        return (*COMMON, *self.columns)
