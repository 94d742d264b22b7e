"""Everything a book knows about one site, put together."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.model.registry import Site
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    Effect,
    SubjectKind,
    Verdict,
)

_ORDER = (Verdict.FAILED, Verdict.NOT_JUDGED, None, Verdict.PASSED, Verdict.OUT_OF_SCOPE)
_NAME = re.compile(r"[0-9A-Za-z_-]{1,40}")
_NOTHING = Row({})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCard:
    """One site at one moment."""

    site: Site
    file_name: str
    conclusion: SubjectVerdict | None
    findings: tuple[Finding, ...]  # of the site, its channels and its documents
    candidates: tuple[Finding, ...]
    facts: Row
    availability: Row
    link_run: Row
    channels: tuple[Row, ...]
    links: tuple[Row, ...]
    attachment_run: Row
    unread_files: tuple[Row, ...]
    hours: tuple[Row, ...]

    @property
    def verdict(self) -> Verdict | None:
        """结论; None before the site was ever judged."""
        return self.conclusion.verdict if self.conclusion else None

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Open problems."""
        return tuple(finding for finding in self.findings if is_open(finding))

    @property
    def vetoes(self) -> tuple[Finding, ...]:
        """Open problems that fail the site."""
        wanted = set(self.conclusion.veto_finding_ids) if self.conclusion else set()
        return tuple(
            finding
            for finding in self.problems
            if finding.finding_id in wanted and finding.effect is Effect.VETO
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the site has its verdict, when it is not 合格."""
        is_plain = self.conclusion is None or self.verdict is Verdict.PASSED
        return () if is_plain or self.conclusion is None else self.conclusion.reasons

    @property
    def read_channels(self) -> tuple[Row, ...]:
        """Channels that were read this time."""
        return tuple(row for row in self.channels if not why_not_read(row))

    @property
    def overdue_channels(self) -> int | None:
        """Channels beyond their window; None when none was read."""
        read = self.read_channels
        return sum(is_overdue(row) for row in read) if read else None

    @property
    def dead_links(self) -> int | None:
        """失效 links; None when none was checked."""
        is_checked = bool(self.link_run.whole("checked_count"))
        return (self.link_run.whole("dead_count") or 0) if is_checked else None


def is_overdue(channel: Row) -> bool:
    """A channel that was read, is not empty, and is beyond its window."""
    days, window = channel.whole("days_since_update"), channel.whole("window_days")
    is_read = channel.text("collection_state") == CollectionState.COLLECTED
    is_empty = channel.text("is_empty") == "True"
    return is_read and not is_empty and days is not None and window is not None and days > window


def why_not_read(row: Row) -> str:
    """未采到 with its cause; "" when the row was read."""
    state = row.text("collection_state")
    if state in {"", CollectionState.COLLECTED}:
        return ""
    cause = CollectionCause(row.text("cause")).label
    detail = row.text("detail")
    return f"{CollectionState(state).label}：{cause}" + (f"（{detail}）" if detail else "")


def cards_of(book: AuditBook) -> tuple[SiteCard, ...]:
    """A card for every registered site, the worst first."""
    verdicts = {
        one.subject_id: one for one in book.verdicts if one.subject_kind is SubjectKind.SITE
    }
    owners = _owners(book)
    findings = _by_site(book.findings, owners)
    candidates = _by_site(book.candidates, owners)
    tables = {
        name: _grouped(rows(book.facts.get(name)))
        for name in ("site", "availability", "link_run", "channel", "link", "attachment_run")
    }
    unread_files = _grouped(
        row for row in rows(book.facts.get("personal_data_leak")) if why_not_read(row)
    )
    hours = _grouped(rows(book.probe_hours))
    cards = [
        SiteCard(
            site=site,
            file_name=f"{_file_stem(site.site_code, number)}.html",
            conclusion=verdicts.get(site.site_code),
            findings=tuple(findings[site.site_code]),
            candidates=tuple(candidates[site.site_code]),
            facts=_first(tables["site"][site.site_code]),
            availability=_first(tables["availability"][site.site_code]),
            link_run=_first(tables["link_run"][site.site_code]),
            channels=tuple(tables["channel"][site.site_code]),
            links=tuple(tables["link"][site.site_code]),
            attachment_run=_first(tables["attachment_run"][site.site_code]),
            unread_files=tuple(unread_files[site.site_code]),
            hours=tuple(hours[site.site_code]),
        )
        for number, site in enumerate(book.registry.sites)
    ]
    return tuple(sorted(cards, key=_gravity))


def _gravity(card: SiteCard) -> tuple[int, int, int, int, str]:
    return (
        _ORDER.index(card.verdict),
        -len(card.vetoes),
        -len(card.problems),
        -len(card.candidates),
        card.site.site_code,
    )


def _owners(book: AuditBook) -> dict[str, str]:
    """Channel or document address -> the site it belongs to."""
    owners = {channel.url: channel.site_code for channel in book.registry.channels}
    for row in rows(book.facts.get("document")):
        owners.setdefault(row.text("document_url"), row.text("site_code"))
    return owners


def _by_site(findings: Iterable[Finding], owners: dict[str, str]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        is_site = finding.subject_kind is SubjectKind.SITE
        code = finding.subject_id if is_site else owners.get(finding.subject_id, "")
        grouped[code].append(finding)
    return grouped


def _grouped(table: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        grouped[row.text("site_code")].append(row)
    return grouped


def _first(found: list[Row]) -> Row:
    return found[0] if found else _NOTHING


def _file_stem(site_code: str, number: int) -> str:
    """The code, when it can be a file name, else the site's place in the register."""
    return site_code if _NAME.fullmatch(site_code) else f"site-{number}"
