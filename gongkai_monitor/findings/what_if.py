"""阈值试算: how many accounts another threshold would move from one proposal to another.

Every line is worked out by the same verdicts and proposals as the audit itself, with one threshold
changed; accounts that were not collected, and findings that people dismissed, stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.rows import Row, collected, plain_rows, where
from gongkai_monitor.findings.account_verdicts import AccountJudge
from gongkai_monitor.findings.build import build_finding
from gongkai_monitor.findings.disposition import STALE
from gongkai_monitor.findings.soundness import SoundnessOutcome, blocking
from gongkai_monitor.indicators.catalogue import Catalogue, Rule
from gongkai_monitor.indicators.entry import ExpectationName
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import Disposition, Effect, Level, Sureness

if TYPE_CHECKING:
    import pandas as pd

OVERDUE_DAYS = (7, 10, 14, 21, 30, 60, 90)
DORMANT_DAYS = (30, 60, 90, 120, 180)
WEEKLY_POSTS = (1, 2, 3, 5)
PERCENTILES = (5, 10, 20, 30)

Moves = tuple[tuple[Disposition, Disposition, int], ...]
"""Accounts that would go from one proposal to another."""

_WEEKLY = "account.weekly_posts_asked"
_ATTENTION = "account.low_attention"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One threshold at one value."""

    threshold: str  # in Chinese
    value: int
    is_current: bool
    judged: int  # accounts of which the measure is known
    hit: int  # accounts beyond the threshold
    moves: Moves = ()

    @property
    def moved(self) -> int:
        """Accounts whose proposal would be another one."""
        return sum(count for _, _, count in self.moves)

    @property
    def words(self) -> str:
        """The moves in words."""
        told = [f"{one.label}→{other.label} {count}" for one, other, count in self.moves]
        return "；".join(told) or "不变"


def what_if(
    facts: Mapping[str, pd.DataFrame],
    findings: Sequence[Finding],
    catalogue: Catalogue,
    outcomes: Sequence[SoundnessOutcome] = (),
    obstacles: Mapping[str, Sequence[str]] | None = None,
) -> list[WhatIf]:
    """The whole table; nothing when the rules in force know no silence of accounts.

    Args:
        facts: with ``account``; ``account_reach`` for the percentiles.
        findings: of the audit, after lifecycle and reviews.
        catalogue: the rules that were judged by.
        outcomes: of the soundness suites.
        obstacles: as of ``decide``.
    """
    rules = {rule.indicator.code: rule for rule in catalogue.rules}
    if STALE not in rules:
        return []
    trial = _Trial(facts, findings, catalogue, outcomes, obstacles or {})
    return [
        *_overdue(trial, rules[STALE]),
        *_dormant(trial, rules[STALE]),
        *_weekly(trial, rules[STALE]),
        *_attention(trial, rules.get(_ATTENTION)),
    ]


class _Trial:
    """The audit as it is, and as it would be with other findings of one rule.

    What was read is judged once; a line then asks anew only about accounts whose finding changes.
    """

    def __init__(
        self,
        facts: Mapping[str, pd.DataFrame],
        findings: Sequence[Finding],
        catalogue: Catalogue,
        outcomes: Sequence[SoundnessOutcome],
        obstacles: Mapping[str, Sequence[str]],
    ) -> None:
        self.judge = AccountJudge(facts, findings, catalogue, outcomes, obstacles)
        self.now = {code: self.judge.proposal(code).disposition for code in self.judge.rows}
        self._outcomes = outcomes
        self._facts = facts
        self._built: dict[tuple[str, str, Level], Finding] = {}

    def rows(self, rule: Rule) -> list[Row]:
        """Rows that the rule may judge: collected, sound, in its scope."""
        table = where(collected(self._facts["account"]), rule.indicator.when)
        rows = (self.judge.rows[code] for code in table["subject_id"])
        return [row for row in rows if not blocking(self._outcomes, STALE, row["subject_id"])]

    def measured(self, name: str, column: str) -> list[Any]:
        """The values of a column, where it was collected and is known."""
        table = self._facts.get(name)
        rows = plain_rows(collected(table)[[column]]) if table is not None else []
        return [row[column] for row in rows if row[column] is not None]

    def moves(self, rule: Rule, levels: Mapping[str, Level]) -> Moves:
        """Proposals that would be others if the rule had found these levels, and nothing else.

        Args:
            rule: whose findings are replaced.
            levels: account_code -> the level that it would have found.
        """
        code = rule.indicator.code
        changed: dict[str, list[Finding]] = {}
        for account, own in self.judge.own.items():
            stood = next((one.level for one in own if one.code == code), None)
            if stood is not None and account not in levels:
                changed[account] = [one for one in own if one.code != code]
        for account, level in levels.items():
            own = self.judge.own[account]
            stood = next((one.level for one in own if one.code == code), None)
            is_dismissed = any(one.code == code for one in self.judge.dismissed[account])
            if stood is not level and not is_dismissed:
                others = [one for one in own if one.code != code]
                changed[account] = [*others, self._finding(rule, account, level)]
        then = self.judge.tried(changed)
        return _counted([
            (before, after)
            for account, after in then.items()
            if after is not None
            and (before := self.now[account]) is not None
            and after is not before
        ])  # fmt: skip

    def _finding(self, rule: Rule, account: str, level: Level) -> Finding:
        """Built once for all lines: a proposal asks for its level, not for its words."""
        key = (rule.indicator.code, account, level)
        if key not in self._built:
            row = self.judge.rows[account]
            self._built[key] = build_finding(rule, row, level, row["as_of"])
        return self._built[key]


def _overdue(trial: _Trial, rule: Rule) -> Iterator[WhatIf]:
    levels = rule.indicator.levels
    for days in OVERDUE_DAYS:
        changed = {**levels, Level.OVERDUE: days}
        yield _silence(trial, rule, changed, "超期天数", Level.OVERDUE)


def _dormant(trial: _Trial, rule: Rule) -> Iterator[WhatIf]:
    for days in DORMANT_DAYS:
        changed = {**rule.indicator.levels, Level.DORMANT: days}
        yield _silence(trial, rule, changed, "僵尸天数", Level.DORMANT)


def _silence(
    trial: _Trial, rule: Rule, levels: Mapping[Level, int | float], words: str, level: Level
) -> WhatIf:
    """Silence judged by other levels; 预警 begins on its day, the others after it."""
    rows = [row for row in trial.rows(rule) if row[rule.indicator.fact] is not None]
    found: dict[str, Level] = {}
    for row in rows:
        days = row[rule.indicator.fact]
        reached = [
            one
            for one, at in levels.items()
            if days > at or (one is Level.WARNING and days == at and days <= levels[Level.OVERDUE])
        ]
        if Level.OVERDUE not in reached:  # nobody is 僵尸 who is not overdue
            reached = [one for one in reached if one is Level.WARNING]
        if reached:
            found[row["subject_id"]] = max(reached, key=list(Level).index)
    value = int(levels[level])
    return WhatIf(
        moves=trial.moves(rule, found),
        threshold=words,
        value=value,
        is_current=value == rule.indicator.levels.get(level),
        judged=len(rows),
        hit=sum(row[rule.indicator.fact] > value for row in rows),
    )


def _weekly(trial: _Trial, rule: Rule) -> Iterator[WhatIf]:
    """Posts of seven days asked for, as a notice: no national rule names a number."""
    rows = [row for row in trial.rows(rule) if row["posts_7d"] is not None]
    for least in WEEKLY_POSTS:
        asked = rule.indicator.model_copy(
            update={
                "code": _WEEKLY, "title": "每周更新条数", "fact": "posts_7d",
                "expectation": ExpectationName.BETWEEN, "limits": {"min": least}, "levels": {},
                "level": Level.NOTICE, "effect": Effect.NOTICE, "sureness": Sureness.MEMORY,
                "observed": "近 7 天 {posts_7d} 条", "limit": "每周不少于 {min} 条",
            }
        )  # fmt: skip
        few = [row for row in rows if row["posts_7d"] < least]
        assumed = Rule(indicator=asked, edition=rule.edition)
        found = {row["subject_id"]: Level.NOTICE for row in few}
        yield WhatIf(
            moves=trial.moves(assumed, found),
            threshold="每周最少条数（只作提醒）",
            value=least,
            is_current=False,
            judged=len(rows),
            hit=len(few),
        )


def _attention(trial: _Trial, rule: Rule | None) -> Iterator[WhatIf]:
    """Notes only: a low percentile moves no proposal, whatever its threshold."""
    known = trial.measured("account_reach", "attention_index")
    current = rule.indicator.number("min") if rule is not None else None
    for value in PERCENTILES:
        yield WhatIf(
            threshold="关注指数下限（只作旁注）",
            value=value,
            is_current=value == current,
            judged=len(known),
            hit=sum(index < value for index in known),
        )


def _counted(moves: Sequence[tuple[Disposition, Disposition]]) -> Moves:
    order = list(Disposition)
    counted = sorted(
        Counter(moves).items(), key=lambda one: (order.index(one[0][0]), order.index(one[0][1]))
    )
    return tuple((before, after, count) for (before, after), count in counted)
