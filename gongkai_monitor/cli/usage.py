"""Help and wrong use of the command line, said in Chinese."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_FRAME = (
    (r"^Usage: ", "用法："),
    (r"^Arguments:", "参数："),
    (r"^Options:", "选项："),
    (r"^Commands:", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show this message and exit\.", "显示本说明"),
    (r"env var:\s*", "环境变量："),
    (r"default:\s*", "默认："),
    (r"\[required\]", "[必填]"),
    (r"; required\]", "；必填]"),
)
"""The words that typer puts round our own."""

_SAID = (
    (r"No such command '(.+?)'\..*", r"没有命令 \1"),
    (r"No such option: (\S+).*", r"没有选项 \1"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"多余的参数 \1"),
    (r"Option '(.+?)' requires an argument\.", r"选项 \1 缺少内容"),
    (r"Option '(.+?)' does not take a value\.", r"选项 \1 不带内容"),
    (r"(?:Value error, )?'([^']*)' is not one of '(.+)'\.?", r"期望 '\2' 之一，实际 '\1'"),
    (r"Input should be a valid integer.*", "期望整数"),
    (r"Input should be a valid number.*", "期望数字"),
    (r"Missing command\.", "请写明子命令"),
)


class _InChinese:
    """Both kinds of typer's commands print their help through this."""

    def get_help(self, ctx: Any) -> str:
        """The help text with its frame in Chinese."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for english, chinese in _FRAME:
            text = re.sub(english, chinese, text, flags=re.MULTILINE)
        return text


class Command(_InChinese, TyperCommand):
    """A command whose help is in Chinese throughout."""


class Group(_InChinese, TyperGroup):
    """A group whose help is in Chinese throughout."""


class Commands(typer.Typer):
    """A group of commands, or all of them."""

    def __init__(self, **options: Any) -> None:
        options = {"no_args_is_help": True, **options}
        super().__init__(cls=Group, rich_markup_mode=None, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Register a command; see ``typer.Typer.command``."""
        return super().command(name, cls=Command, **options)


def usage_message(error: typer.TyperException) -> str:
    """What is wrong with the command line, and where help is."""
    context = getattr(error, "ctx", None)
    # Typer keeps the classes of its usage errors private; their names are click's.
    if type(error).__name__ == "NoArgsIsHelpError":
        return f"{error.message}\n\n请写明子命令。"
    path = context.command_path if context is not None else "gongkai"
    return f"{_said(error)}（用法见 {path} --help）"


def _said(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    said = _translated(error.message)
    match type(error).__name__:
        case "MissingParameter":
            return f"缺少 {_name(parameter)}：{getattr(parameter, 'help', '') or ''}"
        case "BadParameter" if parameter is not None:
            return f"{_name(parameter)} 有误：{said}"
        case _:
            return said


def _translated(message: str) -> str:
    for english, chinese in _SAID:
        if re.fullmatch(english, message, flags=re.DOTALL):
            return re.sub(english, chinese, message, flags=re.DOTALL)
    return message


def _name(parameter: Any) -> str:
    """An option as it is typed, an argument as the help names it."""
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name or "参数").upper()
