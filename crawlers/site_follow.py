"""Where to go from a list page: its following pages and the articles worth reading. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.site_order import is_oldest_first
from crawlers.site_pages import list_of, may_lead_on
from gongkai_monitor.clock import china_date
from gongkai_monitor.collection.plan import PlannedChannel
from gongkai_monitor.text.links import kind_of_url
from gongkai_monitor.text.list_page import ListEntry, ListPage, ListReading
from gongkai_monitor.text.page import host_of
from gongkai_monitor.vocabulary import ChannelKind, FetchPurpose, LinkKind

_NEWEST = 10
_WHOLE = {ChannelKind.POLICY, ChannelKind.INTERPRETATION}
_WHOLE_WINDOW = timedelta(days=400)
_MAX_STEPS = 3


def list_jobs(job: Job, found: ListPage, *, is_settled: bool, limit: int) -> Iterator[Job]:
    """Entrances are followed to the list; lists page by page until nothing newer can follow."""
    match found.reading:
        case ListReading.REDIRECT if found.redirects_to and job.depth < _MAX_STEPS:
            yield _step(job, found.redirects_to, FetchPurpose.CHANNEL)
        case ListReading.SCRIPT_RENDERED if job.depth < _MAX_STEPS:
            for url in found.data_urls[:1]:
                yield _step(job, url, FetchPurpose.LIST_DATA)
        case ListReading.READ if not is_settled and job.page < limit:
            yield from _following(job, found)
        case _:
            return


def home_redirect(answer: Answer) -> Job | None:
    """The real home page, when this one only leads there by META refresh or script."""
    if answer.job.depth >= _MAX_STEPS or not may_lead_on(answer) or answer.page is None:
        return None
    found = list_of(answer)
    if found is None or found.reading is not ListReading.REDIRECT or not found.redirects_to:
        return None
    return _step(answer.job, found.redirects_to, FetchPurpose.HOME)


def article_jobs(
    job: Job,
    found: ListPage,
    channel: PlannedChannel,
    read_at: datetime,
    *,
    newest: int = _NEWEST,
    every: bool = False,
) -> Iterator[Job]:
    """The ``newest`` entries of the first page; every recent one of policy channels.

    ``every``: all entries of every page (whole-site rounds).
    """
    oldest = china_date(read_at) - _WHOLE_WINDOW
    is_whole = channel.kind in _WHOLE
    taken = 0
    for item in sorted(found.items, key=_newest_first):
        if not _is_own_page(item, job):
            continue
        is_recent = item.printed_on is None or item.printed_on >= oldest
        if every or (is_whole and is_recent) or (job.page == 1 and taken < newest):
            taken += 1
            yield Job(
                url=item.url,
                purpose=FetchPurpose.ARTICLE,
                subject=job.subject,
                channel_url=job.channel_url,
                printed_on=item.printed_on.isoformat() if item.printed_on else None,
                title=item.title,
            )


def _following(job: Job, found: ListPage) -> Iterator[Job]:
    if not found.next_urls:
        return
    yield replace(job, url=found.next_urls[0], page=job.page + 1, attempt=1, not_before=0.0)
    if is_oldest_first(found) and len(found.next_urls) > 1:
        last = job.page + len(found.next_urls)
        yield replace(job, url=found.next_urls[-1], page=last, attempt=1, not_before=0.0)


def _step(job: Job, url: str, purpose: FetchPurpose) -> Job:
    return replace(
        job, url=url, purpose=purpose, depth=job.depth + 1, page=1, attempt=1, not_before=0.0
    )


def _newest_first(item: ListEntry) -> tuple[int, int]:
    return (-(item.printed_on.toordinal() if item.printed_on else 0), item.position)


def _is_own_page(item: ListEntry, job: Job) -> bool:
    """A page of the same organisation: same host, or the same last two labels of it."""
    if kind_of_url(item.url) is not LinkKind.PAGE:
        return False
    return _domain(item.url) == _domain(job.channel_url or job.url)


def _domain(url: str) -> str:
    labels = host_of(url).split(".")
    return ".".join(labels[-3:] if labels[-2:] == ["gov", "cn"] else labels[-2:])
