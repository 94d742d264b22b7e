"""Settings of one workspace: ``gongkai.toml`` plus ``GONGKAI_…`` environment variables.

Built once by the command line or a Dagster resource and handed down; nothing reads the
environment anywhere else. Secrets come from the environment only and are never written.
"""

import re
from datetime import time
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.expected import expected_words
from gongkai_monitor.vocabulary import RecipientKind, RiskLevel

CONFIG_NAME = "gongkai.toml"
_MOVED = {
    "crawl.browser": "[browser] lists 等项",
    "links.browser": "[browser] links",
    "links.browser_executable": "[browser] executable",
    "links.max_browser_pages": "[browser] max_links",
    "inspection": "[browser] accessibility",
    "inspection.browser": "[browser] accessibility",
}
"""Entries of earlier versions, and where they went."""

_PROXY = re.compile(r"http://(?:[A-Za-z0-9.\-]+|\[[0-9a-fA-F:]+\]):\d{1,5}")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BrowserSettings(_Section):
    """Debian's chromium (extra ``browser``), for what nothing else can read."""

    executable: str = ""
    """Empty: the chromium of the machine's path."""
    lists: bool = False
    """Draw lists that scripts make and whose data were not found."""
    max_pages_per_site: int = 10
    max_seconds_per_site: int = 120
    links: bool = True
    """Open links that refuse machines."""
    max_links: int = 300
    """How many of them one process opens."""
    accessibility: bool = False
    """Run the accessibility rules on the saved home page."""


class CrawlSettings(_Section):
    """How politely and how far the crawlers go."""

    contact: str = "请在 gongkai.toml 的 [crawl] contact 填写联系方式"
    delay_seconds: float = 0.5
    concurrency_per_host: int = 4
    timeout_seconds: float = 15.0
    max_pages_per_site: int = 3000
    max_list_pages: int = 5
    max_depth: int = 4
    max_bytes: int = 20_000_000
    max_files_per_site: int = 300
    """Attachments of articles whose text is read in one round."""
    max_seconds_per_site: int = 3600
    respect_robots: bool = True
    allow_addresses: tuple[str, ...] = ()
    """``host:port`` or networks (``127.0.0.0/8``) that may be fetched although private."""
    processes: int = 2
    revisit_days: int = Field(default=14, ge=1)
    """A known article is read again after so many days, spread evenly over them."""
    recent_days: int = Field(default=7, ge=0)
    """Articles not older than this are looked at once a day."""
    trust_unchanged_days: int = Field(default=3, ge=0)
    """A list that has not changed for longer is fetched whole once a day, whatever its 304 says."""
    max_comment_posts: int = Field(default=5, ge=0)
    """Of how many own posts of 30 days an account's comments are read, once a day; 0 for none."""
    max_comment_pages: int = Field(default=2, ge=1)
    """Pages of comments per post."""
    wechat_api: str = "https://api.weixin.qq.com"
    """Where the official-account API answers; credentials go there and nowhere else."""


class LinkSettings(_Section):
    """Dead only after several failures over time (rule K-A5)."""

    attempts: int = 3
    spacing_seconds: float = 60.0
    closed_span_seconds: float = 86_400.0
    """A page under maintenance counts as dead only when it is still closed after this time."""
    max_links_per_site: int = 50_000
    bad_sites: str = "不良网站.txt"
    """The deployment's own list of bad domains, one a line; relative to the workspace."""


class ContentPageSettings(_Section):
    """内容页: which column tags it must carry; the sources have both readings."""

    column_tags: Literal["name_type", "all4"] = "name_type"


class MetaSettings(_Section):
    """网页标签."""

    content_page: ContentPageSettings = ContentPageSettings()


class CollectionSettings(_Section):
    """When stored data are fresh enough to judge on."""

    max_age_hours: int = 36
    manual_max_age_days: int = Field(default=7, ge=1)
    """The same for what a person brings (人工采集) and for providers' exports."""
    shards: int = Field(default=1, ge=1, le=8)
    """Into how many processes or machines a round is split."""


class AccountSettings(_Section):
    """Accounts of the new media."""

    own_sources: str = "稿源单位.txt"
    """Whose texts accounts may take over, one name a line; relative to the workspace."""


class DisclosureSettings(_Section):
    """What must be public."""

    own_demands: str = "公开要求.yml"
    """The deployment's own columns and papers; relative to the workspace."""


class StoreSettings(_Section):
    """Where the lake is. Relative paths are relative to the workspace."""

    catalog: str = "sqlite:lake/catalog.sqlite"
    data_path: str = "lake/data"


class TriageSettings(_Section):
    """研判等级: from where a factor is 较大 and from where 重大.

    No national document gives numbers (Y-11); these are the deployment's own.
    """

    messages: tuple[float, float] = (20, 50)
    voices: tuple[float, float] = (10, 30)
    likes: tuple[float, float] = (200, 1000)
    growth: tuple[float, float] = (3, 8)
    negative_ratio: tuple[float, float] = (0.6, 0.9)
    open_hours: tuple[float, float] = (36, 48)
    sensitive_words: tuple[str, ...] = (
        "死亡", "伤亡", "身亡", "爆炸", "坍塌", "火灾", "中毒", "自杀", "群体性", "聚集", "堵路",
        "上访", "罢工", "停课", "泄漏",
    )  # fmt: skip
    """One of them in a title, an excerpt or the words named most counts as 重大."""
    factors_for_level: int = Field(default=2, ge=1)
    """How many factors of a level make the level."""


class OpinionSettings(_Section):
    """Hotspots and the response clock."""

    window_days: int = 30
    min_size: int = 5
    response_hours: int = 48
    """The deployment's own limit; it counts where it is shorter than those of the editions."""
    imported_from: str = "12345"
    """Where imported messages were written (12345, 领导留言板, 信访): it chooses the limit."""
    triage: TriageSettings = TriageSettings()
    sentiment_model: str = "default"
    """``default``, ``snownlp``, or a model file (*.npz), named from the workspace."""


class RecipientSettings(_Section):
    """One who is sent alerts; the address is a secret (``gongkai_monitor/credentials.py``)."""

    kind: RecipientKind
    least_level: RiskLevel = RiskLevel.GENERAL
    is_direct: bool = False
    """Reached without ``[alerts] proxy``, as an interface of the own network is."""


class AlertSettings(_Section):
    """预警: who is sent them and when."""

    quiet_hours: tuple[time, time] | None = None
    """``["22:00", "07:00"]``, by the clock of China; what waits is sent when they are over."""
    quiet_level: RiskLevel = RiskLevel.MAJOR
    """From this level on alerts are sent in the quiet hours too."""
    expire_hours: int = Field(default=24, ge=1)
    """What did not arrive for so long is not sent any more: the report names it."""
    timeout_seconds: float = Field(default=10.0, gt=0)
    allow_addresses: tuple[str, ...] = ()
    """``host:port`` or networks that may be sent to although private."""
    proxy: str = ""
    """``http://host:port`` of the office's forward proxy (CONNECT); mail does not use it."""
    recipients: dict[str, RecipientSettings] = Field(default_factory=dict)

    @field_validator("proxy")
    @classmethod
    def _is_proxy(cls, value: str) -> str:
        if value and not _PROXY.fullmatch(value):
            raise ValueError("应为 http://主机:端口，不带用户名和密码")
        return value


class PrivacySettings(_Section):
    """How long what citizens wrote is kept, in days (docs/privacy.md)."""

    message_days: int = Field(default=365, ge=30)
    """Messages, comments and 找错 reports, and the raw pages of message boards."""
    import_days: int = Field(default=7, ge=0)
    """Imported files in ``drop/done`` and ``drop/rejected``: they hold names and numbers."""
    erase_days: int = Field(default=30, ge=0)
    """After which deleted rows are gone from the lake's snapshots and files too."""


class ProviderMapping(_Section):
    """Headings of one provider's exports: theirs -> ours."""

    posts: dict[str, str] = Field(default_factory=dict)
    metrics: dict[str, str] = Field(default_factory=dict)
    replies: dict[str, str] = Field(default_factory=dict)


class MappingSettings(ProviderMapping):
    """Headings of imported files: theirs -> ours; ``providers`` for exports of 数据商."""

    messages: dict[str, str] = Field(default_factory=dict)
    error_reports: dict[str, str] = Field(default_factory=dict)
    hot_searches: dict[str, str] = Field(default_factory=dict)
    providers: dict[str, ProviderMapping] = Field(default_factory=dict)


class ShutdownSettings(_Section):
    """关停: calendar days for each step after the one before it, and who may decide.

    No national rule names these days; they are the deployment's own and only give notices.
    """

    informed: int = Field(default=5, ge=1)
    decided: int = Field(default=20, ge=1)
    notice_published: int = Field(default=5, ge=1)
    data_migrated: int = Field(default=15, ge=1)
    deregistered: int = Field(default=30, ge=1)
    filing_updated: int = Field(default=5, ge=1)
    verified_gone: int = Field(default=15, ge=1)
    recheck: int = Field(default=31, ge=1)
    """From one look at a deregistered account to the next."""
    answer: int = Field(default=14, ge=1)
    """For a unit's word after it was told of its 关停."""
    appeal: int = Field(default=15, ge=1)
    """For the answer to an 申诉."""
    rectification: int = Field(default=14, ge=1)
    """For a unit's answer to 整改, when no day is given."""
    roles: tuple[str, ...] = ()
    """Whose role may decide 整合 and 关停; empty: anybody's. A second person always approves."""


class ServeSettings(_Section):
    """Addresses of ``gongkai serve``; loopback unless told otherwise.

    Dagster's pages start and delete runs and know no passwords: its host is set apart, so that
    opening the report page to others never opens them too. ``names`` are the host names, besides
    addresses, under which people reach the report page (a proxy passes its own name on).
    """

    host: str = "127.0.0.1"
    report_port: int = 8600
    dagster_host: str = "127.0.0.1"
    dagster_port: int = 8601
    names: tuple[str, ...] = ()


class Settings(BaseSettings):
    """Everything a deployment may set."""

    model_config = SettingsConfigDict(
        env_prefix="GONGKAI_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    workspace: Path
    name: str = "政务公开监测"
    editions: tuple[str, ...] = ("national",)
    crawl: CrawlSettings = CrawlSettings()
    links: LinkSettings = LinkSettings()
    browser: BrowserSettings = BrowserSettings()
    meta: MetaSettings = MetaSettings()
    collection: CollectionSettings = CollectionSettings()
    accounts: AccountSettings = AccountSettings()
    disclosure: DisclosureSettings = DisclosureSettings()
    store: StoreSettings = StoreSettings()
    opinion: OpinionSettings = OpinionSettings()
    alerts: AlertSettings = AlertSettings()
    privacy: PrivacySettings = PrivacySettings()
    hot_searches: dict[str, str] = Field(default_factory=dict)
    """Platform -> address of its hot-search list (RSS, Atom, JSON Feed or plain JSON)."""
    mapping: MappingSettings = MappingSettings()
    shutdown: ShutdownSettings = ShutdownSettings()
    serve: ServeSettings = ServeSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        workspace = Path(init_settings().get("workspace", "."))
        file = TomlConfigSettingsSource(settings_cls, toml_file=workspace / CONFIG_NAME)
        return init_settings, env_settings, file

    @classmethod
    def load(cls, workspace: Path) -> Self:
        """Read the settings of an existing workspace.

        Raises:
            WorkspaceError: when the folder is no workspace or its file is wrong.
        """
        if not (workspace / CONFIG_NAME).is_file():
            raise WorkspaceError(
                f"{workspace} 不是工作区（缺 {CONFIG_NAME}）；请先运行 gongkai init {workspace}"
            )
        try:
            return cls(workspace=workspace.resolve())
        except ValidationError as error:
            told = "；".join(_told(one) for one in error.errors())
            raise WorkspaceError(f"{workspace / CONFIG_NAME} 有误：{told}") from error
        except ValueError as error:  # the file is no TOML
            raise WorkspaceError(f"{workspace / CONFIG_NAME} 有误：{error}") from error

    @property
    def incoming(self) -> Path:
        """Finished landing batches."""
        return self.workspace / "landing" / "incoming"

    @property
    def evidence(self) -> Path:
        """WARC files."""
        return self.workspace / "evidence"

    @property
    def jobs(self) -> Path:
        """Scrapy job folders (resume)."""
        return self.workspace / "jobs"

    @property
    def drop(self) -> Path:
        """Files to import."""
        return self.workspace / "drop"

    @property
    def reports(self) -> Path:
        """Finished reports."""
        return self.workspace / "reports"


def _told(error: ErrorDetails) -> str:
    """One fault of the file, for the person who edits it."""
    *section, name = [str(part) for part in error["loc"]] or [""]
    place = f"[{'.'.join(section)}] {name}" if section else name
    if error["type"] != "extra_forbidden":
        return f"{place} {expected_words(error)}，实际 {error['input']!r}"
    moved = _MOVED.get(".".join((*section, name)))
    return f"{place} 不是可用的设置项" + (f"，已改为 {moved}" if moved else "")
