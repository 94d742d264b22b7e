"""One audit: measure what is stored at a moment, judge it, and keep findings and verdicts.

``run_audit`` works on a workspace; ``audit`` and ``audit_accounts`` take DataFrames and need no
workspace. The judge (Great Expectations) is loaded through a small port, only when called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from gongkai_monitor import clock, identity, workdays
from gongkai_monitor.clock import china_date
from gongkai_monitor.coverage import coverage_of
from gongkai_monitor.facts.measure import Measures, measure_all
from gongkai_monitor.findings.evidence import attach, fetch_ids_of
from gongkai_monitor.findings.lifecycle import Read, advance, read_subjects, unread_objects
from gongkai_monitor.findings.review import apply_reviews
from gongkai_monitor.findings.soundness import SoundnessOutcome, blocking, sound_findings
from gongkai_monitor.findings.verdicts import decide
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions
from gongkai_monitor.launch import load_app
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.review.account_file import shutdown_obstacles
from gongkai_monitor.review.chain import ROOT
from gongkai_monitor.vocabulary import SiteKind, SubjectKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from gongkai_monitor.settings import Settings
    from gongkai_monitor.store.runs import AuditRecord

Judge = Callable[[Mapping[str, "pd.DataFrame"], Catalogue, datetime], list[Finding]]
CheckSoundness = Callable[[Mapping[str, "pd.DataFrame"]], list[SoundnessOutcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """Everything one audit worked out."""

    as_of: datetime
    findings: list[Finding]
    verdicts: list[SubjectVerdict]
    coverage: pd.DataFrame
    facts: dict[str, pd.DataFrame]
    soundness: list[SoundnessOutcome]
    catalogue: Catalogue
    warnings: tuple[str, ...]
    """What could not be judged although it was collected, in Chinese."""
    review_head: str
    """Hash of the last review that was applied; later it proves that none was taken away."""
    trail_head: str
    duty_head: str
    """The same of the trail of decisions on accounts."""
    hotspot_head: str
    """The same of the register of hotspots (舆情台账)."""


def run_audit(
    settings: Settings, as_of: datetime, *, catalogue: Catalogue | None = None, save: bool = True
) -> AuditResult:
    """Audit the stored data of a workspace.

    The same stored data give the same findings for any past ``as_of``: only rows observed up to
    it and the audit just before it are looked at.

    Args:
        settings: of the workspace.
        as_of: aware instant to judge at.
        catalogue: other rules than those of ``settings.editions`` (mutation tests).
        save: keep findings, verdicts and document links in the store.

    Raises:
        StoreError: when the lake cannot be opened.
        InputError: when an edition is wrong.
    """
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.runs import save_audit

    started_at = clock.now()
    rules = catalogue or load_editions(settings.editions)
    conn = open_store(settings, read_only=not save)
    try:
        measures = measure_all(conn, as_of, settings, rules)
        result = judge_measures(conn, measures, rules, as_of)
        if save:
            _save(conn, result, measures)
            save_audit(conn, _record(result, started_at))
    finally:
        conn.close()
    return result


def judge_measures(
    conn: duckdb.DuckDBPyConnection, measures: Measures, catalogue: Catalogue, as_of: datetime
) -> AuditResult:
    """Judge measured facts and give every finding its evidence and its place in time."""
    from gongkai_monitor.store.duties import read_duty_updates
    from gongkai_monitor.store.findings import read_findings
    from gongkai_monitor.store.hotspot_register import read_hotspot_register
    from gongkai_monitor.store.reviews import read_reviews
    from gongkai_monitor.store.trail import read_trail

    facts = measures.facts
    catalogue = catalogue.in_force(china_date(as_of))
    previous = read_findings(conn, as_of - timedelta(microseconds=1))
    outcomes = _soundness_check()(measures.soundness)
    found = sound_findings(_judge()(facts, catalogue, as_of), outcomes)
    found = attach(conn, found, fetch_ids_of(found, facts, catalogue))
    findings = advance(
        previous,
        found,
        as_of,
        _sound_reads(read_subjects(facts, catalogue), outcomes),
        _registered(facts, previous),
        unread_objects(facts, catalogue),
    )
    reviews, trail = read_reviews(conn, as_of), read_trail(conn, as_of)
    updates = read_duty_updates(conn, as_of)
    register = read_hotspot_register(conn, as_of)
    findings = apply_reviews(findings, reviews, catalogue, as_of, _site_kinds(facts))
    return AuditResult(
        as_of=as_of,
        findings=findings,
        verdicts=decide(
            facts, findings, catalogue, outcomes, shutdown_obstacles(trail, china_date(as_of))
        ),
        coverage=coverage_of(facts),
        facts=facts,
        soundness=outcomes,
        catalogue=catalogue,
        warnings=_warnings(facts),
        review_head=reviews[-1].own_hash if reviews else ROOT,
        trail_head=trail[-1].own_hash if trail else ROOT,
        duty_head=updates[-1].own_hash if updates else ROOT,
        hotspot_head=register[-1].own_hash if register else ROOT,
    )


def audit(
    facts: Mapping[str, pd.DataFrame],
    editions: Sequence[str] = ("national",),
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Judge facts tables without a workspace.

    Args:
        facts: facts table name -> rows (columns: ``gongkai_monitor.facts.columns``). Rows whose
            ``collection_state`` is not ``collected`` are not judged.
        editions: names of the editions to judge by.
        as_of: the moment; without one, the ``as_of`` column of the facts.

    Returns:
        One row per finding; columns are the fields of ``Finding`` without evidence.

    Raises:
        InputError: for an unknown table, edition, or a column that a rule needs and is absent.
        ValueError: when no moment is given anywhere.
    """
    moment = as_of if as_of is not None else _moment_of(facts)
    return findings_frame(_judge()(facts, load_editions(tuple(editions)), moment))


def audit_accounts(
    accounts: pd.DataFrame,
    posts: pd.DataFrame,
    as_of: datetime,
    editions: Sequence[str] = ("national",),
    *,
    complete_until: datetime | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Audit new-media accounts from two tables, without a workspace.

    Silence is judged only where it was seen. Without ``complete_until`` and without a
    ``collected_at`` of its own, an account's posts are counted, but what came after its newest
    post is unknown: it is 未采到 and not judged. So is an account without any post, unless its
    ``total_count`` is 0.

    Args:
        accounts: account_code, platform, name (values or Chinese labels of the closed lists).
            Optional, of the register: agency_code, function, filing_status, opened_on, filed_on,
            certified_subject, has_interaction, source. Optional, of the reading: collected_at
            (when its list was read), collection_state, cause, detail, is_complete (False: the
            list was read in part), reach_back_at (all posts since then are given; else since its
            oldest one), is_whole (nothing older exists), total_count (posts as the platform says),
            followers.
        posts: account_code, published_at. Optional: post_key (else every row is a post), title,
            text (personal data are masked before anything is said), url, is_own (False: another
            account's), is_repost, is_original, source_name, text_length, reads, likes, comments,
            reposts.
        as_of: aware instant, or naive Beijing time.
        editions: names of the editions to judge by.
        complete_until: ``posts`` hold everything that the accounts in them posted up to this
            instant (aware, or naive Beijing time). Earlier than 7 days before ``as_of``, nothing
            is judged: ask for a newer export, or for an earlier ``as_of``.

    Returns:
        facts (table ``account``), findings, proposals (one row per account: verdict,
        disposition, reasons).

    Raises:
        InputError: for a missing column or a word outside the closed lists.
    """
    from gongkai_monitor.facts.given_accounts import measure_given_accounts

    catalogue = load_editions(tuple(editions))
    moment, measures = measure_given_accounts(accounts, posts, as_of, catalogue, complete_until)
    outcomes = _soundness_check()(measures.soundness)
    judged = _judge()(measures.facts, catalogue, moment)
    found = advance([], sound_findings(judged, outcomes), moment, frozenset())
    verdicts = decide(measures.facts, found, catalogue, outcomes)
    return measures.facts["account"], findings_frame(found), verdicts_frame(verdicts)


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Findings as a table: the fields of ``Finding`` without evidence."""
    import pandas as pd

    columns = [field.name for field in fields(Finding) if field.name != "evidence"]
    rows = [{name: _plain(getattr(one, name)) for name in columns} for one in findings]
    return pd.DataFrame(rows, columns=columns)


def verdicts_frame(verdicts: Sequence[SubjectVerdict]) -> pd.DataFrame:
    """Verdicts as a table: the fields of ``SubjectVerdict``."""
    import pandas as pd

    columns = [field.name for field in fields(SubjectVerdict)]
    rows = [{name: _plain(value) for name, value in asdict(one).items()} for one in verdicts]
    return pd.DataFrame(rows, columns=columns)


def _plain(value: Any) -> Any:
    """Words of closed lists as their stored value, tuples as lists."""
    if isinstance(value, str):
        return str(value.value) if hasattr(value, "value") else value
    return list(value) if isinstance(value, tuple) else value


def _judge() -> Judge:
    return cast("Judge", load_app("checks.run").judge)


def _soundness_check() -> CheckSoundness:
    return cast("CheckSoundness", load_app("checks.soundness.run").check_soundness)


def _sound_reads(read: frozenset[Read], outcomes: Sequence[SoundnessOutcome]) -> frozenset[Read]:
    """What was read on sound data: only there may an absent finding be called 已消除."""
    return frozenset(one for one in read if not blocking(outcomes, *one))


def _registered(facts: Mapping[str, pd.DataFrame], previous: Sequence[Finding]) -> frozenset[str]:
    """Every subject that exists now; a document does not cease to exist by growing old."""
    known = {str(one) for table in facts.values() for one in table["subject_id"]}
    papers = {one.subject_id for one in previous if one.subject_kind is SubjectKind.DOCUMENT}
    return frozenset(known | papers)


def _site_kinds(facts: Mapping[str, pd.DataFrame]) -> dict[str, SiteKind]:
    """site_code -> kind, for the rule that only portals are scored."""
    sites = facts["site"]
    return {
        str(code): SiteKind(kind)
        for code, kind in zip(sites["site_code"], sites["kind"], strict=True)
    }


def _warnings(facts: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    documents = facts["document"]
    known = documents[documents["warning"].notna()]
    return tuple(
        f"《{title}》（{url}）：{warning}"
        for title, url, warning in zip(
            known["title"], known["document_url"], known["warning"], strict=True
        )
    )


def _record(result: AuditResult, started_at: datetime) -> AuditRecord:
    """What the report must be able to say later about this audit."""
    from gongkai_monitor.store.runs import AuditRecord

    first, last = workdays.known_years()
    return AuditRecord(
        audit_id=identity.stable_id("audit", result.as_of.isoformat()),
        as_of=result.as_of,
        editions=tuple(f"{one.edition} {one.version}" for one in result.catalogue.editions),
        calendar_years=tuple(range(first, last + 1)),
        started_at=started_at,
        ended_at=clock.now(),
        finding_count=len(result.findings),
        detail={
            "soundness": [asdict(outcome) for outcome in result.soundness],
            "warnings": list(result.warnings),
            "review_head": result.review_head,
            "trail_head": result.trail_head,
            "duty_head": result.duty_head,
            "hotspot_head": result.hotspot_head,
        },
    )


def _moment_of(facts: Mapping[str, pd.DataFrame]) -> datetime:
    for table in facts.values():
        if "as_of" in table.columns and len(table):
            return cast("datetime", table["as_of"].max().to_pydatetime())
    raise ValueError("as_of is neither given nor a column of the facts")


def _save(conn: duckdb.DuckDBPyConnection, result: AuditResult, measures: Measures) -> None:
    from gongkai_monitor.store.documents import save_documents
    from gongkai_monitor.store.findings import save_findings, save_verdicts

    documents = measures.documents[
        ["document_id", "site_code", "channel_url", "url", "title", "document_number", "issuer",
         "index_number", "signed_on", "published_on", "validity", "content_hash"]
    ]  # fmt: skip
    interpretations = measures.interpretations[
        ["interpretation_id", "site_code", "channel_url", "url", "title", "published_on", "text",
         "links", "content_hash"]
    ]  # fmt: skip
    save_documents(conn, documents, interpretations, measures.document_links, result.as_of)
    save_findings(conn, result.findings, result.as_of)
    save_verdicts(conn, result.verdicts, result.as_of)
