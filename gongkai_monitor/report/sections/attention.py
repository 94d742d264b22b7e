"""关注度: percentiles within peer groups, for reference; never a ranking of units."""

from collections import Counter

from gongkai_monitor.report.blocks import Column, ColumnKind, Note, Paragraph, Place, Section, Table
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.report.names import Names
from gongkai_monitor.vocabulary import CollectionState

_CODE = "account.low_attention"


def build(book: AuditBook) -> Section:
    """How far the index reaches per peer group, and the accounts that a person may look at."""
    if "account_reach" not in book.facts:
        note = Note("本期没有阅读、互动数据，不计算关注指数。")
        return Section(key="attention", title="关注度（仅供参考）", blocks=(note,))
    facts = {row.text("account_code"): row for row in rows(book.facts["account_reach"])}
    named = {one.subject_id for one in (*book.candidates, *book.findings) if one.code == _CODE}
    low = [facts[code] for code in sorted(named & facts.keys())]
    text = Paragraph(
        "关注指数是阅读和互动中位数在同平台、同层级、同类型账号中的百分位，为本系统的参考口径"
        "（文件没有数字）；不含粉丝数，不作单位之间的比较，不单独引出整合或关停的建议。"
    )
    return Section(
        key="attention",
        title="关注度（仅供参考）",
        blocks=(text, _groups(list(facts.values()), low), _low(low, Names.of(book.registry))),
        count=len(low),
    )


def _groups(facts: list[Row], low: list[Row]) -> Table:
    """One row per peer group, in the order of its name."""
    groups = sorted({row.text("peer_group") for row in facts})
    every = Counter(row.text("peer_group") for row in facts)
    read = Counter(row.text("peer_group") for row in facts if _is_read(row))
    told = Counter(
        row.text("peer_group") for row in facts if row.number("attention_index") is not None
    )
    named = Counter(row.text("peer_group") for row in low)
    return Table(
        title="同类账号",
        columns=(
            Column("同类（平台·层级·类型）", width=32),
            Column("账号", ColumnKind.NUMBER, width=8),
            Column("有数据", ColumnKind.NUMBER, width=10),
            Column("有指数", ColumnKind.NUMBER, width=10),
            Column("偏低", ColumnKind.COUNT, width=8),
        ),
        rows=tuple((one, every[one], read[one], told[one], named[one]) for one in groups),
        empty="没有账号。",
        note="同类不足 10 个，或近 30 天有数据的推文不足 3 条的，不计算。",
    )


def _low(low: list[Row], names: Names) -> Table:
    """Accounts in the order of their codes."""
    return Table(
        title="关注度偏低、请人工研判的账号",
        columns=(
            Column("账号", width=28),
            Column("平台", place=Place.BENEATH, width=12),
            Column("主办单位", width=26),
            Column("关注指数", ColumnKind.NUMBER, width=10),
            Column("说明", width=60),
        ),
        rows=tuple(
            (
                row.text("name"),
                names.platform(row.text("account_code")),
                names.agency(row.text("agency_code")),
                row.number("attention_index"),
                row.text("index_why"),
            )
            for row in low
        ),
        empty="没有需要研判的账号。",
        is_list=True,
    )


def _is_read(row: Row) -> bool:
    return row.text("collection_state") == CollectionState.COLLECTED.value
