"""What earlier rounds saw of the pages of accounts: names and certified subjects of the time."""

from collections.abc import Iterator
from datetime import timedelta

from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import AccountProfile
from gongkai_monitor.practice.plan import City

ROUND_PROFILES = "practice-history-profiles"


def past_profiles(city: City) -> Iterator[AccountProfile]:
    """One row for each state that was seen."""
    for plan in city.platform_accounts:
        code = plan.account.account_code
        for one in plan.past:
            yield AccountProfile(
                account_code=code,
                profile_hash=stable_id("profile", code, str(one.days), one.name, one.subject),
                round_id=ROUND_PROFILES,
                observed_at=city.as_of - timedelta(days=one.days),
                shown_name=one.name,
                certified_subject=one.subject,
                shown_key=plan.account.platform_key,
                is_deregistered=False,
                source=plan.account.source.value,
            )
