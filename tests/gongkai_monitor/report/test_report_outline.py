"""Sections: their order, their sums, and what they refuse to say."""

import itertools
from dataclasses import replace
from datetime import date
from types import ModuleType

import pandas as pd
import pytest

from gongkai_monitor.report.blocks import (
    Figure,
    FigureKind,
    Group,
    KeyFigures,
    Note,
    Paragraph,
    Section,
    Table,
    plain,
)
from gongkai_monitor.report.book import AuditBook, ReportError, SoundnessNote
from gongkai_monitor.report.coverage_sums import covered, subjects, sum_of, sums
from gongkai_monitor.report.headline import headline
from gongkai_monitor.report.outline import daily_sections
from gongkai_monitor.vocabulary import CollectionState, Disposition, SubjectKind

OUTLINE = [
    (
        "coverage",
        "采集覆盖",
        [
            "Note",
            "KeyFigures",
            "Paragraph",
            "Table",
            "Table",
            "Paragraph",
            "Table",
            "Table",
        ],
    ),
    (
        "overview",
        "总览",
        ["KeyFigures", "Table", "Paragraph", "Figure", "Figure", "Figure", "Figure", "Table"],
    ),
    ("problems", "问题：新增、持续、已消除", ["Note", "Table"]),
    ("candidates", "待复核线索", ["Note", "Table", "Table"]),
    ("sites", "站点情况", ["Note", "Table"]),
    ("deadlines", "临期提醒", ["Table"]),
    ("agencies", "按单位", ["Paragraph", "Table"]),
    ("dispositions", "账号处置建议", ["KeyFigures", "Paragraph", "Table", "Table"]),
    ("attention", "关注度（仅供参考）", ["Paragraph", "Table", "Table"]),
    ("interpretations", "政策解读", ["Paragraph", "KeyFigures", "Table", "Table"]),
    ("duties", "工作台账", ["KeyFigures", "Paragraph", "Table", "Table", "Table"]),
    ("dead-links", "死链", ["KeyFigures", "Table"]),
    ("hotspots", "舆情热点", ["KeyFigures", "Paragraph", "Table", "Paragraph", "Table"]),
    ("uncollected", "未采集说明", ["Paragraph", "Table"]),
    ("rules", "附：规则依据与口径", ["Paragraph", "Table", "Table", "Table", "Table"]),
]


def section(book: AuditBook, key: str) -> Section:
    return next(one for one in daily_sections(book) if one.key == key)


def listing(book: AuditBook, key: str) -> Table:
    blocks = section(book, key).blocks
    return next(block for block in blocks if isinstance(block, Table) and block.is_list)


def column(table: Table, title: str) -> list[str]:
    index = [one.title for one in table.columns].index(title)
    return [plain(row[index]) for row in table.rows]


def text_of(part: Section) -> str:
    return "\n".join(b.text for b in part.blocks if isinstance(b, Paragraph | Note))


def test_the_outline_is_in_the_agreed_order_and_coverage_is_first(books: ModuleType) -> None:
    sections = daily_sections(books.normal_day())
    shape = [
        (one.key, one.title, [type(block).__name__ for block in one.blocks]) for one in sections
    ]
    assert shape == OUTLINE


def test_the_same_book_gives_the_same_sections(books: ModuleType) -> None:
    assert daily_sections(books.normal_day()) == daily_sections(books.normal_day())


def test_the_states_sum_to_the_register_per_platform_and_in_total(books: ModuleType) -> None:
    book = books.normal_day()
    table = covered(book)
    lines = {line.label: line for line in sums(table)}
    assert lines["站点"].registered == 40
    assert lines["栏目"].registered == 160
    accounts = [line for label, line in lines.items() if label not in {"站点", "栏目"}]
    assert sum(line.registered for line in accounts) == 300
    total = sum_of("", subjects(table))
    assert total.registered == 340
    assert total.expected == total.collected + total.uncollected
    assert total.registered == total.expected + total.out_of_scope
    shown = section(book, "coverage").blocks[3]
    assert isinstance(shown, Table)
    assert shown.rows[-1][1:6] == (340, 6, 334, 321, 13)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.iloc[0:0],
        lambda frame: frame.iloc[1:],
        lambda frame: pd.concat([frame, frame.iloc[[7]]]),
        lambda frame: frame.drop(columns="cause"),
        lambda frame: pd.DataFrame(),
    ],
    ids=["empty", "one subject missing", "one subject twice", "no causes", "nothing at all"],
)
def test_no_report_without_whole_coverage(books: ModuleType, spoil) -> None:
    book = books.normal_day()
    with pytest.raises(ReportError, match="采集覆盖表"):
        daily_sections(replace(book, coverage=spoil(book.coverage)))


def test_an_unknown_state_is_loud(books: ModuleType) -> None:
    book = books.normal_day()
    frame = book.coverage.assign(collection_state="perhaps")
    with pytest.raises(ValueError, match="perhaps"):
        daily_sections(replace(book, coverage=frame))


def test_an_account_that_was_not_read_is_never_proposed_for_shutdown(books: ModuleType) -> None:
    book = books.normal_day()
    verdicts = tuple(
        replace(verdict, disposition=Disposition.SHUT_DOWN)
        if verdict.subject_kind is SubjectKind.ACCOUNT
        and verdict.collection_state is CollectionState.UNCOLLECTED
        else verdict
        for verdict in book.verdicts
    )
    with pytest.raises(ReportError, match="建议关停"):
        daily_sections(replace(book, verdicts=verdicts))


def test_a_subject_beside_the_register_is_told_apart(books: ModuleType) -> None:
    book = books.empty_day()
    extra = book.coverage.iloc[[3]].assign(subject_id="http://new.example/x/")
    frame = pd.concat([book.coverage, extra])
    part = section(replace(book, coverage=frame), "coverage")
    assert "登记表以外的对象 1 个" in text_of(part)


def test_two_sites_may_list_the_same_channel(books: ModuleType) -> None:
    book = books.empty_day()
    shared = replace(book.registry.channels[0], site_code=book.registry.sites[1].site_code)
    registry = replace(book.registry, channels=(*book.registry.channels, shared))
    twice = pd.concat([book.coverage, book.coverage.iloc[[3]]])
    assert daily_sections(replace(book, registry=registry, coverage=twice))
    with pytest.raises(ReportError, match="缺少 1 个登记对象"):
        daily_sections(replace(book, registry=registry))


def test_a_failed_check_of_the_data_is_said_aloud(books: ModuleType) -> None:
    failed = SoundnessNote(
        name="采集覆盖率",
        is_passed=False,
        observed="41%",
        limit="不低于 80%",
        effect="不作账号结论。",
    )
    part = section(replace(books.normal_day(), soundness=(failed,)), "coverage")
    assert "数据可靠性检查未通过：采集覆盖率。不作账号结论。" in text_of(part)


def test_a_proposal_shows_the_pages_it_stands_on(books: ModuleType) -> None:
    book = books.normal_day()
    table = listing(book, "dispositions")
    for kind, reasons, pages in zip(
        column(table, "建议"), column(table, "理由"), column(table, "证据"), strict=True
    ):
        if kind in {"关停", "整改"}:
            assert "天未更新" in reasons
            assert "SHA-256" in pages


def test_every_finding_is_listed_with_its_rule_basis_limit_place_time_and_evidence(
    books: ModuleType,
) -> None:
    book = books.normal_day()
    table = listing(book, "problems")
    assert sorted(column(table, "问题编号")) == sorted(one.finding_id for one in book.findings)
    for title in ("规则", "依据", "实测", "限值", "位置", "核实时间", "证据", "整改建议"):
        assert all(column(table, title)), title
    finding = book.findings[0]
    row = column(table, "问题编号").index(finding.finding_id)
    evidence = column(table, "证据")[row]
    page = finding.evidence[0]
    for part in (page.url, page.content_hash, page.warc_file, str(page.warc_offset), "HTTP 200"):
        assert str(part) in evidence
    assert "2026-11-22 11:12:40" in evidence  # Chinese time


def test_rules_that_are_not_verified_say_that_they_decide_nothing(books: ModuleType) -> None:
    table = listing(books.normal_day(), "problems")
    effects = dict(zip(column(table, "代码"), column(table, "影响"), strict=True))
    assert "不影响合格与否" in effects["site.dead_link"]
    assert "不影响" not in effects["account.content_stale"]
    rules = listing(books.normal_day(), "rules")
    assert set(column(rules, "类别")) == {"已核实规则", "地方规则", "未核实规则"}
    for kind, sureness in zip(column(rules, "类别"), column(rules, "核实程度"), strict=True):
        assert (kind == "未核实规则") == (sureness in {"未核实", "部分核实"})
    assert all(column(rules, "限值"))
    assert not any("{" in text for text in column(rules, "限值"))


def test_the_days_left_count_down_and_nobody_unread_is_listed(books: ModuleType) -> None:
    book = books.normal_day()
    table = listing(book, "deadlines")
    left = [int(text) for text in column(table, "剩余（天）")]
    assert left == sorted(left)
    assert left[0] >= 0
    facts = book.facts["account"].assign(collection_state="uncollected")
    assert not listing(replace(book, facts={"account": facts}), "deadlines").rows


@pytest.mark.parametrize(
    ("late", "left", "interpreted", "due", "state", "shown"),
    [
        (1, None, None, date(2026, 11, 20), "collected", "逾期未解读"),
        (2, None, "http://x.example/j", date(2026, 11, 20), "collected", "逾期已解读"),
        (0, 0, None, date(2026, 11, 22), "collected", "计时中"),
        (None, 2, None, date(2026, 11, 24), "collected", "计时中"),
        (None, None, None, None, "collected", "不能判断"),
        (9, None, None, date(2026, 11, 2), "uncollected", "未采到"),
        (None, None, "http://x.example/j", date(2026, 11, 24), "collected", None),
    ],
    ids=["late", "late but there", "last day", "running", "no calendar", "unread", "in time"],
)
def test_interpretations_by_state(
    books: ModuleType, late, left, interpreted, due, state, shown
) -> None:
    row = {
        "subject_id": "http://x.example/d",
        "title": "关于某事的通知",
        "needs_interpretation": True,
        "collection_state": state,
        "workdays_late": late,
        "workdays_left": left,
        "interpretation_url": interpreted,
        "due_on": due,
    }
    book = replace(books.empty_day(), facts={"document": pd.DataFrame([row])})
    assert column(listing(book, "interpretations"), "状态") == ([shown] if shown else [])


def test_the_rate_of_an_agency_counts_what_was_owed_and_read(books: ModuleType) -> None:
    row = {"needs_interpretation": True, "collection_state": "collected", "agency_code": "A"}
    documents = [
        {**row, "due_on": date(2026, 11, 20), "days_late": 0, "is_linked_both_ways": True,
         "interpretation_url": "http://x.example/1"},
        {**row, "due_on": date(2026, 11, 20), "days_late": 3, "is_linked_both_ways": False,
         "interpretation_url": "http://x.example/2"},
        {**row, "due_on": date(2026, 11, 20), "days_late": 1},
        {**row, "due_on": date(2026, 11, 30), "days_late": 0},
        {**row, "due_on": date(2026, 11, 2), "days_late": 9, "collection_state": "uncollected"},
        {**row, "needs_interpretation": False},
    ]  # fmt: skip
    papers = [{"forms": "图表图解、动漫视频"}, {"forms": "文字"}]
    facts = {"document": pd.DataFrame(documents), "interpretation": pd.DataFrame(papers)}
    tables = [
        block
        for block in section(replace(books.empty_day(), facts=facts), "interpretations").blocks
        if isinstance(block, Table)
    ]
    rates, forms = tables[1], tables[2]
    assert [plain(cell) for cell in rates.rows[0]] == [
        "A", "5", "2/3（66.7%）", "1/3（33.3%）", "1", "1", "1", "1/2（50.0%）",
    ]  # fmt: skip
    assert {plain(name): plain(count) for name, count in forms.rows}["动漫视频"] == "1/2（50.0%）"


def test_a_deadline_missed_before_a_weekend_is_missed(books: ModuleType) -> None:
    row = {
        "subject_id": "http://x.example/d", "title": "通知", "needs_interpretation": True,
        "collection_state": "collected", "due_on": date(2026, 11, 20),
        "days_late": 2, "workdays_late": 0,
    }  # fmt: skip
    book = replace(books.empty_day(), facts={"document": pd.DataFrame([row])})
    assert column(listing(book, "interpretations"), "状态") == ["逾期未解读"]
    undated = {**row, "days_late": None, "interpretation_url": "http://x.example/j",
               "warning": "解读材料未注明日期，不能判断是否按时"}  # fmt: skip
    book = replace(book, facts={"document": pd.DataFrame([undated])})
    assert column(listing(book, "interpretations"), "状态") == ["不能判断"]


def test_a_day_without_audit_is_a_gap_in_every_trend(books: ModuleType) -> None:
    book = books.normal_day()
    days = book.history
    kept = days[(days["day"] < date(2026, 11, 3)) | (days["day"] > date(2026, 11, 5))]
    figures = [
        block
        for block in section(replace(book, history=kept), "overview").blocks
        if isinstance(block, Figure) and block.kind is not FigureKind.BAR
    ]
    assert len(figures) == 3
    for figure in figures:
        assert figure.labels[-1] == "11-22"
        gap = figure.labels.index("11-04")
        assert all(series.values[gap] is None for series in figure.series)


def test_what_of_the_attachments_was_read_is_counted_and_the_rest_is_not_judged(
    books: ModuleType,
) -> None:
    book = books.normal_day()
    runs = book.facts["attachment_run"]
    read = runs[runs["collection_state"] == "collected"]
    part = text_of(section(book, "coverage"))
    assert f"{len(read)} 个站点取得 {20 * len(read)} 个" in part
    assert f"未能读全 {read['unread_count'].sum()} 个" in part
    (table,) = [
        block
        for block in section(book, "coverage").blocks
        if isinstance(block, Table) and block.title == "附件读取情况"
    ]
    assert len(table.rows) == 10
    rest = (read["unread_count"] > 0).sum() - 10
    assert (f"另有 {rest} 个站点" in table.note) == (rest > 0)
    silent = {**book.facts, "attachment_run": runs.assign(collection_state="uncollected")}
    assert "本期没有读取" in text_of(section(replace(book, facts=silent), "coverage"))


def test_links_on_the_home_page_stand_first_within_their_site(books: ModuleType) -> None:
    table = listing(books.normal_day(), "dead-links")
    pairs = list(zip(column(table, "所在站点"), column(table, "所在页面"), strict=True))
    assert {place for _, place in pairs} == {"首页", "其他页面"}
    for before, after in itertools.pairwise(pairs):
        assert before[0] != after[0] or before[1] == "首页" or after[1] != "首页"


def test_links_that_accuse_nobody_stand_apart_and_unread_ones_are_not_counted(
    books: ModuleType,
) -> None:
    book = books.normal_day()
    part = section(book, "dead-links")
    assert [group.value for group in listing(book, "dead-links").groups] == [
        "失效",
        "疑似",
        "无法核实",
    ]
    figures = part.blocks[0]
    assert isinstance(figures, KeyFigures)
    runs = book.facts["link_run"]
    checked = int(runs.loc[runs["collection_state"] == "collected", "checked_count"].sum())
    assert {figure.of for figure in figures.figures} == {checked}
    unread = {**book.facts, "link": book.facts["link"].assign(collection_state="uncollected")}
    assert not listing(replace(book, facts=unread), "dead-links").rows


def test_examples_are_quoted_from_three_messages_on(books: ModuleType) -> None:
    table = listing(books.normal_day(), "hotspots")
    for size, quoted in zip(
        column(table, "来信（件）"), column(table, "来信摘录（已遮蔽）"), strict=True
    ):
        assert (quoted == "件数过少，不引用") == (int(size) < 3)


def test_units_are_in_the_order_of_the_register(books: ModuleType) -> None:
    book = books.normal_day()
    known = [agency.name for agency in book.registry.agencies]
    shown = column(listing(book, "agencies"), "单位")
    assert shown == sorted(shown, key=known.index)
    heads = [one.title for one in listing(book, "agencies").columns]
    assert not {"粉丝数", "点赞数", "排名", "名次"} & set(heads)


def test_missing_facts_are_said_and_not_shown_as_zero(books: ModuleType) -> None:
    book = replace(books.normal_day(), facts={})
    for key in ("deadlines", "interpretations", "dead-links"):
        assert "本期没有" in text_of(section(book, key))


def test_an_empty_day_says_so_in_words(books: ModuleType) -> None:
    book = books.empty_day()
    assert "全部采到" in headline(book).lead
    assert "历史记录不足两天" in text_of(section(book, "overview"))
    assert listing(book, "problems").empty == "无（已查 8／应查 8）"


def test_the_masthead_carries_numbers_with_their_denominators(books: ModuleType) -> None:
    top = headline(books.normal_day())
    assert top.issue == "〔2026〕第 326 期"
    assert top.day == "2026年11月22日 星期日"
    assert top.as_of == "数据截至 2026-11-22 23:59（北京时间）"
    assert top.figures[0].label == "已采到"
    assert all(figure.of is not None for figure in top.figures)


def test_a_table_refuses_ragged_rows_and_rows_of_no_group() -> None:
    from gongkai_monitor.report.blocks import Column

    with pytest.raises(ValueError, match="cells"):
        Table(title="t", columns=(Column("a"),), rows=(("1", "2"),))
    with pytest.raises(ValueError, match="no group"):
        Table(
            title="t", columns=(Column("a"),), rows=(("x",),), group_by=0,
            groups=(Group(value="y"),),
        )  # fmt: skip


RANKED = ("排名", "排行", "名次", "粉丝", "点赞", "第一", "最多", "最少")


@pytest.mark.parametrize("day", ["empty_day", "normal_day"])
def test_no_heading_ranks_units_by_followers_or_likes(books: ModuleType, day: str) -> None:
    parts = daily_sections(getattr(books, day)())
    headings = [part.title for part in parts]
    for table in (block for part in parts for block in part.blocks if isinstance(block, Table)):
        headings += [table.title, *(one.title for one in table.columns)]
    assert [text for text in headings for word in RANKED if word in text] == []


def test_attention_is_listed_by_code_and_only_where_a_person_is_asked(books: ModuleType) -> None:
    book = books.normal_day()
    table = listing(book, "attention")
    asked = sorted(one.subject_id for one in book.candidates)
    names = {one.account_code: one.name for one in book.registry.accounts}
    assert column(table, "账号") == [names[code] for code in asked]
    assert "不单独引出整合或关停的建议" in text_of(section(book, "attention"))


def test_a_proposal_says_its_rules_and_what_is_asked(books: ModuleType) -> None:
    book = books.normal_day()
    table = listing(book, "dispositions")
    for kind, rules, asked in zip(
        column(table, "建议"), column(table, "依据"), column(table, "请单位办理"), strict=True
    ):
        if kind in {"关停", "整改"}:
            assert "国办秘函〔2019〕19号" in rules
            assert asked


def test_the_what_if_table_marks_what_is_in_force(books: ModuleType) -> None:
    (table,) = [
        block
        for block in section(books.normal_day(), "dispositions").blocks
        if isinstance(block, Table) and block.title == "阈值试算"
    ]
    assert column(table, "现行") == ["现行", ""]
    assert column(table, "怎样改变") == ["不变", "提醒→整改 25"]


def test_every_overdue_duty_is_listed_with_who_answers_for_it(books: ModuleType) -> None:
    table = listing(books.normal_day(), "duties")
    shown = list(
        zip(
            column(table, "编号"),
            column(table, "状态"),
            column(table, "责任单位"),
            column(table, "逾期（天）"),
            strict=True,
        )
    )
    assert shown[:2] == [
        ("2026-04", "逾期", "市水务局", "145"),  # its milestone 6月底前 was missed
        ("2026-02", "逾期", "市政府办公室", "53"),
    ]
    assert ("2026-03", "已完成", "市政府办公室", "0") in shown
    assert section(books.normal_day(), "duties").count == 2


def test_a_duty_says_whether_a_machine_watches_it_and_what_was_found(books: ModuleType) -> None:
    table = listing(books.normal_day(), "duties")
    watched = dict(zip(column(table, "编号"), column(table, "机器监测"), strict=True))
    assert watched["2026-02"] == "要人工填报"
    assert watched["2026-01"].startswith("机器在看：1 项指标，现有问题 ")


def test_names_that_the_register_does_not_settle_are_for_a_person(books: ModuleType) -> None:
    blocks = section(books.normal_day(), "duties").blocks
    units = next(b for b in blocks if isinstance(b, Table) and b.title == "各单位承担的任务")
    names = dict(zip(column(units, "单位"), column(units, "说明"), strict=True))
    assert names["市供水公司"] == "登记表中没有这个名称，待人工确认"
    assert names["市政府各部门"] == "登记表中没有这一类单位，待人工确认"
    assert names["云岭市教育局"] == ""


def test_without_a_document_the_section_says_so(books: ModuleType) -> None:
    assert "没有导入工作要点" in text_of(section(books.empty_day(), "duties"))
