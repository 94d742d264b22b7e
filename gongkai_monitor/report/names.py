"""Names and addresses of the subjects of a register."""

from dataclasses import dataclass
from typing import Self

from gongkai_monitor.model.registry import Account, Registry, Site
from gongkai_monitor.report.cells import is_url


@dataclass(frozen=True, slots=True)
class Names:
    """Look-ups by code; an unknown code is shown as itself."""

    agencies: dict[str, str]
    sites: dict[str, Site]
    accounts: dict[str, Account]
    channel_sites: dict[str, str]  # channel url -> site_code

    @classmethod
    def of(cls, registry: Registry) -> Self:
        """Index a register."""
        return cls(
            agencies={agency.agency_code: agency.name for agency in registry.agencies},
            sites={site.site_code: site for site in registry.sites},
            accounts={account.account_code: account for account in registry.accounts},
            channel_sites={channel.url: channel.site_code for channel in registry.channels},
        )

    def full_name(self, subject_id: str, name: str) -> str:
        """A channel with its site before it, anything else by its own name."""
        site = self.sites.get(self.channel_sites.get(subject_id, ""))
        if site and not name.startswith(f"{site.name} › "):
            return f"{site.name} › {name}"
        return name or subject_id

    def agency(self, code: str | None) -> str:
        """Name of a unit, its code when unknown, "" of none."""
        return self.agencies.get(code, code) if code else ""

    def account(self, code: str) -> str:
        """Name of an account, its code when it is not registered."""
        return self.accounts[code].name if code in self.accounts else code

    def platform(self, account_code: str) -> str:
        """Label of an account's platform, "" when it is not registered."""
        account = self.accounts.get(account_code)
        return account.platform.label if account else ""

    def address(self, subject_id: str) -> str:
        """Where a subject is: its own id when that is a URL, else the registered address."""
        if is_url(subject_id):
            return subject_id
        if subject_id in self.sites:
            return self.sites[subject_id].home_url
        account = self.accounts.get(subject_id)
        return (account.home_url or account.source_url or "") if account else ""
