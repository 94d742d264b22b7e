"""What the inspection of a site saw beside lists, links and articles."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import CollectionCause, InspectionItem, InspectionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInspection:
    """One item of one site in one round. ``cause`` says why an unknown one is unknown."""

    site_code: str
    item: InspectionItem
    result: InspectionResult
    cause: CollectionCause = CollectionCause.OK
    detail: str  # one Chinese sentence: what was seen, or why nothing can be said
    url: str | None = None  # the page that shows it
    measured: float | None = None  # a share or a count, where there is one
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None
