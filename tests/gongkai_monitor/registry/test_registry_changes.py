"""The trail of changes between two registers."""

from dataclasses import replace
from datetime import UTC, datetime

from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.changes import WHOLE, diff
from gongkai_monitor.vocabulary import FilingStatus

AT = datetime(2026, 3, 1, tzinfo=UTC)


def test_nothing_changes_between_equal_registers(city: Registry) -> None:
    assert diff(city, city, AT) == []


def test_each_changed_field_is_a_change(city: Registry) -> None:
    first = city.accounts[0]
    renamed = replace(first, name="新名称", filing_status=FilingStatus.CLOSED, opened_on=None)
    after = replace(city, accounts=(renamed, *city.accounts[1:]))
    changes = {(c.table, c.key, c.field): (c.before, c.after) for c in diff(city, after, AT)}
    assert changes == {
        ("accounts", "00000", "name"): ("临川0号", "新名称"),
        ("accounts", "00000", "filing_status"): ("正常", "关停"),
        ("accounts", "00000", "opened_on"): ("2019-01-01", None),
    }


def test_what_comes_and_goes_is_one_change_each(city: Registry) -> None:
    before = replace(city, sites=city.sites[1:], channels=city.channels[1:], responsibilities=())
    changes = diff(before, city, AT)
    assert [(c.table, c.field, c.before, c.after) for c in changes] == [
        ("sites", WHOLE, None, city.sites[0].name),
        ("channels", WHOLE, None, city.channels[0].name),
        ("responsibilities", WHOLE, None, "学区划分"),
        ("responsibilities", WHOLE, None, "学区划分"),
    ]
    assert changes[1].key == f"{city.channels[0].site_code} {city.channels[0].url}"
    assert {c.key for c in changes[2:]} == {"学区划分 LC001", "学区划分 LC002 城东区"}
    undone = diff(city, before, AT)
    assert [(c.key, c.before, c.after) for c in undone] == [
        (c.key, c.after, c.before) for c in changes
    ]
