"""政策文件 and 解读材料: which interpretation explains which document, and why we think so."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["link_interpretations"]


def link_interpretations(
    documents: "pd.DataFrame", interpretations: "pd.DataFrame"
) -> "pd.DataFrame":
    """Pair interpretations with the documents that they explain; see ``documents.pairing``."""
    from gongkai_monitor.documents.pairing import link_interpretations as link

    return link(documents, interpretations)
