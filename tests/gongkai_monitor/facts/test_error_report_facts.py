"""找错 reports: three working days with the holidays, measured to what an export shows."""

from datetime import datetime

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.observations import ErrorReport
from gongkai_monitor.vocabulary import ErrorReportKind, ErrorReportState, SiteStatus

SITE = "1308000009"


def put(world, number, created, handled=None, state=ErrorReportState.HANDLED, **more):
    values = {"round_id": "i1", "observed_at": world.days_ago(0.1), "site_code": SITE} | more
    report = ErrorReport(
        report_id=number, kind=ErrorReportKind.WORDING, state=state,
        created_at=datetime.fromisoformat(created).replace(tzinfo=CHINA),
        handled_at=datetime.fromisoformat(handled).replace(tzinfo=CHINA) if handled else None,
        **values,
    )  # fmt: skip
    world.put("error_reports", report)


@pytest.fixture
def town(world):
    world.agency()
    world.site()
    world.snapshot()
    return world


def test_holidays_do_not_count(town):
    # 2026-05-01 to 05-05 are holidays, 05-09 (Saturday) is a working day
    put(town, "1", "2026-04-30T09:00", "2026-05-08T17:00")
    put(town, "2", "2026-04-30T09:00", "2026-05-09T09:00")
    rows = {row["report_id"]: row for row in town.facts("error_report")}
    assert (rows["1"]["workdays_taken"], rows["1"]["workdays_late"]) == (3, 0)
    assert (rows["2"]["workdays_taken"], rows["2"]["workdays_late"]) == (4, 1)


def test_an_open_report_is_measured_to_the_newest_export_only(town):
    put(town, "1", "2026-09-07T09:00", state=ErrorReportState.OPEN, observed_at=town.days_ago(12))
    (row,) = town.facts("error_report")
    assert (row["workdays_late"], row["workdays_left"]) == (0, 2)
    put(town, "1", "2026-09-07T09:00", state=ErrorReportState.OPEN, round_id="i2")
    (row,) = town.facts("error_report")
    assert row["workdays_late"] == 7  # Sunday 2026-09-20 is a working day
    assert town.one("error_report_total")["open_overdue_count"] == 1


def test_what_is_not_accepted_has_no_clock_and_no_share(town):
    put(town, "1", "2026-06-01T09:00", "2026-07-30T09:00", ErrorReportState.REJECTED)
    put(town, "2", "2026-06-01T09:00", "2026-07-02T09:00")
    put(town, "3", "2026-06-01T09:00", "2026-07-01T09:00", ErrorReportState.NOT_UPHELD)
    rows = {row["report_id"]: row for row in town.facts("error_report")}
    assert rows["1"]["workdays_late"] is None
    assert [rows[n]["is_over_month"] for n in "23"] == [True, False]
    total = town.one("error_report_total")
    assert (total["report_count"], total["handled_count"], total["rejected_count"]) == (3, 2, 1)


def test_strangers_closed_sites_and_old_reports(town):
    town.site("1308000010", status=SiteStatus.CLOSED)
    put(town, "1", "2026-09-01T09:00", "2026-09-15T09:00", site_code="1399000001")
    put(town, "2", "2026-09-01T09:00", "2026-09-15T09:00", site_code="1308000010")
    put(town, "3", "2025-09-01T09:00", "2025-10-15T09:00")
    (row,) = town.facts("error_report")
    assert (row["report_id"], row["collection_state"]) == ("2", "out_of_scope")


def test_a_year_without_a_calendar_is_not_judged(town):
    town.as_of = town.as_of.replace(year=2034)
    town.snapshot(observed_at=town.days_ago(0.1), round_id="r2")
    put(town, "1", "2034-09-01T09:00", "2034-09-15T09:00")
    row = town.one("error_report")
    assert row["workdays_late"] is None
    assert "2034" in row["detail"]
