"""The facts tables, one file per subject; ``ALL`` is the order in which they are judged."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.facts.tables import (
    account,
    catalogue,
    channel,
    content,
    disclosure,
    document,
    duty,
    error_report,
    inspection,
    interaction,
    ledger,
    link,
    portal,
    register,
    repost,
    service,
    site,
    wording,
)

ALL: tuple[FactTable, ...] = (
    *site.TABLES,
    *register.TABLES,
    *inspection.TABLES,
    *channel.TABLES,
    *ledger.TABLES,
    *link.TABLES,
    *account.TABLES,
    *document.TABLES,
    *duty.TABLES,
    *disclosure.TABLES,
    *service.TABLES,
    *interaction.TABLES,
    *portal.TABLES,
    *repost.TABLES,
    *catalogue.TABLES,
    *error_report.TABLES,
    *content.TABLES,
    *wording.TABLES,
)
