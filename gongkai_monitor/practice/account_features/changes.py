"""Names and certified subjects that changed on the platform, filed and unfiled (N-8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from gongkai_monitor.practice import words
from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    fault_of,
    harmless,
)
from gongkai_monitor.practice.account_plan import PastProfile, PlantedAccount, PlatformAccount

_BEFORE_DAYS, _CHANGED_DAYS = 20, 12
_NAME, _SUBJECT = "account.change_unfiled", "account.subject_unfiled"
MARK = "官方微博"
"""What the platform puts behind the certified subject."""


class Changes(AccountFeature):
    """Earlier rounds saw other names and subjects than today's."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Two of names, three of subjects."""
        changed_on = f"{ground.today - timedelta(days=_CHANGED_DAYS)}"
        plan = ground.account(0, "花木中心")
        plan = _seen(replace(plan, shown_name=f"{plan.agency.name}说"), plan.account.name)
        faults = (fault_of(plan, _NAME, changed_on), fault_of(plan, "account.name_differs"))
        yield PlantedAccount(plan=plan, faults=faults)
        plan = ground.account(1, "药材站")
        now = replace(plan.account, name=f"{plan.agency.name}之声")
        filed = replace(plan, account=now, registered_before=plan.account)
        yield harmless(_seen(filed, plan.account.name), _NAME, "更名已备案", changed_on)
        yield from self._subjects(ground, changed_on)

    def _subjects(self, ground: Ground, changed_on: str) -> Iterator[PlantedAccount]:
        plan = ground.account(2, "制种站")
        plan = replace(plan, shown_subject=f"{words.CITY}新闻传播中心")
        plan = _certified(plan, f"{plan.agency.name}{MARK}")
        faults = (
            fault_of(plan, _SUBJECT, changed_on),
            fault_of(plan, "account.subject_mismatch"),
        )
        yield PlantedAccount(plan=plan, faults=faults)
        plan = ground.account(3, "血液中心")
        old = f"{plan.agency.name}筹建处"
        before = replace(plan.account, certified_subject=old)
        filed = replace(plan, registered_before=before)
        yield harmless(_certified(filed, f"{old}{MARK}"), _SUBJECT, "主体变更已备案", changed_on)
        plan = ground.account(4, "急救中心")
        yield harmless(
            _certified(plan, plan.agency.name), _SUBJECT, f"只多了“{MARK}”字样", changed_on
        )


def _seen(plan: PlatformAccount, name: str) -> PlatformAccount:
    """The account, which was called otherwise."""
    subject = f"{plan.subject_on_platform}{MARK}"
    return replace(
        plan,
        past=(
            PastProfile(days=_BEFORE_DAYS, name=name, subject=subject),
            PastProfile(days=_CHANGED_DAYS, name=plan.name_on_platform, subject=subject),
        ),
    )


def _certified(plan: PlatformAccount, subject: str) -> PlatformAccount:
    """The account, for which the platform showed another subject."""
    now = f"{plan.subject_on_platform}{MARK}"
    name = plan.name_on_platform
    return replace(
        plan,
        past=(
            PastProfile(days=_BEFORE_DAYS, name=name, subject=subject),
            PastProfile(days=_CHANGED_DAYS, name=name, subject=now),
        ),
    )
