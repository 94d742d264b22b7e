"""Matters whose letters name the unit: answered on the board, silent, and still in time."""

from gongkai_monitor.practice import words
from gongkai_monitor.practice.matters.matter import Lead, Matter, hours
from gongkai_monitor.vocabulary import ClockState

OPEN = (
    Matter(
        topic="夜间施工噪音扰民",
        unit="生态环境局",
        place=words.COMPOUNDS[0],
        titles=(
            "{place}旁工地夜间施工噪音扰民",
            "投诉{place}附近工地半夜施工噪音太大",
            "{place}工地深夜施工，噪音严重影响休息",
            "请管一管{place}门口工地的夜间施工噪音",
            "{place}工地通宵施工，噪音让人无法入睡",
        ),
        bodies=(
            "{place}旁边的工地每天晚上十一点以后还在施工，打桩机和混凝土罐车噪音非常大，老人孩子根本无法入睡，请尽快处理。",
            "我是{place}业主，楼下工地连续几天夜间施工，噪音持续到凌晨两三点，多次反映没有人管，强烈要求停止夜间施工。",
            "{place}附近工地深夜施工噪音扰民，孩子第二天还要上学，整夜被吵醒，请有关部门到现场查处。",
            "工地就在{place}门口，半夜还在倒渣土、切割钢筋，噪音刺耳，全小区的人都睡不好，太气人了。",
        ),
        size=16,
        first=hours(70),
        every=hours(3.9),
        replied=hours(20),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.ANSWERED),
    ),
    Matter(
        topic="拖欠农民工工资",
        unit="人力资源和社会保障局",
        place=words.PROJECTS[2],
        titles=(
            "{place}拖欠农民工工资",
            "反映{place}欠薪问题，工人工资迟迟不发",
            "{place}施工单位拖欠工人工资半年",
            "在{place}干活拿不到工资，欠薪没人管",
        ),
        bodies=(
            "我们十几个工人在{place}干了大半年，施工单位一直拖欠工资，多次讨要都说没钱，请帮我们要回血汗钱。",
            "{place}的包工头拖欠农民工工资，说总包没有拨款，总包又说已经付清，互相推诿，欠薪的事没有人管。",
            "本人在{place}做木工，工资拖欠四个月没发，家里等钱用，希望劳动监察部门尽快介入解决欠薪。",
        ),
        size=12,
        first=hours(96),
        every=hours(7),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.OVERDUE),
    ),
    Matter(
        topic="小区反复停水",
        unit="水务局",
        place=words.COMPOUNDS[6],
        titles=(
            "{place}连续停水无人通知",
            "{place}反复停水，居民生活受影响",
            "{place}又停水了，何时恢复供水",
            "{place}高层停水多日，请尽快恢复供水",
        ),
        bodies=(
            "{place}这几天反复停水，事先没有任何通知，做饭洗漱都成问题，请尽快恢复供水并说明停水原因。",
            "我家住{place}，昨天早上开始停水，到现在还没有恢复，物业和自来水公司互相推，老人提水上楼太难了。",
            "{place}二次供水泵房一坏就停水，这个月已经停水三次，希望彻底解决停水问题。",
        ),
        size=10,
        first=hours(30),
        every=hours(2.7),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.RUNNING),
    ),
)
