"""Every day of a real account's series judged again, and the days after its last post.

    python -m benchmarks replay [--json]

The series are the 5,303 posts of one official account (``../shared/data/account_cctv``), 91 days.
Three looks: (1) the facts against an independent count in plain SQL on the CSV; (2) the account
judged as of every day at noon, and, read daily without a new post, as of every day of the 100 days
after; (3) thinned copies, declared as simulated: blocks of days taken out of the real series, where
every warning, overdue and dormant day must be the one that plain arithmetic expects.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from checks.run import judge
from checks.soundness.run import check_soundness
from gongkai_monitor.facts.given_accounts import measure_given_accounts
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.findings.lifecycle import advance
from gongkai_monitor.findings.soundness import sound_findings
from gongkai_monitor.findings.verdicts import decide
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions

SERIES = Path(__file__).resolve().parents[2] / "shared/data/account_cctv/posts.csv.gz"
FIRST, LAST = date(2020, 1, 1), date(2020, 3, 31)
TAIL_DAYS = 100
ACCOUNT = pd.DataFrame({"account_code": ["cctv"], "platform": ["weibo"], "name": ["央视新闻"]})
WARNING, OVERDUE, DORMANT = 10, 15, 91
"""First day of each level: 预警 from day 10 on, 超期 beyond 14 days, 僵尸 beyond 90."""

_COUNTS = """
SELECT count(*) AS post_count,
    count(*) FILTER (day > DATE '{day}' - 7) AS posts_7d,
    count(*) FILTER (day > DATE '{day}' - 30) AS posts_30d,
    count(*) FILTER (day > DATE '{day}' - 90) AS posts_90d,
    DATE '{day}' - max(day) AS days_since_post, max(day) AS last_posted_on
FROM (SELECT CAST(time_iso AS TIMESTAMP) AS posted_at,
        CAST(CAST(time_iso AS TIMESTAMP) AS DATE) AS day
      FROM read_csv('{path}', header = true, all_varchar = true))
WHERE posted_at <= TIMESTAMP '{day} 12:00:00'
"""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day's audit said."""

    day: date
    level: str | None
    verdict: str
    facts: dict[str, Any]


def main() -> None:
    """Print the three tables; exit code 1 when one of them is not as expected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not SERIES.is_file():
        sys.exit("the shared real data (../shared/data) is not on this machine")
    posts = read_series()
    catalogue = load_editions(("national",))
    days = replay(posts, days_from(FIRST, (LAST - FIRST).days + TAIL_DAYS + 1), catalogue)
    within = [one for one in days if one.day <= LAST]
    counted = compare(posts, within)
    warned = [one for one in within if one.level]
    tail = {level: next((one.day for one in days if one.level == level), None)
            for level in ("warning", "overdue", "dormant")}  # fmt: skip
    expected_tail = {
        "warning": LAST + timedelta(days=WARNING),
        "overdue": LAST + timedelta(days=OVERDUE),
        "dormant": LAST + timedelta(days=DORMANT),
    }
    thinned = [thin(posts, start, length, catalogue) for start, length in
               ((date(2020, 1, 20), 9), (date(2020, 1, 20), 10), (date(2020, 2, 1), 14),
                (date(2020, 2, 1), 15), (date(2020, 2, 10), 30))]  # fmt: skip
    print(f"facts against plain SQL: {counted} values of {len(within)} days, all equal")
    print(f"replay: {len(within)} days, {len(warned)} with a warning or worse")
    print("tail: " + ", ".join(f"{level} first on {day}" for level, day in tail.items()))
    for length, days_found, days_due, differing in thinned:
        print(f"simulated silence of {length} days: {days_found} days found, {days_due} expected, "
              f"{differing} differ")  # fmt: skip
    if options.json:
        print(json.dumps({"equal": counted, "warned": len(warned), "tail": tail}, default=str))
    wrong = [one for *_, one in thinned if one]
    sys.exit(bool(warned) or tail != expected_tail or bool(wrong))


def read_series() -> pd.DataFrame:
    """The real posts in the columns that ``audit_accounts`` reads."""
    rows = pd.read_csv(SERIES, dtype=str)
    at = pd.to_datetime(rows["time_iso"])
    return pd.DataFrame({"account_code": "cctv", "post_key": rows["post_id"], "published_at": at})


def compare(posts: pd.DataFrame, told: Iterable[Day]) -> int:
    """How many values of the facts equal those of plain SQL; stops at the first that does not."""
    equal = 0
    for one in told:
        query = _COUNTS.format(day=one.day, path=SERIES)
        (expected,) = duckdb.sql(query).to_arrow_table().to_pylist()
        for name, value in expected.items():
            if pd.isna(one.facts[name]):
                assert not is_covered(posts, one.day, name), (one.day, name)
                continue
            assert one.facts[name] == value, (one.day, name, one.facts[name], value)
            equal += 1
    return equal


def is_covered(posts: pd.DataFrame, day: date, name: str) -> bool:
    """Whether the series reaches back over the window of a count: only then may it be unknown."""
    length = int(name.removeprefix("posts_").removesuffix("d"))
    return bool(posts["published_at"].min().date() <= day - timedelta(days=length))


def replay(posts: pd.DataFrame, days: Iterable[date], catalogue: Catalogue) -> list[Day]:
    """The account judged as of noon of every day, read at that moment: ``audit_accounts``, with
    the editions loaded once."""
    told = []
    for day in days:
        noon = datetime.combine(day, time(12))
        known = posts[posts["published_at"] <= noon]
        moment, measures = measure_given_accounts(ACCOUNT, known, noon, catalogue, noon)
        outcomes = check_soundness(measures.soundness)
        judged = sound_findings(judge(measures.facts, catalogue, moment), outcomes)
        found = advance([], judged, moment, frozenset())
        (verdict,) = decide(measures.facts, found, catalogue, outcomes)
        (facts,) = plain_rows(measures.facts["account"])
        level = next(
            (one.level.value for one in found if one.code == "account.content_stale"), None
        )
        told.append(Day(day, level, verdict.verdict.value, facts))
    return told


def thin(
    posts: pd.DataFrame, start: date, length: int, catalogue: Catalogue
) -> tuple[int, int, int, int]:
    """Simulated: the posts of some days are taken out; length, days found, expected, differing."""
    end = start + timedelta(days=length - 1)
    days = posts["published_at"].dt.date
    kept = posts[(days < start) | (days > end)]
    asked = days_from(start, length + 2)
    found = {one.day: one.level for one in replay(kept, asked, catalogue)}
    expected = {day: expected_level(kept, day) for day in asked}
    differing = sum(found[day] != expected[day] for day in asked)
    counts = [sum(level is not None for level in one.values()) for one in (found, expected)]
    return length, *counts, differing


def expected_level(posts: pd.DataFrame, day: date) -> str | None:
    """The level of one day by plain arithmetic."""
    noon = datetime.combine(day, time(12))
    newest = posts.loc[posts["published_at"] <= noon, "published_at"].max()
    silent = (day - newest.date()).days
    levels = ((DORMANT, "dormant"), (OVERDUE, "overdue"), (WARNING, "warning"))
    return next((name for first, name in levels if silent >= first), None)


def days_from(first: date, count: int) -> list[date]:
    """So many days from the first on."""
    return [first + timedelta(days=number) for number in range(count)]


if __name__ == "__main__":
    main()
