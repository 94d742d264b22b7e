"""重复开设: which of an agency's accounts on one platform is better kept, and why.

Rule N-4 is about the agency; it does not say which account has to go. What is chosen here is a
proposal of ours, and there is none while one of the accounts was not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import FilingStatus, Verdict

if TYPE_CHECKING:
    import pandas as pd

DUPLICATE = "account.duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Accounts of one agency on one platform."""

    finding: Finding
    codes: tuple[str, ...]
    keep: str | None
    keep_name: str = ""
    why: str = ""  # why that one; or why none can be named
    is_keep_sound: bool = False  # nothing is merged into an account that fails itself
    is_same_function: bool = True


@dataclass(frozen=True, slots=True)
class SharedPlatform:
    """Accounts of one agency on one platform, and the finding that says so."""

    finding: Finding
    codes: tuple[str, ...]


def shared_platforms(
    facts: Mapping[str, pd.DataFrame], findings: Sequence[Finding]
) -> list[SharedPlatform]:
    """Where standing findings say that an agency has several accounts on one platform.

    Args:
        facts: with ``agency_platform``.
        findings: standing ones.
    """
    found = {(f.subject_id, f.object): f for f in findings if f.code == DUPLICATE}
    table = facts.get("agency_platform")
    if table is None or not found:
        return []
    return [
        SharedPlatform(finding, tuple(sorted(row["account_codes"])))
        for row in plain_rows(table)
        if (finding := found.get((row["subject_id"], row["platform"]))) is not None
    ]


def overlaps(
    platforms: Sequence[SharedPlatform],
    accounts: Mapping[str, Row],
    verdicts: Mapping[str, Verdict],
) -> dict[str, Overlap]:
    """account_code -> the overlap that names it.

    Args:
        platforms: that are shared.
        accounts: account_code -> its row of ``account``.
        verdicts: of the accounts; only the activity of those that were judged may be compared.
    """
    known: dict[str, Overlap] = {}
    for one in platforms:
        known |= dict.fromkeys(one.codes, _overlap(one.finding, one.codes, accounts, verdicts))
    return known


def _overlap(
    finding: Finding,
    codes: tuple[str, ...],
    accounts: Mapping[str, Row],
    verdicts: Mapping[str, Verdict],
) -> Overlap:
    unread = [code for code in codes if verdicts.get(code) not in _JUDGED]
    if unread:
        names = "、".join(str(accounts[one]["name"]) if one in accounts else one for one in unread)
        why = f"{names}未采到，保留哪一个待采到后再提"
        return Overlap(finding=finding, codes=codes, keep=None, why=why)
    ranked = [_ranked(accounts[code], verdicts[code]) for code in codes]
    standing = [accounts[code] for code in codes]
    known = [
        place
        for place, column in enumerate(_COLUMNS)
        if column is None or all(row[column] is not None for row in standing)
    ]
    best, second = sorted(ranked, key=lambda one: [one[place] for place in known])[:2]
    keep = accounts[str(best[-1])]
    why = next(_WORDS[place] for place in known if best[place] != second[place])
    return Overlap(
        finding=finding,
        codes=codes,
        keep=keep["account_code"],
        keep_name=keep["name"],
        why=why.format(**keep),
        is_keep_sound=verdicts[keep["account_code"]] is Verdict.PASSED,
        is_same_function=len({row["function"] for row in standing}) == 1,
    )


_JUDGED = frozenset({Verdict.PASSED, Verdict.FAILED})
_COLUMNS = (None, None, "posts_90d", "last_posted_on", "opened_on", None)
"""What must be known of every account before it may decide; None is always known."""
_WORDS = (
    "检查合格",
    "已备案",
    "近 90 天更新 {posts_90d} 条，为其中最多",
    "最近更新最晚（{last_posted_on}）",
    "开设最早（{opened_on}）",
    "各项条件相同，按账号编码在前",
)


def _ranked(row: Row, verdict: Verdict) -> tuple[int | str, ...]:
    """Smaller is better kept; the code decides last, so that there is always one answer."""
    last, opened = row["last_posted_on"], row["opened_on"]
    return (
        int(verdict is not Verdict.PASSED),
        int(row["filing_status"] == FilingStatus.UNFILED.value),
        -int(row["posts_90d"] or 0),
        -last.toordinal() if last else 0,
        opened.toordinal() if opened else 0,
        row["account_code"],
    )
