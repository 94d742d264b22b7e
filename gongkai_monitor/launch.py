"""Reach the apps (crawlers, checks, pipelines) from a checkout or from the copy in the wheel.

The library never imports an app: processes are started with the apps on their path, and the
judge is loaded by name when a caller asks for a judgement.
"""

import importlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).resolve().parent


def apps_home() -> Path:
    """Folder that holds ``pipelines/``, ``crawlers/`` and ``checks/``."""
    bundled = _PACKAGE / "_apps"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def load_app(module: str) -> ModuleType:
    """Import a module of an app, for calls that judge (``checks.run``)."""
    home = str(apps_home())
    if home not in sys.path:
        sys.path.insert(0, home)
    return importlib.import_module(module)


def app_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Environment of an app process: its path, no telemetry, no colour codes in pipes."""
    path = os.pathsep.join(
        part for part in (str(apps_home()), os.environ.get("PYTHONPATH", "")) if part
    )
    return {
        **os.environ,
        "PYTHONPATH": path,
        "PYTHONUNBUFFERED": "1",
        "SCRAPY_SETTINGS_MODULE": "crawlers.settings",
        "GX_ANALYTICS_ENABLED": "false",
        "DAGSTER_DISABLE_TELEMETRY": "true",
        **(extra or {}),
    }


def start_module(
    module: str,
    arguments: Sequence[str],
    *,
    extra_environment: Mapping[str, str] | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    is_group: bool = False,
) -> subprocess.Popen[str]:
    """Start ``python -m module``; the caller waits for it or stops it.

    With ``is_group`` it leads a process group of its own (not on Windows): Ctrl-C in the terminal
    reaches only the caller, who can end the process with everything that it started.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=app_environment(extra_environment),
        stdout=stdout,
        stderr=stderr,
        text=True,
        start_new_session=is_group,
    )
