"""Chinese numerals as they count parts, months and times: 一 … 九十九."""

LETTERS = "一二三四五六七八九十"
_VALUES = {letter: value for value, letter in enumerate(LETTERS, start=1)} | {"两": 2}


def number_of(text: str) -> int | None:
    """The number of ``12``, ``十二`` or ``二十``; None of anything else."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if any(part and part not in _VALUES for part in (tens, ones)) or not text:
        return None
    value = _VALUES[ones] if ones else 0
    if ten:
        value += 10 * (_VALUES[tens] if tens else 1)
    return value
