"""What the pages of an account's list prove: one snapshot, and the list itself. Pure.

A list proves silence only when it was read to its newest end, at a known time, and nothing speaks
for an older copy. An empty list proves it only when the platform itself says that there are 0
posts. Everything else is 未采到 with its cause.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.account_rows import AHEAD, moment_of
from crawlers.exchange import Exchange
from crawlers.platforms.reading import ReadList, ReadPost
from crawlers.reading import Answer
from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.identity import items_hash
from gongkai_monitor.model.observations import AccountSnapshot, PostList
from gongkai_monitor.text.post_time import read_post_time
from gongkai_monitor.vocabulary import CollectedBy, CollectionCause, CollectionState

MAX_AGE = timedelta(hours=36)
_DISORDER = timedelta(days=1)
_MOST_UNMARKED = 3


class ListNote(BaseModel):
    """What one page of a list told about its account."""

    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
    read_at: AwareDatetime | None = None  # the moment that the round stands for
    fetch_id: str
    page: int = 1
    post_count: int = 0
    undated_count: int = 0
    foreign_count: int = 0
    pinned_count: int = 0
    newest_at: AwareDatetime | None = None
    oldest_at: AwareDatetime | None = None  # without pinned posts
    body_newest_at: AwareDatetime | None = None  # without pinned posts
    disorder: timedelta | None = timedelta(0)  # None: the list is in no order
    is_newest_undated: bool = False
    keys: tuple[str, ...] = ()
    total_count: int | None = None
    is_last: bool | None = None
    generated_at: AwareDatetime | None = None
    title: str | None = None
    followers: int | None = None


def failed_note(answer: Answer, cause: CollectionCause, detail: str | None) -> ListNote:
    """A page that brought no list."""
    return ListNote(
        cause=cause,
        detail=detail,
        observed_at=answer.exchange.started_at,
        read_at=answer.read_at,
        fetch_id=answer.proof.fetch_id,
        page=answer.job.page,
    )


def list_note(found: ReadList, answer: Answer) -> ListNote:
    """The sums of one page."""
    read_at = answer.read_at
    own = [post for post in found.posts if post.is_own is not False]
    moments = [_past(post, read_at) for post in own]
    pinned = [post.is_pinned for post in own]
    body = [moment for moment, is_pinned in zip(moments, pinned, strict=True) if not is_pinned]
    unmarked = _unmarked_pins([moment for moment in body if moment is not None])
    if unmarked:  # pinned posts that the source does not mark
        body = _without_first(body, unmarked)
    dated = [moment for moment in body if moment is not None]
    disorder = _disorder(dated)
    known = [moment for moment in moments if moment is not None]
    is_head_undated = bool(body) and body[0] is None
    return ListNote(
        observed_at=answer.exchange.started_at,
        read_at=answer.read_at,
        fetch_id=answer.proof.fetch_id,
        page=answer.job.page,
        post_count=len(found.posts),
        undated_count=len(moments) - len(known),
        foreign_count=len(found.posts) - len(own),
        pinned_count=sum(pinned) + unmarked,
        newest_at=max(known, default=None),
        oldest_at=min(dated, default=None),
        body_newest_at=max(dated, default=None),
        disorder=disorder,
        is_newest_undated=is_head_undated or (disorder is None and len(dated) < len(body)),
        keys=tuple(post.key for post in found.posts),
        total_count=found.total_count,
        is_last=found.is_last,
        generated_at=_generated_at(found, answer),
        title=found.profile.shown_name,
        followers=found.profile.followers,
    )


def snapshot(
    account: PlannedAccount,
    first: ListNote,
    pages: Sequence[ListNote],
    round_id: str,
    *,
    max_age: timedelta = MAX_AGE,
    collected_by: CollectedBy = CollectedBy.SPIDER,
    total_count: int | None = None,
) -> AccountSnapshot:
    """The account's row: the first page decides, later pages add posts and reach.

    Args:
        account: as planned; how its list looked before tells an older copy.
        first: the page that decides.
        pages: all pages that were read.
        round_id: of this round.
        max_age: a list that was made longer ago is a copy.
        collected_by: who read it.
        total_count: the number of posts on the account's profile, better than the list's own.
    """
    good = _unbroken(pages)
    newest = max((page.newest_at for page in good if page.newest_at), default=None)
    totals = [total_count, *(page.total_count for page in good)]
    total = next((number for number in totals if number is not None), None)
    cause, detail = first.cause, first.detail
    if cause is CollectionCause.OK:
        cause, detail = _proof(account, good, newest, total, max_age)
    is_read = cause is CollectionCause.OK
    return AccountSnapshot(
        account_code=account.account_code,
        round_id=round_id,
        observed_at=first.observed_at,
        collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
        cause=cause,
        detail=detail,
        source=account.source,
        collected_by=collected_by,
        post_count=sum(page.post_count for page in good),
        newest_at=newest,
        oldest_at=min((page.oldest_at for page in good if page.oldest_at), default=None),
        is_complete=is_read,
        reach_back_at=reach_back(good) if is_read else None,
        is_whole=_is_whole(good, total) if is_read else None,
        total_count=total,
        pinned_count=sum(page.pinned_count for page in good) if good else None,
        list_generated_at=first.generated_at,
        shown_name=next((page.title for page in good if page.title), None),
        followers=next((page.followers for page in good if page.followers is not None), None),
        fetch_id=first.fetch_id or None,
    )


def post_list(row: AccountSnapshot, pages: Sequence[ListNote]) -> PostList | None:
    """The list that a collected account's snapshot rests on."""
    if row.collection_state is not CollectionState.COLLECTED:
        return None
    keys = tuple(dict.fromkeys(key for page in _unbroken(pages) for key in page.keys))
    return PostList(
        account_code=row.account_code,
        list_hash=items_hash(keys),
        round_id=row.round_id,
        observed_at=row.observed_at,
        post_keys=keys,
        reach_back_at=row.reach_back_at,
        is_whole=row.is_whole,
    )


def reach_back(pages: Sequence[ListNote]) -> datetime | None:
    """Since when every post was seen; None when the list is in no order."""
    dated = [page for page in pages if page.oldest_at and page.body_newest_at]
    if not dated or any(page.disorder is None for page in pages):
        return None
    steps = [page.disorder or timedelta(0) for page in dated]
    for earlier, later in pairwise(dated):
        assert earlier.oldest_at is not None
        assert later.body_newest_at is not None
        steps.append(later.body_newest_at - earlier.oldest_at)
    if max(steps) > _DISORDER:
        return None
    oldest = min(page.oldest_at for page in dated if page.oldest_at)
    newest = max(page.body_newest_at for page in dated if page.body_newest_at)
    return min(oldest + max(steps), newest)


def _proof(
    account: PlannedAccount,
    pages: Sequence[ListNote],
    newest: datetime | None,
    total: int | None,
    max_age: timedelta,
) -> tuple[CollectionCause, str | None]:
    """Whether the pages prove the account's newest post, and what speaks against it."""
    count = sum(page.post_count for page in pages)
    own = count - sum(page.foreign_count for page in pages)
    pinned = sum(page.pinned_count for page in pages)
    doubt = None
    if not count:
        said = f"平台称共有 {total} 条" if total else "平台未说明没有推文"
        doubt = None if total == 0 else f"列表为空，{said}"
    elif not own:
        doubt = f"列表中 {count} 条均为其他账号发布"
    elif newest is None:
        doubt = f"{count} 条推文均无发布时间"
    elif pages[0].is_newest_undated:
        doubt = "最新推文的发布时间无法识别"
    elif pinned == own and (total is None or total > pinned):
        doubt = f"只读到 {pinned} 条置顶推文"
    elif stale := _stale_sign(account, pages[0], newest, total, max_age):
        return CollectionCause.STALE_COPY, stale
    return (CollectionCause.PARTIAL, doubt) if doubt else (CollectionCause.OK, None)


def _stale_sign(
    account: PlannedAccount,
    first: ListNote,
    newest: datetime,
    total: int | None,
    max_age: timedelta,
) -> str | None:
    """What says that the list is an older copy."""
    read_at = first.read_at or first.observed_at
    if first.generated_at is not None and read_at - first.generated_at > max_age:
        return f"列表生成于 {first.generated_at.astimezone(CHINA):%Y-%m-%d %H:%M}，是缓存旧页"
    last = account.last
    if last is None or last.newest_at is None:
        return None
    has_shrunk = None not in {total, last.total_count} and (total or 0) < (last.total_count or 0)
    is_known_fresh = first.generated_at is not None
    if newest < last.newest_at - timedelta(days=1) and not has_shrunk and not is_known_fresh:
        days = [f"{china_date(moment):%Y-%m-%d}" for moment in (newest, last.newest_at)]
        return f"最新推文 {days[0]} 早于此前读到的 {days[1]}"
    has_grown = None not in {total, last.total_count} and (total or 0) > (last.total_count or 0)
    if has_grown and newest < last.read_at - timedelta(days=1):
        return f"平台称推文由 {last.total_count} 条增至 {total} 条，列表中没有新推文"
    return None


def _generated_at(found: ReadList, answer: Answer) -> datetime | None:
    """When the list was made: as the source says, or as caches on the way say."""
    said = [moment for moment in (found.generated_at, _http_moment(answer)) if moment]
    return min(said, default=None)


def _http_moment(answer: Answer) -> datetime | None:
    """``Age``, or a ``Date`` that is long past; the ordinary date of an answer proves nothing."""
    exchange: Exchange = answer.exchange
    age = (exchange.header("Age") or "").strip()
    seconds = float(age) if age.isascii() and age.isdecimal() and len(age) < 10 else 0.0
    date = read_post_time(exchange.header("Date") or "", exchange.started_at)
    lag = exchange.started_at - date.at if date else timedelta(0)
    old = max(timedelta(seconds=seconds), lag)
    return answer.read_at - old if old > timedelta(hours=1) else None


def _past(post: ReadPost, read_at: datetime) -> datetime | None:
    moment = moment_of(post, read_at)
    return moment if moment is not None and moment <= read_at + AHEAD else None


def _unmarked_pins(moments: Sequence[datetime]) -> int:
    """How many of the first entries are older than what follows by more than disorder."""
    for count in range(min(_MOST_UNMARKED, len(moments) - 1), 0, -1):
        rest = moments[count:]
        if moments[count - 1] < rest[0] - _DISORDER and _disorder(rest) is not None:
            return count
    return 0


def _without_first(body: list[datetime | None], count: int) -> list[datetime | None]:
    """The list without its first dated entries."""
    kept: list[datetime | None] = []
    for moment in body:
        if moment is not None and count:
            count -= 1
            continue
        kept.append(moment)
    return kept


def _disorder(moments: Sequence[datetime]) -> timedelta | None:
    """By how much later entries are newer than earlier ones; None when it is no order at all."""
    worst = timedelta(0)
    least: datetime | None = None
    for moment in moments:
        if least is not None and moment > least:
            worst = max(worst, moment - least)
        least = moment if least is None else min(least, moment)
    return worst if worst <= _DISORDER else None


def _unbroken(pages: Sequence[ListNote]) -> list[ListNote]:
    """The pages from the first on without a gap; what follows a failed page proves nothing."""
    kept: list[ListNote] = []
    for page in sorted(pages, key=lambda page: page.page):
        if page.cause is not CollectionCause.OK or page.page > len(kept) + 1:
            break
        kept.append(page)
    return kept


def _is_whole(pages: Sequence[ListNote], total: int | None) -> bool | None:
    """Whether the list was read to its oldest end."""
    count = sum(page.post_count for page in pages)
    if total is not None and count >= total:
        return True
    if any(page.is_last for page in pages):
        # the end came although the platform counts more: hidden or deleted posts
        return total is None or count >= 0.9 * total
    return None
