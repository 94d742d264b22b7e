"""热搜: titles that platforms list as hot searches, background for hotspots of our own."""

from collections.abc import Iterable

from crawlers.feeds import NotAFeedError
from crawlers.hot_lists import read_hot_list
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor.clock import china_date
from gongkai_monitor.model.observations import HotSearch
from gongkai_monitor.vocabulary import FetchPurpose


class HotSpider(JobSpider):
    """One HotSearch row per title and day.

    A list that could not be read leaves its Fetch row and no titles: on such a day nobody knows
    what was hot there (``gongkai_monitor.hot_searches``).
    """

    name = "hot"

    def first_jobs(self) -> Iterable[Job]:
        """The list of every platform."""
        for one in self.context.plan.hot_lists:
            yield Job(url=one.url, purpose=FetchPurpose.FEED, subject=one.platform)

    def read(self, answer: Answer) -> Harvest:
        """The titles of the moment."""
        if not answer.is_ok:
            return Harvest()
        try:
            titles = read_hot_list(
                answer.body,
                answer.exchange.url,
                content_type=answer.exchange.header("Content-Type"),
                read_at=answer.read_at,
            )
        except NotAFeedError:
            return Harvest()
        proof = answer.proof
        return Harvest(
            records=tuple(
                HotSearch(
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
                for one in titles
            )
        )
