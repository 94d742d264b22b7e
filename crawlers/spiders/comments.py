"""The walk over the comments of an account's newest posts: one post after the other, gently.

Comments are read for the account's answers alone. A refusal ends the walk, for the other accounts
of the same site too: nobody's comments are worth the lists of all accounts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from crawlers.comment_rows import (
    CommentPlan,
    comment_note,
    comment_plan,
    comment_reading,
    reply_rows,
)
from crawlers.context import CrawlContext
from crawlers.items import Harvest
from crawlers.jobs import Job, slot_of
from crawlers.part_notes import PartNote, failed_part
from crawlers.platforms.reading import ReadingError, ReadList, cause_of
from crawlers.platforms.weibo_comments import ReadComments, read_flat, read_hot
from crawlers.reading import Answer
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.model.observations import InteractionReading
from gongkai_monitor.vocabulary import CollectionCause, FetchPurpose

_PLAN, _PAGE = "comments", "comments_of"
_HOT, _FLAT = "hot", "flat"
_REFUSED = {CollectionCause.LOGIN_WALL, CollectionCause.BLOCKED, CollectionCause.CAPPED}


class CommentWalk:
    """What one spider process asks for, reads and knows at the end.

    Args:
        context: of the spider.
        source: of the rows.
        check: raises when an answer holds nothing.
    """

    def __init__(self, context: CrawlContext, source: str, check: Callable[[Answer], None]) -> None:
        self._context = context
        self._source = source
        self._check = check
        self._refused: dict[str, PartNote] = {}
        self._flat_only: set[str] = set()

    def begin(self, origin: str, found: ReadList, answer: Answer) -> Harvest:
        """After the first page of a list: its newest posts with comments, the first job."""
        crawl = self._context.settings.crawl
        code = answer.job.subject
        if not crawl.max_comment_posts:
            return Harvest()
        plan = comment_plan(found.posts, answer, most=crawl.max_comment_posts)
        notes = {f"{_PLAN}\t{code}": plan.model_dump_json()}
        host = slot_of(origin)
        if plan.post_keys and host in self._refused:
            key = _key(code, plan.post_keys[0], 1)
            return Harvest(notes={**notes, key: self._refused[host].model_dump_json()})
        return Harvest(jobs=self._post(origin, code, plan.post_keys[:1]), notes=notes)

    def read(self, origin: str, uid: str, answer: Answer) -> Harvest:
        """Rows of a page of comments, and what is asked for next."""
        job = answer.job
        try:
            self._check(answer)
            found = (read_hot if job.step == _HOT else read_flat)(answer.body, uid, answer.read_at)
        except ReadingError as error:
            return self._failed(origin, answer, error)
        assert job.title is not None
        rows = reply_rows(
            found.comments, job.title, answer.proof, source=self._source, read_at=answer.read_at
        )
        note = comment_note(found, answer)
        return Harvest(
            records=tuple(rows),
            jobs=self._more(origin, job, found) or self._following(origin, job),
            notes={_key(job.subject, job.title, job.page): note.model_dump_json()},
        )

    def readings(self, codes: Iterable[str]) -> Iterable[InteractionReading]:
        """At the end: how far the comments of each account were read."""
        plans = dict(self._context.frontier.notes(f"{_PLAN}\t"))
        pages: dict[str, dict[str, list[PartNote]]] = defaultdict(lambda: defaultdict(list))
        for key, value in self._context.frontier.notes(f"{_PAGE}\t"):
            _, code, post_key, _ = key.split("\t")
            pages[code][post_key].append(PartNote.model_validate_json(value))
        for code in codes:
            if kept := plans.get(f"{_PLAN}\t{code}"):
                yield comment_reading(
                    code,
                    CommentPlan.model_validate_json(kept),
                    list(pages[code].values()),
                    self._context.round_id,
                    self._source,
                )

    def _failed(self, origin: str, answer: Answer, error: GongkaiError) -> Harvest:
        job, host = answer.job, slot_of(origin)
        cause, detail = cause_of(error)
        assert job.title is not None
        if cause is CollectionCause.LOGIN_WALL and job.step == _HOT:
            if job.page > 1:  # visitors see one page: what it held counts
                return Harvest(jobs=self._following(origin, job))
            self._flat_only.add(host)
            return Harvest(jobs=self._post(origin, job.subject, (job.title,)))
        note = failed_part(answer, cause, detail)
        if cause in _REFUSED:
            self._refused[host] = note.model_copy(update={"fetch_id": ""})
        return Harvest(notes={_key(job.subject, job.title, job.page): note.model_dump_json()})

    def _post(self, origin: str, code: str, post_keys: tuple[str, ...]) -> tuple[Job, ...]:
        """The first page of a post's comments."""
        step = _FLAT if slot_of(origin) in self._flat_only else _HOT
        return tuple(_job(origin, code, key, step) for key in post_keys)

    def _more(self, origin: str, job: Job, found: ReadComments) -> tuple[Job, ...]:
        most = self._context.settings.crawl.max_comment_pages
        if found.next_mark is None or job.page >= most or job.title is None:
            return ()
        return (_job(origin, job.subject, job.title, _HOT, job.page + 1, found.next_mark),)

    def _following(self, origin: str, job: Job) -> tuple[Job, ...]:
        """The post after the one whose comments were read."""
        kept = dict(self._context.frontier.notes(f"{_PLAN}\t{job.subject}"))
        plan = CommentPlan.model_validate_json(kept[f"{_PLAN}\t{job.subject}"])
        place = plan.post_keys.index(str(job.title)) + 1
        return self._post(origin, job.subject, plan.post_keys[place : place + 1])


def _key(code: str, post_key: str, page: int) -> str:
    return f"{_PAGE}\t{code}\t{post_key}\t{page:03d}"


def _job(origin: str, code: str, post_key: str, step: str, page: int = 1, mark: str = "0:0") -> Job:
    number = post_key.partition(":")[2]
    last, _, kind = mark.partition(":")
    if step == _FLAT:
        url = f"{origin}/api/comments/show?id={number}&page=1"
    else:
        following = f"&max_id={last}" if last != "0" else ""
        url = f"{origin}/comments/hotflow?id={number}&mid={number}{following}&max_id_type={kind}"
    return Job(
        url=url,
        purpose=FetchPurpose.COMMENTS,
        subject=code,
        title=post_key,
        page=page,
        step=step,
    )
