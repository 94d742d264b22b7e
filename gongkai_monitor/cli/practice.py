"""``gongkai practice serve`` and ``gongkai demo``."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai_monitor import clock
from gongkai_monitor.cli.options import AsOfOption, JsonOption, WorkspaceOption, instant_of
from gongkai_monitor.cli.output import messages, print_json
from gongkai_monitor.cli.usage import Commands
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.vocabulary import Term

group = Commands(help="演练城市：带有已知问题的本机网站群。")

DEMO_FOLDER = Path("demo")


class Size(Term):
    """How large the practice city is."""

    SMALL = "small", "6 个站点"
    MEDIUM = "medium", "40 个站点、400 多个账号"
    LARGE = "large", "900 个站点、近 7000 个账号"


SizeOption = Annotated[Size, typer.Option("--size", help="small、medium 或 large")]
SeedOption = Annotated[int, typer.Option("--seed", help="同一种子得到同一城市")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(group, name="practice")
    app.command()(demo)


@group.callback()
def practice() -> None:
    """演练城市。"""


@group.command()
def serve(
    size: SizeOption = Size.SMALL,
    seed: SeedOption = 7,
    port: Annotated[int, typer.Option("--port", help="第一个端口，其余依次往后")] = 8700,
    folder: Annotated[Path, typer.Option("--folder", help="登记表和 truth.json 写到哪里")] = Path(
        "practice"
    ),
    as_of: AsOfOption = None,
) -> None:
    """启动演练城市，写出登记表和 truth.json，按 Ctrl-C 停止。"""
    from gongkai_monitor.practice.city import build_city
    from gongkai_monitor.practice.serving import serve_city, write_papers

    city = build_city(str(size), seed, instant_of(as_of), port)
    for path in write_papers(city, folder).paths:
        messages.print(f"已写入 {path}", markup=False)
    portal = city.registry.sites[0].home_url
    serve_city(city, announce=lambda: messages.print(f"门户：{portal}（Ctrl-C 停止）"))


def demo(
    size: SizeOption = Size.SMALL,
    seed: SeedOption = 7,
    port: Annotated[int, typer.Option("--port", help="第一个端口")] = 8700,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """演练：起城市、跑一整轮、与预设问题逐条比对、出报告。"""
    from gongkai_monitor.cli.collect import run_round
    from gongkai_monitor.practice.demo import compare_with_truth, prepare_demo
    from gongkai_monitor.practice.outcome_text import outcome_text

    now = clock.now()
    with prepare_demo(workspace or DEMO_FOLDER, str(size), seed, port, now) as prepared:
        messages.print(f"演练城市已启动：{prepared.city.registry.sites[0].home_url}")
        summary = run_round(prepared.settings, None)
    comparison = compare_with_truth(prepared.settings, prepared.city.truth, clock.now())
    if json:
        print_json({**summary, "comparison": comparison.as_dict()})
    else:
        messages.print(outcome_text(comparison, prepared.city.registry), markup=False)
        for path in summary["reports"]:
            messages.print(f"报告：{path}", markup=False)
    if summary["failed_steps"]:
        raise GongkaiError(f"有步骤失败：{'、'.join(summary['failed_steps'])}")
    if not comparison.is_perfect:
        raise GongkaiError("与预设问题不一致，见上面的清单")
