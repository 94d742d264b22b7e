"""舆情台账: nobody changes it unseen, and it says who had what, when, and how it ended."""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai_monitor import listing
from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import InputError
from gongkai_monitor.hotspot_papers import write_hotspot_brief
from gongkai_monitor.review import hotspot_steps as steps
from gongkai_monitor.review.chain import broken_links, hash_of
from gongkai_monitor.review.hotspot_desk import (
    HotspotDesk,
    HotspotView,
    clock_lines,
    open_hotspot_desk,
)
from gongkai_monitor.review.hotspot_entry import (
    Assigned,
    Handled,
    HotspotDraft,
    HotspotEntry,
    Triaged,
    link_hotspot_entry,
)
from gongkai_monitor.review.hotspot_workbook import (
    SHEET,
    read_hotspot_workbook,
    write_hotspot_register,
)
from gongkai_monitor.review.trail_check import verify_hotspot_register
from gongkai_monitor.settings import OpinionSettings, Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.hotspot_register import read_hotspot_register
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.opinion import save_hotspots
from gongkai_monitor.vocabulary import ClockState, Milestone, ResponseClass, RiskLevel

_PATH = Path(__file__).with_name("hotspot_office.py")


def _office() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hotspot_office", _PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


office = _office()
SEEN, NOW, WATER, NOISE = office.SEEN, office.NOW, office.WATER, office.NOISE
WHO = {"recorded_by": "李某", "now": NOW}


@pytest.fixture(scope="session")
def filled_office(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return office.open_office(tmp_path_factory.mktemp("hotspots"))


@pytest.fixture
def settings(filled_office: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(filled_office.workspace, tmp_path / "office")
    return Settings.load(tmp_path / "office")


@pytest.fixture(scope="session")
def desk(filled_office: Settings) -> HotspotDesk:
    return open_hotspot_desk(filled_office, NOW)


def view_of(settings: Settings, number: str = WATER, now: datetime = NOW) -> HotspotView:
    view = open_hotspot_desk(settings, now).view(number)
    assert view is not None
    return view


def state_of(settings: Settings, number: str = WATER, now: datetime = NOW) -> ClockState:
    lead = view_of(settings, number, now).leading
    assert lead is not None
    return lead.state


def test_a_hotspot_from_the_alarm_to_its_end(settings: Settings) -> None:
    steps.assign(settings, WATER, officer="王某", pushed_at=SEEN + timedelta(hours=1), **WHO)
    steps.add_step(settings, WATER, "抢修水泵", done_at=SEEN + timedelta(hours=3), **WHO)
    steps.judge_candidate(
        settings, WATER, office.PAGE, is_answer=True, milestone=Milestone.FIRST_RELEASE, **WHO
    )
    steps.close(settings, WATER, "已恢复供水", **WHO)
    (row,) = [r for r in listing.hotspot_rows(settings, NOW) if r["hotspot_id"] == WATER]
    assert row["clock"] == {
        "limit_hours": 48, "elapsed_hours": 4.0, "answered_at": SEEN + timedelta(hours=4),
        "state": "answered", "from": "t_detected", "basis": row["clock_basis"], "rule": "Y-2",
        "unread_sources": [], "t_event": None,
        "t_pushed": SEEN + timedelta(hours=1), "t_first_release": SEEN + timedelta(hours=4),
        "t_conference": None, "t_closed": NOW,
    }  # fmt: skip
    assert (row["officer"], row["outcome"]) == ("王某", "已恢复供水")
    assert verify_hotspot_register(settings, NOW).faults == ()


def test_a_candidate_stops_no_clock_until_a_person_confirms_it(settings: Settings) -> None:
    late = SEEN + timedelta(hours=50)
    assert state_of(settings, now=late) is ClockState.OVERDUE
    who = {**WHO, "now": late}
    rejected = {"is_answer": False, "milestone": Milestone.FIRST_RELEASE, **who}
    steps.judge_candidate(settings, WATER, office.UNDATED, **rejected)
    assert state_of(settings, now=late) is ClockState.OVERDUE
    view = view_of(settings, now=late)
    assert [one.text("statement_id") for one in view.candidates] == [office.PAGE]
    accepted = {**rejected, "is_answer": True}
    steps.judge_candidate(settings, WATER, office.PAGE, **accepted)
    assert state_of(settings, now=late) is ClockState.ANSWERED


def test_the_same_publication_is_recorded_once_until_it_is_withdrawn(settings: Settings) -> None:
    told: dict[str, Any] = {
        "title": "情况通报", "url": "https://a.test/3", "published_at": SEEN + timedelta(hours=2),
        "milestone": Milestone.FIRST_RELEASE, **WHO,
    }  # fmt: skip
    first = steps.record_statement(settings, WATER, **told)
    with pytest.raises(InputError, match="尚未登记的认定"):
        steps.record_statement(settings, WATER, **told)
    with open_store(settings) as connection:
        assert len(read_hotspot_register(connection)) == 1
    steps.withdraw(settings, first.sequence, reason="误", **WHO)
    steps.record_statement(settings, WATER, **told)
    assert state_of(settings) is ClockState.ANSWERED


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/hosts", "a.test/3", "http:a"])
def test_an_address_that_is_none_of_the_web_is_refused(filled_office: Settings, url: str) -> None:
    with pytest.raises(InputError, match="http 或 https 网址"):
        steps.record_statement(
            filled_office, WATER, title="情况通报", url=url,
            published_at=SEEN + timedelta(hours=2), milestone=Milestone.FIRST_RELEASE, **WHO,
        )  # fmt: skip


def test_a_page_without_an_hour_proves_no_hour(settings: Settings) -> None:
    accepted = {"is_answer": True, "milestone": Milestone.FIRST_RELEASE, **WHO}
    with pytest.raises(InputError, match="发布时间"):
        steps.judge_candidate(settings, WATER, office.UNDATED, **accepted)
    steps.judge_candidate(
        settings, WATER, office.UNDATED, published_at=SEEN + timedelta(hours=2), **accepted
    )
    assert state_of(settings) is ClockState.ANSWERED


def test_only_a_person_makes_a_hotspot_an_incident(settings: Settings) -> None:
    assert [one.limit.hours for one in view_of(settings).clocks] == [48]
    steps.set_triage(
        settings, WATER, reason="管网爆裂", response_class=ResponseClass.MAJOR_INCIDENT,
        level=RiskLevel.MAJOR, occurred_at=SEEN - timedelta(hours=2), **WHO,
    )  # fmt: skip
    view = view_of(settings)
    assert [(one.limit.hours, one.counted_from) for one in view.clocks] == [
        (1, "t_event"), (5, "t_event"), (24, "t_event"),
    ]  # fmt: skip
    assert view.level is RiskLevel.MAJOR
    assert state_of(settings) is ClockState.OVERDUE


def test_answers_to_most_letters_since_the_detection_answer_a_hotspot(settings: Settings) -> None:
    def reply(number: str, hours: float) -> None:
        at = SEEN + timedelta(hours=hours)
        row = office.message(
            number, WATER, SEEN - timedelta(hours=3), replied_at=at, reply="已收到"
        )
        with open_store(settings, read_only=False) as connection:
            values = {n: getattr(row, n) for n in row.__dataclass_fields__}
            insert_rows(connection, "messages", [{**values, "observed_at": NOW}])

    reply("1", -1)  # before the matter could be seen
    assert state_of(settings) is ClockState.RUNNING
    assert "已答复 1 件，不足半数，不算作回应" in clock_lines(view_of(settings))[-1]
    reply("2", 6)
    assert state_of(settings) is ClockState.ANSWERED
    assert view_of(settings).times.t_replied == SEEN + timedelta(hours=6)
    assert clock_lines(view_of(settings))[-1].endswith("已答复 2 件")


def test_answers_that_nobody_could_have_seen_make_nobody_late(settings: Settings) -> None:
    late = SEEN + timedelta(hours=50)

    def at(when: datetime) -> tuple[ClockState, tuple[str, ...]]:
        clock = view_of(settings, now=when).leading
        assert clock is not None
        return clock.state, clock.unread

    assert at(late) == (ClockState.OVERDUE, ())
    with open_store(settings, read_only=False) as connection:
        connection.execute("DELETE FROM open_letters WHERE observed_at > ?", [SEEN])
    assert at(late) == (
        ClockState.UNCOLLECTED,
        ("3 件来信期满后没有再采到（没有新的导出或留言板页面）",),
    )


def test_answers_without_a_moment_make_nobody_late(settings: Settings) -> None:
    late = SEEN + timedelta(hours=50)
    with open_store(settings, read_only=False) as connection:
        for number in ("1", "2"):
            row = office.message(number, WATER, SEEN - timedelta(hours=3), reply="已修好")
            values = {n: getattr(row, n) for n in row.__dataclass_fields__}
            insert_rows(connection, "messages", [{**values, "observed_at": NOW}])
    view = view_of(settings, now=late)
    assert view.leading is not None
    assert view.leading.state is ClockState.UNCOLLECTED
    assert view.leading.unread == ("2 件来信已答复而答复时间不明",)
    assert clock_lines(view)[-1] == "来信 3 件，已答复 2 件（其中 2 件答复时间不明）"


def test_a_letter_that_was_deleted_makes_nobody_late(settings: Settings) -> None:
    late = SEEN + timedelta(hours=50)
    with open_store(settings, read_only=False) as connection:
        connection.execute("DELETE FROM messages WHERE message_id IN ('1', '2')")
    view = view_of(settings, now=late)
    assert view.leading is not None
    assert (view.leading.state, view.leading.unread) == (
        ClockState.UNCOLLECTED, ("2 件来信已清除",),
    )  # fmt: skip


def test_a_hotspot_that_left_the_window_stays_on_the_desk_with_its_register(
    settings: Settings,
) -> None:
    steps.assign(settings, WATER, officer="王某", **WHO)
    later = NOW + timedelta(hours=1)
    empty = pd.DataFrame(columns=["hotspot_id"])
    with open_store(settings, read_only=False) as connection:
        save_hotspots(connection, empty, empty, later)
    assert [view.hotspot_id for view in open_hotspot_desk(settings, later).views] == [WATER]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda s: steps.add_step(s, WATER, "抢修", **WHO), "先登记交办"),
        (lambda s: steps.close(s, WATER, "办好", **WHO), "先登记交办"),
        (lambda s: steps.assign(s, NOISE, officer="王某", **WHO), "须由人指定"),
        (
            lambda s: steps.assign(s, WATER, officer="王某", agency_code="Z", **WHO),
            "登记表中的单位编码",
        ),
        (lambda s: steps.assign(s, WATER, officer=" ", **WHO), "必填"),
        (lambda s: steps.assign(s, "h-none", officer="王某", **WHO), "热点"),
        (
            lambda s: steps.assign(
                s, WATER, officer="王某", pushed_at=NOW + timedelta(minutes=1), **WHO
            ),
            "不晚于现在",
        ),
        (
            lambda s: steps.assign(
                s, WATER, officer="王某", pushed_at=SEEN - timedelta(days=9), **WHO
            ),
            "不早于",
        ),
        (lambda s: steps.set_triage(s, WATER, reason="看过", **WHO), "至少一项"),
        (lambda s: steps.set_triage(s, WATER, reason="", level=RiskLevel.MAJOR, **WHO), "必填"),
        (lambda s: steps.withdraw(s, 9, reason="误", recorded_by="李某", now=NOW), "未撤回的记录"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    filled_office: Settings, act: Callable[[Settings], object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        act(filled_office)
    with open_store(filled_office) as connection:
        assert read_hotspot_register(connection) == []


def test_a_closed_hotspot_takes_no_step_until_its_end_is_withdrawn(settings: Settings) -> None:
    steps.assign(settings, NOISE, officer="王某", agency_code="C", **WHO)
    closed = steps.close(settings, NOISE, "已停工", **WHO)
    with pytest.raises(InputError, match="未办结"):
        steps.add_step(settings, NOISE, "复查", **WHO)
    steps.withdraw(settings, closed.sequence, reason="又开工", **WHO)
    steps.add_step(settings, NOISE, "复查", **WHO)
    assert view_of(settings, NOISE).times.t_closed is None
    with pytest.raises(InputError, match="未撤回"):
        steps.withdraw(settings, closed.sequence, reason="再撤", **WHO)


def _chain(*texts: str) -> list[HotspotEntry]:
    entries: list[HotspotEntry] = []
    for text in texts:
        draft = HotspotDraft(
            hotspot_id="h", body=Handled(done_at=NOW, text=text), recorded_by="李某", role="科员"
        )
        entries.append(link_hotspot_entry(draft, NOW, entries[-1] if entries else None))
    return entries


@pytest.mark.parametrize("name", ["body", "recorded_by", "role", "hotspot_id"])
def test_a_changed_entry_is_seen(name: str) -> None:
    entries = _chain("一", "二", "三")
    entries[1] = replace(entries[1], **{name: "x"})
    assert broken_links(entries) != []


@given(st.lists(st.text(min_size=1, max_size=20), min_size=2, max_size=6), st.data())
def test_an_entry_taken_out_or_cut_off_is_seen(texts: list[str], data: st.DataObject) -> None:
    entries = _chain(*texts)
    assert broken_links(entries) == []
    gone = data.draw(st.integers(0, len(entries) - 1))
    left = entries[:gone] + entries[gone + 1 :]
    assert broken_links(left, [entries[-1].own_hash]) != []
    assert all(hash_of(one) == one.own_hash for one in entries)


def _fill(path: Path, number: str, **cells: object) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    heads = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [
        r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads["热点编号"]).value == number
    ]
    for name, value in cells.items():
        sheet.cell(row, heads[name]).value = value
    book.save(path)


def test_the_workbook_goes_out_and_comes_back(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    desk = open_hotspot_desk(settings, NOW)
    assert write_hotspot_register(path, desk) == 2
    cells = {
        "责任单位编码": "C", "值班人员": "王某", "交办时间": "2026-11-18 12:00", "研判等级": "较大",
        "研判理由": "多人反映", "新增处置情况": "现场检查", "处置结果": "已停工", "记录人": "李某",
    }  # fmt: skip
    _fill(path, NOISE, **cells)
    filled = read_hotspot_workbook(path, desk, NOW)
    assert filled.faults == ()
    assert filled.unchanged == 1
    stored = steps.append_bodies(settings, desk, filled.bodies, NOW)
    assert [one.kind.label for one in stored] == ["研判", "交办", "处置", "办结"]
    view = view_of(settings, NOISE)
    assert view.times.t_pushed == datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
    assert view.level is RiskLevel.LARGER
    # read again, the same sheet is stale and changes nothing
    again = read_hotspot_workbook(path, open_hotspot_desk(settings, NOW), NOW)
    assert again.bodies == ()
    assert "重新导出" in str(again.faults[0])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"研判等级": "特大", "记录人": "李某"}, "研判等级"),
        ({"研判等级": "重大", "记录人": "李某"}, "研判理由"),
        ({"研判等级": "重大", "研判理由": "多人反映"}, "记录人"),
        ({"事发时间": "昨天", "记录人": "李某"}, "事发时间"),
        ({"值班人员": "王某", "责任单位编码": "Z", "记录人": "李某"}, "责任单位编码"),
        ({"新增处置情况": "检查", "记录人": "李某"}, "交办"),
        ({"热点编号": "h-none", "处置结果": "办好"}, "热点编号"),
        ({"责任单位编码": "C", "记录人": "李某"}, "值班人员"),
        ({"交办时间": "2026-11-18 12:00", "记录人": "李某"}, "值班人员"),
        ({"研判理由": "多人反映", "记录人": "李某"}, "研判理由"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(
    desk: HotspotDesk, tmp_path: Path, cells: dict[str, Any], column: str
) -> None:
    path = tmp_path / "台账.xlsx"
    write_hotspot_register(path, desk)
    _fill(path, NOISE, **cells)
    filled = read_hotspot_workbook(path, desk, NOW)
    assert filled.bodies == ()
    assert {fault.column for fault in filled.faults} == {column}
    assert all(fault.row == 2 for fault in filled.faults)


FORGED = " 王某\r\n2\t办结\u2028已完成\x1b[31m\u202e\u200f "
PLAIN = "王某 2 办结 已完成 [31m"


def test_what_is_typed_stands_on_one_line_and_its_export_comes_back_unchanged(
    settings: Settings, tmp_path: Path
) -> None:
    who = {"recorded_by": FORGED, "role": FORGED, "now": NOW}
    steps.assign(settings, WATER, officer=FORGED, note=FORGED, **who)
    steps.set_triage(settings, WATER, reason=FORGED, level=RiskLevel.LARGER, **who)
    steps.add_step(settings, WATER, FORGED, **who)
    steps.record_statement(
        settings, WATER, title=FORGED, published_at=SEEN, milestone=Milestone.CONFERENCE,
        reason=FORGED, **who,
    )  # fmt: skip
    closed = steps.close(settings, WATER, FORGED, **who)
    steps.withdraw(settings, closed.sequence, reason=FORGED, **who)
    with open_store(settings) as connection:
        entries = read_hotspot_register(connection)
    assert len(entries) == 6
    for one in entries:
        assert (one.recorded_by, one.role) == (PLAIN, PLAIN)
        assert PLAIN in one.said.words
        assert one.said.words.isprintable()
    path = tmp_path / "台账.xlsx"
    desk = open_hotspot_desk(settings, NOW)
    write_hotspot_register(path, desk)
    filled = read_hotspot_workbook(path, desk, NOW)
    assert (filled.bodies, filled.faults, filled.unchanged) == ((), (), 2)


def test_personal_data_of_citizens_are_masked_before_they_are_recorded(settings: Settings) -> None:
    said = "已致电13812345678，身份证11010519491231002X"
    steps.assign(settings, WATER, officer="王某", note=said, **WHO)
    steps.set_triage(settings, WATER, reason=said, level=RiskLevel.LARGER, **WHO)
    steps.add_step(settings, WATER, said, **WHO)
    steps.judge_candidate(
        settings, WATER, office.PAGE, is_answer=False, milestone=Milestone.FIRST_RELEASE,
        reason=said, **WHO,
    )  # fmt: skip
    closed = steps.close(settings, WATER, said, **WHO)
    steps.withdraw(settings, closed.sequence, reason=said, **WHO)
    with open_store(settings) as connection:
        bodies = [one.body for one in read_hotspot_register(connection)]
    assert len(bodies) == 6
    assert all("已致电【手机号】，身份证【身份证号】" in body for body in bodies)
    assert not any("13812345678" in body or "11010519491231002X" in body for body in bodies)
    assert view_of(settings).file.assigned.officer == "王某"  # type: ignore[union-attr]


def test_a_name_of_marks_only_is_no_name(filled_office: Settings) -> None:
    who = {"recorded_by": "\u202e\u200f", "now": NOW}
    with pytest.raises(InputError, match="记录人"):
        steps.assign(filled_office, WATER, officer="王某", **who)


def test_a_formula_without_its_result_is_named_and_nothing_of_its_row_is_taken(
    desk: HotspotDesk, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    write_hotspot_register(path, desk)
    cells = {"研判等级": "较大", "研判理由": '="多人"&"反映"', "记录人": "=A1"}
    _fill(path, NOISE, **cells)
    filled = read_hotspot_workbook(path, desk, NOW)
    assert filled.bodies == ()
    assert [(fault.file, fault.sheet, fault.row, fault.column) for fault in filled.faults] == [
        ("台账.xlsx", SHEET, 2, "研判理由"), ("台账.xlsx", SHEET, 2, "记录人"),
    ]  # fmt: skip
    assert all("粘贴为数值" in fault.expected for fault in filled.faults)


@pytest.mark.parametrize(
    ("written", "hour", "minute", "second"),
    [
        ("2026-11-18 9:00", 9, 0, 0),
        ("2026/11/18 9:00", 9, 0, 0),
        ("2026年11月18日9时30分", 9, 30, 0),
        ("2026-11-18T09:00+08:00", 9, 0, 0),
        (datetime(2026, 11, 18, 9, 30), 9, 30, 0),  # noqa: DTZ001
        ("2026-11-18 0:00", 0, 0, 0),
        (datetime(2026, 11, 18), 0, 0, 0),  # noqa: DTZ001
        ("2026/11/18", 23, 59, 59),
    ],
)
def test_a_time_is_read_as_people_write_it(
    desk: HotspotDesk, tmp_path: Path, written: object, hour: int, minute: int, second: int
) -> None:
    path = tmp_path / "台账.xlsx"
    write_hotspot_register(path, desk)
    _fill(path, NOISE, 事发时间=written, 研判理由="多人反映", 记录人="李某")
    later = NOW + timedelta(days=2)
    filled = read_hotspot_workbook(path, desk, later)
    assert filled.faults == ()
    ((_, body, *_),) = filled.bodies
    assert isinstance(body, Triaged)
    assert body.occurred_at == datetime(2026, 11, 18, hour, minute, second, tzinfo=CHINA)


def test_a_corrected_time_of_assignment_comes_back(settings: Settings, tmp_path: Path) -> None:
    steps.assign(settings, NOISE, officer="王某", agency_code="C", **WHO)
    desk = open_hotspot_desk(settings, NOW)
    path = tmp_path / "台账.xlsx"
    write_hotspot_register(path, desk)
    _fill(path, NOISE, 交办时间="2026-11-18 12:00", 记录人="李某")
    ((_, body, *_),) = read_hotspot_workbook(path, desk, NOW).bodies
    assert isinstance(body, Assigned)
    assert body.officer == "王某"
    assert body.pushed_at == datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


def test_the_own_limit_counts_where_it_is_shorter(settings: Settings) -> None:
    for own, expected in ((24, [24, 48]), (72, [48])):
        changed = settings.model_copy(update={"opinion": OpinionSettings(response_hours=own)})
        assert [one.limit.hours for one in view_of(changed).clocks] == expected


def test_the_brief_says_only_what_is_stored(settings: Settings) -> None:
    steps.assign(settings, WATER, officer="王某", **WHO)
    path = write_hotspot_brief(settings, WATER, NOW, issuer=None)
    paper = Document(str(path))
    text = "\n".join(p.text for p in paper.paragraphs)
    cells = "\n".join(c.text for t in paper.tables for r in t.rows for c in r.cells)
    assert "尚未认定任何公开回应" in text
    assert "关于翠湖小区停水的情况说明" in text  # a candidate, told as one
    assert "待认定" in text
    assert "王某" in cells
    assert "国办发〔2016〕61号" in cells
    assert "云岭市人民政府" in text
    assert "11月18日 3 件" in text
    assert "{{" not in text + cells


def test_the_brief_names_what_was_not_read(settings: Settings) -> None:
    with open_store(settings, read_only=False) as connection:
        connection.execute("DELETE FROM open_letters WHERE observed_at > ?", [SEEN])
    path = write_hotspot_brief(settings, WATER, SEEN + timedelta(hours=50), issuer=None)
    cells = [c.text for t in Document(str(path)).tables for r in t.rows for c in r.cells]
    assert "未采到；3 件来信期满后没有再采到（没有新的导出或留言板页面）" in cells


def test_the_office_may_change_the_template(settings: Settings) -> None:
    own = Document()
    own.add_paragraph("呈阅件 {{ title }}")
    folder = settings.workspace / "templates"
    folder.mkdir(exist_ok=True)
    own.save(str(folder / "舆情专报.docx"))
    path = write_hotspot_brief(settings, WATER, NOW, issuer="市府办")
    assert Document(str(path)).paragraphs[0].text == "呈阅件 关于“翠湖小区停水”的舆情专报"
