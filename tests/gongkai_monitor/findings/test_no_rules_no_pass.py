"""Nobody passes where no verified veto was in force."""

from datetime import date

from gongkai_monitor.indicators.catalogue import load_editions


def test_before_the_edition_no_rule_is_in_force() -> None:
    catalogue = load_editions(("national", "hebei"))
    assert catalogue.in_force(date(2015, 3, 4)).rules == ()
    assert catalogue.in_force(date(2026, 11, 22)).rules == catalogue.rules
