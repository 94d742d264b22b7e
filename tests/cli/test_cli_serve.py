"""``gongkai serve``: report page, Dagster's web server and daemon; they come and go together."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

psutil = pytest.importorskip("psutil")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]
_WAIT = 400.0


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _until(
    what: Callable[[], Any], seconds: float = _WAIT, says: Callable[[], str] = lambda: ""
) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited in vain\n{says()}")


def _get(url: str, body: dict[str, str] | None = None) -> str | None:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, OSError):
        return None


def _assets(dagster: str) -> set[str]:
    """The assets that the web server knows; none yet while it loads the definitions."""
    query = {"query": "{ assetNodes { assetKey { path } } }"}
    answer = json.loads(_get(f"{dagster}/graphql", query) or "{}")
    nodes = (answer.get("data") or {}).get("assetNodes") or []
    return {"/".join(node["assetKey"]["path"]) for node in nodes}


@dataclass
class Service:
    """A running ``gongkai serve``."""

    process: "subprocess.Popen[str]"
    report: str
    dagster: str


@pytest.fixture
def serve(desk: Any, gongkai: Any) -> Iterator[Service]:
    report, dagster = _free_ports(2)
    gongkai("-w", desk.folder, "report", "daily")
    environment = {
        **os.environ,
        "GONGKAI_SERVE__REPORT_PORT": str(report),
        "GONGKAI_SERVE__DAGSTER_PORT": str(dagster),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai_monitor", "-w", str(desk.folder), "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Service(process, f"http://127.0.0.1:{report}", f"http://127.0.0.1:{dagster}")
    finally:
        for one in psutil.Process(process.pid).children(recursive=True) if _lives(process) else ():
            one.kill()
        if _lives(process):
            process.kill()
        process.wait(30)


def _lives(process: "subprocess.Popen[str]") -> bool:
    return process.poll() is None


def test_everything_answers_and_a_signal_leaves_nobody_behind(
    serve: Service, desk: Any, gongkai: Any
) -> None:
    page = _until(lambda: _get(f"{serve.report}/"))
    assert "采集覆盖" in page
    log = desk.folder / "logs" / "serve.log"
    assets = _until(lambda: _assets(serve.dagster), says=lambda: log.read_text("utf-8")[-4000:])
    assert {
        "raw_sites",
        "core__findings",
        "core__hotspots",
        "core__alerts",
        "out__daily_report",
    } <= assets
    family = psutil.Process(serve.process.pid).children(recursive=True)
    commands = [" ".join(one.cmdline()) for one in family]
    assert any("dagster._daemon" in command for command in commands)
    assert any("pipelines.webserver" in command for command in commands)
    serve.process.send_signal(signal.SIGTERM)
    _, said = serve.process.communicate(timeout=90)
    assert serve.process.returncode == 0, said
    assert "已停止" in said
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    assert not (desk.folder / "dagster" / "serve.pid").exists()


def test_a_dead_scheduler_ends_the_service_with_its_name(serve: Service) -> None:
    _until(lambda: _get(f"{serve.report}/"))
    daemon = _until(
        lambda: next(
            (
                one
                for one in psutil.Process(serve.process.pid).children()
                if "dagster._daemon" in " ".join(one.cmdline())
            ),
            None,
        )
    )
    daemon.kill()
    _, said = serve.process.communicate(timeout=90)
    assert serve.process.returncode == 1
    assert "Dagster daemon 已自行退出" in said


def test_a_taken_port_is_named_and_nothing_is_started(desk: Any, tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "gongkai_monitor", "-w", str(desk.folder), "serve"],
            env={**os.environ, "GONGKAI_SERVE__REPORT_PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"不能使用 127.0.0.1:{port}：端口已被占用" in done.stderr
