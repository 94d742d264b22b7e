"""Extraction on the saved real pages, at the level that was reached (benchmarks/extraction.py)."""

import importlib.util
import statistics
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.documents import document_pages, document_texts

pytestmark = pytest.mark.real_data

BENCHMARK = Path(__file__).resolve().parents[3] / "benchmarks" / "extraction.py"
NO_DATE_PRINTED = {f"bjjs/{n}.html" for n in (186, 295, 325, 335, 416)}
"""Pages whose only date is the META tag: without it they are rightly undated."""


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    """The benchmark script as a module."""
    spec = importlib.util.spec_from_file_location("extraction_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_policy_pages_are_read_exactly(measure: ModuleType, shared_data: Path) -> None:
    scores = measure.policy_pages(shared_data)
    assert {score.total for score in scores.values()} == {30}
    assert [miss for score in scores.values() for miss in score.misses] == []


def test_meta_dates_are_read_exactly(measure: ModuleType, shared_data: Path) -> None:
    score = measure.dated_pages(shared_data, hide_meta=False)
    assert (score.total, score.misses) == (332, [])


def test_dates_are_found_without_meta(measure: ModuleType, shared_data: Path) -> None:
    score = measure.dated_pages(shared_data, hide_meta=True)
    unexpected = [miss for miss in score.misses if miss.partition(":")[0] not in NO_DATE_PRINTED]
    assert unexpected == []
    assert all(miss.endswith("got None") for miss in score.misses)


def test_titles_are_found_without_marks(measure: ModuleType, shared_data: Path) -> None:
    score = measure.titles_without_marks(shared_data)
    assert (score.total, score.misses) == (330, [])


def test_no_trap_date_is_taken(measure: ModuleType, shared_data: Path) -> None:
    score = measure.trap_dates(shared_data)
    assert score.total > 0
    assert score.misses == []


def test_mojibake_pages_are_recognised(measure: ModuleType, shared_data: Path) -> None:
    score = measure.mojibake_pages(shared_data)
    assert (score.total, score.misses) == (760, [])


def test_modern_pages(measure: ModuleType, shared_data: Path) -> None:
    assert measure.modern_pages(shared_data).misses == []


def test_new_media_articles(measure: ModuleType, shared_data: Path) -> None:
    assert measure.new_media_articles(shared_data).misses == []


def test_document_numbers_of_the_province(measure: ModuleType, shared_data: Path) -> None:
    same, mentioned = measure.hebei_numbers(shared_data)
    assert same.total == mentioned.total == 861
    assert same.right >= 812, same.misses  # the rest of the source's guesses are citations
    assert mentioned.right >= 841, mentioned.misses


def test_half_of_the_pages_take_less_than_15_ms(measure: ModuleType, shared_data: Path) -> None:
    assert statistics.median(measure.milliseconds(shared_data, every=7)) <= 15


def test_policy_documents_are_read_exactly(shared_data: Path) -> None:
    scores = document_pages(shared_data)
    assert {score.total for score in scores.values()} == {30}
    assert [miss for score in scores.values() for miss in score.misses] == []


def test_numbers_and_days_in_texts_that_a_person_read(shared_data: Path) -> None:
    scores = document_texts(shared_data)
    assert {score.total for score in scores.values()} == {60}
    right = {name: score.right for name, score in scores.items()}
    assert right["document_number"] == right["expires_on"] == 60
    assert right["signed_on"] >= 58
    assert right["effective_on"] >= 59
