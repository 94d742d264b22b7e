"""From stored messages to stored hotspots: what the opinion asset does every half hour."""

from datetime import datetime, timedelta

from gongkai_monitor.opinion.hotspots import HotspotRules, find_hotspots
from gongkai_monitor.opinion.routing import route_hotspots
from gongkai_monitor.opinion.sentiment import located
from gongkai_monitor.opinion.statements import find_statements
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.messages import read_messages
from gongkai_monitor.store.opinion import save_hotspots, save_statements
from gongkai_monitor.store.publications import read_publications
from gongkai_monitor.store.registry import read_registry


def refresh_hotspots(settings: Settings, *, as_of: datetime) -> int:
    """Find the hotspots before ``as_of``, who answers, and what may answer; how many there are.

    Raises:
        StoreError: when the store cannot be read or written.
    """
    opinion = settings.opinion
    with open_store(settings, read_only=False) as connection:
        since = as_of - timedelta(days=opinion.window_days)
        messages = read_messages(connection, since=since, as_of=as_of)
        registry = read_registry(connection, as_of)
        rules = HotspotRules(
            window_days=opinion.window_days,
            min_size=opinion.min_size,
            limit_hours=float(opinion.response_hours),
            model=located(opinion.sentiment_model, settings.workspace),
            responsibilities=registry.responsibilities,
        )
        hotspots, members = find_hotspots(messages, as_of=as_of, rules=rules)
        hotspots = route_hotspots(hotspots, messages, registry)
        publications = read_publications(connection, since=since, as_of=as_of)
        candidates = find_statements(hotspots, messages, publications, as_of=as_of)
        save_hotspots(connection, hotspots, members, as_of)
        save_statements(connection, candidates, as_of)
    return len(hotspots)
