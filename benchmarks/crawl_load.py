"""The loading step of the crawl benchmark: landed batches into a new store.

    python benchmarks/crawl_load.py WORKSPACE

Prints the rows per table.
"""

import sys
from pathlib import Path

from gongkai_monitor.clock import now
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate
from gongkai_monitor.store.loader import load_incoming

if __name__ == "__main__":
    settings = Settings.load(Path(sys.argv[1]))
    migrate(settings)
    report = load_incoming(settings, now=now())
    assert not report.rejected, report.rejected
    for table, rows in sorted(report.rows_by_table.items()):
        print(table, rows)
