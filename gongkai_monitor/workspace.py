"""A new workspace: settings file, registry template, store."""

from pathlib import Path

from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.settings import CONFIG_NAME, Settings

REGISTRY_NAME = "登记表.xlsx"

_TEMPLATE = """\
# gongkai-monitor 工作区设置。改动后下一次运行即生效；每一项都可用环境变量 GONGKAI_… 覆盖。
name = "{name}"

# 采用的检查指标版本：national 全国；hebei、shandong 为地方要求（不决定合格与否的会单列）。
editions = [{editions}]

[crawl]
# 请填写单位和电话或邮箱：被访问的网站据此联系您。
contact = "{contact}"
delay_seconds = {delay}
concurrency_per_host = {concurrency}
timeout_seconds = {timeout}
max_pages_per_site = 3000
max_list_pages = 5
respect_robots = true
# 内网或回环地址默认不访问；确需访问的逐个写明，如 ["10.1.2.3:80"]。
allow_addresses = [{allowed}]
{wechat}
[browser]
# 以下各项用本机 Chromium（须先安装 gongkai-monitor[browser] 和 chromium）；没有时一律照常运行。
# 拒绝程序访问的链接，用浏览器再打开一次。
links = {browser}
# 列表由脚本生成、又找不到数据接口的栏目，用浏览器渲染；不启用时列为未采到，不会判为空白。
lists = false
# 首页无障碍检查。
accessibility = false

[links]
# 同一链接失败几次、每次相隔多少秒以上，才判为失效；全天候运行时建议 600 以上。
attempts = 3
spacing_seconds = {spacing}

[collection]
# 多少小时以内采到的数据可用于判断；更早的一律按未采到处理。
max_age_hours = 36
# 人工采集和数据商导出的数据可用于判断的天数。
manual_max_age_days = 7

# 关停流程各步骤的办理期限（自然日，自上一步骤起算；本单位自定，逾期只作提示）。
# roles 写明谁可以决定整合、关停，如 ["科长", "主任"]；不写则不限职务，但都须另有审批人。
# [shutdown]
# informed = 5
# decided = 20
# notice_published = 5
# data_migrated = 15
# deregistered = 30
# filing_updated = 5
# verified_gone = 15
# recheck = 31
# answer = 14
# appeal = 15
# rectification = 14
# roles = []

[opinion]
window_days = 30
min_size = 5
response_hours = {response_hours}
# sentiment_model = "模型/sentiment-v1.npz"

# 研判等级（一般、较大、重大）的数字由本单位自定：每项先写较大、再写重大。
# [opinion.triage]
# messages = [20, 50]        # 来信件数
# voices = [10, 30]          # 内容不同的来信
# likes = [200, 1000]        # 点赞
# growth = [3, 8]            # 为平时的几倍
# negative_ratio = [0.6, 0.9]
# open_hours = [36, 48]      # 无人回应的小时数
# sensitive_words = ["死亡", "爆炸"]   # 写到即算重大的一项
# factors_for_level = 2      # 几项达到才定为该级

# 舆情预警：热点新发现、升级、扩散、时限变化时通知值班人员，每半小时一次。
# 地址和密钥写在 secrets.toml（chmod 600），不写在这里：
#   [recipients."值班群"]
#   url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
#   secret = "…"                      # 钉钉加签、飞书签名校验
#   [recipients."值班邮箱"]
#   url = "smtps://mail.example.gov.cn:465"
#   user = "…"
#   secret = "…"                      # 邮箱密码
#   sender = "…"
#   to = ["…"]
# [alerts]
# quiet_hours = ["22:00", "07:00"]    # 免打扰；其间只发 quiet_level 及以上的
# quiet_level = "major"               # general 一般、larger 较大、major 重大
# allow_addresses = []                # 内网接口须逐个写明，如 ["10.1.2.3:443"]
# proxy = "http://10.1.1.5:3128"      # 只能经代理上外网时；邮件不经代理
# [alerts.recipients."值班群"]
# kind = "wecom"   # wecom 企业微信、dingtalk 钉钉、feishu 飞书、webhook 本单位接口、mail 邮件
# least_level = "general"
# is_direct = true                    # 内网接口，不经代理

# 热搜标题的来源（RSS 或 JSON 地址），只作热点的背景：
# [hot_searches]
# "微博" = "https://…/weibo/search/hot"

[privacy]
# 群众文字（留言、评论、找错）保存的天数；导入过的原始文件保存的天数；
# 清除的内容再过多少天从历史快照和数据文件中消失（gongkai sql --as-of 也只能查到那时以后）。
message_days = 365
import_days = 7
erase_days = 30

[mapping.messages]
# 导入留言时，对方表头 = 我方表头，如 "工单编号" = "留言编号"

[mapping.posts]

# 数据商导出的文件各有各的表头，按名称分别写（导入时加 --provider 名称）：
# [mapping.providers.名称.posts]
# "发文时间" = "发布时间"
# [mapping.providers.名称.metrics]
# [mapping.providers.名称.replies]

[serve]
# gongkai serve 的网页地址：report_port 最近的报告，dagster_port 运行情况；只在本机可见。
# host 可改为本机的内网地址，让别人看报告；运行情况页能启动和删除任务且没有密码，始终只在本机。
host = "127.0.0.1"
report_port = 8600
dagster_port = 8601
"""

_DAGSTER = """\
code_servers:
  local_startup_timeout: 180  # a busy or fresh machine takes longer than Dagster's usual minute
telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 2
"""

_FOLDERS = ("landing/incoming", "evidence", "jobs", "drop", "reports", "logs")


def create_workspace(
    folder: Path,
    *,
    name: str = "政务公开监测",
    editions: tuple[str, ...] = ("national",),
    contact: str = "请填写联系方式",
    allow_addresses: tuple[str, ...] = (),
    is_practice: bool = False,
    wechat_api: str | None = None,
) -> Settings:
    """Make a workspace; an existing settings file is kept as it is.

    ``wechat_api``: where the official-account interface answers, for a practice city.

    Raises:
        WorkspaceError: when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in _FOLDERS:
            (folder / part).mkdir(parents=True, exist_ok=True)
        config = folder / CONFIG_NAME
        if not config.exists():
            text = _TEMPLATE.format(
                name=_toml(name),
                editions=", ".join(f'"{edition}"' for edition in editions),
                contact=_toml(contact),
                allowed=", ".join(f'"{address}"' for address in allow_addresses),
                delay=0.0 if is_practice else 0.5,
                timeout=5.0 if is_practice else 15.0,
                concurrency=16 if is_practice else 4,
                spacing=1.0 if is_practice else 60.0,
                browser="false" if is_practice else "true",
                response_hours=48,
                wechat=f'wechat_api = "{wechat_api}"\n' if wechat_api else "",
            )
            config.write_text(text, encoding="utf-8")
        settings = Settings.load(folder)
        template = folder / REGISTRY_NAME
        if not template.exists():
            from gongkai_monitor.registry.template import write_template

            write_template(template)
    except OSError as error:
        raise WorkspaceError(f"不能写入 {folder}：{reason_of(error)}") from error
    from gongkai_monitor.store.lake import migrate

    migrate(settings)
    return settings


def dagster_home(settings: Settings) -> Path:
    """DAGSTER_HOME of the workspace, made when missing; telemetry is off (closed networks)."""
    home = settings.workspace / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(_DAGSTER, encoding="utf-8")
    return home


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
