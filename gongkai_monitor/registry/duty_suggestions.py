"""职责建议: the sheet 职责 with proposed rows, each with what it rests on, for a person to review.

Nothing routes by them until ``registry import --add`` takes the rows that a person left.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai_monitor.imports.writing import new_workbook, write_value
from gongkai_monitor.opinion.duty_learning import ProposedDuty
from gongkai_monitor.registry.layout import SheetFormats, add_sheet
from gongkai_monitor.registry.sheets import RESPONSIBILITIES

_ASIDE = (("责任单位名称", 28), ("来件数", 8), ("占比", 8), ("建议依据", 52), ("标题举例", 60))


def write_duty_suggestions(
    duties: Sequence[ProposedDuty], agency_names: Mapping[str, str], path: Path
) -> None:
    """Write the workbook.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    with new_workbook(path) as workbook:
        formats = SheetFormats.of(workbook)
        sheet = add_sheet(workbook, RESPONSIBILITIES, formats)
        first = len(RESPONSIBILITIES.columns)
        for at, (heading, width) in enumerate(_ASIDE, start=first):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, heading, formats.optional)
        for number, duty in enumerate(duties, start=1):
            row = duty.responsibility
            values = (
                *(getattr(row, column.field) for column in RESPONSIBILITIES.columns),
                agency_names.get(row.agency_code, ""),
                duty.messages,
                f"{duty.share:.0%}",
                _reason(duty),
                "；".join(duty.examples),
            )
            for at, value in enumerate(values):
                write_value(sheet, number, at, value, formats.date)


def _reason(duty: ProposedDuty) -> str:
    area = duty.responsibility.region
    where = f"提到“{area}”且" if area else ""
    whose = "该单位及其主管的单位" if duty.is_field else "该单位"
    return f"{where}含此词的 {duty.messages} 件不同来件中，{duty.share:.0%} 由{whose}办理"
