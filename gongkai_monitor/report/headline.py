"""The masthead: which day, which issue, and the day in a sentence and six numbers."""

from collections import Counter
from dataclasses import dataclass

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import KeyFigure, Tone
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.coverage_sums import covered, subjects, sum_of
from gongkai_monitor.vocabulary import FindingStatus, SubjectKind, Verdict

_WEEKDAYS = "一二三四五六日"
OPEN = (FindingStatus.NEW, FindingStatus.ONGOING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What stands above everything else."""

    name: str
    title: str
    day: str
    issue: str
    as_of: str
    lead: str
    figures: tuple[KeyFigure, ...]


def headline(book: AuditBook) -> Headline:
    """The masthead of a book; coverage comes first there too."""
    total = sum_of("", subjects(covered(book)))
    day = book.day
    coverage = KeyFigure(label="已采到", value=total.collected, of=total.expected, of_label="应查")
    return Headline(
        name=book.name,
        title="日报",
        day=f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}",
        issue=f"〔{day.year}〕第 {day.timetuple().tm_yday} 期",
        as_of=f"数据截至 {local(book.as_of):%Y-%m-%d %H:%M}（北京时间）",
        lead=_lead(book, total.expected, total.collected, total.uncollected),
        figures=(coverage, *problem_figures(book)),
    )


def open_findings(book: AuditBook) -> tuple[Finding, ...]:
    """新增 and 持续."""
    return tuple(finding for finding in book.findings if finding.status in OPEN)


def problem_figures(book: AuditBook) -> tuple[KeyFigure, ...]:
    """Verdicts of the judged, then what is new, open and gone."""
    status = Counter(finding.status for finding in book.findings)
    still = status[FindingStatus.NEW] + status[FindingStatus.ONGOING]
    before = status[FindingStatus.ONGOING] + status[FindingStatus.RESOLVED]
    return (
        _failed(book, SubjectKind.SITE),
        _failed(book, SubjectKind.ACCOUNT),
        KeyFigure(
            label="新增问题",
            value=status[FindingStatus.NEW],
            of=still,
            of_label="未消除问题",
            tone=Tone.BAD if status[FindingStatus.NEW] else Tone.PLAIN,
        ),
        KeyFigure(
            label="持续问题", value=status[FindingStatus.ONGOING], of=still, of_label="未消除问题"
        ),
        KeyFigure(
            label="已消除",
            value=status[FindingStatus.RESOLVED],
            of=before,
            of_label="此前问题",
            tone=Tone.GOOD if status[FindingStatus.RESOLVED] else Tone.PLAIN,
        ),
    )


def _failed(book: AuditBook, kind: SubjectKind) -> KeyFigure:
    verdicts = Counter(verdict.verdict for verdict in book.verdicts if verdict.subject_kind is kind)
    failed = verdicts[Verdict.FAILED]
    return KeyFigure(
        label=f"不合格{kind.label}",
        value=failed,
        of=failed + verdicts[Verdict.PASSED],
        of_label="已作结论",
        tone=Tone.BAD if failed else Tone.PLAIN,
    )


def _lead(book: AuditBook, expected: int, collected: int, uncollected: int) -> str:
    status = Counter(finding.status for finding in book.findings)
    failed = Counter(
        verdict.subject_kind for verdict in book.verdicts if verdict.verdict is Verdict.FAILED
    )
    blind = f"，未采到 {uncollected} 个（不作结论）" if uncollected else "，全部采到"
    return (
        f"应查站点和账号 {expected} 个，已查 {collected} 个{blind}。"
        f"不合格站点 {failed[SubjectKind.SITE]} 个、账号 {failed[SubjectKind.ACCOUNT]} 个；"
        f"新增问题 {status[FindingStatus.NEW]} 项，持续 {status[FindingStatus.ONGOING]} 项，"
        f"已消除 {status[FindingStatus.RESOLVED]} 项。"
    )
