"""Workbooks as offices hand them in, built with openpyxl. Units and places are made up."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from gongkai_monitor.registry.sheets import SHEETS

GOOD: dict[str, list[dict[str, Any]]] = {
    "单位": [
        {"单位编码": "LC000", "单位名称": "临川市人民政府", "层级": "市", "类型": "政府"},
        {"单位编码": "LC001", "单位名称": "临川市教育局", "层级": "市", "上级单位编码": "LC000"},
    ],
    "站点": [
        {
            "网站标识码": "9901000001",
            "网站名称": "临川市人民政府",
            "首页网址": "https://www.linchuan.example/",
            "主办单位编码": "LC000",
            "类型": "门户",
            "状态": "运行",
        }
    ],
    "栏目": [
        {
            "网站标识码": "9901000001",
            "栏目名称": "政务动态",
            "栏目网址": "https://www.linchuan.example/zwdt/",
            "类别": "动态要闻",
            "级别": 1,
        }
    ],
    "账号": [
        {
            "账号编码": "001",
            "平台": "新浪微博",
            "账号名称": "临川教育",
            "主办单位编码": "LC001",
            "功能类型": "发布类",
            "备案状态": "正常",
            "数据来源": "无",
        }
    ],
}


def account(**cells: Any) -> dict[str, Any]:
    """A good account row with other cells."""
    return GOOD["账号"][0] | cells


def build(path: Path, **rows: list[dict[str, Any]] | None) -> Workbook:
    """A workbook of good sheets with some replaced (``None`` leaves the sheet out), saved."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, records in (GOOD | rows).items():
        if records is None:
            continue
        sheet = book.create_sheet(name)
        headings = next(
            [column.heading for column in definition.columns]
            for definition in SHEETS
            if definition.name == name
        )
        extra = {heading for record in records for heading in record} - set(headings)
        headings += sorted(extra)
        sheet.append(headings)
        for record in records:
            sheet.append([record.get(heading) for heading in headings])
    book.save(path)
    return book
