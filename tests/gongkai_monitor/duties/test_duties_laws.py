"""What typesetting, page numbers and OCR do to a document must not change its duties."""

import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import gongkai_monitor as gm
from tests.gongkai_monitor.duties.conftest import NAMES, official_of

_PAGES = ("- {} -", "— {} —", "－{}－", "第 {} 页", "第{}页 共 30 页", "·{}·", "{}")
_FAULTS = (
    ("责任单位", "责任革位"),
    ("责任单位", "责任单 位"),
    ("责任单位", "贵任单位"),
    ("牵头单位", "牵头革位"),
    ("牵头单位", "牵 头单位"),
    ("责任时限", "责任吋限"),
    ("，责任单位", "．责任单位"),
    ("：", ":"),
)


_SHORTEST = 4


def _said(frame: pd.DataFrame) -> list[tuple]:
    columns = ["number", "text", "deadline_text", "due_on", "lead_agencies", "responsible_agencies"]
    return [
        tuple(tuple(value) if isinstance(value, list) else value for value in row)
        for row in frame[columns].itertuples(index=False)
    ]


def _broken(text: str, gaps: list[int]) -> str:
    """Every line cut after as many letters as each gap says; no piece of a few letters is left."""
    lines, turn = [], 0
    for line in text.splitlines():
        rest = line
        while len(rest) >= (gap := gaps[turn % len(gaps)]) + _SHORTEST:
            lines.append(rest[:gap])
            rest, turn = rest[gap:], turn + 1
        lines.append(rest)
    return "\n".join(lines)


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    gaps=st.lists(st.integers(8, 90), min_size=1, max_size=12),
    blank=st.booleans(),
)
def test_line_breaks_anywhere_change_nothing(name: str, gaps: list[int], *, blank: bool) -> None:
    text, _ = official_of(name)
    broken = _broken(text, gaps)
    broken = broken.replace("\n", "\n\n") if blank else broken
    assert _said(gm.duties.parse(broken)) == _said(gm.duties.parse(text))


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    form=st.sampled_from(_PAGES),
    lines=st.integers(12, 40),
    width=st.integers(20, 40),
)
def test_page_numbers_between_lines_change_nothing(
    name: str, form: str, lines: int, width: int
) -> None:
    text, _ = official_of(name)
    printed: list[str] = []
    for count, line in enumerate(_broken(text, [width]).splitlines(), start=1):
        printed.append(line)
        if count % lines == 0:
            printed += ["", form.format(count // lines), ""]
    assert _said(gm.duties.parse("\n".join(printed))) == _said(gm.duties.parse(text))


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    faults=st.lists(st.sampled_from(_FAULTS), max_size=4),
    every=st.integers(1, 3),
)
def test_faults_of_ocr_change_nothing(name: str, faults: list[tuple[str, str]], every: int) -> None:
    text, _ = official_of(name)
    faulty = text
    for right, wrong in faults:
        counter = iter(range(10_000))
        faulty = re.sub(
            re.escape(right),
            lambda match, wrong=wrong, counter=counter: (
                match[0] if next(counter) % every else wrong
            ),
            faulty,
        )
    found, expected = _said(gm.duties.parse(faulty)), _said(gm.duties.parse(text))
    fold = str.maketrans("：", ":")
    assert [(one[0], one[1].translate(fold), *one[2:]) for one in found] == [
        (one[0], one[1].translate(fold), *one[2:]) for one in expected
    ]


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet="一二十、（）()1２.．年月底前责任单位：牵头。\n 每季度20", max_size=300)
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    frame = gm.duties.parse(text)
    assert list(frame.order) == list(range(1, len(frame) + 1))
