"""Credentials of the accounts' own interfaces: from the environment or ``secrets.toml``.

Only the spider that needs them reads them. They are never written: not to settings, plans, logs,
landing files or evidence. The file must be readable by its owner alone::

    [wechat.账号编码]
    app_id = "wx…"
    secret = "…"

In the environment the same is ``GONGKAI_WECHAT__<账号编码>__APP_ID`` and ``…__SECRET``, or all at
once as JSON in ``GONGKAI_WECHAT``.
"""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from gongkai_monitor.errors import WorkspaceError

FILE_NAME = "secrets.toml"
_OTHERS = 0o077


class WechatCredentials(BaseModel):
    """AppID and AppSecret of an official account."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    app_id: str
    secret: SecretStr


class Credentials(BaseSettings):
    """The credentials of a workspace, by kind and account code."""

    model_config = SettingsConfigDict(
        env_prefix="GONGKAI_", env_nested_delimiter="__", extra="ignore", frozen=True
    )

    wechat: dict[str, WechatCredentials] = Field(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        path = init_settings().get("path")
        if not isinstance(path, Path) or not path.is_file():
            return (env_settings,)
        return env_settings, TomlConfigSettingsSource(settings_cls, toml_file=path)

    @classmethod
    def load(cls, workspace: Path) -> Self:
        """Read the credentials of a workspace; none is no fault.

        Raises:
            WorkspaceError: when others may read the file, or it is no such file.
        """
        path = workspace / FILE_NAME
        if path.is_file() and os.name != "nt" and path.stat().st_mode & _OTHERS:
            raise WorkspaceError(f"{path} 只能由本人读写（chmod 600 {FILE_NAME}）")
        try:
            return cls(path=path)  # type: ignore[call-arg]  # for the sources, no field
        except ValueError:  # it quotes what it read
            raise WorkspaceError(f"{FILE_NAME} 或环境变量 GONGKAI_WECHAT 的格式有误") from None

    def wechat_of(self, account_code: str) -> WechatCredentials | None:
        """Those of an account; names of environment variables know no case."""
        wanted = account_code.casefold()
        return next(
            (found for code, found in self.wechat.items() if code.casefold() == wanted), None
        )
