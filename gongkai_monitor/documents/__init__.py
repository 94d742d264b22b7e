"""政策文件 and 解读材料: what a document says, what ended it, which interpretation explains it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_monitor.documents.document_reader import read_document
    from gongkai_monitor.documents.pairing import link_interpretations
    from gongkai_monitor.documents.policy_document import PolicyDocument
    from gongkai_monitor.documents.repeals import find_repeals

__all__ = ["PolicyDocument", "find_repeals", "link_interpretations", "read_document"]

_HOMES = {
    "PolicyDocument": "gongkai_monitor.documents.policy_document",
    "find_repeals": "gongkai_monitor.documents.repeals",
    "link_interpretations": "gongkai_monitor.documents.pairing",
    "read_document": "gongkai_monitor.documents.document_reader",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
