"""Pass-rate arithmetic: 合格率 = 合格数 / 检查数; 未采到 stands apart and is in neither."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai_monitor.model.finding import SubjectVerdict
from gongkai_monitor.report.blocks import Ratio
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.vocabulary import Platform, SiteKind, SubjectKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a group of sites or accounts came out."""

    label: str
    registered: int
    passed: int
    failed: int
    unread: int  # 未采到, or not judged for another reason
    outside: int  # 不在检查范围: closed, suspended, without a source

    @property
    def running(self) -> int:
        """应查."""
        return self.registered - self.outside

    @property
    def checked(self) -> int:
        """检查数: a conclusion was reached."""
        return self.passed + self.failed

    @property
    def pass_rate(self) -> Ratio:
        """合格率."""
        return Ratio(self.passed, self.checked)

    @property
    def share(self) -> Ratio:
        """检查数 of 应查."""
        return Ratio(self.checked, self.running)


def site_tallies(book: AuditBook) -> tuple[Tally, ...]:
    """One per kind of site that occurs, then all."""
    kinds = {site.site_code: site.kind for site in book.registry.sites}
    return _tallies(book, SubjectKind.SITE, kinds, [(kind, kind.label) for kind in SiteKind])


def account_tallies(book: AuditBook) -> tuple[Tally, ...]:
    """One per platform that occurs, then all."""
    kinds = {account.account_code: account.platform for account in book.registry.accounts}
    return _tallies(book, SubjectKind.ACCOUNT, kinds, [(one, one.label) for one in Platform])


def _tallies(
    book: AuditBook,
    kind: SubjectKind,
    groups: dict[str, SiteKind] | dict[str, Platform],
    order: list[tuple[SiteKind, str]] | list[tuple[Platform, str]],
) -> tuple[Tally, ...]:
    verdicts = {one.subject_id: one for one in book.verdicts if one.subject_kind is kind}
    tallies = []
    for word, label in order:
        codes = [code for code, group in groups.items() if group is word]
        if codes:
            tallies.append(_tally(label, codes, verdicts))
    return (*tallies, _tally("合计", list(groups), verdicts))


def _tally(label: str, codes: list[str], verdicts: dict[str, SubjectVerdict]) -> Tally:
    words = [verdicts[code].verdict if code in verdicts else Verdict.NOT_JUDGED for code in codes]
    return Tally(
        label=label,
        registered=len(codes),
        passed=words.count(Verdict.PASSED),
        failed=words.count(Verdict.FAILED),
        unread=words.count(Verdict.NOT_JUDGED),
        outside=words.count(Verdict.OUT_OF_SCOPE),
    )


def failed_of(verdicts: Iterable[SubjectVerdict], kind: SubjectKind) -> list[SubjectVerdict]:
    """The failed sites or accounts, in the order of the register's codes."""
    found = [one for one in verdicts if one.subject_kind is kind]
    return [one for one in found if one.verdict is Verdict.FAILED]
