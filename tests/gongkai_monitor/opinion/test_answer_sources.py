"""Nobody is 超时未回应 by a source that was not read after the limit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from gongkai_monitor.coverage import COLUMNS
from gongkai_monitor.model.registry import Agency, Channel, Registry
from gongkai_monitor.opinion.answer_sources import NO_SOURCE, sources_by_agency, unread_sources
from gongkai_monitor.vocabulary import AgencyLevel, ChannelKind, CollectionCause

NOTICES, GUIDES = "https://sw.example/tzgg/", "https://sw.example/bszn/"
WHY = CollectionCause.BLOCKED.label
DUE = datetime(2026, 11, 20, 1, tzinfo=UTC)
REGISTRY = Registry(
    agencies=(
        Agency(agency_code="A", name="云岭市人民政府", level=AgencyLevel.CITY),
        Agency(agency_code="B", name="云岭市水务局", parent_code="A", level=AgencyLevel.CITY),
        Agency(agency_code="C", name="云岭市供水站", parent_code="B", level=AgencyLevel.CITY),
        Agency(agency_code="D", name="云岭市图书馆", level=AgencyLevel.CITY),
    ),
    channels=tuple(
        Channel(site_code="水务局网站", name=kind.label, url=url, kind=kind, level=1)
        for url, kind in ((NOTICES, ChannelKind.NOTICE), (GUIDES, ChannelKind.SERVICE_GUIDE))
    ),
)


def _row(agency: str, name: str, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(COLUMNS)
    return values | {
        "subject_kind": "site", "subject_id": name, "subject_name": name, "agency_code": agency,
        "collection_state": "collected", "cause": "ok", "collected_at": DUE + timedelta(hours=1),
    } | more  # fmt: skip


def _channel(url: str, **more: Any) -> dict[str, Any]:
    return _row("B", url, subject_kind="channel", site_code="水务局网站", **more)


BLOCKED: dict[str, Any] = {
    "collection_state": "uncollected",
    "cause": "blocked",
    "collected_at": None,
}


def _unread(agency: str, *rows: dict[str, Any]) -> tuple[str, ...]:
    coverage = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return unread_sources(agency, sources_by_agency(coverage, REGISTRY), DUE)


@pytest.mark.parametrize(
    ("agency", "rows", "expected"),
    [
        ("B", [_row("B", "水务局网站")], ()),
        ("B", [_row("B", "水务局网站"), _row("B", "水务发布", subject_kind="account", **BLOCKED)],
         (f"水务发布（{WHY}）",)),
        ("B", [_row("B", "水务局网站", collected_at=DUE)], ()),
        ("B", [_row("B", "水务局网站", collected_at=DUE - timedelta(minutes=1))],
         ("水务局网站（只采到 2026-11-20 08:59）",)),
        ("B", [_row("B", "水务局网站"), _row("B", "小程序", subject_kind="account",
                                              platform="mini_program", **BLOCKED)], ()),
        ("B", [_row("B", "水务局网站"), _channel(GUIDES, **BLOCKED)], ()),
        ("B", [_row("B", "水务局网站"), _channel(NOTICES)], ()),
        ("B", [_row("B", "水务局网站"), _channel(NOTICES, **BLOCKED)], (f"{NOTICES}（{WHY}）",)),
        ("B", [_row("B", "水务局网站", **BLOCKED), _channel(NOTICES, **BLOCKED)],
         (f"水务局网站（{WHY}）",)),
        ("B", [_row("B", "水务局网站"), _row("B", "关停的账号", subject_kind="account",
                                              collection_state="out_of_scope")], ()),
        ("C", [_row("A", "门户"), _row("B", "水务局网站", **BLOCKED)], (f"水务局网站（{WHY}）",)),
        ("C", [_row("A", "门户")], ()),
        ("D", [_row("A", "门户")], (NO_SOURCE,)),
        ("", [_row("A", "门户", **BLOCKED)], ()),
    ],
)  # fmt: skip
def test_what_was_not_read_after_the_limit_is_named(
    agency: str, rows: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    found = _unread(agency, *rows)
    assert len(found) == len(expected)
    assert all(
        one.split("（")[0] == want.split("（")[0] for one, want in zip(found, expected, strict=True)
    )
