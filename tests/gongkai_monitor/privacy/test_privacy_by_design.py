"""No author in any form, no way to ask for one, examples only of several; the data map is whole."""

import hashlib
import inspect
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer

import gongkai_monitor as gm
from gongkai_monitor.cli.main import app
from gongkai_monitor.errors import QueryError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.drop import ImportKind, import_into_store
from gongkai_monitor.opinion.hotspots import HotspotRules
from gongkai_monitor.privacy.data_map import Treatment, as_markdown, data_map
from gongkai_monitor.privacy.retention import purge_expired
from gongkai_monitor.settings import PrivacySettings, Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.query import run_query
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.store.retention import RULES
from gongkai_monitor.workspace import create_workspace
from tests.gongkai_monitor.imports.test_imports_posts import REGISTRY

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
NAME, PHONE, CARD = "欧阳知秋", "13912345678", "11010519491231002X"
NICK, HOME = "秋水伊人2008", "锦绣小区9号楼3单元702"
AUTHOR_COLUMNS = "来信人,联系电话,身份证号,昵称,住址"
AUTHOR = f"{NAME},{PHONE},{CARD},{NICK},{HOME}"
NAMES_OF_AUTHORS = (
    "author", "writer", "sender", "citizen", "user", "nick", "uid", "openid", "commenter",
    "complainant", "reporter", "phone", "mobile", "email", "address", "id_card", "ip",
)  # fmt: skip
OFFICE_COLUMNS = {("agencies", "phone")}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace into which everything that citizens write was imported, with its authors."""
    settings = create_workspace(tmp_path_factory.mktemp("privacy") / "ws")
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, REGISTRY, changed_at=NOW - timedelta(days=9))
    code = REGISTRY.accounts[0].account_code
    said = f"我叫{NAME}，身份证 {CARD}，电话 139 1234 5678，请回电"
    files = {
        ImportKind.MESSAGES: (
            f"留言编号,来信时间,标题,内容,区域,答复内容,答复时间,{AUTHOR_COLUMNS}",
            f"7,2026-11-01 9:00,路灯 {PHONE},{said},临川,网友“{NICK}”您好,2026-11-02,{AUTHOR}",
        ),
        ImportKind.REPLIES: (
            f"账号编码,评论时间,评论内容,回复时间,回复内容,{AUTHOR_COLUMNS}",
            f"{code},2026-11-01 9:00,{said},2026-11-02 9:00,网友“{NICK}”您好,{AUTHOR}",
        ),
        ImportKind.ERROR_REPORTS: (
            f"留言编号,网站标识码,问题描述,提交时间,处理结果,处理时间,{AUTHOR_COLUMNS}",
            f"8,1308000009,{said},2026-11-01 9:00,联系人：{NAME}，已改,2026-11-02,{AUTHOR}",
        ),
    }
    for kind, lines in files.items():
        path = settings.drop / f"{kind}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        outcome = import_into_store(settings, kind, path, now=NOW)
        assert (outcome.imported, outcome.faults) == (1, ())
        path.unlink()
    return settings


def columns(settings: Settings) -> list[tuple[str, str, str]]:
    with closing(open_store(settings)) as conn:
        return conn.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE database_name = 'lake' AND schema_name = 'main'"
        ).fetchall()


def contents(settings: Settings) -> Iterator[tuple[str, str]]:
    with closing(open_store(settings)) as conn:
        for table in sorted({table for table, _, _ in columns(settings)}):
            for (row,) in conn.execute(f"SELECT to_json(t) FROM {table} t").fetchall():
                yield table, row


def traces(word: str) -> set[str]:
    """A word, and every plain hash of it."""
    hashes = {hashlib.new(name, word.encode()).hexdigest() for name in ("md5", "sha1", "sha256")}
    kinds = ("", "author", "user", "message", "comment", "citizen")
    ids = {stable_id(kind, word) if kind else stable_id(word) for kind in kinds}
    return {word} | {one[:16] for one in hashes} | ids


def test_no_author_is_anywhere_in_the_lake_in_any_form(settings: Settings) -> None:
    rows = list(contents(settings))
    assert {"messages", "post_replies", "error_reports"} <= {table for table, _ in rows}
    for word in (NAME, PHONE, CARD, NICK, HOME, "139 1234 5678"):
        for trace in traces(word):
            assert not [table for table, row in rows if trace in row], (word, trace)


def test_nothing_of_them_is_left_in_the_files_of_the_workspace(settings: Settings) -> None:
    import duckdb

    for path in settings.workspace.rglob("*.parquet"):
        rows = duckdb.sql(f"SELECT to_json(t) FROM '{path}' t").fetchall()
        assert not [
            row for row in rows if any(w in row[0] for w in (NAME, PHONE, CARD, NICK, HOME))
        ]
    for path in settings.workspace.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(word.encode() in data for word in AUTHOR.split(",")), path


def test_no_table_has_a_column_of_authors(settings: Settings) -> None:
    for table, column, _ in columns(settings):
        parts = set(column.split("_")) | {column}
        found = parts & set(NAMES_OF_AUTHORS)
        assert not found or (table, column) in OFFICE_COLUMNS, (table, column)


def test_no_query_can_name_an_author(settings: Settings) -> None:
    for name in NAMES_OF_AUTHORS:
        for table in ("messages", "post_replies", "error_reports", "hotspots"):
            with pytest.raises(QueryError):
                run_query(settings, f"SELECT {table}.{name} FROM {table}")
    with closing(open_store(settings)) as conn:
        views = conn.execute("SELECT view_name FROM duckdb_views() WHERE database_name = 'lake'")
        assert views.fetchall() == []


def commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in getattr(group, "commands", {}).items():
        yield f"{path} {name}", command
        yield from commands(command, f"{path} {name}")


def test_no_command_and_no_call_of_the_library_asks_for_an_author() -> None:
    found = list(commands(typer.main.get_command(app)))
    assert len(found) > 40
    asked = {(name, option.name) for name, one in found for option in one.params}
    for name in ("find_hotspots", "score"):
        asked |= {(name, one) for one in inspect.signature(getattr(gm.opinion, name)).parameters}
    for _, option in asked:
        assert not set(str(option).split("_")) & set(NAMES_OF_AUTHORS), option


@pytest.mark.parametrize(("count", "is_quoted"), [(2, False), (3, True)])
def test_examples_are_quoted_only_from_three_messages_on(count: int, *, is_quoted: bool) -> None:
    texts = ["锦绣小区停水三天没人管", "锦绣小区停水三天了请修", "锦绣小区又停水三天"]
    messages = pd.DataFrame(
        {
            "message_id": [str(n) for n in range(count)],
            "received_at": [NOW - timedelta(hours=n) for n in range(count)],
            "title": ["锦绣小区停水"] * count,
            "text": texts[:count],
        }
    )
    rules = HotspotRules(min_size=2)
    hotspots, _ = gm.opinion.find_hotspots(messages, as_of=NOW, rules=rules)
    assert list(hotspots["size"]) == [count]
    assert bool(len(hotspots["examples"].iloc[0])) is is_quoted


def test_every_column_of_text_is_in_the_data_map(settings: Settings) -> None:
    texts = {(table, column) for table, column, kind in columns(settings) if "VARCHAR" in kind}
    unknown = sorted(one for one in texts if data_map().treatment(*one) is None)
    assert unknown == [], "say in privacy/data_map.yml what these hold of persons"
    tables = {table for table, _, _ in columns(settings)}
    assert set(data_map().tables) == tables
    named = {
        (name, column) for name, table in data_map().tables.items() for column in table.columns
    }
    assert sorted(named - texts) == [], "these columns are gone"
    assert data_map().codes <= {column for _, column in texts}


def test_what_citizens_wrote_has_an_end(settings: Settings) -> None:
    kept = {name: table.keep for name, table in data_map().tables.items()}
    assert {name for name, keep in kept.items() if "message_days" in keep} == set(RULES)
    pseudonyms = {
        name for name, table in data_map().tables.items()
        if Treatment.PSEUDONYM in table.columns.values()
    }  # fmt: skip
    # What was deleted on request must be kept away for good: its hashes outlast the message.
    assert pseudonyms <= {*RULES, "deletions"}
    days = {one.keep for one in data_map().files if one.keep.endswith("_days")}
    assert days <= set(PrivacySettings.model_fields)
    later = NOW + timedelta(days=settings.privacy.message_days + 1)
    assert purge_expired(settings, later).rows == {
        "messages": 1, "post_replies": 1, "error_reports": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["privacy.md", "privacy.zh-CN.md"])
def test_the_documents_print_the_map_as_it_is(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert as_markdown(data_map()) in text, "python -m gongkai_monitor.privacy.data_map"


def test_the_command_prints_the_map(capsys: pytest.CaptureFixture[str]) -> None:
    from gongkai_monitor.cli.main import run

    assert run(["privacy", "map"]) == 0
    assert capsys.readouterr().out == as_markdown(data_map())
    assert run(["privacy", "map", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["tables"]["messages"]["columns"]["text"] == "masked"
