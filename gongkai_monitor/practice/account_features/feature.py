"""What a feature of the city's accounts is: planted accounts, each with its truth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.practice import texts, words
from gongkai_monitor.practice.account_plan import (
    PlantedAccount,
    PlatformAccount,
    PlatformPost,
)
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Level,
    Platform,
)

_OPENED_DAYS = 700
_ADDRESSES = {
    AccountSource.WEIBO: "{origin}/u/{uid}",
    AccountSource.FEED: "{origin}/rsshub/{uid}",
    AccountSource.APP_STORE: "{origin}/app/{code}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a feature plants its accounts; each is of a unit of its own.

    Attributes:
        turn: larger cities plant everything several times; 0 is the first time.
        feature: number of the feature, so that codes do not meet.
        origin: ``http://host:port`` of the platforms.
        today: the day that the city is dated by.
    """

    turn: int
    feature: int
    origin: str
    today: date

    def account(
        self,
        n: int,
        unit: str,
        *,
        posts: tuple[PlatformPost, ...] | None = None,
        source: AccountSource = AccountSource.WEIBO,
        platform: Platform = Platform.WEIBO,
        level: AgencyLevel = AgencyLevel.COUNTY,
        kind: AgencyKind = AgencyKind.INSTITUTION,
        opened_days: int = _OPENED_DAYS,
        name: str | None = None,
        status: FilingStatus = FilingStatus.FILED,
        register: dict[str, Any] | None = None,
        **shown: Any,
    ) -> PlatformAccount:
        """An account of a new unit.

        Args:
            n: number of the account in the feature, below 100.
            unit: the unit's name without the place.
            posts: None for a dozen ordinary ones.
            source: how it is read.
            platform: of the account.
            level: of its unit.
            kind: of its unit.
            opened_days: days since it was opened; it was filed on the same day.
            name: of the account, by default the unit's with 发布.
            status: 备案状态.
            register: other columns of the account in the register.
            shown: further fields of ``PlatformAccount``.
        """
        mark = f"{self.turn:02d}{self.feature:02d}{n:02d}"
        place = words.CITY
        if level is not AgencyLevel.CITY:
            place = words.county_names(self.turn + 1)[self.turn]
        region = f"{int(words.REGION) + 1 + self.turn}"
        agency = Agency(
            agency_code=f"{region}9{self.feature:02d}{n:02d}",
            name=f"{place}{unit}",
            level=level,
            region_code=words.REGION if level is AgencyLevel.CITY else region,
            kind=kind,
        )
        opened_on = self.today - timedelta(days=opened_days)
        code, uid = f"YT{mark}", f"1{mark}"
        address = _ADDRESSES.get(source)
        fields: dict[str, Any] = {
            "account_code": code,
            "platform": platform,
            "name": name or f"{agency.name}发布",
            "platform_key": uid,
            "certified_subject": agency.name,
            "agency_code": agency.agency_code,
            "function": AccountFunction.PUBLISHING,
            "opened_on": opened_on,
            "filed_on": None if status is FilingStatus.UNFILED else opened_on,
            "filing_status": status,
            "source": source,
            "source_url": address.format(origin=self.origin, uid=uid, code=code)
            if address
            else None,
        }
        return PlatformAccount(
            account=Account(**fields | (register or {})),
            agency=agency,
            posts=self.ordinary(agency.name) if posts is None else posts,
            **shown,
        )

    def ordinary(
        self, unit: str, count: int = 12, *, every: int = 3, newest: int = 1
    ) -> tuple[PlatformPost, ...]:
        """Posts about a unit's work, the newest first."""
        random = Random(f"{unit}:{self.turn}")
        return tuple(
            PlatformPost(
                days=newest + n * every,
                hour=random.randrange(8, 18),
                text=_story(unit, random),
            )
            for n in range(count)
        )


def _story(unit: str, random: Random) -> str:
    """Two sentences: one alone would be much like that of another unit."""
    n = random.randrange(20)
    title = texts.item_title(ChannelKind.NOTICE, unit, date.min, n, random)
    return f"{title}：{texts.paragraphs(unit, random)[0]}"


class AccountFeature:
    """One thing that accounts do wrong, planted with accounts that only seem to do it."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """The accounts, with what must be found of them and what must not."""
        raise NotImplementedError


def faulty(
    plan: PlatformAccount, code: str, obj: str = "", level: Level = Level.NOTICE, note: str = ""
) -> PlantedAccount:
    """An account of which something must be found."""
    return PlantedAccount(plan=plan, faults=(fault_of(plan, code, obj, level, note),))


def fault_of(
    plan: PlatformAccount, code: str, obj: str = "", level: Level = Level.NOTICE, note: str = ""
) -> PlantedFault:
    """What must be found of an account."""
    return PlantedFault(
        code=code, subject_id=plan.account.account_code, object=obj, level=level, note=note
    )


def harmless(plan: PlatformAccount, code: str, note: str, obj: str = "") -> PlantedAccount:
    """An account that only seems to break a rule."""
    near = NearMiss(code=code, subject_id=plan.account.account_code, object=obj, note=note)
    return PlantedAccount(plan=plan, near_misses=(near,))
