"""The real process: what goes to stdout and stderr, on a terminal and in a pipe."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from gongkai_monitor.practice.city import port_count
from gongkai_monitor.practice.server import free_base_port

COMMAND = [sys.executable, "-m", "gongkai_monitor"]


def test_json_is_alone_on_stdout_and_pipes_hold_no_control_characters(desk: Any) -> None:
    done = subprocess.run(
        [*COMMAND, "-w", str(desk.folder), "audit", "--json"],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["coverage"]["expected"] == 380
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr.strip() == "有 375 个对象未采到，未作结论（gongkai coverage）"


def test_a_terminal_shows_what_is_going_on(desk: Any) -> None:
    shown = _on_a_terminal(["-w", str(desk.folder), "audit"])
    assert "判断……" in shown
    assert "\x1b[?25l" in shown, "the cursor is hidden while something moves"
    assert "\x1b[?25h" in shown, "and comes back"


def _on_a_terminal(arguments: list[str]) -> str:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(follower)
    shown = b""
    deadline = time.monotonic() + 200
    while time.monotonic() < deadline:
        ready, _, _ = select.select([leader], [], [], 1)
        if not ready:
            continue
        try:
            part = os.read(leader, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(leader)
    assert process.wait(20) == 3
    return shown.decode()


def test_a_reader_who_leaves_is_no_fault(desk: Any) -> None:
    query = "SELECT * FROM range(200000)"
    with subprocess.Popen(
        [*COMMAND, "-w", str(desk.folder), "sql", query, "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(60) in {0, 1}  # typer ends with 1 when it meets the closed pipe


def test_the_practice_city_says_where_it_is_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    port = free_base_port(port_count("small"))
    process = subprocess.Popen(
        [*COMMAND, "practice", "serve", "--port", str(port), "--folder", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a suite started in the background ignores Ctrl-C, and its children with it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stderr is not None
    told = next(line for line in process.stderr if "已写入" not in line and "http" in line)
    assert "门户：http://127.0.0.1" in told
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth["faults"]
    assert (tmp_path / "登记表.xlsx").is_file()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert out == ""
    assert "Traceback" not in err
    assert "listens" not in err
    assert process.returncode == 0
