"""Made-up titles and paragraphs that read like government pages."""

from datetime import date
from random import Random

from gongkai_monitor.vocabulary import ChannelKind

_NEWS = (
    "{unit}召开{topic}工作推进会", "{unit}开展{topic}专项督导", "{place}{topic}工作取得新进展",
    "{unit}组织{topic}业务培训", "{unit}深入基层调研{topic}工作", "{place}扎实推进{topic}工作",
    "{unit}到{place}检查{topic}落实情况", "{place}多措并举抓好{topic}",
)  # fmt: skip
_NOTICE = (
    "关于开展{topic}检查的通知", "关于{topic}有关事项的公告", "关于{place}{topic}结果的公示",
    "关于举办{topic}培训班的通知", "关于调整{place}{topic}办理时间的公告",
    "关于征集{topic}典型案例的通知",
)  # fmt: skip
_STATISTICS = ("{month}{topic}情况统计", "{place}{topic}主要数据", "{month}{topic}运行情况")
_GUIDES = ("{topic}业务办理", "{topic}补助申领", "{topic}登记办理")
_CALLS = ("关于公开征求《{topic}管理办法（征求意见稿）》意见的公告",)
_DECISIONS = ("行政处罚决定公示（{topic}领域）",)
_CATALOGUES = ("{topic}领域基层政务公开标准目录",)
FIRST_CATALOGUE = 2
"""Statutory columns hold decisions first, and catalogues from this entry on."""
_STRAY_NEWS = (
    "{unit}召开安全生产工作推进会", "{unit}领导赴临水街道调研防汛备汛工作",
    "{unit}举办消防宣传进社区活动",
)  # fmt: skip
_GENERAL = ("{unit}{topic}事项清单", "{place}{topic}工作说明", "{unit}{topic}信息（{month}）")
_TITLES = {
    ChannelKind.NEWS: _NEWS,
    ChannelKind.NOTICE: _NOTICE,
    ChannelKind.STATISTICS: _STATISTICS,
    ChannelKind.SERVICE_GUIDE: _GUIDES,
    ChannelKind.CONSULTATION: _CALLS,
    ChannelKind.STATUTORY: _DECISIONS,
}
_TOPICS = (
    "营商环境优化", "义务教育招生", "河湖长制", "老旧小区改造", "稳岗就业", "春耕备耕",
    "安全生产", "食品安全", "道路养护", "防汛备汛", "医保服务", "养老服务", "文明创建",
    "大气污染防治", "政务服务", "招商引资", "乡村建设", "困难群众救助", "消防宣传", "项目建设",
)  # fmt: skip
_PLACES = ("全市", "城区", "望湖片区", "环山路沿线", "临水街道", "经开区", "高新片区", "各县区")
_OPENING = (
    "为贯彻落实上级部署要求，{unit}结合实际，认真组织开展{topic}各项工作，现将有关情况公布如下。",
    "近日，{unit}围绕{topic}开展集中行动，相关科室负责人和基层代表参加。",
    "按照年度工作安排，{unit}研究部署{topic}重点任务，明确责任分工和完成时限。",
)
_MIDDLE = (
    "会议指出，{topic}关系群众切身利益，要坚持问题导向，逐项梳理短板弱项，建立工作台账，做到事事有着落、件件有回音。",
    "工作组先后到{place}实地查看，详细了解进展情况，听取群众意见，对发现的问题现场交办，并要求限期反馈。",
    "截至目前，{place}已完成阶段任务的八成以上，群众满意度稳步提升，相关做法正在总结推广。",
)
_CLOSING = (
    "下一步，{unit}将持续加大{topic}工作力度，强化督促检查，确保各项措施落到实处。",
    "有关单位和个人如有疑问，可在工作日办公时间到{place}服务窗口咨询。",
)
_POLICIES = (
    "促进中小企业稳定发展若干措施", "城镇老旧小区改造实施方案", "农村饮水安全管理办法",
    "公共租赁住房分配细则", "城市停车设施管理办法", "高校毕业生就业补贴实施细则",
    "养老服务设施建设支持办法", "建筑垃圾处置管理规定", "数字经济发展扶持办法",
    "机动车排气污染防治办法", "学前教育普惠发展实施方案", "小微企业贷款贴息办法",
    "餐厨废弃物管理办法", "城区户外广告设置管理规定", "困难家庭医疗救助实施细则",
    "物业服务监督管理办法", "乡村民宿管理办法", "河道采砂管理规定", "人才公寓管理办法",
    "节约用水奖励办法",
)  # fmt: skip
_FIELDS = (
    "", "城乡", "园区", "社区", "基层", "商贸领域", "公共领域", "重点领域", "山区", "沿湖地区",
    "老城区", "新建城区",
)  # fmt: skip
_REPOSTS = (
    ("国务院办公厅", "国办发", "国务院办公厅关于加快推进公共服务便利化的意见"),
    ("国务院办公厅", "国办函", "国务院办公厅关于做好政务公开年度重点任务的通知"),
    ("国务院", "国发", "国务院关于进一步优化政务环境若干事项的意见"),
)


def item_title(kind: ChannelKind, unit: str, day: date, n: int, random: Random) -> str:
    """A title that suits the kind of channel; ``n`` keeps the topics of one list apart."""
    is_catalogue = kind is ChannelKind.STATUTORY and n >= FIRST_CATALOGUE
    template = random.choice(_CATALOGUES if is_catalogue else _TITLES.get(kind, _GENERAL))
    return template.format(
        unit=unit,
        topic=_TOPICS[(n + random.randrange(3) * 7) % len(_TOPICS)],
        place=random.choice(_PLACES),
        month=f"{day.year}年{day.month}月",
        year=day.year,
    )


def stray_news(unit: str, n: int) -> str:
    """A news title for a column that should have none."""
    return _STRAY_NEWS[n % len(_STRAY_NEWS)].format(unit=unit)


def paragraphs(unit: str, random: Random) -> list[str]:
    """Three or four paragraphs of plain text."""
    topic = random.choice(_TOPICS)
    place = random.choice(_PLACES)
    chosen = [random.choice(_OPENING), *random.sample(_MIDDLE, 2), random.choice(_CLOSING)]
    return [text.format(unit=unit, topic=topic, place=place) for text in chosen]


def policy_name(n: int) -> str:
    """Name of the n-th policy: the first 240 differ."""
    name = _POLICIES[n % len(_POLICIES)]
    return _FIELDS[n // len(_POLICIES) % len(_FIELDS)] + name


def repost(n: int) -> tuple[str, str, str]:
    """Issuer, mark of the document number and title of a higher level's document."""
    return _REPOSTS[n % len(_REPOSTS)]


def policy_title(name: str, issuer: str) -> str:
    """Full title of a document of one's own."""
    return f"{issuer}关于印发《{name}》的通知"
