"""Read the pages of a site into records and notes. Pure: an answer in, rows out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import orjson

from crawlers.causes import why
from crawlers.reading import Answer
from crawlers.redesign import doubt_of
from crawlers.site_notes import HomeNote, ListNote
from crawlers.site_order import is_newest_first
from gongkai_monitor.clock import china_date
from gongkai_monitor.collection.plan import PlannedChannel
from gongkai_monitor.identity import links_hash
from gongkai_monitor.model.observations import Article, Link, ListItem, PageTags
from gongkai_monitor.text.article import read_article
from gongkai_monitor.text.footer import read_footer
from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.links import PageLink, kind_of_url, read_links
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.list_proposal import propose_list
from gongkai_monitor.text.lists import read_home, read_list
from gongkai_monitor.text.meta import (
    ColumnTags,
    PageKind,
    meta_tags,
    missing_tags,
    placeholder_tags,
)
from gongkai_monitor.text.page import Page, host_of
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.text.visible_date import visible_date
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectionCause,
    FetchOutcome,
    FetchPurpose,
    PageSign,
)

_LISTS = {ListReading.READ, ListReading.EMPTY, ListReading.EXPLAINED}
_WINDOWS = {
    ChannelKind.NEWS: timedelta(days=60),
    ChannelKind.POLICY: timedelta(days=400),
    ChannelKind.INTERPRETATION: timedelta(days=400),
}
_MOST_LINKS = 20_000
"""Rows of one page; a page of a quarter million links is there to fill the disk."""
_USUAL_WINDOW = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of one page and the hash that names their set."""

    rows: tuple[Link, ...]
    found: tuple[PageLink, ...]
    links_hash: str


def links_of(answer: Answer, page: Page) -> PageLinks:
    """All links of a page."""
    return _page_links(answer, read_links(page))


def links_of_data(answer: Answer, found: ListPage) -> PageLinks:
    """The entries of a list that came as data: a browser shows them as links."""
    host = host_of(answer.exchange.url)
    rows = {
        entry.url: PageLink(
            entry.url, kind_of_url(entry.url), entry.title, host_of(entry.url) != host
        )
        for entry in found.items
    }
    return _page_links(answer, tuple(rows.values()))


def _page_links(answer: Answer, found: tuple[PageLink, ...]) -> PageLinks:
    job, proof = answer.job, answer.proof
    found = found[:_MOST_LINKS]
    name = links_hash(link.url for link in found)
    rows = tuple(
        Link(
            site_code=job.subject,
            page_url=job.url,
            links_hash=name,
            url=link.url,
            kind=link.kind,
            text=mask_personal_data(link.text[:200]) or None,
            is_external=link.is_external,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
        )
        for link in found
    )
    return PageLinks(rows, found, name)


def tags_row(
    answer: Answer, page: Page, page_kind: PageKind, column_tags: ColumnTags = "name_type"
) -> PageTags:
    """META tags of a page; ``column_tags`` is the reading that the settings choose."""
    tags = meta_tags(page.tree)
    return PageTags(
        site_code=answer.job.subject,
        url=answer.job.url,
        page_kind=page_kind,
        round_id=answer.proof.round_id,
        observed_at=answer.proof.fetched_at,
        tags=orjson.dumps(tags).decode(),
        missing=missing_tags(page_kind, tags, column_tags=column_tags),
        placeholders=placeholder_tags(tags),
        visible_date=visible_date(page) if page_kind == "article" else None,
        fetch_id=answer.proof.fetch_id,
    )


def home_note(answer: Answer, channels_found: int) -> HomeNote:
    """The home page as read, or why it was not."""
    reason = why(answer.exchange, answer.sign)
    base = HomeNote(
        cause=reason.cause,
        detail=reason.detail,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        final_url=answer.exchange.url,
    )
    if reason.cause is not CollectionCause.OK:
        return base
    if answer.page is None:
        detail = f"首页不是网页（{answer.exchange.header('Content-Type') or '未注明类型'}）"
        return base.model_copy(update={"cause": CollectionCause.INVALID, "detail": detail})
    home = read_home(answer.page, _read_on(answer))
    footer = read_footer(answer.page)
    newest = home.newest
    return base.model_copy(
        update={
            "item_count": home.item_count,
            "newest_on": newest.printed_on if newest else None,
            "newest_title": newest.title if newest else None,
            "newest_url": newest.url if newest else None,
            "is_navigation_only": home.is_navigation_only,
            "footer_site_code": footer.site_code,
            "footer_code_text": footer.code_text,
            "has_party_emblem": footer.has_party_emblem,
            "has_error_report": footer.has_error_report,
            "has_sponsor": footer.has_sponsor,
            "has_contact": footer.has_contact,
            "icp_record": footer.icp_record,
            "police_record": footer.police_record,
            "channels_found": channels_found,
        }
    )


def list_of(answer: Answer, selector: str | None = None) -> ListPage | None:
    """The list of an HTML page or of the data behind its script; None when it is neither."""
    if answer.page is not None:
        return read_list(answer.page, _read_on(answer), selector)
    if answer.body.lstrip()[:1] in {b"{", b"[", b"<"} or b"(" in answer.body[:80]:
        return read_json_list(answer.body, answer.exchange.url, _read_on(answer))
    return None


def leads_on(found: ListPage | None) -> bool:
    """Whether a page only stands before the list: a redirect, or a script with its data."""
    if found is None:
        return False
    is_script = found.reading is ListReading.SCRIPT_RENDERED and bool(found.data_urls)
    return found.reading is ListReading.REDIRECT or is_script


def needs_browser(answer: Answer, found: ListPage | None) -> bool:
    """Whether only a browser is left: no list in the source, none in the data behind it."""
    job = answer.job
    if job.purpose is FetchPurpose.LIST_DATA:
        return found is None or found.reading is ListReading.UNRECOGNISED
    if job.purpose is not FetchPurpose.CHANNEL or found is None:
        return False
    return found.reading is ListReading.SCRIPT_RENDERED and not found.data_urls


def may_lead_on(answer: Answer) -> bool:
    """Whether a page is worth reading as a list: normal, or blank apart from its scripts."""
    is_blank = answer.sign is PageSign.EMPTY and answer.page is not None
    return answer.is_ok or (answer.exchange.outcome is FetchOutcome.OK and is_blank)


def is_elsewhere(answer: Answer) -> bool:
    """Whether a channel's address led to another host (also another port)."""
    channel_url = answer.job.channel_url or answer.job.url
    return urlsplit(answer.exchange.url).netloc != urlsplit(channel_url).netloc


def list_note(answer: Answer, found: ListPage | None, channel: PlannedChannel) -> ListNote:
    """One list page as read, or why it was not."""
    base = ListNote(
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        skeleton=(found.skeleton or None) if found else None,
        frame=(found.frame or None) if found else None,
        family=found.family.label if found and found.family else None,
    )
    other = _other_than_list(answer, found)
    if other is not None or found is None:
        return base.model_copy(update=_with_proposal(answer, other))
    doubt = doubt_of(found, channel.last) if answer.job.page == 1 else None
    if doubt is not None:
        changed: dict[str, object] = {"cause": CollectionCause.PAGE_CHANGED, "detail": doubt}
        return base.model_copy(update=_with_proposal(answer, changed))
    newest = found.newest
    return base.model_copy(
        update={
            "item_count": len(found.items),
            "undated_count": found.undated_count,
            "newest_on": newest.printed_on if newest else None,
            "newest_title": newest.title if newest else None,
            "newest_url": newest.url if newest else None,
            "is_settled": is_newest_first(found) or reaches_window(found, answer, channel),
            "has_more": bool(found.next_urls),
            "is_empty": found.is_empty,
            "explanation": found.explanation,
        }
    )


def _other_than_list(answer: Answer, found: ListPage | None) -> dict[str, object] | None:
    """What a page is that is no readable list; None for a list."""
    if answer.exchange.outcome is FetchOutcome.OK and _is_entrance_elsewhere(answer, found):
        # another system (办事, 信访): alive, and no list of this site
        return {"is_settled": True, "redirects_to": answer.exchange.url}
    drawn = found is not None and found.reading is ListReading.SCRIPT_RENDERED
    failed = _failure(answer)
    if failed is not None and not leads_on(found) and not drawn:
        return failed
    if found is None:
        kind = answer.exchange.header("Content-Type") or "未注明类型"
        return {"cause": CollectionCause.INVALID, "detail": f"不是网页（{kind}）"}
    if leads_on(found):
        return {"is_entrance": True, "redirects_to": found.redirects_to}
    if found.reading not in _LISTS:
        return {"cause": CollectionCause.PAGE_CHANGED, "detail": found.reading.label}
    return None


def _failure(answer: Answer) -> dict[str, object] | None:
    """Cause and words when no usable page came."""
    is_rendered = answer.job.purpose is FetchPurpose.RENDERED
    if is_rendered and answer.exchange.outcome is FetchOutcome.OTHER:
        detail = f"列表由脚本生成，浏览器渲染未成功（{answer.exchange.error}）"
        return {"cause": CollectionCause.PAGE_CHANGED, "detail": detail}
    reason = why(answer.exchange, answer.sign)
    if reason.cause is CollectionCause.OK:
        return None
    return {"cause": reason.cause, "detail": reason.detail}


def _with_proposal(answer: Answer, update: dict[str, object] | None) -> dict[str, object] | None:
    """A changed page comes with the list that a person may choose instead."""
    if update is None or update.get("cause") is not CollectionCause.PAGE_CHANGED:
        return update
    proposal = propose_list(answer.page, _read_on(answer)) if answer.page is not None else None
    if proposal is None:
        return update
    return {
        **update,
        "detail": f"{update['detail']}；{proposal.in_words()}",
        "proposed_selector": proposal.selector,
        "proposed_count": proposal.count,
        "proposed_titles": "；".join(title[:60] for title in proposal.titles),
    }


def _is_entrance_elsewhere(answer: Answer, found: ListPage | None) -> bool:
    if answer.sign not in {PageSign.NORMAL, PageSign.HOME} or not is_elsewhere(answer):
        return False
    return found is None or (found.reading not in _LISTS and not leads_on(found))


def article_list_note(answer: Answer) -> ListNote:
    """A channel that is one text (公开指南): its own date is the channel's newest date."""
    assert answer.page is not None
    article = read_article(answer.page)
    return ListNote(
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        item_count=1,
        undated_count=0 if article.published_on else 1,
        newest_on=article.published_on,
        newest_title=article.title,
        newest_url=answer.job.url,
        is_settled=True,
    )


def item_rows(answer: Answer, found: ListPage) -> Iterator[ListItem]:
    """Entries of a list page: the first-seen ledger."""
    for item in found.items:
        yield ListItem(
            site_code=answer.job.subject,
            channel_url=answer.job.channel_url or answer.job.url,
            item_url=item.url,
            title=mask_personal_data(item.title),
            printed_on=item.printed_on,
            date_source=item.date_source,
            position=item.position,
            round_id=answer.proof.round_id,
            observed_at=answer.proof.fetched_at,
            fetch_id=answer.proof.fetch_id,
        )


def article_row(answer: Answer, page: Page) -> Article:
    """An article or document page as extracted."""
    article = read_article(page)
    assert answer.proof.content_hash is not None
    return Article(
        site_code=answer.job.subject,
        channel_url=answer.job.channel_url,
        url=answer.job.url,
        title=mask_personal_data(article.title) if article.title else None,
        published_at=article.published_at,
        published_on=article.published_on,
        date_source=article.date_source,
        source=article.source,
        document_number=article.document_number,
        signed_on=article.signed_on,
        issuer=article.issuer,
        index_number=article.index_number,
        validity=article.validity,
        body=mask_personal_data(article.body) if article.body else article.body,
        link_urls=article.links,
        attachment_urls=article.attachments,
        content_hash=answer.proof.content_hash,
        round_id=answer.proof.round_id,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
    )


def reaches_window(found: ListPage, answer: Answer, channel: PlannedChannel) -> bool:
    """Whether a page reaches back beyond everything a rule asks about, in falling order.

    One or two pinned entries at the top do not matter; the rest must fall.
    """
    days = [item.printed_on for item in found.items if item.printed_on is not None]
    rest = days[2:] if len(days) > 4 else days
    is_falling = rest == sorted(rest, reverse=True) and len(rest) >= 2 and rest[0] > rest[-1]
    return is_falling and min(days) < _read_on(answer) - window_of(channel)


def window_of(channel: PlannedChannel) -> timedelta:
    """How far back the rules look in a channel."""
    usual = _WINDOWS.get(channel.kind, _USUAL_WINDOW)
    return max(usual, timedelta(days=channel.cycle_days or 0))


def is_article_page(answer: Answer, found: ListPage | None) -> bool:
    """Whether the channel's page is itself a text."""
    is_text = found is not None and found.reading is ListReading.ARTICLE
    if is_elsewhere(answer):
        return False
    return is_text and answer.page is not None and answer.sign is PageSign.NORMAL


def _read_on(answer: Answer) -> date:
    return china_date(answer.read_at)
