"""The duty officer sees what arrived, tries a recipient, sends what is late."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor import clock
from gongkai_monitor.alerts.announcing import announce
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.settings import CONFIG_NAME, Settings
from tests.crawlers.servers import Reply, Server

OK = Reply(b'{"errcode": 0}')


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/robot": OK}) as running:
        yield running


@pytest.fixture
def office(desk: Any, tmp_path: Path, server: Server) -> Path:
    """The desk with a group to be told and one hotspot announced just now."""
    folder = Path(shutil.copytree(desk.folder, tmp_path / "工作区"))
    with (folder / CONFIG_NAME).open("a", encoding="utf-8") as file:
        file.write(
            f'\n[alerts]\nallow_addresses = ["{server.endpoint}"]\n'
            '[alerts.recipients."值班群"]\nkind = "wecom"\n'
        )
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[recipients."值班群"]\nurl = "{server.url("/robot?key=SECRET")}"\n', encoding="utf-8"
    )
    secrets.chmod(0o600)
    settings, now = Settings.load(folder), clock.now()
    refresh_hotspots(settings, as_of=now - timedelta(seconds=5))
    assert announce(settings, as_of=now - timedelta(seconds=5), now=now) == 1
    return folder


@pytest.fixture
def run(gongkai: Callable[..., Any], office: Path) -> Callable[..., Any]:
    return lambda *arguments: gongkai("-w", office, "alerts", *arguments)


def test_what_waits_is_listed_sent_once_and_listed_as_delivered(
    run: Callable[..., Any], server: Server
) -> None:
    (row,) = run("list", "--json").json
    assert (row["recipient"], row["state_label"], row["reasons_label"]) == (
        "值班群", "待发送", "新发现",
    )  # fmt: skip
    sent = run("send")
    assert (sent.code, "值班群：1 条已送达" in sent.err) == (0, True)
    again = run("send")
    assert "没有待发送的预警" in again.err
    assert len(server.calls) == 1
    (row,) = run("list", "--json").json
    assert (row["state"], row["attempts"]) == ("delivered", 1)
    assert "已送达" in run("list").out


def test_a_fault_is_code_3_and_names_its_cause(run: Callable[..., Any], server: Server) -> None:
    server.routes["/robot"] = Reply(status=503)
    failed = run("send", "--json")
    assert failed.code == 3
    assert failed.json["deliveries"] == [
        {"recipient": "值班群", "outcome": "failed", "outcome_label": "未送达", "alerts": 1,
         "detail": "对方返回错误（HTTP 503）"}
    ]  # fmt: skip
    assert "SECRET" not in failed.out + failed.err


def test_a_recipient_is_tried_out(run: Callable[..., Any], server: Server) -> None:
    tried = run("test")
    assert (tried.code, "值班群：测试消息已送达" in tried.err) == (0, True)
    unknown = run("test", "--to", "别的群")
    assert (unknown.code, "期望 值班群 之一" in unknown.err) == (2, True)
    assert len(server.calls) == 1


def test_without_recipients_it_says_what_to_write(
    gongkai: Callable[..., Any], desk: Any, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(desk.folder, tmp_path / "无人"))
    for command in ("send", "test"):
        told = gongkai("-w", folder, "alerts", command)
        assert (told.code, "alerts.recipients" in told.err) == (2, True)
    checked = gongkai("-w", folder, "doctor")
    assert "预警接收方" in checked.out
