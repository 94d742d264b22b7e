"""A letter is late only when it was seen without an answer after its last day."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.imports.drop import ImportKind, import_into_store
from gongkai_monitor.indicators.limits import MessageLimit
from gongkai_monitor.landing.batch import LandingBatch
from gongkai_monitor.model.observations import Message, OpenLetter
from gongkai_monitor.opinion.reply_deadlines import reply_delays
from gongkai_monitor.review.letters import letters_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.vocabulary import ReplyState, Sureness
from gongkai_monitor.workspace import create_workspace

RECEIVED = datetime(2026, 11, 2, 9, tzinfo=CHINA)
SOON, LATE = RECEIVED + timedelta(days=1), RECEIVED + timedelta(days=20)
AS_OF = LATE + timedelta(hours=1)
LIMIT = MessageLimit(
    rule="T-8", title="来信", sources=("12345", "网站"), workdays=7, basis="某市 7 个工作日",
    sureness=Sureness.VERIFIED,
)  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return create_workspace(tmp_path / "ws")


def _import(
    settings: Settings, now: datetime, *numbers: str, received: datetime, more: str = ",答复时间"
) -> None:
    file = settings.workspace / f"{now:%d}-{'-'.join(numbers)}.csv"
    comma = "," if more else ""
    lines = [f"{one},{received:%Y-%m-%d %H:%M},停水,小区停水{comma}" for one in numbers]
    file.write_text("\n".join([f"留言编号,来信时间,标题,内容{more}", *lines]), encoding="utf-8")
    outcome = import_into_store(settings, ImportKind.MESSAGES, file, now=now)
    assert not outcome.faults
    said = [str(one) for one in outcome.warnings]
    assert (not said) if more else ("不能据此判断是否已答复" in said[0])


def _states(settings: Settings) -> dict[str, ReplyState]:
    with closing(open_store(settings)) as conn:
        registry = read_registry(conn, AS_OF)
        letters = letters_of(
            conn, registry, settings.opinion, since=RECEIVED - timedelta(days=1), as_of=AS_OF
        )
    delays = reply_delays(letters, (LIMIT,), as_of=AS_OF)
    return dict(zip(delays["message_id"], delays["state"], strict=True))


def test_an_export_without_a_letter_does_not_show_it_unanswered(settings: Settings) -> None:
    _import(settings, SOON, "W1", "W2", received=RECEIVED)
    _import(settings, LATE, "W1", "W3", received=RECEIVED)  # of W2 it says nothing
    assert _states(settings) == {
        "W1": ReplyState.OVERDUE,
        "W2": ReplyState.UNCOLLECTED,
        "W3": ReplyState.OVERDUE,
    }


def test_an_export_without_a_column_for_answers_shows_none_unanswered(settings: Settings) -> None:
    _import(settings, LATE, "W1", received=RECEIVED, more="")
    assert _states(settings) == {"W1": ReplyState.UNCOLLECTED}


def test_a_page_that_says_nothing_of_an_answer_does_not_show_it_unanswered(
    settings: Settings,
) -> None:
    with LandingBatch(settings.incoming, "board-1") as batch:
        for number in ("B1", "B2"):
            batch.write(
                Message(
                    message_id=number, received_at=RECEIVED, title="停水", text="小区停水",
                    site_code="s", channel_url="u", source="board", round_id="r", observed_at=LATE,
                )
            )  # fmt: skip
        batch.write(
            OpenLetter(
                message_id="B1", site_code="s", channel_url="u", round_id="r", observed_at=LATE
            )
        )
        batch.commit()
    load_incoming(settings, now=LATE)
    assert _states(settings) == {"B1": ReplyState.OVERDUE, "B2": ReplyState.UNCOLLECTED}
