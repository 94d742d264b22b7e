"""Message boards: channels of kind 互动留言, their letters and replies as messages."""

from collections.abc import Iterable
from functools import cached_property

from crawlers.boards import BoardMessage, message_of_page, messages_of_json
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.site_follow import article_jobs, list_jobs
from crawlers.site_pages import list_of
from crawlers.spiders.base import JobSpider
from gongkai_monitor.collection.plan import PlannedChannel
from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import Message, OpenLetter
from gongkai_monitor.text.list_page import ListReading
from gongkai_monitor.vocabulary import FetchPurpose


class BoardSpider(JobSpider):
    """One Message row per letter and state of its reply, an OpenLetter row where there is none.

    Coverage comes from the site spider.
    """

    name = "board"

    def first_jobs(self) -> Iterable[Job]:
        """The first page of every board."""
        for site in self.context.plan.sites:
            for channel in site.channels:
                yield Job(
                    url=channel.url,
                    purpose=FetchPurpose.CHANNEL,
                    subject=site.site_code,
                    channel_url=channel.url,
                )

    def read(self, answer: Answer) -> Harvest:
        """A list page, list data, or a letter."""
        if answer.job.purpose is FetchPurpose.ARTICLE:
            return self._read_letter(answer)
        if not answer.is_ok and answer.page is None:
            return Harvest()
        letters = self._letters_of_data(answer)
        if letters:
            return Harvest(records=letters)
        found = list_of(answer)
        if found is None:
            return Harvest()
        channel = self._channels[answer.job.channel_url or answer.job.url]
        limit = self.context.settings.crawl.max_list_pages
        jobs = [*list_jobs(answer.job, found, is_settled=False, limit=limit)]
        if found.reading is ListReading.READ:
            moment = answer.exchange.started_at
            jobs.extend(article_jobs(answer.job, found, channel, moment, every=True))
        return Harvest(jobs=self.new_jobs(jobs))

    def _read_letter(self, answer: Answer) -> Harvest:
        if not answer.is_ok or answer.page is None:
            return Harvest()
        letter = message_of_page(answer.page, answer.job.title, answer.exchange.started_at)
        return Harvest(records=self._rows(answer, [letter]) if letter else ())

    def _letters_of_data(self, answer: Answer) -> tuple[Message | OpenLetter, ...]:
        if answer.page is not None:
            return ()
        letters = messages_of_json(answer.body, answer.exchange.url, answer.exchange.started_at)
        return self._rows(answer, letters)

    def _rows(
        self, answer: Answer, letters: Iterable[BoardMessage]
    ) -> tuple[Message | OpenLetter, ...]:
        rows: list[Message | OpenLetter] = []
        for letter in letters:
            message = self._row(answer, letter)
            rows.append(message)
            if message.reply is None and message.replied_at is None:
                rows.append(
                    OpenLetter(
                        message_id=message.message_id,
                        site_code=answer.job.subject,
                        channel_url=answer.job.channel_url or answer.job.url,
                        round_id=message.round_id,
                        observed_at=message.observed_at,
                        fetch_id=answer.proof.fetch_id,
                    )
                )
        return tuple(rows)

    def _row(self, answer: Answer, letter: BoardMessage) -> Message:
        return Message(
            message_id=stable_id("board", answer.job.subject, letter.url),
            received_at=letter.received_at,
            title=letter.title,
            text=letter.text,
            replied_at=letter.replied_at,
            reply=letter.reply,
            url=letter.url,
            site_code=answer.job.subject,
            channel_url=answer.job.channel_url or answer.job.url,
            source="board",
            round_id=answer.proof.round_id,
            observed_at=answer.exchange.started_at,
        )

    @cached_property
    def _channels(self) -> dict[str, PlannedChannel]:
        return {
            channel.url: channel for site in self.context.plan.sites for channel in site.channels
        }
