"""Channels, list entries and their dates: on made pages of twelve families and on real pages.

Run ``python -m benchmarks families [DATA_FOLDER]``; lists every miss. Exit code 1 when day
accuracy is below 0.98 or the median time above 15 ms.
"""

import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from benchmarks.extraction import pages, rows
from benchmarks.families_pages import samples
from benchmarks.families_parts import READ_ON, Sample
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.dates import parse_date
from gongkai_monitor.text.json_list import read_json_list
from gongkai_monitor.text.list_page import ListPage, ListReading
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.navigation import discover_channels
from gongkai_monitor.text.page import Page

DAY_TARGET = 0.98
MS_TARGET = 15.0
_LINK = re.compile(
    r"""<a\b[^>]{0,300}?href=["']?([^"'\s>]{1,300})[^>]{0,300}>([^<]{8,200})</a>""", re.I
)
_DAY = re.compile(r"(20\d\d)[-/.年](0\d|1[0-2])[-/.月]([0-3]\d)")
_NO_CHANNEL = {
    "首页", "服务承诺", "网管信箱", "联系我们", "网站声明", "网站导航", "网站维护", "信息订阅",
    "住建网APP", "【页面纠错】",
}  # fmt: skip
"""Service links at the head and foot of the 2014 pages, labelled by hand."""
_RECORD = re.compile(r"[?&](?:brokerid|projectid|id)=", re.I)
"""In that system a page of one broker or project of a register, labelled by hand: no column."""
_DNN_CHANNEL = re.compile(r"^/(?:publish/portal\d+/tab\d+|tabid/\d+)(?:/|/default\.aspx)?$", re.I)


@dataclass
class Tally:
    """What was expected, found and right, with the misses."""

    expected: int = 0
    found: int = 0
    right: int = 0
    days: int = 0
    right_days: int = 0
    milliseconds: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right of found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of expected."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def day_accuracy(self) -> float:
        """Right days of expected ones."""
        return self.right_days / self.days if self.days else 0.0

    def add(self, other: "Tally") -> None:
        """Sum up."""
        for name in ("expected", "found", "right", "days", "right_days"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.milliseconds += other.milliseconds
        self.misses += other.misses


def read_sample(sample: Sample) -> tuple[ListPage, float]:
    """The list as the site spider would read it, and the milliseconds."""
    start = time.process_time()
    page = Page.parse(sample.html, sample.url)
    found = read_list(page, READ_ON)
    if found.reading is ListReading.SCRIPT_RENDERED and found.data_urls and sample.data:
        found = read_json_list(sample.data, found.data_urls[0], READ_ON)
    return found, 1000 * (time.process_time() - start)


def score_lists() -> dict[str, Tally]:
    """Entries and days of the made pages, by family."""
    scores: dict[str, Tally] = defaultdict(Tally)
    for number, sample in enumerate(samples()):
        tally = scores[sample.family]
        found, spent = read_sample(sample)
        expected = {entry.url: entry.day for entry in sample.entries}
        got = {item.url: item.printed_on for item in found.items}
        tally.milliseconds.append(spent)
        tally.expected += len(expected)
        tally.found += len(got)
        tally.right += len(expected.keys() & got.keys())
        tally.days += len(expected)
        wrong = {url: day for url, day in expected.items() if got.get(url) != day}
        tally.right_days += len(expected) - len(wrong)
        if wrong or got.keys() - expected.keys():
            url, day = next(iter(wrong.items()), ("-", None))
            tally.misses.append(
                f"page {number} ({found.reading}): {len(wrong)} of {len(expected)} days wrong, "
                f"{len(got.keys() - expected.keys())} entries too many; {url} is {day}, "
                f"read {got.get(url)}"
            )
    return scores


def score_channels() -> Tally:
    """Channels in navigation and 当前位置 of the made pages."""
    tally = Tally()
    for number, sample in enumerate(samples(10)):
        found = {
            (link.name, link.url) for link in discover_channels(Page.parse(sample.html, sample.url))
        }
        expected = set(sample.channels)
        _compare(tally, f"page {number}", expected, found)
    return tally


def _compare(
    tally: Tally, name: str, expected: set[tuple[str, str]], found: set[tuple[str, str]]
) -> None:
    tally.expected += len(expected)
    tally.found += len(found)
    tally.right += len(expected & found)
    if expected != found:
        tally.misses.append(
            f"{name}: missed {sorted(expected - found)[:3]}, "
            f"too many {sorted(found - expected)[:3]}"
        )


def score_real_channels(data: Path) -> Tally:
    """Channels of the 2014 pages: in that system an address of a column is ``…/tab1234/``.

    Expected are all links of the page with such an address and a name, the footer's apart.
    """
    tally = Tally()
    base = "http://www.bjjs.gov.cn/publish/portal0/"
    for name, body in pages(data / "html_pages" / "bjjs.tar.gz").items():
        page = Page.parse(decode(body).text, base)
        if page.is_refused:
            continue
        expected = {
            (url, "")
            for node in page.tree.css("a[href]")
            if (url := page.absolute(node.attributes.get("href") or "")) and _is_column(url)
            and 2 <= len(text := "".join(node.text().split())) <= 16 and text not in _NO_CHANNEL
        }  # fmt: skip
        found = {(link.url, "") for link in discover_channels(page)}
        _compare(tally, name, expected, found)
    return tally


def _is_column(url: str) -> bool:
    parts = urlsplit(url)
    is_record = _RECORD.search(f"?{parts.query}")
    is_address = parts.hostname == "www.bjjs.gov.cn" and bool(_DNN_CHANNEL.match(parts.path))
    return is_address and not is_record


def score_real_lists(data: Path) -> tuple[Tally, Counter[str]]:
    """Entries and days of the real list pages against rows that plain text search labels.

    A row is a piece of source between two ``<tr``/``<li`` with one link of eight characters or
    more and one whole date; pages with five such rows or more count.
    """
    tally, readings = Tally(), Counter[str]()
    files = pages(data / "html_pages" / "bjjs.tar.gz") | pages(
        data / "html_pages" / "modern.tar.gz"
    )
    for row in rows(data / "html_pages" / "index.csv"):
        start = time.process_time()
        page = Page.parse(decode(files[row["file"]]).text, "http://www.bjjs.gov.cn/publish/tab1/")
        found = read_list(page, READ_ON)
        tally.milliseconds.append(1000 * (time.process_time() - start))
        readings[f"{row['kind_guess']} -> {found.reading}"] += 1
        expected = labelled_rows(page) if row["kind_guess"] != "article" else {}
        if len(expected) < 5:
            continue
        got = {unquote(item.url): item.printed_on for item in found.items}
        tally.expected += len(expected)
        tally.found += len(expected.keys() & got.keys())  # others may be rows without a label
        tally.right += len(expected.keys() & got.keys())
        tally.days += len(expected)
        wrong = {url: day for url, day in expected.items() if got.get(url) != day}
        tally.right_days += len(expected) - len(wrong)
        if wrong:
            url, day = next(iter(wrong.items()))
            tally.misses.append(
                f"{row['file']} ({found.reading}): {len(wrong)} of {len(expected)} wrong; "
                f"{url[-50:]} is {day}, read {got.get(url)}"
            )
    return tally, readings


def labelled_rows(page: Page) -> dict[str, date]:
    """Address -> day, by text search alone."""
    found: dict[str, date] = {}
    for piece in re.split(r"<(?:tr|li)\b", page.html, flags=re.IGNORECASE):
        links = [(url, title) for url, title in _LINK.findall(piece) if len(title.strip()) >= 8]
        days = set(_DAY.findall(_LINK.sub("", piece)))  # a date in a title is none of the list
        if len(links) == 1 and len(days) == 1:
            url = page.absolute(links[0][0])
            year, month, day = map(int, days.pop())
            if url is not None:
                found.setdefault(unquote(url), date(year, month, day))
    return found


def score_policy_pages(data: Path) -> Tally:
    """Pages of the gov.cn library are documents: none of them may be read as a list."""
    tally = Tally()
    folder = data / "govcn_policy_pages"
    files = pages(folder / "pages.tar.gz")
    for row in rows(folder / "gold.csv"):
        start = time.process_time()
        found = read_list(Page.parse(decode(files[row["file"]]).text, row["url"]), READ_ON)
        tally.milliseconds.append(1000 * (time.process_time() - start))
        tally.expected += 1
        tally.found += 1
        tally.right += found.reading is ListReading.ARTICLE
        if found.reading is not ListReading.ARTICLE:
            tally.misses.append(f"{row['file']}: {found.reading}, {parse_date(row['发布日期'])}")
    return tally


def show(name: str, tally: Tally) -> None:
    """One line of the table."""
    median = f"{statistics.median(tally.milliseconds):.1f}" if tally.milliseconds else "-"
    print(
        f"| {name} | {tally.expected} | {tally.precision:.4f} | {tally.recall:.4f} | "
        f"{tally.day_accuracy if tally.days else float('nan'):.4f} | {median} |"
    )


def main(data: Path) -> int:
    """Print every figure and every miss."""
    scores = score_lists()
    everything = Tally()
    print(
        "| family | entries | precision | recall | days right | median ms |\n"
        "|---|---|---|---|---|---|"
    )
    for family, tally in scores.items():
        show(family, tally)
        everything.add(tally)
    show("all families", everything)
    parts = {"channels, made pages": score_channels()}
    if data.is_dir():
        real_lists, readings = score_real_lists(data)
        parts["channels, 2014 pages"] = score_real_channels(data)
        parts["documents not read as lists"] = score_policy_pages(data)
        for name, count in sorted(readings.items()):
            print(f"  real pages: {name}: {count}")
        parts["lists, real pages"] = real_lists
    for name, tally in parts.items():
        show(name, tally)
    for name, tally in (("lists", everything), *parts.items()):
        for miss in tally.misses[:40]:
            print(f"  miss, {name}: {miss}")
    is_fast = statistics.median(everything.milliseconds) <= MS_TARGET
    return 0 if is_fast and everything.day_accuracy >= DAY_TARGET else 1


if __name__ == "__main__":
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
