"""docs/indicators.md says what the editions say."""

from pathlib import Path

import pytest

from gongkai_monitor.indicators.catalogue import EDITIONS_FOLDER, load_edition
from gongkai_monitor.indicators.table import COMMAND, every_edition, indicator_table, threshold
from gongkai_monitor.vocabulary import Way

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "indicators.md"


def test_the_document_is_what_the_editions_say():
    written = DOCUMENT.read_text(encoding="utf-8")
    assert written == indicator_table(every_edition()), f"run: {COMMAND}"


def test_every_rule_of_every_edition_is_a_row_of_its_edition():
    for edition in every_edition():
        text = indicator_table([edition])
        for indicator in edition.indicators:
            rows = [row for row in text.splitlines() if row.startswith(f"| `{indicator.code}` |")]
            assert len(rows) == 1
            assert indicator.way.label in rows[0]
            assert f"`{indicator.applies_to}.{indicator.fact}`" in rows[0]
        for paper in edition.papers:
            assert paper.why.split()[0] in text
        assert Way.DOCUMENTS.label in text


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("site.unreachable", "probe_failed_ratio < 0.05"),
        ("site.homepage_stale", "days_since_home_update ≤ "),
        ("account.content_stale", "（预警 ≥ 10，超期 > 14，僵尸 > 90）"),
    ],
)
def test_the_threshold_is_said_in_the_words_of_the_rule(code: str, expected: str):
    edition = load_edition(EDITIONS_FOLDER / "national")
    (indicator,) = [one for one in edition.indicators if one.code == code]
    assert expected in threshold(indicator)


def test_a_bar_in_a_text_does_not_break_the_table():
    edition = every_edition()[0]
    first = edition.indicators[0].model_copy(update={"title": "甲|乙\n丙"})
    text = indicator_table([edition.model_copy(update={"indicators": (first,)})])
    assert "甲\\|乙 丙" in text
