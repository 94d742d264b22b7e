"""The command line as a person meets it, and a workspace filled only through it."""

import csv
import io
import json
import os
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gongkai_monitor import clock
from gongkai_monitor.cli.main import run
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model import observations as seen
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import (
    CheckWay,
    CollectionCause,
    CollectionState,
    FetchOutcome,
    LinkKind,
)

AGENCIES, SITES, ACCOUNTS = 120, 40, 300
PORTAL = "9901000000"
FORMULA_NAME = "=HYPERLINK(临川)"
SILENT_DAYS = {0: 3, 1: 12, 2: 40, 3: 120}
"""Account number -> days since its last post; the other accounts were never read."""


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def call(*arguments: object) -> Done:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def no_workspace_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="session")
def gongkai() -> Callable[..., Done]:
    return call


def write_book(path: Path, sheets: dict[str, Sequence[dict[str, Any]]]) -> Path:
    """A workbook; cells that look like formulas are text, as an office types them."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.data_type = "s"
    book.save(path)
    return path


def city() -> dict[str, list[dict[str, Any]]]:
    """A made-up register: 120 agencies, 40 sites, 300 accounts whose posts are imported."""
    agencies = [
        {"单位编码": f"LC{n:03}", "单位名称": f"临川市第{n}局", "层级": "市", "类型": "部门"}
        for n in range(AGENCIES)
    ]
    sites = [
        {
            "网站标识码": f"990100{n:04}", "网站名称": f"临川市第{n}局网站",
            "首页网址": f"https://www{n}.linchuan.example/", "主办单位编码": f"LC{n:03}",
            "类型": "部门" if n else "门户", "状态": "运行",
        }
        for n in range(SITES)
    ]  # fmt: skip
    channels = [
        {
            "网站标识码": f"990100{n:04}", "栏目名称": "工作动态", "类别": "动态要闻", "级别": 1,
            "栏目网址": f"https://www{n}.linchuan.example/gzdt/",
        }
        for n in range(SITES)
    ]  # fmt: skip
    accounts = [
        {
            "账号编码": f"ZH{n:04}", "平台": ("新浪微博", "抖音", "微信订阅号")[n // AGENCIES],
            "账号名称": FORMULA_NAME if n == 2 else f"临川第{n}号",
            "主办单位编码": f"LC{n % AGENCIES:03}",
            "功能类型": "发布类", "备案状态": "正常", "数据来源": "import",
        }
        for n in range(ACCOUNTS)
    ]  # fmt: skip
    return {"单位": agencies, "站点": sites, "栏目": channels, "账号": accounts}


@pytest.fixture(scope="session")
def city_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_book(tmp_path_factory.mktemp("register") / "登记表.xlsx", city())


def write_csv(path: Path, rows: Sequence[dict[str, Any]], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def make_book() -> Callable[..., Path]:
    return write_book


@pytest.fixture(scope="session")
def make_csv() -> Callable[..., Path]:
    return write_csv


@pytest.fixture
def city_sheets() -> dict[str, list[dict[str, Any]]]:
    return city()


def local(instant: datetime) -> str:
    return instant.astimezone(clock.CHINA).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Desk:
    """A filled workspace and what was said while filling it."""

    folder: Path
    said: dict[str, Done]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, city_book: Path) -> Desk:
    """A register, four accounts read to the end, a dead link, a hotspot, one audit."""
    folder = tmp_path_factory.mktemp("desk") / "工作区"
    now = clock.now()
    posts = [
        {
            "账号编码": f"ZH{n:04}", "标题": "工作信息", "截止时间": local(now),
            "发布时间": local(now - timedelta(days=days + 7 * k)),
        }
        for n, days in SILENT_DAYS.items()
        for k in range(8)
    ]  # fmt: skip
    messages = [
        {
            "留言编号": f"LY{n}", "来信时间": local(now - timedelta(hours=5 + n)),
            "标题": f"望江小区夜间施工噪音扰民{n}", "区域": "临川区",
            "内容": "望江小区旁工地夜间施工噪音太大，电话 13800138000，请处理。",
        }
        for n in range(8)
    ]  # fmt: skip
    said = {
        "init": call("init", folder),
        "register": call("registry", "import", city_book, "-w", folder),
        "posts": call(
            "-w", folder, "import", "posts", write_csv(folder / "推文.csv", posts), "--json"
        ),
        "messages": call(
            "import", "messages", write_csv(folder / "留言.csv", messages, "gbk"), "-w", folder
        ),
    }
    settings = Settings.load(folder)
    _land_links(settings, now)
    from gongkai_monitor.opinion.desk import refresh_hotspots

    refresh_hotspots(settings, as_of=clock.now())
    said["audit"] = call("-w", folder, "audit", "--json")
    return Desk(folder, said)


def _land_links(settings: Settings, now: datetime) -> None:
    """The portal's home page was read; one of its links failed three times, hours apart."""
    url, page = "https://www.gone.example/%E8%A1%A8.doc", "https://www0.linchuan.example/"
    with LandingBatch(settings.incoming, "r1-links-portal") as batch:
        batch.write(
            seen.SiteSnapshot(
                site_code=PORTAL, round_id="r1", observed_at=now - timedelta(hours=9),
                collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK,
                newest_on=clock.china_date(now), home_url=page,
            )
        )  # fmt: skip
        batch.write(
            seen.Link(
                site_code=PORTAL, page_url=page, links_hash="0", url=url, kind=LinkKind.PAGE,
                is_external=True, round_id="r1", observed_at=now - timedelta(hours=9),
            )
        )  # fmt: skip
        for attempt in (1, 2, 3):
            batch.write(
                seen.LinkCheck(
                    site_code=PORTAL, url=url, method="GET", attempt=attempt, status=404,
                    checked_at=now - timedelta(hours=8 - 2 * attempt), final_url=url,
                    outcome=FetchOutcome.HTTP_ERROR, seconds=0.1, round_id="r1",
                    way=CheckWay.PLAIN if attempt == 1 else CheckWay.HEADERS,
                )
            )  # fmt: skip
        batch.commit()
    load_incoming(settings, now=clock.now())
