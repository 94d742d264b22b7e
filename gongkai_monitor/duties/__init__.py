"""工作要点 documents and their ledger of duties (工作台账).

``flow`` joins the lines, ``outline`` finds the numbered parts, ``responsibility``, ``deadlines``
and ``quantities`` read what a part says, ``document`` puts a duty together; ``ledger`` says where
each stands.
``parse`` and ``read`` are the public calls; they load when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_monitor.duties.frame import parse, read, resolve
    from gongkai_monitor.duties.lookback import look_back

__all__ = ["look_back", "parse", "read", "resolve"]

_HOMES = {
    "look_back": "gongkai_monitor.duties.lookback",
    "parse": "gongkai_monitor.duties.frame",
    "read": "gongkai_monitor.duties.frame",
    "resolve": "gongkai_monitor.duties.frame",
}


def __getattr__(name: str) -> Any:
    """Load a public function on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
