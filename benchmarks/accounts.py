"""Time and memory of ``gongkai audit`` on 6,000 accounts with 1,000,000 posts and their texts.

    python -m benchmarks accounts [--accounts 6000] [--keep FOLDER] [--json]

The workspace is audited twice, in a process of its own: the second time every finding goes on.
Targets: under 60 s on 2 cores, under 2 GB.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from benchmarks.accounts_data import ACCOUNTS, AS_OF
from benchmarks.audit import audit

SECONDS_AT_MOST = 60
MEGABYTES_AT_MOST = 2000


def main() -> None:
    """Print the figures; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=ACCOUNTS)
    parser.add_argument("--keep", type=Path, help="folder for the workspace, reused when filled")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    where = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory()
    with where as folder:
        workspace = Path(folder) / "accounts"
        if not workspace.is_dir():
            fill(workspace, options.accounts)
        runs = {
            "first": audit(workspace, AS_OF),
            "next": audit(workspace, AS_OF + timedelta(hours=1)),
        }
    if options.json:
        print(json.dumps({name: asdict(one) for name, one in runs.items()}))
    for name, one in runs.items():
        print(
            f"{name} audit of {options.accounts} accounts: {one.seconds:.1f} s (at most "
            f"{SECONDS_AT_MOST}), processor {one.processor_seconds:.1f} s, peak {one.peak_mb} MB "
            f"(at most {MEGABYTES_AT_MOST})"
        )
    worst = max(one.seconds for one in runs.values())
    peak = max(one.peak_mb for one in runs.values())
    sys.exit(worst > SECONDS_AT_MOST or peak > MEGABYTES_AT_MOST)


def fill(workspace: Path, accounts: int) -> None:
    """Make and load the data in another process: its peak memory is not the audit's."""
    started = time.perf_counter()
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.accounts_data", str(workspace), str(accounts)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    print(
        f"{accounts} accounts made and loaded in {seconds:.0f} s: {made.stdout}", end="", flush=True
    )


if __name__ == "__main__":
    main()
