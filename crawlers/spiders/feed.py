"""Feeds of accounts: RSS, Atom, JSON Feed. A feed that fails is 未采到, never "no posts"."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.causes import why
from crawlers.copies import made_at
from crawlers.feeds import Feed, NotAFeedError, parse_feed
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.model.observations import AccountSnapshot, Post
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    FetchPurpose,
    PageSign,
)

_WINDOW = timedelta(days=100)
_NOTE = "feed"


class FeedNote(BaseModel):
    """What one page of a feed told about its account."""

    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
    fetch_id: str
    post_count: int = 0
    undated_count: int = 0
    newest_at: AwareDatetime | None = None
    oldest_at: AwareDatetime | None = None
    pinned_count: int = 0
    undated_first: int = 0  # undated entries that stand before the newest dated one
    made_at: AwareDatetime | None = None
    title: str | None = None


class FeedSpider(JobSpider):
    """One AccountSnapshot per account, Posts for what its feed holds."""

    name = "feed"
    is_for_accounts = True

    def first_jobs(self) -> Iterable[Job]:
        """The first page of every feed."""
        for account in self.context.plan.accounts:
            if account.source_url:
                yield Job(
                    url=account.source_url,
                    purpose=FetchPurpose.FEED,
                    subject=account.account_code,
                )

    def read(self, answer: Answer) -> Harvest:
        """Posts of one page and the next page."""
        key = f"{_NOTE}\t{answer.job.subject}\t{answer.job.page:03d}"
        try:
            feed = _read_feed(answer)
        except NotAFeedError as error:
            note = _note(answer, cause=error.cause, detail=error.detail)
            return Harvest(notes={key: note.model_dump_json()})
        posts = tuple(posts_of(feed, answer))
        note = feed_note(feed, answer)
        return Harvest(
            records=posts, jobs=self._next(answer, feed, note), notes={key: note.model_dump_json()}
        )

    def closing_records(self, reason: str) -> Iterable[AccountSnapshot]:
        """One snapshot per planned account."""
        notes: dict[str, list[FeedNote]] = defaultdict(list)
        for key, value in self.context.frontier.notes(f"{_NOTE}\t"):
            notes[key.split("\t")[1]].append(FeedNote.model_validate_json(value))
        now = clock.now()
        for account in self.context.plan.accounts:
            pages = notes.get(account.account_code, [])
            first = pages[0] if pages else _missing(account, reason, now)
            yield snapshot(account, first, pages, self.context.round_id)

    def _next(self, answer: Answer, feed: Feed, note: FeedNote) -> tuple[Job, ...]:
        limit = self.context.settings.crawl.max_list_pages
        is_far_enough = note.oldest_at is not None and (
            note.oldest_at < self.context.as_of - _WINDOW
        )
        if feed.next_url is None or not feed.entries or is_far_enough or answer.job.page >= limit:
            return ()
        job = Job(
            url=feed.next_url,
            purpose=FetchPurpose.FEED,
            subject=answer.job.subject,
            page=answer.job.page + 1,
        )
        return self.new_jobs([job])


def posts_of(feed: Feed, answer: Answer) -> Iterable[Post]:
    """Entries as rows."""
    for entry in feed.entries:
        yield Post(
            account_code=answer.job.subject,
            post_key=entry.key,
            published_at=entry.published_at,
            title=entry.title,
            text=entry.text,
            url=entry.url,
            is_pinned=entry.is_pinned,
            source="feed",
            round_id=answer.proof.round_id,
            observed_at=answer.exchange.started_at,
            fetch_id=answer.proof.fetch_id,
        )


def feed_note(feed: Feed, answer: Answer) -> FeedNote:
    """The sums of one page; posts dated after the visit do not count as newest."""
    read_at = answer.read_at
    moments = [entry.published_at for entry in feed.entries if entry.published_at is not None]
    past = [moment for moment in moments if moment <= read_at + timedelta(hours=1)]
    newest = max(past, default=None)
    shown = [entry.published_at for entry in feed.entries]
    pinned = {entry.published_at for entry in feed.entries if entry.is_pinned}
    return _note(
        answer,
        post_count=len(feed.entries),
        undated_count=len(feed.entries) - len(past),
        newest_at=newest,
        oldest_at=min((moment for moment in past if moment not in pinned), default=None),
        pinned_count=sum(entry.is_pinned for entry in feed.entries),
        undated_first=shown[: shown.index(newest)].count(None) if newest else 0,
        made_at=made_at(answer.exchange, read_at, built_at=feed.built_at, newest_at=newest),
        title=feed.title,
    )


def snapshot(
    account: PlannedAccount, first: FeedNote, pages: list[FeedNote], round_id: str
) -> AccountSnapshot:
    """The account's row: the first page decides, later pages only add posts."""
    good = [page for page in pages if page.cause is CollectionCause.OK]
    cause, detail = first.cause, first.detail
    newest = max((page.newest_at for page in good if page.newest_at), default=None)
    count = sum(page.post_count for page in good)
    if cause is CollectionCause.OK and count and newest is None:
        cause, detail = CollectionCause.PARTIAL, f"{count} 条推文均无发布时间"
    elif first.undated_first:
        cause = CollectionCause.PARTIAL
        detail = f"最前 {first.undated_first} 条推文看不出发布时间"
    is_read = cause is CollectionCause.OK
    return AccountSnapshot(
        account_code=account.account_code,
        round_id=round_id,
        observed_at=first.observed_at,
        collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
        cause=cause,
        detail=detail,
        source=account.source,
        collected_by=CollectedBy.SPIDER,
        list_generated_at=first.made_at,
        pinned_count=sum(page.pinned_count for page in good),
        post_count=count,
        newest_at=newest,
        oldest_at=min((page.oldest_at for page in good if page.oldest_at), default=None),
        is_complete=is_read,
        shown_name=first.title,
        fetch_id=first.fetch_id or None,
    )


def _read_feed(answer: Answer) -> Feed:
    reason = why(answer.exchange)
    if reason.cause is not CollectionCause.OK:
        raise NotAFeedError(reason.cause, reason.detail or "")
    if answer.page is not None and answer.sign in {PageSign.CHALLENGE, PageSign.LOGIN}:
        reason = why(answer.exchange, answer.sign)
        raise NotAFeedError(reason.cause, reason.detail or "")
    return parse_feed(
        answer.body,
        answer.exchange.url,
        content_type=answer.exchange.header("Content-Type"),
        read_at=answer.read_at,
    )


def _note(answer: Answer, **facts: object) -> FeedNote:
    return FeedNote.model_validate(
        {
            "observed_at": answer.exchange.started_at,
            "fetch_id": answer.proof.fetch_id,
            **facts,
        }
    )


def _missing(account: PlannedAccount, reason: str, now: object) -> FeedNote:
    """No page was finished for this account."""
    if not account.source_url:
        cause, detail = CollectionCause.NO_SOURCE, "登记表未填数据地址"
    elif reason == "finished":
        cause, detail = CollectionCause.CAPPED, "达到采集上限"
    else:
        cause, detail = CollectionCause.CRASHED, f"采集提前结束（{reason}）"
    return FeedNote.model_validate(
        {"cause": cause, "detail": detail, "observed_at": now, "fetch_id": ""}
    )
