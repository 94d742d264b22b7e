"""The empty registry workbook that ``gongkai init`` hands to a new office."""

from pathlib import Path
from typing import Any

from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.writing import new_workbook
from gongkai_monitor.registry.layout import SheetFormats, add_sheet
from gongkai_monitor.registry.sheets import GUIDE, SHEETS, Sheet

_NOTES = (
    "本工作簿登记被检查的单位、站点、栏目、账号和职责，由 gongkai registry import 导入。",
    "列名带 * 的必填；列名可以不带 *，列的先后不限；不要改列名和工作表名。",
    "单位、站点、账号三张表必须保留（可以没有数据行）；栏目、职责可以整表删除。",
    "编码列（单位编码、网站标识码、账号编码等）请保持文本格式，避免丢失前导零或变成科学计数法。",
    "日期可写 2020-01-02、2020/1/2、2020.1.2、2020年1月2日、20200102，或使用日期单元格。",
    "网址写完整，以 http:// 或 https:// 开头。",
    "公式单元格按保存时的结果读取；没有结果的公式、跨列合并的单元格会被退回。",
    "同一列中上下合并的单元格，视为合并区各行都填写该值。隐藏的行和工作表同样导入。",
    "默认整本导入：任何一处有误，全部不导入，并逐条列出 文件 › 工作表 › 行 › 列。",
    "加 --partial 时只导入无误的行，其余写入另一工作簿并注明退回原因。",
)


def write_template(path: Path) -> None:
    """Write the template: every sheet with headings and drop-downs, and 填写说明.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    with new_workbook(path) as workbook:
        formats = SheetFormats.of(workbook)
        for definition in SHEETS:
            add_sheet(workbook, definition, formats)
        _add_guide(workbook, formats)


def _add_guide(workbook: Any, formats: SheetFormats) -> None:
    """Notes first, then every column with its list of values and an example."""
    sheet = workbook.add_worksheet(GUIDE)
    for position, width in enumerate((10, 18, 8, 60, 36, 36)):
        sheet.set_column(position, position, width, formats.wrap)
    for row, note in enumerate(_NOTES):
        sheet.merge_range(row, 0, row, 5, f"{row + 1}. {note}", formats.wrap)
    start = len(_NOTES) + 1
    titles = ("工作表", "列名", "必填", "可填的值", "说明", "示例（虚构）")
    for position, title in enumerate(titles):
        sheet.write_string(start, position, title, formats.optional)
    row = start
    for definition in SHEETS:
        for column in definition.columns:
            row += 1
            for position, text in enumerate(_guide_row(definition, column)):
                sheet.write_string(row, position, text, formats.wrap)


def _guide_row(definition: Sheet, column: Column) -> tuple[str, ...]:
    return (
        definition.name,
        column.heading,
        "必填" if column.is_required else "",
        "、".join(column.labels),
        column.hint,
        column.example,
    )
