"""Words of public opinion."""

from gongkai_monitor.vocabulary.term import Term


class Sentiment(Term):
    """情感倾向."""

    POSITIVE = "positive", "正面"
    NEUTRAL = "neutral", "中性"
    NEGATIVE = "negative", "负面"
    UNSURE = "unsure", "待判"


class MessageClass(Term):
    """Level-1 classes of government message boards (一级分类)."""

    URBAN = "urban", "城乡建设"
    ENVIRONMENT = "environment", "环境保护"
    TRANSPORT = "transport", "交通运输"
    EDUCATION = "education", "教育文体"
    LABOUR = "labour", "劳动和社会保障"
    COMMERCE = "commerce", "商贸旅游"
    HEALTH = "health", "卫生计生"
    UNSURE = "unsure", "待人工"


class MessageField(Term):
    """Fields that the official documents on 政务舆情 name for close attention."""

    EPIDEMIC = "epidemic", "疫情防控"
    HOUSING_FINANCE = "housing_finance", "房地产金融"
    WAGES = "wages", "工资拖欠"
    POLLUTION = "pollution", "环境污染和生态破坏"
    FOOD_DRUGS = "food_drugs", "食品药品安全"
    SCHOOLS_HOSPITALS = "schools_hospitals", "教育医疗养老"
    SAFETY = "safety", "安全生产"
    HARDSHIP = "hardship", "困难群众生活"
    OTHER = "other", "其他"
    UNSURE = "unsure", "待人工"


class ClockState(Term):
    """回应时限状态."""

    RUNNING = "running", "计时中"
    DUE_SOON = "due_soon", "临近时限"
    OVERDUE = "overdue", "超时未回应"
    ANSWERED = "answered", "已按时回应"
    ANSWERED_LATE = "answered_late", "超时回应"


class ResponseClass(Term):
    """舆情类别: which limits apply. Only a person says that something is an incident."""

    MAJOR_INCIDENT = "major_incident", "特别重大、重大突发事件"
    KEY_MATTER = "key_matter", "突发等重点事项"
    ORDINARY = "ordinary", "其他政务舆情"


class Milestone(Term):
    """What a limit of the response clock asks for."""

    FIRST_RELEASE = "first_release", "首次权威发布"
    CONFERENCE = "conference", "新闻发布会"
    RESPONSE = "response", "回应"


class RiskLevel(Term):
    """研判等级, mildest first; the thresholds are the deployment's own (Y-11)."""

    GENERAL = "general", "一般"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"


class HotspotEntryKind(Term):
    """What an entry of the 舆情台账 records."""

    ASSIGNED = "assigned", "交办"
    TRIAGED = "triaged", "研判"
    HANDLED = "handled", "处置"
    STATEMENT = "statement", "回应认定"
    CLOSED = "closed", "办结"
    WITHDRAWN = "withdrawn", "撤回"


class RouteBasis(Term):
    """Why a unit is responsible."""

    HANDLED = "handled", "来件已派"
    DUTY = "duty", "职责"
    PLACE = "place", "属地"
    SUPERVISION = "supervision", "主管"
    PERSON = "person", "人工指定"


class ReplyHint(Term):
    """答复质量线索: what a person should look at; never a conclusion."""

    OFF_TOPIC = "off_topic", "可能答非所问"
    TEMPLATE = "template", "套用模板"
    ECHO = "echo", "只重复来信"
    EMPTY = "empty", "没有实质内容"


class ReplyState(Term):
    """来信办理时限状态."""

    IN_TIME = "in_time", "按时答复"
    LATE = "late", "超时答复"
    OPEN = "open", "办理中"
    OVERDUE = "overdue", "超时未答复"
    NO_LIMIT = "no_limit", "没有适用时限"
    UNKNOWN = "unknown", "时间不明"
