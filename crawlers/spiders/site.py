"""A site: home page, registered channels with their lists, articles and documents, all links.

With ``full`` every internal page is followed instead (a whole-site round).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from crawlers import site_pages
from crawlers.browser import is_available
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.scans import scan_page
from crawlers.site_follow import article_jobs, home_redirect, list_jobs
from crawlers.site_notes import HomeNote, ListNote, home_key, list_key
from crawlers.site_pages import PageLinks
from crawlers.site_summary import cause_of_silence, channel_snapshot, silent_list, site_snapshot
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import PlannedChannel, PlannedSite
from gongkai_monitor.model.observations import ChannelSnapshot, Observation
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.navigation import (
    ChannelLink,
    discover_channels,
    is_site_map,
    own_channel,
    plain_url,
    site_map_url,
)
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, FetchPurpose, LinkKind


class SiteSpider(JobSpider):
    """One SiteSnapshot per site, one ChannelSnapshot per registered channel, whatever happens."""

    name = "site"

    def first_jobs(self) -> Iterable[Job]:
        """Home pages and registered channels."""
        for site in self.context.plan.sites:
            yield Job(url=site.home_url, purpose=FetchPurpose.HOME, subject=site.site_code)
            for channel in site.channels:
                yield Job(
                    url=channel.url,
                    purpose=FetchPurpose.CHANNEL,
                    subject=site.site_code,
                    channel_url=channel.url,
                )

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
            case FetchPurpose.SITE_MAP:
                return self._read_site_map(answer)
            case _:
                return self._read_article(answer)

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """Snapshots of all planned sites and channels."""
        for site in self.context.plan.sites:
            channels = list(self._channel_snapshots(site, reason))
            home = self._home_note(site, reason)
            yield site_snapshot(
                site,
                home,
                channels,
                round_id=self.context.round_id,
                pages_read=self.context.frontier.done_count(site.site_code),
            )
            yield from channels

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
        if answer.is_ok and answer.page is not None:
            links = site_pages.links_of(answer, answer.page)
            if not (site_pages.leads_on(found) or site_pages.is_elsewhere(answer)):
                records.append(site_pages.tags_row(answer, answer.page, "channel"))
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
            jobs = self._article_jobs(answer, found, channel)
        if found is not None and is_sure:
            limit = self.context.settings.crawl.max_list_pages
            jobs += self.new_jobs(list_jobs(job, found, is_settled=note.is_settled, limit=limit))
        if links is not None:
            jobs += self._internal_jobs(answer, links)
        key = list_key(job.subject, channel.url, job.page, job.depth)
        return Harvest(
            records=tuple(records),
            jobs=jobs,
            notes={key: note.model_dump_json()},
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
                site_pages.tags_row(answer, page, "article"),
                *links.rows,
                *scan_page(answer, page, article),
                *self._own_suggestion(answer, page),
            ),
            jobs=self._internal_jobs(answer, links),
            notes=notes,
            links_hash=links.links_hash,
        )

    def _article_jobs(
        self, answer: Answer, found: ListPage, channel: PlannedChannel
    ) -> tuple[Job, ...]:
        """Articles of a list; in full rounds all of them, also those met elsewhere before."""
        is_full = self.context.options.full
        read_at = answer.proof.fetched_at
        wanted = list(
            article_jobs(answer.job, found, channel, self._known_urls, read_at, every=is_full)
        )
        if is_full:
            self.context.frontier.adopt(wanted)
        return self.new_jobs(wanted)

    def _internal_jobs(self, answer: Answer, links: PageLinks) -> tuple[Job, ...]:
        """All internal pages a page points to; full rounds only."""
        if not self.context.options.full:
            return ()
        depth = answer.job.depth + 1
        return self.new_jobs(
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

    def _own_suggestion(self, answer: Answer, page: Page) -> Iterator[ChannelSnapshot]:
        """The channel that a page met on the way says to be (whole-site rounds)."""
        own = own_channel(page) if self.context.options.full else None
        if own is not None:
            yield from self._suggest(self._sites[answer.job.subject], [own], answer)

    def _suggestions(
        self, site: PlannedSite, page: Page, answer: Answer
    ) -> Iterator[ChannelSnapshot]:
        return self._suggest(site, discover_channels(page), answer)

    def _suggest(
        self, site: PlannedSite, channels: Iterable[ChannelLink], answer: Answer
    ) -> Iterator[ChannelSnapshot]:
        """Channels that the register does not know; never judged."""
        registered = {plain_url(channel.url) for channel in site.channels}
        for found in channels:
            plain = plain_url(found.url)
            if plain in registered or plain == plain_url(site.home_url):
                continue
            yield ChannelSnapshot(
                site_code=site.site_code,
                channel_url=found.url,
                channel_name=found.name,
                is_registered=False,
                round_id=self.context.round_id,
                observed_at=answer.proof.fetched_at,
                collection_state=CollectionState.OUT_OF_SCOPE,
                cause=CollectionCause.NOT_RUN,
                detail=f"{found.found_in.label}发现，登记表中没有",
                fetch_id=answer.proof.fetch_id,
                suggested_kind=found.kind,
                suggested_level=found.level,
                suggested_because=f"{found.found_in.label}；类别依据：{found.kind_reason}",
            )

    def _channel_snapshots(self, site: PlannedSite, reason: str) -> Iterator[ChannelSnapshot]:
        now = clock.now()
        cause, detail = cause_of_silence(reason, self.capped_by(site.site_code))
        for channel in site.channels:
            prefix = f"list\t{site.site_code}\t{channel.url}\t"
            pages = {
                key: ListNote.model_validate_json(value)
                for key, value in self.context.frontier.notes(prefix)
            }
            yield channel_snapshot(
                site.site_code,
                channel,
                pages,
                silent_list(cause, detail, now),
                article_days=self._article_days(site.site_code, channel.url),
                round_id=self.context.round_id,
            )

    def _article_days(self, site_code: str, channel_url: str) -> list[tuple[str, str]]:
        prefix = f"dated\t{site_code}\t{channel_url}\t"
        return [(day, key.removeprefix(prefix)) for key, day in self.context.frontier.notes(prefix)]

    def _home_note(self, site: PlannedSite, reason: str) -> HomeNote:
        for _, value in self.context.frontier.notes(home_key(site.site_code)):
            return HomeNote.model_validate_json(value)
        cause, detail = cause_of_silence(reason, self.capped_by(site.site_code))
        return HomeNote(cause=cause, detail=detail, observed_at=clock.now())

    @cached_property
    def _has_browser(self) -> bool:
        return is_available(self.context.settings.crawl.browser)

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

    @cached_property
    def _known_urls(self) -> frozenset[str]:
        return frozenset(self.context.plan.known_urls)
