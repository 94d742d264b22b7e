"""The five official documents and what was counted in them by hand."""

from pathlib import Path

import pytest
import yaml

GOLD = Path(__file__).parent / "gold"
OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "domain" / "official"
NAMES = tuple(sorted(path.stem for path in GOLD.glob("*.yml")))


@pytest.fixture(params=NAMES)
def official(request: pytest.FixtureRequest) -> tuple[str, dict]:
    """The text of one official document and its gold file."""
    return official_of(request.param)


def official_of(name: str) -> tuple[str, dict]:
    """The text of an official document and its gold file; a test is left out without the text."""
    gold = yaml.safe_load((GOLD / f"{name}.yml").read_text(encoding="utf-8"))
    path = OFFICIAL / gold["file"]
    if not path.is_file():
        pytest.skip("the official documents of ../shared are not here")
    return path.read_text(encoding="utf-8"), gold


@pytest.fixture
def chengde() -> tuple[str, dict]:
    """承德 2022."""
    return official_of("chengde-2022")
