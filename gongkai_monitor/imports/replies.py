"""Import citizens' comments and messages with the account's answers; no author in any form."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, account_of, column_faults
from gongkai_monitor.imports.cells import read_code, read_paragraphs, read_url
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.times import first_instant, read_instant, shown
from gongkai_monitor.model.observations import PostReply
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.text.citizen_text import mask_citizen_text
from gongkai_monitor.text.post_key import post_key_of

SOURCE = "import"

COLUMNS = (
    *ACCOUNT_COLUMNS,
    Column(heading="评论编号", field="comment_id", read=read_code),
    Column(heading="推文编号", field="post_key", read=read_code),
    Column(heading="链接", field="url", read=read_url),
    Column(
        heading="评论时间", field="commented", read=read_instant, is_required=True, is_date=True
    ),
    Column(heading="评论内容", field="text", read=read_paragraphs),
    Column(heading="回复时间", field="replied", read=read_instant, is_date=True),
    Column(heading="回复内容", field="reply_text", read=read_paragraphs),
)


def read_replies(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry,
) -> ImportResult[PostReply]:
    """Read an export of comments: one row per comment, or per answer to it.

    Columns that name who wrote a comment are not read. A comment without answer has no 回复时间.
    """
    try:
        readings = read_tables(path, COLUMNS, mapping or {})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    names = AccountNames.of(registry)
    gathering: Gathering[tuple[str, str, datetime | None], PostReply] = Gathering()

    def take(reading: TableReading, row: ReadRow) -> list[Fault]:
        reply, faults = _reply(reading, row, names, round_id, observed_at)
        if reply is not None:
            # the last row of a comment counts: exports that go on repeat it with what came later
            gathering.records[reply.account_code, reply.comment_key, reply.replied_at] = reply
        return faults

    for reading in readings:
        gathering.read(reading, partial(take, reading), column_faults(reading))
    return gathering.result()


def _reply(
    reading: TableReading, row: ReadRow, names: AccountNames, round_id: str, observed_at: datetime
) -> tuple[PostReply | None, list[Fault]]:
    code, faults = account_of(reading, row, names)
    fields: dict[str, Any] = dict(row.fields)
    commented, replied = _moment(fields.get("commented")), _moment(fields.get("replied"))
    if faults or code is None or commented is None:
        return None, faults
    if wrong := _wrong_order(fields, commented, replied, observed_at):
        return None, [reading.fault(row, wrong)]
    number, url, text = (fields.get(name) for name in ("post_key", "url", "text"))
    identity = fields.get("comment_id") or f"{commented.isoformat()} {text or ''}"
    answer = fields.get("reply_text")
    return PostReply(
        account_code=code,
        comment_key=stable_id("comment", code, identity),
        post_key=post_key_of(url) or post_key_of(number) or number or url,
        commented_at=commented,
        text=mask_citizen_text(text) if text else None,
        replied_at=replied,
        reply_text=mask_citizen_text(answer) if answer else None,
        source=SOURCE,
        round_id=round_id,
        observed_at=observed_at,
    ), []


def _wrong_order(
    fields: Mapping[str, Any], commented: datetime, replied: datetime | None, now: datetime
) -> tuple[str, str, str] | None:
    if commented > now:
        return "评论时间", "不晚于导入时间", shown(fields["commented"])
    if replied is None:
        return ("回复时间", "有回复内容时必填", "空") if fields.get("reply_text") else None
    is_same_day = not isinstance(fields["replied"], datetime) and replied.date() == commented.date()
    if replied < commented and not is_same_day:
        return "回复时间", "不早于评论时间", shown(fields["replied"])
    return ("回复时间", "不晚于导入时间", shown(fields["replied"])) if replied > now else None


def _moment(value: datetime | date | None) -> datetime | None:
    return first_instant(value) if value is not None else None
