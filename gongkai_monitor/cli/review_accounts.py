"""``gongkai review accounts | decide | appeal | rectification | withdraw``: people and accounts."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli import columns
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import (
    JsonOption,
    WorkspaceOption,
    day_of,
    settings_of,
    term_of,
)
from gongkai_monitor.cli.trail_commands import (
    ByOption,
    CodeArgument,
    CodesArgument,
    FileOption,
    FilledArgument,
    OnOption,
    PartialOption,
    ReasonOption,
    Recorded,
    RoleOption,
    attached,
    export_list,
    import_list,
    records_entries,
)
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import AppealKind, AppealState, Disposition, RectificationState

accounts = Commands(help="账号处理：待处理账号的清单，导出、填写、读回。")
appeals = Commands(help="申诉和情况说明：登记、答复、清单。")
rectifications = Commands(help="整改：交办、反馈、销号。")


def register(group: typer.Typer) -> None:
    """Add the commands to ``gongkai review``."""
    group.add_typer(accounts, name="accounts")
    group.add_typer(appeals, name="appeal")
    group.add_typer(rectifications, name="rectification")
    group.command()(decide)
    group.command("withdraw")(withdraw_entry)
    group.command("trail")(trail)


@accounts.callback()
def accounts_group() -> None:
    """账号处理。"""


@accounts.command("list")
@prints_list("待处理账号", columns.ACCOUNT_QUEUE)
def account_queue(settings: Settings, as_of: datetime) -> Rows:
    """待处理账号：有处置建议、还没有有效决定的。"""
    from gongkai_monitor.review.account_desk import open_account_desk
    from gongkai_monitor.review.account_rows import queue_rows

    return queue_rows(open_account_desk(settings, as_of))


@accounts.command("export")
def export_accounts(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写入的 .xlsx 文件")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出待处理账号，填写“处理决定、理由、处理人、职务”后用 import 读回。"""
    from gongkai_monitor.review.account_desk import open_account_desk
    from gongkai_monitor.review.account_workbook import write_account_queue

    desk = open_account_desk(settings_of(context, workspace), clock.now())
    export_list(file, lambda path: write_account_queue(path, desk), "个账号", json=json)


@accounts.command("import")
def import_accounts(
    context: typer.Context,
    file: FilledArgument,
    partial: PartialOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """读回填好的清单；过时、冲突和填错的行逐一指出。"""
    from gongkai_monitor.review.account_desk import decide_accounts, open_account_desk
    from gongkai_monitor.review.account_workbook import read_filled_accounts

    settings, now = settings_of(context, workspace), clock.now()
    desk = open_account_desk(settings, now)
    filled = read_filled_accounts(file, desk)

    def store() -> int:
        decide_accounts(settings, filled.wishes, now=now, known=desk)
        return len(filled.wishes)

    import_list(filled, store, "个账号", is_partial=partial, json=json)


@records_entries
def decide(
    settings: Settings,
    now: datetime,
    codes: CodesArgument,
    decision: Annotated[str, typer.Option("--decision", help="保留、提醒、整改、整合、关停或暂缓")],
    by: ByOption,
    role: RoleOption,
    reason: ReasonOption,
    approver: Annotated[
        str, typer.Option("--approver", help="审批人（整合、关停必填，不能是处理人）")
    ] = "",
    until: Annotated[
        str | None, typer.Option("--until", help="暂缓到哪一天（含），如 2026-12-31")
    ] = None,
    request: Annotated[
        Path | None, typer.Option("--request", help="单位书面申请关停的文件")
    ] = None,
) -> Recorded:
    """对账号作出处理决定；只追加，不改写，并留下当时所见的校验值。"""
    from gongkai_monitor.review.account_decision import Wish
    from gongkai_monitor.review.account_desk import decide_accounts

    word = term_of("--decision", Disposition, decision)
    last_day, file = day_of("--until", until), attached(settings, request, now)
    wishes = [
        Wish(
            account_code=code,
            decision=word,
            decided_by=by,
            role=role,
            reason=reason,
            approver=approver,
            until=last_day,
            request=file,
        )
        for code in dict.fromkeys(codes)
    ]
    stored = decide_accounts(settings, wishes, now=now)
    return f"已记录 {len(wishes)} 个账号“{word.label}”", stored


@appeals.callback()
def appeal_group() -> None:
    """申诉和情况说明。"""


@appeals.command("add")
@records_entries
def add(
    settings: Settings,
    now: datetime,
    code: CodeArgument,
    text: Annotated[str, typer.Option("--text", help="申诉或说明的内容")],
    handed_in_by: Annotated[str, typer.Option("--from", help="单位提交人")],
    by: ByOption,
    kind: Annotated[str, typer.Option("--kind", help="申诉或情况说明")] = AppealKind.APPEAL.label,
    on: OnOption = None,
    finding: Annotated[str | None, typer.Option("--finding", help="针对哪一个问题编号")] = None,
    evidence: FileOption = None,
) -> Recorded:
    """登记单位的申诉或情况说明；申诉未答复前不得关停。"""
    from gongkai_monitor.review.account_steps import add_appeal

    entry = add_appeal(
        settings,
        code,
        kind=term_of("--kind", AppealKind, kind),
        text=text,
        handed_in_by=handed_in_by,
        received_on=day_of("--on", on) or clock.china_date(now),
        recorded_by=by,
        now=now,
        finding_id=finding,
        attachment=attached(settings, evidence, now),
    )
    return f"已登记，编号 {entry.sequence}", [entry]


@appeals.command("answer")
@records_entries
def answer(
    settings: Settings,
    now: datetime,
    number: Annotated[int, typer.Argument(help="申诉编号", metavar="编号")],
    state: Annotated[str, typer.Option("--state", help="采纳或不采纳")],
    text: Annotated[str, typer.Option("--text", help="答复内容")],
    by: ByOption,
    role: RoleOption,
) -> Recorded:
    """答复申诉。"""
    from gongkai_monitor.review.account_steps import answer_appeal

    word = term_of("--state", AppealState, state)
    entry = answer_appeal(
        settings, number, state=word, text=text, answered_by=by, role=role, now=now
    )
    return f"已答复第 {number} 号申诉：{word.label}", [entry]


@appeals.command("list")
@prints_list("申诉和情况说明", columns.APPEALS)
def appeal_list(settings: Settings, as_of: datetime) -> Rows:
    """申诉和情况说明，未答复的在前。"""
    from gongkai_monitor.review.account_desk import open_account_desk
    from gongkai_monitor.review.account_rows import appeal_rows

    return appeal_rows(open_account_desk(settings, as_of))


@rectifications.callback()
def rectification_group() -> None:
    """整改。"""


@rectifications.command("add")
@records_entries
def add_rectification(
    settings: Settings,
    now: datetime,
    code: CodeArgument,
    state: Annotated[str, typer.Option("--state", help="已交办、已反馈或已销号")],
    by: ByOption,
    role: RoleOption = "",
    text: Annotated[str, typer.Option("--text", help="整改要求或整改情况")] = "",
    on: OnOption = None,
    due: Annotated[str | None, typer.Option("--due", help="整改期限，交办时填写")] = None,
    evidence: FileOption = None,
) -> Recorded:
    """登记整改的交办、反馈或销号。"""
    from gongkai_monitor.review.account_steps import record_rectification

    word = term_of("--state", RectificationState, state)
    entry = record_rectification(
        settings,
        code,
        state=word,
        on=day_of("--on", on) or clock.china_date(now),
        recorded_by=by,
        role=role,
        now=now,
        due_on=day_of("--due", due),
        text=text,
        attachment=attached(settings, evidence, now),
    )
    return f"{code} 整改{word.label}", [entry]


@rectifications.command("list")
@prints_list("整改", columns.RECTIFICATIONS)
def rectification_list(settings: Settings, as_of: datetime) -> Rows:
    """整改情况，逾期的在前。"""
    from gongkai_monitor.review.account_desk import open_account_desk
    from gongkai_monitor.review.account_rows import rectification_rows

    return rectification_rows(open_account_desk(settings, as_of))


@records_entries
def withdraw_entry(
    settings: Settings,
    now: datetime,
    sequence: Annotated[int, typer.Argument(help="处理记录的序号", metavar="序号")],
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", help="撤回的理由")],
    role: RoleOption = "",
) -> Recorded:
    """撤回一条处理记录：原记录保留，不再算数。"""
    from gongkai_monitor.review.account_steps import withdraw

    entry = withdraw(settings, sequence, reason=reason, recorded_by=by, role=role, now=now)
    return f"已撤回第 {sequence} 条", [entry]


@prints_list("账号处理记录", columns.TRAIL)
def trail(
    settings: Settings,
    as_of: datetime,
    account: Annotated[str | None, typer.Option("--account", help="只看这个账号")] = None,
) -> Rows:
    """账号处理记录：决定、申诉、整改、关停步骤和复查，逐条列出。"""
    from gongkai_monitor.review.account_rows import entry_rows
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.trail import read_trail

    with open_store(settings) as connection:
        entries = read_trail(connection, as_of)
    return entry_rows([one for one in entries if account in {None, one.subject_id}])
