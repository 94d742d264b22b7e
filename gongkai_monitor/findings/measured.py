"""Which vetoes really measured an account: 合格 speaks only of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, plain_rows, where
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, SubjectKind

if TYPE_CHECKING:
    import pandas as pd

    from gongkai_monitor.indicators.entry import Indicator

_KEY = ("account_code",)
_NO_TEXT = "推文内容：近 30 天的推文未读全或没有正文，严重表述错误等线索未作全面查找"


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoCover:
    """Of one account: which vetoes were measured, and why the others were not."""

    codes: frozenset[str] = frozenset()
    gaps: tuple[str, ...] = ()


def veto_cover(
    facts: Mapping[str, pd.DataFrame], catalogue: Catalogue
) -> defaultdict[str, VetoCover]:
    """account_code -> its cover; an account of which nothing is known has an empty one.

    Vetoes whose facts hold only what was found (posts, jumps of followers) measure nobody: that
    nothing was found there is said only where texts were read.
    """
    codes: dict[str, set[str]] = defaultdict(set)
    gaps: dict[str, list[str]] = defaultdict(list)
    for rule in catalogue.rules:
        indicator = rule.indicator
        table = facts.get(indicator.applies_to)
        if table is None or not _measures_accounts(indicator):
            continue
        asked = set(where(table, indicator.when)["subject_id"])
        for row in plain_rows(table):
            code = row["subject_id"]
            if _is_read(row) and code in asked and row[indicator.fact] is not None:
                codes[code].add(indicator.code)
            else:
                gaps[code].append(f"{indicator.title}：{_why(row, is_asked=code in asked)}")
    for row in plain_rows(facts["account_content"]) if "account_content" in facts else ():
        if not (_is_read(row) and row["classified_count"]):
            gaps[row["subject_id"]].append(_NO_TEXT)
    found: defaultdict[str, VetoCover] = defaultdict(VetoCover)
    for code in codes.keys() | gaps.keys():
        found[code] = VetoCover(codes=frozenset(codes[code]), gaps=tuple(gaps[code]))
    return found


def _measures_accounts(indicator: Indicator) -> bool:
    is_account = indicator.subject_kind is SubjectKind.ACCOUNT
    return indicator.may_fail and is_account and indicator.table.key == _KEY


def _is_read(row: Row) -> bool:
    return bool(row["collection_state"] == CollectionState.COLLECTED.value)


def _why(row: Row, *, is_asked: bool) -> str:
    if _is_read(row) and not is_asked:
        return "不适用于这类账号"
    if _is_read(row):
        return "没有可用的数据，未作判断"
    return f"{row['detail'] or CollectionCause(row['cause']).label}，未作判断"
