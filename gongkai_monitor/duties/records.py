"""What the store keeps of the ledger: documents, their duties, and updates that only follow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from pydantic import TypeAdapter

from gongkai_monitor.duties.deadlines import Deadline
from gongkai_monitor.duties.document import Duty
from gongkai_monitor.duties.quantities import Quantity
from gongkai_monitor.review.chain import link_after
from gongkai_monitor.review.trail import Attachment
from gongkai_monitor.vocabulary import DutyState

_DEADLINE = TypeAdapter(Deadline)
_DEADLINES = TypeAdapter(tuple[Deadline, ...])
_QUANTITIES = TypeAdapter(tuple[Quantity, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A 工作要点 document that was imported."""

    document_key: str
    year: int
    title: str
    file_name: str
    content_hash: str
    imported_by: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDuty:
    """A duty as a row; what it says is in ``duty``."""

    duty_id: str
    document_key: str
    number: str
    path: tuple[str, ...]
    text: str
    responsibility_text: str
    deadline: str | None
    deadlines: str
    lead_agencies: tuple[str, ...]
    responsible_agencies: tuple[str, ...]
    quantities: str
    imported_at: datetime

    @classmethod
    def of(cls, duty: Duty, duty_id: str, document_key: str, imported_at: datetime) -> Self:
        """The row of a duty."""
        one = duty.deadline
        return cls(
            duty_id=duty_id,
            document_key=document_key,
            number=duty.number,
            path=duty.path,
            text=duty.text,
            responsibility_text=duty.responsibility_text,
            deadline=_DEADLINE.dump_json(one).decode() if one else None,
            deadlines=_DEADLINES.dump_json(duty.deadlines).decode(),
            lead_agencies=duty.lead_agencies,
            responsible_agencies=duty.responsible_agencies,
            quantities=_QUANTITIES.dump_json(duty.quantities).decode(),
            imported_at=imported_at,
        )

    @property
    def duty(self) -> Duty:
        """What the document says."""
        return Duty(
            number=self.number,
            path=self.path,
            text=self.text,
            responsibility_text=self.responsibility_text,
            deadline=_DEADLINE.validate_json(self.deadline) if self.deadline else None,
            deadlines=_DEADLINES.validate_json(self.deadlines),
            lead_agencies=self.lead_agencies,
            responsible_agencies=self.responsible_agencies,
            quantities=_QUANTITIES.validate_json(self.quantities),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What somebody reports about a duty, before it has its place in the chain."""

    duty_id: str
    state: DutyState
    recorded_by: str
    role: str = ""
    note: str = ""
    milestone_on: date | None = None
    evidence_url: str = ""
    attachment: Attachment | None = None

    @property
    def has_evidence(self) -> bool:
        """Whether an address or a file proves it."""
        return bool(self.evidence_url or self.attachment)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyUpdate:
    """One row of the chain; never changed afterwards."""

    sequence: int = 0
    duty_id: str
    state: DutyState
    note: str
    milestone_on: date | None
    evidence_url: str
    attachment: str | None
    recorded_by: str
    role: str
    recorded_at: datetime
    previous_hash: str = ""
    own_hash: str = ""

    @property
    def file(self) -> Attachment | None:
        """The file that was handed in."""
        return Attachment.model_validate_json(self.attachment) if self.attachment else None

    @property
    def evidence(self) -> str:
        """The proof in words: the file's name or the address."""
        file = self.file
        return file.file_name if file else self.evidence_url


def link_update(progress: Progress, recorded_at: datetime, last: DutyUpdate | None) -> DutyUpdate:
    """The update that follows ``last``."""
    file = progress.attachment
    update = DutyUpdate(
        duty_id=progress.duty_id,
        state=progress.state,
        note=progress.note.strip(),
        milestone_on=progress.milestone_on,
        evidence_url=progress.evidence_url.strip(),
        attachment=file.model_dump_json() if file else None,
        recorded_by=progress.recorded_by.strip(),
        role=progress.role.strip(),
        recorded_at=recorded_at,
    )
    return link_after(update, last)
