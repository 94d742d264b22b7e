"""Interpretations that only repeat their document or leave most of it out (rules J-7, J-11)."""

from collections.abc import Iterator
from datetime import timedelta
from enum import Enum

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.families.places import entry_url
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import PAGE_SIZE, Item, items_of
from gongkai_monitor.practice.plan import ChannelPlan, DocumentPlan, Pairing, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_WINDOW = timedelta(days=360)
_REPEATS, _THIN = "document.interpretation_repeats", "document.interpretation_thin"

_PROVISIONS = (
    "第一条 本办法所称公共服务事项，是指由各级服务窗口受理并对外公布的事项。",
    "第二条 服务窗口应当在显著位置公布事项名称、受理时间、收费标准和监督电话，有变动的当日更换。",
    "第三条 工作人员对来访群众应当一次性告知需要补正的全部材料，不得以口头方式拒绝受理。",
    "第四条 群众对答复不满意的，可以向上一级主管单位反映，主管单位应当在五个工作日内回复。",
    "第五条 各单位每季度汇总一次群众意见，形成书面材料，并在本单位门户网站公布采纳情况。",
    "第六条 未按规定公布信息、推诿拖延造成不良影响的，由主管单位责令改正，情节严重的依规处理。",
    "第七条 各单位可以结合实际制定细化措施，报主管单位备案，并及时向社会公布。",
    "第八条 服务窗口实行首问负责，第一位接待的工作人员负责引导群众找到承办科室，不得互相推诿。",
    "第九条 节假日前后各三日为服务高峰，窗口应当增加值守人员，并提前公布值守安排和联系方法。",
    "第十条 每年第四季度开展一次群众满意度调查，调查结果作为年度评先评优的重要参考。",
)
_OWN_WORDS = (
    "过去有居民说跑了三趟才办成一件事，窗口换了人，说法也跟着换，来回的路费比工本费还贵。",
    "以后窗口换人也不要紧，墙上的清单写得清清楚楚，少哪一样当场就能看到，不用再猜。",
    "如果家里老人走不动，可以请邻居带着身份证代办，网格员也能上门收材料，晚上还会电话回访。",
    "孩子上学、老人看病、商户换证，大家最常办的几件事排在清单最前面，找起来不费劲。",
    "我们还把清单印成了大字版，放在各个社区的宣传栏里，识字不多的老人让孙辈念一遍也就明白了。",
    "有人问会不会多收钱，答案是不会，收费标准一分没有动，窗口多收一分都可以当场要求退还。",
    "等这件事做顺了，几个镇的窗口会轮流开到晚上八点，方便白天上班走不开的年轻人过来办。",
)
_PARTS = (
    "什么是一次性告知？就是头一回来就把缺的材料全部写在一张纸上交给群众。",
    "和以前相比，主要变化是答复的时间缩短到五个工作日。",
    "适用范围包括所有对外受理事项的服务窗口。",
)


class _Case(Enum):
    """What an interpretation does; it goes by pairing, number and port."""

    REPEATS = "repeats"
    HALF = "half"  # near miss: quotes half of the provisions, explains the rest
    THIN = "thin"
    ENOUGH = "enough"  # near miss: three parts of six


class InterpretationSubstance(Feature):
    """Long texts for the interpretations that name their document or link to it."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """Provisions on the document's page, the explanation on the interpretation's."""
        del channel
        if item.document is not None:
            return _PROVISIONS if _case(plan, item.document) in {_Case.REPEATS, _Case.HALF} else ()
        match item.interprets and _case(plan, item.interprets):
            case _Case.REPEATS:
                return _PROVISIONS
            case _Case.HALF:
                return (*_PROVISIONS[1:4], *_OWN_WORDS, *_PARTS)
            case _Case.THIN:
                return _OWN_WORDS
            case _Case.ENOUGH:
                return (*_OWN_WORDS, *_PARTS)
        return ()

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Explained documents whose interpretation repeats them or leaves most out."""
        for document_url, url, case in _cases(plan):
            code = {_Case.REPEATS: _REPEATS, _Case.THIN: _THIN}.get(case)
            if code:
                yield PlantedFault(
                    code=code, subject_id=document_url, object=url, level=Level.NOTICE
                )

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Half a quotation, three parts of six."""
        for document_url, url, case in _cases(plan):
            if case is _Case.HALF:
                yield NearMiss(
                    code=_REPEATS, subject_id=document_url, object=url, note="引用近半，其余是解释"
                )
            if case is _Case.ENOUGH:
                yield NearMiss(
                    code=_THIN, subject_id=document_url, object=url, note="六个方面有三个"
                )


def _case(plan: SitePlan, document: DocumentPlan) -> _Case | None:
    if document.is_repost or document.interpreted_at is None:
        return None
    is_near_miss = (plan.port + document.n) % 2 == 1
    match document.pairing:
        case Pairing.TITLE:
            return _Case.HALF if is_near_miss else _Case.REPEATS
        case Pairing.LINK:
            return _Case.ENOUGH if is_near_miss else _Case.THIN
        case _:
            return None


def _cases(plan: SitePlan) -> Iterator[tuple[str, str, _Case]]:
    """Addresses of document and interpretation, and the case, of the year's pairs."""
    papers = dict(_interpretations(plan))
    for channel in plan.channels:
        for item in items_of(plan, channel)[:PAGE_SIZE]:  # a first round reads no further
            document = item.document
            if (
                document is None
                or china_date(plan.as_of) - china_date(document.published_at) >= _WINDOW
            ):
                continue
            case, url = _case(plan, document), papers.get((document.channel, document.n))
            if case is not None and url is not None:
                yield entry_url(plan, channel, item), url, case


def _interpretations(plan: SitePlan) -> Iterator[tuple[tuple[str, int], str]]:
    """The document that each interpretation on a first list page explains -> its address."""
    for channel in plan.channels:
        if channel.channel.kind is not ChannelKind.INTERPRETATION:
            continue
        for item in items_of(plan, channel)[:PAGE_SIZE]:
            if item.interprets is not None:
                key = (item.interprets.channel, item.interprets.n)
                yield key, entry_url(plan, channel, item)
