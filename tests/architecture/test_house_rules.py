"""Conventions that are kept by tests, not by memory."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("gongkai_monitor", "crawlers", "checks", "pipelines")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MOST_LINES = 400
HEAVY = ("scrapy", "dagster", "great_expectations", "pandas", "duckdb", "sklearn", "snownlp")
OTHER_WORDS = {
    "unit": "Agency",
    "website": "Site",
    "profile": "Account",
    "topic": "Hotspot",
    "issue": "Finding",
    "problem": "Finding",
}
"""Class names that the vocabulary gives another word for."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_holds_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text)), "a file begins by saying what belongs here"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_classes_are_named_from_the_vocabulary(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for name in names:
        assert name.lower() not in OTHER_WORDS, OTHER_WORDS.get(name.lower())


def test_only_the_clock_asks_for_the_time() -> None:
    pattern = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today)\(")
    guilty = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name != "clock.py" and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_nothing_catches_what_it_cannot_name() -> None:
    pattern = re.compile(r"except\s*:|except (Base)?Exception\b")
    guilty = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line) and "raise" not in _block_after(path, number)
    ]
    assert guilty == []


def _block_after(path: Path, number: int) -> str:
    """The handler's next lines: cleaning up and raising again is allowed."""
    return "\n".join(path.read_text(encoding="utf-8").splitlines()[number : number + 6])


def test_the_library_imports_quickly_and_without_frameworks() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); import gongkai_monitor as gm; "
        "import gongkai_monitor.workdays, gongkai_monitor.vocabulary; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_committed_files_hold_no_registry_address_or_machine_path() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    hosts = "|".join(("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs"))
    machine = "|".join(("/wor" + "k/", "/roo" + r"t/\."))
    pattern = re.compile(f"{hosts}|{machine}")
    guilty = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".txt", ".toml", ".yml", ".cfg", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            guilty += [name] if pattern.search(text) else []
    assert guilty == []


def test_the_constraints_are_pins_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==\S+", line)] == []


def test_the_first_two_commands_of_both_readmes_are_the_two_promised() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = re.findall(r"^(?:\$ )?(make \w+)", text, flags=re.MULTILINE)
        assert commands[:2] == ["make demo", "make test"], name
