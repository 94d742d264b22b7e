"""Who may use our web pages: people who typed their address, not other web pages.

A page that an operator visits elsewhere can send requests to this machine from his browser: with
a name of its own that suddenly means 127.0.0.1 (DNS rebinding), or simply across sites. Dagster's
pages start and delete runs on such a request and ask nobody. So: known host names only, and
nothing but plain navigation from other sites.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_OTHER_SITES = {"cross-site", "same-site"}


class OwnVisitors:
    """Refuse requests with a foreign host name (400) or from foreign pages (403).

    Args:
        app: what is protected.
        hosts: names that this service is known by, besides addresses and this machine's name.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        known = {"localhost", socket.gethostname(), *hosts}
        self._hosts = frozenset(name.lower() for name in known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, text = refusal
            await PlainTextResponse(text, status_code=status)(scope, receive, send)

    def _refusal(self, scope: Scope, headers: dict[bytes, str]) -> tuple[int, str] | None:
        host = headers.get(b"host", "")
        if not self._is_known(host):
            return 400, "不认识的主机名；请用本机地址访问"
        origin = headers.get(b"origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "不接受其他网页发来的请求"
        is_page = headers.get(b"sec-fetch-mode") == "navigate" and not scope.get("query_string")
        if headers.get(b"sec-fetch-site") in _OTHER_SITES and not is_page:
            return 403, "不接受其他网页发来的请求"
        if scope.get("method") == "GET" and scope["path"].endswith("/graphql"):
            is_order = b"query=" in scope.get("query_string", b"")
            return (403, "请用 POST 提交") if is_order else None
        return None

    def _is_known(self, host: str) -> bool:
        """Whether a ``Host`` header names us: an address, or one of our names."""
        name = host.rpartition("]")[0].lstrip("[") or host.partition(":")[0]
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.lower() in self._hosts
        return True
