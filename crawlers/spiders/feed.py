"""Feeds of accounts: RSS, Atom, JSON Feed. A feed that fails is 未采到, never "no posts"."""

from collections.abc import Iterable

from crawlers.account_lists import ListNote, failed_note, list_note, post_list, snapshot
from crawlers.account_rows import count_rows, post_row, profile_row
from crawlers.feeds import Feed, NotAFeedError, parse_feed
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.platforms.articles import article_reader
from crawlers.platforms.reading import ReadingError, ReadList, ReadProfile
from crawlers.reading import Answer
from crawlers.spiders.accounts import AccountSpider
from gongkai_monitor.clock import china_date
from gongkai_monitor.model.observations import AccountSnapshot, Post, PostList
from gongkai_monitor.vocabulary import CollectionCause, FetchPurpose

_NOTE = "feed"
_SOURCE = "feed"


class FeedSpider(AccountSpider):
    """One AccountSnapshot per account, Posts for what its feed holds."""

    name = "feed"

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
        if answer.job.purpose is FetchPurpose.PROFILE:
            return self._read_article(answer)
        key = f"{_NOTE}\t{answer.job.subject}\t{answer.job.page:03d}"
        try:
            feed = self._read_feed(answer)
        except NotAFeedError as error:
            note = failed_note(answer, error.cause, error.detail)
            return Harvest(notes={key: note.model_dump_json()})
        note = feed_note(feed, answer)
        account = self.accounts[answer.job.subject]
        counts = count_rows(
            feed.entries, account, answer.proof, source=_SOURCE, read_at=answer.read_at
        )
        return Harvest(
            records=(*posts_of(feed, answer), *counts),
            jobs=(*self._next(answer, feed, note), *self._article_job(feed, answer)),
            notes={key: note.model_dump_json()},
        )

    def closing_records(self, reason: str) -> Iterable[AccountSnapshot | PostList]:
        """One snapshot per planned account, and the list it rests on."""
        notes = self.list_notes(_NOTE)
        for account in self.context.plan.accounts:
            pages = notes.get(account.account_code, [])
            first = pages[0] if pages else self.missing_note(account, reason)
            row = snapshot(account, first, pages, self.context.round_id)
            yield row
            proved = post_list(row, pages)
            if proved is not None:
                yield proved

    def _article_job(self, feed: Feed, answer: Answer) -> tuple[Job, ...]:
        """The newest entry's page, once a day: it tells how the platform shows the account."""
        account = self.accounts[answer.job.subject]
        is_known = account.last is not None and (
            china_date(account.last.read_at) >= china_date(answer.read_at)
        )
        address = next((entry.url for entry in feed.entries if entry.url), None)
        if is_known or answer.job.page > 1 or address is None:
            return ()
        if article_reader(account.platform) is None:
            return ()
        job = Job(url=address, purpose=FetchPurpose.PROFILE, subject=answer.job.subject)
        return self.new_jobs([job])

    def _read_article(self, answer: Answer) -> Harvest:
        """Only for the profile; a page that cannot be read costs nothing."""
        reader = article_reader(self.accounts[answer.job.subject].platform)
        if reader is None or answer.page is None or not answer.is_ok:
            return Harvest()
        try:
            article = reader(answer.page, answer.read_at)
        except ReadingError:
            return Harvest()
        row = profile_row(article.profile, answer.proof, source=_SOURCE)
        return Harvest(records=(row,) if row else ())

    def _read_feed(self, answer: Answer) -> Feed:
        reason = self.refusal(answer)
        if reason.cause is not CollectionCause.OK:
            raise NotAFeedError(reason.cause, reason.detail or "")
        return parse_feed(
            answer.body,
            answer.exchange.url,
            content_type=answer.exchange.header("Content-Type"),
            read_at=answer.read_at,
        )

    def _next(self, answer: Answer, feed: Feed, note: ListNote) -> tuple[Job, ...]:
        if feed.next_url is None or not feed.entries or not self.wants_more(answer, note):
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
        yield post_row(entry, answer.proof, source=_SOURCE, read_at=answer.read_at)


def feed_note(feed: Feed, answer: Answer) -> ListNote:
    """The sums of one page; posts dated after the visit do not count as newest."""
    found = ReadList(
        posts=feed.entries,
        generated_at=feed.built_at,
        profile=ReadProfile(shown_name=feed.title),
    )
    return list_note(found, answer)
