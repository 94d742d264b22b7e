"""What every asset may ask for: the workspace and its settings."""

from pathlib import Path

import dagster as dg

from gongkai_monitor.settings import Settings


class WorkspaceResource(dg.ConfigurableResource[Settings]):
    """The workspace this code location works on."""

    path: str

    def settings(self) -> Settings:
        """Settings as they stand now; read anew for every run."""
        return Settings.load(Path(self.path))
