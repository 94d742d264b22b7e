"""A made-up candidate, reviews on it, and a workspace to keep them in."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongkai_monitor.identity import finding_id
from gongkai_monitor.model.finding import Evidence, Finding
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.findings import save_findings
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.vocabulary import Effect, Level, SubjectKind, Sureness, Way

DAY1 = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def make_candidate(number: int = 1, **changes: Any) -> Finding:
    """A passage that may be a wrong word."""
    subject, obj = "1308000001", f"http://example.invalid/{number}.html"
    values: dict[str, Any] = {
        "finding_id": finding_id("site.wording", subject, obj),
        "code": "site.wording",
        "rule": "W-1",
        "title": "严重表述错误",
        "effect": Effect.NOTICE,
        "sureness": Sureness.VERIFIED,
        "level": Level.OVERDUE,
        "subject_kind": SubjectKind.SITE,
        "subject_id": subject,
        "subject_name": "云岭市人民政府",
        "agency_code": "YL",
        "object": obj,
        "observed": "登陆系统，提交申请",
        "limit": "登录",
        "basis": "国办秘函〔2019〕19号",
        "edition": "national",
        "edition_version": "2019.1",
        "message": "疑似错别字：登陆系统",
        "remedy": "改正",
        "way": Way.ASSISTED,
        "as_of": DAY1,
        "first_seen_on": DAY1.date(),
        "last_seen_on": DAY1.date(),
        "evidence": (
            Evidence(url=obj, fetched_at=DAY1, status=200, note="稿件", content_hash="a" * 64),
        ),
    }
    return Finding(**{**values, **changes})


@pytest.fixture
def candidate() -> Callable[..., Finding]:
    """``candidate(number, **changes)``."""
    return make_candidate


@pytest.fixture(scope="session")
def reviewed_lake(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace with three candidates in its last audit."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "gongkai.toml").write_text('name = "测试"\n', encoding="utf-8")
    settings = Settings.load(folder)
    migrate(settings)
    with open_store(settings, read_only=False) as conn:
        save_findings(conn, [make_candidate(number) for number in (1, 2, 3)], DAY1)
    return settings


@pytest.fixture
def desk_settings(reviewed_lake: Settings, tmp_path: Path) -> Settings:
    """A copy of it for one test."""
    import shutil

    folder = tmp_path / "workspace"
    shutil.copytree(reviewed_lake.workspace, folder)
    return Settings.load(folder)


@pytest.fixture(scope="session")
def office() -> ModuleType:
    """``account_office.py``: ``build_office()``, ``audit()``, ``dormant_finding()`` …."""
    spec = importlib.util.spec_from_file_location(
        "account_office", Path(__file__).with_name("account_office.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["account_office"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def built_office(office: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three accounts, judged once."""
    settings: Settings = office.build_office(tmp_path_factory.mktemp("office") / "ws")
    return settings


@pytest.fixture
def accounts_office(office: ModuleType, built_office: Settings, tmp_path: Path) -> Settings:
    """A copy of it for one test."""
    settings: Settings = office.copy_office(built_office, tmp_path / "office")
    return settings


@pytest.fixture
def screenshot(office: ModuleType, tmp_path: Path) -> Path:
    """A picture that proves something."""
    path = tmp_path / "截图.png"
    path.write_bytes(office.PNG)
    return path
