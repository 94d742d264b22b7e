"""The life of a finding across audits: 新增 → 持续 → 已消除.

A finding is never 已消除 by absence: its subject must have been read by the same rule this
time. What was not read stays 持续 and says 未复核.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.clock import china_date
from gongkai_monitor.facts.rows import collected
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import CollectionState, FindingStatus

if TYPE_CHECKING:
    import pandas as pd

NOT_RECHECKED = "（本轮未采到，未复核）"
"""Ends the message of a finding whose subject was not read this time."""

NO_LONGER_REGISTERED = "（已不在登记范围）"

Read = tuple[str, str]
"""(indicator code, subject_id): the subject was read and judged by this rule."""

UnreadObject = tuple[str, str, str]
"""(indicator code, subject_id, object): still there, but not read this time."""

_OPEN = {FindingStatus.NEW, FindingStatus.ONGOING}
_DECIDED = {FindingStatus.FALSE_ALARM, FindingStatus.EXEMPT}

_READ_TABLE = {
    "link": "link_run",
    "account_post_sign": "account",
    "account_twin": "account",
    "account_follower_jump": "account",
    "account_change": "account_identity",
}
"""Facts table -> the table that says which subjects were read, where it is another one."""


def read_subjects(facts: Mapping[str, pd.DataFrame], catalogue: Catalogue) -> frozenset[Read]:
    """Every (rule, subject) that this round's facts allow to judge."""
    read: set[Read] = set()
    for rule in catalogue.rules:
        name = rule.indicator.applies_to
        table = facts.get(_READ_TABLE.get(name, name))
        if table is None:
            continue
        rows = collected(table)
        subjects = rows["subject_id"]
        if name == _READ_TABLE.get(name, name):
            subjects = rows.loc[rows[rule.indicator.fact].notna(), "subject_id"]
        read |= {(rule.indicator.code, str(subject)) for subject in subjects.unique()}
    return frozenset(read)


def unread_objects(
    facts: Mapping[str, pd.DataFrame], catalogue: Catalogue
) -> frozenset[UnreadObject]:
    """Every (rule, subject, object) that is still there but was not read this time."""
    unread: set[UnreadObject] = set()
    for rule in catalogue.rules:
        indicator = rule.indicator
        table = facts.get(indicator.applies_to)
        if table is None or not indicator.object:
            continue
        rows = table[table["collection_state"] != CollectionState.COLLECTED.value]
        unread |= {
            (indicator.code, str(subject), str(obj))
            for subject, obj in zip(rows["subject_id"], rows[indicator.object], strict=True)
        }
    return frozenset(unread)


def advance(
    previous: Iterable[Finding],
    current: Iterable[Finding],
    as_of: datetime,
    read: AbstractSet[Read],
    registered: AbstractSet[str] | None = None,
    unread: AbstractSet[UnreadObject] = frozenset(),
) -> list[Finding]:
    """Findings of this audit with their status and dates.

    Args:
        previous: findings of the audit before, any status.
        current: what the judge found now.
        as_of: the moment of this audit.
        read: from ``read_subjects``.
        registered: subject ids that still exist; None when unknown. A finding of a subject that
            left the register ends.
        unread: objects of read subjects that were themselves not read (``unread_objects``).

    Returns:
        Current findings (新增 or 持续), then earlier ones (已消除, or 持续 and 未复核). Findings
        that were 已消除 before are not repeated; 误报 and 豁免 stay what a person decided.
    """
    today = china_date(as_of)
    before = {finding.finding_id: finding for finding in previous}
    result: list[Finding] = []
    seen: set[str] = set()
    for finding in current:
        seen.add(finding.finding_id)
        result.append(_continue(finding, before.get(finding.finding_id), as_of))
    for finding in before.values():
        if finding.finding_id in seen or finding.status is FindingStatus.RESOLVED:
            continue
        gone = registered is not None and finding.subject_id not in registered
        is_read = (finding.code, finding.subject_id) in read
        is_read &= (finding.code, finding.subject_id, finding.object) not in unread
        if is_read or gone:
            note = NO_LONGER_REGISTERED if gone else ""
            result.append(
                replace(
                    finding,
                    status=FindingStatus.RESOLVED,
                    as_of=as_of,
                    message=_plain(finding.message) + note,
                )
            )
        else:
            status = finding.status if finding.status in _DECIDED else FindingStatus.ONGOING
            message = _plain(finding.message) + NOT_RECHECKED
            result.append(replace(finding, status=status, as_of=as_of, message=message))
    assert all(finding.first_seen_on and finding.first_seen_on <= today for finding in result)
    return result


def is_open(finding: Finding) -> bool:
    """Whether the finding is a problem now: 新增 or 持续."""
    return finding.status in _OPEN


def is_rechecked(finding: Finding) -> bool:
    """Whether the finding was seen by its own audit, not only carried on."""
    return not finding.message.endswith(NOT_RECHECKED)


def _continue(finding: Finding, earlier: Finding | None, as_of: datetime) -> Finding:
    today = china_date(as_of)
    if earlier is None or earlier.status is FindingStatus.RESOLVED:
        return replace(finding, status=FindingStatus.NEW, first_seen_on=today, last_seen_on=today)
    status = earlier.status if earlier.status in _DECIDED else FindingStatus.ONGOING
    first = earlier.first_seen_on or today
    if first == today and earlier.status is FindingStatus.NEW:
        status = FindingStatus.NEW  # a second audit of the same day
    return replace(finding, status=status, first_seen_on=first, last_seen_on=today)


def _plain(message: str) -> str:
    return message.removesuffix(NOT_RECHECKED)
