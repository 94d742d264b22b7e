"""Batches for the loader tests, and the process that loads them and is stopped on the way."""

import os
import resource
import signal
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from gongkai_monitor.errors import StoreError
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Link, ListItem, Post
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import DateSource, LinkKind

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

ITEM = ListItem(
    site_code="1301000001", channel_url="http://a.test/tzgg/", item_url="http://a.test/1.html",
    title="关于放假的通知", printed_on=date(2026, 3, 1), date_source=DateSource.LIST, position=1,
    round_id="r1", observed_at=NOON,
)  # fmt: skip
LINK = Link(
    site_code="1301000001", page_url="http://a.test/", links_hash="0", url="http://a.test/1.html",
    kind=LinkKind.PAGE, is_external=False, round_id="r1", observed_at=NOON,
)  # fmt: skip
POST = Post(
    account_code="A1", post_key="1", published_at=NOON, title="开放日", source="feed",
    round_id="r1", observed_at=NOON,
)  # fmt: skip


def write_batch(settings: Settings, name: str, *, start: int = 0, count: int = 50) -> None:
    """A batch of three tables whose keys run from ``start``."""
    with LandingBatch(settings.incoming, name) as batch:
        for number in range(start, start + count):
            batch.write(replace(ITEM, item_url=f"http://a.test/{number}.html", printed_on=None))
            batch.write(replace(LINK, page_url=f"http://a.test/{number}.html"))
            batch.write(replace(POST, post_key=str(number)))


def load_until(workspace: str, stop_at: int) -> None:
    """Load and kill this process at the given step; exit code 0 when there are fewer steps."""
    steps = iter(range(1, 10_000))

    def step(_name: str) -> None:
        if next(steps) == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    load_incoming(Settings.load(Path(workspace)), now=NOON, step=step)


def load_with_little_disk(workspace: str, most_bytes: int) -> None:
    """Load while no file may grow beyond a size; prints the error that the user sees."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        load_incoming(Settings.load(Path(workspace)), now=NOON)
    except StoreError as error:
        sys.stdout.write(str(error))
        sys.exit(1)


def load_and_tell_peak(workspace: str, _unused: int) -> None:
    """Load, and print the most memory that this process took, in MB."""
    load_incoming(Settings.load(Path(workspace)), now=NOON)
    # ru_maxrss would count what pytest held when it started this process
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    sys.stdout.write(str(peak // 1024))


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
