"""Special subjects of a bulletin (IPv6, 找错, 政策解读, 留言, 年度报表): said only from records."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import Ratio
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.bulletin.looked import Looked, looked_at
from gongkai_monitor.report.cells import Row, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject and the rules that look at it."""

    title: str
    rules: tuple[str, ...]  # beginnings of rule ids


THEMES = (
    Theme(title="IPv6 支持情况", rules=("G-14",)),
    Theme(title="“我为政府网站找错”", rules=("Z-",)),
    Theme(title="政策解读", rules=("J-",)),
    Theme(title="互动交流和留言办理", rules=("W-5", "K-C")),
    Theme(title="年度报表和年度报告", rules=("G-20", "I-11")),
)


def theme_sentences(theme: Theme, book: AuditBook, problems: Sequence[Finding]) -> list[str]:
    """What the records say; what was not collected is 未采到 with its cause, never 0."""
    notes = {
        note.code: note
        for edition in book.editions
        for note in edition.indicators
        if note.rule.startswith(theme.rules)
    }
    if not book.verdicts or not notes:
        return ["本期没有这方面的检查记录，不作说明。"]
    looked = [looked_at(note, book) for note in notes.values()]
    found = [finding for finding in problems if finding.rule.startswith(theme.rules)]
    said = [_found_words(found)] if found else _nothing_found(looked)
    return [*(_interpretations(book) if theme.rules == ("J-",) else ()), *said, *_unread(looked)]


def _found_words(found: Sequence[Finding]) -> str:
    units = {finding.agency_code for finding in found if finding.agency_code}
    return f"发现问题 {len(found)} 项，涉及 {len(units)} 个单位，见附件 2。"


def _nothing_found(looked: Sequence[Looked]) -> list[str]:
    """Without a problem: how many were checked; nothing where nobody was."""
    told = {subject for one in looked for subject in one.told}
    return [f"已检查的 {len(told)} 个对象没有未消除的问题记录。"] if told else []


def _unread(looked: Sequence[Looked]) -> list[str]:
    """Rules that measured nothing at all, and how many objects others could not tell."""
    if not any(one.told or one.untold for one in looked):
        return ["本期没有这方面的检查对象，不作说明。"]
    said = []
    for one in looked:
        if not one.told and not one.untold:
            said.append(f"“{one.title}”本期没有检查对象，不作说明。")
        elif one.untold and not one.told:
            said.append(f"“{one.title}”未采到（{one.causes}），不作说明。")
        elif one.untold:
            said.append(
                f"“{one.title}”另有 {len(one.untold)} 个对象未采到（{one.causes}），不在此列。"
            )
    return said


def _interpretations(book: AuditBook) -> list[str]:
    """政策解读 with its numerator and denominator."""
    needed = [row for row in rows(book.facts.get("document")) if _needs(row)]
    if not needed:
        return []
    done = sum(bool(row.text("interpretation_url")) for row in needed)
    return [f"应配发解读的政策文件 {len(needed)} 件，已有解读 {Ratio(done, len(needed))}。"]


def _needs(row: Row) -> bool:
    return row.text("needs_interpretation") == "True"
