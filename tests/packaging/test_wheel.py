"""The wheel in an empty environment is a working ``gongkai``."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = "Scripts" if sys.platform == "win32" else "bin"
APPS = ("crawlers", "checks", "pipelines")
NO_INDEX = ("client error", "dns error", "failed to fetch", "error sending request", "timed out")


def _run(
    *command: str | Path, folder: Path, timeout: float = 300
) -> "subprocess.CompletedProcess[str]":
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI_", "PYTHON", "VIRTUAL_ENV", "DAGSTER_HOME"))
    }
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without looking anything up."""
    target = tmp_path_factory.mktemp("dist")
    arguments = ("-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT)
    done = _run(sys.executable, *arguments, folder=target)
    assert done.returncode == 0, done.stderr
    [path] = target.glob("*.whl")
    return path


def test_only_one_name_is_at_the_top(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"gongkai_monitor"}


def test_everything_that_a_run_needs_is_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for app in APPS:
        assert any(name.startswith(f"gongkai_monitor/_apps/{app}/") for name in names), app
    wanted = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "gongkai_monitor").rglob("*")
        if path.suffix in {".yml", ".j2", ".css", ".sql", ".typed"}
    ]
    assert wanted
    assert [name for name in wanted if name not in names] == []
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel and the pinned versions; its folder of commands."""
    folder = tmp_path_factory.mktemp("empty")
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    made = _run(uv, "venv", "--quiet", "--python", sys.executable, "env", folder=folder)
    assert made.returncode == 0, made.stderr
    python = folder / "env" / BIN / "python"
    pins = ("--constraint", ROOT / "constraints.txt")
    done = _run(uv, "pip", "install", "-q", "--python", python, *pins, wheel, folder=folder)
    if done.returncode and any(sign in done.stderr.lower() for sign in NO_INDEX):
        pytest.skip("the package index cannot be reached from this machine")
    assert done.returncode == 0, done.stderr
    return folder / "env" / BIN


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_first_steps_work_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    gongkai = installed / "gongkai"
    version = _run(gongkai, "--version", folder=tmp_path)
    assert version.returncode == 0, version.stderr
    made = _run(gongkai, "init", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "workspace" / "登记表.xlsx").is_file()
    for arguments in (["doctor"], ["registry", "check", "workspace/登记表.xlsx"]):
        done = _run(gongkai, *arguments, folder=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    judged = _run(gongkai, "audit", "--json", folder=tmp_path)
    assert judged.returncode == 0, judged.stderr


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_apps_are_not_importable_by_their_bare_names(installed: Path, tmp_path: Path) -> None:
    for name in APPS:
        done = _run(installed / "python", "-c", f"import {name}", folder=tmp_path)
        assert f"No module named '{name}'" in done.stderr


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_crawler_of_the_wheel_collects_from_a_local_site(installed: Path, tmp_path: Path) -> None:
    """One spider on a page of this machine: the apps in the wheel start and load."""
    code = (
        "import threading, http.server, subprocess, sys, json\n"
        "from pathlib import Path\n"
        "from gongkai_monitor.practice.demo import prepare_demo\n"
        "from gongkai_monitor.practice.server import free_base_port\n"
        "from gongkai_monitor.practice.city import port_count\n"
        "from gongkai_monitor import clock\n"
        "port = free_base_port(port_count('small'))\n"
        "with prepare_demo(Path('ws'), 'small', 7, port, clock.now()):\n"
        "    done = subprocess.run([sys.argv[1], '-w', 'ws', 'crawl', 'feed', '--json'],"
        " capture_output=True, text=True)\n"
        "print(done.stdout)\n"
        "sys.stderr.write(done.stderr)\n"
        "sys.exit(done.returncode)\n"
    )
    done = _run(installed / "python", "-c", code, installed / "gongkai", folder=tmp_path)
    assert done.returncode == 3, done.stderr  # some feeds of the city cannot be collected
    assert '"posts"' in done.stdout
