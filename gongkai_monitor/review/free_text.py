"""What people type into the register, made fit to stand in one line of it.

A line break or a control mark would forge a second line in the terminal, the log, the workbook
and the papers, and an exported sheet would not come back as it went out.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from gongkai_monitor.text.personal_data import mask_personal_data

_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of the text around them."""
_BREAKING = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufffe\uffff]+")
"""Blanks and line ends of every kind, control characters, and what is no character at all."""


def one_line(text: str) -> str:
    """The text on one line: each run of blanks and control characters becomes one blank."""
    return _BREAKING.sub(" ", _REORDERING.sub("", text)).strip()


def free_text(text: str) -> str:
    """The text on one line, personal data in it masked."""
    return mask_personal_data(one_line(text))


OneLine = Annotated[str, AfterValidator(one_line)]
"""A name, a title or an address."""

FreeText = Annotated[str, AfterValidator(free_text)]
"""A note, a step, an outcome or a reason: what is typed there may name a citizen."""
