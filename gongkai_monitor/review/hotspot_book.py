"""What the report says about public opinion, out of the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from gongkai_monitor.alerts.overview import read_alert_states
from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.local_hot_searches import local_hot_searches
from gongkai_monitor.opinion.classification import classify
from gongkai_monitor.opinion.reply_deadlines import reply_delays, reply_sums
from gongkai_monitor.report.book import HOT_LIST_COLUMNS
from gongkai_monitor.report.cells import rows
from gongkai_monitor.review.hotspot_desk import hotspot_table, open_hotspot_desk
from gongkai_monitor.review.letters import letters_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.coverage import read_coverage
from gongkai_monitor.store.hot_searches import read_hot_searches
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_marks_of, read_messages_of
from gongkai_monitor.store.opinion import read_sentiment_days
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    MessageField,
    SubjectKind,
)

REPLY_DAYS = 90
_USUAL_DAYS = 30
_ALERT_DAYS = 7
_ASKED = 50
"""Messages of a hotspot that are asked for its field."""
_AT_ONCE = 20_000
"""Texts that are classified together: of hundred thousands the signs take gigabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionTables:
    """Tables of ``AuditBook`` that the opinion section reads."""

    hotspots: pd.DataFrame
    hotspot_days: pd.DataFrame
    sentiment_days: pd.DataFrame
    replies: pd.DataFrame
    hot_searches: pd.DataFrame
    hot_lists: pd.DataFrame
    alerts: pd.DataFrame


def read_opinion(settings: Settings, as_of: datetime) -> OpinionTables:
    """Hotspots as they stand with the register, their course, sentiment of the days, answers.

    Raises:
        StoreError: when the store cannot be read.
    """
    desk = open_hotspot_desk(settings, as_of)
    numbers = {view.hotspot_id: view.row.items("message_ids") for view in desk.views}
    with open_store(settings) as connection:
        wanted = sorted({one for ids in numbers.values() for one in ids})
        members = read_marks_of(connection, wanted, as_of=as_of)
        fields = main_fields(
            numbers, lambda asked: fields_of(read_messages_of(connection, asked, as_of=as_of))
        )
        letters = letters_of(
            connection, desk.registry, settings.opinion,
            since=as_of - timedelta(days=REPLY_DAYS), as_of=as_of, has_texts=False,
        )  # fmt: skip
        sentiment = read_sentiment_days(
            connection, since=as_of - timedelta(days=_USUAL_DAYS), as_of=as_of
        )
        day = china_date(as_of)
        searches = read_hot_searches(connection, day - timedelta(days=1), day, as_of)
        visits = read_coverage(
            connection, as_of, since=as_of - timedelta(hours=settings.collection.max_age_hours)
        )
    limits = load_editions(settings.editions).message_limits(china_date(as_of))
    delays = reply_delays(letters, limits, as_of=as_of)
    table = hotspot_table(desk)
    return OpinionTables(
        hotspots=table.assign(field=pd.Series(fields).reindex(list(numbers)).to_numpy())
        if len(table)
        else table,
        hotspot_days=hotspot_days(numbers, members),
        sentiment_days=sentiment,
        replies=reply_sums(delays),
        hot_searches=local_hot_searches(searches, table, desk.registry),
        hot_lists=hot_lists(settings.hot_searches, visits),
        alerts=read_alert_states(settings, as_of, since=as_of - timedelta(days=_ALERT_DAYS)),
    )


def hot_lists(configured: Iterable[str], visits: pd.DataFrame) -> pd.DataFrame:
    """Each list of the settings with its newest visit; 未采到 without one.

    Args:
        configured: platforms.
        visits: rows of ``coverage`` that are fresh enough.
    """
    own = visits[visits["subject_kind"] == SubjectKind.HOT_LIST.value]
    known = {row.text("subject_id"): row.values for row in rows(own)}
    never = {
        "collection_state": CollectionState.UNCOLLECTED.value,
        "cause": CollectionCause.NOT_RUN.value,
    }
    found = [{**known.get(platform, never), "platform": platform} for platform in configured]
    return pd.DataFrame(found, columns=list(HOT_LIST_COLUMNS))


def hotspot_days(numbers: dict[str, tuple[str, ...]], members: pd.DataFrame) -> pd.DataFrame:
    """Messages of each hotspot per day in China: hotspot_id, day, count."""
    received = pd.to_datetime(members["received_at"], utc=True).dt.tz_convert(CHINA).dt.date
    days = dict(zip(members["message_id"], received, strict=True))
    rows = [(key, days[one]) for key, ids in numbers.items() for one in ids if one in days]
    frame = pd.DataFrame(rows, columns=["hotspot_id", "day"])
    return frame.groupby(["hotspot_id", "day"]).size().rename("count").reset_index()


def main_fields(
    numbers: Mapping[str, Sequence[str]],
    fields_of: Callable[[Sequence[str]], Mapping[str, MessageField]],
) -> dict[str, str]:
    """The field that official documents name of each hotspot (``MessageField``).

    待人工 where no field is that of more than half of its messages (the first ``_ASKED`` of them).
    No more of them are asked than it takes to know.

    Args:
        numbers: ids of the messages of each hotspot.
        fields_of: the field of each of these messages; one that is not found has none.
    """
    asked = {key: ids[:_ASKED] for key, ids in numbers.items()}
    votes: dict[str, Counter[MessageField]] = {key: Counter() for key in asked}
    said = dict.fromkeys(asked, 0)
    while wanted := {
        key: ids[said[key] : said[key] + missing]
        for key, ids in asked.items()
        if 0 < (missing := _missing(votes[key], len(ids))) <= len(ids) - said[key]
    }:
        named = fields_of(sorted({one for ids in wanted.values() for one in ids}))
        for key, ids in wanted.items():
            said[key] += len(ids)
            votes[key].update(named[one] for one in ids if one in named)
            votes[key].pop(MessageField.UNSURE, None)
    return {
        key: (MessageField.UNSURE if _missing(own, len(asked[key])) > 0 else _first(own)).value
        for key, own in votes.items()
    }


def fields_of(messages: pd.DataFrame) -> dict[str, MessageField]:
    """The field of each message by its text; mass letters are looked at once."""
    own = messages.drop_duplicates("message_id", keep="last")
    told = own[["title", "text"]].astype(object).fillna("")
    texts = [f"{title}。{text}" for title, text in told.itertuples(index=False)]
    different = list(dict.fromkeys(texts))
    named: dict[str, MessageField] = {}
    for first in range(0, len(different), _AT_ONCE):
        some = different[first : first + _AT_ONCE]
        named |= zip(some, classify(some)["field"], strict=True)
    return {number: named[text] for number, text in zip(own["message_id"], texts, strict=True)}


def _missing(votes: Counter[MessageField], count: int) -> int:
    """Votes that the first field needs to be that of more than half of so many messages."""
    return count // 2 + 1 - max(votes.values(), default=0)


def _first(votes: Counter[MessageField]) -> MessageField:
    return votes.most_common(1)[0][0]
