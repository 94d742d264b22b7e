"""What the report says about public opinion, out of the store."""

from collections import Counter
from collections.abc import Iterable
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
from gongkai_monitor.store.messages import read_messages_of
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
        members = read_messages_of(connection, wanted, as_of=as_of)
        since = as_of - timedelta(days=REPLY_DAYS)
        letters = letters_of(connection, desk.registry, settings.opinion, since=since, as_of=as_of)
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
    fields = main_fields(numbers, members)
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
    days = {
        number: pd.Timestamp(at).tz_convert(CHINA).date()
        for number, at in zip(members["message_id"], members["received_at"], strict=True)
    }
    rows = [(key, days[one]) for key, ids in numbers.items() for one in ids if one in days]
    frame = pd.DataFrame(rows, columns=["hotspot_id", "day"])
    return frame.groupby(["hotspot_id", "day"]).size().rename("count").reset_index()


def main_fields(numbers: dict[str, tuple[str, ...]], members: pd.DataFrame) -> dict[str, str]:
    """The field that official documents name of each hotspot (``MessageField``).

    待人工 where no field is that of more than half of its messages (the first ``_ASKED`` of them).
    """
    asked = {key: ids[:_ASKED] for key, ids in numbers.items()}
    wanted = {one for ids in asked.values() for one in ids}
    own = members[members["message_id"].isin(wanted)].drop_duplicates("message_id", keep="last")
    told = own[["title", "text"]].astype(object).fillna("")
    texts = [f"{title}。{text}" for title, text in told.itertuples(index=False)]
    named = dict(zip(own["message_id"], classify(texts)["field"], strict=True))
    found = {}
    for key, ids in asked.items():
        counts = Counter(named[one] for one in ids if one in named)
        field, votes = counts.most_common(1)[0] if counts else (MessageField.UNSURE, 0)
        found[key] = (field if votes * 2 > len(ids) else MessageField.UNSURE).value
    return found
