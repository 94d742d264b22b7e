"""What people export and write down of the city's accounts: posts, followers, comments, looks."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.practice.account_plan import (
    PlatformAccount,
    commented_at,
    newest_first,
    shown_at,
)
from gongkai_monitor.practice.files import file_bytes
from gongkai_monitor.vocabulary import AccountSource, HandEvidenceKind, YesNo

_POSTS = (
    "账号编码", "发布时间", "标题", "内容", "阅读数", "点赞数", "评论数", "转发数", "是否原创",
    "来源", "截止时间",
)  # fmt: skip
_METRICS = ("账号编码", "日期", "粉丝数")
_REPLIES = ("账号编码", "评论编号", "评论时间", "评论内容", "回复时间", "回复内容")
_LOOKS = (
    "账号编码", "采集时间", "采集人", "职务", "取证方式", "证据文件", "互动方式", "互动有效",
    "说明",
)  # fmt: skip
_EVIDENCE_NAME = "互动核查记录.pdf"
_ORIGINAL = {True: "是", False: "否", None: ""}
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPapers:
    """The written files."""

    posts: Path
    metrics: Path
    replies: Path
    looks: Path


def write_account_papers(
    plans: Sequence[PlatformAccount], folder: Path, as_of: datetime
) -> AccountPapers:
    """Write the exports as csv, and the evidence that the list of looks names.

    Raises:
        OSError: when the folder cannot be written.
    """
    today = china_date(as_of)
    (folder / _EVIDENCE_NAME).write_bytes(file_bytes("pdf"))
    return AccountPapers(
        posts=_write(folder / "推文.csv", _POSTS, _posts(plans, as_of)),
        metrics=_write(folder / "账号数据.csv", _METRICS, _metrics(plans, today)),
        replies=_write(folder / "评论回复.csv", _REPLIES, _replies(plans, today)),
        looks=_write(folder / "人工采集.csv", _LOOKS, _looks(plans, today)),
    )


def _write(path: Path, headings: Row, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerows(rows)
    return path


def _posts(plans: Sequence[PlatformAccount], as_of: datetime) -> Iterator[Row]:
    """Of accounts that are read by exports; each list is complete up to the export."""
    until = f"{as_of.astimezone(CHINA):%Y-%m-%d %H:%M}"
    for plan in plans:
        if plan.account.source is not AccountSource.IMPORT:
            continue
        for _, post in newest_first(plan):
            yield (
                plan.account.account_code, _told(shown_at(post, china_date(as_of))),
                post.title or "", post.text, post.reads, post.likes, len(post.comments),
                post.reposts, _ORIGINAL[post.is_original], post.source or "", until,
            )  # fmt: skip


def _metrics(plans: Sequence[PlatformAccount], today: date) -> Iterator[Row]:
    for plan in plans:
        for days, followers in plan.follower_days:
            yield plan.account.account_code, today - timedelta(days=days), followers


def _replies(plans: Sequence[PlatformAccount], today: date) -> Iterator[Row]:
    for plan in plans:
        for n, one in enumerate(plan.comments_exported, start=1):
            asked = commented_at(one, today)
            answered = _told(asked + timedelta(hours=one.hours)) if one.reply else ""
            code = plan.account.account_code
            yield code, f"{code}-{n}", _told(asked), one.text, answered, one.reply


def _looks(plans: Sequence[PlatformAccount], today: date) -> Iterator[Row]:
    for plan in plans:
        for look in plan.looks:
            yield (
                plan.account.account_code, _told(_at(today, look.days)), "演练核查员", "工作人员",
                HandEvidenceKind.SCREENSHOT.label, _EVIDENCE_NAME, look.way.label,
                (YesNo.YES if look.is_ok else YesNo.NO).label, "逐项试用后记录",
            )  # fmt: skip


def _at(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(10, 30), CHINA)


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
