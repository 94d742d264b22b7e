"""Audit of government websites and new media: records, facts, indicators, findings, reports.

Reading order: ``vocabulary``, ``model``, ``store``, ``facts``, ``indicators``, ``findings``,
``report``. Nothing here imports scrapy, dagster or great_expectations; the public calls below
load what they need when they are used.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_monitor import documents, duties, opinion, text, workdays
    from gongkai_monitor.auditing import audit, audit_accounts
    from gongkai_monitor.store.lake import open_store

__version__ = "0.1.0"

__all__ = [
    "audit",
    "audit_accounts",
    "documents",
    "duties",
    "open_store",
    "opinion",
    "text",
    "workdays",
]

_MODULES = frozenset({"documents", "duties", "opinion", "text", "workdays"})
_CALLS = {
    "audit": "gongkai_monitor.auditing",
    "audit_accounts": "gongkai_monitor.auditing",
    "open_store": "gongkai_monitor.store.lake",
}


def __getattr__(name: str) -> Any:
    """Load a public module or call at its first use."""
    if name in _MODULES:
        return importlib.import_module(f"gongkai_monitor.{name}")
    if name in _CALLS:
        return getattr(importlib.import_module(_CALLS[name]), name)
    raise AttributeError(f"module 'gongkai_monitor' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names too, though they are not loaded yet."""
    return sorted({*globals(), *__all__})
