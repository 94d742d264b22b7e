"""How fast the links spider is with politeness off, and that it keeps the rate with it on."""

import json
import urllib.request
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.crawl_process import Cost, run_python, serving

SITE = "3799000001"
_SETTINGS = """[crawl]
delay_seconds = {delay}
concurrency_per_host = 16
allow_addresses = ["127.0.0.0/8"]
"""
_SPEED_URLS = 12_000
_RATE_URLS = 120
_RATE_DELAY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one host met: requests, the shortest gap and the fullest second."""

    requests: int
    shortest_gap: float
    fullest_second: int
    seconds: float

    @property
    def is_kept(self) -> bool:
        """Never more in any second than the delay allows (10 % of slack for timers)."""
        return self.fullest_second <= 1 / _RATE_DELAY + 1 and self.shortest_gap >= 0.9 * _RATE_DELAY

    @property
    def told(self) -> str:
        """For the table."""
        return (
            f"{self.requests} requests in {self.seconds:.1f} s at a delay of {_RATE_DELAY} s: "
            f"fullest second {self.fullest_second}, shortest gap {self.shortest_gap:.3f} s"
        )


def measure_speed(home: Path) -> float:
    """Distinct URLs per CPU second of the spider's process, start and landing included."""
    with serving("link_site", "--plain", str(_SPEED_URLS)) as url:
        cost = _check(home, url, _SPEED_URLS, delay=0.0)
    print(f"  {_SPEED_URLS} URLs: {cost.seconds:.1f} s wall, {cost.cpu_seconds:.1f} s CPU")
    return _SPEED_URLS / cost.cpu_seconds


def measure_rate(home: Path) -> Rate:
    """The rate that one host really meets, robots.txt included."""
    with serving("link_site", "--plain", str(_RATE_URLS)) as url:
        _check(home, url, _RATE_URLS, delay=_RATE_DELAY)
        with urllib.request.urlopen(f"{url}_rates") as answer:
            instants = sorted(float(line) for line in answer.read().split())
    gaps = [later - earlier for earlier, later in pairwise(instants)]
    fullest = max(sum(at <= one < at + 1 for one in instants) for at in instants)
    return Rate(
        requests=len(instants),
        shortest_gap=min(gaps),
        fullest_second=fullest,
        seconds=instants[-1] - instants[0],
    )


def _check(home: Path, url: str, count: int, *, delay: float) -> Cost:
    home.mkdir(parents=True)
    (home / "gongkai.toml").write_text(_SETTINGS.format(delay=delay))
    links = [{"site_code": SITE, "url": f"{url}p/{n}.html", "home_url": url} for n in range(count)]
    plan = home / "plan.json"
    plan.write_text(json.dumps({"spider": "links", "links": links}))
    cost = run_python(
        "-m", "crawlers.run", "links", "--workspace", str(home), "--round", "bench",
        "--as-of", "2026-11-20", "--plan", str(plan),
    )  # fmt: skip
    outcome = json.loads(cost.output.splitlines()[-1])
    assert outcome["pages"] == count, outcome
    return cost
