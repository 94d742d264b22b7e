"""Rows of what must be public: a wrong one is refused with its place."""

import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.indicators.demand import read_demands

GOOD = (
    "- {name: 预算, form: yearly, names: [预算], kinds: [budget], owed_by: [department],"
    " levels: [city], since: 2024-01-01, due: '12-31', rule: 本地, basis: 本地, sureness: V}\n"
)


@pytest.fixture
def read(tmp_path):
    def load(text):
        path = tmp_path / "公开要求.yml"
        path.write_text(text, encoding="utf-8")
        return read_demands(path)

    return load


def test_a_row_is_read_and_a_missing_file_is_no_demand(read, tmp_path):
    (row,) = read(GOOD)
    assert row.due_on(2025).isoformat() == "2025-12-31"
    assert read_demands(tmp_path / "no.yml") == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("names: [预算]", "names: ['(']", "不是正则表达式"),
        ("kinds: [budget], ", "", "必须写 kinds"),
        ("due: '12-31', ", "", "必须写 due"),
        ("due: '12-31'", "due: '02-30'", "day"),
        ("form: yearly", "form: monthly", "column"),
        ("sureness: V", "sureness: X", "V"),
        ("rule: 本地, ", "rules: 本地, ", "rule"),
    ],
)
def test_a_wrong_row_is_refused(read, old, new, words):
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read(GOOD.replace(old, new))
    assert words in str(caught.value)
    assert "预算" in str(caught.value)


def test_a_name_stands_once(read):
    with pytest.raises(InputError, match="重复"):
        read(GOOD + GOOD)
