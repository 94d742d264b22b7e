"""What the site spider remembers of each page until the round is summed up."""

from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict

from gongkai_monitor.vocabulary import CollectionCause

HOME = "home"
LIST = "list"


class _Note(BaseModel):
    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
    fetch_id: str | None = None


class HomeNote(_Note):
    """The home page as read."""

    final_url: str | None = None
    item_count: int = 0
    newest_on: date | None = None
    newest_title: str | None = None
    newest_url: str | None = None
    is_navigation_only: bool = False
    footer_site_code: str | None = None
    footer_code_text: str | None = None
    has_party_emblem: bool | None = None
    has_error_report: bool | None = None
    has_sponsor: bool | None = None
    has_contact: bool | None = None
    icp_record: str | None = None
    police_record: str | None = None
    channels_found: int = 0


class ListNote(_Note):
    """One page of a list. ``is_settled``: nothing newer can stand on a later page."""

    item_count: int = 0
    undated_count: int = 0
    newest_on: date | None = None
    newest_title: str | None = None
    newest_url: str | None = None
    is_settled: bool = False
    has_more: bool = False
    is_empty: bool = False
    explanation: str | None = None
    redirects_to: str | None = None
    is_entrance: bool = False  # only leads to the page that holds the list
    family: str | None = None
    skeleton: str | None = None
    frame: str | None = None
    proposed_selector: str | None = None
    proposed_count: int | None = None
    proposed_titles: str | None = None


def home_key(site_code: str) -> str:
    """Key of a HomeNote."""
    return f"{HOME}\t{site_code}"


def list_key(site_code: str, channel_url: str, page: int, step: int) -> str:
    """Key of a ListNote; ``step`` counts entrances before the list itself."""
    return f"{LIST}\t{site_code}\t{channel_url}\t{page:03d}.{step:02d}"
