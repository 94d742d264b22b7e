"""Credentials: from the environment or ``secrets.toml``.

Of the accounts' own interfaces, and of those who are sent alerts. Only the spider or the sender
that needs them reads them. They are never written: not to settings, plans, logs,
landing files or evidence. The file must be readable by its owner alone::

    [wechat.账号编码]
    app_id = "wx…"
    secret = "…"

    [recipients.值班群]
    url = "https://…"
    secret = "…"

In the environment the same is ``GONGKAI_WECHAT__<账号编码>__APP_ID`` and ``…__SECRET``, or all at
once as JSON in ``GONGKAI_WECHAT``; ``GONGKAI_RECIPIENTS`` likewise.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from gongkai_monitor.errors import WorkspaceError

FILE_NAME = "secrets.toml"
T = TypeVar("T")
_OTHERS = 0o077


class WechatCredentials(BaseModel):
    """AppID and AppSecret of an official account."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    app_id: str
    secret: SecretStr


class RecipientCredentials(BaseModel):
    """Where a recipient of alerts is reached.

    ``url`` is the whole address of a robot (its key is in there), or ``smtps://host:465`` of a
    mail server. ``secret`` signs what a robot is sent, or is the password of ``user``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: SecretStr
    secret: SecretStr | None = None
    user: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()


class Credentials(BaseSettings):
    """The credentials of a workspace: by account code, and by name of the recipient."""

    model_config = SettingsConfigDict(
        env_prefix="GONGKAI_", env_nested_delimiter="__", extra="ignore", frozen=True
    )

    wechat: dict[str, WechatCredentials] = Field(default_factory=dict)
    recipients: dict[str, RecipientCredentials] = Field(default_factory=dict)

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
            raise WorkspaceError(
                f"{FILE_NAME} 或环境变量 GONGKAI_WECHAT、GONGKAI_RECIPIENTS 的格式有误"
            ) from None

    def wechat_of(self, account_code: str) -> WechatCredentials | None:
        """Those of an account; names of environment variables know no case."""
        return _found(self.wechat, account_code)

    def recipient(self, name: str) -> RecipientCredentials | None:
        """Those of a recipient of alerts."""
        return _found(self.recipients, name)


def _found(known: Mapping[str, T], wanted: str) -> T | None:
    """By name; names of environment variables know no case."""
    folded = wanted.casefold()
    return next((found for name, found in known.items() if name.casefold() == folded), None)
