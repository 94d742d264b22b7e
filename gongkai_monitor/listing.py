"""The tables that people ask for on the command line, as JSON-ready rows (design section 10).

Keys of the contract come first; keys that end in ``_label`` hold the Chinese word.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import (
    ClockState,
    CollectedBy,
    CollectionCause,
    CollectionState,
    FindingStatus,
    LinkState,
    Platform,
    ResponseClass,
    RiskLevel,
    Sentiment,
    SubjectKind,
)

if TYPE_CHECKING:
    from gongkai_monitor.opinion.duty_learning import ProposedDuty
    from gongkai_monitor.registry.suggestions import Suggestion

Row = dict[str, Any]
OPEN = frozenset({FindingStatus.NEW, FindingStatus.ONGOING})


def finding_rows(
    settings: Settings, as_of: datetime, status: FindingStatus | None = None
) -> list[Row]:
    """Findings of the last audit at or before ``as_of``; without a status, the open ones."""
    from gongkai_monitor.store.findings import read_findings
    from gongkai_monitor.store.lake import open_store

    with open_store(settings) as connection:
        found = read_findings(connection, as_of)
    wanted = OPEN if status is None else {status}
    return [finding_row(finding) for finding in found if finding.status in wanted]


def finding_row(finding: Finding) -> Row:
    """One finding as the contract names it."""
    row = asdict(finding)
    row["evidence"] = [asdict(piece) for piece in finding.evidence]
    row["status_label"] = finding.status.label
    row["level_label"] = finding.level.label
    row["way_label"] = finding.way.label
    row["review_label"] = finding.review.label
    row["is_candidate"] = finding.is_candidate
    return row


def channel_suggestions(
    settings: Settings, as_of: datetime
) -> tuple[list[Suggestion], list[Suggestion]]:
    """What 栏目建议 holds: channels that the register does not know, and redesigned ones."""
    from gongkai_monitor.registry.suggestions import changed_lists, new_channels
    from gongkai_monitor.store import suggestions
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings) as connection:
        registry = read_registry(connection, as_of)
        found = suggestions.discovered_channels(connection, as_of)
        days = suggestions.days_by_folder(connection, as_of)
        changed = suggestions.changed_channels(connection, as_of)
    return new_channels(registry, found, days), changed_lists(registry, changed)


def duty_suggestions(
    settings: Settings, as_of: datetime, *, days: int
) -> tuple[tuple[ProposedDuty, ...], dict[str, str]]:
    """Rows of 职责 that the last ``days`` of handled messages propose, and the units' names.

    The latest ``MOST_HANDLED`` of them are read. Rows that the register holds already are left out.
    """
    from gongkai_monitor.opinion.duty_learning import MOST_HANDLED, propose_duties, with_examples
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.messages import read_handled_messages
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings) as connection:
        registry = read_registry(connection, as_of)
        since = as_of - timedelta(days=days)
        handled = read_handled_messages(connection, since=since, as_of=as_of, limit=MOST_HANDLED)
    names = agency_names(registry)
    known = handled[handled["agency_code"].isin(names)]
    messages = known.sort_values(["received_at", "message_id"])
    present = set(registry.responsibilities)
    found = propose_duties(messages, registry.agencies)
    new = [duty for duty in found if duty.responsibility not in present]
    return with_examples(new, messages), names


def account_rows(settings: Settings, as_of: datetime) -> list[Row]:
    """Verdict and proposed disposition per account, with reasons."""
    from gongkai_monitor.facts.measure import measure_new_media
    from gongkai_monitor.store.findings import read_verdicts
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings) as connection:
        verdicts = read_verdicts(connection, as_of)
        registry = read_registry(connection, as_of)
        facts = measure_new_media(connection, as_of, settings)
    measured = {row["account_code"]: row for row in records(facts["account"])}
    for row in records(facts["account_reach"]):
        measured[row["account_code"]]["attention_index"] = row["attention_index"]
    platforms = {one.account_code: one.platform for one in registry.accounts}
    names = agency_names(registry)
    return [
        _account_row(
            verdict,
            platforms.get(verdict.subject_id),
            names.get(verdict.agency_code or "", ""),
            measured.get(verdict.subject_id, {}),
        )
        for verdict in verdicts
        if verdict.subject_kind is SubjectKind.ACCOUNT
    ]


def _account_row(
    verdict: SubjectVerdict, platform: Platform | None, agency_name: str, facts_row: Row
) -> Row:
    collected_by = facts_row.get("collected_by")
    return {
        "account_code": verdict.subject_id,
        "name": verdict.subject_name,
        "platform": platform,
        "platform_label": platform.label if platform else "",
        "agency_code": verdict.agency_code,
        "agency_name": agency_name,
        "verdict": verdict.verdict,
        "verdict_label": verdict.verdict.label,
        "disposition": verdict.disposition,
        "disposition_label": verdict.disposition.label if verdict.disposition else "",
        "reasons": list(verdict.reasons),
        "reasons_rules": list(verdict.proposal_rules),
        "proposed_action": verdict.proposed_action,
        "act_by": verdict.act_by,
        "keep_account": verdict.keep_account,
        "notes": list(verdict.notes),
        "veto_finding_ids": list(verdict.veto_finding_ids),
        "collection_state": verdict.collection_state,
        "cause": verdict.cause,
        "collected_by": collected_by,
        "collected_by_label": CollectedBy(collected_by).label if collected_by else "",
        "last_posted_on": facts_row.get("last_posted_on"),
        "days_since_post": facts_row.get("days_since_post"),
        "likely_breach_on": facts_row.get("likely_breach_on"),
        "attention_index": facts_row.get("attention_index"),
    }


def what_if_rows(settings: Settings, as_of: datetime) -> list[Row]:
    """How many accounts other thresholds would move from one proposal to another."""
    from gongkai_monitor.trial import try_thresholds

    return [
        {
            "threshold": one.threshold,
            "value": one.value,
            "is_current": one.is_current,
            "current_label": "现行" if one.is_current else "",
            "judged": one.judged,
            "hit": one.hit,
            "moved": one.moved,
            "moves": [
                {"from": before, "to": after, "count": count} for before, after, count in one.moves
            ],
            "moves_label": one.words,
        }
        for one in try_thresholds(settings, as_of)
    ]


def attention_rows(settings: Settings, as_of: datetime) -> list[Row]:
    """The attention index of every account beside its peer group, in the order of the codes."""
    from gongkai_monitor.facts.measure import measure_new_media
    from gongkai_monitor.store.lake import open_store

    with open_store(settings) as connection:
        facts = measure_new_media(connection, as_of, settings)
    keys = (
        "account_code", "name", "platform", "peer_group", "peer_count", "attention_index",
        "reads_percentile", "interaction_percentile", "posts_percentile", "index_why",
        "collection_state", "cause",
    )  # fmt: skip
    rows = sorted(records(facts["account_reach"]), key=lambda row: str(row["account_code"]))
    return [{key: row[key] for key in keys} for row in rows]


def link_rows(settings: Settings, as_of: datetime, state: LinkState | None = None) -> list[Row]:
    """Link states; without a state, everything but 正常.

    ``state`` is the word of the contract (正常/失效/疑似/无法核实), ``cause`` what was seen.
    """
    from gongkai_monitor.facts.measure import measure_link_states
    from gongkai_monitor.store.lake import open_store

    with open_store(settings) as connection:
        measured = measure_link_states(connection, as_of, settings)
    keep = (
        measured["state"] != str(LinkState.NORMAL)
        if state is None
        else measured["state"] == str(state)
    )
    rows = records(measured[keep])
    for row in rows:
        row["state_code"] = row["state"]
        row["state"] = LinkState(row["state"]).label
        row["collection_cause"] = row["cause"]
        row["cause"] = row["reason"]
    return rows


def coverage_rows(settings: Settings, as_of: datetime) -> list[Row]:
    """Per subject: collection state of the round and its cause."""
    from gongkai_monitor.coverage import coverage_table
    from gongkai_monitor.store.lake import open_store

    with open_store(settings) as connection:
        rows = records(coverage_table(connection, as_of, settings))
    for row in rows:
        row["subject_kind_label"] = SubjectKind(row["subject_kind"]).label
        row["platform_label"] = Platform(row["platform"]).label if row["platform"] else ""
        row["state_label"] = CollectionState(row["collection_state"]).label
        row["cause_label"] = CollectionCause(row["cause"]).label
    return rows


def hotspot_rows(settings: Settings, as_of: datetime) -> list[Row]:
    """Hotspots of the last opinion round at or before ``as_of`` and open ones of the register.

    ``hot_searches``: the platforms' titles about the same matter; None when no list of those days
    was collected.
    """
    from gongkai_monitor.hot_searches import hot_searches_of
    from gongkai_monitor.review.hotspot_desk import hotspot_table, open_hotspot_desk
    from gongkai_monitor.store.hot_searches import read_hot_searches
    from gongkai_monitor.store.lake import open_store

    desk = open_hotspot_desk(settings, as_of)
    names = agency_names(desk.registry)
    stored = hotspot_table(desk)
    with open_store(settings) as connection:
        searches = hot_searches_of(
            stored, lambda first, last: read_hot_searches(connection, first, last, as_of)
        )
    return [
        {**_hotspot_row(row, names), "hot_searches": searches[row["hotspot_id"]]}
        for row in records(stored)
    ]


def _hotspot_row(row: Row, names: dict[str, str]) -> Row:
    clock = {
        "limit_hours": row["limit_hours"],
        "elapsed_hours": row["elapsed_hours"],
        "answered_at": row["answered_at"],
        "state": row["clock_state"],
        "from": row["clock_from"],
        "basis": row["clock_basis"],
        "rule": row["clock_rule"],
        "unread_sources": row["unread_sources"],
        **{name: row[name] for name in _CLOCK_TIMES},
    }
    return {
        **row,
        "clock": clock,
        "responsible_agency": row["agency_code"],
        "agency_name": names.get(row["agency_code"] or "", "待人工指定"),
        "sentiment_label": Sentiment(row["sentiment"]).label,
        "clock_label": ClockState(row["clock_state"]).label,
        "risk_label": RiskLevel(row["risk_level"]).label,
        "class_label": ResponseClass(row["response_class"]).label,
    }


_CLOCK_TIMES = ("t_event", "t_pushed", "t_first_release", "t_conference", "t_closed")


def agency_names(registry: Registry) -> dict[str, str]:
    """Agency code -> name."""
    return {agency.agency_code: agency.name for agency in registry.agencies}


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a table with None for every kind of missing value."""
    return [
        {str(key): _clean(value) for key, value in row.items()} for row in frame.to_dict("records")
    ]


def _clean(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return None if value is pd.NaT else value.to_pydatetime()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return None if value is None or pd.isna(value) else value
