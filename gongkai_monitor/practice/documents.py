"""政策文件 of a site with their interpretations: in time, late, missing, not needed."""

from datetime import date, timedelta
from enum import StrEnum

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.practice import texts
from gongkai_monitor.practice.items import at
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, Pairing, SitePlan
from gongkai_monitor.workdays import deadline, workdays_between

LIMIT_WORKDAYS, WARN_WORKDAYS = 3, 1
_SLOW_DAYS = 45  # from signature to publication, of a document that came late (rule I-4)
_PAIRINGS = tuple(Pairing)


class DocumentCase(StrEnum):
    """What happens with the interpretation of a document."""

    IN_TIME = "in_time"
    LAST_DAY = "last_day"  # published on the very last day
    RUNNING = "running"  # the limit is not over
    MISSING = "missing"  # planted fault: none at all
    LATE = "late"  # planted fault: two days after the limit
    LAPSED = "lapsed"  # in time, but its period is over and its page says nothing of its validity
    REPOST = "repost"  # of a higher level: none is needed


def plan_documents(
    channel: ChannelPlan,
    cases: tuple[DocumentCase, ...],
    *,
    issuer: str,
    place: str,
    mark: str,
    as_of_day: date,
    first: int,
    first_name: int,
) -> tuple[DocumentPlan, ...]:
    """Documents of one channel, the newest first; ``cases`` are of the newest ones in order.

    ``first`` is the running number of the site's documents, ``first_name`` that of the names:
    no two units of a place issue documents of one name.
    """
    plans = []
    for n in range(channel.count):
        case = cases[n] if n < len(cases) else DocumentCase.IN_TIME
        day = as_of_day - timedelta(days=channel.newest_days + n * channel.step_days)
        if case is DocumentCase.RUNNING:
            day = earliest_running(as_of_day)
        plans.append(
            _document(
                channel,
                n,
                case,
                day,
                issuer=issuer,
                name=place + texts.policy_name(first_name + first + n),
                mark=mark,
                number=first + n,
            )
        )
    return tuple(plans)


def is_overdue(document: DocumentPlan, plan: SitePlan) -> bool:
    """Whether the interpretation came late, or is overdue at the moment of the plan.

    False where the limit reaches into a year without a published calendar: nobody can tell.
    """
    due_on = _due_on(china_date(document.published_at))
    if document.is_repost or due_on is None:
        return False
    return due_on < china_date(document.interpreted_at or plan.as_of)


def is_due_soon(document: DocumentPlan, plan: SitePlan) -> bool:
    """Whether an interpretation is still missing and at most one working day is left for it."""
    today, due_on = china_date(plan.as_of), _due_on(china_date(document.published_at))
    if document.is_repost or due_on is None or document.interpreted_at is not None:
        return False
    return today <= due_on and workdays_between(today, due_on) <= WARN_WORKDAYS


def earliest_running(today: date) -> date:
    """The earliest day whose limit of three working days is not over today."""
    day = today - timedelta(days=1)
    for back in range(1, 16):
        candidate = today - timedelta(days=back)
        due_on = _due_on(candidate)
        if due_on is None or due_on < today:
            break
        day = candidate
    return day


def _due_on(published_on: date) -> date | None:
    """Last day of the limit; None when the calendar of that year is not known."""
    try:
        return deadline(published_on, LIMIT_WORKDAYS)
    except CalendarCoverageError:
        return None


def _document(
    channel: ChannelPlan,
    n: int,
    case: DocumentCase,
    day: date,
    *,
    issuer: str,
    name: str,
    mark: str,
    number: int,
) -> DocumentPlan:
    title = texts.policy_title(name, issuer)
    # The numbers of one unit run through the year; the newest document has the highest.
    document_number = f"{mark}〔{day.year}〕{60 - number}号"
    if case is DocumentCase.REPOST:
        issuer, mark, title = texts.repost(number)
        document_number = f"{mark}〔{day.year}〕{number + 11}号"
    due_on = _due_on(day) or day + timedelta(days=LIMIT_WORKDAYS)
    interpreted_on = {
        DocumentCase.IN_TIME: day + timedelta(days=1),
        DocumentCase.LAPSED: day + timedelta(days=1),
        DocumentCase.LAST_DAY: due_on,
        DocumentCase.LATE: due_on + timedelta(days=2),
    }.get(case)
    has_pair = interpreted_on is not None
    return DocumentPlan(
        channel=channel.slug,
        n=n,
        title=title,
        number=document_number,
        issuer=issuer,
        index_number=f"1377{number:05d}/{day.year}-{number + 1:05d}",
        signed_on=day - timedelta(days=_SLOW_DAYS if case is DocumentCase.LATE else 2),
        published_at=at(day, 17, 59) if case is DocumentCase.RUNNING else at(day, 10, 30),
        is_repost=case is DocumentCase.REPOST,
        validity="" if case is DocumentCase.LAPSED else "有效",
        pairing=_PAIRINGS[number % len(_PAIRINGS)] if has_pair else None,
        interpreted_at=at(interpreted_on, 9, 15) if interpreted_on is not None else None,
    )
