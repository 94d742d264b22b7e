"""One monitoring day on the practice city, run once and looked at by many tests."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor.practice.city import port_count
from gongkai_monitor.practice.server import free_base_port


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


def gongkai(*arguments: str | Path, timeout: float = 580) -> Done:
    """Run the command line as a person would, in its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "gongkai_monitor", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def command() -> Callable[..., Done]:
    return gongkai


@dataclass(frozen=True)
class Day:
    """The demonstration's workspace and what the command printed.

    ``kept`` is a copy of its store as the demonstration left it, for tests that come after others
    have changed the workspace; ``port`` is the first one of the city.
    """

    workspace: Path
    kept: Path
    port: int
    summary: dict[str, Any]
    code: int
    messages: str


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """``gongkai demo`` on a small city: collect, load, judge, report, compare."""
    folder = tmp_path_factory.mktemp("demo") / "ws"
    port = free_base_port(port_count("small"))
    done = gongkai("demo", "-w", folder, "--port", str(port), "--json")
    assert done.stdout, done.stderr
    kept = folder.parent / "kept"
    shutil.copytree(folder, kept, ignore=shutil.ignore_patterns("evidence", "dagster", "loaded"))
    return Day(folder, kept, port, done.json, done.code, done.stderr)
