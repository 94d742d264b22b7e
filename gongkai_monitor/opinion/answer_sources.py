"""Where a unit would have answered, and whether that was read: its sites and accounts.

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
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, Platform, SubjectKind

_KINDS = frozenset({SubjectKind.SITE.value, SubjectKind.ACCOUNT.value})
_NO_PUBLICATIONS = frozenset({Platform.MINI_PROGRAM.value})
NO_SOURCE = "登记表没有该单位及其上级可查的站点或账号"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSource:
    """A site or account, and when it was last read; None: never, for ``cause``."""

    name: str
    read_at: datetime | None
    cause: str

    def words(self) -> str:
        """水务局发布（要求登录）, or until when it was read."""
        if self.read_at is None:
            return f"{self.name}（{self.cause}）"
        return f"{self.name}（只采到 {self.read_at.astimezone(CHINA):%Y-%m-%d %H:%M}）"


Sources = Mapping[str, tuple[AnswerSource, ...]]


def sources_by_agency(coverage: pd.DataFrame) -> Sources:
    """Agency code -> its sites and accounts in use.

    Args:
        coverage: the table of ``coverage.coverage_table``.
    """
    found: dict[str, list[AnswerSource]] = defaultdict(list)
    for row in coverage.to_dict("records"):
        is_source = row["subject_kind"] in _KINDS and row["platform"] not in _NO_PUBLICATIONS
        if not is_source or row["collection_state"] == CollectionState.OUT_OF_SCOPE:
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
    return {code: tuple(own) for code, own in found.items()}


def unread_sources(
    agency_code: str, sources: Sources, registry: Registry, due_at: datetime
) -> tuple[str, ...]:
    """Sources of a unit that were not read after a limit, in words; empty when all were.

    Args:
        agency_code: the responsible unit; "" (待人工指定) accuses nobody and gives nothing.
        sources: of ``sources_by_agency``.
        registry: says which unit is above.
        due_at: the end of the limit.
    """
    if not agency_code:
        return ()
    above = {one.agency_code: one.parent_code for one in registry.agencies}
    code, seen = agency_code, {""}
    while code not in seen and not sources.get(code):
        seen.add(code)
        code = above.get(code) or ""
    own = sources.get(code, ())
    if not own:
        return (NO_SOURCE,)
    return tuple(one.words() for one in own if one.read_at is None or one.read_at < due_at)
