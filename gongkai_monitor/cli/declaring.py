"""Commands made of plain functions: each has its own options, then those that all have."""

import inspect
from collections.abc import Callable
from typing import Any

GIVEN = 2
"""The settings and the moment: the function is given them, nobody types them."""


def declare(command: Callable[..., None], function: Callable[..., Any]) -> None:
    """Give a command the signature that typer reads.

    Args:
        command: takes the context, options that all such commands have, and ``**own``.
        function: takes the settings, the moment, and the command's own options.
    """
    own = list(inspect.signature(function).parameters.values())[GIVEN:]
    shared = inspect.signature(command, follow_wrapped=False).parameters
    context, *rest = (one for one in shared.values() if one.kind is not one.VAR_KEYWORD)
    parameters = [context, *own, *rest]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
