"""Every command of the contract exists, speaks Chinese, and ends with the promised code."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor import __version__, clock

COMMANDS = [
    "init", "doctor", "registry check", "registry import", "registry export", "import messages",
    "import posts", "import metrics", "crawl", "audit", "run", "findings", "accounts", "links",
    "duties import", "duties list", "duties update", "duties agencies", "duties lookback",
    "duties workbook export", "duties workbook import", "duties verify",
    "sentiment train", "sentiment evaluate", "sentiment score",
    "privacy purge", "privacy map", "import hot-searches",
    "coverage", "hotspots", "hotspots assign", "hotspots triage", "hotspots answer",
    "hotspots register", "hotspots replies", "report daily", "report hotspot", "sql", "serve",
    "practice serve", "demo",
]  # fmt: skip
ENGLISH_FRAME = re.compile(r"Usage|Options|Commands|Arguments|Show this|default:|env var|required")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help_in_chinese(gongkai: Any, command: str) -> None:
    done = gongkai(*command.split(), "--help")
    assert done.code == 0
    first = done.out.splitlines()[0]
    assert first.startswith(f"用法：gongkai {command} [选项]")
    assert not ENGLISH_FRAME.search(done.out)
    described = re.findall(r"^  \S.*(?:\n {10,}\S.*)*", done.out, flags=re.MULTILINE)
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in described), described


def test_the_command_alone_shows_the_list(gongkai: Any) -> None:
    done = gongkai()
    assert done.code == 2
    assert all(command.split()[0] in done.err for command in COMMANDS)
    assert done.out == ""


def test_the_version(gongkai: Any) -> None:
    assert (gongkai("--version").out.strip(), gongkai("--version").code) == (__version__, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "没有命令 nosuch"),
        (["report", "yearly"], "没有命令 yearly"),
        (["findings", "--bad"], "没有选项 --bad"),
        (["findings", "more"], "多余的参数 more"),
        (["registry", "check"], "缺少 FILE"),
        (["sql"], "缺少 QUERY"),
        (["crawl", "nosuch"], "SPIDER 有误：期望 'site'"),
        (["-w"], "选项 -w 缺少内容"),
        (["demo", "--seed", "abc"], "--seed 有误：期望整数"),
        (["registry"], "请写明子命令"),
    ],
)
def test_wrong_use_is_named_in_chinese_with_code_2(
    gongkai: Any, arguments: list[str], said: str
) -> None:
    done = gongkai(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["findings", "--format", "pdf"], "--format 有误：期望 'table'"),
        (["findings", "--format", "xlsx"], "-o"),
        (["findings", "--status", "没有"], "期望 新增/持续/已消除"),
        (["links", "--state", "坏"], "期望 正常/失效/疑似/无法核实"),
        (["findings", "--as-of", "昨天"], "2026-11-20"),
        (["findings", "--as-of", "2099-01-01"], "不能晚于现在"),
        (["audit", "--as-of", "2099-01-01T09:00"], "不能晚于现在"),
        (["privacy", "purge", "--as-of", "2099-01-01"], "不能晚于现在"),
        (["findings", "--format", "csv", "-o", "没有/这个/问题.csv"], "无法写入"),
        (["findings", "-o", "问题.txt"], "--format"),
        (["registry", "export", "没有/这个/登记表.xlsx"], "文件或文件夹不存在"),
        (["registry", "import", "没有.xlsx"], "没有.xlsx"),
        (["import", "messages", "没有.csv"], "没有.csv"),
    ],
)
def test_wrong_values_are_named_in_chinese_with_code_2(
    gongkai: Any, desk: Any, arguments: list[str], said: str
) -> None:
    done = gongkai("-w", desk.folder, *arguments)
    assert done.code == 2, done.err
    assert said in done.err
    assert done.out == ""


def test_the_day_of_today_is_now(gongkai: Any, desk: Any) -> None:
    today = clock.china_date(clock.now()).isoformat()
    assert gongkai("-w", desk.folder, "findings", "--as-of", today).code == 0


@pytest.mark.parametrize(
    "command", ["findings", "audit", "run", "crawl site", "report daily", "serve", "sql 'SELECT 1'"]
)
def test_a_missing_workspace_is_bad_input(gongkai: Any, tmp_path: Path, command: str) -> None:
    done = gongkai("-w", tmp_path / "无", *command.split(" ", 1))
    assert done.code == 2
    assert "gongkai init" in done.err


def test_the_workspace_before_the_command_after_it_and_from_the_environment(
    gongkai: Callable[..., Any], desk: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    query = ("sql", "SELECT count(*) AS n FROM agencies", "--format", "json")
    before = gongkai("-w", desk.folder, *query)
    after = gongkai(*query, "--workspace", desk.folder)
    wins = gongkai("-w", tmp_path / "无", *query, "-w", desk.folder)
    monkeypatch.setenv("GONGKAI_WORKSPACE", str(desk.folder))
    from_environment = gongkai(*query)
    for done in (before, after, wins, from_environment):
        assert (done.code, done.json) == (0, [{"n": 120}])


def test_a_faulty_settings_file_is_bad_input(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_text("[crawl]\nspeed = 3\n", encoding="utf-8")
    done = gongkai("-w", tmp_path, "findings")
    assert done.code == 2
    assert "gongkai.toml" in done.err
    assert "speed" in done.err


def test_init_makes_a_workspace_once_and_keeps_what_is_there(gongkai: Any, tmp_path: Path) -> None:
    folder = tmp_path / "新 工作区"
    assert gongkai("init", folder, "--json").json == {"workspace": str(folder)}
    settings = folder / "gongkai.toml"
    settings.write_text('name = "自己的"\n', encoding="utf-8")
    assert gongkai("init", folder).code == 0
    assert settings.read_text(encoding="utf-8") == 'name = "自己的"\n'
    names = {path.name for path in folder.iterdir()}
    assert {"gongkai.toml", "登记表.xlsx", "lake", "landing", "drop", "reports"} <= names


def test_init_where_a_file_stands_is_bad_input(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("")
    done = gongkai("init", tmp_path / "占用")
    assert done.code == 2
    assert "不能写入" in done.err


def test_the_doctor_names_what_is_missing_and_the_remedy(
    gongkai: Any, desk: Any, tmp_path: Path
) -> None:
    well = gongkai("-w", desk.folder, "doctor", "--json")
    assert well.code == 0
    checks = {row["name"]: row for row in well.json["checks"]}
    assert {"工作区", "数据库", "磁盘", "工作日历", "中文字体", "网络", "定时任务"} <= set(checks)
    assert all(row["remedy"] for row in checks.values() if not row["is_ok"])
    ill = gongkai("-w", tmp_path / "无", "doctor", "--json")
    assert ill.code == 1
    missing = {row["name"]: row for row in ill.json["checks"]}["工作区"]
    assert (missing["is_ok"], missing["is_required"]) == (False, True)
    assert "gongkai init" in missing["remedy"]


def test_a_service_that_was_killed_is_not_taken_for_a_running_one(gongkai: Any, desk: Any) -> None:
    marker = desk.folder / "dagster" / "serve.pid"
    marker.parent.mkdir(exist_ok=True)
    marker.write_text("1\n")
    checks = gongkai("-w", desk.folder, "doctor", "--json").json["checks"]
    marker.unlink()
    assert [row["is_ok"] for row in checks if row["name"] == "定时任务"] == [False]
