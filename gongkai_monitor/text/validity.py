"""有效期 of a normative document: what its text says of 施行日期 and 有效期 (rule H-10).

河北省规范性文件管理办法: five years at most, two for 暂行 and 试行. A text says when it comes into
force (自…起施行, 自公布之日起施行) and how long it holds (有效期 5 年, 有效期至…). The 有效期 of a
licence or certificate, of which many texts speak, is another one: it counts only beside the
clause on coming into force, or where the text speaks of itself (本办法有效期 5 年).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_monitor.text.dates import find_dates

NORMAL_YEARS, TRIAL_YEARS = 5, 2

_FORCE = r"(?<!停止)(?<!不再)(?:施行|实施|执行|实行|试行|生效)"
_SELF = (
    r"(?:本|该|此)(?:\w{0,6}?)(?:办法|规定|细则|规则|意见|通知|公告|通告|决定|方案|措施|文件|条例|规程|"
    r"政策|标准|指引|章程|制度|基准|预案|目录|令|规划|计划|清单|指南|准则|法|修正案)"
)
_ISSUED = r"(?:公布|发布|印发|颁布|下发|签发|发文)"
_EFFECT = re.compile(
    rf"(?:自|从)?(?:本\w{{0,4}}?)?{_ISSUED}之日起?(?:满)?\s*(?P<days>\d{{1,3}})\s*[日天]后?起?(?:正式)?{_FORCE}"
    rf"|(?:自|从)?(?P<issue>(?:本\w{{0,4}}?)?{_ISSUED}(?:公布|施行)?之日起?)[,，]?.{{0,12}}?{_FORCE}"
    rf"|(?:自|从|于)(?P<day>[^。；;《》]{{6,24}}?日?)(?:之日)?(?:起|开始)?[,，]?(?:正式|全面|试)?{_FORCE}"
    rf"|(?:自|从)(?P<span>[^。；;《》]{{6,24}}?)(?:起|开始)?[,，]?(?:至|到)[^。；;《》,，]{{6,24}}?{_FORCE}"
)
_MAY_SPEAK = re.compile(r"[日起].{0,30}(?:[施执实试]行|实施|生效)")
"""Looked for first, since most clauses have none of it."""
_OPENS = re.compile(
    r"^[\s\d一二三四五六七八九十、.．（()）第条]{0,16}(?:自|从|以上|上述|现予|现将|请)"
    r"|现予(?:以)?公布|(?:施行|实施|执行)日期"
)
_PERIOD = r"(?:有效期|试行期|执行期)限?(?:为|是|暂定为?|：|:)?\s{0,2}"
_YEARS = re.compile(rf"{_PERIOD}(?P<years>[一二两三四五六七八九十\d]{{1,3}})\s{{0,2}}(?:个)?年")
_DAY = re.compile(
    r"(?:有效期|试行期|执行期)[^。；;《》]{0,24}?(?:至|到|截止)(?P<until>[^。；;《》]{6,24})"
)
_SPAN = re.compile(
    rf"(?:自|从)[^。；;《》]{{6,24}}?(?:起|开始)?[,，]?{_FORCE}(?:至|到)(?P<until>[^。；;《》]{{6,24}})"
)
_OPENS_PERIOD = re.compile(r"^[\s\u3000]*(?:第.{1,5}条\s*)?(?:其)?(?:有效期|试行期|执行期)")
_ITSELF = re.compile(_SELF)
_OWN_PERIOD = re.compile(rf"{_SELF}[^。；;《》,，]{{0,10}}(?:有效期|试行期|执行期)")
_OTHER_PERIOD = re.compile(
    r"(?:证|证书|资格|资质|许可|备案|称号|名单|合同|协议|认定)[^,，。；;]{0,8}(?:的|之)?有效期|规范性文件[，,]自本"
)
_TRIAL = re.compile(r"暂行|试行")
_NUMBERS = {word: n for n, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_INVALID = re.compile(r"失效|废止|无效|停止执行|过期")
_CLAUSE = re.compile(r"[^。；;\n]{1,400}")
_LEAST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Validity:
    """What a text states of its own validity.

    Attributes:
        has_effective_date: it says when it comes into force.
        effective_on: that day, where the text or its day of signature gives it.
        has_period: it says how long it holds.
        valid_until: the last day, by the stated period, where it can be told.
        years: stated number of years.
        is_trial: 暂行 or 试行.
    """

    has_effective_date: bool
    effective_on: date | None
    has_period: bool
    valid_until: date | None
    years: int | None
    is_trial: bool


def read_validity(title: str, body: str, signed_on: date | None) -> Validity | None:
    """The validity that a document states; None when its text is not on the page.

    Args:
        title: for 暂行 and 试行.
        body: text of the document.
        signed_on: stands for 公布之日 where the text counts from it.
    """
    if len(body) < _LEAST_TEXT:
        return None
    clauses = _CLAUSE.findall(body)
    found = _effect_at(clauses)
    own = found[1] if found and found[0] else None
    effective = _effective_on(clauses[own], signed_on) if own is not None else None
    years, until = _period(clauses, own)
    if until is None and years and effective:
        until = years_after(effective, years)
    return Validity(
        has_effective_date=found is not None,
        effective_on=effective,
        has_period=years is not None or until is not None,
        valid_until=until,
        years=years,
        is_trial=bool(_TRIAL.search(title)),
    )


def _effect_at(clauses: list[str]) -> tuple[int, int] | None:
    """The clause on coming into force: how surely it is about the document itself, and which.

    Weight 0 is a day from which something is done; that may be the document or a part of it.
    """
    best: tuple[int, int] | None = None
    for at, clause in enumerate(clauses):
        match = _EFFECT.search(clause) if _MAY_SPEAK.search(clause) else None
        if match is None or not _is_day(match):
            continue
        weight = 2 if _ITSELF.search(clause[: match.end()]) else 1 if _OPENS.search(clause) else 0
        if best is None or (weight, at) >= best:
            best = weight, at
    return best


def _is_day(match: re.Match[str]) -> bool:
    """Whether the words after 自 are a day: 自主实施 and 自觉执行 are no such clause."""
    printed = match["day"] or match["span"]
    return bool(match["issue"] or match["days"] or (printed and find_dates(printed)))


def _effective_on(clause: str, signed_on: date | None) -> date | None:
    match = _EFFECT.search(clause)
    if match is None:
        return None
    if match["days"]:
        return signed_on + timedelta(days=int(match["days"])) if signed_on else None
    if match["issue"]:
        return signed_on
    dates = find_dates(match["day"] or match["span"])
    return dates[0].day if dates else None


def _period(clauses: list[str], effect_at: int | None) -> tuple[int | None, date | None]:
    """Years and last day of the document's own period."""
    near = range(effect_at, effect_at + 3) if effect_at is not None else range(0)
    found: tuple[int | None, date | None] = (None, None)
    for at, clause in enumerate(clauses):
        is_own = bool(_OWN_PERIOD.search(clause)) or (
            at in near and _is_bare(clause, at, effect_at)
        )
        if not is_own or _OTHER_PERIOD.search(clause):
            continue
        years, day = _YEARS.search(clause), _DAY.search(clause) or _SPAN.search(clause)
        until = next((one.day for one in find_dates(day["until"])), None) if day else None
        if years or until:
            found = (_number(years["years"]) if years else None), until
    return found


def _is_bare(clause: str, at: int, effect_at: int | None) -> bool:
    """A period in the clause on coming into force, or one that opens the clause after it."""
    return at == effect_at or bool(_OPENS_PERIOD.match(clause))


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else _NUMBERS.get(printed)


def longest_years(validity: Validity) -> int:
    """The most years that the kind of document may hold."""
    return TRIAL_YEARS if validity.is_trial else NORMAL_YEARS


def says_valid(shown: str | None) -> bool | None:
    """Whether a shown 有效性 calls the document valid; None when it says nothing known."""
    if not shown:
        return None
    if _INVALID.search(shown):
        return False
    return True if "有效" in shown else None


def years_after(day: date, years: int) -> date:
    """The same day some years later, the 28th for a 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
