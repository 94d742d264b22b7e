"""The facts tables, one file per subject; ``ALL`` is the order in which they are judged."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.facts.tables import account, channel, document, ledger, link, site

ALL: tuple[FactTable, ...] = (
    *site.TABLES,
    *channel.TABLES,
    *ledger.TABLES,
    *link.TABLES,
    *account.TABLES,
    *document.TABLES,
)
