"""Case tables of every edition with limits for answers: both sides of each limit (``limits/``)."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from gongkai_monitor.clock import CHINA
from gongkai_monitor.indicators.catalogue import available_editions, load_editions
from gongkai_monitor.opinion.reply_deadlines import reply_delays
from gongkai_monitor.vocabulary import ReplyState

FOLDER = Path(__file__).with_name("limits")
AS_OF = datetime(2026, 11, 26, 18, tzinfo=CHINA)


def _cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{number}")
        for path in sorted(FOLDER.glob("*.yml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1)
    ]


def _noon(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA) if day else None


@pytest.mark.parametrize(("edition", "case"), _cases())
def test_an_answer_is_judged_by_the_limit_of_its_edition(
    edition: str, case: dict[str, Any]
) -> None:
    letter = {
        "message_id": "1",
        "received_at": _noon(case["received"]),
        "replied_at": _noon(case.get("replied")),
        "source": case["source"],
        "category": case.get("kind", ""),
        "seen_at": _noon(case["seen"]) if "seen" in case else AS_OF,
    }
    names = ("national",) if edition == "national" else ("national", edition)
    limits = load_editions(names).message_limits(AS_OF.date())
    (row,) = reply_delays(pd.DataFrame([letter]), limits, as_of=AS_OF).to_dict("records")
    due_on = row["due_on"] if isinstance(row["due_on"], date) else None
    assert (row["state"], due_on) == (ReplyState(case["state"]), case.get("due"))


def test_every_edition_with_limits_has_its_table_and_every_limit_its_case() -> None:
    for name in available_editions():
        edition = load_editions((name,) if name == "national" else ("national", name)).editions[-1]
        limits = edition.limits.messages
        path = FOLDER / f"{name}.yml"
        assert path.exists() == bool(limits), name
        if not limits:
            continue
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        used = {
            next((one for one in limits if one.applies(case["source"], case.get("kind", ""))), None)
            for case in cases
        }
        assert set(limits) <= used, name
        for limit in (one for one in limits if one.is_binding):
            states = {
                case["state"]
                for case in cases
                if next((o for o in limits if o.applies(case["source"], case.get("kind", ""))),
                        None) == limit
            }  # fmt: skip
            assert {"in_time", "late"} <= states, (name, limit.title)
