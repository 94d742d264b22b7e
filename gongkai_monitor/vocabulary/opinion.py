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
