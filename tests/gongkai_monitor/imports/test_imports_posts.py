"""Posts: what an export proves, and what it does not (the iron rule)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai_monitor.imports.metrics import read_metrics
from gongkai_monitor.imports.posts import read_posts
from gongkai_monitor.imports.result import ImportResult
from gongkai_monitor.model.observations import AccountSnapshot, Post
from gongkai_monitor.model.registry import Account, Registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    CollectionCause,
    CollectionState,
    FilingStatus,
    Platform,
)

NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)


def account(code: str, name: str, platform: Platform = Platform.WEIBO) -> Account:
    return Account(
        account_code=code,
        platform=platform,
        name=name,
        agency_code="LC001",
        function=AccountFunction.PUBLISHING,
        filing_status=FilingStatus.FILED,
        source=AccountSource.IMPORT,
    )


REGISTRY = Registry(
    accounts=(
        account("A1", "临川教育"),
        account("A2", "临川发布"),
        account("A3", "同名"),
        account("A4", "同名"),
    )
)


def read(
    path: Path, *lines: str, until: datetime | None = None
) -> ImportResult[Post | AccountSnapshot]:
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_posts(path, round_id="r1", observed_at=NOW, registry=REGISTRY, complete_until=until)


def split(
    result: ImportResult[Post | AccountSnapshot],
) -> tuple[list[Post], dict[str, AccountSnapshot]]:
    posts = [record for record in result.records if isinstance(record, Post)]
    snapshots = [record for record in result.records if isinstance(record, AccountSnapshot)]
    return posts, {snapshot.account_code: snapshot for snapshot in snapshots}


def test_posts_become_records_with_masked_texts(tmp_path: Path) -> None:
    result = read(
        tmp_path / "推文.csv",
        "平台,账号名称,发布时间,标题,内容,链接,阅读数,点赞数,评论数,转发数,是否原创",
        "新浪微博,临川教育,2026-2-1 9:00,开学,电话13812345678,https://weibo.example/1,10万+,3,2,1,原创",
    )
    assert result.faults == ()
    [post], snapshots = split(result)
    assert (post.account_code, post.post_key) == ("A1", "https://weibo.example/1")
    assert post.published_at == datetime(2026, 2, 1, 1, tzinfo=UTC)
    assert post.text == "电话【手机号】"
    assert (post.reads, post.likes, post.comments, post.reposts) == (100_000, 3, 2, 1)
    assert post.is_original is True
    assert snapshots.keys() == {"A1"}


def test_a_file_without_its_end_proves_nothing_about_silence(tmp_path: Path) -> None:
    _, snapshots = split(read(tmp_path / "a.csv", "账号编码,发布时间", "A1,2026-1-1 9:00"))
    snapshot = snapshots["A1"]
    assert snapshot.collection_state is CollectionState.UNCOLLECTED
    assert snapshot.cause is CollectionCause.PARTIAL
    assert not snapshot.is_complete
    assert snapshot.observed_at == snapshot.newest_at == datetime(2026, 1, 1, 1, tzinfo=UTC)
    assert snapshot.detail is not None
    assert snapshot.detail.startswith("人工采集")


def test_a_stated_end_proves_the_list_up_to_there_and_no_further(tmp_path: Path) -> None:
    result = read(
        tmp_path / "a.csv",
        "账号编码,发布时间,截止时间",
        "A1,2026-1-1 9:00,2026-2-10 18:00",
        "A1,2026-1-3 9:00,2026-2-20 18:00",
        "A2,,2026-2-20",
    )
    assert result.faults == ()
    _, snapshots = split(result)
    first = snapshots["A1"]
    assert (first.collection_state, first.cause, first.is_complete) == (
        CollectionState.COLLECTED,
        CollectionCause.OK,
        True,
    )
    assert first.observed_at == datetime(2026, 2, 20, 10, tzinfo=UTC)
    assert (first.post_count, first.newest_at) == (2, datetime(2026, 1, 3, 1, tzinfo=UTC))
    silent = snapshots["A2"]
    assert (silent.is_complete, silent.post_count, silent.newest_at) == (True, 0, None)


def test_the_person_who_made_the_export_may_say_its_end(tmp_path: Path) -> None:
    until = datetime(2026, 2, 25, tzinfo=UTC)
    result = read(
        tmp_path / "a.csv", "账号编码,发布时间", "A1,2026-1-1", "A2,2026-2-26 9:00", until=until
    )
    assert [(fault.row, fault.column) for fault in result.faults] == [(3, "发布时间")]
    _, snapshots = split(result)
    assert snapshots["A1"].observed_at == until
    assert snapshots["A1"].is_complete


def test_a_rejected_row_of_an_account_leaves_it_partly_read(tmp_path: Path) -> None:
    result = read(
        tmp_path / "a.csv",
        "账号编码,发布时间,截止时间",
        "A1,2026-1-1 9:00,2026-2-10",
        "A1,不详,2026-2-10",
        "A2,2026-1-1 9:00,2026-2-10",
        "ZZ,2026-1-1 9:00,2026-2-10",
    )
    assert [(fault.row, fault.column) for fault in result.faults] == [
        (3, "发布时间"),
        (5, "账号编码"),
    ]
    _, snapshots = split(result)
    assert not snapshots["A1"].is_complete
    assert snapshots["A1"].collection_state is CollectionState.UNCOLLECTED
    assert snapshots["A2"].is_complete


def test_a_rejected_row_of_nobody_leaves_all_partly_read(tmp_path: Path) -> None:
    result = read(
        tmp_path / "a.csv",
        "账号编码,发布时间,截止时间",
        "A1,2026-1-1,2026-2-10",
        ",2026-2-1,2026-2-10",
    )
    _, snapshots = split(result)
    assert not snapshots["A1"].is_complete


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("抖音,临川教育,,2026-1-1,", "账号名称"),
        ("新浪微博,同名,,2026-1-1,", "账号名称"),
        ("新浪微博,,,2026-1-1,", "账号编码"),
        ("微博,临川教育,,2026-1-1,", "平台"),
        (",,A1,,", "发布时间"),
        (",,A1,2026-3-9,", "发布时间"),
        (",,A1,2026-2-9,2026-2-8", "发布时间"),
        (",,A1,2026-2-9,2026-3-8", "截止时间"),
    ],
)
def test_rows_that_cannot_be_taken(tmp_path: Path, line: str, column: str) -> None:
    result = read(tmp_path / "a.csv", "平台,账号名称,账号编码,发布时间,截止时间", line)
    assert [fault.column for fault in result.faults] == [column]
    assert split(result)[0] == []
    assert len(result.rejected_rows) == 1


def test_a_file_that_names_no_account(tmp_path: Path) -> None:
    result = read(tmp_path / "a.csv", "平台,发布时间", "新浪微博,2026-1-1")
    assert [(fault.row, fault.column) for fault in result.faults] == [(1, "账号编码")]
    assert result.records == ()


def test_repeated_posts_are_taken_once(tmp_path: Path) -> None:
    line = "A1,2026-1-1 9:00,题,https://weibo.example/1"
    result = read(tmp_path / "a.csv", "账号编码,发布时间,标题,链接", line, line)
    posts, snapshots = split(result)
    assert (len(posts), snapshots["A1"].post_count) == (1, 1)
    assert "1 行重复" in result.warnings[0].actual


def test_followers_are_no_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "平台,账号名称,日期,粉丝数\n新浪微博,临川教育,2026-2-1,1.5万\n新浪微博,临川教育,2026-2-1,2万\n"
        "新浪微博,临川发布,2026-3-9,3\n新浪微博,临川发布,2026-2-2,\n",
        encoding="utf-8",
    )
    result = read_metrics(path, round_id="r1", observed_at=NOW, registry=REGISTRY)
    [snapshot] = result.records
    assert (snapshot.followers, snapshot.round_id) == (15_000, "r1-metrics-20260201")
    assert snapshot.collection_state is CollectionState.UNCOLLECTED
    assert not snapshot.is_complete
    assert [(fault.row, fault.column) for fault in result.faults] == [
        (3, "日期"), (4, "日期"), (5, "粉丝数"),
    ]  # fmt: skip
