"""Real registers and real messages through the command line, and the hotspots they give."""

import csv
import gzip
import re
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor import clock
from gongkai_monitor.listing import hotspot_rows
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.workspace import create_workspace
from tests.gongkai_monitor.registry.test_registry_real import registry_workbook

pytestmark = [pytest.mark.real_data, pytest.mark.slow, pytest.mark.timeout(400)]

Command = Callable[..., Any]
TOML = """\
[opinion]
window_days = 6000
min_size = 5
[mapping.messages]
message_id = "留言编号"
url = "留言编号"
time_raw = "来信时间"
letter_date = "来信时间"
title = "标题"
text = "内容"
agency = "责任单位"
reply_date = "答复时间"
reply_time_raw = "答复时间"
reply = "答复内容"
like = "点赞数"
"""
FILES = {
    "taidi_messages/replies.csv.gz": 1334,
    "taidi_messages/hot_issue_sample.csv": 30,
    "letters_shanghai/letters.csv.gz": 3898,
}


@pytest.fixture
def book(shared_data: Path, tmp_path: Path) -> tuple[Path, tuple[int, int, int]]:
    """Sites, county portals and weibo accounts as one workbook, with its counts."""
    path = tmp_path / "登记表.xlsx"
    return path, registry_workbook(shared_data / "gov_site_lists", path)


def test_real_registers_are_imported(book: Any, tmp_path: Path, command: Command) -> None:
    path, (agencies, sites, accounts) = book
    workspace = tmp_path / "ws"
    create_workspace(workspace)
    whole = command("-w", workspace, "registry", "import", path)
    assert whole.code == 2, whole.stderr
    assert "首页网址" in whole.stderr  # the lists do not know every address
    settings = Settings.load(workspace)
    assert counts(settings) == (0, 0, 0), "all or nothing"
    begun = time.monotonic()
    part = command("-w", workspace, "registry", "import", path, "--partial", "--json")
    print(f"registry import --partial: {time.monotonic() - begun:.1f} s", part.json)
    assert part.code == 0, part.stderr
    assert (part.json["agencies"], part.json["accounts"]) == (agencies, accounts)
    assert 0.9 * sites < part.json["sites"] < sites
    assert Path(part.json["rejected_file"]).is_file()
    stored = (agencies, part.json["sites"], accounts)
    assert counts(settings) == stored
    again = command("-w", workspace, "registry", "import", path, "--partial", "--json")
    assert (again.code, again.json["changes"]) == (0, 0)
    assert counts(settings) == stored


def counts(settings: Settings) -> tuple[int, int, int]:
    with open_store(settings) as connection:
        tables = ("agencies", "sites", "accounts")
        rows = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables]
    a, b, c = (row[0] for row in rows if row)
    return a, b, c


@pytest.fixture(scope="module")
def letters(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, command: Command
) -> Settings:
    """A workspace with all real messages, imported through the command line."""
    workspace = tmp_path_factory.mktemp("letters") / "ws"
    workspace.mkdir()
    (workspace / "gongkai.toml").write_text(TOML, encoding="utf-8")
    settings = create_workspace(workspace)
    for source, expected in FILES.items():
        path = unpacked(shared_data / source, workspace)
        done = command("-w", workspace, "import", "messages", path, "--json")
        assert done.code == 0, done.stderr
        assert (done.json["imported"], done.json["rejected"]) == (expected, 0)
    return settings


def unpacked(source: Path, folder: Path) -> Path:
    """The file as a person would have it on the disk."""
    target = folder / source.name.removesuffix(".gz")
    if source.suffix != ".gz":
        return Path(shutil.copyfile(source, target))
    with gzip.open(source) as stream, target.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return target


def test_real_messages_hold_no_personal_numbers(letters: Settings) -> None:
    with open_store(letters) as connection:
        texts = connection.execute("SELECT title || ' ' || text || ' ' || reply FROM messages")
        stored = "\n".join(row[0] for row in texts.fetchall() if row[0])
    assert len(stored) > 1_000_000
    assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", stored) == []


@pytest.fixture(scope="module")
def hotspots(letters: Settings) -> list[dict[str, Any]]:
    now = clock.now()
    begun = time.monotonic()
    found = refresh_hotspots(letters, as_of=now)
    print(f"refresh_hotspots: {found} in {time.monotonic() - begun:.1f} s")
    return hotspot_rows(letters, now)


def test_known_issues_are_hotspots_of_their_own(
    hotspots: list[dict[str, Any]], shared_data: Path
) -> None:
    """The task sheet names two issues; each is one hotspot with just its messages."""
    path = shared_data / "taidi_messages" / "hot_issue_sample.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        named = [row for row in csv.DictReader(stream) if row["issue_in_task_sheet"]]
    issues = defaultdict(set)
    for row in named:
        issues[row["issue_in_task_sheet"]].add(row["message_id"])
    assert sorted(map(len, issues.values())) == [5, 10]
    found = [set(row["message_ids"]) for row in hotspots]
    assert [members for members in issues.values() if members not in found] == []


def test_mass_letters_are_not_torn_apart(hotspots: list[dict[str, Any]], shared_data: Path) -> None:
    home = {key: row["hotspot_id"] for row in hotspots for key in row["message_ids"]}
    groups: dict[str, list[str | None]] = defaultdict(list)
    for row in letter_rows(shared_data):
        if row["mass_group"]:
            groups[row["mass_group"]].append(home.get(row["url"]))
    large = [members for members in groups.values() if len(members) >= 5]
    assert len(large) == 13
    torn = [members for members in large if None in members or len(Counter(members)) > 1]
    assert torn == []


def letter_rows(data: Path) -> Iterator[dict[str, str]]:
    path = data / "letters_shanghai" / "letters.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
