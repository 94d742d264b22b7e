"""``gongkai sentiment train | evaluate | score``: models of texts, learned and measured."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.options import JsonOption
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import Fault, InputError, WorkspaceError, reason_of

group = Commands(help="情感与分类模型：用本单位标注的文本训练、评估。")

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        help="csv 或 xlsx，列：text（文本）、label（标签）、可选 weight（权重）；后面的更正前面的"
    ),
]
TaskOption = Annotated[
    str,
    typer.Option(
        "--task", help="sentiment（情感）、message-class（留言分类）、error-report-kind（找错类型）"
    ),
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="sentiment")


@group.command()
def train(
    files: FilesArgument,
    into: Annotated[Path, typer.Option("--into", help="模型文件夹；每次训练写一个新版本")],
    task: TaskOption = "sentiment",
    source: Annotated[
        str, typer.Option("--source", help="数据来源与授权，写入模型说明")
    ] = "本单位标注",
    is_new: Annotated[
        bool, typer.Option("--from-scratch", help="不以系统自带的模型为起点")
    ] = False,
    json: JsonOption = False,
) -> None:
    """训练模型：默认在自带模型上用本单位的更正继续学习；写出模型文件和说明，不含任何原文。"""
    from gongkai_monitor.opinion.labelled import FEWEST, few_of, read_labelled
    from gongkai_monitor.opinion.learning import learn
    from gongkai_monitor.opinion.model_file import save_model, shipped
    from gongkai_monitor.opinion.tasks import RECIPES

    _check_task(task)
    labelled = read_labelled(files, task=task)
    few = few_of(labelled, task=task, is_new=is_new)
    if few:
        expected = f"每类至少 {FEWEST} 条不同文本" if is_new else f"至少 {FEWEST} 条不同文本"
        raise InputError([Fault(file=files[0].name, expected=expected, actual=few)])
    card = {"learned_on": clock.china_date(clock.now()).isoformat(), "source": source}
    start = None if is_new else shipped(task)
    if start is not None:
        card["started_from"] = f"{task} v{start.card['version']}：{start.card['source']}"
    try:
        learned = learn(labelled, RECIPES[task], card=card, start=start)
    except ValueError as error:
        raise InputError([Fault(file=files[0].name, expected=str(error))]) from error
    try:
        path = save_model(learned.model, into)
    except OSError as error:
        raise WorkspaceError(f"无法写入 {into}：{reason_of(error)}") from error
    figures = learned.held_out
    if json:
        print_json({"file": path, "texts": len(labelled.texts), "held_out": figures.summary()})
        return
    messages.print(f"已写入 {path}：{len(labelled.texts)} 条文本", markup=False)
    messages.print(f"留出检验：宏平均 F1 {figures.measures['macro_f1']}，ECE {figures.ece:.3f}")


@group.command()
def evaluate(
    files: FilesArgument,
    model: Annotated[
        str, typer.Option("--model", help="default、snownlp 或模型文件 *.npz")
    ] = "default",
    task: TaskOption = "sentiment",
    training: Annotated[
        list[Path] | None,
        typer.Option("--train", help="训练用过的文件；与其近似重复的文本不参加评估"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """评估模型：AUC、宏平均 F1、各类召回率、校准（ECE），都有 95% 置信区间。"""
    from gongkai_monitor.opinion.labelled import read_labelled
    from gongkai_monitor.opinion.measuring import measure

    _check_task(task)
    labelled = read_labelled(files, task=task)
    known = read_labelled(training, task=task).texts if training else ()
    try:
        figures = measure(labelled, model, task=task, known=known)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if json:
        print_json(figures.summary())
        return
    _print(figures.summary())


@group.command()
def score(
    text: Annotated[str, typer.Argument(help="一段文字")],
    model: Annotated[str, typer.Option("--model", help="default 或模型文件 *.npz")] = "default",
    json: JsonOption = False,
) -> None:
    """一段文字的情感得分（0 负面至 1 正面）、把握和倾向；把握不足为待判。"""
    from gongkai_monitor.opinion.sentiment import judge

    try:
        row = judge([text], model).iloc[0]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if json:
        print_json({**row.to_dict(), "tendency_label": row["tendency"].label})
        return
    typer.echo(f"{row['tendency'].label}\t{row['score']:.2f}\t把握 {row['confidence']:.2f}")


def _check_task(task: str) -> None:
    from gongkai_monitor.opinion.tasks import TERMS

    if task not in TERMS:
        raise typer.BadParameter(f"--task 应为 {'、'.join(TERMS)} 之一，实际 {task!r}")


def _print(figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        if isinstance(value, list) and value and isinstance(value[0], float):
            typer.echo(f"{name}\t{value[0]:.3f}\t95% 置信区间 {value[1]:.3f}–{value[2]:.3f}")
        elif name == "reliability":
            for row in value:
                said = f"把握约 {row['confidence']:.2f}\t{row['count']} 条"
                typer.echo(f"{said}\t实际正确 {row['right']:.2f}")
        else:
            typer.echo(f"{name}\t{value}")
