"""What the pages of an account's list prove: one snapshot, and the list itself. Pure.

A list proves silence only when it was read to its newest end, at a known time. An empty list proves
it only when the platform itself says that there are 0 posts. Everything else is 未采到 with its
cause.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.account_rows import AHEAD, moment_of
from crawlers.copies import made_at
from crawlers.platforms.reading import ReadList, ReadPost
from crawlers.reading import Answer
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.identity import items_hash
from gongkai_monitor.model.observations import AccountSnapshot, PostList
from gongkai_monitor.vocabulary import CollectedBy, CollectionCause, CollectionState

_DISORDER = timedelta(days=1)
_MOST_UNMARKED = 3


class ListNote(BaseModel):
    """What one page of a list told about its account."""

    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
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
        generated_at=made_at(
            answer.exchange,
            read_at,
            built_at=found.generated_at,
            newest_at=max(known, default=None),
        ),
        title=found.profile.shown_name,
        followers=found.profile.followers,
    )


def snapshot(
    account: PlannedAccount,
    first: ListNote,
    pages: Sequence[ListNote],
    round_id: str,
    *,
    collected_by: CollectedBy = CollectedBy.SPIDER,
    total_count: int | None = None,
) -> AccountSnapshot:
    """The account's row: the first page decides, later pages add posts and reach.

    Args:
        account: as planned.
        first: the page that decides.
        pages: all pages that were read.
        round_id: of this round.
        collected_by: who read it.
        total_count: the number of posts on the account's profile, better than the list's own.
    """
    good = _unbroken(pages)
    newest = max((page.newest_at for page in good if page.newest_at), default=None)
    totals = [total_count, *(page.total_count for page in good)]
    total = next((number for number in totals if number is not None), None)
    cause, detail = first.cause, first.detail
    if cause is CollectionCause.OK:
        cause, detail = _proof(good, newest, total)
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
    pages: Sequence[ListNote], newest: datetime | None, total: int | None
) -> tuple[CollectionCause, str | None]:
    """Whether the pages prove the account's newest post, and what speaks against it.

    Copies of earlier days are told by all readings together (``facts/``), not here.
    """
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
    return (CollectionCause.PARTIAL, doubt) if doubt else (CollectionCause.OK, None)


def _past(post: ReadPost, read_at: datetime) -> datetime | None:
    moment = moment_of(post, read_at)
    return moment if moment is not None and moment <= read_at + AHEAD else None


def _unmarked_pins(moments: Sequence[datetime]) -> int:
    """How many of the first entries are older than what follows by more than disorder."""
    for count in range(min(_MOST_UNMARKED, len(moments) - 1), 0, -1):
        rest = moments[count:]
        if max(moments[:count]) < rest[0] - _DISORDER and _disorder(rest) is not None:
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
