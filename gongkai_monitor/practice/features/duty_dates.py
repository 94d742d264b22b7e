"""Dates that pages owe: validity and marks of documents, comments, decisions (H-9 to H-11, I-4)."""

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, SitePlan
from gongkai_monitor.practice.texts import FIRST_CATALOGUE
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level
from gongkai_monitor.workdays import workdays_between

_NO_DATES, _TOO_LONG, _EXPIRED, _UNMARKED = 3, 4, 5, 5
_SOON, _LATER = 2, 1
"""Running numbers of the documents with a fault; the last one's period ends in four months."""
_DAYS_LEFT = {_EXPIRED: -2, _SOON: 60, _LATER: 120}
_PERIODS = (29, 30, 10, 20)
_REASON_FOR = 2
_MAJOR = (1, 3)
"""Calls about a 重大行政决策: one of thirty days, one of twenty."""
_REVOKED_DAYS = (14, 1)
"""How long ago the first decisions were revoked."""
_SLOW_DECISION, _QUICK_DECISION = 25, 5
_MARK = "（此件公开发布）"


class DutyDates(Feature):
    """What documents, calls for comments and decisions say of their dates."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The passage that states the dates."""
        if item.document is not None:
            return () if item.document.is_repost else tuple(_document_lines(plan, item.document))
        match channel.channel.kind:
            case ChannelKind.CONSULTATION if item.n < len(_PERIODS):
                return tuple(_call_lines(item))
            case ChannelKind.STATUTORY if _is_decision(channel, item):
                return tuple(_decision_lines(plan, item))
            case _:
                return ()

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Of documents, calls and decisions."""
        for channel in plan.channels:
            for item in items_of(plan, channel):
                url = entry_url(plan, channel, item)
                if item.document is not None and not item.document.is_repost:
                    for code in _document_faults(item.document):
                        is_near = code == "document.expiry_near"
                        level = Level.WARNING if is_near else Level.NOTICE
                        yield PlantedFault(code=code, subject_id=url, level=level)
                for code in _page_faults(plan, channel, item):
                    yield PlantedFault(
                        code=code, subject_id=plan.site.site_code, object=url, level=Level.NOTICE
                    )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Documents with five years and a mark, calls of thirty days, quick decisions."""
        for channel in plan.channels:
            for item in items_of(plan, channel):
                url = entry_url(plan, channel, item)
                if item.document is not None and not _document_faults(item.document):
                    yield NearMiss(code="document.validity_too_long", subject_id=url, note="5 年")
                    yield NearMiss(code="document.mark_missing", subject_id=url, note="有标注")
                if item.document is not None and item.document.n == _LATER:
                    yield NearMiss(code="document.expiry_near", subject_id=url, note="还有 4 个月")
                if _is_decision(channel, item) and item.n == 1:
                    yield NearMiss(
                        code="site.decision_not_taken_down",
                        subject_id=plan.site.site_code,
                        object=url,
                        note="昨天撤销",
                    )
                if channel.channel.kind is ChannelKind.CONSULTATION and item.n == _MAJOR[0]:
                    yield NearMiss(
                        code="site.decision_comment_short",
                        subject_id=plan.site.site_code,
                        object=url,
                        note="重大行政决策，恰好 30 日",
                    )
                if channel.channel.kind is ChannelKind.CONSULTATION and 0 < item.n <= _REASON_FOR:
                    yield NearMiss(
                        code="site.comment_period_short",
                        subject_id=plan.site.site_code,
                        object=url,
                        note="恰好 30 日" if item.n == 1 else "说明了缩短的理由",
                    )


def _document_lines(plan: SitePlan, document: DocumentPlan) -> Iterator[str]:
    match document.n:
        case n if n == _NO_DATES:
            pass
        case n if n == _TOO_LONG:
            yield "本文件自印发之日起施行，有效期10年。"
        case n if n in _DAYS_LEFT or not document.validity:
            until = china_date(plan.as_of) + timedelta(days=_DAYS_LEFT.get(n, -2))
            yield f"本文件自2022年1月1日起施行，有效期至{_chinese(until)}。"
        case _:
            yield "本文件自印发之日起施行，有效期5年。"
    if document.n != _UNMARKED:
        yield _MARK


def _document_faults(document: DocumentPlan) -> list[str]:
    codes = []
    if document.title.endswith(("办法》的通知", "规定》的通知", "细则》的通知")):
        codes += {
            _NO_DATES: ["document.validity_missing"],
            _TOO_LONG: ["document.validity_too_long"],
            _SOON: ["document.expiry_near"],
        }.get(document.n, [])
        if not document.validity:
            codes.append("document.expired_uncleaned")
    if document.n == _EXPIRED:
        codes.append("document.validity_wrong")
    if document.n == _UNMARKED:
        codes.append("document.mark_missing")
    if (_workdays(document.signed_on, china_date(document.published_at)) or 0) > 20:
        codes.append("document.published_late")
    return codes


def _call_lines(item: Item) -> Iterator[str]:
    start, end = item.published_on, _closes_on(item)
    yield f"征求意见时间：自{_chinese(start)}起至{_chinese(end)}止。"
    if item.n in _MAJOR:
        yield "本事项已列入年度重大行政决策事项目录。"
    if item.n == _REASON_FOR:
        yield "因工作特殊需要，本次征求意见缩短期限，敬请谅解。"


def _decision_lines(plan: SitePlan, item: Item) -> Iterator[str]:
    yield f"决定日期：{_chinese(_decided_on(item))}"
    yield f"本决定已于{_chinese(_revoked_on(plan, item))}依法撤销。"


def _page_faults(plan: SitePlan, channel: ChannelPlan, item: Item) -> Iterator[str]:
    today = china_date(plan.as_of)
    is_call = channel.channel.kind is ChannelKind.CONSULTATION and item.n < len(_PERIODS)
    if is_call and item.n == 0:
        yield "site.comment_period_short"
    if is_call and item.n == _MAJOR[1]:
        yield "site.decision_comment_short"
    if is_call and (today - _closes_on(item)).days > 31:
        yield "site.consultation_result_missing"
    if _is_decision(channel, item) and (_workdays(_decided_on(item), item.published_on) or 0) > 7:
        yield "site.decision_published_late"
    revoked = _revoked_on(plan, item) if _is_decision(channel, item) else None
    if revoked is not None and (_workdays(revoked, today) or 0) > 3:
        yield "site.decision_not_taken_down"


def _is_decision(channel: ChannelPlan, item: Item) -> bool:
    is_statutory = channel.channel.kind is ChannelKind.STATUTORY and not channel.carries_news
    return is_statutory and item.n < FIRST_CATALOGUE


def _closes_on(item: Item) -> date:
    return item.published_on + timedelta(days=_PERIODS[item.n])


def _decided_on(item: Item) -> date:
    days = _SLOW_DECISION if item.n == 0 else _QUICK_DECISION
    return item.published_on - timedelta(days=days)


def _revoked_on(plan: SitePlan, item: Item) -> date:
    return china_date(plan.as_of) - timedelta(days=_REVOKED_DAYS[item.n])


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _workdays(start: date, end: date) -> int | None:
    try:
        return workdays_between(start, end)
    except CalendarCoverageError:
        return None
