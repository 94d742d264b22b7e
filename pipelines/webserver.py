"""Dagster's web server, for people at this machine only: ``python -m pipelines.webserver``.

It takes the options of ``dagster-webserver``. Dagster itself answers whoever asks, so any page in
the operator's browser could start or delete runs; see ``gongkai_monitor.report.visitors``.
"""

from typing import Any

from dagster_webserver import cli

from gongkai_monitor.report.visitors import OwnVisitors

_CREATE = "create_app_from_workspace_process_context"


def main() -> None:
    """Run the server with every request looked at first."""
    names = vars(cli)
    create = names[_CREATE]

    def guarded(*arguments: Any, **options: Any) -> OwnVisitors:
        return OwnVisitors(create(*arguments, **options))

    names[_CREATE] = guarded
    cli.dagster_webserver()


if __name__ == "__main__":
    main()
