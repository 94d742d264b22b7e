"""Letters on the portal's board at both sides of their limit (河北, 7 个工作日, rule T-8)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.practice import board
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.items import Item, at, items_of
from gongkai_monitor.practice.messages import REPLY_DAYS
from gongkai_monitor.practice.plan import ChannelBehaviour, ChannelPlan, LetterPlan, SitePlan
from gongkai_monitor.practice.truth import PlantedReply
from gongkai_monitor.vocabulary import ChannelKind, ReplyState
from gongkai_monitor.workdays import deadline, is_workday

WORKDAYS = 7
SEEN_AFTER = timedelta(days=1)
"""So long after it came an earlier round read the letter that the board shows no more."""
_HOLIDAY_FROM, _HOLIDAY_TO = 14, 80


def plan_letters(as_of: datetime) -> tuple[LetterPlan, ...]:
    """The letters; none where the calendar of the year is not published."""
    try:
        return tuple(_letters(china_date(as_of)))
    except CalendarCoverageError:
        return ()


def _letters(today: date) -> Iterator[LetterPlan]:
    before = _due_before(today, today - timedelta(days=16))
    due = deadline(before, WORKDAYS)
    yield _letter("期限最后一个工作日答复", "咨询学籍转接", before, due, ReplyState.IN_TIME)
    late = deadline(before, WORKDAYS + 1)
    yield _letter("晚一个工作日答复", "咨询门诊慢病认定", before, late, ReplyState.LATE)
    yesterday = _workday_before(today)
    deadline(yesterday, WORKDAYS)  # a limit that nobody can count is 时间不明, not 办理中
    yield _letter("期限未到，尚未答复", "咨询车位配比", yesterday, None, ReplyState.OPEN)
    yield _letter("期满未答复", "咨询宅基地确权", before, None, ReplyState.OVERDUE)
    unseen = _due_before(today, today - timedelta(days=14))
    yield _letter(
        "期满前采到过，之后没有再采到", "咨询临时救助", unseen, None, ReplyState.UNCOLLECTED,
        is_listed=False,
    )  # fmt: skip
    if (eve := _eve_of_holiday(today)) is not None:
        due = deadline(eve, WORKDAYS)
        note = "跨节假日和调休，最后一个工作日答复"
        yield _letter(note, "咨询职称评审", eve, due, ReplyState.IN_TIME)
        late = deadline(eve, WORKDAYS + 1)
        yield _letter("跨节假日，晚一个工作日", "咨询异地就医备案", eve, late, ReplyState.LATE)


def planted_replies(plan: SitePlan) -> Iterator[PlantedReply]:
    """How each letter of a readable board must be judged, of the last 90 days."""
    if plan.is_blocked or not plan.has_board:
        return
    since = plan.as_of - timedelta(days=REPLY_DAYS)
    for channel in plan.channels:
        is_read = channel.behaviour is ChannelBehaviour.NORMAL
        if channel.channel.kind is not ChannelKind.INTERACTION or not is_read:
            continue
        for item in items_of(plan, channel):
            if item.published_at > since:
                yield _reply(plan, channel, item)
        for letter in plan.letters:
            if not letter.is_listed:
                yield PlantedReply(
                    message_id=unlisted_id(plan, letter), state=letter.state, note=letter.note
                )


def unlisted_id(plan: SitePlan, letter: LetterPlan) -> str:
    """Number of a letter that only earlier rounds saw."""
    return stable_id("board", plan.site.site_code, unlisted_url(plan, letter))


def unlisted_url(plan: SitePlan, letter: LetterPlan) -> str:
    """Where it stood."""
    return f"{plan.origin}/hdjl/withdrawn-{plan.letters.index(letter)}.html"


def _reply(plan: SitePlan, channel: ChannelPlan, item: Item) -> PlantedReply:
    url = plan.origin + FAMILIES[plan.family].article_path(channel, item)
    message_id = stable_id("board", plan.site.site_code, url)
    if item.letter is not None:
        return PlantedReply(message_id=message_id, state=item.letter.state, note=item.letter.note)
    return PlantedReply(
        message_id=message_id, state=_usual_state(plan, item).value, note=item.title
    )


def _usual_state(plan: SitePlan, item: Item) -> ReplyState:
    """How a letter stands that was not written for its limit."""
    replied, today = board.replied_at(item), china_date(plan.as_of)
    try:
        due = deadline(item.published_on, WORKDAYS)
    except CalendarCoverageError:
        return ReplyState.UNKNOWN
    if item.n == board.UNDATED:
        return ReplyState.UNKNOWN
    if replied is not None:
        return ReplyState.IN_TIME if china_date(replied) <= due else ReplyState.LATE
    return ReplyState.OPEN if today <= due else ReplyState.OVERDUE


def _letter(
    note: str,
    title: str,
    received_on: date,
    replied_on: date | None,
    state: ReplyState,
    *,
    is_listed: bool = True,
) -> LetterPlan:
    return LetterPlan(
        note=note,
        title=title,
        text=f"{title}需要哪些材料，在哪个窗口办理？",
        received_at=at(received_on, 9, 20),
        replied_at=at(replied_on, 16, 40) if replied_on else None,
        state=state.value,
        is_listed=is_listed,
    )


def _due_before(today: date, newest: date) -> date:
    """The last working day before ``newest`` whose limit, and one day more, is over today."""
    day = _workday_before(newest)
    while deadline(day, WORKDAYS + 1) >= today:
        day = _workday_before(day)
    return day


def _workday_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def _eve_of_holiday(today: date) -> date | None:
    """The last working day before the latest holiday on weekdays that is over long enough."""
    for age in range(_HOLIDAY_FROM, _HOLIDAY_TO):
        day = today - timedelta(days=age)
        if day.weekday() < 5 and not is_workday(day):
            eve = _workday_before(day)
            if deadline(eve, WORKDAYS + 1) < today:
                return eve
    return None
