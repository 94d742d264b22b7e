"""Real registers and real messages go through; rows that do not are counted and named."""

import csv
import gzip
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_monitor.imports.messages import read_messages
from gongkai_monitor.registry.importer import partial
from gongkai_monitor.registry.reader import read_registry

pytestmark = pytest.mark.real_data

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def registry_workbook(folder: Path, path: Path) -> tuple[int, int, int]:
    """The three real lists as one registry workbook: counts of agencies, sites, accounts."""
    sites, portals, weibo = (
        rows(folder / name)
        for name in ("sites.csv", "county_portals.csv", "gov_weibo_accounts.csv")
    )
    book = Workbook(write_only=True)
    agencies = book.create_sheet("单位")
    agencies.append(["单位编码*", "单位名称*", "层级*", "行政区划代码"])
    for row in portals:
        agencies.append([row["xzqh_code"], row["name"], "县", int(row["xzqh_code"])])
    for row in sites:
        agencies.append([f"S{row['sitecode']}", row["name"], "市", None])
    for row in weibo:
        agencies.append([f"W{row['weibo_uid']}", row["unit"], "省", None])
    sheet = book.create_sheet("站点")
    sheet.append(["网站标识码", "网站名称", "首页网址", "主办单位编码", "类型", "状态"])
    for row in sites:
        domain = row["most_reported_domain"]
        url = f"http://{domain}/" if domain else None
        sheet.append([row["sitecode"], row["name"], url, f"S{row['sitecode']}", "部门", "运行"])
    for number, row in enumerate(portals):
        code = f"{row['xzqh_code']}{9000 + number % 1000:04}"
        sheet.append([code, row["name"], row["url"], row["xzqh_code"], "门户", "运行"])
    accounts = book.create_sheet("账号")
    accounts.append(
        [
            "账号编码",
            "平台",
            "账号名称",
            "平台标识",
            "主办单位编码",
            "功能类型",
            "备案状态",
            "数据来源",
        ]
    )
    for row in weibo:
        uid = row["weibo_uid"]
        unit = f"W{uid}"
        accounts.append(
            [f"weibo-{uid}", "新浪微博", row["account"], int(uid), unit, "发布类", "正常", "weibo"]
        )
    book.save(path)
    return len(portals) + len(sites) + len(weibo), len(sites) + len(portals), len(weibo)


def test_real_registers_are_imported(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    agencies, sites, accounts = registry_workbook(shared_data / "gov_site_lists", path)
    result = read_registry(path)
    columns = Counter((fault.sheet, fault.column, fault.actual == "空") for fault in result.faults)
    print(columns, [str(f) for f in result.faults if f.actual != "空"][:10])
    assert len(result.registry.agencies) == agencies
    assert len(result.registry.accounts) == accounts
    # The only faults are addresses that the lists do not have or do not spell out.
    assert {(fault.sheet, fault.column) for fault in result.faults} <= {("站点", "首页网址")}
    assert len(result.registry.sites) + len(result.rejected_rows) == sites
    registry = partial(path, tmp_path / "退回.xlsx")
    assert registry == result.registry
    back = read_registry(tmp_path / "退回.xlsx")
    assert back.faults


def unpacked(source: Path, target: Path) -> Path:
    with gzip.open(source, "rb") as packed, target.open("wb") as stream:
        shutil.copyfileobj(packed, stream)
    return target


def test_real_message_board_replies_are_imported(shared_data: Path, tmp_path: Path) -> None:
    path = unpacked(shared_data / "taidi_messages" / "replies.csv.gz", tmp_path / "replies.csv")
    mapping = {
        "message_id": "留言编号",
        "time_raw": "来信时间",
        "title": "标题",
        "text": "内容",
        "reply_time_raw": "答复时间",
        "reply": "答复内容",
    }
    result = read_messages(path, mapping, round_id="taidi", observed_at=NOW)
    source = rows(path)
    print(len(source), len(result.records), [str(f)[:200] for f in result.faults][:10])
    assert len(result.records) + len(result.rejected_rows) >= len({r["message_id"] for r in source})
    assert len(result.rejected_rows) <= len(source) * 0.01
    truth = {row["message_id"]: row["time_iso"] for row in source}
    for message in result.records:
        local = datetime.fromisoformat(f"{truth[message.message_id]}+08:00")
        assert message.received_at == local
    written = {row["user_code"] for row in source}
    assert not any(value in written for m in result.records for value in (m.region, m.category))


def test_real_petition_letters_are_imported(shared_data: Path, tmp_path: Path) -> None:
    path = unpacked(shared_data / "letters_shanghai" / "letters.csv.gz", tmp_path / "letters.csv")
    mapping = {
        "url": "留言编号",
        "letter_date": "来信时间",
        "title": "标题",
        "text": "内容",
        "agency": "责任单位",
        "reply_date": "答复时间",
        "reply": "答复内容",
    }
    result = read_messages(path, mapping, round_id="letters", observed_at=NOW)
    source = rows(path)
    print(len(source), len(result.records), [str(f)[:200] for f in result.faults][:10])
    assert len(result.records) + len(result.rejected_rows) == len(source)
    assert len(result.rejected_rows) <= len(source) * 0.01
    assert all(m.replied_at is None or m.replied_at >= m.received_at for m in result.records)
