"""Find the agency or account that a file means, by code, name or alias."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongkai_monitor.imports.cleaning import narrow
from gongkai_monitor.model.registry import Account, Registry
from gongkai_monitor.vocabulary import Platform


def name_key(name: str) -> str:
    """A name without spaces and with narrow punctuation, for comparison."""
    return "".join(narrow(name).split()).casefold()


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """Codes by name; a name that several agencies share names none."""

    by_code: Mapping[str, str]
    by_name: Mapping[str, str | None]
    by_alias: Mapping[str, str | None]

    @classmethod
    def of(cls, registry: Registry) -> "AgencyNames":
        """The names of a register."""
        agencies = registry.agencies
        return cls(
            {name_key(agency.agency_code): agency.agency_code for agency in agencies},
            _unique((name_key(agency.name), agency.agency_code) for agency in agencies),
            _unique(
                (name_key(a), agency.agency_code) for agency in agencies for a in agency.aliases
            ),
        )

    def find(self, text: str) -> str | None:
        """The agency code that a text names, ``None`` when it names none or several."""
        key = name_key(text)
        if key in self.by_code:
            return self.by_code[key]
        if key in self.by_name:
            return self.by_name[key]
        return self.by_alias.get(key)


@dataclass(frozen=True, slots=True)
class AccountNames:
    """Accounts by code and by platform and name; a shared name gives all its accounts."""

    by_code: Mapping[str, Account]
    by_name: Mapping[tuple[Platform, str], list[Account]] = field(default_factory=dict)

    @classmethod
    def of(cls, registry: Registry) -> "AccountNames":
        """The accounts of a register."""
        by_name: dict[tuple[Platform, str], list[Account]] = {}
        for account in registry.accounts:
            by_name.setdefault((account.platform, name_key(account.name)), []).append(account)
        return cls({account.account_code: account for account in registry.accounts}, by_name)

    def named(self, platform: Platform, name: str) -> list[Account]:
        """The accounts of this name on a platform."""
        return self.by_name.get((platform, name_key(name)), [])


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Key -> code, ``None`` where different codes share the key."""
    found: dict[str, str | None] = {}
    for key, code in pairs:
        found[key] = code if found.get(key, code) == code else None
    return found
