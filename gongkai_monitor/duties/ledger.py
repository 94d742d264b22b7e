"""工作台账 at a day: where every duty stands, what falls due next, who answers, what watches it.

逾期 is what the day makes of a duty: a day that the document names has passed and neither the duty
nor that part of it was reported as done. The day itself is still inside.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.clock import china_date
from gongkai_monitor.duties.agencies import AgencyFinder, NamedAgency
from gongkai_monitor.duties.document import Duty
from gongkai_monitor.duties.records import DutyUpdate, StoredDocument, StoredDuty
from gongkai_monitor.duties.watching import watching
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.vocabulary import DutyState


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDuty:
    """A duty at a day.

    Attributes:
        duty_id: 2022-05.
        document: it stands in.
        duty: what it says.
        updates: what was reported, the oldest first.
        day: on which it is looked at.
        lead: 牵头单位, found in the register or not.
        responsible: 责任单位, likewise.
        indicators: codes in force that watch it; none is 要人工填报.
    """

    duty_id: str
    document: StoredDocument
    duty: Duty
    updates: tuple[DutyUpdate, ...]
    day: date
    lead: tuple[NamedAgency, ...]
    responsible: tuple[NamedAgency, ...]
    indicators: tuple[str, ...]

    @property
    def reported(self) -> DutyState:
        """What was reported last, 未开始 before the first report."""
        return self.updates[-1].state if self.updates else DutyState.NOT_STARTED

    @property
    def state(self) -> DutyState:
        """Where it stands on the day."""
        if self.reported is not DutyState.DONE and self.missed:
            return DutyState.OVERDUE
        return self.reported

    @property
    def open_days(self) -> list[date]:
        """Days the document names, their part not reported as done; none of a duty that is done."""
        if self.reported is DutyState.DONE:
            return []
        done = {one.milestone_on for one in self.updates}
        named = {one.due_on for one in self.duty.deadlines if one.due_on}
        return sorted(named - done)

    @property
    def missed(self) -> list[date]:
        """Those that have passed."""
        return [due for due in self.open_days if due < self.day]

    @property
    def days_late(self) -> int:
        """Calendar days since the first one that was missed."""
        return (self.day - self.missed[0]).days if self.missed else 0

    @property
    def next_due_on(self) -> date | None:
        """The next day that it falls due, by a date or a rhythm; None of one done or ongoing."""
        if self.reported is DutyState.DONE:
            return None
        rhythms = (one.next_due(self.day) for one in self.duty.deadlines if one.recurrence)
        ahead = [due for due in self.open_days if due >= self.day]
        return min([*ahead, *filter(None, rhythms)], default=None)

    @property
    def done_late_days(self) -> int:
        """Of a duty that is done: days between its deadline and the report."""
        if self.reported is not DutyState.DONE or self.duty.due_on is None:
            return 0
        done_on = china_date(self.updates[-1].recorded_at)
        return max((done_on - self.duty.due_on).days, 0)

    @property
    def answering(self) -> tuple[NamedAgency, ...]:
        """Who is asked: the lead, else everybody responsible."""
        return self.lead or self.responsible

    @property
    def unsettled(self) -> tuple[NamedAgency, ...]:
        """Names that a person has to settle."""
        return tuple(one for one in (*self.lead, *self.responsible) if not one.agency_codes)


def ledger_of(
    documents: Iterable[StoredDocument],
    duties: Iterable[StoredDuty],
    updates: Iterable[DutyUpdate],
    agencies: Iterable[Agency],
    codes: Collection[str],
    day: date,
) -> list[LedgerDuty]:
    """Every duty at a day, in the order of its document.

    Args:
        documents: imported by then.
        duties: of the documents.
        updates: recorded by then, the oldest first.
        agencies: of the register.
        codes: indicators in force.
        day: on which it is looked at.
    """
    by_key = {document.document_key: document for document in documents}
    by_duty: dict[str, list[DutyUpdate]] = defaultdict(list)
    for update in updates:
        by_duty[update.duty_id].append(update)
    finder = AgencyFinder(agencies)
    return [
        LedgerDuty(
            duty_id=one.duty_id,
            document=by_key[one.document_key],
            duty=one.duty,
            updates=tuple(by_duty[one.duty_id]),
            day=day,
            lead=finder.find_all(one.lead_agencies),
            responsible=finder.find_all(one.responsible_agencies),
            indicators=watching(one.text, codes),
        )
        for one in duties
    ]


def overdue_first(ledger: Sequence[LedgerDuty]) -> list[LedgerDuty]:
    """The longest overdue first, then by the next day due, then as in the document."""
    return sorted(
        ledger,
        key=lambda one: (-one.days_late, one.next_due_on or date.max, one.duty_id),
    )
