"""Landing files into the lake: once each, whatever happens in between."""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_monitor.errors import StoreError
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming

SAMPLES_FILE = Path(__file__).with_name("landing_samples.py")


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("landing_samples", SAMPLES_FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


samples = _samples()
NOON = samples.NOON


def counts(settings: Settings) -> tuple[int, int, int, int]:
    sql = (
        "SELECT (SELECT count(*) FROM list_items), (SELECT count(*) FROM links),"
        " (SELECT count(*) FROM posts), (SELECT count(*) FROM loaded_batches)"
    )
    with open_store(settings) as conn:
        a, b, c, d = conn.execute(sql).fetchone() or (0, 0, 0, 0)
    return a, b, c, d


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name[0] != ".") if folder.exists() else []


def run_child(function: str, settings: Settings, number: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SAMPLES_FILE), function, str(settings.workspace), str(number)]
    return subprocess.run(command, check=False, timeout=120, capture_output=True, text=True)


def test_loading_twice_gives_the_same_lake(lake: Settings) -> None:
    samples.write_batch(lake, "r1-site-a")
    samples.write_batch(lake, "r1-site-b", start=25)
    kept = lake.workspace / "kept"
    shutil.copytree(lake.incoming, kept)
    first = load_incoming(lake, now=NOON)
    assert first.batches == ("r1-site-a", "r1-site-b")
    assert first.rows_by_table == {"links": 75, "list_items": 75, "posts": 75}
    assert counts(lake) == (75, 75, 75, 2)
    shutil.copytree(kept, lake.incoming, dirs_exist_ok=True)
    second = load_incoming(lake, now=NOON + timedelta(hours=1))
    assert second.batches == first.batches
    assert sum(second.rows_by_table.values()) == 0
    assert counts(lake) == (75, 75, 75, 2)
    assert names(lake.incoming) == []
    assert load_incoming(lake, now=NOON) == type(first)()


def test_another_batch_of_a_known_name_is_loaded_too(lake: Settings) -> None:
    samples.write_batch(lake, "r1-site-a")
    load_incoming(lake, now=NOON)
    samples.write_batch(lake, "r1-site-a", start=100)
    assert load_incoming(lake, now=NOON).rows_by_table["posts"] == 50
    assert counts(lake) == (100, 100, 100, 2)
    assert names(lake.workspace / "landing" / "loaded") == ["r1-site-a", "r1-site-a~1"]


def test_the_first_sight_of_an_item_stays(lake: Settings) -> None:
    later = NOON + timedelta(days=3)
    with LandingBatch(lake.incoming, "r1") as batch:
        batch.write(replace(samples.ITEM, observed_at=later, round_id="late in one load"))
        batch.write(replace(samples.ITEM, printed_on=None, round_id="undated"))
    with LandingBatch(lake.incoming, "r2") as batch:
        batch.write(replace(samples.ITEM, observed_at=NOON))
        batch.write(replace(samples.ITEM, printed_on=None, observed_at=later, round_id="again"))
    load_incoming(lake, now=NOON)
    with LandingBatch(lake.incoming, "r3") as batch:
        batch.write(replace(samples.ITEM, observed_at=later))
        batch.write(replace(samples.ITEM, printed_on=None, observed_at=later))
        batch.write(replace(samples.ITEM, printed_on=date(2026, 2, 1), observed_at=later))
    load_incoming(lake, now=NOON)
    with open_store(lake) as conn:
        rows = conn.execute(
            "SELECT printed_on, observed_at, round_id FROM list_items ORDER BY printed_on"
        ).fetchall()
    assert rows == [
        (date(2026, 2, 1), later, "r1"),
        (date(2026, 3, 1), NOON, "r1"),
        (None, NOON, "undated"),
    ]


@pytest.mark.parametrize("step", range(1, 10))
def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(lake: Settings, step: int) -> None:
    samples.write_batch(lake, "r1-site-a")
    samples.write_batch(lake, "r1-site-b", start=25)
    child = run_child("load_until", lake, step)
    # inspected, merged x 3, recorded, committed, moved x 2: a ninth step would be news
    assert child.returncode == (-9 if step <= 8 else 0), child.stderr
    assert counts(lake) == ((75, 75, 75, 2) if step >= 6 else (0, 0, 0, 0))
    load_incoming(lake, now=NOON)
    assert counts(lake) == (75, 75, 75, 2)
    assert names(lake.incoming) == []
    assert len(names(lake.workspace / "landing" / "loaded")) == 2


@pytest.mark.slow
def test_memory_of_a_load_does_not_grow_with_its_texts(lake: Settings) -> None:
    words = [chr(0x4E00 + number) * 600 for number in range(500)]  # a group of 500 MB of texts
    with LandingBatch(lake.incoming, "texts") as batch:
        for number in range(300_000):
            text = words[number % len(words)]
            batch.write(replace(samples.POST, post_key=f"{number:06}", text=text))
    done = run_child("load_and_tell_peak", lake, 0)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1_000
    with open_store(lake) as conn:
        assert conn.execute("SELECT count(*) FROM posts").fetchone() == (300_000,)


def test_a_broken_batch_is_put_aside_with_its_reason_and_the_others_load(lake: Settings) -> None:
    samples.write_batch(lake, "r1-site-a")
    broken = lake.incoming / "r1-site-b"
    broken.mkdir()
    (broken / "links.parquet").write_bytes(b"PAR1 not really")
    (lake.incoming / "export.parquet").write_bytes(b"x")
    foreign = lake.incoming / "foreign"
    shutil.copytree(lake.incoming / "r1-site-a", foreign)
    (foreign / "posts.parquet").rename(foreign / "tweets.parquet")
    report = load_incoming(lake, now=NOON)
    assert report.batches == ("r1-site-a",)
    assert set(report.rejected) == {"r1-site-b", "export.parquet", "foreign"}
    assert "文件损坏" in report.rejected["r1-site-b"]
    assert "tweets.parquet" in report.rejected["foreign"]
    assert counts(lake) == (50, 50, 50, 1)
    rejected = lake.workspace / "landing" / "rejected"
    reason = (rejected / "r1-site-b.原因.txt").read_text(encoding="utf-8").strip()
    assert reason == report.rejected["r1-site-b"]
    assert load_incoming(lake, now=NOON).rejected == {}


def test_a_batch_that_is_still_written_is_left_alone(lake: Settings) -> None:
    batch = LandingBatch(lake.incoming, "r1")
    batch.write(samples.ITEM)
    assert load_incoming(lake, now=NOON).batches == ()
    batch.commit()
    assert load_incoming(lake, now=NOON).batches == ("r1",)


def test_a_full_disk_stops_the_load_clearly_and_the_next_run_continues(lake: Settings) -> None:
    samples.write_batch(lake, "r1-site-a", count=20_000)
    for most_bytes in (20_000, 40_000):
        child = run_child("load_with_little_disk", lake, most_bytes)
        assert child.returncode == 1, child.stdout + child.stderr
        assert "磁盘空间不足" in child.stdout, child.stdout + child.stderr
        assert counts(lake) == (0, 0, 0, 0)
        assert names(lake.incoming) == ["r1-site-a"]
    assert load_incoming(lake, now=NOON).batches == ("r1-site-a",)
    assert counts(lake) == (20_000, 20_000, 20_000, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
def test_a_really_full_file_system(lake: Settings, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a tmpfs")
    try:
        shutil.copytree(lake.workspace, disk / "w")
        small = Settings.load(disk / "w")
        samples.write_batch(small, "r1-site-a", count=2000)
        ballast = disk / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        with pytest.raises(StoreError, match="空间"):
            load_incoming(small, now=NOON)
        ballast.unlink()
        assert counts(small) == (0, 0, 0, 0)
        assert load_incoming(small, now=NOON).batches == ("r1-site-a",)
        assert counts(small) == (2000, 2000, 2000, 1)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
