"""Where a unit would have answered, and whether that was read: its sites, columns and accounts.

Nobody is 超时未回应 by a source that was not read after the limit (iron rule: 未采到, with its
cause). A unit without a source of its own publishes on the site of the unit above it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectionCause,
    CollectionState,
    Platform,
    SubjectKind,
)

_KINDS = frozenset({SubjectKind.SITE.value, SubjectKind.ACCOUNT.value})
_ANSWER_CHANNELS = frozenset({ChannelKind.NEWS, ChannelKind.NOTICE})
"""Where a site says what it has to say; its home page alone may not show it."""
_NO_PUBLICATIONS = frozenset({Platform.MINI_PROGRAM.value})
NO_SOURCE = "登记表没有该单位及其上级可查的站点或账号"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSource:
    """A site, column or account, and when it was last read; None: never, for ``cause``."""

    name: str
    read_at: datetime | None
    cause: str

    def words(self) -> str:
        """水务局发布（要求登录）, or until when it was read."""
        if self.read_at is None:
            return f"{self.name}（{self.cause}）"
        return f"{self.name}（只采到 {self.read_at.astimezone(CHINA):%Y-%m-%d %H:%M}）"


Sources = Mapping[str, tuple[AnswerSource, ...]]


def sources_by_agency(coverage: pd.DataFrame, registry: Registry) -> Sources:
    """Agency code -> its sites and accounts in use, else those of the unit above it.

    The columns 动态要闻 and 通知公告 of a site that was read are sources of their own: they may be
    blocked where the home page is not.

    Args:
        coverage: the table of ``coverage.coverage_table``.
        registry: says which unit is above, and what a column is for.
    """
    answering = {one.url for one in registry.channels if one.kind in _ANSWER_CHANNELS}
    rows = coverage[coverage["collection_state"] != CollectionState.OUT_OF_SCOPE]
    sites = rows[rows["subject_kind"] == SubjectKind.SITE]
    read_sites = set(
        sites.loc[sites["collection_state"] == CollectionState.COLLECTED, "subject_id"]
    )
    found: dict[str, list[AnswerSource]] = defaultdict(list)
    for row in rows.to_dict("records"):
        if row["subject_kind"] in _KINDS:
            is_source = row["platform"] not in _NO_PUBLICATIONS
        else:
            is_source = row["subject_id"] in answering and row["site_code"] in read_sites
        if not is_source:
            continue
        is_read = row["collection_state"] == CollectionState.COLLECTED
        at = row["collected_at"]
        found[str(row["agency_code"])].append(
            AnswerSource(
                name=str(row["subject_name"]),
                read_at=pd.Timestamp(at).to_pydatetime() if is_read and pd.notna(at) else None,
                cause=CollectionCause(row["cause"]).label,
            )
        )
    above = {one.agency_code: one.parent_code for one in registry.agencies}
    return {code: tuple(_nearest(code, found, above)) for code in (*above, *(found.keys() - above))}


def unread_sources(agency_code: str, sources: Sources, due_at: datetime) -> tuple[str, ...]:
    """Sources of a unit that were not read after a limit, in words; empty when all were.

    Args:
        agency_code: the responsible unit; "" (待人工指定) accuses nobody and gives nothing.
        sources: of ``sources_by_agency``.
        due_at: the end of the limit.
    """
    if not agency_code:
        return ()
    own = sources.get(agency_code)
    if not own:
        return (NO_SOURCE,)
    return tuple(one.words() for one in own if one.read_at is None or one.read_at < due_at)


def _nearest(
    code: str, found: Mapping[str, list[AnswerSource]], above: Mapping[str, str | None]
) -> list[AnswerSource]:
    """Sources of the unit itself, or of the first unit above it that has any."""
    seen = {""}
    while code not in seen and code not in found:
        seen.add(code)
        code = above.get(code) or ""
    return found.get(code, [])
