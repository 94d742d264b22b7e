"""What one page says about one item, and the row that all pages of a round come to."""

from collections.abc import Callable, Sequence

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.causes import why
from crawlers.reading import Answer
from gongkai_monitor.model.observations import SiteInspection
from gongkai_monitor.vocabulary import CollectionCause, InspectionItem, InspectionResult

_MOST_WORDS = 3


class Seen(BaseModel):
    """One statement about one item, made by one page."""

    model_config = ConfigDict(frozen=True)

    item: InspectionItem
    result: InspectionResult
    cause: CollectionCause = CollectionCause.OK
    detail: str
    url: str | None = None
    measured: float | None = None
    observed_at: AwareDatetime
    fetch_id: str | None = None


def seen(
    answer: Answer,
    item: InspectionItem,
    result: InspectionResult,
    detail: str,
    *,
    measured: float | None = None,
) -> Seen:
    """A statement proved by an answer; an unknown one is only partly read."""
    is_unknown = result is InspectionResult.UNKNOWN
    return Seen(
        item=item,
        result=result,
        cause=CollectionCause.PARTIAL if is_unknown else CollectionCause.OK,
        detail=detail,
        url=answer.job.url,
        measured=measured,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
    )


def unread(answer: Answer, item: InspectionItem) -> Seen:
    """The page that should tell could not be read."""
    reason = why(answer.exchange, answer.sign)
    cause = CollectionCause.INVALID if reason.cause is CollectionCause.OK else reason.cause
    return Seen(
        item=item,
        result=InspectionResult.UNKNOWN,
        cause=cause,
        detail=reason.detail or cause.label,
        url=answer.job.url,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
    )


def inspection_row(site_code: str, round_id: str, statement: Seen) -> SiteInspection:
    """The row of a statement."""
    return SiteInspection(
        site_code=site_code,
        item=statement.item,
        result=statement.result,
        cause=statement.cause,
        detail=statement.detail[:500],
        url=statement.url,
        measured=statement.measured,
        round_id=round_id,
        observed_at=statement.observed_at,
        fetch_id=statement.fetch_id,
    )


def sum_up(statements: Sequence[Seen]) -> Seen:
    """One statement from all pages that spoke about an item; see ``_RULES``."""
    return _RULES.get(statements[0].item, _best)(statements)


def _best(statements: Sequence[Seen]) -> Seen:
    """A page where it is fine settles it, else a page where it is not, else nothing is known."""
    return _first(statements, InspectionResult.OK, InspectionResult.FAULT)


def _worst(statements: Sequence[Seen]) -> Seen:
    """A single bad page is a fault; all bad pages are named."""
    bad = [one for one in statements if one.result is InspectionResult.FAULT]
    if not bad:
        return _first(statements, InspectionResult.OK)
    words = "；".join(one.detail for one in bad[:_MOST_WORDS])
    more = f"等 {len(bad)} 个页面" if len(bad) > _MOST_WORDS else ""
    return bad[0].model_copy(update={"detail": words + more, "measured": float(len(bad))})


def _all_bad(statements: Sequence[Seen]) -> Seen:
    """A fault only when every page that was to be asked (``measured``) was, and all say so."""
    chosen = _first(statements, InspectionResult.OK, InspectionResult.UNKNOWN)
    is_whole = len(statements) >= (statements[0].measured or 1)
    if chosen.result is InspectionResult.FAULT and not is_whole:
        return chosen.model_copy(
            update={"result": InspectionResult.UNKNOWN, "cause": CollectionCause.PARTIAL}
        )
    return chosen


def _first(statements: Sequence[Seen], *order: InspectionResult) -> Seen:
    for result in order:
        for one in statements:
            if one.result is result:
                return one
    return statements[0]


_RULES: dict[InspectionItem, Callable[[Sequence[Seen]], Seen]] = {
    InspectionItem.INNER_FOOTER: _worst,
    InspectionItem.OFFSITE_REMINDER: _all_bad,
    InspectionItem.SEARCH_RESULT: _all_bad,
}
