"""Ordinary matters that were answered: a minute before the 48 hours, and half a day after them."""

from gongkai_monitor.practice.matters.matter import Lead, Matter, Outlet, Release, hours, minutes
from gongkai_monitor.vocabulary import ClockState

ANSWERED = (
    Matter(
        topic="供暖补贴取消（联名信，门户网站按时回应）",
        unit="人民政府",
        keywords=("供暖补贴",),
        place="老机床厂家属院",
        titles=("要求恢复{place}供暖补贴",),
        bodies=(
            "我是{place}{who}。今年突然取消了老旧小区供暖补贴，退休职工负担加重，没有征求过居民意见，我们联名要求恢复供暖补贴，并书面说明依据。",
        ),
        size=24,
        first=hours(80),
        every=minutes(25),
        releases=(
            Release(
                after=minutes(47 * 60 + 59),
                title="关于老机床厂家属院供暖补贴有关情况的说明",
                text="近日老机床厂家属院居民反映供暖补贴取消一事。经研究，老旧小区供暖补贴继续发放，"
                "标准不变，此前社区通知有误，已责成更正并向居民致歉。",
                outlet=Outlet.PORTAL,
            ),
        ),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.ANSWERED),
    ),
    Matter(
        topic="公交线路停运（超时回应）",
        unit="公交服务中心",
        keywords=("公交停运",),
        place="三十六路",
        titles=(
            "{place}公交停运没有通知",
            "请恢复{place}公交，停运后无法上班",
            "{place}公交停运，学生怎么上学",
        ),
        bodies=(
            "{place}公交停运已经三天，站牌上没有任何公告，沿线几个村的人没法进城上班。",
            "{place}公交停运，孩子每天要走四公里上学，请尽快恢复{place}公交。",
            "打热线说{place}公交停运是因为司机不够，能不能减少班次而不是全部停运？",
        ),
        first=hours(100),
        every=hours(1.5),
        releases=(
            Release(
                after=hours(60),
                title="关于三十六路公交停运的情况说明",
                text="三十六路公交因驾驶员不足临时停运，给沿线群众和学生带来不便，深表歉意。"
                "现已调配车辆，明天起恢复三十六路公交，早晚高峰加密班次。",
            ),
        ),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.ANSWERED_LATE),
    ),
)
