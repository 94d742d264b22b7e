"""What a bulletin says, part by part in the usual order; every sentence from stored records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_monitor.clock import china_date
from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.bulletin.problems import of_accounts, problem_sentences
from gongkai_monitor.report.bulletin.recheck import Outcome, Rechecked, counted
from gongkai_monitor.report.bulletin.sums import Tally, account_tallies, site_tallies
from gongkai_monitor.report.bulletin.themes import THEMES, theme_sentences
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import AgencyLevel

_ADDRESSEES = {
    AgencyLevel.PROVINCE: "各市（州）人民政府，省政府各部门、各直属机构：",
    AgencyLevel.CITY: "各县（市、区）人民政府，市政府各部门、各直属机构：",
    AgencyLevel.COUNTY: "各乡镇人民政府（街道办事处），县政府各部门、各直属机构：",
}
_NUMERALS = "一二三四五六七八九十"
_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything stored that a bulletin is made of."""

    book: AuditBook
    period: Period
    audits: int  # in the period
    audited_days: int  # days of the period with at least one audit
    reviews: int  # decided in the period
    bases: tuple[str, ...]
    previous: Period
    rechecked: tuple[Rechecked, ...] | None  # None: nothing was judged in the last period


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with its paragraphs and, where there is one, its table of sums."""

    title: str
    texts: tuple[str, ...]
    level: int = 2
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The paper."""

    title: str
    addressee: str
    introduction: tuple[str, ...]
    parts: tuple[Part, ...]
    issuer: str
    issued_on: date
    annexes: tuple[str, ...]


ANNEXES = ("合格、不合格和未作结论名单", "问题清单", "监测汇总表", "上期问题整改复查表")


def bulletin_of(records: Records, *, issuer: str | None, issued_on: date, due_on: date) -> Bulletin:
    """The bulletin of one period.

    Args:
        records: what is stored.
        issuer: who signs; without one, the first unit of the register without a superior.
        issued_on: date under the paper.
        due_on: last day for the answers.
    """
    book, top = records.book, _top(records.book)
    signed = issuer or (top.name if top else "（发文机关）")
    return Bulletin(
        title=f"{signed}关于{records.period.name}政府网站和政务新媒体检查情况的通报",
        addressee=_ADDRESSEES.get(top.level, "各有关单位：") if top else "各有关单位：",
        introduction=_introduction(records),
        parts=(
            *_overall(records),
            *_problems(book),
            *_demands(due_on),
        ),
        issuer=signed,
        issued_on=issued_on,
        annexes=ANNEXES,
    )


def _top(book: AuditBook) -> Agency | None:
    roots = [agency for agency in book.registry.agencies if not agency.parent_code]
    return roots[0] if roots else None


def _introduction(records: Records) -> tuple[str, ...]:
    period, bases = records.period, "、".join(records.bases)
    reviewed = (
        f"，人工复核 {records.reviews} 条线索" if records.reviews else "，本期没有人工复核记录"
    )
    text = (
        f"根据{bases}，对{period.name}（{_day(period.first)}至{_day(period.last)}）政府网站和政务"
        f"新媒体进行了检查。检查采用技术监测（本期 {period.days} 天中有 {records.audited_days} 天"
        f"作过判断，共 {records.audits} 次{reviewed}），结论以 "
        f"{local(records.book.as_of):%Y-%m-%d %H:%M} 的判断为准。{_unfinished(records)}"
        "现将有关情况通报如下："
    )
    return (text,)


def _unfinished(records: Records) -> str:
    """A period that is not over is no whole period, and the paper says so."""
    is_over = china_date(records.book.as_of) >= records.period.last
    return "" if is_over else "本期的判断未到期末，以下情况只反映到该时点。"


def _overall(records: Records) -> tuple[Part, ...]:
    book = records.book
    sites, accounts = site_tallies(book), account_tallies(book)
    open_problems = [finding for finding in book.findings if is_open(finding)]
    # the sum comes first; without one, part (三) alone says why
    rechecked = (_recheck_sum(records),) if records.rechecked else ()
    subjects = [
        Part(title="政府网站", texts=(_state(sites[-1], "政府网站", "家"),), tallies=sites),
        Part(title="政务新媒体", texts=_accounts(accounts), tallies=accounts),
        Part(title="上期问题整改复查", texts=tuple(_recheck_details(records))),
        *(
            Part(title=theme.title, texts=tuple(theme_sentences(theme, book, open_problems)))
            for theme in THEMES
        ),
    ]
    return (
        Part(title="一、总体情况", texts=rechecked, level=1),
        *_numbered(subjects),
    )


def _state(tally: Tally, what: str, unit: str) -> str:
    """The stock sentence with every denominator."""
    if not tally.registered:
        return f"登记表中没有{what}。"
    said = (
        f"登记{what} {tally.registered} {unit}，其中应查 {tally.running} {unit}"
        f"（另有关停、临时下线或未配置数据来源的 {tally.outside} {unit}不在检查范围）。"
        f"本次共检查{what} {tally.checked} {unit}，占应查数的 {tally.share}，"
        f"其中不合格 {tally.failed} {unit}，总体合格率 {tally.pass_rate}。"
    )
    if not tally.checked:
        said = f"登记{what} {tally.registered} {unit}，本期没有得出结论的，不计算合格率。"
    if tally.unread:
        said += f"未采到或数据不足的 {tally.unread} {unit}不作结论，不计入合格率的分子和分母。"
    return said


def _accounts(tallies: Sequence[Tally]) -> tuple[str, ...]:
    platforms = "、".join(f"{tally.label} {tally.registered} 个" for tally in tallies[:-1])
    said = _state(tallies[-1], "政务新媒体", "个")
    return (f"{said}按平台：{platforms}。",) if platforms else (said,)


def _recheck_sum(records: Records) -> str:
    if records.rechecked is None:
        return f"上期（{records.previous.name}）没有判断记录，无从复查。"
    if not records.rechecked:
        return f"上期（{records.previous.name}）没有单项否决问题，无需复查。"
    counts = counted(records.rechecked)
    total = len(records.rechecked)
    shares = "，".join(f"{outcome}的 {count}/{total} 项" for outcome, count in counts.items())
    return f"经复查，上期（{records.previous.name}）检查发现的 {total} 项单项否决问题中，{shares}。"


def _recheck_details(records: Records) -> list[str]:
    if not records.rechecked:
        return [_recheck_sum(records)]
    names = Names.of(records.book.registry)
    said = []
    for outcome in Outcome:
        found = [one.finding for one in records.rechecked if one.outcome is outcome]
        if not found:
            continue
        listed = "；".join(
            f"{names.agency(one.agency_code)}“{one.subject_name}”（{one.title}）"
            for one in found[:_NAMED]
        )
        more = "等，详见附件 4" if len(found) > _NAMED else ""
        said.append(f"{outcome} {len(found)} 项：{listed}{more}。")
    return said


def _problems(book: AuditBook) -> tuple[Part, ...]:
    names = Names.of(book.registry)
    problems = [finding for finding in book.findings if is_open(finding)]
    accounts = [finding for finding in problems if of_accounts(finding)]
    sites = [finding for finding in problems if not of_accounts(finding)]
    nothing = ("本期已采到的对象中没有发现问题。",)
    parts = [
        Part(title="政府网站", texts=tuple(problem_sentences(sites, names)) or nothing),
        Part(title="政务新媒体", texts=tuple(problem_sentences(accounts, names)) or nothing),
    ]
    head = f"本期未消除的问题共 {len(problems)} 项。"
    if book.candidates:
        head += f"另有待复核线索 {len(book.candidates)} 条，未经人工核实，不列入本通报。"
    return (Part(title="二、主要问题", texts=(head,), level=1), *_numbered(parts))


def _demands(due_on: date) -> tuple[Part, ...]:
    texts = (
        f"各有关单位要对照附件所列问题逐项整改，于{_day(due_on)}前书面报送整改情况。",
        "对问题有异议的，请在上述时限内提交情况说明和证明材料，经复核后更正。",
        "主办单位负主体责任；逾期未改的，将在下一期通报中列明。",
    )
    return (Part(title="三、工作要求", texts=texts, level=1),)


def _numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(
        Part(title=f"（{_NUMERALS[number]}）{part.title}", texts=part.texts, tallies=part.tallies)
        for number, part in enumerate(parts)
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
