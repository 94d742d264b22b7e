"""The facts tables, one file per subject; ``ALL`` is the order in which they are judged."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.facts.tables import account, channel, document, link, site, wording

ALL: tuple[FactTable, ...] = (
    *site.TABLES,
    *channel.TABLES,
    *link.TABLES,
    *account.TABLES,
    *document.TABLES,
    *wording.TABLES,
)
