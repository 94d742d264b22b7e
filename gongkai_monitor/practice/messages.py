"""Made-up 12345 messages: a few hotspots told in many words, among unrelated matters."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from gongkai_monitor.clock import CHINA
from gongkai_monitor.model.registry import Agency, Responsibility
from gongkai_monitor.practice import words
from gongkai_monitor.practice.matters import MATTERS
from gongkai_monitor.practice.matters.matter import Matter
from gongkai_monitor.practice.matters.near import NEAR_LETTERS
from gongkai_monitor.practice.message_texts import NOISE_TEXTS
from gongkai_monitor.practice.plan import CityMessage, Size
from gongkai_monitor.practice.truth import PlantedReply
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, ReplyState

COLUMNS = (
    "留言编号", "来信时间", "标题", "内容", "区域", "类型", "点赞数", "责任单位",
    "答复时间", "答复内容",
)  # fmt: skip

REPLY_DAYS = 90
"""Letters that are older are not looked at."""
NEAR = "近似来信"
"""Topic of the letters that belong to no hotspot."""
_NOISE = {Size.SMALL: 240, Size.MEDIUM: 300, Size.LARGE: 400}
"""Two a day; a wording comes back after thirty days, so that none is a hotspot by itself."""
_REPLY = "您好，来信反映的问题已收悉，经现场核查，已督促有关单位限期整改，感谢您的监督。"


def plan_messages(
    agencies: Sequence[Agency], *, size: Size, seed: int, as_of: datetime
) -> tuple[tuple[CityMessage, ...], dict[str, tuple[str, ...]]]:
    """All messages from old to new, and the ids of those of each matter and near miss by topic."""
    random = Random(f"{seed}:messages")
    now = as_of.replace(microsecond=0)
    by_name = units_by_name(agencies)
    drafts: list[tuple[CityMessage, str]] = []
    for matter in MATTERS:
        rows = _letters(matter, by_name.get(matter.unit), random, now)
        drafts += [(row, matter.topic) for row in rows]
    drafts += [(row, NEAR) for row in _near(now)]
    departments = [one for one in by_name.values() if one.kind is not AgencyKind.INSTITUTION]
    drafts += [(row, "") for row in _noise(departments, _NOISE[size], random, now)]
    drafts.sort(key=lambda pair: (pair[0].received_at, pair[0].title))
    numbered = [(_numbered(row, n), topic) for n, (row, topic) in enumerate(drafts, start=1)]
    topics: dict[str, tuple[str, ...]] = {}
    for row, topic in numbered:
        if topic:
            topics[topic] = (*topics.get(topic, ()), row.message_id)
    return tuple(row for row, _ in numbered), topics


def units_by_name(agencies: Sequence[Agency]) -> dict[str, Agency]:
    """Units of the city by their name without its own."""
    return {
        row.name.removeprefix(words.CITY): row for row in agencies if row.level is AgencyLevel.CITY
    }


def responsibilities(agencies: Sequence[Agency]) -> tuple[Responsibility, ...]:
    """职责 rows that lead each planted matter to its unit."""
    keywords = {
        "噪音": "生态环境局",
        "欠薪": "人力资源和社会保障局",
        "工资": "人力资源和社会保障局",
        "停水": "水务局",
        **{word: matter.unit for matter in MATTERS for word in matter.keywords},
    }
    codes = {name: row.agency_code for name, row in units_by_name(agencies).items()}
    return tuple(
        Responsibility(keyword=word, agency_code=codes[name], region=words.CITY)
        for word, name in keywords.items()
    )


def planted_replies(messages: Sequence[CityMessage], as_of: datetime) -> Iterator[PlantedReply]:
    """No edition of the city sets days for 12345: nobody is late by them."""
    for row in messages:
        if row.received_at > as_of - timedelta(days=REPLY_DAYS):
            state = ReplyState.NO_LIMIT.value
            yield PlantedReply(message_id=row.message_id, state=state, note="12345 没有适用时限")


def known_by(messages: Sequence[CityMessage], moment: datetime) -> tuple[CityMessage, ...]:
    """The messages as an export of an earlier moment shows them."""
    return tuple(
        replace(row, replied_at=None, reply=None)
        if row.replied_at is not None and row.replied_at > moment
        else row
        for row in messages
        if row.received_at <= moment
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


def _letters(
    matter: Matter, unit: Agency | None, random: Random, now: datetime
) -> Iterator[CityMessage]:
    """The letters of a matter; those that the 职责 sheet must lead name no unit."""
    is_named = unit is not None and not matter.keywords
    for n in range(matter.size):
        title, text = matter.letter(n)
        received = matter.received_at(n, now)
        replied = None
        if matter.replied is not None:
            replied = max(now - matter.first + matter.replied, received + timedelta(hours=2))
        yield CityMessage(
            message_id="",
            received_at=received,
            title=title,
            text=text + _private(n, random),
            region=words.CITY,
            category="投诉",
            likes=random.randrange(1, 30),
            agency_name=unit.name if unit is not None and is_named else "",
            agency_code=unit.agency_code if unit is not None and is_named else "",
            replied_at=replied,
            reply=_REPLY if replied is not None else None,
        )


def _near(now: datetime) -> Iterator[CityMessage]:
    """Letters about other places that only sound like a matter."""
    for title, text, before in NEAR_LETTERS:
        yield CityMessage(
            message_id="",
            received_at=now - before,
            title=title,
            text=text,
            region=words.CITY,
            category="建议",
            likes=0,
            agency_name="",
            agency_code="",
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
