"""舆情台账: one append-only, hash-chained list of what was done about hotspots.

The third chain beside reviews and the trail of accounts, and kept in the same manner: what is no
longer meant is withdrawn by a later entry, never taken away.
"""

import json
from abc import ABC
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import AwareDatetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.review.body import Body, Withdrawal
from gongkai_monitor.review.chain import link_after
from gongkai_monitor.review.free_text import FreeText, OneLine, one_line
from gongkai_monitor.vocabulary import HotspotEntryKind, Milestone, ResponseClass, RiskLevel


class HotspotBody(Body, ABC):
    """What an entry about a hotspot says."""

    kind: ClassVar[HotspotEntryKind]


class Assigned(HotspotBody):
    """交办: the unit that is to answer, the officer on duty, and when it was handed over."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.ASSIGNED

    agency_code: str
    agency_name: str
    officer: OneLine
    pushed_at: AwareDatetime
    note: FreeText = ""

    @property
    def words(self) -> str:
        """交办某市水务局（值班人员 …，when）：note."""
        head = f"交办{self.agency_name}（值班人员 {self.officer}，{_shown(self.pushed_at)}）"
        return "：".join(filter(None, (head, self.note)))


class Triaged(HotspotBody):
    """研判: level, class and time of the event, as a person decided; None leaves it as it was."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.TRIAGED

    level: RiskLevel | None = None
    response_class: ResponseClass | None = None
    occurred_at: AwareDatetime | None = None
    factors: tuple[str, ...] = ()  # as they were shown
    reason: FreeText

    @property
    def words(self) -> str:
        """研判为较大，其他政务舆情：why."""
        parts = [
            f"等级{self.level.label}" if self.level else "",
            f"类别{self.response_class.label}" if self.response_class else "",
            f"事发时间 {_shown(self.occurred_at)}" if self.occurred_at else "",
        ]
        return f"研判：{'，'.join(filter(None, parts))}。{self.reason}"


class Handled(HotspotBody):
    """处置: one step, and when it was taken."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.HANDLED

    done_at: AwareDatetime
    text: FreeText

    @property
    def words(self) -> str:
        """When and what."""
        return f"{_shown(self.done_at)} {self.text}"


class StatementJudged(HotspotBody):
    """回应认定: a person says that a publication answers the hotspot, or that it does not."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.STATEMENT

    statement_id: OneLine
    title: OneLine
    url: OneLine
    published_at: AwareDatetime
    milestone: Milestone  # 首次权威发布 or 新闻发布会
    is_answer: bool
    reason: FreeText = ""

    @property
    def words(self) -> str:
        """认定为首次权威发布：title（when）."""
        said = f"认定为{self.milestone.label}" if self.is_answer else "认定不是回应"
        head = f"{said}：{self.title}（{_shown(self.published_at)}）"
        return "；".join(filter(None, (head, self.reason)))


class Closed(HotspotBody):
    """办结: what came of it."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.CLOSED

    closed_at: AwareDatetime
    outcome: FreeText

    @property
    def words(self) -> str:
        """办结（when）：outcome."""
        return f"办结（{_shown(self.closed_at)}）：{self.outcome}"


class HotspotWithdrawn(HotspotBody, Withdrawal):
    """撤回: an earlier entry no longer counts."""

    kind: ClassVar[HotspotEntryKind] = HotspotEntryKind.WITHDRAWN


_BODIES: dict[HotspotEntryKind, type[HotspotBody]] = {
    one.kind: one for one in (Assigned, Triaged, Handled, StatementJudged, Closed, HotspotWithdrawn)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotDraft:
    """An entry before it has its place in the chain."""

    hotspot_id: str
    body: HotspotBody
    recorded_by: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotEntry:
    """One row of the register; never changed afterwards."""

    sequence: int = 0
    kind: HotspotEntryKind
    hotspot_id: str
    body: str  # JSON, as it was written
    recorded_by: str
    role: str
    recorded_at: datetime
    previous_hash: str = ""
    own_hash: str = ""

    @property
    def said(self) -> HotspotBody:
        """The body, typed."""
        return _BODIES[self.kind].model_validate_json(self.body)


def link_hotspot_entry(
    draft: HotspotDraft, recorded_at: datetime, last: HotspotEntry | None
) -> HotspotEntry:
    """The entry that follows ``last``."""
    body = draft.body.model_dump(mode="json")
    entry = HotspotEntry(
        kind=draft.body.kind,
        hotspot_id=draft.hotspot_id,
        body=json.dumps(body, ensure_ascii=False, sort_keys=True),
        recorded_by=one_line(draft.recorded_by),
        role=one_line(draft.role),
        recorded_at=recorded_at,
    )
    return link_after(entry, last)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
