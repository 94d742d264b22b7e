"""Dagster's web server, for people at this machine only: ``python -m pipelines.webserver``.

It takes the options of ``dagster-webserver``. Dagster itself answers whoever asks, so any page in
the operator's browser could start or delete runs; see ``gongkai_monitor.report.visitors``. And it
serves an empty house when our definitions could not be loaded at its start (a busy machine lets
the code server miss its time limits), until somebody presses reload: here loading is tried again,
and a server without definitions ends with an error instead.
"""

from typing import Any

from dagster._core.workspace.context import WorkspaceProcessContext
from dagster_webserver import cli

from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.report.visitors import OwnVisitors

_CREATE = "create_app_from_workspace_process_context"
_ATTEMPTS = 5


class DefinitionsError(GongkaiError):
    """The definitions could not be loaded."""


def main() -> None:
    """Run the server with every request looked at first."""
    names = vars(cli)
    create = names[_CREATE]

    def guarded(context: WorkspaceProcessContext, *arguments: Any, **options: Any) -> OwnVisitors:
        require_definitions(context)
        return OwnVisitors(create(context, *arguments, **options))

    names[_CREATE] = guarded
    cli.dagster_webserver()


def require_definitions(context: WorkspaceProcessContext) -> None:
    """Load again what could not be loaded.

    Raises:
        DefinitionsError: when it fails time and again.
    """
    for _ in range(_ATTEMPTS):
        failed = [name for name in context.code_location_names if _has_failed(context, name)]
        if not failed:
            return
        for name in failed:
            context.reload_code_location(name)
    raise DefinitionsError(f"definitions could not be loaded: {', '.join(failed)}")


def _has_failed(context: WorkspaceProcessContext, name: str) -> bool:
    return context.has_code_location_error(name) or not context.has_code_location(name)


if __name__ == "__main__":
    main()
