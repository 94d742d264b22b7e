"""What the report says about public opinion, out of the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.opinion.reply_deadlines import reply_delays, reply_sums
from gongkai_monitor.review.hotspot_desk import hotspot_table, open_hotspot_desk
from gongkai_monitor.review.letters import letters_of
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_messages_of
from gongkai_monitor.store.opinion import read_sentiment_days

REPLY_DAYS = 90
_USUAL_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionTables:
    """Tables of ``AuditBook`` that the opinion section reads."""

    hotspots: pd.DataFrame
    hotspot_days: pd.DataFrame
    sentiment_days: pd.DataFrame
    replies: pd.DataFrame


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
    limits = load_editions(settings.editions).message_limits(china_date(as_of))
    delays = reply_delays(letters, limits, as_of=as_of)
    table = hotspot_table(desk)
    fields = main_categories(numbers, members)
    return OpinionTables(
        hotspots=table.assign(category=pd.Series(fields).reindex(list(numbers)).to_numpy())
        if len(table)
        else table,
        hotspot_days=hotspot_days(numbers, members),
        sentiment_days=sentiment,
        replies=reply_sums(delays),
    )


def hotspot_days(numbers: dict[str, tuple[str, ...]], members: pd.DataFrame) -> pd.DataFrame:
    """Messages of each hotspot per day in China: hotspot_id, day, count."""
    days = {
        number: pd.Timestamp(at).tz_convert(CHINA).date()
        for number, at in zip(members["message_id"], members["received_at"], strict=True)
    }
    rows = [(key, days[one]) for key, ids in numbers.items() for one in ids if one in days]
    frame = pd.DataFrame(rows, columns=["hotspot_id", "day"])
    return frame.groupby(["hotspot_id", "day"]).size().rename("count").reset_index()


def main_categories(
    numbers: dict[str, tuple[str, ...]], members: pd.DataFrame
) -> dict[str, str | None]:
    """The field that most messages of each hotspot were filed under, None where they disagree."""
    filed = dict(zip(members["message_id"], members["category"], strict=True))
    found: dict[str, str | None] = {}
    for key, ids in numbers.items():
        own = pd.Series([filed.get(one) for one in ids], dtype=object).dropna()
        counts = own[own != ""].value_counts()
        is_clear = len(counts) > 0 and counts.iloc[0] * 2 > len(ids)
        found[key] = str(counts.index[0]) if is_clear else None
    return found
