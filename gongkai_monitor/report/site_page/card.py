"""The page of one site, made of the blocks that every report is made of."""

from collections import Counter
from collections.abc import Sequence

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    KeyFigure,
    Link,
    Note,
    Paragraph,
    Place,
    Section,
    Table,
    Tone,
)
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, badge, local
from gongkai_monitor.report.finding_table import finding_table
from gongkai_monitor.report.headline import Headline
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.sections.problems import GROUPS
from gongkai_monitor.report.site_page.attachments import attachments_section
from gongkai_monitor.report.site_page.evidence import evidence_section
from gongkai_monitor.report.site_page.sites import SiteCard, is_overdue, why_not_read
from gongkai_monitor.report.site_page.strip import availability_strip
from gongkai_monitor.vocabulary import ChannelKind, LinkKind, LinkState, Verdict

_WORST_FIRST = ("超期", "空白", "未采到", "正常", "转到其他系统")


def card_headline(card: SiteCard, book: AuditBook, names: Names) -> Headline:
    """Name, verdict in a sentence, six numbers."""
    site, day = card.site, book.day
    figures = [
        _figure("单项否决", len(card.vetoes), Tone.BAD),
        _figure("其他问题", len(card.problems) - len(card.vetoes), Tone.WARN),
        _figure("待复核线索", len(card.candidates), Tone.PLAIN),
    ]
    if card.overdue_channels is not None:
        read = len(card.read_channels)
        figures.append(_figure("超期栏目", card.overdue_channels, Tone.WARN, read, "已查栏目"))
    if card.dead_links is not None:
        checked = card.link_run.whole("checked_count")
        figures.append(_figure("失效链接", card.dead_links, Tone.BAD, checked, "已查链接"))
    visits = card.availability.whole("probe_count")
    if visits:
        failed = card.availability.whole("probe_failed_count") or 0
        figures.append(_figure("探测失败", failed, Tone.WARN, visits, "近 7 天探测"))
    return Headline(
        name=site.name,
        title="检查情况",
        day=f"{day.year}年{day.month}月{day.day}日",
        issue=f"网站标识码 {site.site_code}",
        as_of=f"数据截至 {local(book.as_of):%Y-%m-%d %H:%M}（北京时间）",
        lead=_lead(card, names),
        figures=tuple(figures),
    )


def card_sections(card: SiteCard, book: AuditBook, names: Names) -> tuple[Section, ...]:
    """Every part of the page."""
    return (
        _conclusion(card, names),
        _problems(card, names),
        _availability(card, book),
        _channels(card),
        _links(card),
        attachments_section(card),
        _candidates(card, names),
        evidence_section((*card.problems, *card.candidates)),
    )


def _figure(
    label: str, value: int, tone: Tone, of: int | None = None, of_label: str = ""
) -> KeyFigure:
    return KeyFigure(
        label=label, value=value, of=of, of_label=of_label, tone=tone if value else Tone.PLAIN
    )


def _lead(card: SiteCard, names: Names) -> str:
    agency = names.agency(card.site.agency_code)
    word = card.verdict.label if card.verdict else "尚未判断"
    return f"{agency}主办，{card.site.kind.label}网站。检查结论：{word}。"


def _conclusion(card: SiteCard, names: Names) -> Section:
    facts = card.facts
    blocks: list[Block] = [Note(reason, _tone(card)) for reason in card.reasons]
    newest = facts.day("home_newest_on")
    days = facts.whole("days_since_home_update")
    rows: list[tuple[Cell, ...]] = [
        ("结论", badge(card.verdict.label) if card.verdict else "尚未判断"),
        ("主办单位", names.agency(card.site.agency_code)),
        ("首页", Link(card.site.home_url)),
        ("采集", why_not_read(facts) or "已查"),
        ("读取时间", facts.instant("collected_at")),
    ]
    if not why_not_read(facts):
        rows += [
            ("首页最近更新", newest or "未见注明日期的信息"),
            ("距读取时（天）", days),
            ("首页时限（天）", facts.whole("window_days")),
        ]
    table = Table(
        title="基本情况",
        columns=(Column("项目", width=16), Column("内容", width=60)),
        rows=tuple(row for row in rows if row[1] is not None),
    )
    if card.conclusion and card.verdict is Verdict.PASSED:
        blocks += [Paragraph(f"未作判断的部分：{gap}") for gap in _gaps(card)]
    return Section(key="conclusion", title="结论", blocks=(*blocks, table))


def _gaps(card: SiteCard) -> list[str]:
    """What 合格 does not speak of: reasons of a passed site that are no findings."""
    said = {finding.message for finding in card.findings}
    return (
        [reason for reason in card.conclusion.reasons if reason not in said]
        if card.conclusion
        else []
    )


def _tone(card: SiteCard) -> Tone:
    return Tone.BAD if card.verdict is Verdict.FAILED else Tone.WARN


def _problems(card: SiteCard, names: Names) -> Section:
    wanted = {finding.finding_id for finding in card.vetoes}
    others = [finding for finding in card.findings if finding.finding_id not in wanted]
    tables = []
    if card.vetoes:
        tables.append(_list("单项否决", card.vetoes, names))
    unread = why_not_read(card.facts)
    empty = f"{unread}，不作判断。" if unread else "没有发现问题。"
    tables.append(_list("其他问题和提示", others, names, empty))
    return Section(
        key="problems", title="问题", blocks=tuple(tables), count=len(card.problems) or None
    )


def _list(title: str, findings: Sequence[Finding], names: Names, empty: str = "无") -> Table:
    present = {finding.status.label for finding in findings}
    groups = tuple(group for group in GROUPS if group.value in present)
    return finding_table(title, findings, names, groups=groups, empty=empty)


def _availability(card: SiteCard, book: AuditBook) -> Section:
    row = card.availability
    visits = row.whole("probe_count") or 0
    said = "近 7 个 24 小时没有探测记录，可用性不作判断。"
    if visits:
        failed = row.whole("probe_failed_count") or 0
        said = f"近 7 个 24 小时探测 {visits} 次，失败 {failed} 次（{failed / visits:.1%}）。"
        said += f"{why_not_read(row)}，不作判断。" if why_not_read(row) else ""
    blocks: tuple[Block, ...] = (Paragraph(said), availability_strip(card.hours, book.as_of))
    return Section(key="availability", title="可用性", blocks=blocks)


def _channels(card: SiteCard) -> Section:
    lines = sorted(map(_channel, card.channels), key=_channel_order)
    table = Table(
        title="栏目更新",
        columns=(
            Column("状态", ColumnKind.BADGE, width=10),
            Column("栏目", ColumnKind.LINK, width=44),
            Column("类别", place=Place.BENEATH, width=12),
            Column("说明", place=Place.BENEATH, width=36),
            Column("最近更新", ColumnKind.DATE, width=12),
            Column("已过（天）", ColumnKind.NUMBER, width=10),
            Column("剩余（天）", ColumnKind.NUMBER, width=10),
            Column("时限（天）", ColumnKind.NUMBER, width=10),
        ),
        rows=tuple((badge(str(line[0])), *line[1:]) for line in lines),
        empty="登记表中没有这个站点的栏目。",
        is_list=True,
    )
    return Section(
        key="channels", title="栏目", blocks=(table,), count=card.overdue_channels or None
    )


def _channel_order(line: tuple[Cell, ...]) -> tuple[int, int]:
    """By state, then the channel with the fewest days left first."""
    left = line[6]
    return _WORST_FIRST.index(str(line[0])), left if isinstance(left, int) else 0


def _channel(row: Row) -> tuple[Cell, ...]:
    days, window = row.whole("days_since_update"), row.whole("window_days")
    unread, link = why_not_read(row), Link(row.text("channel_url"), row.text("name"))
    kind = ChannelKind(row.text("kind")).label if row.text("kind") else ""
    if unread:
        return ("未采到", link, kind, unread, None, None, None, window)
    if row.text("redirects_to"):
        return ("转到其他系统", link, kind, row.text("redirects_to"), None, None, None, None)
    if row.text("is_empty") == "True":
        return ("空白", link, kind, row.text("explanation"), None, None, None, window)
    left = window - days if days is not None and window is not None else None
    state = "超期" if is_overdue(row) else "正常"
    return (state, link, kind, "", row.day("newest_on"), days, left, window)


def _links(card: SiteCard) -> Section:
    run = card.link_run
    checked = run.whole("checked_count")
    said = "本期没有检查链接。"
    if checked:
        counts = Counter({word: run.whole(f"{word.value}_count") or 0 for word in LinkState})
        said = f"已查 {checked} 个链接：" + "，".join(
            f"{word.label} {count}" for word, count in counts.items()
        )
    table = Table(
        title="不正常的链接",
        columns=(
            Column("状态", ColumnKind.BADGE, width=10),
            Column("链接", ColumnKind.LINK, width=56),
            Column("类型", place=Place.BENEATH, width=8),
            Column("原因", width=30),
            Column("所在页面", width=10),
            Column("出现处数", ColumnKind.NUMBER, width=8),
            Column("整改建议", place=Place.DETAIL, width=36),
            Column("出现位置", ColumnKind.LINK, place=Place.DETAIL, width=60),
            Column("首次失败", ColumnKind.INSTANT, place=Place.DETAIL, width=17),
        ),
        rows=tuple(_link(row) for row in sorted(card.links, key=_link_order)),
        empty="没有失效、疑似或无法核实的链接。" if checked else "未检查，不作判断。",
        is_list=True,
        fold="出现位置与整改建议",
    )
    blocks: tuple[Block, ...] = (Paragraph(said), table)
    return Section(key="links", title="链接", blocks=blocks, count=card.dead_links or None)


def _link_order(row: Row) -> tuple[int, bool, str]:
    """By state; what stands on the home page first."""
    state = list(LinkState).index(LinkState(row.text("state")))
    return state, row.text("is_on_home") != "True", row.text("url")


def _link(row: Row) -> tuple[Cell, ...]:
    kind = row.text("kind")
    return (
        badge(LinkState(row.text("state")).label),
        Link(row.text("url")),
        LinkKind(kind).label if kind else "",
        row.text("reason"),
        row.text("place"),
        row.whole("places_count"),
        row.text("remedy"),
        tuple(Link(place) for place in row.items("places")),
        row.instant("first_failed_at"),
    )


def _candidates(card: SiteCard, names: Names) -> Section:
    note = Note("线索尚未经人工复核，不是问题，不计入问题数，不影响合格与否。")
    table = _list("待复核线索", card.candidates, names)
    blocks: tuple[Block, ...] = (
        (note, table) if card.candidates else (Paragraph("没有待复核线索。"),)
    )
    return Section(
        key="candidates", title="待复核线索", blocks=blocks, count=len(card.candidates) or None
    )
