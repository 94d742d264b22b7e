"""Group robots and the office's own interface: what they are sent, and what an answer means. Pure.

The text type is used everywhere: it knows no formatting, so no title can format anything. A robot
answers HTTP 200 also when it refuses; only its own code says that a group has seen the message.
Sources: 企业微信 群机器人配置说明; 钉钉 自定义机器人安全设置; 飞书 自定义机器人使用指南.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from gongkai_monitor.vocabulary import RecipientKind

LONGEST = {
    RecipientKind.WECOM: 2_000,
    RecipientKind.DINGTALK: 6_000,
    RecipientKind.FEISHU: 6_000,
    RecipientKind.WEBHOOK: 60_000,
    RecipientKind.MAIL: 60_000,
}
"""Bytes of one text; 企业微信 takes 2,048, the others 20,000 and more, which nobody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One HTTP request."""

    url: str
    body: bytes
    headers: dict[str, str]


def posting(
    kind: RecipientKind, url: str, secret: str, *, title: str, text: str, at: datetime
) -> Posting:
    """What is sent to a robot; signed where there is a secret."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    match kind:
        case RecipientKind.WECOM:
            body = _json({"msgtype": "text", "text": {"content": text}})
        case RecipientKind.DINGTALK:
            body = _json({"msgtype": "text", "text": {"content": text}})
            url = _dingtalk_signed(url, secret, at) if secret else url
        case RecipientKind.FEISHU:
            signed = _feishu_signature(secret, at) if secret else {}
            body = _json({**signed, "msg_type": "text", "content": {"text": text}})
        case RecipientKind.WEBHOOK:
            body = _json({"title": title, "text": text, "sent_at": at.isoformat()})
            if secret:
                headers["X-Gongkai-Signature"] = f"sha256={_hmac(secret.encode(), body).hex()}"
        case RecipientKind.MAIL:
            raise ValueError("mail is no robot")
    return Posting(url=url, body=body, headers=headers)


def refusal(kind: RecipientKind, status: int, body: bytes) -> str:
    """Why an answer is no delivery, in our own words; "" when it is one.

    What the other side says in words is not repeated: it may hold addresses and keys.
    """
    if 300 <= status < 400:
        return f"对方要求转到其他地址，没有跟随（HTTP {status}）"
    if not 200 <= status < 300:
        return f"对方返回错误（HTTP {status}）"
    if kind is RecipientKind.WEBHOOK:
        return ""
    names = ("code", "StatusCode") if kind is RecipientKind.FEISHU else ("errcode",)
    try:
        answer = json.loads(body)
        code = next(answer[name] for name in names if name in answer)
    except (ValueError, TypeError, StopIteration, RecursionError):
        return "对方的答复不是机器人的格式，不能认定已送达"
    return "" if code == 0 and not isinstance(code, bool) else f"对方拒收（错误码 {_code(code)}）"


def _code(code: Any) -> str:
    return str(code) if isinstance(code, int) else "不明"


def _dingtalk_signed(url: str, secret: str, at: datetime) -> str:
    stamp = str(round(at.timestamp() * 1000))
    sign = base64.b64encode(_hmac(secret.encode(), f"{stamp}\n{secret}".encode())).decode()
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}timestamp={stamp}&sign={quote_plus(sign)}"


def _feishu_signature(secret: str, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    sign = base64.b64encode(_hmac(f"{stamp}\n{secret}".encode(), b"")).decode()
    return {"timestamp": stamp, "sign": sign}


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
