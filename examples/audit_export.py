"""Audit accounts from an export, without a workspace: two tables in, one workbook out.

    python examples/audit_export.py accounts.csv posts.csv --complete-until "2026-09-20 08:00"

``accounts.csv`` has at least account_code, platform, name; ``posts.csv`` at least account_code and
published_at; more columns are in the docstring of ``gm.audit_accounts``. ``--complete-until`` is
the moment of the export: without it nothing can be said about silence, and with ``--as-of`` alone
every account is 未采到.
"""

import argparse
from datetime import datetime
from pathlib import Path

import pandas as pd

import gongkai_monitor as gm


def main() -> None:
    """Read, audit, write, and print how many accounts got which proposal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("accounts", type=Path)
    parser.add_argument("posts", type=Path)
    parser.add_argument("--complete-until", type=datetime.fromisoformat)
    parser.add_argument("--as-of", type=datetime.fromisoformat, help="default: complete-until")
    parser.add_argument("--edition", action="append", help="default: national")
    parser.add_argument("--out", type=Path, default=Path("result.xlsx"))
    options = parser.parse_args()
    as_of = options.as_of or options.complete_until
    if as_of is None:
        parser.error("give --complete-until, or --as-of")
    facts, findings, proposals = gm.audit_accounts(
        read_table(options.accounts),
        read_table(options.posts),
        as_of,
        options.edition or ["national"],
        complete_until=options.complete_until,
    )
    with pd.ExcelWriter(options.out) as book:
        for name, table in (("结论", proposals), ("问题", findings), ("事实", facts)):
            plain(table).to_excel(book, sheet_name=name, index=False)
    for words, count in proposals[["verdict", "disposition"]].fillna("-").value_counts().items():
        print(*words, count)


def read_table(path: Path) -> pd.DataFrame:
    """A csv or an Excel file; codes stay text."""
    codes = {"account_code": str, "agency_code": str, "post_key": str}
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=codes)
    return pd.read_excel(path, dtype=codes)


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Excel knows no time zones and no lists."""
    table = table.copy()
    for name in table.columns:
        if isinstance(table[name].dtype, pd.DatetimeTZDtype):
            table[name] = table[name].dt.tz_convert("Asia/Shanghai").dt.tz_localize(None)
        elif table[name].dtype == object:
            table[name] = [
                "、".join(map(str, cell)) if isinstance(cell, list) else as_text(cell)
                for cell in table[name]
            ]
    return table


def as_text(cell: object) -> object:
    """An instant with a zone as text, anything else as it is."""
    return cell.isoformat() if isinstance(cell, datetime) else cell


if __name__ == "__main__":
    main()
