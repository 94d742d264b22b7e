"""Routing on real letters: a 职责 sheet learned from one half routes the other half."""

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from gongkai_monitor.model.registry import Agency
from gongkai_monitor.opinion.duty_learning import propose_duties
from gongkai_monitor.opinion.routing import Router
from gongkai_monitor.registry.places import area_of
from gongkai_monitor.vocabulary import AgencyLevel

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data"
_SETTINGS = ((0.5, 1), (0.5, 2), (0.5, 3), (0.6, 3))
_FIELDS = (
    "教育", "卫生健康", "交通", "规划和自然资源", "生态环境", "绿化和市容", "水务", "民政",
    "文化和旅游", "市场监督", "人力资源", "房屋管理", "房屋", "建设", "公安", "城市管理", "体育",
    "司法",
)  # fmt: skip
_LEVELS = (AgencyLevel.PROVINCE, AgencyLevel.CITY, AgencyLevel.COUNTY, AgencyLevel.TOWN)


def agencies_of(names: pd.Series) -> tuple[Agency, ...]:
    """A register made of nothing but the names of the units."""
    known = sorted(set(names))
    tops = {
        field: name
        for name in known
        if len(area_of(name)) == 1 and name.endswith(("局", "委员会", ")"))
        for field in [field_of(name)]
        if field
    }
    return tuple(
        Agency(
            agency_code=name,
            name=name,
            level=_LEVELS[min(len(area_of(name)), 3)],
            supervisor_code=tops.get(field_of(name)) if len(area_of(name)) > 1 else None,
        )
        for name in known
    )


def field_of(name: str) -> str:
    """The field of a department, told by its name; the same one of a city and its districts."""
    if "人民政府" in name:
        return ""
    own = name.removeprefix("".join(area_of(name)))
    return next((field.removesuffix("管理") for field in _FIELDS if field in own[:12]), "")


def run(data: Path) -> list[dict[str, object]]:
    """Precision of what was routed, and the share left to a person, per setting."""
    letters = pd.read_csv(data / "letters_shanghai" / "letters.csv.gz").fillna("")
    letters = letters.sort_values(["letter_date", "url"], kind="stable").reset_index(drop=True)
    letters["agency_code"] = letters["agency"]
    agencies = agencies_of(letters["agency"])
    half = len(letters) // 2
    halves = {
        "earlier, later": (letters[:half], letters[half:]),
        "every second": (letters[::2], letters[1::2]),
    }
    rows = []
    for name, (learned, routed) in halves.items():
        for share, needed in _SETTINGS:
            duties = propose_duties(learned, agencies, min_share=share)
            sheet = [one.responsibility for one in duties]
            router = Router(sheet, agencies, words_needed=needed)
            rows.append(
                {
                    "halves": name,
                    "least_share": share,
                    "words_needed": needed,
                    "duties": len(sheet),
                    **_outcome(router, learned, routed),
                }
            )
    return rows


def _outcome(router: Router, learned: pd.DataFrame, routed: pd.DataFrame) -> dict[str, object]:
    begun = time.perf_counter()
    routes = [
        router.route([f"{title}。{text}"], None, ())
        for title, text in zip(routed["title"], routed["text"], strict=True)
    ]
    seconds = time.perf_counter() - begun
    copies = set(learned["mass_group"]) - {""}
    told = [
        (one.agency_code, truth, group in copies)
        for one, truth, group in zip(routes, routed["agency"], routed["mass_group"], strict=True)
        if one.agency_code is not None
    ]
    return {
        "letters": len(routed),
        "routed": len(told),
        "precision": _share(code == truth for code, truth, _ in told),
        "precision_without_mass_letters": _share(
            code == truth for code, truth, copied in told if not copied
        ),
        "same_field": _share(field_of(code) == field_of(truth) for code, truth, _ in told),
        "left_to_a_person": round(1 - len(told) / len(routed), 4),
        "letters_per_second": round(len(routed) / seconds),
    }


def _share(right: Iterable[bool]) -> float | None:
    known = list(right)
    return round(sum(known) / len(known), 4) if known else None


if __name__ == "__main__":
    for line in run(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
