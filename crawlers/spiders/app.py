"""移动客户端: the store page of every app, with its version and date."""

from collections.abc import Iterable

from crawlers.account_lists import ListNote, failed_note
from crawlers.account_rows import profile_row
from crawlers.causes import Why
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.platforms.app_store import StoreEntry, lookup_url, read_lookup, read_store_page
from crawlers.platforms.reading import ReadingError, ReadProfile, RefusedError, cause_of
from crawlers.reading import Answer
from crawlers.spiders.accounts import AccountSpider
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.model.observations import AccountSnapshot, AppRelease, Observation
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    FetchPurpose,
)

_SOURCE = "app_store"
_NOTE = "app"
_GONE_STATUS = {404, 410}


class AppSpider(AccountSpider):
    """One AccountSnapshot and AppRelease per app."""

    name = "app"

    def first_jobs(self) -> Iterable[Job]:
        """The store page of every app."""
        for account in self.context.plan.accounts:
            if account.source_url:
                yield Job(
                    url=lookup_url(account.source_url),
                    purpose=FetchPurpose.APP_STORE,
                    subject=account.account_code,
                )

    def read(self, answer: Answer) -> Harvest:
        """Version and date, or why there are none."""
        key = f"{_NOTE}\t{answer.job.subject}\t001"
        try:
            entry = self._entry(answer)
        except ReadingError as error:
            note = failed_note(answer, *cause_of(error))
            return Harvest(notes={key: note.model_dump_json()})
        proof = answer.proof
        release = AppRelease(
            account_code=answer.job.subject,
            store=entry.store,
            store_url=self.accounts[answer.job.subject].source_url or answer.job.url,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
            is_listed=entry.is_listed,
            version=entry.version,
            released_on=entry.released_on,
            fetch_id=proof.fetch_id,
        )
        profile = profile_row(
            ReadProfile(shown_name=entry.name, certified_subject=entry.publisher),
            proof,
            source=_SOURCE,
        )
        note = ListNote(observed_at=proof.fetched_at, fetch_id=proof.fetch_id, title=entry.name)
        return Harvest(
            records=(release, profile) if profile else (release,),
            notes={key: note.model_dump_json()},
        )

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """One snapshot per planned app: read or not; an app has no posts."""
        notes = self.list_notes(_NOTE)
        for account in self.context.plan.accounts:
            found = notes.get(account.account_code)
            note = found[0] if found else self.missing_note(account, reason)
            is_read = note.cause is CollectionCause.OK
            yield AccountSnapshot(
                account_code=account.account_code,
                round_id=self.context.round_id,
                observed_at=note.observed_at,
                collection_state=(
                    CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED
                ),
                cause=note.cause,
                detail=note.detail,
                source=_SOURCE,
                collected_by=CollectedBy.SPIDER,
                is_complete=is_read,
                shown_name=note.title,
                fetch_id=note.fetch_id or None,
            )

    def _entry(self, answer: Answer) -> StoreEntry:
        is_gone = answer.exchange.status in _GONE_STATUS and answer.page is not None
        refusal = Why(CollectionCause.OK) if is_gone else self.refusal(answer)
        for reason in (refusal, self.age(answer)):
            if reason.cause is not CollectionCause.OK:
                raise RefusedError(reason.cause, reason.detail or "")
        if answer.page is not None:
            return read_store_page(answer.page, answer.read_at)
        if not answer.body.lstrip().startswith(b"{"):
            raise PageChangedError(answer.job.url, "应用商店页")
        return read_lookup(answer.body)
