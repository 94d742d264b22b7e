"""The register as it was first imported, and its change some days later: filings leave a trail."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from gongkai_monitor.model.registry import Registry
from gongkai_monitor.practice.account_features.lives import CLOSED_DAYS
from gongkai_monitor.practice.plan import City
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.registry.importer import whole
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry

REGISTERED_BEFORE = timedelta(days=9)
_CHANGED_BEFORE = timedelta(days=CLOSED_DAYS)
_EARLIER_NAME = "登记表-变更前.xlsx"


def earlier_registry(city: City) -> Registry:
    """The register before names, subjects and closings were filed."""
    before = {
        plan.account.account_code: plan.registered_before
        for plan in city.platform_accounts
        if plan.registered_before is not None
    }
    accounts = tuple(before.get(row.account_code, row) for row in city.registry.accounts)
    return replace(city.registry, accounts=accounts)


def import_registers(city: City, settings: Settings, workbook: Path, now: datetime) -> None:
    """Import the earlier workbook and then today's, each at its own moment.

    Raises:
        InputError: when a workbook has a fault.
        StoreError: when the store takes no rows.
    """
    earlier = workbook.with_name(_EARLIER_NAME)
    write_registry(earlier_registry(city), earlier)
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, whole(earlier), now - REGISTERED_BEFORE)
        save_registry(connection, whole(workbook), now - _CHANGED_BEFORE)
