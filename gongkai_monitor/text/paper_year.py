"""Which year a yearly paper is of, by its title: 2025年部门预算, 二〇二四年度决算公开."""

import re

_YEAR = re.compile(r"(?<!\d)(20\d\d|二[○〇零Oo0][一二三四五六七八九○〇零]{2})\s?年?")
_DIGITS = {"○": "0", "〇": "0", "零": "0", "O": "0", "o": "0", "0": "0"} | {
    word: str(n) for n, word in enumerate("一二三四五六七八九", start=1)
}


def paper_year(title: str, at: int) -> int | None:
    """The year that stands nearest before a place in the title, else the first one after it.

    Args:
        title: 关于云溪市2024年预算执行情况和2025年预算草案的报告.
        at: where the paper is named: behind two years each belongs to its own word.
    """
    years = [(found.start(), _number(found[1])) for found in _YEAR.finditer(title)]
    before = [year for start, year in years if start < at]
    after = [year for start, year in years if start >= at]
    return before[-1] if before else (after[0] if after else None)


def _number(digits: str) -> int:
    return int("".join(_DIGITS.get(one, one) for one in digits))
