"""Child processes: what one costs (wall and CPU seconds, its own peak memory), local sites."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One finished child. ``peak_mb`` is its own VmHWM, not what it inherited by the fork."""

    seconds: float
    cpu_seconds: float
    peak_mb: int
    exit_code: int | None  # None: still running when its time was up
    output: str

    def __add__(self, other: "Cost") -> "Cost":
        """Two steps of one job, one after the other."""
        return Cost(
            seconds=self.seconds + other.seconds,
            cpu_seconds=self.cpu_seconds + other.cpu_seconds,
            peak_mb=max(self.peak_mb, other.peak_mb),
            exit_code=self.exit_code or other.exit_code,
            output=self.output + other.output,
        )


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[str]:
    """A local site of this folder in a process of its own; gives its address.

    The module prints the port it serves on as its first line.
    """
    server = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=HERE.parent,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
    finally:
        server.terminate()
        server.wait()


def run_python(*arguments: str) -> Cost:
    """Run this Python with the arguments to its end.

    Raises:
        RuntimeError: when it ends by an exit code other than 0 or 3 (3: a round with a gap).
    """
    cost = run([sys.executable, *arguments])
    if cost.exit_code not in {0, 3}:
        raise RuntimeError(f"exit code {cost.exit_code}: {' '.join(arguments)}")
    return cost


def run(command: Sequence[str], *, seconds: float | None = None, cwd: Path | None = None) -> Cost:
    """Run a command, for at most ``seconds``; it is killed then."""
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, env=ENVIRONMENT, cwd=cwd)
        peak = 0
        is_over = False
        while True:
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, _peak_mb(child.pid))
            if seconds is not None and time.perf_counter() - started > seconds and not is_over:
                is_over = True
                child.kill()
            time.sleep(_POLL_SECONDS)
        elapsed = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return Cost(
            seconds=elapsed,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak_mb=peak,
            exit_code=None if is_over else child.returncode,
            output=output.read(),
        )


def _peak_mb(pid: int) -> int:
    """VmHWM of a process; 0 when it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
