"""关停 of the past week, decided as an office does it: after an audit, as the unit asked.

The trail is written by the functions behind ``gongkai audit``, ``review decide`` and ``shutdown
step``, each called for its own moment.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import docx

from gongkai_monitor.auditing import run_audit
from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.account_plan import PlatformAccount
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.register_history import REGISTERED_BEFORE
from gongkai_monitor.review.account_decision import Wish
from gongkai_monitor.review.account_desk import decide_accounts
from gongkai_monitor.review.account_steps import record_step
from gongkai_monitor.review.attachment import attach
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import Disposition, ShutdownStep

_AUDITED_BEFORE = REGISTERED_BEFORE - timedelta(hours=1)
_BY, _ROLE, _APPROVER = "经办人甲", "政务公开科", "负责人乙"


def play_shutdowns(city: City, settings: Settings, papers: Path, now: datetime) -> None:
    """Take every planned 关停 as far as it has come; the register must be imported.

    Raises:
        InputError: when a step is refused.
        StoreError: when the store takes no rows.
    """
    plans = [plan for plan in city.platform_accounts if plan.shutdown is not None]
    if not plans:
        return
    run_audit(settings, now - _AUDITED_BEFORE)
    by_days: dict[int, list[PlatformAccount]] = defaultdict(list)
    for plan in plans:
        assert plan.shutdown is not None
        by_days[plan.shutdown.decided_days].append(plan)
    for days, together in sorted(by_days.items(), reverse=True):
        decided_at = now - timedelta(days=days)
        wishes = [_wish(plan, settings, papers, decided_at) for plan in together]
        decide_accounts(settings, wishes, now=decided_at)
        for plan in together:
            if plan.shutdown is not None and plan.shutdown.is_withdrawn:
                _withdraw(plan.account.account_code, settings, decided_at + timedelta(days=1))


def _wish(plan: PlatformAccount, settings: Settings, papers: Path, decided_at: datetime) -> Wish:
    return Wish(
        account_code=plan.account.account_code,
        decision=Disposition.SHUT_DOWN,
        decided_by=_BY,
        role=_ROLE,
        reason="单位申请关停，已无人维护",
        approver=_APPROVER,
        request=attach(settings, _application(plan, papers), decided_at),
    )


def _withdraw(code: str, settings: Settings, withdrawn_at: datetime) -> None:
    record_step(
        settings,
        code,
        ShutdownStep.WITHDRAWN,
        on=china_date(withdrawn_at),
        recorded_by=_BY,
        role=_ROLE,
        now=withdrawn_at,
        note="单位已明确专人，恢复维护",
    )


def _application(plan: PlatformAccount, papers: Path) -> Path:
    """The unit's letter."""
    path = papers / f"关停申请-{plan.account.account_code}.docx"
    letter = docx.Document()
    letter.add_heading("关于申请关停政务新媒体账号的函", level=1)
    letter.add_paragraph(f"{plan.agency.name}申请关停账号“{plan.account.name}”。")
    letter.save(str(path))
    return path
