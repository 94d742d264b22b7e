"""Content signs out of what a scan found: the fields that all of them share."""

from crawlers.reading import Answer
from gongkai_monitor.model.observations import ContentSign
from gongkai_monitor.vocabulary import ContentSignKind


def content_sign(
    answer: Answer,
    kind: ContentSignKind,
    *,
    place: str,
    position: int,
    excerpt: str,
    found: str,
    detail: str | None = None,
    page_url: str | None = None,
) -> ContentSign:
    """One sign of the page (or file) that was answered; ``page_url`` links to a file."""
    proof = answer.proof
    assert proof.content_hash is not None
    return ContentSign(
        site_code=answer.job.subject,
        url=answer.job.url,
        page_url=page_url or answer.job.url,
        channel_url=answer.job.channel_url,
        kind=kind,
        place=place,
        position=position,
        excerpt=excerpt[:200],
        found=found[:500],
        detail=detail,
        content_hash=proof.content_hash,
        round_id=proof.round_id,
        observed_at=proof.fetched_at,
        fetch_id=proof.fetch_id,
    )
