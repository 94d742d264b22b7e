"""Who is watched: the rows of the registry workbook (design section 5) as stored nouns.

Every table is versioned: a change is a new row, the latest ``changed_at`` counts, and
``is_removed`` closes a subject. Keys: ``agency_code``, ``site_code``, (``site_code``, ``url``),
``account_code``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    YesNo,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """单位."""

    agency_code: str
    name: str
    parent_code: str | None = None
    level: AgencyLevel
    region_code: str | None = None
    kind: AgencyKind | None = None
    supervisor_code: str | None = None
    phone: str | None = None
    has_services: YesNo = YesNo.UNKNOWN
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """站点; ``site_code`` is the 网站标识码."""

    site_code: str
    name: str
    home_url: str
    agency_code: str
    kind: SiteKind
    status: SiteStatus
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """栏目; identified by its site and URL. ``cycle_days`` is 更新周期天数 when given.

    ``list_selector`` is a CSS path to the links of its entries, for a list that is not recognised
    by itself (改版待修).
    """

    site_code: str
    name: str
    url: str
    kind: ChannelKind
    level: int
    cycle_days: int | None = None
    list_selector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """账号 (政务新媒体)."""

    account_code: str
    platform: Platform
    name: str
    platform_key: str | None = None
    home_url: str | None = None
    certified_subject: str | None = None
    agency_code: str
    function: AccountFunction
    opened_on: date | None = None
    filed_on: date | None = None
    filing_status: FilingStatus
    deregistration_notice_url: str | None = None
    has_interaction: YesNo = YesNo.UNKNOWN
    source: AccountSource
    source_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """职责: which unit answers for what (属地管理、分级负责、谁主管谁负责)."""

    keyword: str
    agency_code: str
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A whole register at one moment."""

    agencies: tuple[Agency, ...] = ()
    sites: tuple[Site, ...] = ()
    channels: tuple[Channel, ...] = ()
    accounts: tuple[Account, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryChange:
    """One changed field of a subject: "变更未报备" needs this trail."""

    table: str
    key: str
    field: str
    before: str | None
    after: str | None
    changed_at: datetime
