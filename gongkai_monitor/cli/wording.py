"""``gongkai wording check | import | export``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai_monitor.cli.options import JsonOption, WorkspaceOption, settings_of, workspace_of
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import Fault, InputError, reason_of

group = Commands(help="文字表述：检查文字，导入、导出本单位词库。")

_LISTS = {".xlsx", ".csv"}
_LARGEST_FILE = 20_000_000


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="wording")


@group.command()
def check(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="词库（.xlsx、.csv）、文本文件，或直接写一段文字")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """检查词库文件是否有误，或检查文字中的疑似错误；不作任何更改。"""
    path = Path(source)
    is_file = len(source) < 4_096 and "\n" not in source and path.is_file()
    if is_file and path.suffix.lower() in _LISTS:
        _check_list(path, json=json)
    else:
        text = _read_text(path) if is_file else source
        _check_text(context, text, workspace, json=json)


@group.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="词库 .xlsx 或 .csv，列：错误、正确、类别、语境")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导入本单位词库（领导职务、机构名称、地名等），取代先前导入的；全部正确才导入。"""
    from gongkai_monitor.text.wording.own import read_workbook, save_own_words

    settings = settings_of(context, workspace)
    reading = read_workbook(file)
    if reading.faults and json:
        print_json({"faults": [str(fault) for fault in reading.faults]})
    save_own_words(settings, reading)
    words = reading.words
    if json:
        print_json({"entries": len(words.entries), "exceptions": len(words.exceptions)})
        return
    messages.print(f"已导入词条 {len(words.entries)} 条、例外 {len(words.exceptions)} 条")


@group.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="写到哪个 .xlsx")],
    built_in: Annotated[
        bool, typer.Option("--built-in", help="导出系统自带的词库，而不是本单位的")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """导出词库；尚未导入过时得到只有表头的模板。"""
    from gongkai_monitor.text.wording.own import read_own_words, write_workbook
    from gongkai_monitor.text.wording.words import built_in_words

    words = built_in_words() if built_in else read_own_words(settings_of(context, workspace))
    write_workbook(words, file)
    if json:
        count = {"entries": len(words.entries), "exceptions": len(words.exceptions)}
        print_json({"file": file, **count})
        return
    messages.print(f"已导出 {file}：词条 {len(words.entries)} 条", markup=False)


def _check_list(path: Path, *, json: bool) -> None:
    from gongkai_monitor.text.wording.own import read_workbook

    reading = read_workbook(path)
    if json:
        faults = [str(fault) for fault in reading.faults]
        print_json({"faults": faults, "entries": len(reading.rows)})
    if reading.faults:
        raise InputError(reading.faults)
    if not json:
        messages.print(f"词库无误：{len(reading.rows)} 条")


def _check_text(context: typer.Context, text: str, workspace: Path | None, *, json: bool) -> None:
    from gongkai_monitor.settings import CONFIG_NAME
    from gongkai_monitor.text.wording import Checker
    from gongkai_monitor.text.wording.own import read_own_words

    folder = workspace_of(context, workspace)
    has_workspace = (folder / CONFIG_NAME).exists()
    own = read_own_words(settings_of(context, workspace)) if has_workspace else None
    found = Checker(own).check(text)
    if json:
        rows: list[dict[str, Any]] = [
            {"start": one.start, "end": one.end, "wrong": one.wrong, "right": one.right,
             "kind": one.kind, "reason": one.reason}
            for one in found
        ]  # fmt: skip
        print_json({"candidates": rows})
        return
    for one in found:
        meant = f" → {one.right}" if one.right else ""
        around = text[max(0, one.start - 10) : one.end + 10].replace("\n", " ")
        typer.echo(f"{one.start}\t{one.wrong}{meant}\t{one.reason}\t…{around}…")
    messages.print(f"疑似错误 {len(found)} 处，请人工核实")


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            limit = f"不超过 {_LARGEST_FILE // 1_000_000} MB 的文本文件"
            raise InputError([Fault(file=path.name, expected=limit)])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return path.read_bytes().decode("gb18030", errors="replace")
    except OSError as error:
        fault = Fault(file=path.name, expected="可以读取的文件", actual=reason_of(error))
        raise InputError([fault]) from error
