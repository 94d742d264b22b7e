"""Everything that a paper may say of one account, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from gongkai_monitor.model.finding import Evidence, Finding, SubjectVerdict
from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.report.cells import Row, local
from gongkai_monitor.review.account_file import AccountFile
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, Disposition, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedVerdict:
    """结论 of one audit, as it was stored."""

    as_of: datetime
    verdict: Verdict
    collection_state: CollectionState
    cause: CollectionCause
    disposition: Disposition | None
    reasons: tuple[str, ...]
    keep_account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictSpan:
    """The same conclusion in audits that follow each other."""

    first_on: date
    last_on: date
    audits: int
    verdict: AuditedVerdict  # the last of them


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    """One account at one moment, with its past and its file."""

    account: Account
    agency: Agency | None
    supervisor: Agency | None
    conclusion: SubjectVerdict | None
    problems: tuple[Finding, ...]  # open ones of the account and of its platform
    candidates: int
    facts: Row
    reach: Row
    history: tuple[VerdictSpan, ...]
    file: AccountFile
    as_of: datetime

    @property
    def agency_name(self) -> str:
        """主办单位."""
        return self.agency.name if self.agency else self.account.agency_code

    @property
    def title(self) -> str:
        """“云岭水务”（新浪微博）."""
        return f"“{self.account.name}”（{self.account.platform.label}）"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The saved pages behind its problems, each once."""
        return tuple(dict.fromkeys(page for one in self.problems for page in one.evidence))

    @property
    def merge_into(self) -> str | None:
        """The account into which the last proposal of 整合 would merge this one."""
        code = self.account.account_code
        merged = (
            span.verdict.keep_account
            for span in reversed(self.history)
            if span.verdict.disposition is Disposition.MERGE
        )
        return next((one for one in merged if one is not None and one != code), None)

    @property
    def is_proposed(self) -> bool:
        """Whether 关停 is proposed on data that were collected."""
        one = self.conclusion
        return (
            one is not None
            and one.disposition is Disposition.SHUT_DOWN
            and one.collection_state is CollectionState.COLLECTED
        )


def verdict_spans(audited: Sequence[AuditedVerdict]) -> tuple[VerdictSpan, ...]:
    """Audits with the same conclusion in one span, the oldest first."""
    spans = []
    for _, group in groupby(audited, key=_conclusion):
        same = list(group)
        spans.append(
            VerdictSpan(
                first_on=local(same[0].as_of).date(),
                last_on=local(same[-1].as_of).date(),
                audits=len(same),
                verdict=same[-1],
            )
        )
    return tuple(spans)


def chinese_day(day: date | None) -> str:
    """2026年11月26日, "" of none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _conclusion(one: AuditedVerdict) -> tuple[object, ...]:
    return (one.verdict, one.disposition, one.collection_state, one.cause)
