"""The way out: one HTTP request or one mail. Every fault becomes a sentence without secrets."""

import asyncio
import ipaddress
import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from gongkai_monitor.addresses import AddressPolicy, UnsafeAddressError
from gongkai_monitor.alerts.robots import Posting, posting, refusal
from gongkai_monitor.credentials import RecipientCredentials
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.vocabulary import RecipientKind

_ANSWER_BYTES = 65_536
_MAIL_PORTS = {"smtps": 465, "smtp": 25}


class UndeliveredError(GongkaiError):
    """A message did not arrive; the text says why and holds no address and no secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """How far connections may go and how long they may take."""

    policy: AddressPolicy
    seconds: float
    proxy: str = ""
    """Looks names up and connects for us: then its address is the only one that we connect to."""


def send(
    kind: RecipientKind,
    credentials: RecipientCredentials,
    *,
    title: str,
    text: str,
    at: datetime,
    way: WayOut,
) -> str:
    """Send one message; a remark on the delivery, "" when there is none.

    Raises:
        UndeliveredError: for everything but a confirmed delivery.
    """
    url = credentials.url.get_secret_value()
    secret = credentials.secret.get_secret_value() if credentials.secret else ""
    try:
        if kind is RecipientKind.MAIL:
            return _mail(credentials, url, secret, _letter(credentials, title, text, at), way)
        message = posting(kind, url, secret, title=title, text=text, at=at)
        status, answer = asyncio.run(_post(message, way))
        if why := refusal(kind, status, answer):
            raise UndeliveredError(why)
    except (OSError, ValueError, aiohttp.ClientError, smtplib.SMTPException) as error:
        raise UndeliveredError(_cause(error)) from None  # the error may quote the address
    return ""


async def _post(message: Posting, way: WayOut) -> tuple[int, bytes]:
    if urlsplit(message.url).scheme not in {"http", "https"}:
        raise UndeliveredError("地址应以 https:// 开头")
    is_plain = urlsplit(message.url).scheme == "http"
    if way.proxy and is_plain:
        raise UndeliveredError("经代理只发往 https:// 地址；内网接口请写明 is_direct = true")

    def checked_socket(address: Any) -> socket.socket:
        """Called with the address that is about to be connected to."""
        family, kind, protocol, _, (host, port, *_) = address
        _check(host, port, way.policy, is_plain=is_plain)
        return socket.socket(family, kind, protocol)

    async with (
        aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(socket_factory=None if way.proxy else checked_socket),
            timeout=aiohttp.ClientTimeout(total=way.seconds),
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as session,
        session.post(
            message.url,
            data=message.body,
            headers=message.headers,
            allow_redirects=False,
            proxy=way.proxy or None,
        ) as answer,
    ):
        return answer.status, await _begin_of(answer.content)


async def _begin_of(stream: aiohttp.StreamReader) -> bytes:
    """Up to ``_ANSWER_BYTES``; one read gives no more than has arrived."""
    body = b""
    while len(body) < _ANSWER_BYTES and (piece := await stream.read(_ANSWER_BYTES - len(body))):
        body += piece
    return body


def _check(host: str, port: int, policy: AddressPolicy, *, is_plain: bool) -> None:
    """Own networks only where the deployment lists them; the open internet only encrypted."""
    if not policy.permits(host, port):
        raise UnsafeAddressError("unsafe address")
    if is_plain and ipaddress.ip_address(host.partition("%")[0]).is_global:
        raise UndeliveredError("明文 http 只允许发往 allow_addresses 列明的内网地址")


def _letter(who: RecipientCredentials, title: str, text: str, at: datetime) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = who.sender
    letter["To"] = ", ".join(who.to)
    letter["Subject"] = title
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = make_msgid(domain="gongkai-monitor.invalid")
    letter.set_content(text)
    return letter


def _mail(
    who: RecipientCredentials, url: str, password: str, letter: EmailMessage, way: WayOut
) -> str:
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or not who.sender or not who.to:
        raise UndeliveredError("邮件需写明 url（smtps://主机:端口）、sender 和 to")
    port = parts.port or _MAIL_PORTS[parts.scheme]
    tls = ssl.create_default_context()
    # The constructors connect; nothing is said before the address has been looked at.
    server = (
        smtplib.SMTP_SSL(parts.hostname, port, timeout=way.seconds, context=tls)
        if parts.scheme == "smtps"
        else smtplib.SMTP(parts.hostname, port, timeout=way.seconds)
    )
    with server:
        assert server.sock is not None  # connected
        host, at_port = server.sock.getpeername()[:2]
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
        is_plain = not isinstance(server.sock, ssl.SSLSocket)
        _check(host, at_port, way.policy, is_plain=is_plain)
        if password:
            if is_plain:
                raise UndeliveredError("邮件服务器没有加密，不发送密码")
            server.login(who.user or who.sender, password)
        refused = server.send_message(letter)  # raises when nobody was accepted
    return f"{len(refused)} 个收件地址被拒收" if refused else ""


_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (aiohttp.ClientProxyConnectionError, "代理服务器无法连接"),
    (aiohttp.ClientHttpProxyError, "代理服务器不予转发"),
    (TimeoutError, "超时"),
    (socket.gaierror, "域名无法解析"),
    (ssl.SSLError, "证书或加密错误"),
    (ConnectionRefusedError, "连接被拒绝"),
    (smtplib.SMTPAuthenticationError, "邮件服务器不接受用户名或密码"),
    (smtplib.SMTPRecipientsRefused, "收件地址被拒收"),
    (smtplib.SMTPResponseException, "邮件服务器拒绝"),
    (smtplib.SMTPException, "邮件服务器没有正常答复"),
    (ConnectionError, "连接被中断"),
    (ValueError, "地址格式有误"),
)
"""The first line that fits counts."""


def _cause(error: BaseException) -> str:
    """What went wrong, in our words."""
    seen: BaseException | None = error
    while seen is not None:
        if "unsafe address" in str(seen):
            return "内网或回环地址未列入 [alerts] allow_addresses"
        for kind, words in _CAUSES:
            if isinstance(seen, kind):
                return words
        seen = getattr(seen, "os_error", None) or seen.__cause__ or seen.__context__
    return "无法连接"
