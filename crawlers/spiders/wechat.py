"""微信公众号 by the account's own credentials: published list, article totals, followers, messages.

What was sent to followers (群发) and what was only published stand in two interfaces. Silence is
proved only when both were read, and only up to the last day of the totals: they come a day late.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter

from crawlers.account_lists import (
    ListNote,
    failed_note,
    list_note,
    post_list,
    reach_back,
    snapshot,
)
from crawlers.account_rows import count_rows, post_row, profile_row
from crawlers.context import CrawlContext
from crawlers.items import Harvest
from crawlers.jobs import Job, slot_of
from crawlers.message_rows import (
    message_note,
    message_reading,
    message_rows,
    message_spans,
)
from crawlers.part_notes import PartNote, failed_part
from crawlers.platforms import wechat_api, wechat_page
from crawlers.platforms.reading import ReadingError, ReadList, RefusedError, cause_of
from crawlers.reading import Answer
from crawlers.spiders.accounts import AccountSpider
from crawlers.wire_secret import WireSecret
from gongkai_monitor import clock
from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.credentials import Credentials
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.model.observations import InteractionReading, Observation, Post
from gongkai_monitor.vocabulary import CollectedBy, CollectionCause, FetchPurpose

_SOURCE = "wechat_api"
_TOKEN, _PUBLISHED, _TOTALS = "token", "published", "totals"
_FOLLOWERS, _ARTICLE, _POST = "followers", "article", "post"
_MESSAGES = "messages"
_ROW = TypeAdapter(Post)
_PATHS = {
    _TOKEN: "/cgi-bin/stable_token",
    _PUBLISHED: "/cgi-bin/freepublish/batchget",
    _TOTALS: "/datacube/getarticletotal",
    _FOLLOWERS: "/datacube/getusercumulate",
    _MESSAGES: "/datacube/getupstreammsg",
}
_DAYS, _OVERLAP_DAYS = 100, 8
_READY_HOUR = 9
"""The totals of a day are ready at 8 o'clock of the next one."""
_MOST_TOKENS = 3


class WechatSpider(AccountSpider):
    """One AccountSnapshot per account, its posts, their numbers, its list and its profile."""

    name = "wechat"

    def __init__(self, context: CrawlContext, **kwargs: Any) -> None:
        super().__init__(context, **kwargs)
        self._base = context.settings.crawl.wechat_api.rstrip("/")
        self._credentials = Credentials.load(context.settings.workspace)
        self._tokens: dict[str, str] = {}  # never stored

    def first_jobs(self) -> Iterable[Job]:
        """A token for every account with credentials."""
        for account in self.context.plan.accounts:
            if self._credentials.wechat_of(account.account_code) is not None:
                yield self._job(account.account_code, _TOKEN)

    # requests

    def headers(self, job: Job) -> dict[str, str]:
        """The interface speaks JSON."""
        return (
            super().headers(job) if job.step == _ARTICLE else {"Content-Type": "application/json"}
        )

    def body(self, job: Job) -> bytes:
        """What the interface is asked."""
        kind, _, argument = (job.step or "").partition(" ")
        match kind:
            case "published":
                asked: dict[str, object] = {
                    "offset": int(argument),
                    "count": wechat_api.PAGE_SIZE,
                    "no_content": 0,
                }
            case "messages":
                first, last = argument.split()
                asked = {"begin_date": first, "end_date": last}
            case "totals" | "followers":
                asked = {"begin_date": argument, "end_date": argument}
            case _:
                return b""
        return json.dumps(asked).encode()

    def meta(self, job: Job) -> dict[str, Any]:
        """The secret that the download handler adds."""
        host = slot_of(self._base)
        if job.step == _TOKEN:
            known = self._credentials.wechat_of(job.subject)
            assert known is not None
            asked = {
                "grant_type": "client_credential",
                "appid": known.app_id,
                "secret": known.secret.get_secret_value(),
            }
            return {"secret": WireSecret(host, body=json.dumps(asked).encode())}
        if job.step == _ARTICLE or job.subject not in self._tokens:
            return {}
        return {"secret": WireSecret(host, query=(("access_token", self._tokens[job.subject]),))}

    def may_keep(self, job: Job) -> bool:
        """The answer to the credentials is a secret itself."""
        return job.step != _TOKEN

    # answers

    def read(self, answer: Answer) -> Harvest:
        """Rows and following jobs of one answer."""
        kind = (answer.job.step or "").partition(" ")[0]
        readers = {
            _TOKEN: self._read_token,
            _PUBLISHED: self._read_published,
            _TOTALS: self._read_totals,
            _FOLLOWERS: self._read_followers,
            _MESSAGES: self._read_messages,
            _ARTICLE: self._read_article,
        }
        try:
            for reason in (self.refusal(answer), self.age(answer)):
                if reason.cause is not CollectionCause.OK:
                    raise RefusedError(reason.cause, reason.detail or "")
            return readers[kind](answer)
        except wechat_api.StaleTokenError as error:
            return self._renewed(answer) or self._failed(answer, error)
        except ReadingError as error:
            return self._failed(answer, error)

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """One snapshot per planned account, and the list it rests on."""
        published, totals = self.list_notes(_PUBLISHED), self.list_notes(_TOTALS)
        refused = self.list_notes(_TOKEN)
        followers = dict(self.context.frontier.notes(f"{_FOLLOWERS}\t"))
        for account in self.context.plan.accounts:
            code = account.account_code
            pages = published.get(code, [])
            days = totals.get(code, [])
            note = next((one for one in (*refused.get(code, ()), *pages[:1], *days)
                         if one.cause is not CollectionCause.OK), None)  # fmt: skip
            if note is None and (not pages or len(days) < len(self._total_days(account))):
                note = self._missing(account, reason)
            known = pages if note else [_combined(pages, days, self._days(account))]
            row = snapshot(
                account,
                note or known[0],
                known,
                self.context.round_id,
                collected_by=CollectedBy.PLATFORM_API,
            )
            count = followers.get(f"{_FOLLOWERS}\t{code}")
            row = replace(row, followers=int(count) if count else None)
            yield row
            if (proved := post_list(row, known)) is not None:
                yield proved
            listed = {key for page in pages for key in page.keys}
            for key, kept in self.context.frontier.notes(f"{_POST}\t{code}\t"):
                if key.split("\t")[2] not in listed:
                    yield _ROW.validate_json(kept)
            yield from self._message_reading(account)

    def _message_reading(self, account: PlannedAccount) -> Iterable[InteractionReading]:
        code = account.account_code
        kept = self.context.frontier.notes(f"{_MESSAGES}\t{code}\t")
        notes = [PartNote.model_validate_json(value) for _, value in kept]
        spans = message_spans(self._days(account))
        asked = sum((last - first).days + 1 for first, last in spans)
        row = message_reading(code, asked, notes, self.context.round_id, _SOURCE)
        return () if row is None else (row,)

    def _read_token(self, answer: Answer) -> Harvest:
        code = answer.job.subject
        self._tokens[code] = wechat_api.read_token(answer.body)
        account = self.accounts[code]
        days, of_totals = self._days(account), self._total_days(account)
        jobs = [self._job(code, f"{_PUBLISHED} 0")]
        jobs += [
            self._job(code, f"{_TOTALS} {day}", page=n) for n, day in enumerate(of_totals, start=1)
        ]
        jobs.append(self._job(code, f"{_FOLLOWERS} {days[0]}"))
        for n, (first, last) in enumerate(message_spans(days), start=1):
            jobs.append(self._job(code, f"{_MESSAGES} {first} {last}", page=n))
        # a renewed token asks everything again: what was refused is not known any more
        attempt = answer.job.attempt
        return Harvest(jobs=self.new_jobs(replace(job, attempt=attempt) for job in jobs))

    def _read_published(self, answer: Answer) -> Harvest:
        job = answer.job
        found = wechat_api.read_published(answer.body, int((job.step or "").partition(" ")[2]))
        note = list_note(found, answer)
        jobs: list[Job] = []
        if found.next_mark and self.wants_more(answer, note):
            step = f"{_PUBLISHED} {found.next_mark}"
            jobs.append(self._job(job.subject, step, page=job.page + 1))
        newest = next((post.url for post in found.posts if post.url), None)
        if job.page == 1 and newest:
            jobs.append(
                Job(url=newest, purpose=FetchPurpose.PROFILE, subject=job.subject, step=_ARTICLE)
            )
        rows = [
            post_row(post, answer.proof, source=_SOURCE, read_at=answer.read_at)
            for post in found.posts
        ]
        return Harvest(
            records=tuple(rows),
            jobs=self.new_jobs(jobs),
            notes={self._key(_PUBLISHED, job): note.model_dump_json()},
        )

    def _read_totals(self, answer: Answer) -> Harvest:
        """The articles of a day; the published list knows more of those that it holds too."""
        read_at = answer.read_at
        posts = tuple(
            wechat_api.post_of(total, read_at)
            for total in wechat_api.read_article_totals(answer.body)
        )
        note = list_note(ReadList(posts=posts), answer)
        account = self.accounts[answer.job.subject]
        counts = count_rows(posts, account, answer.proof, source=_SOURCE, read_at=read_at)
        kept = {
            f"{_POST}\t{answer.job.subject}\t{post.key}": _ROW.dump_json(
                post_row(post, answer.proof, source=_SOURCE, read_at=read_at)
            ).decode()
            for post in posts
        }
        notes = {self._key(_TOTALS, answer.job): note.model_dump_json(), **kept}
        return Harvest(records=tuple(counts), notes=notes)

    def _read_followers(self, answer: Answer) -> Harvest:
        count = wechat_api.read_followers(answer.body)
        return Harvest(notes={f"{_FOLLOWERS}\t{answer.job.subject}": str(count or "")})

    def _read_messages(self, answer: Answer) -> Harvest:
        first, last = map(date.fromisoformat, (answer.job.step or "").split()[1:])
        counts = wechat_api.read_messages(answer.body)
        rows = tuple(message_rows(counts, first, last, answer, _SOURCE))
        note = message_note(rows, answer).model_dump_json()
        return Harvest(records=rows, notes={self._key(_MESSAGES, answer.job): note})

    def _read_article(self, answer: Answer) -> Harvest:
        """Only for how the account is shown: the article itself is known."""
        if answer.page is None:
            return Harvest()
        article = wechat_page.read_article(answer.page, answer.read_at)
        row = profile_row(article.profile, answer.proof, source=_SOURCE)
        return Harvest(records=(row,) if row else ())

    def _renewed(self, answer: Answer) -> Harvest | None:
        """A new token, which asks again; None when that was tried often enough."""
        job = answer.job
        if job.step == _TOKEN or job.attempt >= _MOST_TOKENS:
            return None
        self._tokens.pop(job.subject, None)
        token = replace(self._job(job.subject, _TOKEN), attempt=job.attempt + 1)
        return Harvest(jobs=self.new_jobs([token]))

    def _failed(self, answer: Answer, error: GongkaiError) -> Harvest:
        kind = (answer.job.step or "").partition(" ")[0]
        if kind in {_FOLLOWERS, _ARTICLE}:
            return Harvest()
        key, why_not = self._key(kind, answer.job), cause_of(error)
        if kind == _MESSAGES:  # what users wrote says nothing of what was posted
            return Harvest(notes={key: failed_part(answer, *why_not).model_dump_json()})
        return Harvest(notes={key: failed_note(answer, *why_not).model_dump_json()})

    def _job(self, code: str, step: str, page: int = 1) -> Job:
        return Job(
            url=self._base + _PATHS[step.partition(" ")[0]],
            purpose=FetchPurpose.POSTS,
            subject=code,
            method="POST",
            step=step,
            page=page,
        )

    def _key(self, kind: str, job: Job) -> str:
        return f"{kind}\t{job.subject}\t{job.page:03d}"

    def _last_day(self) -> date:
        """The last day whose totals are ready."""
        local = self.context.as_of.astimezone(CHINA)
        return local.date() - timedelta(days=1 if local.hour >= _READY_HOUR else 2)

    def _days(self, account: PlannedAccount) -> list[date]:
        """The days whose totals are asked for, the last one first."""
        last = self._last_day()
        count = _DAYS
        if account.last is not None:
            gap = (last - clock.china_date(account.last.read_at)).days
            count = max(1, min(_DAYS, gap + _OVERLAP_DAYS))
        return [last - timedelta(days=n) for n in range(count)]

    def _total_days(self, account: PlannedAccount) -> list[date]:
        """Those, and the day of the newest known post: a list that lacks it is an older one."""
        days = self._days(account)
        newest_at = account.last.newest_at if account.last else None
        known = [] if newest_at is None else [clock.china_date(newest_at)]
        return [*days, *(day for day in known if day < days[-1])]

    def _missing(self, account: PlannedAccount, reason: str) -> ListNote:
        if self._credentials.wechat_of(account.account_code) is None:
            return ListNote(
                cause=CollectionCause.NO_SOURCE,
                detail="未配置该公众号的接口凭据",
                observed_at=clock.now(),
                fetch_id="",
            )
        return self.missing_note(account.model_copy(update={"source_url": self._base}), reason)


def _combined(pages: list[ListNote], days: list[ListNote], asked: list[date]) -> ListNote:
    """Both interfaces as one list: it reaches back as far as both, and up to the last full day."""
    first = pages[0]
    keys = tuple(dict.fromkeys(key for note in (*pages, *days) for key in note.keys))
    newest = max((note.newest_at for note in (*pages, *days) if note.newest_at), default=None)
    reach = datetime.combine(asked[-1], time(), CHINA)
    made = [note.generated_at for note in (*pages, *days) if note.generated_at]
    if not any(page.is_last for page in pages):
        listed = reach_back(pages)
        reach = max(reach, listed or first.observed_at)
    return first.model_copy(
        update={
            "post_count": len(keys),
            "keys": keys,
            "newest_at": newest,
            "oldest_at": reach,
            "body_newest_at": max(newest, reach) if newest else reach,
            "disorder": timedelta(0),
            "is_newest_undated": False,
            "total_count": None,  # of what was published without being sent
            "is_last": None,
            "generated_at": min([datetime.combine(asked[0], time(23, 59, 59), CHINA), *made]),
        }
    )
