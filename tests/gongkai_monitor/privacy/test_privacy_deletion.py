# ruff: noqa: E501 - made-up texts read better in one line
"""A message that a person asks to have deleted: found nowhere afterwards, and it stays away."""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai_monitor import clock
from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.drop import import_dropped
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Fetch, ListItem, Message, OpenLetter
from gongkai_monitor.privacy.deletion import delete_on_request
from gongkai_monitor.privacy.files import quoting_files
from gongkai_monitor.privacy.needles import forms_of, gzip_spans, is_readable, needles_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.letters import removed_hashes
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import DateSource, FetchOutcome, FetchPurpose
from gongkai_monitor.workspace import create_workspace

SITE = "3799000001"
URL, OTHER = "http://www.a.gov.cn/l/1.html", "http://www.a.gov.cn/l/2.html"
TITLE = "一一零零号楼夜间施工噪声扰民严重"
TEXT = "我家住在锦绣花园南区，对面工地每晚施工到两点，孩子无法入睡。请尽快处理。"
SECRET = "对面工地每晚施工到两点"
AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return create_workspace(tmp_path / "ws")


def message(message_id: str, text: str, url: str, **more: object) -> Message:
    values: dict[str, object] = {
        "message_id": message_id, "received_at": AT, "title": TITLE if text == TEXT else "另一件事",
        "text": text, "url": url, "site_code": SITE, "channel_url": "http://www.a.gov.cn/l/",
        "source": "board", "round_id": "r1", "observed_at": AT,
    }  # fmt: skip
    return Message(**{**values, **more})  # type: ignore[arg-type]


def fetch(number: int, url: str, offset: int, purpose: FetchPurpose) -> Fetch:
    return Fetch(
        fetch_id=f"f{number}", url=url, site_code=SITE, purpose=purpose, method="GET",
        outcome=FetchOutcome.OK, status=200, fetched_at=AT, round_id="r1", seconds=0.1, bytes=9,
        final_url=url, title=TITLE, warc_file="20261101/r1-board-all.warc.gz", warc_offset=offset,
    )  # fmt: skip


def save_responses(settings: Settings, *answers: tuple[str, bytes, str]) -> list[int]:
    path = settings.evidence / "20261101" / "r1-board-all.warc.gz"
    path.parent.mkdir(parents=True)
    offsets = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, body, coding in answers:
            offsets.append(file.tell())
            headers = [
                ("Content-Type", "text/html"),
                *([("Content-Encoding", coding)] if coding else []),
            ]
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            )  # fmt: skip
            writer.write_record(record)
    return offsets


def land(settings: Settings, name: str, *records: object) -> None:
    with LandingBatch(settings.incoming, name) as batch:
        for record in records:
            batch.write(record)  # type: ignore[arg-type]
        batch.commit()
    load_incoming(settings, now=clock.now())


def fill(settings: Settings) -> None:
    """A workspace that holds the message wherever one can lie."""
    offsets = save_responses(
        settings,
        (URL, TEXT.encode("gb18030"), ""),
        (OTHER, "别人的来信".encode(), ""),
        ("http://www.a.gov.cn/api/list", gzip.compress(json.dumps({"t": TEXT}).encode()), "gzip"),
    )
    item = ListItem(
        site_code=SITE, channel_url="http://www.a.gov.cn/l/", item_url=URL, title=TITLE,
        date_source=DateSource.LIST, printed_on=None, position=0, round_id="r1", observed_at=AT,
    )  # fmt: skip
    left_open = OpenLetter(
        message_id="m1", site_code=SITE, channel_url="http://www.a.gov.cn/l/", round_id="r1",
        observed_at=AT,
    )  # fmt: skip
    land(
        settings, "b1", message("m1", TEXT, URL), message("m2", "别的内容，与此无关", OTHER), item,
        left_open, fetch(1, URL, offsets[0], FetchPurpose.ARTICLE),
        fetch(2, OTHER, offsets[1], FetchPurpose.ARTICLE),
        fetch(3, "http://www.a.gov.cn/api/list", offsets[2], FetchPurpose.LIST_DATA),
    )  # fmt: skip
    with closing(open_store(settings, read_only=False)) as conn:
        conn.execute("INSERT INTO hotspot_members VALUES (?, 'm1', 'h'), (?, 'm2', 'h')", [AT, AT])
        conn.execute(
            "INSERT INTO hotspots BY NAME SELECT ?::TIMESTAMPTZ AS as_of, 'h' AS hotspot_id, "
            "? AS title, 5 AS size, 1.0 AS heat, ['m1', 'm2'] AS message_ids, [?, '别的例句'] AS examples",
            [AT, TITLE, TEXT[:20]],
        )
    reports = settings.workspace / "reports" / "2026-11-02"
    reports.mkdir(parents=True)
    (reports / "日报.html").write_text(f"<p>例句：{TEXT}</p>", encoding="utf-8")
    (reports / "别的.html").write_text("<p>没有引用</p>", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append([TEXT])  # type: ignore[union-attr]
    (settings.drop / "done").mkdir(parents=True, exist_ok=True)
    book.save(settings.drop / "done" / "留言-1.xlsx")


def holders(settings: Settings) -> Iterator[str]:
    """Files of the workspace with the text, whatever they are packed in."""
    forms = forms_of((SECRET, TITLE, TEXT[:12]))
    for path in quoting_files([settings.workspace], forms):
        yield path.relative_to(settings.workspace).as_posix()


def test_the_text_is_found_nowhere_afterwards(settings: Settings) -> None:
    fill(settings)
    before = set(holders(settings))
    assert any(name.startswith("lake/") for name in before)
    assert {"drop/done/留言-1.xlsx", "reports/2026-11-02/日报.html"} <= before
    assert any(name.startswith("landing/loaded/") for name in before)
    assert any(name.endswith(".warc.gz") for name in before)
    report = delete_on_request(
        settings, URL, now=clock.now(), by="李某", reason="本人申请", with_reports=True
    )
    assert list(holders(settings)) == []
    assert report.message_ids == ("m1",)
    assert report.rows["messages"] == 1
    assert report.saved_responses == {"20261101/r1-board-all.warc.gz": 2}
    assert report.report_files == ("reports/2026-11-02/日报.html",)
    assert report.remaining == ()
    assert (settings.workspace / "reports/2026-11-02/别的.html").is_file()


def test_what_cannot_be_opened_is_named_and_never_taken_for_clean(settings: Settings) -> None:
    fill(settings)
    good = (settings.drop / "done" / "留言-1.xlsx").read_bytes()
    (settings.drop / "done" / "坏的.xlsx").write_bytes(good[: len(good) // 2])
    report = delete_on_request(settings, URL, now=clock.now(), by="李某", reason="本人申请")
    assert report.unread == ("drop/done/坏的.xlsx",)
    assert (settings.drop / "done" / "坏的.xlsx").is_file()


def test_a_damaged_answer_is_searched_as_far_as_it_goes_and_named(settings: Settings) -> None:
    fill(settings)
    folder = settings.evidence / "20261101"
    packed = gzip.compress(bytes(range(256)) * 40 + TEXT.encode() + bytes(range(256)) * 400)
    (folder / "r1-board-all.warc.gz").unlink()
    folder.rmdir()
    save_responses(
        settings,
        (URL, TEXT.encode("gb18030"), ""),
        (OTHER, packed[:-200], "gzip"),  # the text stands before the damage
        ("http://www.a.gov.cn/api/list", gzip.compress(b"\x00" * 90_000)[:-30], "gzip"),
    )
    report = delete_on_request(settings, URL, now=clock.now(), by="李某", reason="本人申请")
    assert report.saved_responses == {"20261101/r1-board-all.warc.gz": 2}
    assert report.unread == ("evidence/20261101/r1-board-all.warc.gz",)


@pytest.mark.parametrize("packed", [gzip.compress(b"a" * 9_000)[:-9], b"PK\x03\x04 no archive"])
def test_damaged_bytes_are_not_readable(packed: bytes) -> None:
    assert is_readable(b"plain")
    assert is_readable(gzip.compress(b"a" * 9_000) + b"\x00" * 8)
    assert not is_readable(packed)
    assert not is_readable(gzip.compress(packed))


@pytest.mark.parametrize("step", ["delete_message", "forget_history", "_scrub_catalogue"])
def test_a_deletion_that_was_cut_off_is_finished_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    fill(settings)
    with monkeypatch.context() as killed:
        killed.setattr(f"gongkai_monitor.privacy.deletion.{step}", _die)
        with pytest.raises(KeyboardInterrupt):
            delete_on_request(settings, "m1", now=clock.now(), by="李某", reason="本人申请")
    delete_on_request(
        settings, "m1", now=clock.now(), by="李某", reason="本人申请", with_reports=True
    )
    assert [name for name in holders(settings) if not name.startswith("reports/")] == []
    with closing(open_store(settings)) as conn:
        assert conn.execute("SELECT count(*) FROM deletions").fetchone() == (1,)


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_others_wrote_and_the_counts_stay(settings: Settings) -> None:
    fill(settings)
    delete_on_request(settings, "m1", now=clock.now(), by="李某", reason="本人申请")
    with closing(open_store(settings)) as conn:
        left = conn.execute("SELECT message_id, text FROM messages").fetchall()
        hotspot = conn.execute("SELECT size, message_ids, examples FROM hotspots").fetchall()
        noted = conn.execute(
            "SELECT source, received_on, was_answered, deleted_by, reason FROM deletions"
        ).fetchall()
        fetches = conn.execute("SELECT count(*), count(title) FROM fetches").fetchall()
    assert left == [("m2", "别的内容，与此无关")]
    assert hotspot == [(5, ["m2"], ["别的例句"])]
    assert noted == [("board", AT.date(), False, "李某", "本人申请")]
    assert fetches[0][0] == 3


def test_a_dry_run_says_the_same_and_changes_nothing(settings: Settings) -> None:
    fill(settings)
    before = set(holders(settings))
    planned = delete_on_request(settings, URL, now=clock.now(), dry_run=True)
    assert set(holders(settings)) == before
    done = delete_on_request(settings, URL, now=clock.now(), by="李某", reason="本人申请")
    assert planned.rows == done.rows
    assert planned.saved_responses == done.saved_responses
    assert planned.imported_files == done.imported_files
    assert planned.remaining == done.remaining == ("reports/2026-11-02/日报.html",)


def test_neither_a_crawl_nor_an_import_brings_it_back(settings: Settings) -> None:
    fill(settings)
    delete_on_request(settings, URL, now=clock.now(), by="李某", reason="本人申请")
    item = ListItem(
        site_code=SITE, channel_url="http://www.a.gov.cn/l/", item_url=URL, title=TITLE,
        date_source=DateSource.LIST, printed_on=None, position=0, round_id="r2", observed_at=AT,
    )  # fmt: skip
    land(
        settings,
        "b2",
        message("m1", TEXT, URL, round_id="r2"),
        message("m3", "新的来信", "http://www.a.gov.cn/l/3.html"),
        item,
    )
    with closing(open_store(settings)) as conn:
        assert {row[0] for row in conn.execute("SELECT message_id FROM messages").fetchall()} == {
            "m2",
            "m3",
        }
        assert conn.execute("SELECT count(*) FROM list_items").fetchone() == (0,)
        assert len(removed_hashes(conn)) == 2
    assert [name for name in holders(settings) if not name.startswith("reports/")] == []


def test_an_imported_message_without_a_number_stays_away(settings: Settings) -> None:
    rows = (
        f"来信时间,标题,内容\n2026-11-01 09:00,{TITLE},{TEXT}\n2026-11-01 10:00,另一件事,别的内容\n"
    )
    (settings.drop / "留言-1.csv").write_text(rows, encoding="utf-8")
    said = import_dropped(settings, "留言-1.csv", now=clock.now())
    assert said == "留言：导入 2 行，退回 0 行，提示 2 条"
    with closing(open_store(settings)) as conn:
        ((number,),) = conn.execute(
            "SELECT message_id FROM messages WHERE title = ?", [TITLE]
        ).fetchall()
    delete_on_request(settings, number, now=clock.now(), by="李某", reason="本人申请")
    assert list(holders(settings)) == []
    (settings.drop / "留言-2.csv").write_text(rows + "\n", encoding="utf-8")
    said = import_dropped(settings, "留言-2.csv", now=clock.now())
    assert said == "留言：导入 1 行，退回 0 行，按删除请求不予导入 1 行，提示 2 条"
    with closing(open_store(settings)) as conn:
        assert conn.execute("SELECT title FROM messages").fetchall() == [("另一件事",)]


def test_saved_responses_keep_their_places(settings: Settings) -> None:
    fill(settings)
    path = settings.evidence / "20261101" / "r1-board-all.warc.gz"
    before = [(begin, end) for begin, end, _ in gzip_spans(path.read_bytes())]
    delete_on_request(settings, URL, now=clock.now(), by="李某", reason="本人申请")
    assert [(begin, end) for begin, end, _ in gzip_spans(path.read_bytes())] == before
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["metadata", "response", "metadata"]


def test_names_and_titles_of_offices_are_not_changed(settings: Settings) -> None:
    """A letter may consist of the name of an office: the register stays as it is."""
    name, title = "云溪市住房和城乡建设局", "关于公布二〇二六年公租房申请条件的通知"
    land(settings, "b1", message("m1", f"{name}。{title}。{TEXT}", URL))
    with closing(open_store(settings, read_only=False)) as conn:
        conn.execute(
            "INSERT INTO agencies BY NAME SELECT 'A1' AS agency_code, ? AS name, '市' AS level, "
            "'是' AS has_services, [] AS aliases, ?::TIMESTAMPTZ AS changed_at, false AS is_removed",
            [name, AT],
        )
        conn.execute(
            "INSERT INTO posts BY NAME SELECT 'Z1' AS account_code, 'p' AS post_key, "
            "? AS title, false AS is_pinned, 'feed' AS source, 'r1' AS round_id, "
            "?::TIMESTAMPTZ AS observed_at, ?::TIMESTAMPTZ AS published_at",
            [title, AT, AT],
        )
    planned = delete_on_request(settings, "m1", now=clock.now(), dry_run=True)
    done = delete_on_request(settings, "m1", now=clock.now(), by="李某", reason="本人申请")
    assert planned.rows == done.rows == {"messages": 1}
    with closing(open_store(settings)) as conn:
        assert conn.execute("SELECT name FROM agencies").fetchall() == [(name,)]
        assert conn.execute("SELECT title FROM posts").fetchall() == [(title,)]
    assert list(holders(settings)) == []


def test_what_is_made_of_the_same_words_of_others_stays(settings: Settings) -> None:
    fill(settings)
    land(settings, "b2", message("m4", TEXT, "http://www.a.gov.cn/l/4.html", round_id="r2"))
    with closing(open_store(settings, read_only=False)) as conn:
        conn.execute("INSERT INTO hotspot_members VALUES (?, 'm4', 'h')", [AT])
    delete_on_request(settings, "m1", now=clock.now(), by="李某", reason="本人申请")
    with closing(open_store(settings)) as conn:
        assert conn.execute("SELECT title FROM hotspots").fetchall() == [(TITLE,)]


def test_a_file_of_many_saved_responses_is_read_in_one_pass() -> None:
    contents = [f"{n} ".encode() * 9_000 for n in range(5)]
    file = b"".join(gzip.compress(one) for one in contents)
    assert [content for _, _, content in gzip_spans(file)] == contents
    assert [content for _, _, content in gzip_spans(file[:-3])] == contents[:-1]


def test_nothing_known_is_said(settings: Settings) -> None:
    with pytest.raises(InputError, match="没有 m9"):
        delete_on_request(settings, "m9", now=clock.now(), by="李某", reason="本人申请")


def test_words_that_anybody_writes_are_no_needles() -> None:
    assert needles_of(["咨询", "路灯不亮"], ["请问。谢谢！"]) == ()
    assert "我家住在锦绣花园南区，对面工地每晚施工到两点，孩子无法入睡" in needles_of([], [TEXT])
    assert needles_of([], ["电话【手机号】，对面工地每晚施工"]) == ("，对面工地每晚施工",)
