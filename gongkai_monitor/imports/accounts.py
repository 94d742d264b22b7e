"""Which account a row means: 账号编码, or 平台 and 账号名称 together."""

from collections.abc import Mapping
from typing import Any

from gongkai_monitor.errors import Fault
from gongkai_monitor.imports.cells import read_code, read_text, term_reader
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.headings import Headings
from gongkai_monitor.imports.result import TableReading
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AccountNames
from gongkai_monitor.vocabulary import Platform

ACCOUNT_COLUMNS = (
    Column(heading="账号编码", field="account_code", read=read_code),
    Column(heading="平台", field="platform", read=term_reader(Platform)),
    Column(heading="账号名称", field="account_name", read=read_text),
)
_HEADINGS = frozenset(column.heading for column in ACCOUNT_COLUMNS)


def column_faults(reading: TableReading) -> list[Fault]:
    """What is wrong with a table that cannot say which account its rows mean."""
    if not reading.headings.row or _says_account(reading.headings):
        return []
    return [
        reading.table.fault(
            row=reading.headings.row,
            column="账号编码",
            expected="账号编码列，或平台和账号名称两列",
            actual="缺少",
        )
    ]


def account_of(
    reading: TableReading, row: ReadRow, names: AccountNames
) -> tuple[str | None, list[Fault]]:
    """The code of the account of a row, and every fault of the row so far."""
    code, wrong = find_account(row.fields, names)
    faults = list(row.faults)
    if wrong and not any(fault.column in _HEADINGS for fault in faults):
        faults.append(reading.fault(row, wrong))
    return code, faults


def find_account(
    fields: Mapping[str, Any], names: AccountNames
) -> tuple[str | None, tuple[str, str, str] | None]:
    """The code of the account of a row, or (column, expected, actual) of what is wrong."""
    code, platform, name = (fields.get(column.field) for column in ACCOUNT_COLUMNS)
    if code is not None:
        if code in names.by_code:
            return code, None
        return None, ("账号编码", "登记表中的账号编码", code)
    if platform is None or name is None:
        return None, ("账号编码", "账号编码，或平台和账号名称", "空")
    found = names.named(platform, name)
    if len(found) == 1:
        return found[0].account_code, None
    shown = f"{platform.label} {name}"
    if not found:
        return None, ("账号名称", "登记表中该平台的账号名称", shown)
    codes = "、".join(account.account_code for account in found)
    return None, ("账号名称", "账号编码（该名称对应多个账号）", f"{shown}：{codes}")


def _says_account(headings: Headings) -> bool:
    return headings.has("account_code") or (
        headings.has("platform") and headings.has("account_name")
    )
