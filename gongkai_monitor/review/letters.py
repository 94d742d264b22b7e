"""来信 as deadlines are judged by: where people wrote, who answers, and until when it was seen."""

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.model.registry import Registry
from gongkai_monitor.opinion.reply_deadlines import named_sources
from gongkai_monitor.settings import OpinionSettings
from gongkai_monitor.store.messages import read_letters

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def letters_of(
    connection: "duckdb.DuckDBPyConnection",
    registry: Registry,
    settings: OpinionSettings,
    *,
    since: datetime,
    as_of: datetime,
    has_texts: bool = True,
) -> "pd.DataFrame":
    """Messages received after ``since``: columns of ``Message``, and ``seen_at``.

    Without texts: what ``reply_delays`` needs, of a million letters some hundred megabytes less.

    ``source`` says where people wrote. A letter on a site's board that names no unit is the
    sponsor's.
    """
    stored = read_letters(connection, since=since, as_of=as_of, has_texts=has_texts)
    letters = named_sources(stored, settings.imported_from)
    sponsors = {site.site_code: site.agency_code for site in registry.sites}
    named = letters["agency_code"].astype(object)
    of_site = letters["site_code"].map(sponsors).astype(object)
    return letters.assign(agency_code=named.where(named.notna(), of_site))
