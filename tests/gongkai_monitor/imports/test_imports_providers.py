"""Exports of providers: a saved mapping each, numbers of posts, comments with their answers."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.drop import ImportKind, import_dropped, import_into_store
from gongkai_monitor.imports.metrics import read_metrics
from gongkai_monitor.imports.replies import read_replies
from gongkai_monitor.model.observations import AccountSnapshot, PostCount
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.workspace import create_workspace
from tests.gongkai_monitor.imports.test_imports_posts import REGISTRY

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
CODE = REGISTRY.accounts[0].account_code


def write_csv(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = create_workspace(tmp_path / "ws").workspace
    with (folder / "gongkai.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[mapping.providers."演练数据"]\n'
            '[mapping.providers."演练数据".posts]\n'
            '"account.id" = "账号编码"\n"pub" = "发布时间"\n"body" = "内容"\n"link" = "链接"\n'
            '"stats.read" = "阅读数"\n"until" = "截止时间"\n'
            '[mapping.providers.other.posts]\n"号" = "账号编码"\n"时" = "发布时间"\n'
        )
    settings = Settings.load(folder)
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, REGISTRY, changed_at=NOW - timedelta(days=9))
    return settings


def rows_of(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with open_store(settings) as connection:
        return connection.execute(sql).fetchall()


EXPORT = {
    "code": 0,
    "data": {
        "rows": [
            {
                "account": {"id": CODE, "fans": 9},
                "pub": "2026-11-18 09:00:00",
                "body": "联系电话 13800138000，请各县区各单位按时报送安全生产检查情况",
                "link": "https://weibo.com/1000000001/HyTZc60ew",
                "stats": {"read": "1.2万"},
                "until": "2026-11-19 20:00:00",
            }
        ]
    },
}


def test_nested_json_with_a_saved_mapping(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(json.dumps(EXPORT, ensure_ascii=False), encoding="utf-8")
    outcome = import_into_store(settings, ImportKind.POSTS, file, now=NOW, provider="演练数据")
    assert outcome.faults == ()
    ((key, text, bands, reads),) = rows_of(
        settings, "SELECT post_key, text, len(text_bands), reads FROM posts"
    )
    assert (key, bands, reads) == ("weibo:4383183661430868", 16, 12_000)
    assert "13800138000" not in str(text)
    ((by, detail, cause),) = rows_of(
        settings, "SELECT collected_by, detail, cause FROM account_snapshots"
    )
    assert (by, cause) == ("provider", "ok")
    assert str(detail).startswith("数据商导出（演练数据）")
    assert rows_of(settings, "SELECT reads FROM post_counts") == [(12_000,)]


def test_a_file_without_provider_is_hand_work(settings: Settings, tmp_path: Path) -> None:
    row = {"账号编码": CODE, "发布时间": "2026-11-18", "标题": "通知", "截止时间": "2026-11-19"}
    file = write_csv(tmp_path / "posts.csv", [row])
    import_into_store(settings, ImportKind.POSTS, file, now=NOW)
    assert rows_of(settings, "SELECT collected_by FROM account_snapshots") == [("manual",)]
    assert rows_of(settings, "SELECT time_precision FROM posts") == [("day",)]


def test_an_unknown_provider_is_named(settings: Settings, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "posts.csv", [{"账号编码": CODE, "发布时间": "2026-11-18"}])
    with pytest.raises(InputError, match="没有该数据商"):
        import_into_store(settings, ImportKind.POSTS, file, now=NOW, provider="别家")


def test_a_dropped_file_names_its_provider(settings: Settings) -> None:
    settings.drop.mkdir(exist_ok=True)
    write_csv(settings.drop / "posts-other-1120.csv", [{"号": CODE, "时": "2026-11-18 08:00"}])
    assert "导入" in import_dropped(settings, "posts-other-1120.csv", now=NOW)
    assert rows_of(settings, "SELECT collected_by FROM account_snapshots") == [("provider",)]


def test_numbers_of_posts_and_of_accounts(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "metrics.csv",
        [
            {"账号编码": CODE, "日期": "2026-11-18", "粉丝数": "1.2万", "链接": "", "阅读数": ""},
            {"账号编码": CODE, "日期": "2026-11-18", "粉丝数": "", "阅读数": "300",
             "链接": "https://weibo.com/1000000001/HyTZc60ew"},
            {"账号编码": CODE, "日期": "2026-11-19", "粉丝数": "", "链接": "", "阅读数": "8"},
        ],
    )  # fmt: skip
    found = read_metrics(file, round_id="r", observed_at=NOW, registry=REGISTRY)
    followers, count = found.records
    assert isinstance(followers, AccountSnapshot)
    assert (followers.followers, followers.collection_state) == (12_000, "uncollected")
    assert isinstance(count, PostCount)
    assert (count.post_key, count.reads) == ("weibo:4383183661430868", 300)
    assert [fault.column for fault in found.faults] == ["粉丝数"]


def test_comments_without_who_wrote_them(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"账号编码": CODE, "评论编号": "c1", "评论时间": "2026-11-17 08:00", "评论人": "张三丰",
         "评论内容": "请回电 13800138000", "回复时间": "2026-11-17 10:30", "回复内容": "已转办"},
        {"账号编码": CODE, "评论编号": "c2", "评论时间": "2026-11-17 09:00", "评论人": "李四",
         "评论内容": "没人管吗", "回复时间": "", "回复内容": ""},
        {"账号编码": CODE, "评论编号": "c3", "评论时间": "2026-11-17 09:00", "评论人": "李四",
         "评论内容": "x", "回复时间": "2026-11-16 09:00", "回复内容": "早了"},
        {"账号编码": CODE, "评论编号": "c4", "评论时间": "2026-12-17 09:00", "评论人": "",
         "评论内容": "x", "回复时间": "", "回复内容": ""},
    ]  # fmt: skip
    found = read_replies(
        write_csv(tmp_path / "replies.csv", rows),
        round_id="r",
        observed_at=NOW,
        registry=REGISTRY,
    )
    answered, open_one = found.records
    assert answered.replied_at is not None
    assert answered.commented_at is not None
    assert answered.replied_at - answered.commented_at == timedelta(hours=2, minutes=30)
    assert open_one.replied_at is None
    assert "13800138000" not in str(found.records)
    assert "张三丰" not in str(found.records) + str(found.rejected_rows)
    assert answered.comment_key != "c1"
    assert [fault.column for fault in found.faults] == ["回复时间", "评论时间"]
