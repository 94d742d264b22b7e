"""Hot searches: imported as they come, matched to hotspots by their rare words."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from gongkai_monitor.hot_searches import hot_searches_of, match_hot_searches
from gongkai_monitor.imports.drop import import_dropped
from gongkai_monitor.imports.hot_searches import read_hot_searches
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.workspace import create_workspace

NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "hot_search"
TITLES = [
    "临川锦绣小区停水三天", "临川一中校服价格", "春节档电影票房", "某明星演唱会", "一个女孩的故事",
    "外卖小哥救人", "高铁票开售", "今日立春", "大学生返乡就业", "网红奶茶店关门",
]  # fmt: skip


def hotspots(**more: object) -> pd.DataFrame:
    row = {
        "hotspot_id": "h1", "title": "锦绣小区停水", "first_at": NOW - timedelta(days=2),
        "last_at": NOW, "examples": ["我们临川锦绣小区已经停水三天，没人管", "水停了三天"],
    }  # fmt: skip
    return pd.DataFrame([{**row, **more}])


def listed(days: int = 0) -> pd.DataFrame:
    day = NOW.date() + timedelta(days=days)
    return pd.DataFrame([{"platform": "微博", "listed_on": day, "title": one} for one in TITLES])


def test_the_same_matter_in_other_words_is_found() -> None:
    found = match_hot_searches(hotspots(), listed())
    assert list(found["title"]) == ["临川锦绣小区停水三天"]


@pytest.mark.parametrize("days", [-6, 4])
def test_a_title_of_other_days_is_another_matter(days: int) -> None:
    assert match_hot_searches(hotspots(), listed(days)).empty


def test_common_words_alone_match_nothing() -> None:
    other = hotspots(title="临川一小区停车难", examples=["临川某小区停车难，已有三天无处停"])
    assert match_hot_searches(other, listed()).empty


def test_without_a_list_of_the_days_nobody_knows() -> None:
    both = pd.concat([
        hotspots(),
        hotspots(hotspot_id="h2", first_at=NOW - timedelta(20), last_at=NOW - timedelta(19)),
        hotspots(hotspot_id="h3", title="公交改线", examples=None),
    ])  # fmt: skip
    found = hot_searches_of(both, lambda first, last: listed())
    assert found == {"h1": ["微博 2026-03-10 临川锦绣小区停水三天"], "h2": None, "h3": []}
    assert hot_searches_of(both.head(0), lambda first, last: listed()) == {}


def test_a_file_of_a_public_collection_and_one_with_ranks(tmp_path: Path) -> None:
    plain = tmp_path / "a.csv"
    plain.write_text("day,title\n2026-03-01,甲\n2026-03-01,甲\n2026-03-02,甲\n", encoding="utf-8")
    options = {"round_id": "r", "observed_at": NOW}
    found = read_hot_searches(plain, **options)  # type: ignore[arg-type]
    assert [(one.platform, one.listed_on.day, one.title) for one in found.records] == [
        ("未注明", 1, "甲"), ("未注明", 2, "甲"),
    ]  # fmt: skip
    ranked = tmp_path / "b.json"
    rows = [
        {"平台": "微博", "date": "2026/3/1", "word": "乙", "rank": 9, "hot": "1.2万"},
        {"平台": "微博", "date": "2026-03-01", "word": "乙", "rank": 2, "hot": 900},
        {"平台": "微博", "date": "2026-03-11", "word": "明天", "rank": 1, "hot": 1},
    ]
    ranked.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    result = read_hot_searches(ranked, **options)  # type: ignore[arg-type]
    assert [(one.position, one.heat) for one in result.records] == [(2, 900)]
    assert [fault.column for fault in result.faults] == ["日期"]


def test_a_dropped_file_lands_in_the_store_once(tmp_path: Path) -> None:
    settings: Settings = create_workspace(tmp_path / "ws")
    for name in ("热搜-1.csv", "hot-searches-2.csv"):
        (settings.drop / name).write_text("日期,标题\n2026-03-01,甲\n", encoding="utf-8")
        assert import_dropped(settings, name, now=NOW) == "热搜：导入 1 行，退回 0 行"
    with open_store(settings) as conn:
        assert conn.execute("SELECT count(*) FROM hot_searches").fetchone() == (1,)


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")
def test_five_months_of_real_titles_import_without_a_fault(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "热搜.csv"
    path.write_bytes(gzip.decompress((DATA / "titles.csv.gz").read_bytes()))
    result = read_hot_searches(path, round_id="r", observed_at=NOW)
    assert result.faults == ()
    assert len({one.listed_on for one in result.records}) == 153
    assert len(result.records) > 55_000
