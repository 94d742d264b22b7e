"""The snapshots of a round from the notes of its pages. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from crawlers.site_notes import HomeNote, ListNote
from gongkai_monitor.collection.plan import PlannedChannel, PlannedSite
from gongkai_monitor.model.observations import ChannelSnapshot, SiteSnapshot
from gongkai_monitor.vocabulary import CollectionCause, CollectionState


def cause_of_silence(reason: str, capped_by: str | None) -> tuple[CollectionCause, str]:
    """Why a planned page was never read."""
    if reason != "finished":
        return CollectionCause.CRASHED, f"采集提前结束（{reason}）"
    if capped_by:
        return CollectionCause.CAPPED, f"达到采集上限（{capped_by}）"
    return CollectionCause.NOT_RUN, "本轮未读取该页面"


def site_snapshot(
    site: PlannedSite,
    home: HomeNote,
    channels: Sequence[ChannelSnapshot],
    *,
    round_id: str,
    pages_read: int,
) -> SiteSnapshot:
    """The site's row; navigation-only home pages look at the second-level channels."""
    second = [snapshot for snapshot in channels if _level_of(site, snapshot) == 1]
    read = [row for row in second if row.collection_state is CollectionState.COLLECTED]
    is_read = home.cause is CollectionCause.OK
    return SiteSnapshot(
        site_code=site.site_code,
        round_id=round_id,
        observed_at=home.observed_at,
        collection_state=_state(home.cause),
        cause=home.cause,
        detail=home.detail,
        home_url=site.home_url,
        final_url=home.final_url,
        item_count=home.item_count,
        newest_on=home.newest_on,
        newest_title=home.newest_title,
        newest_url=home.newest_url,
        is_navigation_only=home.is_navigation_only,
        second_level_newest_on=_newest(row.newest_on for row in read),
        second_level_complete=bool(second) and len(read) == len(second) and is_read,
        footer_site_code=home.footer_site_code,
        footer_code_text=home.footer_code_text,
        has_party_emblem=home.has_party_emblem,
        has_error_report=home.has_error_report,
        has_sponsor=home.has_sponsor,
        has_contact=home.has_contact,
        icp_record=home.icp_record,
        police_record=home.police_record,
        channels_found=home.channels_found,
        pages_read=pages_read,
        fetch_id=home.fetch_id,
    )


def channel_snapshot(
    site_code: str,
    channel: PlannedChannel,
    pages: Mapping[str, ListNote],
    silence: ListNote,
    *,
    article_days: Iterable[tuple[str, str]] = (),
    round_id: str,
) -> ChannelSnapshot:
    """The channel's row.

    Args:
        site_code: the site.
        channel: the registered channel.
        pages: its notes by key, in page order; may be empty.
        silence: stands in when there is no note.
        article_days: (ISO day, url) of its articles that were read; they date a list that
            prints no dates.
        round_id: the round.
    """
    notes = list(pages.values())
    lists = [note for note in notes if not note.is_entrance]
    first = lists[0] if lists else (notes[-1] if notes else silence)
    good = [note for note in lists if note.cause is CollectionCause.OK]
    newest = max((note for note in good if note.newest_on), key=_day, default=None)
    if newest is None and good and not first.is_empty:
        newest = _from_articles(first, article_days)
    count = sum(note.item_count for note in good)
    is_complete = _is_complete(first, lists)
    cause, detail = _verdict(first, count, newest, is_complete=is_complete)
    return ChannelSnapshot(
        site_code=site_code,
        channel_url=channel.url,
        channel_name=channel.name,
        is_registered=True,
        round_id=round_id,
        observed_at=first.observed_at,
        collection_state=_state(cause),
        cause=cause,
        detail=detail,
        item_count=count,
        undated_count=sum(note.undated_count for note in good),
        newest_on=newest.newest_on if newest else None,
        newest_title=newest.newest_title if newest else None,
        newest_url=newest.newest_url if newest else None,
        pages_read=len(good),
        is_complete=is_complete and cause is CollectionCause.OK,
        is_empty=first.is_empty and cause is CollectionCause.OK,
        explanation=first.explanation,
        redirects_to=first.redirects_to,
        family=first.family,
        skeleton=first.skeleton,
        frame=first.frame,
        first_page_count=first.item_count,
        proposed_selector=first.proposed_selector,
        proposed_count=first.proposed_count,
        proposed_titles=first.proposed_titles,
        fetch_id=first.fetch_id,
    )


def silent_list(cause: CollectionCause, detail: str, now: datetime) -> ListNote:
    """Stands for a channel of which nothing was read."""
    return ListNote(cause=cause, detail=detail, observed_at=now)


def _from_articles(first: ListNote, article_days: Iterable[tuple[str, str]]) -> ListNote | None:
    day, url = max(article_days, default=("", ""))
    if not day:
        return None
    return first.model_copy(
        update={"newest_on": date.fromisoformat(day), "newest_url": url, "newest_title": None}
    )


def _is_complete(first: ListNote, lists: Sequence[ListNote]) -> bool:
    """The newest entry is known: the order shows it, or every page was read."""
    if first.cause is not CollectionCause.OK:
        return False
    if first.is_empty or first.is_settled:
        return True
    if not lists:
        return False
    is_all_read = all(note.cause is CollectionCause.OK for note in lists)
    return is_all_read and not lists[-1].has_more


def _verdict(
    first: ListNote, count: int, newest: ListNote | None, *, is_complete: bool
) -> tuple[CollectionCause, str | None]:
    if first.cause is not CollectionCause.OK or first.is_empty:
        return first.cause, first.detail
    if not is_complete:
        return CollectionCause.PARTIAL, f"只读到 {count} 条，顺序不足以判断最新日期"
    if count and newest is None:
        return CollectionCause.PARTIAL, f"{count} 条均未注明日期"
    return CollectionCause.OK, None


def _state(cause: CollectionCause) -> CollectionState:
    is_read = cause is CollectionCause.OK
    return CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED


def _level_of(site: PlannedSite, snapshot: ChannelSnapshot) -> int | None:
    return next((row.level for row in site.channels if row.url == snapshot.channel_url), None)


def _newest(days: Iterable[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known, default=None)


def _day(note: ListNote) -> date:
    assert note.newest_on is not None
    return note.newest_on
