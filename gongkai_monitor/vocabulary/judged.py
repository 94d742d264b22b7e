"""Words of judgement: rules, findings, verdicts."""

from gongkai_monitor.vocabulary.term import Term


class Effect(Term):
    """What an indicator does to the verdict."""

    VETO = "veto", "单项否决"
    DEDUCTION = "deduction", "扣分"
    BONUS = "bonus", "加分"
    NOTICE = "notice", "提示"


class Sureness(Term):
    """How sure the rule base is of an indicator (domain rules: V, V2, P, M)."""

    VERIFIED = "V", "已核实"
    VERIFIED_TWICE = "V2", "已核实（两个来源）"
    PARTLY = "P", "部分核实"
    MEMORY = "M", "未核实"

    @property
    def may_fail(self) -> bool:
        """Only verified rules decide 合格/不合格."""
        return self in {Sureness.VERIFIED, Sureness.VERIFIED_TWICE}


class Way(Term):
    """How an indicator comes to its findings."""

    AUTOMATIC = "automatic", "自动判定"
    ASSISTED = "assisted", "系统提示，人工复核"
    IMPORTED = "imported", "依据导入数据判定"
    DOCUMENTS = "documents", "查阅资料"


class Level(Term):
    """问题级别, mildest first."""

    NOTICE = "notice", "提示"
    WARNING = "warning", "预警"
    OVERDUE = "overdue", "超期"
    DORMANT = "dormant", "僵尸"


class FindingStatus(Term):
    """问题状态."""

    NEW = "new", "新增"
    ONGOING = "ongoing", "持续"
    RESOLVED = "resolved", "已消除"
    FALSE_ALARM = "false_alarm", "误报"
    EXEMPT = "exempt", "豁免"


class ReviewDecision(Term):
    """处理决定: what a reviewer decided on a finding."""

    CONFIRMED = "confirmed", "属实"
    FALSE_ALARM = "false_alarm", "误报"
    EXEMPT = "exempt", "豁免"


class ReviewState(Term):
    """复核状态 of a finding at one moment."""

    NOT_NEEDED = "not_needed", "无需复核"
    PENDING = "pending", "待复核"
    CONFIRMED = "confirmed", "已复核属实"
    FALSE_ALARM = "false_alarm", "误报"
    EXEMPT = "exempt", "豁免"


class Verdict(Term):
    """检查结论: three, never two."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    NOT_JUDGED = "not_judged", "未采到，不作结论"
    OUT_OF_SCOPE = "out_of_scope", "不在检查范围"


class Disposition(Term):
    """账号处置: proposed by the audit, decided by people. 暂缓 is never proposed."""

    KEEP = "keep", "保留"
    REMIND = "remind", "提醒"
    RECTIFY = "rectify", "整改"
    MERGE = "merge", "整合"
    SHUT_DOWN = "shut_down", "关停"
    POSTPONE = "postpone", "暂缓"
