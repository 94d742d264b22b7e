"""The read-only page of the latest report, over a real socket."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest
import uvicorn

from gongkai_monitor.report.console_page import latest_report_app
from gongkai_monitor.report.daily import write_daily
from gongkai_monitor.settings import Settings

NAME = "日报-2026-11-22"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with nothing in it."""
    (tmp_path / "gongkai.toml").write_text('name = "云岭市"\n', encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    return tmp_path


@pytest.fixture
def port(workspace: Path) -> Iterator[int]:
    """The app on a loopback port."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        latest_report_app(Settings.load(workspace)), log_level="error", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Send a path as it is, dots and all."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


def test_before_the_first_report_it_says_so(port: int) -> None:
    status, _, body = ask(port, "/")
    assert status == 200
    assert "还没有日报" in body.decode()


def test_the_latest_report_and_its_files(port: int, workspace: Path, books: ModuleType) -> None:
    paths = write_daily(books.empty_day(), workspace / "reports" / "2026-11-22")
    older = workspace / "reports" / "日报-2026-11-21.html"
    older.write_text("older", encoding="utf-8")
    page = next(path for path in paths if path.suffix == ".html")
    assert ask(port, "/")[2] == page.read_bytes()
    listed = ask(port, "/reports/")[2].decode()
    assert listed.index("2026-11-22") < listed.index("2026-11-21")
    for path in paths:
        status, headers, body = ask(port, f"/files/{quote(path.name)}")
        assert (status, body) == (200, path.read_bytes())
        expected = "inline" if path.suffix == ".html" else "attachment"
        assert headers["content-disposition"].startswith(expected)


@pytest.mark.parametrize(
    "path",
    [
        "/files/../secret.html",
        "/files/..%2fsecret.html",
        "/files/%2e%2e/%2e%2e/gongkai.toml",
        "/files/..%5csecret.html",
        "/files//etc/passwd",
        "/files/%2Fetc%2Fpasswd",
        "/files/gongkai.toml",
        "/files/secret.html",
        "/files/",
        "/files/" + quote("日报-2026-11-22.html") + "%00.xlsx",
        "/files/" + quote("日报-2026-11-20.html"),
        "/" + "../" * 8 + "etc/passwd",
    ],
)
def test_no_other_file_can_be_reached(port: int, workspace: Path, path: str) -> None:
    reports = workspace / "reports"
    reports.mkdir()
    (reports / "secret.html").write_text("secret", encoding="utf-8")
    (reports / "日报-2026-11-20.html").symlink_to(workspace / "secret.html")
    status, _, body = ask(port, path)
    assert status in {400, 404}
    assert b"secret" not in body
    assert b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/reports/", f"/files/{quote(NAME)}.html"])
def test_it_can_only_be_read(port: int, method: str, path: str) -> None:
    assert ask(port, path, method)[0] == 405


def test_head_is_answered_without_a_body(port: int) -> None:
    status, _, body = ask(port, "/reports/", "HEAD")
    assert (status, body) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/reports/", "/files/x.html", "/nothing"])
def test_every_answer_carries_the_security_headers(port: int, path: str) -> None:
    headers = ask(port, path)[1]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert json.dumps(headers)
