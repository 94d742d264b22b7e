"""A site: home page, registered channels with their lists, articles and documents, all links.

With ``full`` every internal page is followed instead (a whole-site round).
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawlers import site_pages
from crawlers.browser.chromium import find_browser
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.list_ledger import dated_notes, ledger_note
from crawlers.reading import Answer
from crawlers.scans import scan_any_page, scan_page
from crawlers.scans.wording import WordingScan
from crawlers.site_closing import closing_rows
from crawlers.site_files import FileReader, file_jobs, file_records
from crawlers.site_follow import article_jobs, home_redirect, list_jobs
from crawlers.site_notes import home_key, list_key
from crawlers.site_pages import PageLinks
from crawlers.site_suggestions import suggested
from crawlers.site_summary import cause_of_silence
from crawlers.spiders.base import JobSpider
from gongkai_monitor.collection.plan import PlannedChannel, PlannedSite
from gongkai_monitor.model.observations import Article, ChannelSnapshot, Observation
from gongkai_monitor.text.attachment_text import FileText
from gongkai_monitor.text.leaks import find_leaks
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.meta import ColumnTags
from gongkai_monitor.text.navigation import (
    discover_channels,
    is_site_map,
    own_channel,
    site_map_url,
)
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.wording import Checker
from gongkai_monitor.text.wording.own import read_own_words
from gongkai_monitor.vocabulary import CollectionCause, FetchPurpose, LinkKind


class SiteSpider(JobSpider):
    """One SiteSnapshot per site, one ChannelSnapshot per registered channel, whatever happens."""

    name = "site"

    def first_jobs(self) -> Iterable[Job]:
        """Home pages, registered channels, pages that carry signs, pages that are watched."""
        yield from self.new_jobs(
            self.revisits.own_job(page.site_code, page.url, page.channel_url)
            for page in self.context.plan.signed_pages
            if page.url not in self._planned_urls
        )
        for site in self.context.plan.sites:
            yield Job(url=site.home_url, purpose=FetchPurpose.HOME, subject=site.site_code)
            for channel in site.channels:
                yield Job(
                    url=channel.url,
                    purpose=FetchPurpose.CHANNEL,
                    subject=site.site_code,
                    channel_url=channel.url,
                )
            own = self.revisits.own_jobs(site.site_code, every=self.context.options.full)
            yield from self.new_jobs(job for job in own if job.url not in self._planned_urls)

    def request(self, job: Job) -> Request:
        """Attachments are read elsewhere before they come to ``read``."""
        request = super().request(job)
        is_file = job.purpose is FetchPurpose.ATTACHMENT
        return request.replace(callback=self.file_answered) if is_file else request

    async def file_answered(self, response: Response) -> AsyncIterator[Harvest]:
        """An attachment: other answers are handled while a child process reads it."""
        assert response.request is not None
        job: Job = response.request.meta["job"]
        if response.status == 200 and response.body:
            text = await self._file_reader.read(response.body, job.url)
            self._file_texts[job.fingerprint] = text
            if find_leaks(text.text):
                self.proofs.add(job.fingerprint)
        for harvest in self.answered(response):
            yield harvest

    def home_url(self, job: Job) -> str | None:
        """From the plan."""
        return self._sites[job.subject].home_url

    def read(self, answer: Answer) -> Harvest:
        """By what was asked for."""
        match answer.job.purpose:
            case FetchPurpose.HOME:
                return self._read_home(answer)
            case FetchPurpose.CHANNEL | FetchPurpose.LIST_DATA | FetchPurpose.RENDERED:
                return self._read_channel(answer)
            case FetchPurpose.ATTACHMENT:
                text = self._file_texts.pop(answer.job.fingerprint, None)
                return Harvest(records=file_records(answer, text))
            case FetchPurpose.SITE_MAP:
                return self._read_site_map(answer)
            case _:
                return self._read_article(answer)

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """Snapshots of all planned sites and channels."""
        for site in self.context.plan.sites:
            silence = cause_of_silence(reason, self.capped_by(site.site_code))
            yield from closing_rows(self.context.frontier, site, silence, self.context.round_id)

    def _read_home(self, answer: Answer) -> Harvest:
        site = self._sites[answer.job.subject]
        entrance = home_redirect(answer)
        if entrance is not None:
            return Harvest(jobs=self.new_jobs([entrance]))
        records: list[Observation] = []
        jobs: tuple[Job, ...] = ()
        links: PageLinks | None = None
        suggestions = 0
        if answer.is_ok and answer.page is not None:
            page = answer.page
            links = site_pages.links_of(answer, page)
            records.append(site_pages.tags_row(answer, page, "home"))
            records.extend(links.rows)
            records.extend(scan_any_page(answer, page))
            jobs = self._internal_jobs(answer, links) + self._site_map_job(answer, page)
            found = list(self._suggestions(site, page, answer))
            suggestions = len(found)
            records.extend(found)
        note = site_pages.home_note(answer, suggestions)
        return Harvest(
            records=tuple(records),
            jobs=jobs,
            notes={home_key(site.site_code): note.model_dump_json()},
            links_hash=links.links_hash if links else None,
        )

    def _site_map_job(self, answer: Answer, page: Page) -> tuple[Job, ...]:
        url = site_map_url(page)
        if url is None or url in self._planned_urls:
            return ()
        job = Job(url=url, purpose=FetchPurpose.SITE_MAP, subject=answer.job.subject)
        return self.new_jobs([job])

    def _read_site_map(self, answer: Answer) -> Harvest:
        """Only the channels that it names; it is no article."""
        if not answer.is_ok or answer.page is None or not is_site_map(answer.page):
            return Harvest()
        site = self._sites[answer.job.subject]
        return Harvest(records=tuple(self._suggestions(site, answer.page, answer)))

    def _read_channel(self, answer: Answer) -> Harvest:
        job = answer.job
        channel = self._channels[job.subject, job.channel_url or ""]
        selector = channel.list_selector
        found = site_pages.list_of(answer, selector) if site_pages.may_lead_on(answer) else None
        if found is not None and job.purpose is FetchPurpose.RENDERED:
            found = replace(found, data_urls=())  # a browser has read them already
        records: list[Observation] = []
        jobs: tuple[Job, ...] = ()
        links: PageLinks | None = None
        notes: dict[str, str] = {}
        if answer.is_ok and answer.page is not None:
            links = site_pages.links_of(answer, answer.page)
            if not (site_pages.leads_on(found) or site_pages.is_elsewhere(answer)):
                records.append(site_pages.tags_row(answer, answer.page, "channel"))
                records.extend(scan_any_page(answer, answer.page))
            records.extend(links.rows)
        elif answer.is_ok and found is not None and found.reading is ListReading.READ:
            links = site_pages.links_of_data(answer, found)
            records.extend(links.rows)
        if site_pages.is_article_page(answer, found):
            note = site_pages.article_list_note(answer)
        else:
            note = site_pages.list_note(answer, found, channel)
        rendering = self._rendering(answer, found, channel)
        if rendering:
            note = note.model_copy(update={"is_entrance": True})
            jobs += rendering
        is_sure = note.cause is not CollectionCause.PAGE_CHANGED
        if found is not None and found.reading is ListReading.READ and is_sure:
            records.extend(site_pages.item_rows(answer, found))
            found_jobs, notes = self._article_jobs(answer, found, channel)
            jobs += found_jobs
            notes |= ledger_note(answer, found, channel.url)
        if found is not None and is_sure:
            limit = self.context.settings.crawl.max_list_pages
            jobs += self.new_jobs(list_jobs(job, found, is_settled=note.is_settled, limit=limit))
        if links is not None:
            jobs += self._internal_jobs(answer, links)
        key = list_key(job.subject, channel.url, job.page, job.depth)
        return Harvest(
            records=tuple(records),
            jobs=jobs,
            notes={key: note.model_dump_json(), **notes},
            links_hash=links.links_hash if links else None,
        )

    def _rendering(
        self, answer: Answer, found: ListPage | None, channel: PlannedChannel
    ) -> tuple[Job, ...]:
        """The page in a browser, when neither its source nor its data gave the list."""
        if not self._has_browser or not site_pages.needs_browser(answer, found):
            return ()
        job = replace(
            answer.job,
            url=channel.url,
            purpose=FetchPurpose.RENDERED,
            depth=answer.job.depth + 1,
            page=1,
            attempt=1,
            not_before=0.0,
        )
        return self.new_jobs([job])

    def meta(self, job: Job) -> dict[str, Any]:
        """Rendered pages go to the browser."""
        return {"render": True} if job.purpose is FetchPurpose.RENDERED else {}

    def should_retry(self, answer: Answer) -> bool:
        """A browser is not asked twice."""
        is_rendered = answer.job.purpose is FetchPurpose.RENDERED
        return not is_rendered and super().should_retry(answer)

    def _read_article(self, answer: Answer) -> Harvest:
        if answer.is_confirmation:
            page_known = self.revisits.known(answer.job)
            return Harvest(notes=dict(dated_notes([page_known] if page_known else [])))
        if not answer.is_ok or answer.page is None:
            return Harvest()
        page = answer.page
        links = site_pages.links_of(answer, page)
        article = site_pages.article_row(answer, page)
        notes = {}
        if article.published_on and article.channel_url:
            key = f"dated\t{article.site_code}\t{article.channel_url}\t{article.url}"
            notes[key] = article.published_on.isoformat()
        return Harvest(
            records=(
                article,
                site_pages.tags_row(answer, page, "article", self._column_tags),
                *links.rows,
                *scan_page(answer, page, article),
                *self._wording(answer, page, article),
                *self._own_suggestion(answer, page),
            ),
            jobs=(*self._internal_jobs(answer, links), *self._file_jobs(article)),
            notes=notes,
            links_hash=links.links_hash,
        )

    @cached_property
    def _wording(self) -> WordingScan:
        return WordingScan(Checker(read_own_words(self.context.settings)))

    def _article_jobs(
        self, answer: Answer, found: ListPage, channel: PlannedChannel
    ) -> tuple[tuple[Job, ...], dict[str, str]]:
        """Articles of a list; in full rounds all of them, also those met elsewhere before.

        Of those that need no visit in this round, their known dates are noted.
        """
        is_full = self.context.options.full
        read_at = answer.proof.fetched_at
        every = list(article_jobs(answer.job, found, channel, read_at, every=True))
        newest = set(article_jobs(answer.job, found, channel, read_at, every=is_full))
        listed = [job for job in every if job in newest or self.revisits.is_shown_otherwise(job)]
        sorted_out = list(self.revisits.sort_out(listed))
        wanted = [job for job, known in sorted_out if known is None]
        if is_full:
            self.context.frontier.adopt(wanted)
        notes = dated_notes([known for _, known in sorted_out if known is not None])
        return self.new_jobs(wanted), dict(notes)

    def _file_jobs(self, article: Article) -> tuple[Job, ...]:
        """Attachments of an article, within the budget of files of its site."""
        left = self.context.settings.crawl.max_files_per_site - self._files[article.site_code]
        jobs = self.new_jobs(islice(file_jobs(article), max(left, 0)))
        self._files[article.site_code] += len(jobs)
        return jobs

    def _internal_jobs(self, answer: Answer, links: PageLinks) -> tuple[Job, ...]:
        """All internal pages a page points to; full rounds only."""
        if not self.context.options.full:
            return ()
        depth = answer.job.depth + 1
        found = (
            Job(
                url=link.url,
                purpose=FetchPurpose.ARTICLE,
                subject=answer.job.subject,
                depth=depth,
            )
            for link in links.found
            if not link.is_external
            and link.kind is LinkKind.PAGE
            and link.url not in self._planned_urls
        )
        wanted = [job for job, known in self.revisits.sort_out(found) if known is None]
        self.context.frontier.bring_nearer(job for job in wanted if self.revisits.is_nearer(job))
        return self.new_jobs(wanted)

    def _own_suggestion(self, answer: Answer, page: Page) -> Iterator[ChannelSnapshot]:
        """The channel that a page met on the way says to be (whole-site rounds)."""
        own = own_channel(page) if self.context.options.full else None
        if own is not None:
            yield from suggested(self._sites[answer.job.subject], [own], answer)

    def _suggestions(
        self, site: PlannedSite, page: Page, answer: Answer
    ) -> Iterator[ChannelSnapshot]:
        return suggested(site, discover_channels(page), answer)

    @property
    def _column_tags(self) -> ColumnTags:
        return self.context.settings.meta.content_page.column_tags

    @cached_property
    def _file_reader(self) -> FileReader:
        return FileReader()

    @cached_property
    def _file_texts(self) -> dict[int, FileText]:
        return {}

    @cached_property
    def _files(self) -> Counter[str]:
        return Counter()

    @cached_property
    def _has_browser(self) -> bool:
        browser = self.context.settings.browser
        return browser.lists and find_browser(browser.executable) is not None

    @cached_property
    def _sites(self) -> dict[str, PlannedSite]:
        return {site.site_code: site for site in self.context.plan.sites}

    @cached_property
    def _channels(self) -> dict[tuple[str, str], PlannedChannel]:
        return {
            (site.site_code, channel.url): channel
            for site in self.context.plan.sites
            for channel in site.channels
        }

    @cached_property
    def _planned_urls(self) -> frozenset[str]:
        homes = {site.home_url for site in self.context.plan.sites}
        return frozenset(homes | {url for _, url in self._channels})
