"""What is missing on this machine, and how to mend it."""

import importlib.util
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai_monitor import clock, workdays
from gongkai_monitor.errors import GongkaiError, WorkspaceError
from gongkai_monitor.settings import Settings

_LEAST_FREE_GB = 5
_EXTENSIONS = ("ducklake", "sqlite_scanner", "icu")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("C:/Windows/Fonts"),
    Path("/System/Library/Fonts"),
)
_FONT_NAMES = ("cjk", "simsun", "msyh", "pingfang", "wqy", "sourcehan", "simhei", "heiti")


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """One item: passed or not, what was seen, what to do."""

    name: str
    is_ok: bool
    is_required: bool
    detail: str
    remedy: str = ""

    def as_row(self) -> dict[str, object]:
        """Row for table and JSON."""
        state = "正常" if self.is_ok else ("缺失" if self.is_required else "建议处理")
        return {
            "name": self.name,
            "state": state,
            "is_ok": self.is_ok,
            "is_required": self.is_required,
            "detail": self.detail,
            "remedy": "" if self.is_ok else self.remedy,
        }


def examine(workspace: Path, now: datetime) -> list[HealthCheck]:
    """All checks, in the order a person would mend them."""
    return [
        *_extensions(),
        _workspace(workspace),
        _store(workspace),
        _disk(workspace),
        _calendar(now),
        _font(),
        _browser(),
        _network(),
        _schedules(workspace),
        *_retention(workspace),
        *_recipients(workspace),
    ]


def _extensions() -> Iterator[HealthCheck]:
    for name in _EXTENSIONS:
        found = importlib.util.find_spec(f"duckdb_extension_{name}") is not None
        yield HealthCheck(
            name=f"DuckDB 扩展 {name}",
            is_ok=found,
            is_required=True,
            detail="已安装" if found else "未安装",
            remedy=f"pip install duckdb-extension-{name.replace('_', '-')}（离线可用 wheel 文件）",
        )


def _workspace(workspace: Path) -> HealthCheck:
    try:
        settings = Settings.load(workspace)
    except WorkspaceError as error:
        return HealthCheck(
            name="工作区",
            is_ok=False,
            is_required=True,
            detail=str(error),
            remedy=f"gongkai init {workspace}",
        )
    return HealthCheck(name="工作区", is_ok=True, is_required=True, detail=str(settings.workspace))


def _store(workspace: Path) -> HealthCheck:
    from gongkai_monitor.store.lake import open_store

    try:
        with open_store(workspace) as connection:
            connection.execute("SELECT count(*) FROM fetches").fetchone()
    except GongkaiError as error:
        return HealthCheck(
            name="数据库",
            is_ok=False,
            is_required=True,
            detail=str(error),
            remedy="确认工作区完整、没有别的程序独占 lake 文件夹",
        )
    return HealthCheck(name="数据库", is_ok=True, is_required=True, detail="可以打开")


def _recipients(workspace: Path) -> Iterator[HealthCheck]:
    """Whether alerts have somebody to go to, and an address for each."""
    from gongkai_monitor.credentials import FILE_NAME, Credentials

    try:
        names = list(Settings.load(workspace).alerts.recipients)
        credentials = Credentials.load(workspace)
        lost = [name for name in names if credentials.recipient(name) is None]
        said = f"没有地址：{'、'.join(lost)}" if lost else "、".join(names) or "没有设置"
    except WorkspaceError as error:
        names, lost, said = [], [""], str(error)
    yield HealthCheck(
        name="预警接收方",
        is_ok=bool(names) and not lost,
        is_required=False,
        detail=said,
        remedy=f"gongkai.toml 写 [alerts.recipients.名称]，{FILE_NAME} 写地址；"
        "再运行 gongkai alerts test",
    )


def _disk(workspace: Path) -> HealthCheck:
    place = workspace if workspace.exists() else Path()
    free = shutil.disk_usage(place).free / 1e9
    return HealthCheck(
        name="磁盘",
        is_ok=free >= _LEAST_FREE_GB,
        is_required=False,
        detail=f"剩余 {free:.0f} GB",
        remedy=f"至少留出 {_LEAST_FREE_GB} GB；可清理 evidence/ 中过期的存证",
    )


def _calendar(now: datetime) -> HealthCheck:
    first, last = workdays.known_years()
    year = clock.china_date(now).year
    # From December on, deadlines reach into the next year.
    needed = year + (clock.china_date(now).month == 12)
    return HealthCheck(
        name="工作日历",
        is_ok=needed <= last,
        is_required=False,
        detail=f"收录 {first}–{last} 年",
        remedy="国务院公布下一年放假安排后升级 chinesecalendar；此前跨年的期限不作判断",
    )


def _font() -> HealthCheck:
    found = any(
        any(part in path.name.lower() for part in _FONT_NAMES)
        for folder in _FONT_FOLDERS
        if folder.is_dir()
        for path in folder.rglob("*.*")
    )
    return HealthCheck(
        name="中文字体",
        is_ok=found,
        is_required=False,
        detail="已安装" if found else "未找到",
        remedy="安装 fonts-noto-cjk 等中文字体，否则本机打印报告缺字",
    )


def _browser() -> HealthCheck:
    found = next((name for name in _BROWSERS if shutil.which(name)), None)
    return HealthCheck(
        name="浏览器",
        is_ok=found is not None,
        is_required=False,
        detail=found or "未找到",
        remedy="转 PDF、复看被拒链接、渲染脚本列表时需要；看报告用任何电脑的浏览器即可",
    )


def _network() -> HealthCheck:
    try:
        socket.getaddrinfo("www.gov.cn", 443)
    except OSError:
        return HealthCheck(
            name="网络",
            is_ok=False,
            is_required=False,
            detail="不能解析外部域名（试 www.gov.cn）",
            remedy="检查域名服务器或代理；离线时只能使用导入的数据",
        )
    return HealthCheck(name="网络", is_ok=True, is_required=False, detail="可以解析外部域名")


def _schedules(workspace: Path) -> HealthCheck:
    alive = (workspace / "dagster" / "serve.pid").is_file() and _answers(workspace)
    return HealthCheck(
        name="定时任务",
        is_ok=alive,
        is_required=False,
        detail="gongkai serve 正在运行" if alive else "未运行",
        remedy="gongkai serve 启动后按计划采集；只想跑一轮用 gongkai run",
    )


def _retention(workspace: Path) -> Iterator[HealthCheck]:
    """Not whether it is right, but which limits are in force: the office decides on them."""
    try:
        privacy = Settings.load(workspace).privacy
    except WorkspaceError:
        return
    yield HealthCheck(
        name="个人信息保存期限",
        is_ok=True,
        is_required=False,
        detail=(
            f"群众文字 {privacy.message_days} 天，导入文件 {privacy.import_days} 天；"
            f"清除 {privacy.erase_days} 天后历史快照一并消失，--as-of 只能查到那时以后"
            "（gongkai.toml [privacy]）"
        ),
    )


def _answers(workspace: Path) -> bool:
    """Does the report page answer? A killed service leaves its marker behind."""
    try:
        serve = Settings.load(workspace).serve
        with socket.create_connection((serve.host, serve.report_port), timeout=2):
            return True
    except (WorkspaceError, OSError):
        return False
