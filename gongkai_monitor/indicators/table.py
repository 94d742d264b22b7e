"""The coverage table of every edition's rules: ``python -m gongkai_monitor.indicators.table``.

It prints ``docs/indicators.md``; a test compares the two.
"""

import io
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from gongkai_monitor.indicators.catalogue import EDITIONS_FOLDER as FOLDER
from gongkai_monitor.indicators.catalogue import Edition, available_editions, load_edition
from gongkai_monitor.indicators.entry import ExpectationName, Indicator
from gongkai_monitor.vocabulary import Level, Sureness, Way

COMMAND = "python -m gongkai_monitor.indicators.table > docs/indicators.md"
_FIRST = "national"
_HEAD = f"""\
# Indicators

Every rule of every edition, generated from `gongkai_monitor/indicators/<edition>/`. Do not edit
this file: change the edition, then run `{COMMAND}`.

- **Way**: 自动判定 is judged by the machine alone; 系统提示，人工复核 is a candidate that decides
  nothing until a reviewer confirms it (`gongkai review`); 依据导入数据判定 needs a file from the
  back office; 查阅资料 leaves no trace on the web and is never judged here.
- **Sureness**: V and V2 are verified and may fail a site or account; P (partly verified) and M
  (not verified) never do, whatever their effect says.
- **Threshold**: the condition under which a row passes; empty facts are never judged.
"""
_COLUMNS = (
    "Code", "Rule", "Title", "Way", "Fact", "Passes when", "Effect", "Sureness", "Basis", "Since",
)  # fmt: skip
_RESPONSE_COLUMNS = ("Rule", "Applies to", "Asked for", "Within", "Sureness", "Basis")
_MESSAGE_COLUMNS = ("Rule", "Title", "Sources", "Kinds", "Within", "Sureness", "Basis")
_PAPER_COLUMNS = ("Rule", "Title", "Why documents only", "Sureness", "Basis", "Since")


def indicator_table(editions: Sequence[Edition]) -> str:
    """The whole document, in Markdown."""
    return "\n".join([_HEAD, _summary(editions), *map(_edition, editions)])


def every_edition() -> list[Edition]:
    """The editions that are there, the national one first."""
    names = sorted(available_editions(), key=lambda name: (name != _FIRST, name))
    return [load_edition(FOLDER / name) for name in names]


def threshold(indicator: Indicator) -> str:
    """What a fact must be to pass, in a few signs."""
    name, limits = indicator.fact, indicator.limits
    words = "、".join(indicator.values)
    low, high = limits.get("min"), limits.get("max")
    match indicator.expectation:
        case ExpectationName.BETWEEN:
            text = f"{f'{low:g} ≤ ' if low is not None else ''}{name}"
            text += f" ≤ {high:g}" if high is not None else ""
        case ExpectationName.BELOW:
            text = f"{name} < {high:g}"
        case ExpectationName.WITHIN_COLUMN:
            text = f"{name} ≤ {indicator.other_column}"
        case ExpectationName.IN_SET:
            text = f"{name} ∈ {{{words}}}"
        case ExpectationName.NOT_IN_SET:
            text = f"{name} ∉ {{{words}}}"
        case ExpectationName.IS_TRUE:
            text = f"{name} 为是"
        case _:
            text = f"{name} 为否"
    levels = "，".join(_begins(level, at) for level, at in indicator.levels.items())
    rows = f"；仅当 `{indicator.when}`" if indicator.when else ""
    return text + (f"（{levels}）" if levels else "") + rows


def _begins(level: Level, at: float) -> str:
    """From when a level holds: 预警 begins on its day, the others after it."""
    return f"{level.label} {'≥' if level is Level.WARNING else '>'} {at:g}"


def _summary(editions: Sequence[Edition]) -> str:
    rows = []
    for edition in editions:
        ways = Counter(indicator.way for indicator in edition.indicators)
        deciding = sum(indicator.may_fail for indicator in edition.indicators)
        rows.append(
            (
                f"{edition.name}（`{edition.edition}`）",
                edition.version,
                *(str(ways[way]) for way in Way if way is not Way.DOCUMENTS),
                str(len(edition.papers)),
                str(deciding),
            )
        )
    labels = [way.label for way in Way]
    return _grid(("Edition", "Version", *labels, "May fail"), rows)


def _edition(edition: Edition) -> str:
    note = f"{edition.issuing_body}；{edition.basis}；自 {edition.valid_from} 起施行。"
    parts = [f"## {edition.name}（`{edition.edition}` {edition.version}）\n", f"{note}\n"]
    parts.append(_grid(_COLUMNS, [_row(indicator) for indicator in edition.indicators]))
    if edition.papers:
        papers = [
            (
                paper.rule,
                paper.title,
                paper.why,
                _sureness(paper.sureness),
                paper.basis,
                paper.since,
            )
            for paper in edition.papers
        ]
        parts += [f"### {Way.DOCUMENTS.label}\n", _grid(_PAPER_COLUMNS, papers)]
    return "\n".join([*parts, *_limits(edition)])


def _limits(edition: Edition) -> list[str]:
    """The limits of the response clock and of answers, where the edition has any."""
    responses = [
        (
            one.rule, "、".join(word.label for word in one.applies_to), one.milestone.label,
            f"{one.hours:g} 小时", _sureness(one.sureness), one.basis,
        )
        for one in edition.limits.responses
    ]  # fmt: skip
    letters = [
        (
            one.rule, one.title, "、".join(one.sources) or "全部", "、".join(one.kinds) or "全部",
            one.words, _sureness(one.sureness), one.basis,
        )
        for one in edition.limits.messages
    ]  # fmt: skip
    parts = ["### 舆情回应时限\n", _grid(_RESPONSE_COLUMNS, responses)] if responses else []
    return parts + (["### 来信答复时限\n", _grid(_MESSAGE_COLUMNS, letters)] if letters else [])


def _row(indicator: Indicator) -> tuple[str, ...]:
    return (
        f"`{indicator.code}`",
        indicator.rule,
        indicator.title,
        indicator.way.label,
        f"`{indicator.applies_to}.{indicator.fact}`",
        threshold(indicator),
        indicator.effect.label,
        _sureness(indicator.sureness),
        indicator.basis,
        indicator.since,
    )


def _sureness(sureness: Sureness) -> str:
    return f"{sureness.value} {sureness.label}"


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(indicator_table(every_edition()))
