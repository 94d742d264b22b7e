"""Every command and option that a page names exists."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from gongkai_monitor.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
CALL = re.compile(r"(?:^|`)\s*gongkai ([^`\n#|]+)", re.MULTILINE)
WORD = re.compile(r"[a-z][a-z-]+")


def named_calls(page: str) -> Iterator[tuple[list[str], list[str]]]:
    """Words and options after each ``gongkai``."""
    for call in CALL.findall(page):
        try:
            words = shlex.split(call)
        except ValueError:
            words = call.split()
        yield words, [word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)]


def resolved(words: list[str]) -> tuple[Any, str]:
    """The command that the words lead to, and the first word that no group knows."""
    command = typer.main.get_command(app)
    for word in words:
        if not hasattr(command, "commands") or not WORD.fullmatch(word):
            break
        found = command.commands.get(word)
        if found is None:
            return command, word
        command = found
    return command, ""


def test_there_are_commands_to_look_at() -> None:
    calls = [call for page in PAGES for call in named_calls(page.read_text(encoding="utf-8"))]
    assert len(calls) > 50
    assert resolved(["hotspots", "nosuch"])[1] == "nosuch"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_exist(page: Path) -> None:
    wrong = []
    for words, options in named_calls(page.read_text(encoding="utf-8")):
        command, unknown = resolved(words)
        if unknown:
            wrong.append(f"gongkai {' '.join(words)}: no {unknown!r}")
        known = {"--help", "--workspace", "-w", "--version"}
        known |= {name for parameter in command.params for name in parameter.opts}
        wrong += [f"gongkai {' '.join(words)}: no {one}" for one in options if one not in known]
    assert not wrong
