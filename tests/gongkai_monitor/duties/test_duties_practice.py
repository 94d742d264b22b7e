"""The practice city has a 工作要点 whose ledger shows every state."""

from datetime import UTC, datetime
from pathlib import Path

from gongkai_monitor.duties.desk import read_ledger
from gongkai_monitor.practice.city import build_city
from gongkai_monitor.practice.duties import plant_duties
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import DutyState
from gongkai_monitor.workspace import create_workspace

NOW = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


def test_the_ledger_of_the_practice_city(tmp_path: Path) -> None:
    city = build_city("small", 7, NOW, 20_801)
    settings = create_workspace(tmp_path / "w", name="演练")
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, city.registry, NOW)
    plant_duties(settings, city, tmp_path, NOW)
    ledger = read_ledger(settings, NOW)
    assert [one.state for one in ledger] == [
        DutyState.NOT_STARTED,
        DutyState.OVERDUE,
        DutyState.IN_PROGRESS,
        DutyState.DONE,
        DutyState.IN_PROGRESS,
        DutyState.NOT_STARTED,
    ]
    names = {agency.agency_code: agency.name for agency in city.registry.agencies}
    assert [names[code] for code in ledger[1].lead[0].agency_codes] == [f"{city.name}教育局"]
    assert {named.name for one in ledger for named in one.unsettled} == {
        "市供水公司",
        "市政府有关部门",
    }
    assert len(ledger[0].responsible[0].agency_codes) == 16
    assert ledger[0].indicators
    assert not ledger[3].indicators
