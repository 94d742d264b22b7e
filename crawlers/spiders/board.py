"""Message boards: channels of kind 互动留言, their letters and replies as messages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from crawlers.board_rows import board_reading, letter_note, letter_rows, message_id_of
from crawlers.browser.chromium import find_browser
from crawlers.causes import why
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.part_notes import PartNote, failed_part
from crawlers.reading import Answer
from crawlers.site_follow import article_jobs, list_jobs
from crawlers.site_notes import ListNote
from crawlers.site_pages import list_note, list_of, may_lead_on, needs_browser
from crawlers.site_summary import cause_of_silence
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import PlannedChannel
from gongkai_monitor.model.observations import Observation
from gongkai_monitor.text.form_paging import Form, next_form, next_posted, posted_data
from gongkai_monitor.text.letter import Letter, read_letter
from gongkai_monitor.text.letter_rows import LetterRow, LetterRows, read_letter_rows
from gongkai_monitor.text.list_absence import is_filled_by_script
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.list_scripts import inline_scripts
from gongkai_monitor.vocabulary import CollectionCause, FetchPurpose

_LIST, _LETTER, _COUNT = "board_list", "board_letter", "board_count"
_ONE = "letter"
"""Step of a job that opens one letter in the browser."""


class BoardSpider(JobSpider):
    """A Message per letter and state of its reply, an OpenLetter where the page shows none.

    One BoardReading per planned board, whatever happens. Letters whose answer is stored are not
    asked for again, the others once a day; what was deleted on request never comes back.
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
        job = answer.job
        if job.purpose is FetchPurpose.ARTICLE or job.step == _ONE:
            return self._read_letter(answer)
        return self._read_list(answer)

    def meta(self, job: Job) -> dict[str, Any]:
        """Rendered pages go to the browser."""
        return {"render": True} if job.purpose is FetchPurpose.RENDERED else {}

    def should_retry(self, answer: Answer) -> bool:
        """A browser is not asked twice."""
        is_rendered = answer.job.purpose is FetchPurpose.RENDERED
        return not is_rendered and super().should_retry(answer)

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """How far each board was read."""
        for site in self.context.plan.sites:
            cause, detail = cause_of_silence(reason, self.capped_by(site.site_code))
            silence = ListNote(cause=cause, detail=detail, observed_at=clock.now())
            for channel in site.channels:
                key = f"\t{site.site_code}\t{channel.url}\t"
                notes = self.context.frontier.notes
                lists = [ListNote.model_validate_json(v) for _, v in notes(f"{_LIST}{key}")]
                letters = [PartNote.model_validate_json(v) for _, v in notes(f"{_LETTER}{key}")]
                counts: Counter[str] = Counter()
                for name, value in notes(f"{_COUNT}{key}"):
                    counts[name.rpartition("\t")[2].partition(" ")[0]] += int(value)
                yield board_reading(
                    site.site_code,
                    channel.url,
                    self.context.round_id,
                    lists,
                    letters,
                    counts,
                    silence,
                )

    # lists

    def _read_list(self, answer: Answer) -> Harvest:
        job = answer.job
        channel = self._channels[job.subject, job.channel_url or job.url]
        data = self._data(answer)
        rows = data.rows
        found = list_of(answer, channel.list_selector) if may_lead_on(answer) else None
        note = list_note(answer, found, channel)
        if rows:
            note = ListNote(
                observed_at=note.observed_at, fetch_id=note.fetch_id, item_count=len(rows)
            )
        further = self._another_way(answer, found) if not rows else ()
        if further:
            note = note.model_copy(update={"is_entrance": True})
        harvest = self._of_rows(answer, rows)
        jobs = [*harvest.jobs, *(() if further else self._following(answer, found, data))]
        asked: tuple[Job, ...] = ()
        known = count = 0
        if not rows and found is not None and note.cause is CollectionCause.OK:
            listed = list(article_jobs(job, found, channel, answer.read_at, every=True))
            asked, known, count = self._wanted(listed)
        return Harvest(
            records=harvest.records,
            jobs=(*self.new_jobs(jobs), *further, *asked),
            notes={
                self._key(_LIST, job, f"{job.depth:02d} {job.page:04d}"): note.model_dump_json(),
                self._key(_COUNT, job, f"asked {job.depth} {job.page}"): str(count),
                self._key(_COUNT, job, f"known {job.depth} {job.page}"): str(known),
                **harvest.notes,
            },
        )

    def _another_way(self, answer: Answer, found: ListPage | None) -> tuple[Job, ...]:
        """Where the list is not in the source: the data that its script posts for, or a browser."""
        job, page = answer.job, answer.page
        is_drawn = found is not None and found.reading is ListReading.SCRIPT_RENDERED
        if job.purpose is FetchPurpose.CHANNEL and is_drawn and page is not None:
            form = posted_data(page, inline_scripts(page))
            if form is not None:
                step = replace(job, depth=job.depth + 1, page=1)
                return self.new_jobs([_posting(step, form, FetchPurpose.LIST_DATA)])
        if self._has_browser and needs_browser(answer, found):
            url = job.channel_url or job.url
            return self.new_jobs(
                [
                    replace(
                        job, url=url, purpose=FetchPurpose.RENDERED, depth=job.depth + 1,
                        page=1, attempt=1, not_before=0.0, method="GET", form=None,
                    )
                ]
            )  # fmt: skip
        return ()

    def _following(self, answer: Answer, found: ListPage | None, data: LetterRows) -> Iterable[Job]:
        """The next page of a list: by its address, else by the POST of its pager or script."""
        job = answer.job
        if job.page >= self.context.settings.crawl.max_list_pages:
            return
        is_drawn = job.purpose is FetchPurpose.RENDERED
        if data.next_urls and job.form is None:
            yield replace(job, url=data.next_urls[0], page=job.page + 1, attempt=1, not_before=0.0)
            return
        limit = self.context.settings.crawl.max_list_pages
        if found is not None and not data.rows and not is_drawn:
            yield from list_jobs(job, found, is_settled=False, limit=limit)
        form = None
        if job.form is not None and data.rows:
            seen = job.page * len(data.rows)
            form = next_posted(Form(job.url, job.form), seen, data.total)
        elif answer.page is not None and not is_drawn and _is_last(found):
            form = next_form(answer.page, job.page)
        if form is not None:
            yield _posting(replace(job, page=job.page + 1), form, job.purpose)

    def _data(self, answer: Answer) -> LetterRows:
        if answer.page is not None or not answer.is_ok:
            return LetterRows()
        return read_letter_rows(answer.body, answer.exchange.url, answer.read_at)

    def _of_rows(self, answer: Answer, rows: tuple[LetterRow, ...]) -> Harvest:
        """Letters that came as data; those that are not answered there are read on their page."""
        job = answer.job
        kept = [row for row in rows if not self._is_removed(job.subject, row.key, row.url)]
        records: list[Observation] = []
        pages: list[Job] = []
        final: list[Letter] = []
        for row in kept:
            is_done = row.letter.is_open is False and not row.is_cut
            if row.url is not None and not is_done:
                pages.append(
                    Job(
                        url=row.url,
                        purpose=FetchPurpose.ARTICLE,
                        subject=job.subject,
                        channel_url=job.channel_url,
                        title=row.letter.title,
                    )
                )
                continue
            final.append(row.letter)
            records += letter_rows(
                row.letter, answer, row.key, url=row.url, is_whole=not row.is_cut
            )
        asked, known, count = self._wanted(pages)
        notes = {
            self._key(_COUNT, job, f"asked rows {job.page}"): str(count + bool(final)),
            self._key(_COUNT, job, f"known rows {job.page}"): str(known),
        }
        if final:
            note = letter_note(final, answer)
            notes[self._key(_LETTER, job, f"{job.url} {job.page}")] = note.model_dump_json()
        return Harvest(records=tuple(records), jobs=asked, notes=notes if rows else {})

    def _wanted(self, jobs: list[Job]) -> tuple[tuple[Job, ...], int, int]:
        """Letters to be read now, how many of the others are known, how many are to be read.

        The last number may be larger than the jobs: a cap cuts these.
        """
        memory = self.context.letters
        today = clock.china_date(self.context.as_of)
        wanted: list[Job] = []
        known = 0
        for job in {one.fingerprint: one for one in jobs}.values():  # a list may show one twice
            if self._is_removed(job.subject, job.url, job.url) or (
                memory
                and (
                    memory.is_answered(job.subject, job.url)
                    or memory.was_looked_at(job.subject, job.url, today)
                )
            ):
                known += 1
            elif self.context.frontier.has_seen(job):
                known += 1  # another page or board of this round asks for it
            else:
                wanted.append(job)
        return self.new_jobs(wanted), known, len(wanted)

    def _is_removed(self, site_code: str, key: str, url: str | None) -> bool:
        return self.is_removed(message_id_of(site_code, key)) or self.is_removed(url or key)

    # letters

    def _read_letter(self, answer: Answer) -> Harvest:
        job, page = answer.job, answer.page
        key = self._key(_LETTER, job, job.url)
        if not may_lead_on(answer) or page is None:
            reason = why(answer.exchange, answer.sign)
            cause = reason.cause if reason.cause is not CollectionCause.OK else None
            note = failed_part(
                answer, cause or CollectionCause.INVALID, reason.detail or "不是网页"
            )
            return Harvest(notes={key: note.model_dump_json()})
        letter = read_letter(page, job.title, answer.read_at)
        is_drawn = is_filled_by_script(page, inline_scripts(page))
        if is_drawn and (letter is None or letter.is_open is None) and self._may_draw(job):
            drawn = replace(job, purpose=FetchPurpose.RENDERED, step=_ONE, depth=job.depth + 1)
            if jobs := self.new_jobs([drawn]):
                return Harvest(jobs=jobs)
        if letter is None:
            words = "来信页由脚本生成" if is_drawn else "来信页没有认得的来信时间和内容"
            note = failed_part(answer, CollectionCause.PAGE_CHANGED, words)
            return Harvest(notes={key: note.model_dump_json()})
        rows = letter_rows(letter, answer, job.url, url=job.url, is_whole=True)
        return Harvest(
            records=tuple(rows), notes={key: letter_note([letter], answer).model_dump_json()}
        )

    def _may_draw(self, job: Job) -> bool:
        return self._has_browser and job.purpose is not FetchPurpose.RENDERED

    def _key(self, kind: str, job: Job, place: str) -> str:
        return f"{kind}\t{job.subject}\t{job.channel_url or job.url}\t{place}"

    @cached_property
    def _has_browser(self) -> bool:
        browser = self.context.settings.browser
        return browser.lists and find_browser(browser.executable) is not None

    @cached_property
    def _channels(self) -> dict[tuple[str, str], PlannedChannel]:
        return {
            (site.site_code, channel.url): channel
            for site in self.context.plan.sites
            for channel in site.channels
        }


def _is_last(found: ListPage | None) -> bool:
    """A list that shows no address of a following page."""
    return found is not None and found.reading is ListReading.READ and not found.next_urls


def _posting(job: Job, form: Form, purpose: FetchPurpose) -> Job:
    return replace(
        job, url=form.url, form=form.body, method="POST", purpose=purpose, attempt=1, not_before=0.0
    )
