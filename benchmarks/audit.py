"""Time and memory of ``gongkai audit`` on a city's data and on ten times as much.

    python -m benchmarks audit [--sites 1000] [--keep FOLDER] [--json]

Each workspace is audited twice, in a process of its own: the first time there are no earlier
findings, the second time every finding goes on. Targets: ten times the data in at most 12 times
the time, under 3 GB.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.audit_data import AS_OF

TIMES_AT_MOST = 12.0
MEGABYTES_AT_MOST = 3000


@dataclass(frozen=True, slots=True)
class Audited:
    """One audit in a process of its own."""

    seconds: float
    processor_seconds: float
    peak_mb: int


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="folder for the workspaces, reused when filled")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    where = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory()
    with where as folder:
        tenth = measure(Path(folder) / "tenth", options.sites // 10)
        full = measure(Path(folder) / "full", options.sites)
    times = {name: round(full[name].seconds / tenth[name].seconds, 1) for name in full}
    peak = max(one.peak_mb for one in full.values())
    if options.json:
        figures = {"tenth": tenth, "full": full, "times": times, "peak_mb": peak}
        print(json.dumps(figures, default=asdict))
    for name, ratio in times.items():
        print(
            f"{name} audit: tenth {tenth[name].seconds:.1f} s, full {full[name].seconds:.1f} s, "
            f"{ratio} times (at most {TIMES_AT_MOST:.0f}); peak {tenth[name].peak_mb} MB, "
            f"{full[name].peak_mb} MB (at most {MEGABYTES_AT_MOST}); processor "
            f"{tenth[name].processor_seconds:.1f} s, {full[name].processor_seconds:.1f} s"
        )
    sys.exit(max(times.values()) > TIMES_AT_MOST or peak > MEGABYTES_AT_MOST)


def measure(workspace: Path, sites: int) -> dict[str, Audited]:
    """Fill a workspace, unless it is filled, and audit it twice."""
    if not workspace.is_dir():
        fill(workspace, sites)
    moments = {"first": AS_OF, "next": AS_OF + timedelta(hours=1)}
    return {name: audit(workspace, moment) for name, moment in moments.items()}


def fill(workspace: Path, sites: int) -> None:
    """A workspace with the data of so many sites.

    Made in another process: a child's peak memory begins with that of the process that starts it.
    """
    started = time.perf_counter()
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.audit_data", str(workspace), str(sites)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    print(f"{sites} sites made and loaded in {seconds:.0f} s: {made.stdout}", end="", flush=True)


def audit(workspace: Path, as_of: datetime) -> Audited:
    """Run ``gongkai audit``; 3 is its exit code when some subjects were not collected."""
    command = [
        sys.executable, "-m", "gongkai_monitor", "audit", "-w", str(workspace),
        "--as-of", as_of.isoformat(), "--json",
    ]  # fmt: skip
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 3}:
        raise SystemExit(f"gongkai audit ended with {process.returncode}")
    found = json.loads(out)["findings"]
    assert sum(found.values()) > 0, "made-up faults were not found"
    return Audited(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // _RSS_UNIT)


_RSS_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` is in kilobytes, on macOS in bytes."""

if __name__ == "__main__":
    main()
