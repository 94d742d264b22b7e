"""热搜: titles that platforms list as hot searches, background for hotspots of our own."""

from collections.abc import Iterable
from datetime import datetime

from crawlers.causes import Why, why
from crawlers.feeds import NotAFeedError
from crawlers.hot_lists import HotTitle, read_hot_list
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.clock import china_date
from gongkai_monitor.model.observations import Coverage, HotSearch
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    FetchPurpose,
    SubjectKind,
)

_READ = "hot"


class HotSpider(JobSpider):
    """One HotSearch row per title and day, one Coverage row per list.

    A list that could not be read is 未采到 and leaves no titles: on such a day nobody knows what
    was hot there (``gongkai_monitor.hot_searches``).
    """

    name = "hot"

    def first_jobs(self) -> Iterable[Job]:
        """The list of every platform."""
        for one in self.context.plan.hot_lists:
            yield Job(url=one.url, purpose=FetchPurpose.FEED, subject=one.platform)

    def read(self, answer: Answer) -> Harvest:
        """The titles of the moment, and whether the list was read at all."""
        titles: tuple[HotTitle, ...] = ()
        reason = why(answer.exchange, answer.sign)
        if answer.is_ok:
            try:
                titles = read_hot_list(
                    answer.body,
                    answer.exchange.url,
                    content_type=answer.exchange.header("Content-Type"),
                    read_at=answer.read_at,
                )
            except NotAFeedError as error:
                reason = Why(error.cause, "返回的不是热搜列表")
        self.context.frontier.note({f"{_READ}\t{answer.job.subject}": reason.cause.value})
        covered = self._coverage(answer.job.subject, reason, answer.read_at)
        return Harvest(records=(covered, *(self._row(answer, one) for one in titles)))

    def closing_records(self, reason: str) -> Iterable[Coverage]:
        """Lists of which no visit ended."""
        ended = {key.partition("\t")[2] for key, _ in self.context.frontier.notes(_READ)}
        cause = CollectionCause.CAPPED if reason == "finished" else CollectionCause.CRASHED
        for one in self.context.plan.hot_lists:
            if one.platform not in ended:
                yield self._coverage(one.platform, Why(cause), clock.now())

    def _coverage(self, platform: str, reason: Why, at: datetime) -> Coverage:
        is_read = reason.cause is CollectionCause.OK
        return Coverage(
            round_id=self.context.round_id,
            subject_kind=SubjectKind.HOT_LIST,
            subject_id=platform,
            collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
            cause=reason.cause,
            detail=reason.detail,
            observed_at=at,
        )

    def _row(self, answer: Answer, one: HotTitle) -> HotSearch:
        proof = answer.proof
        return HotSearch(
            platform=answer.job.subject,
            listed_on=china_date(answer.read_at),
            title=one.title,
            position=one.position,
            heat=one.heat,
            url=one.url,
            source=self.name,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
            fetch_id=proof.fetch_id,
        )
