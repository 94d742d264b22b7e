"""Where only a forward proxy leads out: it passes on, and reads nothing."""

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.alerts.sending import UndeliveredError, WayOut, send
from gongkai_monitor.credentials import RecipientCredentials
from gongkai_monitor.settings import AlertSettings
from gongkai_monitor.vocabulary import RecipientKind
from tests.crawlers.servers import Reply, Server
from tests.crawlers.test_certificates import signed
from tests.gongkai_monitor.alerts.forward_proxy import ForwardProxy

ROBOT = "robot.example.test"
AT = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OK = Reply(json.dumps({"errcode": 0}).encode())


@pytest.fixture
def robot(tmp_path: Path) -> Iterator[Server]:
    """A robot on the internet, with a certificate that only who trusts its file accepts."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*signed(tmp_path, name=ROBOT))
    with Server({"*": OK}, tls=tls) as server:
        yield server


def told(proxy: str, url: str = f"https://{ROBOT}/send?key=K") -> str:
    """Why a message did not arrive; "" when it did."""
    way = WayOut(policy=AddressPolicy.parse([]), seconds=10, proxy=proxy)
    credentials = RecipientCredentials(url=SecretStr(url))
    try:
        send(RecipientKind.WECOM, credentials, title="预警", text="停水", at=AT, way=way)
    except UndeliveredError as error:
        return str(error)
    return ""


def test_a_message_goes_through_the_proxy_sealed(robot: Server, tmp_path: Path) -> None:
    with ForwardProxy(robot.port) as proxy:
        code = f"from {__name__} import told; print(told({proxy.url!r}))"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"SSL_CERT_FILE": str(tmp_path / "cert.pem")},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.strip() == ""
    assert proxy.asked == [f"CONNECT {ROBOT}:443 HTTP/1.1"]  # and neither path nor key
    (call,) = robot.calls
    assert call.path == "/send?key=K"


def test_a_proxy_that_opens_the_seal_is_noticed(robot: Server) -> None:
    with ForwardProxy(robot.port) as proxy:
        assert told(proxy.url) == "证书或加密错误"
    assert robot.calls == []


def test_what_the_proxy_does_not_do_is_told() -> None:
    with ForwardProxy(None) as proxy:
        assert told(proxy.url) == "代理服务器不予转发"
    assert told(proxy.url) == "代理服务器无法连接"  # it is gone now


def test_nothing_is_handed_to_the_proxy_in_clear() -> None:
    with ForwardProxy(None) as proxy:
        assert told(proxy.url, f"http://{ROBOT}/send").startswith("经代理只发往 https:// 地址")
    assert proxy.asked == []


@pytest.mark.parametrize(
    "proxy", ["10.1.1.5:3128", "http://u:p@10.1.1.5:3128", "https://a:1", "http://a"]
)
def test_an_address_that_is_no_proxy_is_refused(proxy: str) -> None:
    with pytest.raises(ValidationError):
        AlertSettings(proxy=proxy)


@pytest.mark.parametrize(
    "proxy", ["", "http://10.1.1.5:3128", "http://[fd00::1]:80", "http://proxy.a.cn:8080"]
)
def test_an_address_of_a_proxy_is_read(proxy: str) -> None:
    assert AlertSettings(proxy=proxy).proxy == proxy
