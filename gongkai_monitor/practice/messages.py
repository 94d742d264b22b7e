"""Made-up 12345 messages: a few hotspots told in many words, among unrelated matters."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.registry import Agency, Responsibility
from gongkai_monitor.practice import words
from gongkai_monitor.practice.message_texts import HOTSPOT_TEXTS, NOISE_TEXTS
from gongkai_monitor.practice.plan import CityMessage, Size
from gongkai_monitor.practice.truth import PlantedHotspot
from gongkai_monitor.vocabulary import AgencyLevel, ClockState

COLUMNS = (
    "留言编号", "来信时间", "标题", "内容", "区域", "类型", "点赞数", "责任单位",
    "答复时间", "答复内容",
)  # fmt: skip

_NOISE = {Size.SMALL: 240, Size.MEDIUM: 300, Size.LARGE: 400}
"""Two a day; a wording comes back after thirty days, so that none is a hotspot by itself."""
_REPLY = "您好，来信反映的问题已收悉，经现场核查，已督促有关单位限期整改，感谢您的监督。"


@dataclass(frozen=True, slots=True)
class _Hotspot:
    topic: str
    key: str  # of HOTSPOT_TEXTS
    department: str
    place: str
    size: int
    first_hours: int  # before as_of
    answered_after_hours: int | None


_HOTSPOTS = (
    _Hotspot("夜间施工噪音扰民", "noise", "生态环境局", words.COMPOUNDS[0], 16, 70, 20),
    _Hotspot("拖欠农民工工资", "wages", "人力资源和社会保障局", words.PROJECTS[2], 12, 96, None),
    _Hotspot("小区反复停水", "water", "水务局", words.COMPOUNDS[6], 10, 30, None),
)


def plan_messages(
    agencies: Sequence[Agency], *, size: Size, seed: int, as_of: datetime
) -> tuple[tuple[CityMessage, ...], tuple[PlantedHotspot, ...]]:
    """All messages from old to new, and which of them belong together."""
    random = Random(f"{seed}:messages")
    by_name = {
        row.name.removeprefix(words.CITY): row for row in agencies if row.level is AgencyLevel.CITY
    }
    drafts: list[tuple[CityMessage, str]] = []
    for spot in _HOTSPOTS:
        drafts += [
            (row, spot.topic) for row in _spot(spot, by_name[spot.department], random, as_of)
        ]
    drafts += [(row, "") for row in _noise(list(by_name.values()), _NOISE[size], random, as_of)]
    drafts.sort(key=lambda pair: (pair[0].received_at, pair[0].title))
    numbered = [(_numbered(row, n), topic) for n, (row, topic) in enumerate(drafts, start=1)]
    hotspots = [
        PlantedHotspot(
            topic=spot.topic,
            agency_code=by_name[spot.department].agency_code,
            message_ids=tuple(row.message_id for row, topic in numbered if topic == spot.topic),
            clock_state=(
                ClockState.ANSWERED
                if spot.answered_after_hours is not None
                else ClockState.OVERDUE
                if spot.first_hours > 48
                else ClockState.RUNNING
            ).value,
        )
        for spot in _HOTSPOTS
    ]
    return tuple(row for row, _ in numbered), tuple(hotspots)


def responsibilities(agencies: Sequence[Agency]) -> tuple[Responsibility, ...]:
    """职责 rows that lead each planted hotspot to its unit."""
    keywords = {
        "噪音": "生态环境局",
        "欠薪": "人力资源和社会保障局",
        "工资": "人力资源和社会保障局",
        "停水": "水务局",
    }
    codes = {row.name: row.agency_code for row in agencies}
    return tuple(
        Responsibility(keyword=word, agency_code=codes[words.CITY + name], region=words.CITY)
        for word, name in keywords.items()
    )


def write_csv(messages: Sequence[CityMessage], path: Path) -> None:
    """The export of the hotline, in UTF-8 with a mark for spreadsheet programs."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in messages:
            writer.writerow(
                (
                    row.message_id, _time(row.received_at), row.title, row.text, row.region,
                    row.category, row.likes, row.agency_name,
                    _time(row.replied_at) if row.replied_at else "", row.reply or "",
                )
            )  # fmt: skip


def _time(instant: datetime) -> str:
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def _spot(spot: _Hotspot, agency: Agency, random: Random, as_of: datetime) -> Iterator[CityMessage]:
    titles, bodies = HOTSPOT_TEXTS[spot.key]
    answered_at = None
    first = as_of - timedelta(hours=spot.first_hours)
    if spot.answered_after_hours is not None:
        answered_at = first + timedelta(hours=spot.answered_after_hours)
    for n in range(spot.size):
        received = first + timedelta(hours=spot.first_hours * 0.9 * n / spot.size)
        is_answered = answered_at is not None
        yield CityMessage(
            message_id="",
            received_at=received,
            title=titles[n % len(titles)].format(place=spot.place),
            text=bodies[n % len(bodies)].format(place=spot.place) + _private(n, random),
            region=words.CITY,
            category="投诉",
            likes=random.randrange(1, 30),
            agency_name=agency.name,
            agency_code=agency.agency_code,
            replied_at=max(answered_at, received + timedelta(hours=2))
            if answered_at and is_answered
            else None,
            reply=_REPLY if is_answered else None,
        )


def _noise(
    agencies: Sequence[Agency], count: int, random: Random, as_of: datetime
) -> Iterator[CityMessage]:
    places = words.place_names(80)
    random.shuffle(places)
    for n in range(count):
        title, text = NOISE_TEXTS[n % len(NOISE_TEXTS)]
        place = places[n % len(places)]
        received = as_of - timedelta(hours=3 + n * 12, minutes=random.randrange(50))
        agency = random.choice(agencies)
        replied = received + timedelta(hours=random.randrange(10, 40)) if n % 5 else None
        yield CityMessage(
            message_id="",
            received_at=received,
            title=title.format(place=place),
            text=text.format(place=place) + (_private(n, random) if n % 9 == 0 else ""),
            region=words.CITY,
            category=random.choice(("咨询", "求助", "建议", "投诉")),
            likes=random.randrange(4),
            agency_name=agency.name,
            agency_code=agency.agency_code,
            replied_at=replied if replied is not None and replied < as_of else None,
            reply=_REPLY if replied is not None and replied < as_of else None,
        )


def _private(n: int, random: Random) -> str:
    """Invented phone and ID numbers that must be masked before storage; most texts have none."""
    phone = f"1390000{random.randrange(10000):04d}"
    match n % 4:
        case 1:
            return f"联系电话{phone}。"
        case 3:
            return f"本人身份证号{_id_number(random)}，请尽快回复。"
    return ""


def _id_number(random: Random) -> str:
    """An ID number of an area that does not exist, with a correct check digit."""
    born = f"1985{random.randrange(1, 13):02d}{random.randrange(1, 29):02d}"
    body = f"{words.REGION}{born}{random.randrange(1000):03d}"
    total = sum(int(digit) * 2 ** (17 - n) for n, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def _numbered(row: CityMessage, n: int) -> CityMessage:
    return replace(row, message_id=f"YX{row.received_at.astimezone(CHINA):%Y%m%d}{n:05d}")
