"""From stored messages to stored hotspots: what the opinion asset does every half hour.

Only what is new is read: the texts of messages that came in, and of hotspots whose messages
changed; the sentiment of a message is judged once. Once a day everything is judged and described
anew, so that a changed register (职责、单位) reaches hotspots at which nothing else has changed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from gongkai_monitor.clock import china_date
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.opinion.clusters import group_messages, members_of
from gongkai_monitor.opinion.described import Described, describe
from gongkai_monitor.opinion.hotspots import HotspotRules, described_before, measured
from gongkai_monitor.opinion.prepared import prepared
from gongkai_monitor.opinion.routing import route_hotspots
from gongkai_monitor.opinion.sentiment import located, sentiment_rows
from gongkai_monitor.opinion.statements import find_statements
from gongkai_monitor.opinion.unit_ranking import LATEST, UnitRanking, learn_ranking
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.hotspot_memory import read_memory, save_memory
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import (
    read_handled_messages,
    read_message_marks,
    read_messages_of,
)
from gongkai_monitor.store.opinion import (
    read_hotspots,
    read_sentiments_of,
    save_hotspots,
    save_sentiments,
    save_statements,
)
from gongkai_monitor.store.publications import read_publications
from gongkai_monitor.store.registry import read_registry

_ASKED = 20
"""Messages of a hotspot that are compared with what agencies published."""
_REMEMBERED_DAYS = 365
"""So far back handled messages say which unit handles what."""


def refresh_hotspots(settings: Settings, *, as_of: datetime) -> int:
    """Bring the hotspots of the window before ``as_of`` up to date; how many there are.

    Raises:
        StoreError: when the store cannot be read or written.
    """
    opinion = settings.opinion
    with open_store(settings, read_only=False) as connection:
        registry = read_registry(connection, as_of)
        rules = HotspotRules(
            window_days=opinion.window_days,
            min_size=opinion.min_size,
            limit_hours=float(opinion.response_hours),
            model=located(opinion.sentiment_model, settings.workspace),
            responsibilities=registry.responsibilities,
        )
        since = as_of - timedelta(days=rules.window_days)

        def texts(message_ids: Sequence[str]) -> pd.DataFrame:
            found = read_messages_of(connection, message_ids, as_of=as_of)
            return prepared(found, as_of, rules.window_days)

        marks = _one_each(read_message_marks(connection, since=since, as_of=as_of))
        before = read_memory(connection, since=since, as_of=as_of)
        fresh = sorted(set(marks["message_id"]) - set(before.message_ids))
        fresh_texts = texts(fresh)
        scored = _sentiments(fresh_texts, rules.model)
        save_sentiments(connection, scored.assign(model=opinion.sentiment_model), as_of)
        memory = group_messages(before, fresh_texts, since=since)
        earlier = _earlier(read_hotspots(connection, as_of)[0], as_of)
        changed = {
            hotspot_id: ids
            for hotspot_id, ids in members_of(memory, rules.min_size).items()
            if not _is_same(earlier.get(hotspot_id), ids)
        }
        told = texts([one for ids in changed.values() for one in ids])
        if earlier:  # with the first round of a day, everything is judged anew
            known = read_sentiments_of(
                connection, told["message_id"].tolist(), opinion.sentiment_model, as_of
            )
            told = told.merge(known, on="message_id", how="left")
        told = told.set_index("message_id", drop=False)

        def described(
            hotspot_id: str, ids: list[str], is_copy: np.ndarray, region: str | None
        ) -> Described:
            row = earlier.get(hotspot_id)
            if row is not None and _is_same(row, ids):
                return described_before(row)
            return describe(
                told.loc[ids],
                is_copy,
                region,
                model=rules.model,
                responsibilities=rules.responsibilities,
            )

        hotspots, members = measured(memory, marks, described, as_of=as_of, rules=rules)

        def ranking() -> UnitRanking | None:
            first = as_of - timedelta(days=_REMEMBERED_DAYS)
            handled = read_handled_messages(connection, since=first, as_of=as_of, limit=LATEST)
            return learn_ranking(handled, registry.agencies)

        hotspots = _routed(hotspots, told, registry, changed, ranking)
        asked = texts([one for ids in hotspots["message_ids"] for one in ids[:_ASKED]])
        publications = read_publications(connection, since=since, as_of=as_of)
        candidates = find_statements(hotspots, asked, publications, as_of=as_of)
        save_memory(connection, before, memory, since=since, as_of=as_of)
        save_hotspots(connection, hotspots, members, as_of)
        save_statements(connection, candidates, as_of)
    return len(hotspots)


def _sentiments(messages: pd.DataFrame, model: str) -> pd.DataFrame:
    """Rows of ``sentiments`` of messages, without the model's name."""
    told = [
        f"{title}。{text}" for title, text in zip(messages["title"], messages["text"], strict=True)
    ]
    found = sentiment_rows(told, model)
    return found.assign(source="messages", item_id=messages["message_id"].to_numpy())


def _routed(
    hotspots: pd.DataFrame,
    told: pd.DataFrame,
    registry: Registry,
    changed: Collection[str],
    ranking: Callable[[], UnitRanking | None],
) -> pd.DataFrame:
    """Hotspots whose messages changed with their agency by the whole register; others keep it."""
    is_changed = hotspots["hotspot_id"].isin(list(changed))
    routed = route_hotspots(hotspots[is_changed], told.reset_index(drop=True), registry, ranking)
    kept = hotspots.astype({"agency_code": object})
    for column in ("agency_code", "agency_reason"):
        kept.loc[is_changed, column] = routed[column]
    return kept


def _one_each(marks: pd.DataFrame) -> pd.DataFrame:
    """One row per message_id, where two sources have it the last, as ``prepared`` does."""
    return marks.drop_duplicates("message_id", keep="last").reset_index(drop=True)


def _earlier(stored: pd.DataFrame, as_of: datetime) -> dict[str, Mapping[Any, Any]]:
    """The last hotspots, if they are of the same day in China."""
    if stored.empty or china_date(stored["as_of"].iloc[0]) != china_date(as_of):
        return {}
    return {str(row["hotspot_id"]): row for row in stored.to_dict("records")}


def _is_same(row: Mapping[Any, Any] | None, ids: list[str]) -> bool:
    return row is not None and pd.notna(row["sensitivity"]) and list(row["message_ids"]) == ids
