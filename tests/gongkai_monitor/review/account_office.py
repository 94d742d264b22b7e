"""A workspace with three judged accounts: one dormant, one healthy, one that nobody could read."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from gongkai_monitor.identity import finding_id
from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.model.registry import Account, Agency, Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.findings import save_findings, save_verdicts
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.store.runs import AuditRecord, save_audit
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    CollectionCause,
    CollectionState,
    Disposition,
    Effect,
    FilingStatus,
    Level,
    Platform,
    SubjectKind,
    Sureness,
    Verdict,
)
from gongkai_monitor.workspace import create_workspace

DAY1 = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NOW = DAY1 + timedelta(hours=2)
TODAY = date(2026, 11, 20)
DORMANT, HEALTHY, UNREAD = "W1", "W2", "W3"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64

_AGENCIES = (
    Agency(agency_code="A", name="云岭市人民政府办公室", level=AgencyLevel.CITY),
    Agency(
        agency_code="B", name="云岭市水务局", parent_code="A", level=AgencyLevel.CITY,
        phone="0314-7654321",
    ),
)  # fmt: skip


def account(code: str, name: str, platform: Platform) -> Account:
    return Account(
        account_code=code, platform=platform, name=name, agency_code="B",
        function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
        source=AccountSource.FEED, home_url=f"http://a.test/{code}",
    )  # fmt: skip


REGISTRY = Registry(
    agencies=_AGENCIES,
    accounts=(
        account(DORMANT, "云岭水务", Platform.WEIBO),
        account(HEALTHY, "水清云岭", Platform.WECHAT_SUBSCRIPTION),
        account(UNREAD, "云岭河长", Platform.TOUTIAO),
    ),
)


def dormant_finding(days: int = 120, last: str = "2026-07-23", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "finding_id": finding_id("account.content_stale", DORMANT, ""),
        "code": "account.content_stale", "rule": "M-2a", "title": "内容不更新",
        "effect": Effect.VETO, "sureness": Sureness.VERIFIED_TWICE, "level": Level.DORMANT,
        "subject_kind": SubjectKind.ACCOUNT, "subject_id": DORMANT, "subject_name": "云岭水务",
        "agency_code": "B", "observed": f"{days} 天未更新，最近更新 {last}",
        "limit": "监测时间点前 2 周（14 天）内有更新", "basis": "国办秘函〔2019〕19号",
        "edition": "national", "edition_version": "2019.1",
        "message": f"云岭水务（新浪微博）已 {days} 天未更新，最近更新 {last}",
        "remedy": "立即更新", "as_of": DAY1, "first_seen_on": DAY1.date(),
        "last_seen_on": DAY1.date(),
        "evidence": (
            Evidence(
                url="http://a.test/feed", fetched_at=DAY1, status=200, note="账号列表",
                content_hash="ab" * 32,
            ),
        ),
    }  # fmt: skip
    return Finding(**{**values, **changes})


def conclusion(code: str, **changes: Any) -> SubjectVerdict:
    values: dict[str, Any] = {
        "subject_kind": SubjectKind.ACCOUNT, "subject_id": code, "subject_name": code,
        "agency_code": "B", "verdict": Verdict.PASSED,
        "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
    }  # fmt: skip
    return SubjectVerdict(**{**values, **changes})


def audit(settings: Settings, as_of: datetime, finding: Finding | None) -> None:
    """Store one audit: W1 dormant or healthy, W2 healthy, W3 not collected."""
    found = [] if finding is None else [finding]
    first = conclusion(DORMANT, disposition=Disposition.KEEP, reasons=("更新正常",))
    if finding is not None:
        first = conclusion(
            DORMANT, verdict=Verdict.FAILED, disposition=Disposition.SHUT_DOWN,
            reasons=(finding.message,), veto_finding_ids=(finding.finding_id,),
        )  # fmt: skip
    verdicts = [
        first,
        conclusion(HEALTHY, disposition=Disposition.KEEP, reasons=("更新正常",)),
        conclusion(
            UNREAD, verdict=Verdict.NOT_JUDGED, collection_state=CollectionState.UNCOLLECTED,
            cause=CollectionCause.BLOCKED, reasons=("未采到：被拦截",),
        ),
    ]  # fmt: skip
    with open_store(settings, read_only=False) as conn:
        save_findings(conn, found, as_of)
        save_verdicts(conn, verdicts, as_of)
        save_audit(
            conn,
            AuditRecord(
                audit_id=as_of.isoformat(), as_of=as_of, editions=("national 2019.1",),
                calendar_years=(2026,), started_at=as_of, ended_at=as_of,
                finding_count=len(found), detail={},
            ),
        )  # fmt: skip


def build_office(folder: Path) -> Settings:
    settings = create_workspace(folder)
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, REGISTRY, DAY1 - timedelta(days=60))
    audit(settings, DAY1, dormant_finding())
    return settings


def copy_office(settings: Settings, folder: Path) -> Settings:
    shutil.copytree(settings.workspace, folder)
    return Settings.load(folder)
