"""Wrong use of the command line, said in Chinese."""

import typer


def usage_message(error: typer.TyperException) -> str:
    """What is wrong with the command line, and where help is."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "gongkai"
    return f"{_said(error)}（用法见 {path} --help）"


def _said(error: typer.TyperException) -> str:
    # Typer keeps the classes of its usage errors private; their names are click's.
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return "请写明子命令"
        case "MissingParameter":
            return f"缺少参数 {_parameter(error)}"
        case "NoSuchOption":
            return f"没有选项 {getattr(error, 'option_name', '')}"
        case "BadParameter":
            return f"参数 {_parameter(error)} 有误：{getattr(error, 'message', '')}"
        case _:
            return error.format_message()


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    name = parameter.human_readable_name if parameter else getattr(error, "param_hint", None)
    return str(name or "")
