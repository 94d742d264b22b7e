"""Until when a document holds, and what it is on a day: 有效, 失效, 已废止, 已修改, 尚未施行.

The text decides; where it states no period, 河北省规范性文件管理办法 counts five years, two for
暂行 and 试行, from 1 February 2017 at the earliest. Documents that carry out a law need state no
period, which no machine can tell: such a day is computed and decides nothing by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.text.validity import NORMAL_YEARS, TRIAL_YEARS, Validity, years_after
from gongkai_monitor.vocabulary import DocumentValidity, ExpiryBasis, RepealKind

COUNTED_SINCE = date(2017, 2, 1)
"""The rule on documents without a stated period is in force since then (省政府令〔2016〕第5号)."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day of a document and where it comes from."""

    last_day: date
    basis: ExpiryBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """What a later document says of this one; ``since`` is None where its day is unknown."""

    kind: RepealKind
    by_document_id: str
    passage: str
    since: date | None


@dataclass(frozen=True, slots=True)
class ValidityOnDay:
    """What a document is on a day, and why.

    Attributes:
        state: the answer.
        reason: in Chinese, for people.
        is_certain: False where only a computed period says that it ended.
    """

    state: DocumentValidity
    reason: str
    is_certain: bool = True


def expiry_of(
    stated: Validity | None, *, is_rule: bool, started_on: date | None, stated_day: date | None
) -> Expiry | None:
    """The last day of a document; None where neither it nor the rule tells.

    Args:
        stated: what its text says; None when the text was not read, then nothing is computed.
        is_rule: a normative document below a 规章, for which a period is computed.
        started_on: when it came into force, else when it was signed.
        stated_day: 失效日期 of its 文件信息表.
    """
    if stated_day is not None:
        return Expiry(stated_day, ExpiryBasis.STATED_DAY)
    if stated is None:
        return None
    if stated.valid_until is not None:
        basis = ExpiryBasis.STATED_YEARS if stated.years else ExpiryBasis.STATED_DAY
        return Expiry(stated.valid_until, basis)
    if stated.has_period or not is_rule or started_on is None:
        return None
    years = TRIAL_YEARS if stated.is_trial else NORMAL_YEARS
    basis = ExpiryBasis.TRIAL_YEARS if stated.is_trial else ExpiryBasis.NORMAL_YEARS
    return Expiry(years_after(max(started_on, COUNTED_SINCE), years), basis)


def validity_on(
    day: date,
    *,
    is_read: bool,
    effective_on: date | None,
    expiry: Expiry | None,
    repeals: Iterable[Repeal] = (),
) -> ValidityOnDay | None:
    """What a document is on a day; None when its text was not read and no other names it.

    Args:
        day: the day asked for.
        is_read: whether the text of the document itself was read.
        effective_on: 施行日期, when known.
        expiry: from ``expiry_of``.
        repeals: what later documents say of it.
    """
    known = [one for one in repeals if one.since is None or one.since <= day]
    ended = next((one for one in known if one.kind.ends), None)
    if ended is not None:
        return ValidityOnDay(DocumentValidity.REPEALED, _told(ended))
    if not is_read:
        return None
    if effective_on is not None and day < effective_on:
        return ValidityOnDay(DocumentValidity.NOT_YET, f"{effective_on} 起施行")
    if expiry is not None and expiry.last_day < day:
        reason = f"有效期至 {expiry.last_day}（{expiry.basis.label}）"
        return ValidityOnDay(DocumentValidity.EXPIRED, reason, is_certain=expiry.basis.is_stated)
    amended = next((one for one in known if not one.kind.ends), None)
    if amended is not None:
        return ValidityOnDay(DocumentValidity.AMENDED, _told(amended))
    reason = f"有效期至 {expiry.last_day}（{expiry.basis.label}）" if expiry else "未见失效、废止"
    return ValidityOnDay(DocumentValidity.VALID, reason, is_certain=expiry is not None)


def _told(repeal: Repeal) -> str:
    since = f"{repeal.since} " if repeal.since else ""
    return f"{since}被{repeal.kind.label}：{repeal.passage}"
