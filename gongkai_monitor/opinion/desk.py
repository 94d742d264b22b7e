"""From stored messages to stored hotspots: what the opinion asset does every half hour."""

from datetime import datetime, timedelta

from gongkai_monitor.opinion.hotspots import HotspotRules, find_hotspots
from gongkai_monitor.opinion.sentiment import located
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_messages
from gongkai_monitor.store.opinion import save_hotspots
from gongkai_monitor.store.registry import read_registry


def refresh_hotspots(settings: Settings, *, as_of: datetime) -> int:
    """Find the hotspots of the window before ``as_of`` and store them; how many there are.

    Raises:
        StoreError: when the store cannot be read or written.
    """
    opinion = settings.opinion
    with open_store(settings, read_only=False) as connection:
        since = as_of - timedelta(days=opinion.window_days)
        messages = read_messages(connection, since=since, as_of=as_of)
        rules = HotspotRules(
            window_days=opinion.window_days,
            min_size=opinion.min_size,
            limit_hours=float(opinion.response_hours),
            model=located(opinion.sentiment_model, settings.workspace),
            responsibilities=read_registry(connection, as_of).responsibilities,
        )
        hotspots, members = find_hotspots(messages, as_of=as_of, rules=rules)
        save_hotspots(connection, hotspots, members, as_of)
    return len(hotspots)
