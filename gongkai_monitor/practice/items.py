"""What a channel holds: its entries, worked out from the plan whenever they are asked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.practice import texts
from gongkai_monitor.practice.annual_reports import report_entries
from gongkai_monitor.practice.budgets import budget_title
from gongkai_monitor.practice.fault_talk import FAULT_TALK
from gongkai_monitor.practice.letters import letter_of
from gongkai_monitor.practice.plan import (
    ChannelBehaviour,
    ChannelPlan,
    DocumentPlan,
    LetterPlan,
    Pairing,
    PlantedLink,
    Published,
    SitePlan,
)
from gongkai_monitor.vocabulary import ChannelKind

PAGE_SIZE = 6
"""Entries of one list page."""

PINNED_AGE_DAYS = 400
_OWN_FROM = 901
"""Numbers of entries with a text of their own."""
_FIRST_OF_SERIES = 1
"""From this entry on, titles of a news list occur once in the site, whatever the seed draws."""
_LISTED = {ChannelBehaviour.NORMAL, ChannelBehaviour.SLOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a channel; ``n`` identifies it there."""

    n: int
    title: str
    published_at: datetime
    is_pinned: bool = False
    is_undated: bool = False  # the list prints no date beside it
    document: DocumentPlan | None = None
    interprets: DocumentPlan | None = None
    said: Published | None = None
    letter: LetterPlan | None = None

    @property
    def published_on(self) -> date:
        """Day in China."""
        return china_date(self.published_at)


def items_of(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    """Entries of a channel in list order; the same plan gives the same entries."""
    if channel.behaviour not in _LISTED:
        return ()
    match channel.channel.kind:
        case ChannelKind.POLICY:
            return _documents(plan, channel)
        case ChannelKind.INTERPRETATION:
            return _interpretations(plan)
        case ChannelKind.ANNUAL_REPORT:
            return tuple(
                Item(n=n, title=one.title, published_at=one.published_at)
                for n, one in enumerate(report_entries(plan, channel.count))
            )
        case _:
            return _ordinary(plan, channel)


def hidden_items(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    """What a blocked or redesigned channel held before: the earlier rounds saw it."""
    return items_of(plan, replace(channel, behaviour=ChannelBehaviour.NORMAL))


def links_of(plan: SitePlan, channel: ChannelPlan, n: int) -> tuple[PlantedLink, ...]:
    """Planted links of the n-th article: they stand in the first page of the first home channel."""
    hosts = [
        one for one in plan.channels if one.on_home and one.behaviour is ChannelBehaviour.NORMAL
    ]
    if not hosts or hosts[0].slug != channel.slug:
        return ()
    places = min(PAGE_SIZE, hosts[0].count)
    return plan.links[n::places] if n < places else ()


def body_of(plan: SitePlan, channel: ChannelPlan, item: Item) -> list[str]:
    """Paragraphs of an entry's page, plain text."""
    random = Random(f"{plan.seed}:{channel.slug}:{item.n}:body")
    if item.said is not None:
        return [item.said.text]
    if _is_talk(channel, item.n):
        return list(FAULT_TALK[item.n][1])
    text = texts.paragraphs(plan.sponsor, random)
    if item.interprets is not None:
        text.insert(0, _interpreting(item.interprets))
    if item.document is not None:
        name = item.document.title.partition("《")[2].partition("》")[0]
        lead = f"《{name}》已经研究同意，现印发给你们，请认真贯彻执行。" if name else "现转发如下。"
        text.insert(0, lead)
    return text


def attachment_path(channel: ChannelPlan, n: int) -> str | None:
    """Every fourth entry carries a good attachment."""
    ending = ("pdf", "docx", "xlsx", "zip")[n // 4 % 4]
    return f"/attachment/{channel.slug.replace('/', '-')}-{n}.{ending}" if n % 4 == 0 else None


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant on a Chinese day."""
    return datetime.combine(day, time(hour, minute), CHINA)


def _ordinary(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    random = Random(f"{plan.seed}:{channel.slug}")
    today = china_date(plan.as_of)
    made = []
    for n in range(channel.count):
        age = channel.newest_days + n * channel.step_days
        is_pinned = channel.has_pinned and n == channel.count - 1
        day = today - timedelta(days=age + (PINNED_AGE_DAYS if is_pinned else 0))
        made.append(
            Item(
                n=n,
                title=_title(plan, channel, n, day, random),
                published_at=at(day, 8 + random.randrange(9), random.randrange(60)),
                is_pinned=is_pinned,
                is_undated=channel.has_undated and n % 3 == 1,
            )
        )
    own = [*_said(plan, channel), *_letters(plan, channel)]
    if own:
        made = sorted([*made, *own], key=lambda item: item.published_at, reverse=True)
    return tuple(sorted(made, key=lambda item: not item.is_pinned))


def _said(plan: SitePlan, channel: ChannelPlan) -> list[Item]:
    """情况说明 and the like: they stand in the first 通知公告."""
    notices = [one for one in plan.channels if one.channel.kind is ChannelKind.NOTICE]
    if not notices or notices[0].slug != channel.slug:
        return []
    return [
        Item(n=_OWN_FROM + n, title=one.title, published_at=one.published_at, said=one)
        for n, one in enumerate(plan.said)
    ]


def _letters(plan: SitePlan, channel: ChannelPlan) -> list[Item]:
    if channel.channel.kind is not ChannelKind.INTERACTION:
        return []
    return [
        Item(n=_OWN_FROM + n, title=one.title, published_at=one.received_at, letter=one)
        for n, one in enumerate(plan.letters)
        if one.is_listed
    ]


def _title(plan: SitePlan, channel: ChannelPlan, n: int, day: date, random: Random) -> str:
    usual = texts.item_title(channel.channel.kind, plan.sponsor, day, n, random)
    if channel.channel.kind is ChannelKind.INTERACTION:
        return letter_of(plan.site.site_code, n)[0]
    if channel.channel.kind is ChannelKind.BUDGET:
        return budget_title(plan, n)
    if channel.carries_news:
        return texts.stray_news(plan.sponsor, n)
    if _is_talk(channel, n):
        return FAULT_TALK[n][0]
    is_series = channel.channel.kind is ChannelKind.NEWS and n >= _FIRST_OF_SERIES
    return f"{usual}（{channel.channel.name}第{n + 1}期）" if is_series else usual


def _is_talk(channel: ChannelPlan, n: int) -> bool:
    """Whether the n-th entry is a text about faults."""
    return channel.speaks_of_faults and n < len(FAULT_TALK)


def _documents(plan: SitePlan, channel: ChannelPlan) -> tuple[Item, ...]:
    found = [row for row in plan.documents if row.channel == channel.slug]
    found.sort(key=lambda row: row.published_at, reverse=True)
    return tuple(
        Item(n=row.n, title=row.title, published_at=row.published_at, document=row) for row in found
    )


def _interpretations(plan: SitePlan) -> tuple[Item, ...]:
    rows = [(row.interpreted_at, row) for row in plan.documents if row.interpreted_at is not None]
    rows.sort(key=lambda row: row[0], reverse=True)
    return tuple(
        Item(n=n, title=_interpretation_title(row), published_at=instant, interprets=row)
        for n, (instant, row) in enumerate(rows)
    )


def _interpretation_title(document: DocumentPlan) -> str:
    name = document.title.partition("《")[2].partition("》")[0]
    match document.pairing:
        case Pairing.TITLE:
            return f"《{name}》政策解读"
        case Pairing.NUMBER:
            return f"一图读懂：{document.number}文件要点"
        case _:
            return f"政策问答：群众关心的{document.n + 1}类问题（{document.channel[-2:]}）"


def _interpreting(document: DocumentPlan) -> str:
    match document.pairing:
        case Pairing.NUMBER:
            return f"近日，{document.issuer}印发了有关文件（{document.number}），现就要点说明如下。"
        case Pairing.TITLE:
            return "现就文件的起草背景、主要内容和执行标准解读如下。"
        case _:
            return "现就近期印发的政策文件中群众关心的问题解答如下，文件全文见文末链接。"
