"""Serve a city for people: its papers into a folder, its hosts until they press Ctrl-C."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.practice.account_exports import AccountPapers, write_account_papers
from gongkai_monitor.practice.features.error_reports import write_error_reports
from gongkai_monitor.practice.messages import write_csv
from gongkai_monitor.practice.outage import NO_OUTAGE, Outage, truth_under
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.server import PracticeServer
from gongkai_monitor.registry.export import write_registry

REGISTRY_NAME = "登记表.xlsx"
TRUTH_NAME = "truth.json"
MESSAGES_NAME = "留言.csv"
REPORTS_NAME = "找错.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The written files of a city."""

    registry: Path
    truth: Path
    messages: Path
    reports: Path
    accounts: AccountPapers

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of them."""
        exports = self.accounts
        return (
            self.registry, self.truth, self.messages, self.reports, exports.posts,
            exports.metrics, exports.replies, exports.looks,
        )  # fmt: skip


def write_papers(city: City, folder: Path, outage: Outage = NO_OUTAGE) -> Papers:
    """Write the registry workbook, ``truth.json``, the exports of messages, 找错 and accounts.

    Raises:
        WorkspaceError: when the folder cannot be written.
    """
    registry, truth, messages, reports = (
        folder / name for name in (REGISTRY_NAME, TRUTH_NAME, MESSAGES_NAME, REPORTS_NAME)
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_registry(city.registry, registry)
        known = truth_under(city, outage) if outage.sites or outage.accounts else city.truth
        text = json.dumps(known.as_dict(), ensure_ascii=False, indent=1)
        truth.write_text(text, encoding="utf-8")
        write_csv(city.messages, messages)
        write_error_reports(city.sites, reports)
        accounts = write_account_papers(city.platform_accounts, folder, city.as_of)
    except OSError as error:
        raise WorkspaceError(f"不能写入 {folder}：{reason_of(error)}") from error
    return Papers(
        registry=registry, truth=truth, messages=messages, reports=reports, accounts=accounts
    )


def running_server(city: City, outage: Outage = NO_OUTAGE) -> PracticeServer:
    """The started server, to be used as a context manager.

    Raises:
        WorkspaceError: when one of its ports is taken.
    """
    server = PracticeServer(city, outage)
    try:
        server.start()
    except OSError as error:
        first, last = min(city.ports), max(city.ports)
        raise WorkspaceError(
            f"端口 {first}～{last} 中有被占用的，请用 --port 换一段：{reason_of(error)}"
        ) from error
    return server


def serve_city(city: City, outage: Outage = NO_OUTAGE, *, announce: Callable[[], None]) -> None:
    """Serve until Ctrl-C; ``announce`` is called once every port answers.

    Raises:
        WorkspaceError: when one of its ports is taken.
    """
    with running_server(city, outage):
        waiting = threading.Event()
        try:
            announce()
            while not waiting.wait(3600):
                pass
        except KeyboardInterrupt:
            return
