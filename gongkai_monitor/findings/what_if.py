"""阈值试算: how many accounts another threshold would move from one proposal to another.

Every line is worked out by the same verdicts and proposals as the audit itself, with one threshold
changed; accounts that were not collected, and findings that people dismissed, stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, collected, plain_rows, where
from gongkai_monitor.findings.account_verdicts import account_verdicts
from gongkai_monitor.findings.build import build_finding
from gongkai_monitor.findings.disposition import STALE
from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
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
    moves: tuple[tuple[Disposition, Disposition, int], ...] = ()

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
    """The audit as it is, and as it would be with other findings of one rule."""

    def __init__(
        self,
        facts: Mapping[str, pd.DataFrame],
        findings: Sequence[Finding],
        catalogue: Catalogue,
        outcomes: Sequence[SoundnessOutcome],
        obstacles: Mapping[str, Sequence[str]],
    ) -> None:
        self.facts, self.findings, self.catalogue = facts, findings, catalogue
        self.outcomes, self.obstacles = outcomes, obstacles
        self.now = self._proposals(findings)

    def rows(self, rule: Rule) -> list[Row]:
        """Rows that the rule may judge: collected, sound, in its scope."""
        table = collected(self.facts["account"])
        return [
            row
            for row in plain_rows(where(table, rule.indicator.when))
            if not blocking(self.outcomes, STALE, row["subject_id"])
        ]

    def moves(self, code: str, found: Sequence[Finding]) -> list[tuple[Disposition, Disposition]]:
        """Accounts whose proposal differs when a rule had found this instead."""
        kept = [one for one in self.findings if one.code != code or not _is_standing(one)]
        dismissed = {one.subject_id for one in kept if one.code == code and is_rechecked(one)}
        fresh = [one for one in found if one.subject_id not in dismissed]
        then = self._proposals([*kept, *fresh])
        return [
            (before, after)
            for account, before in self.now.items()
            if before is not None and (after := then[account]) is not None and after is not before
        ]

    def _proposals(self, findings: Sequence[Finding]) -> dict[str, Disposition | None]:
        verdicts = account_verdicts(
            self.facts, findings, self.catalogue, self.outcomes, self.obstacles
        )
        return {one.subject_id: one.disposition for one in verdicts}


def _is_standing(finding: Finding) -> bool:
    return is_open(finding) and is_rechecked(finding)


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
    found = []
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
            gravest = max(reached, key=list(Level).index)
            found.append(build_finding(rule, row, gravest, row["as_of"]))
    value = int(levels[level])
    return WhatIf(
        moves=_counted(trial.moves(STALE, found)),
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
        found = [build_finding(assumed, row, Level.NOTICE, row["as_of"]) for row in few]
        yield WhatIf(
            moves=_counted(trial.moves(_WEEKLY, found)),
            threshold="每周最少条数（只作提醒）",
            value=least,
            is_current=False,
            judged=len(rows),
            hit=len(few),
        )


def _attention(trial: _Trial, rule: Rule | None) -> Iterator[WhatIf]:
    """Notes only: a low percentile moves no proposal, whatever its threshold."""
    table = trial.facts.get("account_reach")
    rows = plain_rows(collected(table)) if table is not None else []
    known = [row["attention_index"] for row in rows if row["attention_index"] is not None]
    current = rule.indicator.number("min") if rule is not None else None
    for value in PERCENTILES:
        yield WhatIf(
            threshold="关注指数下限（只作旁注）",
            value=value,
            is_current=value == current,
            judged=len(known),
            hit=sum(index < value for index in known),
        )


def _counted(
    moves: Sequence[tuple[Disposition, Disposition]],
) -> tuple[tuple[Disposition, Disposition, int], ...]:
    order = list(Disposition)
    counted = sorted(
        Counter(moves).items(), key=lambda one: (order.index(one[0][0]), order.index(one[0][1]))
    )
    return tuple((before, after, count) for (before, after), count in counted)
