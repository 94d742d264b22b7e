"""A declared round: the rows speak of the declared moment, the exchange keeps the true time."""

import dataclasses
from datetime import UTC, datetime, timedelta

from crawlers.declared import declare
from gongkai_monitor.model.observations import Fetch, LinkCheck, ListItem
from gongkai_monitor.vocabulary import DateSource, FetchOutcome, FetchPurpose

AS_OF = datetime(2026, 10, 9, 16, tzinfo=UTC)
STARTED = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _check(seconds: float) -> LinkCheck:
    return LinkCheck(
        site_code="1399990001", url="http://a.test/x", method="GET", attempt=1,
        checked_at=STARTED + timedelta(seconds=seconds), status=404,
        outcome=FetchOutcome.HTTP_ERROR, final_url="http://a.test/x", seconds=0.1, round_id="r",
    )  # fmt: skip


def test_what_was_read_stands_for_the_declared_moment() -> None:
    item = ListItem(
        site_code="1399990001", channel_url="http://a.test/", item_url="http://a.test/1",
        title="通知", date_source=DateSource.NONE, position=1, round_id="r", observed_at=STARTED,
    )  # fmt: skip
    assert declare(item, AS_OF, STARTED).observed_at == AS_OF  # type: ignore[union-attr]


def test_attempts_keep_their_order_and_distance_and_do_not_pass_the_moment() -> None:
    moved = [declare(_check(seconds), AS_OF, STARTED) for seconds in (1, 61, 99_999)]
    times = [check.checked_at for check in moved if isinstance(check, LinkCheck)]
    assert times[1] - times[0] == timedelta(seconds=60)
    assert times[2] == AS_OF


def test_the_exchange_keeps_its_true_time() -> None:
    fetch = Fetch(
        fetch_id="f", round_id="r", url="http://a.test/", final_url="http://a.test/",
        purpose=FetchPurpose.HOME, fetched_at=STARTED, status=200, outcome=FetchOutcome.OK,
        seconds=0.1, bytes=10,
    )  # fmt: skip
    assert declare(fetch, AS_OF, STARTED) == dataclasses.replace(fetch, read_at=AS_OF)
