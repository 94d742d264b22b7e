"""Requests and answers of the practice hosts; an answer may also be a raw fault."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """What the server does with the connection."""

    SEND = "send"
    RESET = "reset"  # RST instead of an answer
    HANG = "hang"  # silence until the other side gives up
    DRIP = "drip"  # one byte a second


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query; ``is_first``: this host sees this target for the first time."""

    method: str
    target: str
    is_first: bool = True
    body: bytes = b""

    @property
    def path(self) -> str:
        """Target without query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. ``content_type`` "" sends no such header."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    act: Act = Act.SEND
    delay_seconds: float = 0.0


def page(html: str, status: int = 200, **more: Any) -> Response:
    """An HTML page in UTF-8."""
    return Response(status=status, body=html.encode(), **more)


def data(content: object) -> Response:
    """A JSON answer."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body=body, content_type="application/json; charset=utf-8")


def redirect(target: str, status: int = 302) -> Response:
    """To another address."""
    return Response(status=status, headers=(("Location", target),))


def plain(text: str) -> Response:
    """Plain text."""
    return Response(body=text.encode(), content_type="text/plain; charset=utf-8")
