"""微博 accounts by m.weibo.cn (JSON) or weibo.cn (HTML): profile, list, long texts.

The address in the register says which: ``https://m.weibo.cn/u/<uid>`` and
``https://weibo.com/u/<uid>`` are read as JSON, ``https://weibo.cn/<uid>`` as HTML.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from crawlers.account_lists import ListNote, failed_note, list_note, post_list, snapshot
from crawlers.account_rows import count_rows, post_row, profile_row, with_text
from crawlers.context import CrawlContext
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.platforms import weibo_html, weibo_json
from crawlers.platforms.reading import (
    ReadingError,
    ReadList,
    ReadProfile,
    RefusedError,
    cause_of,
)
from crawlers.reading import Answer
from crawlers.spiders.accounts import AccountSpider
from crawlers.spiders.comments import CommentWalk
from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.model.observations import Observation, Post
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import CollectionCause, FetchPurpose

_SOURCE = "weibo"
_LIST, _PROFILE, _LONG = "list", "profile", "long"
_PATH = re.compile(r"^/(?:u/)?(?P<uid>\d{5,12})(?:/profile|/info)?/?$")
_TOUCH = "https://m.weibo.cn"
_MOST_LONG = 20
_POST = TypeAdapter(Post)
_READ_PROFILE = TypeAdapter(ReadProfile)


@dataclass(frozen=True, slots=True)
class WeiboAddress:
    """Where an account is read: the site, the account's number, and the shape of its answers."""

    origin: str
    uid: str
    shape: Literal["json", "html"]

    @classmethod
    def of(cls, source_url: str | None) -> "WeiboAddress | None":
        """From the address in the register; None when it names no account."""
        try:
            parts = urlsplit(source_url or "")
            host = (parts.hostname or "").lower()
        except ValueError:
            return None
        match = _PATH.match(parts.path)
        if match is None or not host:
            return None
        origin = f"{parts.scheme}://{parts.netloc}"
        if host in {"weibo.com", "www.weibo.com"}:
            return cls(_TOUCH, match["uid"], "json")
        is_touch = host == "m.weibo.cn" or (host != "weibo.cn" and parts.path.startswith("/u/"))
        return cls(origin, match["uid"], "json" if is_touch else "html")

    @property
    def profile_url(self) -> str:
        """The account itself."""
        if self.shape == "html":
            return f"{self.origin}/{self.uid}/info"
        return f"{self.origin}/api/container/getIndex?type=uid&value={self.uid}"

    def list_url(self, page: int, mark: str | None = None) -> str:
        """A page of its posts; ``mark`` is what the page before said."""
        if self.shape == "html":
            return f"{self.origin}/{self.uid}/profile?page={page}"
        following = f"since_id={mark}" if mark and len(mark) > 6 else f"page={page}"
        return f"{self.profile_url}&containerid=107603{self.uid}&{following}"

    def long_url(self, key: str) -> str:
        """The whole text of a long post."""
        return f"{self.origin}/statuses/extend?id={key.partition(':')[2]}"


class WeiboSpider(AccountSpider):
    """One AccountSnapshot per account, its profile, posts, their numbers, the list and answers."""

    name = "weibo"

    def __init__(self, context: CrawlContext, **kwargs: Any) -> None:
        super().__init__(context, **kwargs)
        self._comments = CommentWalk(context, _SOURCE, self._check)

    def first_jobs(self) -> Iterable[Job]:
        """Profile and first page of every account."""
        for account in self.context.plan.accounts:
            address = WeiboAddress.of(account.source_url)
            if address is not None:
                code = account.account_code
                yield Job(url=address.profile_url, purpose=FetchPurpose.PROFILE, subject=code)
                yield Job(url=address.list_url(1), purpose=FetchPurpose.POSTS, subject=code)

    def read(self, answer: Answer) -> Harvest:
        """Rows of one answer."""
        address = WeiboAddress.of(self.accounts[answer.job.subject].source_url)
        assert address is not None
        if answer.job.purpose is FetchPurpose.COMMENTS:
            return self._comments.read(address.origin, address.uid, answer)
        if answer.job.step == _LONG:
            return self._read_long(answer)
        if answer.job.purpose is FetchPurpose.PROFILE:
            return self._read_profile(answer, address)
        return self._read_list(answer, address)

    def may_keep(self, job: Job) -> bool:
        """Comments name their writers: no raw answer of them is kept."""
        return job.purpose is not FetchPurpose.COMMENTS

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """One snapshot per planned account, the list it rests on, texts that stayed cut."""
        notes = self.list_notes(_LIST)
        profiles = dict(self.context.frontier.notes(f"{_PROFILE}\t"))
        for account in self.context.plan.accounts:
            pages = notes.get(account.account_code, [])
            first = pages[0] if pages else self._missing(account.account_code, reason)
            told = profiles.get(f"{_PROFILE}\t{account.account_code}")
            profile = _READ_PROFILE.validate_json(told) if told else ReadProfile()
            row = snapshot(
                account, first, pages, self.context.round_id, total_count=profile.total_count
            )
            row = replace(
                row,
                shown_name=profile.shown_name or row.shown_name,
                followers=row.followers if profile.followers is None else profile.followers,
            )
            yield row
            if (proved := post_list(row, pages)) is not None:
                yield proved
        for _, kept in self.context.frontier.notes(f"{_LONG}\t"):
            if kept:
                yield _POST.validate_json(kept)
        yield from self._comments.readings(self.accounts)

    def _read_profile(self, answer: Answer, address: WeiboAddress) -> Harvest:
        try:
            self._check(answer)
            if address.shape == "html":
                profile = weibo_html.read_profile(_page_of(answer))
            else:
                profile = weibo_json.read_profile(answer.body)
        except ReadingError:
            return Harvest()  # the list decides; without a profile an empty list proves nothing
        row = profile_row(
            replace(profile, shown_key=profile.shown_key or address.uid),
            answer.proof,
            source=_SOURCE,
            is_closed=self.accounts[answer.job.subject].is_closed,
        )
        key = f"{_PROFILE}\t{answer.job.subject}"
        return Harvest(
            records=(row,) if row else (),
            notes={key: _READ_PROFILE.dump_json(profile).decode()},
        )

    def _read_list(self, answer: Answer, address: WeiboAddress) -> Harvest:
        job = answer.job
        key = f"{_LIST}\t{job.subject}\t{job.page:03d}"
        try:
            self._check(answer)
            if address.shape == "html":
                found = weibo_html.read_list(_page_of(answer), answer.read_at)
            else:
                read = weibo_json.read_list(answer.body, address.uid, answer.read_at, job.page)
                # the list counts otherwise than the profile, and 0 when it is not shown
                found = replace(read, total_count=None)
        except ReadingError as error:
            note = failed_note(answer, *cause_of(error))
            return Harvest(notes={key: note.model_dump_json()})
        note = list_note(found, answer)
        account, read_at = self.accounts[job.subject], answer.read_at
        counts = count_rows(found.posts, account, answer.proof, source=_SOURCE, read_at=read_at)
        rows = {
            post.key: post_row(post, answer.proof, source=_SOURCE, read_at=read_at)
            for post in found.posts
        }
        long = self._long_jobs(found, address, job.subject)
        pending = {
            f"{_LONG}\t{job.subject}\t{number}": _POST.dump_json(rows.pop(number)).decode()
            for number in long
        }
        talk = self._comments_of(found, answer, address)
        return Harvest(
            records=(*rows.values(), *counts),
            jobs=(*self._next(answer, found, note, address), *long.values(), *talk.jobs),
            notes={key: note.model_dump_json(), **pending, **talk.notes},
        )

    def _comments_of(self, found: ReadList, answer: Answer, address: WeiboAddress) -> Harvest:
        """Once a day: the answers below the newest posts."""
        last = self.accounts[answer.job.subject].last
        is_done = last is not None and china_date(last.read_at) >= china_date(answer.read_at)
        if answer.job.page > 1 or address.shape == "html" or is_done:
            return Harvest()
        return self._comments.begin(address.origin, found, answer)

    def _next(
        self, answer: Answer, found: ReadList, note: ListNote, address: WeiboAddress
    ) -> tuple[Job, ...]:
        if found.next_mark is None or found.is_last or not self.wants_more(answer, note):
            return ()
        page = answer.job.page + 1
        job = Job(
            url=address.list_url(page, found.next_mark),
            purpose=FetchPurpose.POSTS,
            subject=answer.job.subject,
            page=page,
        )
        return self.new_jobs([job])

    def _long_jobs(self, found: ReadList, address: WeiboAddress, code: str) -> dict[str, Job]:
        """For new posts of which the list shows the beginning only: the job for the rest."""
        last = self.accounts[code].last
        since = last.newest_at - timedelta(days=1) if last and last.newest_at else None
        jobs: dict[str, Job] = {}
        for post in found.posts:
            is_new = since is None or post.published_at is None or post.published_at > since
            if not post.is_cut or not is_new or len(jobs) >= _MOST_LONG:
                continue
            job = Job(
                url=address.long_url(post.key),
                purpose=FetchPurpose.POSTS,
                subject=code,
                title=post.key,
                step=_LONG,
            )
            if self.new_jobs([job]):
                jobs[post.key] = job
        return jobs

    def _read_long(self, answer: Answer) -> Harvest:
        """The post with its whole text; without it the post is stored at the end, as listed."""
        note = f"{_LONG}\t{answer.job.subject}\t{answer.job.title}"
        kept = dict(self.context.frontier.notes(note)).get(note)
        try:
            self._check(answer)
            text = weibo_json.read_long_text(answer.body)
        except ReadingError:
            text = None
        if not kept or not text:
            return Harvest()
        return Harvest(records=(with_text(_POST.validate_json(kept), text),), notes={note: ""})

    def _check(self, answer: Answer) -> None:
        """Let an answer through that may hold something.

        Raises:
            RefusedError: when it holds nothing.
        """
        reason = self.refusal(answer)
        if reason.cause is not CollectionCause.OK:
            raise RefusedError(reason.cause, reason.detail or "")

    def _missing(self, code: str, reason: str) -> ListNote:
        account = self.accounts[code]
        note = self.missing_note(account, reason)
        if account.source_url and WeiboAddress.of(account.source_url) is None:
            detail = "数据地址不是微博账号主页（应为 https://weibo.com/u/数字编号）"
            return note.model_copy(update={"cause": CollectionCause.NO_SOURCE, "detail": detail})
        return note


def _page_of(answer: Answer) -> Page:
    """The parsed page of an answer that must be one.

    Raises:
        PageChangedError: when it is none.
    """
    if answer.page is None:
        raise PageChangedError(answer.job.url, "网页")
    return answer.page
