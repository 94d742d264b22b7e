"""Pure functions on HTML and Chinese text.

``extract_article``, ``find_personal_data``, ``mask_personal_data`` and ``check_wording`` are the
public ones; they load when they are first used, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_monitor.text.article import extract_article
    from gongkai_monitor.text.personal_data import find_personal_data, mask_personal_data
    from gongkai_monitor.text.wording import check_wording

__all__ = ["check_wording", "extract_article", "find_personal_data", "mask_personal_data"]

_HOMES = {
    "check_wording": "gongkai_monitor.text.wording",
    "extract_article": "gongkai_monitor.text.article",
    "find_personal_data": "gongkai_monitor.text.personal_data",
    "mask_personal_data": "gongkai_monitor.text.personal_data",
}


def __getattr__(name: str) -> Any:
    """Load a public function on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
