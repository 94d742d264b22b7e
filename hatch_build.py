"""Put the app folders inside the package, in real wheels only."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

APPS = ("pipelines", "crawlers", "checks", "scrapy.cfg", "dg.toml")


class BundleApps(BuildHookInterface):  # type: ignore[type-arg]
    """Keep generic names out of site-packages; editable installs need nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Map each app to gongkai_monitor/_apps/<app>."""
        if version == "standard":
            for name in APPS:
                build_data["force_include"][name] = f"gongkai_monitor/_apps/{name}"
