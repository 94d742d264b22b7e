"""Attachments of articles: which are fetched, how they are read, what is stored of them."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.scans.leaks import leaks_of_text
from gongkai_monitor.model.observations import Article, FileRead, Observation
from gongkai_monitor.text.attachment_text import FileText
from gongkai_monitor.text.attachment_text.elsewhere import read_elsewhere
from gongkai_monitor.text.hidden_links import same_owner
from gongkai_monitor.text.page import host_of
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose, FileState

MOST_PER_PAGE = 30
_UNREADABLE = frozenset(
    ["mp3", "wav", "mp4", "avi", "wmv", "flv", "mov", "apk", "ipa", "exe", "dwg", "rar", "7z"]
)


class FileReader:
    """Reads one file at a time in a child process while the spider goes on."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def read(self, body: bytes, url: str) -> FileText:
        """The text of a file, or why it was not read."""
        async with self._turn:
            return await asyncio.to_thread(read_elsewhere, body, ending_of(url))


def file_jobs(article: Article) -> Iterator[Job]:
    """The site's own attachments of an article; sound, film and programs are not text."""
    urls = dict.fromkeys(article.attachment_urls)
    for url in list(urls)[:MOST_PER_PAGE]:
        is_own = same_owner(host_of(url), host_of(article.url))
        if is_own and ending_of(url) not in _UNREADABLE:
            yield Job(
                url=url,
                purpose=FetchPurpose.ATTACHMENT,
                subject=article.site_code,
                channel_url=article.channel_url,
                page_url=article.url,
            )


def file_records(answer: Answer, found: FileText | None) -> tuple[Observation, ...]:
    """The reading of a file and the leaks in its text."""
    job, proof = answer.job, answer.proof
    page_url = job.page_url or job.url
    text = _outcome(answer, found)
    row = FileRead(
        site_code=job.subject,
        url=job.url,
        page_url=page_url,
        channel_url=job.channel_url,
        state=text.state,
        detail=text.detail,
        characters=len(text.text),
        bytes=len(answer.body),
        content_hash=proof.content_hash,
        round_id=proof.round_id,
        observed_at=proof.fetched_at,
        fetch_id=proof.fetch_id,
    )
    if not text.text or proof.content_hash is None:
        return (row,)
    return (row, *leaks_of_text(answer, text.text, place="attachment", page_url=page_url))


def ending_of(url: str) -> str:
    """The ending of a file's name in lower case, without the dot."""
    return urlsplit(url).path.rpartition(".")[2].lower()[:8]


def _outcome(answer: Answer, found: FileText | None) -> FileText:
    if answer.exchange.outcome is FetchOutcome.TOO_LARGE:
        return FileText(FileState.TOO_LARGE)
    if answer.exchange.outcome is not FetchOutcome.OK or found is None:
        return FileText(FileState.NOT_FETCHED, detail=answer.exchange.outcome.label)
    return found
