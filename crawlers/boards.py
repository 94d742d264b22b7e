"""Message boards: a detail page or JSON rows as messages. Pure; authors are never read."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawlers.safety import web_address
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.text.post_time import read_instant

_RECEIVED = r"(?:留言|来信|写信|提问|咨询|提交|反映|投诉|发布)(?:时间|日期)"
_REPLIED = r"(?:答复|回复|办理|办结|回答)(?:时间|日期)"
_TEXT = r"(?:留言|来信|信件|问题|咨询|诉求|反映)(?:内容|详情|描述)|内容"
_REPLY = r"(?:答复|回复|办理|处理)(?:内容|结果|情况|意见)"
_TITLE = r"(?:留言|来信|信件|咨询)?(?:标题|主题)"
_LABELS = {
    "received": re.compile(rf"^(?:{_RECEIVED})\s*[:：]\s*(.*)$"),
    "replied": re.compile(rf"^(?:{_REPLIED})\s*[:：]\s*(.*)$"),
    "reply": re.compile(rf"^(?:{_REPLY})\s*[:：]\s*(.*)$"),
    "text": re.compile(rf"^(?:{_TEXT})\s*[:：]\s*(.*)$"),
    "title": re.compile(rf"^(?:{_TITLE})\s*[:：]\s*(.*)$"),
}
_OTHER_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}\s*[:：]")
_KEYS = {
    "received": ("createtime", "submittime", "writetime", "asktime", "questiontime", "lytime"),
    "title": ("title", "subject", "theme", "lybt"),
    "text": ("content", "question", "questioncontent", "lynr"),
    "replied": ("replytime", "answertime", "replydate", "hftime", "hfsj"),
    "reply": ("replycontent", "answer", "answercontent", "reply", "hfnr"),
    "url": ("url", "link", "detailurl", "href"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMessage:
    """One letter as the board shows it; texts masked."""

    received_at: datetime
    title: str
    url: str
    text: str | None = None
    replied_at: datetime | None = None
    reply: str | None = None


def message_of_page(page: Page, title: str | None, read_at: datetime) -> BoardMessage | None:
    """The letter of a detail page; None when the page does not say when it was received."""
    found = _labelled(page.lines)
    received_at = read_instant(found.get("received", ""), read_at)
    name = found.get("title") or title or page.title
    if received_at is None or not name:
        return None
    return _message(found, name, page.url, received_at, read_at)


def messages_of_json(body: bytes, url: str, read_at: datetime) -> Iterator[BoardMessage]:
    """Letters of a JSON answer: the rows that have a title, a text and a time."""
    try:
        data = json.loads(decode(body, "application/json").text)
    except (ValueError, RecursionError):
        return
    for row in _rows(data):
        plain = {re.sub(r"[^a-z]", "", str(key).lower()): value for key, value in row.items()}
        found = {name: _first(plain, keys) for name, keys in _KEYS.items()}
        received_at = read_instant(found["received"], read_at)
        if received_at is not None and found["title"] and found["text"]:
            address = web_address(url, found["url"]) or f"{url}#{found['title']}"
            yield _message(found, found["title"], address, received_at, read_at)


def _message(
    found: Mapping[str, str], title: str, url: str, received_at: datetime, read_at: datetime
) -> BoardMessage:
    return BoardMessage(
        received_at=received_at,
        title=mask_personal_data(title),
        url=url,
        text=mask_personal_data(found["text"]) if found.get("text") else None,
        replied_at=read_instant(found.get("replied", ""), read_at),
        reply=mask_personal_data(found["reply"]) if found.get("reply") else None,
    )


def _labelled(lines: tuple[str, ...]) -> dict[str, str]:
    """``答复时间：…`` lines; a text goes on until the next label."""
    found: dict[str, str] = {}
    current = ""
    for line in lines:
        for name, pattern in _LABELS.items():
            match = pattern.match(line)
            if match and name not in found:
                found[name] = match[1].strip()
                current = name
                break
        else:
            if current in {"text", "reply"} and not _OTHER_LABEL.match(line):
                found[current] = f"{found[current]}\n{line}".strip()
            else:
                current = ""
    return found


def _rows(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        yield from (row for row in data if isinstance(row, dict))
    elif isinstance(data, dict) and depth < 4:
        for value in data.values():
            yield from _rows(value, depth + 1)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((clean_text(str(row[name])) for name in names if row.get(name)), "")
