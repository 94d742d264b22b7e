"""The processes behind ``gongkai serve``: Dagster daemon, Dagster web server, report page.

They live and die together: when one ends by itself, the others are stopped and the fault is
named, so that a dead scheduler is never mistaken for a quiet day.
"""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.launch import start_module
from gongkai_monitor.report.console_page import latest_report_app
from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import dagster_home

_GRACE_SECONDS = 10
_CODE = ("-m", "pipelines.definitions")


class _StoppedError(GongkaiError):
    """A child process ended by itself."""


def run_service(settings: Settings) -> None:
    """Serve until interrupted.

    Raises:
        GongkaiError: when a process ended by itself.
    """
    with _children(settings) as children:
        config = uvicorn.Config(
            latest_report_app(settings),
            host=settings.serve.host,
            port=settings.serve.report_port,
            log_level="warning",
        )
        _Server(config, children).run()
    for name, child in children.items():
        if child.returncode not in {0, -signal.SIGTERM, -signal.SIGINT}:
            raise _StoppedError(f"{name} 已退出（{child.returncode}），日志见 logs/serve.log")


class _Server(uvicorn.Server):
    """Stops serving when a child process has ended."""

    def __init__(
        self, config: uvicorn.Config, children: dict[str, "subprocess.Popen[str]"]
    ) -> None:
        super().__init__(config)
        self._children = children

    async def on_tick(self, counter: int) -> bool:
        """Called by uvicorn about ten times a second; True ends the server."""
        has_ended = any(child.poll() is not None for child in self._children.values())
        return has_ended or await super().on_tick(counter)


@contextmanager
def _children(settings: Settings) -> Iterator[dict[str, "subprocess.Popen[str]"]]:
    home = dagster_home(settings)
    environment = {"DAGSTER_HOME": str(home), "GONGKAI_WORKSPACE": str(settings.workspace)}
    web = ["-h", settings.serve.host, "-p", str(settings.serve.dagster_port)]
    log = settings.workspace / "logs" / "serve.log"
    log.parent.mkdir(exist_ok=True)
    marker = home / "serve.pid"
    with log.open("a", encoding="utf-8") as stream:
        output = stream.fileno()
        children = {
            name: start_module(
                module, arguments, extra_environment=environment, stdout=output, stderr=output
            )
            for name, module, arguments in (
                ("Dagster daemon", "dagster._daemon", ["run", *_CODE]),
                ("Dagster webserver", "dagster_webserver", [*_CODE, *web]),
            )
        }
        try:
            marker.write_text("\n".join(str(child.pid) for child in children.values()))
            yield children
        finally:
            marker.unlink(missing_ok=True)
            _stop(list(children.values()))


def _stop(children: "list[subprocess.Popen[str]]") -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
