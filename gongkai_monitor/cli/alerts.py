"""``gongkai alerts``: what was announced and to whom it was delivered; a test; send now."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli import columns
from gongkai_monitor.cli.lists import Rows, prints_list
from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, settings_of
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import IncompleteError, WorkspaceError
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import AlertOutcome

group = Commands(help="舆情预警：送达情况、试发、补发。")
_NOBODY = (
    "没有设置预警接收方；请在 gongkai.toml 写 [alerts.recipients.名称]，地址写在 secrets.toml。"
)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="alerts")


@group.command("list")
@prints_list("预警", columns.ALERTS)
def listed(
    settings: Settings,
    as_of: datetime,
    days: Annotated[int, typer.Option("--days", min=1, help="最近多少天的预警")] = 7,
) -> Rows:
    """预警：每条对每个接收方的送达情况。"""
    from gongkai_monitor.alerts.overview import alert_rows

    return alert_rows(settings, as_of, since=as_of - timedelta(days=days))


@group.command("test")
def try_out(
    context: typer.Context,
    to: Annotated[str | None, typer.Option("--to", help="接收方名称，默认全部")] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """试发：给接收方发一条测试消息，确认地址、密钥和网络可用。"""
    from gongkai_monitor.alerts.delivery import send_text

    settings = settings_of(context, workspace)
    names = list(settings.alerts.recipients) if to is None else [to]
    if not names:
        raise WorkspaceError(_NOBODY)
    if unknown := set(names) - set(settings.alerts.recipients):
        known = "、".join(settings.alerts.recipients) or "无"
        raise typer.BadParameter(f"--to 期望 {known} 之一，实际 {unknown.pop()!r}")
    at = clock.now()
    told = f"{settings.name}：这是一条测试消息，收到即表示预警可以送达。"
    _say(
        [send_text(settings, name, title="政务舆情预警测试", text=told, at=at) for name in names],
        json=json,
    )


@group.command()
def send(
    context: typer.Context, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """补发：立即发送尚未送达的预警（平时每半小时自动发送；免打扰时段仍然有效）。"""
    from gongkai_monitor.alerts.delivery import deliver

    settings = settings_of(context, workspace)
    if not settings.alerts.recipients:
        raise WorkspaceError(_NOBODY)
    ended = deliver(settings, now=clock.now)
    if not ended and not json:
        messages.print("没有待发送的预警。")
    _say(ended, json=json)


def _say(ended: Any, *, json: bool) -> None:
    """One line a message; ends with code 3 when something did not arrive."""
    if json:
        rows = [
            {
                "recipient": one.recipient,
                "outcome": one.outcome,
                "outcome_label": one.outcome.label,
                "alerts": one.alert_count,
                "detail": one.detail,
            }
            for one in ended
        ]
        print_json({"deliveries": rows})
    else:
        for one in ended:
            count = f"{one.alert_count} 条" if one.alert_count else "测试消息"
            why = f"（{one.detail}）" if one.detail else ""
            messages.print(f"{one.recipient}：{count}{one.outcome.label}{why}", markup=False)
    failed = [one for one in ended if one.outcome is not AlertOutcome.DELIVERED]
    if failed:
        raise IncompleteError(f"{len(failed)} 条消息未送达。")
