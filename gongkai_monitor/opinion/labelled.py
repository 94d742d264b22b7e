"""Labelled texts from the team's files (.csv, .xlsx): 文本, 标签 and, if wanted, 权重."""

import math
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.cells import CellError, read_text
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.headings import SEARCHED_ROWS, read_headings
from gongkai_monitor.imports.rows import read_rows
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Table, Value
from gongkai_monitor.opinion.learning import Labelled
from gongkai_monitor.opinion.tasks import TERMS, term_of

_HEADINGS = {"text": "文本", "label": "标签", "weight": "权重"}
FEWEST = 20
"""Texts without which nothing is learned."""


def read_labelled(paths: Sequence[Path], *, task: str) -> Labelled:
    """The rows of all files; of a text that stands there twice the later label counts.

    A later file holds the team's corrections of an earlier one.

    Raises:
        InputError: with every fault of the files.
    """
    faults: list[Fault] = []
    label_of: dict[str, tuple[int, float]] = {}
    for path in paths:
        with open_tables(path) as tables:
            for table in tables:
                faults += _read(table, task, label_of)
    if faults:
        raise InputError(faults)
    if not label_of:
        raise InputError([Fault(file=paths[0].name, expected="带标签的文本", actual="没有")])
    numbers, weights = zip(*label_of.values(), strict=True)
    return Labelled(
        texts=tuple(label_of), labels=np.array(numbers), weights=np.array(weights, dtype=float)
    )


def few_of(labelled: Labelled, *, task: str, is_new: bool) -> str:
    """What is too little to learn from, in words; empty when there is enough.

    A new model needs ``FEWEST`` texts of every class, the correction of one as many in all.
    """
    if not is_new:
        count = len(labelled.texts)
        return f"{count} 条" if count < FEWEST else ""
    counts = np.bincount(labelled.labels, minlength=len(TERMS[task])).tolist()
    named = zip(TERMS[task], counts, strict=True)
    return "、".join(f"{term.label} {count} 条" for term, count in named if count < FEWEST)


def _read(table: Table, task: str, label_of: dict[str, tuple[int, float]]) -> list[Fault]:
    rows = table.read()
    first = list(islice(rows, SEARCHED_ROWS))
    headings = read_headings(table, first, _columns(task), _HEADINGS)
    if headings.faults or headings.missing:
        return list(headings.faults)
    faults: list[Fault] = []
    order = TERMS[task]
    for row in read_rows(table, headings, [*first, *rows]):
        faults += row.faults
        fields: dict[str, Any] = row.fields
        if not row.faults and "text" in fields:
            label_of.pop(fields["text"], None)
            label_of[fields["text"]] = order.index(fields["label"]), fields.get("weight", 1.0)
    return faults


def _columns(task: str) -> tuple[Column, ...]:
    def read_label(value: Value) -> object:
        written = read_text(value)
        if written is None:
            return None
        try:
            return term_of(task, written)
        except ValueError as error:
            raise CellError(str(error), written) from None

    return (
        Column(heading="文本", field="text", read=read_text, must_stand=True),
        Column(heading="标签", field="label", read=read_label, is_required=True),
        Column(heading="权重", field="weight", read=_read_weight),
    )


def _read_weight(value: Value) -> float | None:
    written = read_text(value)
    if written is None:
        return None
    try:
        weight = float(written)
    except ValueError:
        weight = math.nan
    if not 0 < weight <= 1_000:
        raise CellError("大于 0、不超过 1000 的数", written)
    return weight
