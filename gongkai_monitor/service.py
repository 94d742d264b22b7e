"""The processes behind ``gongkai serve``: Dagster daemon, Dagster web server, report page.

They live and die together: when one ends by itself, the others are stopped and the fault is
named, so that a dead scheduler is never mistaken for a quiet day. A signal stops all of them and
whatever they started.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import uvicorn

from gongkai_monitor.errors import GongkaiError, WorkspaceError, reason_of
from gongkai_monitor.launch import start_module
from gongkai_monitor.report.console_page import latest_report_app
from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import dagster_home

_GRACE_SECONDS = 15.0
_CODE = ("-m", "pipelines.definitions")
_STOP_SIGNALS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if hasattr(signal, name)
]

Children = dict[str, "subprocess.Popen[str]"]


class ServiceError(GongkaiError):
    """A process of the service ended by itself."""


def run_service(settings: Settings) -> None:
    """Serve until a signal asks to stop.

    Raises:
        WorkspaceError: when an address is taken.
        ServiceError: when a process ended by itself.
    """
    serve = settings.serve
    _check_free(serve.host, serve.report_port)
    _check_free(serve.dagster_host, serve.dagster_port)
    children: Children = {}
    config = uvicorn.Config(
        latest_report_app(settings), host=serve.host, port=serve.report_port, log_level="warning"
    )
    server = _Server(config, children)
    with _signals_to(server), _processes(settings, children):
        server.run()
    if server.ended:
        raise ServiceError(f"{server.ended} 已自行退出，其余已停止；日志见 logs/serve.log")


class _Server(uvicorn.Server):
    """The report page; stops serving when a process has ended."""

    def __init__(self, config: uvicorn.Config, children: Mapping[str, "subprocess.Popen[str]"]):
        super().__init__(config)
        self._children = children
        self.ended = ""

    async def on_tick(self, counter: int) -> bool:
        """Called by uvicorn about ten times a second; True ends the server."""
        if not self.should_exit:
            ended = (name for name, child in self._children.items() if child.poll() is not None)
            self.ended = next(ended, "")
        return bool(self.ended) or await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: uvicorn's own raises them again, and the processes would be left behind."""
        yield


@contextmanager
def _signals_to(server: uvicorn.Server) -> Iterator[None]:
    """From before the first process starts until the last one is gone, signals end the server."""
    before = {number: signal.signal(number, server.handle_exit) for number in _STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _processes(settings: Settings, children: Children) -> Iterator[None]:
    """Start the processes into ``children``; stop them, and theirs, at the end."""
    home = dagster_home(settings)
    environment = {"DAGSTER_HOME": str(home), "GONGKAI_WORKSPACE": str(settings.workspace)}
    web = ["-h", settings.serve.dagster_host, "-p", str(settings.serve.dagster_port)]
    log = settings.workspace / "logs" / "serve.log"
    log.parent.mkdir(exist_ok=True)
    marker = home / "serve.pid"
    with log.open("a", encoding="utf-8") as stream:
        output = stream.fileno()
        try:
            # Two that start at once on an empty folder would break it (pipelines/instance.py).
            start_module(
                "pipelines.instance", (), extra_environment=environment,
                stdout=output, stderr=output,
            ).wait()  # fmt: skip
            for name, module, arguments in (
                ("Dagster daemon", "dagster._daemon", ["run", *_CODE]),
                ("Dagster webserver", "pipelines.webserver", [*_CODE, *web]),
            ):
                children[name] = start_module(
                    module,
                    arguments,
                    extra_environment=environment,
                    stdout=output,
                    stderr=output,
                    is_group=True,
                )
            marker.write_text("\n".join(str(child.pid) for child in children.values()))
            yield
        finally:
            marker.unlink(missing_ok=True)
            _stop(children)


def _stop(children: Children) -> None:
    """Ask every process group to end, then make it end."""
    for child in children.values():
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + _GRACE_SECONDS
    while time.monotonic() < deadline and any(map(_is_alive, children.values())):
        time.sleep(0.1)
    for child in children.values():
        if _is_alive(child):
            _signal_group(child, _KILL)
        child.wait()


def _is_alive(child: "subprocess.Popen[str]") -> bool:
    """Is the process, or (where there are groups) anything that it started, still there?"""
    if child.poll() is None:
        return True
    return _signal_group(child, _PROBE)


_PROBE = 0
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def _signal_group(child: "subprocess.Popen[str]", number: int) -> bool:
    """Signal the group that the process leads; False when nobody is left in it."""
    if sys.platform == "win32":
        if number != _PROBE and child.poll() is None:
            child.terminate()
        return child.poll() is None
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return False
    return True


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError as error:
            raise WorkspaceError(
                f"不能使用 {host}:{port}：{reason_of(error)}；"
                "请停止占用它的程序，或改 gongkai.toml 的 [serve]"
            ) from error
