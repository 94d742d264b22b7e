"""The words of message boards: labels of a letter's page, and words of its state.

Seen in public pages and in programs that read such pages (``docs/platforms.md``), put together
from their parts: one board says 来信内容, the next 诉求描述.
"""

import re
from enum import StrEnum, auto
from functools import lru_cache

from gongkai_monitor.text.json_rows import words


class Field(StrEnum):
    """What a label of a letter's page names."""

    TITLE = auto()
    RECEIVED = auto()
    TEXT = auto()
    REPLIED = auto()
    REPLY = auto()
    UNIT = auto()
    STATE = auto()
    CATEGORY = auto()
    REGION = auto()
    PERSON = auto()  # who wrote: read only to be masked
    OTHER = auto()


class LetterState(StrEnum):
    """How far a letter is, as the board says."""

    ANSWERED = auto()
    PENDING = auto()


_ASKED = (
    "(?:公开)?(?:来信|来件|来函|来电|写信|留言|信件|邮件|咨询|提问|询问|反映|诉求|投诉|求助|建议|建言|举报|问题|办件"
    "|案件|工单|事项|发言|信访|信访件|民意|网民|网友|群众|市民|事件|受理)(?:[（(]电[）)])?"
)
_ANSWERED = (
    "(?:最终|官方|部门|单位|网上|处理|诉求|咨询|信件|留言|承办单位|办理单位)?"
    "(?:答复|回复|办理|办结|办复|回答|处理|处办|反馈|解答|受理答复)"
)
_PATTERNS: tuple[tuple[Field, str], ...] = (
    (
        Field.PERSON,
        (
            "(?:来信|写信|留言|咨询|提问|反映|投诉|求助|诉求|发布|发言|联系|信访|举报|申请|来电|建议|提交)(?:人|者)"
            "(?:姓名|名称|昵称)?|(?:真实)?姓名|(?:网民|网友|用户|作者)(?:昵称|名称|姓名|名)?|昵称|署名|联系(?:电话|方式|地址)"
            "|手机(?:号码?)?|电话(?:号码)?|固定电话|电子(?:邮箱|邮件)|e?-?mail|邮箱|(?:家庭|通讯|通信|详细)?(?:地址|住址)"
            "|身份证号?码?|性别|年龄|职业|ip(?:地址)?|qq号?|微信号?|工作单位"
        ),
    ),
    (Field.REPLIED, f"{_ANSWERED}(?:完成|发布)?(?:时间|日期)"),
    (
        Field.RECEIVED,
        f"(?:{_ASKED}|提交|递交|接收|发起|发表|发布|登记|创建)(?:提交|发布|登记)?(?:时间|日期)|时间|日期",
    ),
    (
        Field.UNIT,
        "(?:答复|回复|办理|处理|承办|受理|责任|处办|所属|回答|反馈)(?:单位|部门|机构|机关)",
    ),
    (
        Field.STATE,
        f"(?:办理|处理|{_ANSWERED}|{_ASKED}|当前|目前)?(?:状态|进度|进展)|是否(?:已)?(?:答复|回复|办结)",
    ),
    (
        Field.REPLY,
        (
            f"{_ANSWERED}(?:内容|结果|情况|意见|详情|描述|摘要|告知内容|信息|正文)?|答复告知内容|回复告知内容"
            "|(?:部门|单位|官方)(?:答复|回复)|公示内容|答"
        ),
    ),
    (
        Field.TITLE,
        f"(?:{_ASKED}|咨询)?(?:标题|主题|题目|名称)|问题摘要",
    ),
    (
        Field.TEXT,
        (
            f"{_ASKED}(?:内容|详情|描述|摘要|正文|信息|详细内容|具体内容)|(?:具体|主要|详细|反映)(?:内容|诉求|问题)"
            "|内容(?:描述|详情)?|正文|(?:网民|网友)(?:提问|留言)|诉求问题|咨询问题|提问|问题|留言|诉求|问"
        ),
    ),
    (Field.CATEGORY, f"(?:{_ASKED})?(?:类型|类别|性质|分类|目的)|(?:所属)?(?:领域|行业)"),
    (Field.REGION, "(?:所属|事发|问题|来信|涉及)?(?:区域|地区|区县|属地)"),
    (
        Field.OTHER,
        (
            f"(?:{_ASKED}|查询|业务|流水)?(?:编号|编码|查询[码号]|流水号|索引号|id)|(?:浏览|点击|阅读|访问)(?:次数|数|量|率)?"
            "|(?:满意度|服务)?(?:评价|评分)(?:结果|情况|内容)?|满意度|附件(?:下载)?|来源|分享|字号|字体|验证码|是否公开|公开(?:方式|情况|属性)"
            "|(?:收件|收信|受信|写给|信箱)(?:部门|单位|人|领导|名称)?|点赞(?:数)?|支持(?:数)?|办理期限|答复期限|(?:信件)?来源(?:渠道)?|渠道"
        ),
    ),
)
_COMPILED = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _PATTERNS)
_LONGEST = 12
_GENERIC = frozenset(
    words(
        "标题 主题 题目 名称 内容 正文 时间 日期 问题 提问 留言 诉求 类型 类别 性质 "
        "分类 目的 领域 行业 状态 进度 进展 来源 附件 编号 电话 地址 姓名 邮箱 手机 "
        "区域 地区 问 反馈 办理 处理"
    )
)

_ANSWERED_STATE = re.compile(
    r"^(?!.{0,3}[未待不暂])(?:该信件)?(?:已经?)?(?:办结|办理完毕|办理完成|办理|回复|答复|处理|办复|反馈|解决|完成|回答)(?:完毕|完成|完结)?$|^(?:办结|完结|是)$"
)
_PENDING_STATE = re.compile(
    r"[未待](?:答复|回复|办理|处理|受理|审核|办结|反馈|交办)|(?:办理|处理|受理|转办|交办|审核|核实)之?中|正在(?:办理|处理|核实|受理|转办)"
    r"|^已(?:受理|转办|交办|接收|签收|派发|分派)$|^(?:受理|转办|交办)$|暂[无未](?:答复|回复)|尚未(?:答复|回复|办结)|^否$|^未答$"
)
_NO_ANSWER = re.compile(
    r"^[（(【\[]?(?:暂无|暂时没有|尚无|无|未|尚未|还未|待|暂未|等待)(?:回复|答复|办理结果|处理结果|内容|办理|回答)?[）)】\]。.！!]{0,2}$"
    r"|^(?:正在|尚在)?(?:办理|处理|受理)中?[。.…]{0,3}$|^[-—/／]{1,3}$|^null$|^您?的?(?:来信|留言|问题)?(?:已收到|已受理)[，,。]?(?:正在(?:办理|处理)中?)?[。.]?$"
)
_STATE_WORD = 14


@lru_cache(maxsize=4096)
def field_of(label: str) -> Field | None:
    """What a label names; None for any other words.

    Args:
        label: without blanks, colons and brackets.
    """
    if not label or len(label) > _LONGEST:
        return None
    return next((field for field, pattern in _COMPILED if pattern.fullmatch(label)), None)


def is_generic(label: str) -> bool:
    """Whether a label may as well begin a line of somebody's text (电话, 地址, 问题)."""
    return label in _GENERIC


def state_of(words: str) -> LetterState | None:
    """The state that a board prints; None for words that are not known."""
    words = words.strip(" 　。.!！【】[]()（）")
    if not words or len(words) > _STATE_WORD:
        return None
    if _PENDING_STATE.search(words):
        return LetterState.PENDING
    return LetterState.ANSWERED if _ANSWERED_STATE.search(words) else None


def says_no_answer(words: str) -> bool:
    """Whether the place of the answer says that there is none yet (暂无回复, 办理中)."""
    return not words.strip() or bool(_NO_ANSWER.match(words.strip()))
