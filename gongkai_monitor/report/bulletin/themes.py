"""Special subjects of a bulletin (IPv6, 找错, 政策解读, 留言, 年度报表): said only from records."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import Ratio
from gongkai_monitor.report.book import AuditBook
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
    """What the records say; that nothing was looked at, when nothing was."""
    notes = [note for edition in book.editions for note in edition.indicators]
    if not book.verdicts or not any(note.rule.startswith(theme.rules) for note in notes):
        return ["本期没有这方面的检查记录，不作说明。"]
    found = [finding for finding in problems if finding.rule.startswith(theme.rules)]
    units = {finding.agency_code for finding in found if finding.agency_code}
    said = "本期没有未消除的问题记录（未采到、未检查的不在此列）。"
    if found:
        said = f"发现问题 {len(found)} 项，涉及 {len(units)} 个单位，见附件 2。"
    return [*(_interpretations(book) if theme.rules == ("J-",) else ()), said]


def _interpretations(book: AuditBook) -> list[str]:
    """政策解读 with its numerator and denominator."""
    needed = [row for row in rows(book.facts.get("document")) if _needs(row)]
    if not needed:
        return []
    done = sum(bool(row.text("interpretation_url")) for row in needed)
    return [f"应配发解读的政策文件 {len(needed)} 件，已有解读 {Ratio(done, len(needed))}。"]


def _needs(row: Row) -> bool:
    return row.text("needs_interpretation") == "True"
