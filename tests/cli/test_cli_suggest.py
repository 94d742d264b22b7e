"""``gongkai registry suggest`` and ``registry import --add``: what was found, looked at, taken."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai_monitor import clock
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import ChannelSnapshot
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState

SITE = "9901000000"
HOST = "https://www0.linchuan.example"
COUNT = ("sql", "SELECT count(DISTINCT url) AS n FROM channels", "--json")


@pytest.fixture
def folder(gongkai: Any, tmp_path: Path, city_book: Path) -> Path:
    """A register, a channel that was discovered and one whose list has changed."""
    place = tmp_path / "工作区"
    gongkai("init", place)
    assert gongkai("registry", "import", city_book, "-w", place).code == 0
    settings = Settings.load(place)
    common: dict[str, Any] = {
        "site_code": SITE, "round_id": "r1", "observed_at": clock.now() - timedelta(minutes=5),
    }  # fmt: skip
    with LandingBatch(settings.incoming, "r1-site-990") as batch:
        batch.write(
            ChannelSnapshot(
                **common, channel_url=f"{HOST}/zcwj/", channel_name="政策文件", is_registered=False,
                collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK,
                suggested_kind=ChannelKind.POLICY, suggested_level=1, suggested_because="导航栏",
            )
        )  # fmt: skip
        batch.write(
            ChannelSnapshot(
                **common, channel_url=f"{HOST}/gzdt/", channel_name="工作动态", is_registered=True,
                collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.PAGE_CHANGED,
                detail="列表为空", proposed_selector="ul.xxgk > li", proposed_count=15,
            )
        )  # fmt: skip
        batch.commit()
    assert not load_incoming(settings, now=clock.now()).rejected
    return place


def rows_of(book: Path, sheet: str) -> list[dict[str, Any]]:
    found = list(load_workbook(book, read_only=True)[sheet].iter_rows(values_only=True))
    headings = [str(heading).rstrip("*") for heading in found[0]]
    return [dict(zip(headings, row, strict=False)) for row in found[1:]]


def test_what_was_suggested_is_taken_over_and_not_suggested_again(
    gongkai: Any, folder: Path, tmp_path: Path
) -> None:
    book = tmp_path / "栏目建议.xlsx"
    done = gongkai("-w", folder, "registry", "suggest", "-o", book, "--json")
    assert (done.code, done.json["suggested"], done.json["changed"]) == (0, 1, 1)
    (new,) = rows_of(book, "栏目")
    assert (new["栏目名称"], new["栏目网址"]) == ("政策文件", f"{HOST}/zcwj/")
    (changed,) = rows_of(book, "改版待修")
    assert changed["列表选择器"] == "ul.xxgk > li"
    added = gongkai("-w", folder, "registry", "import", "--add", book, "--json")
    assert (added.code, added.json["channels"], added.json["changes"]) == (0, 41, 1)
    assert added.json["sites"] == 40, "nothing else is taken away"
    again = gongkai("-w", folder, "registry", "suggest", "-o", book)
    assert again.code == 0
    assert "新发现栏目 0 个，改版待修 1 个" in again.err


def test_suggestions_of_an_earlier_moment_are_empty(
    gongkai: Any, folder: Path, tmp_path: Path
) -> None:
    book = tmp_path / "早先.xlsx"
    done = gongkai(
        "-w", folder, "registry", "suggest", "-o", book, "--as-of", "2020-01-01", "--json"
    )
    assert (done.code, done.json["suggested"], done.json["changed"]) == (0, 0, 0)


def test_one_faulty_row_adds_nothing(
    gongkai: Any, folder: Path, tmp_path: Path, make_book: Any
) -> None:
    row = {"网站标识码": SITE, "栏目名称": "通知公告", "类别": "通知公告", "级别": 1}
    rows = [row | {"栏目网址": f"{HOST}/tzgg/"},
            row | {"栏目网址": "http://x.test/", "网站标识码": "1111111111"}]  # fmt: skip
    book = make_book(tmp_path / "补充.xlsx", {"栏目": rows})
    before = gongkai("-w", folder, *COUNT).json
    done = gongkai("-w", folder, "registry", "import", "--add", book)
    assert done.code == 2
    assert "补充.xlsx › 栏目 › 第 3 行 › 网站标识码" in done.err
    assert gongkai("-w", folder, *COUNT).json == before == [{"n": 40}]


def test_adding_is_all_or_nothing(gongkai: Any, folder: Path, city_book: Path) -> None:
    done = gongkai("-w", folder, "registry", "import", "--add", "--partial", city_book)
    assert done.code == 2
    assert "--add" in done.err
