"""Other web pages in the operator's browser reach neither the reports nor Dagster."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn

from gongkai_monitor.launch import start_module
from gongkai_monitor.report.console_page import latest_report_app
from gongkai_monitor.settings import ServeSettings, Settings
from gongkai_monitor.workspace import dagster_home

Answer = tuple[int, dict[str, str], str]


class Client:
    """Sends exactly what it is told."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str = "/", method: str = "GET", body: bytes = b"", **names: str) -> Answer:
        headers = {name.replace("_", "-"): value for name, value in names.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host="host" in headers)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def status(self, path: str = "/", method: str = "GET", body: bytes = b"", **names: str) -> int:
        return self.ask(path, method, body, **names)[0]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    day = tmp_path / "reports" / "2026-11-20"
    day.mkdir(parents=True)
    (day / "日报-2026-11-20.html").write_text("<p>报告</p>", encoding="utf-8")
    (day / "日报-2026-11-19.html").symlink_to("/etc/passwd")
    (day / "secret.html").write_text("secret", encoding="utf-8")
    cards = day / "站点-2026-11-20"
    cards.mkdir()
    (cards / "1308000001.html").write_text("<p>站点</p>", encoding="utf-8")
    (cards / "1308000002.html").symlink_to("/etc/passwd")
    (cards / "notes.txt").write_text("notes", encoding="utf-8")
    settings = Settings(workspace=tmp_path, serve=ServeSettings(names=("jiance.example",)))
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(latest_report_app(settings), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    yield Client(listener.getsockname()[1])
    server.should_exit = True
    thread.join(10)


KNOWN = ["127.0.0.1:8600", "[::1]:8600", "localhost", "LOCALHOST:80", "10.1.2.3", "jiance.example"]
STRANGE = ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8600"]


@pytest.mark.parametrize("host", KNOWN)
def test_people_at_a_known_address_read_the_report(client: Client, host: str) -> None:
    assert "报告" in client.ask(host=host)[2]


@pytest.mark.parametrize("host", STRANGE)
def test_a_rebound_name_is_refused(client: Client, host: str) -> None:
    assert client.status(host=host) == 400


def test_pages_of_other_sites_get_nothing(client: Client) -> None:
    assert client.status(sec_fetch_site="cross-site", sec_fetch_mode="no-cors") == 403
    assert client.status(origin="http://evil.example") == 403
    assert client.status(origin="null") == 403
    assert client.status(sec_fetch_site="cross-site", sec_fetch_mode="navigate") == 200


PATHS = ["../secret.html", "..%2f..%2fetc%2fpasswd", "secret.html", quote("日报-2026-11-19.html"),
         "%00", quote("日报-2026-11-20.html") + "%00.txt", "x" * 60_000]  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_only_reports_are_served(client: Client, name: str) -> None:
    assert client.status(f"/files/{name}") in {404, 400}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
def test_nothing_but_reading(client: Client, method: str) -> None:
    status, headers, _ = client.ask("/", method)
    assert status == 405
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.fixture
def dagster(tmp_path: Path) -> Iterator[Client]:
    """Dagster's server as ``gongkai serve`` starts it, with an empty code location."""
    (tmp_path / "nothing.py").write_text("import dagster\ndefs = dagster.Definitions()\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    home = dagster_home(Settings(workspace=tmp_path))
    process = start_module(
        "pipelines.webserver",
        ["-f", str(tmp_path / "nothing.py"), "-h", "127.0.0.1", "-p", str(port)],
        extra_environment={"DAGSTER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        is_group=sys.platform != "win32",
    )
    try:
        found = Client(port)
        deadline = time.monotonic() + 180
        while not is_up(found):
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        process.wait(30)


def is_up(client: Client) -> bool:
    try:
        return client.status("/server_info") == 200
    except OSError:
        return False


@pytest.mark.slow
def test_no_foreign_page_gives_dagster_orders(dagster: Client) -> None:
    def order(**names: str) -> int:
        query = b'{"query": "{ version }"}'
        return dagster.status("/graphql", "POST", query, content_type="application/json", **names)

    assert order() == 200
    assert order(origin=f"http://127.0.0.1:{dagster.port}") == 200
    assert order(origin="http://evil.example") == 403
    assert order(host="evil.example") == 400
    assert dagster.status("/graphql?query=%7Bversion%7D") == 403


CARDS = quote("站点-2026-11-20")


@pytest.mark.parametrize("before", ["", "/files"])
def test_a_site_page_is_found_from_the_latest_and_from_an_older_report(
    client: Client, before: str
) -> None:
    status, headers, text = client.ask(f"{before}/{CARDS}/1308000001.html", host="localhost")
    assert (status, text) == (200, "<p>站点</p>")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert client.status(f"{before}/{CARDS}/1308000001.html", host="evil.example") >= 400


@pytest.mark.parametrize(
    "path",
    [
        f"/{CARDS}/1308000002.html",
        f"/{CARDS}/notes.txt",
        f"/{CARDS}/1308000003.html",
        "/2026-11-20/secret.html",
        f"/{CARDS}/..%2Fsecret.html",
        f"/files/{CARDS}/%2e%2e%2fsecret.html",
        f"/{quote('站点-2026-11-21')}/1308000001.html",
    ],
)
def test_no_other_file_is_served_as_a_site_page(client: Client, path: str) -> None:
    assert client.status(path, host="localhost") == 404
