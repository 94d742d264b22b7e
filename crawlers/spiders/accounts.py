"""What the spiders of accounts share: their plan by code, notes per page, how far to read."""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

from crawlers.account_lists import ListNote
from crawlers.causes import Why, why
from crawlers.copies import made_at, old_copy
from crawlers.reading import Answer
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.vocabulary import CollectionCause, PageSign

_WINDOW = timedelta(days=100)
_OVERLAP = timedelta(days=10)
"""Read again behind the last reading: numbers of young posts, and posts that were taken away."""


class AccountSpider(JobSpider):
    """A spider whose subjects are accounts."""

    is_for_accounts = True

    @cached_property
    def accounts(self) -> dict[str, PlannedAccount]:
        """The planned accounts by code."""
        return {account.account_code: account for account in self.context.plan.accounts}

    def list_notes(self, kind: str) -> dict[str, list[ListNote]]:
        """The notes of all pages by account, in the order of the pages."""
        notes: dict[str, list[ListNote]] = defaultdict(list)
        for key, value in self.context.frontier.notes(f"{kind}\t"):
            notes[key.split("\t")[1]].append(ListNote.model_validate_json(value))
        return notes

    def refusal(self, answer: Answer) -> Why:
        """Why an answer holds nothing that could be read; cause ``ok`` when it may."""
        reason = why(answer.exchange)
        if reason.cause is not CollectionCause.OK:
            return reason
        if answer.page is not None and answer.sign in {PageSign.CHALLENGE, PageSign.LOGIN}:
            return why(answer.exchange, answer.sign)
        host = urlsplit(answer.exchange.url).hostname or ""
        if host.startswith("passport."):
            return Why(CollectionCause.LOGIN_WALL, f"转到登录页 {host}")
        return reason

    def age(self, answer: Answer) -> Why:
        """Whether an answer is a cache's copy of an earlier day; cause ``ok`` when it is not.

        For answers whose rows do not tell ``facts/`` when they were made.
        """
        copy = old_copy(made_at(answer.exchange, answer.read_at), answer.read_at)
        return Why(CollectionCause.STALE_COPY, copy) if copy else Why(CollectionCause.OK)

    def wants_more(self, answer: Answer, note: ListNote) -> bool:
        """Whether the list is read further: 100 days at first, then back behind the last time."""
        if answer.job.page >= self.context.settings.crawl.max_list_pages:
            return False
        last = self.accounts[answer.job.subject].last
        since = self.context.as_of - _WINDOW
        if last is not None and last.newest_at is not None:
            since = max(since, min(last.read_at, last.newest_at) - _OVERLAP)
        return note.oldest_at is None or note.oldest_at >= since

    def missing_note(self, account: PlannedAccount, reason: str) -> ListNote:
        """No page was finished for this account."""
        if not account.source_url:
            cause, detail = CollectionCause.NO_SOURCE, "登记表未填数据地址"
        elif reason == "finished":
            cause, detail = CollectionCause.CAPPED, "达到采集上限"
        else:
            cause, detail = CollectionCause.CRASHED, f"采集提前结束（{reason}）"
        return ListNote(cause=cause, detail=detail, observed_at=clock.now(), fetch_id="")
