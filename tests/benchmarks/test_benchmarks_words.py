"""What ``python -m benchmarks`` takes for names and what it hands on."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import asked_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("words", "names", "more"),
    [
        ([], [], []),
        (["audit", "store"], ["audit", "store"], []),
        (["leaks", "some/folder"], ["leaks"], ["some/folder"]),
        (["backdating", "--sites", "250"], ["backdating"], ["--sites", "250"]),
        (["leaks", "leaks"], ["leaks", "leaks"], []),
        (["--sites", "audit"], [], ["--sites", "audit"]),
    ],
)
def test_the_names_come_first(words, names, more):
    assert asked_for(words) == (names, more)


def test_a_folder_reaches_its_benchmark(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "leaks", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert str(tmp_path) in done.stderr


def test_a_word_that_is_neither_is_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "leaks", str(tmp_path / "absent")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "neither a benchmark nor a folder" in done.stderr
