"""Days on which sources fail in every known way: nobody is accused, true silence is found."""

from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.outage import READERS, Simulation, report
from benchmarks.outage_modes import FROZEN_PLATFORM, MODES, UNKNOWABLE, break_sources
from benchmarks.outage_world import START, Outage, make_accounts

DAYS = 18


def test_sources_that_fail_accuse_nobody(tmp_path: Path) -> None:
    random = Random(5)
    accounts = make_accounts(70, DAYS, random)
    for account in [one for one in accounts if one.kind == "busy"][:14]:
        account.platform = FROZEN_PLATFORM  # a source that is never quiet for a day
    break_sources(accounts, sorted(MODES), DAYS, random)
    alone = sorted(MODES.keys() - {"source_frozen"})
    others = [one for one in accounts if one.platform is not FROZEN_PLATFORM]
    for account, mode in zip(others, alone, strict=False):  # each way at least once
        account.shape = "rsshub"
        account.outages = [Outage(mode, START + timedelta(days=2), 14)]
    run = Simulation(READERS["feed"], accounts, random)
    for n in range(DAYS):
        run.live(START + timedelta(days=n), tmp_path)
    assert report(run)
    assert set(run.tallies) == {"none", "back", *MODES}
    assert all(run.tallies[mode].days >= 14 for mode in alone)
    told = [one for mode, one in run.tallies.items() if mode not in UNKNOWABLE]
    assert sum(one.breaches for one in told) > 20
    assert [one for one in run.episodes if one.found_after == 0]
