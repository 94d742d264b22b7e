"""One 关停 from two days of silence to the monthly re-check, by the commands of an office."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gongkai_monitor import clock
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model import observations as seen
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    FetchOutcome,
    FetchPurpose,
)

CODE, OTHER = "WB001", "WX001"
LAST_POST = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
BY = ("--by", "王敏", "--role", "科长")
FIRST_DAY = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)

AGENCIES = [
    {"单位编码": "A", "单位名称": "云岭市人民政府办公室", "层级": "市", "类型": "部门"},
    {
        "单位编码": "B", "单位名称": "云岭市水务局", "层级": "市", "类型": "部门",
        "上级单位编码": "A", "联系电话": "0314-7654321",
    },
]  # fmt: skip
ACCOUNTS = [
    {
        "账号编码": CODE, "平台": "新浪微博", "账号名称": "云岭水务", "主办单位编码": "B",
        "功能类型": "发布类", "备案状态": "正常", "数据来源": "weibo",
        "数据地址": "https://weibo.com/u/1000000001",
    },
    {
        "账号编码": OTHER, "平台": "微信订阅号", "账号名称": "水清云岭", "主办单位编码": "B",
        "功能类型": "发布类", "备案状态": "正常", "数据来源": "feed",
        "数据地址": "https://feeds.example/wx1",
    },
]  # fmt: skip


class Office:
    """A workspace, the clock on its wall, and what the spiders bring."""

    def __init__(
        self, folder: Path, gongkai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self._gongkai = folder / "工作区", gongkai
        self.now = FIRST_DAY - timedelta(days=30)
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.shot = folder / "截图.png"
        self.shot.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)

    def says(self, *arguments: object, code: int = 0) -> Any:
        """Run a command that must end so."""
        self.now += timedelta(minutes=1)
        done = self._gongkai("-w", self.folder, *arguments)
        assert done.code == code, done.err + done.out
        return done

    def step(self, name: str, *proof: object, code: int = 0) -> Any:
        return self.says("shutdown", "step", CODE, name, *BY, *proof, code=code)

    def audited(self) -> dict[str, Any]:
        """Judge now; what is said of the account."""
        self.says("audit")
        rows = self.says("accounts", "--json").json
        return next(row for row in rows if row["account_code"] == CODE)

    def day(self, number: int) -> None:
        """The morning of a day after the first one."""
        self.now = FIRST_DAY + timedelta(days=number)

    def read(self, cause: CollectionCause = CollectionCause.OK, *, is_gone: bool = False) -> None:
        """One round of the spider, as it lands."""
        settings, at = Settings.load(self.folder), self.now
        is_read = cause is CollectionCause.OK and not is_gone
        fetch = seen.Fetch(
            fetch_id=f"f{at:%m%d%H%M}", round_id=f"r{at:%m%d%H%M}", account_code=CODE,
            url="https://m.weibo.cn/api/x", final_url="https://m.weibo.cn/api/x",
            purpose=FetchPurpose.POSTS, fetched_at=at, status=200, outcome=FetchOutcome.OK,
            seconds=0.1, bytes=900, content_hash="ab" * 32,
        )  # fmt: skip
        snapshot = seen.AccountSnapshot(
            account_code=CODE, round_id=fetch.round_id, observed_at=at, source="weibo",
            collection_state=(
                CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED
            ),
            cause=CollectionCause.HTTP_ERROR if is_gone else cause, post_count=3 if is_read else 0,
            newest_at=LAST_POST if is_read else None, is_complete=is_read,
            reach_back_at=LAST_POST - timedelta(days=200) if is_read else None,
            total_count=80 if is_read else None, fetch_id=fetch.fetch_id,
        )  # fmt: skip
        with LandingBatch(settings.incoming, f"{fetch.round_id}-weibo-all") as batch:
            batch.write(fetch)
            batch.write(snapshot)
            batch.write(self._other(fetch.round_id))
            for number in range(3) if is_read else ():
                batch.write(
                    seen.Post(
                        account_code=CODE, post_key=f"weibo:{number}", source="weibo",
                        published_at=LAST_POST - timedelta(days=9 * number), title="防汛提示",
                        is_own=True, round_id=fetch.round_id, observed_at=at,
                        fetch_id=fetch.fetch_id,
                    )
                )  # fmt: skip
            if is_gone:
                batch.write(
                    seen.AccountProfile(
                        account_code=CODE, profile_hash=f"gone{at:%m%d}", is_deregistered=True,
                        round_id=fetch.round_id, observed_at=at, source="weibo",
                        fetch_id=fetch.fetch_id,
                    )
                )  # fmt: skip
            batch.commit()
        load_incoming(settings, now=at)

    def _other(self, round_id: str) -> seen.AccountSnapshot:
        """The other account of the unit is in use."""
        return seen.AccountSnapshot(
            account_code=OTHER, round_id=round_id, observed_at=self.now, source="feed",
            collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK, post_count=20,
            newest_at=self.now - timedelta(hours=2), is_complete=True,
        )  # fmt: skip


@pytest.fixture
def office(
    tmp_path: Path, gongkai: Callable[..., Any], make_book: Any, monkeypatch: pytest.MonkeyPatch
) -> Office:
    made = Office(tmp_path, gongkai, monkeypatch)
    book = make_book(tmp_path / "登记表.xlsx", register())
    made.says("init", made.folder)
    made.says("registry", "import", book)
    return made


def register(status: str = "正常") -> dict[str, list[dict[str, Any]]]:
    accounts = [{**ACCOUNTS[0], "备案状态": status}, ACCOUNTS[1]]
    sites = ("网站标识码", "网站名称", "首页网址", "主办单位编码", "类型", "状态")
    channels = ("网站标识码", "栏目名称", "栏目网址", "类别", "级别")
    return {
        "单位": AGENCIES, "站点": [dict.fromkeys(sites)], "栏目": [dict.fromkeys(channels)],
        "账号": accounts,
    }  # fmt: skip


def words_of(path: Path) -> str:
    paper = Document(str(path))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in paper.paragraphs), *cells))


def test_a_shutdown_from_the_first_silence_to_the_monthly_recheck(
    office: Office, make_book: Any, tmp_path: Path
) -> None:
    office.day(0)
    office.read()
    one_reading = office.audited()
    assert one_reading["disposition"] == "rectify"  # a single reading may be a blocked one
    office.day(1)
    office.read()
    assert office.audited()["disposition"] == "shut_down"
    dossier = office.says("report", "dossier", CODE, "--json").json["files"][0]
    assert "尚未作出处理决定" in words_of(Path(dossier))

    # an open 申诉 blocks, and so does 暂缓
    appeal = ("--text", "汛期由市局统一发布，请核实", "--from", "李强", "--by", "王敏")
    added = office.says("review", "appeal", "add", CODE, *appeal, "--evidence", office.shot,
                        "--json")  # fmt: skip
    number = added.json["stored"][0]["sequence"]
    blocked = office.audited()
    assert blocked["disposition"] == "rectify"
    assert any("申诉" in one and "尚未答复，暂不建议关停" in one for one in blocked["reasons"])
    assert "尚未答复" in office.step("已提出建议", code=2).err
    shut = ("--decision", "关停", "--reason", "长期停更", "--approver", "张伟")
    assert "尚未答复" in office.says("review", "decide", CODE, *BY, *shut, code=2).err
    answer = ("--state", "不采纳", "--text", "市局账号不能代替本账号更新")
    office.says("review", "appeal", "answer", number, *answer, *BY)
    until = ("--decision", "暂缓", "--reason", "汛期", "--until", "2026-09-03")
    office.says("review", "decide", CODE, *BY, *until)
    blocked = office.audited()
    assert blocked["disposition"] == "rectify"
    assert any("暂缓处理至 2026-09-03" in one for one in blocked["reasons"])
    assert "暂缓" in office.step("已提出建议", code=2).err

    # every step, each with what proves it
    office.day(3)
    office.read()
    assert office.audited()["disposition"] == "shut_down"
    office.step("已提出建议")
    assert "证明文件" in office.step("已告知单位", code=2).err
    assert "--decision 关停" in office.step("已作决定", "--evidence", office.shot, code=2).err
    office.step("已告知单位", "--evidence", office.shot, "--note", "送达局办公室")
    statement = ("--text", "无异议，已安排数据备份", "--from", "李强", "--by", "王敏")
    office.says("review", "appeal", "add", CODE, "--kind", "情况说明", *statement)
    assert "审批人" in office.says("review", "decide", CODE, *BY, *shut[:4], code=2).err
    office.says("review", "decide", CODE, *BY, *shut)
    (notice,) = office.says("report", "deregistration", CODE, "--json").json["files"]
    assert "0314-7654321" in words_of(Path(notice))
    office.step("已发布注销公告", "--url", "http://www.yunling.example/gg/1.html")
    assert "步骤" in office.step("已注销", "--evidence", office.shot, code=2).err  # out of order
    office.step("已迁移数据", "--evidence", office.shot)
    office.step("已注销", "--evidence", office.shot)
    office.step("已更新备案", "--evidence", office.shot)
    assert "recheck" in office.step("已核实注销", code=2).err

    # what could not be read is 未采到, never gone; the platform's own word closes the case
    office.day(4)
    office.read(CollectionCause.BLOCKED)
    unread = office.says("shutdown", "recheck", "--json", code=3)
    assert (unread.json["gone"], unread.json["unread"]) == ([], [CODE])
    book = make_book(tmp_path / "登记表2.xlsx", register("注销"))
    office.says("registry", "import", book)
    office.day(5)
    office.read(is_gone=True)
    told = office.says("shutdown", "recheck", "--json").json
    assert [one["kind_label"] for one in told["stored"]] == ["注销复查", "关停步骤"]
    office.day(36)
    office.read(is_gone=True)
    assert office.says("shutdown", "recheck", "--json").json["gone"] == [CODE]

    after = office.audited()
    assert (after["collection_state"], after["disposition"]) == ("out_of_scope", None)
    (case,) = office.says("shutdown", "list", "--json").json
    assert (case["step_label"], case["due_on"]) == ("已核实注销", "2026-11-07")
    (dossier,) = office.says("report", "dossier", CODE, "--json").json["files"]
    text = words_of(Path(dossier))
    for part in ("长期停更", "张伟", "无异议", "不采纳", "送达局办公室", "0314-7654321",
                 "2026-09-06", "2026-10-07", "已核实注销"):  # fmt: skip
        assert part in text, part
    assert "未采到该账号" not in text  # it is closed, that is why nothing is read
    assert "账号处理记录" in office.says("review", "verify").err
    kept = {path.suffix for path in (office.folder / "evidence" / "hand").rglob("*.*")}
    assert kept == {".png"}
