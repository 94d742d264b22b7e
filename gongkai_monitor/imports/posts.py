"""Import posts that providers export (csv, xlsx, json): posts, and what the file proves.

An export proves that an account's list was read up to the moment it was made, and no further.
That moment is the file's 截止时间 or what the caller says; without either the account is only
partly read: its posts count as posts, their absence counts for nothing, and nobody is
called silent because of the file. The same holds for an account of which a row was rejected.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.accounts import ACCOUNT_COLUMNS, account_of, column_faults
from gongkai_monitor.imports.cells import (
    CellError,
    read_code,
    read_count,
    read_paragraphs,
    read_text,
    read_url,
    text_of,
)
from gongkai_monitor.imports.cleaning import narrow
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.imports.table import Value
from gongkai_monitor.imports.times import first_instant, last_instant, read_instant
from gongkai_monitor.model.observations import AccountSnapshot, Post, PostCount
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.text.post_key import post_key_of
from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    TimePrecision,
)

SOURCE = "import"

_ORIGINAL = {"是": True, "原创": True, "1": True, "true": True, "yes": True}
_NOT_ORIGINAL = {"否": False, "转载": False, "转发": False, "非原创": False}
_ORIGINALITY = _ORIGINAL | _NOT_ORIGINAL | {"0": False, "false": False, "no": False}


def read_originality(value: Value) -> bool | None:
    """是否原创: 是/否, 原创/转载, 1/0."""
    text = narrow(text_of(value, "是/否")).lower()
    if text in {"", "-", "未知"}:
        return None
    if text not in _ORIGINALITY:
        raise CellError("是/否", text)
    return _ORIGINALITY[text]


COLUMNS = (
    *ACCOUNT_COLUMNS,
    Column(heading="发布时间", field="published", read=read_instant, must_stand=True, is_date=True),
    Column(heading="标题", field="title", read=read_text),
    Column(heading="内容", field="text", read=read_paragraphs),
    Column(heading="链接", field="url", read=read_url),
    Column(heading="推文编号", field="post_key", read=read_code),
    Column(heading="阅读数", field="reads", read=read_count),
    Column(heading="点赞数", field="likes", read=read_count),
    Column(heading="评论数", field="comments", read=read_count),
    Column(heading="转发数", field="reposts", read=read_count),
    Column(heading="是否原创", field="is_original", read=read_originality),
    Column(heading="是否转发", field="is_repost", read=read_originality),
    Column(heading="是否置顶", field="is_pinned", read=read_originality),
    Column(heading="来源", field="source_name", read=read_text),
    Column(heading="截止时间", field="cutoff", read=read_instant, is_date=True),
)


def read_posts(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry,
    complete_until: datetime | None = None,
    provider: str | None = None,
) -> ImportResult[Post | PostCount | AccountSnapshot]:
    """Read an export of posts: first the posts and their numbers, then one snapshot per account.

    A row with 截止时间 and neither 发布时间, 标题, 内容 nor 链接 says that the account's list was
    read and showed no post.

    Args:
        path: .csv (UTF-8, GBK) or .xlsx.
        mapping: the file's headings -> ours.
        round_id: names this import in the records.
        observed_at: when the file is imported; later times in it are faults.
        registry: the accounts; a row of an unknown account is a fault.
        complete_until: the moment up to which the file holds every post of its accounts, for
            files without 截止时间 (the person who made the export knows it).
        provider: name of the 数据商 whose export it is; None for what a person wrote down.
    """
    try:
        readings = read_tables(path, COLUMNS, mapping or {})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    posts = _Posts(AccountNames.of(registry), round_id, observed_at, complete_until, provider)
    for reading in readings:
        posts.read(reading)
    kept = posts.gathering.records.values()
    snapshots = (posts.snapshot(code, path.name) for code in posts.accounts)
    found = (one for one in snapshots if one is not None)
    return posts.gathering.result_of((*kept, *posts.counts(), *found))


@dataclass(slots=True)
class _Reach:
    """How far the file goes for one account."""

    posts: list[datetime] = field(default_factory=list)
    cutoff: datetime | None = None
    rejected_count: int = 0


@dataclass(slots=True)
class _Posts:
    """The posts of a file as they are read."""

    names: AccountNames
    round_id: str
    observed_at: datetime
    complete_until: datetime | None
    provider: str | None = None
    accounts: dict[str, _Reach] = field(default_factory=dict)
    lost_rows: int = 0  # rejected rows that may belong to any account
    repeated_rows: int = 0
    gathering: Gathering[tuple[str, str], Post] = field(default_factory=Gathering)

    def read(self, reading: TableReading) -> None:
        """Take the rows of a table."""
        self.repeated_rows = 0
        self.gathering.read(reading, lambda row: self._take(reading, row), column_faults(reading))
        self.lost_rows += bool(reading.breaks)
        if self.repeated_rows:
            actual = f"{self.repeated_rows} 行重复，已略去"
            self.gathering.warnings.append(
                reading.table.fault(expected="不重复的推文", actual=actual)
            )

    def snapshot(self, code: str, file: str) -> AccountSnapshot | None:
        """What the file proves about an account; nothing when it holds no usable row of it."""
        reach = self.accounts[code]
        cutoff = reach.cutoff or self.complete_until
        rejected = reach.rejected_count + self.lost_rows
        newest = max(reach.posts, default=None)
        is_complete = cutoff is not None and not rejected
        observed_at = cutoff if is_complete else newest
        if observed_at is None:
            return None
        who = f"数据商导出（{self.provider}）" if self.provider else "人工采集"
        detail = f"{who}：{file}，{len(reach.posts)} 条"
        if is_complete:
            detail += f"，截至 {observed_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        else:
            detail += f"，{rejected} 行被退回" if rejected else "，未注明截止时间"
        return AccountSnapshot(
            account_code=code,
            round_id=self.round_id,
            observed_at=observed_at,
            collection_state=(
                CollectionState.COLLECTED if is_complete else CollectionState.UNCOLLECTED
            ),
            cause=CollectionCause.OK if is_complete else CollectionCause.PARTIAL,
            detail=detail,
            source=SOURCE,
            collected_by=CollectedBy.PROVIDER if self.provider else CollectedBy.MANUAL,
            reach_back_at=min(reach.posts, default=None) if is_complete else None,
            post_count=len(reach.posts),
            newest_at=newest,
            oldest_at=min(reach.posts, default=None),
            is_complete=is_complete,
        )

    def counts(self) -> list[PostCount]:
        """The numbers of the posts, for posts that are stored already with older ones."""
        return [
            PostCount(
                account_code=post.account_code,
                post_key=post.post_key,
                observed_at=post.observed_at,
                round_id=post.round_id,
                reads=post.reads,
                likes=post.likes,
                comments=post.comments,
                reposts=post.reposts,
                source=SOURCE,
            )
            for post in self.gathering.records.values()
            if {post.reads, post.likes, post.comments, post.reposts} != {None}
        ]

    def _take(self, reading: TableReading, row: ReadRow) -> list[Fault]:
        """Take a row, or say why not."""
        code, faults = account_of(reading, row, self.names)
        fields: dict[str, Any] = dict(row.fields)
        published, cutoff = fields.pop("published", None), fields.pop("cutoff", None)
        if not faults and (wrong := self._wrong_times(fields, published, cutoff)):
            faults.append(reading.fault(row, wrong))
        if code is None:
            self.lost_rows += _may_be_anyone(row)
            return faults
        reach = self.accounts.setdefault(code, _Reach())
        if faults:
            reach.rejected_count += 1
            return faults
        if cutoff is not None:
            until = min(last_instant(cutoff), self.observed_at)
            reach.cutoff = max(reach.cutoff or until, until)
        if published is not None:
            is_day = not isinstance(published, datetime)
            fields["time_precision"] = TimePrecision.DAY if is_day else TimePrecision.MINUTE
            self._add(code, first_instant(published), fields, row)
        return []

    def _wrong_times(
        self, fields: Mapping[str, Any], published: datetime | date | None,
        cutoff: datetime | date | None,
    ) -> tuple[str, str, str] | None:  # fmt: skip
        limit = f"不晚于导入时间 {self.observed_at.astimezone(CHINA):%Y-%m-%d %H:%M} 的时间"
        if cutoff is not None and first_instant(cutoff) > self.observed_at:
            return "截止时间", limit, str(cutoff)
        if published is None:
            is_statement = cutoff is not None and not {"title", "text", "url"} & fields.keys()
            return None if is_statement else ("发布时间", "必填", "空")
        if first_instant(published) > self.observed_at:
            return "发布时间", limit, str(published)
        until = last_instant(cutoff) if cutoff is not None else self.complete_until
        if until is not None and first_instant(published) > until:
            return (
                "发布时间",
                f"不晚于截止时间 {until.astimezone(CHINA):%Y-%m-%d %H:%M}",
                str(published),
            )
        return None

    def _add(self, code: str, published: datetime, fields: dict[str, Any], row: ReadRow) -> None:
        """Keep a post that the file did not have before."""
        from gongkai_monitor.text.fingerprint import plain_text, text_bands, text_hash
        from gongkai_monitor.text.personal_data import mask_personal_data

        for column in ACCOUNT_COLUMNS:
            fields.pop(column.field, None)
        for name in ("title", "text"):
            if name in fields:
                fields[name] = mask_personal_data(fields[name])
        title = fields.get("title") or fields.get("text") or ""
        number, url = fields.pop("post_key", None), fields.get("url")
        key = (
            post_key_of(url) or post_key_of(number) or number or url
            or stable_id("post", code, published.isoformat(), title)
        )  # fmt: skip
        body = fields.get("text") or title
        post = Post(
            **fields,
            account_code=code,
            post_key=key,
            published_at=published,
            text_length=len(plain_text(body)) if body else None,
            text_hash=text_hash(body),
            text_bands=text_bands(body),
            source=SOURCE,
            round_id=self.round_id,
            observed_at=self.observed_at,
        )
        if self.gathering.keep((code, key), post, row) is None:
            self.accounts[code].posts.append(published)
        else:
            self.repeated_rows += 1


def _may_be_anyone(row: ReadRow) -> bool:
    """A rejected row without any account; one of an unknown account is not one of ours."""
    named = {"account_code"} <= row.fields.keys() or {
        "platform",
        "account_name",
    } <= row.fields.keys()
    return not named
