"""Incidents, as a person called them so: 1 and 5 hours to the first release, 24 to a conference."""

from gongkai_monitor.practice.matters.matter import Lead, Matter, Outlet, Release, hours, minutes
from gongkai_monitor.vocabulary import ClockState, Milestone, ResponseClass

INCIDENTS = (
    Matter(
        topic="燃气爆燃（各时限差一分钟内完成）",
        unit="燃气服务中心",
        keywords=("燃气爆燃",),
        place="枫桥里商业街",
        titles=(
            "{place}发生燃气爆燃",
            "{place}饭店燃气爆燃，有人受伤吗",
            "{place}爆燃之后燃气什么时候恢复",
        ),
        bodies=(
            "{place}一家饭店发生燃气爆燃，玻璃碎了一地，周围住户都跑下楼，希望公布伤亡情况。",
            "刚才{place}燃气爆燃，声音特别大，不知道有没有人员伤亡，附近燃气管道是否安全？",
            "{place}燃气爆燃后整条街停气，消防车来了好几辆，请尽快通报原因。",
        ),
        first=hours(30),
        every=minutes(9),
        event=minutes(5),
        response_class=ResponseClass.MAJOR_INCIDENT,
        releases=(
            Release(
                after=minutes(59),
                title="关于枫桥里商业街燃气爆燃的情况通报",
                text="今天枫桥里商业街一家饭店发生燃气爆燃，已关闭燃气阀门，两名轻伤人员送医，周围住户已疏散，"
                "消防和燃气抢修人员正在现场处置，原因正在调查。",
            ),
            Release(
                after=minutes(23 * 60 + 59),
                title="枫桥里商业街燃气爆燃处置情况新闻发布会",
                outlet=Outlet.BY_HAND,
                milestone=Milestone.CONFERENCE,
            ),
        ),
        lead=Lead(rule="Y-7", hours=1, state=ClockState.ANSWERED),
    ),
    Matter(
        topic="桥面坍塌（首发迟，发布会未开）",
        unit="桥梁养护中心",
        keywords=("桥面坍塌",),
        place="柳河三号桥",
        titles=(
            "{place}桥面坍塌",
            "{place}桥面突然坍塌，车辆掉落",
            "{place}桥面坍塌多久能通车",
        ),
        bodies=(
            "{place}桥面坍塌了一大块，有一辆货车陷在里面，请马上封闭道路。",
            "早上经过{place}，桥面坍塌露出钢筋，没有人指挥交通，非常危险。",
            "{place}桥面坍塌，两岸的人都绕行，想知道有没有人受伤、何时修复。",
        ),
        first=hours(20),
        every=minutes(20),
        event=minutes(10),
        response_class=ResponseClass.MAJOR_INCIDENT,
        releases=(
            Release(
                after=hours(3),
                title="关于柳河三号桥桥面坍塌的情况通报",
                text="柳河三号桥桥面发生局部坍塌，一辆货车受损，无人员伤亡，已封闭桥梁并组织绕行，"
                "专家正在检测桥梁结构，修复方案另行公布。",
            ),
        ),
        lead=Lead(rule="Y-1", hours=24, state=ClockState.DUE_SOON),
    ),
    Matter(
        topic="大面积停电（首发晚一分钟）",
        unit="电力保障中心",
        keywords=("大面积停电",),
        place="北湖片区",
        titles=(
            "{place}大面积停电",
            "{place}大面积停电，何时来电",
            "{place}整片停电，医院也没电",
        ),
        bodies=(
            "{place}大面积停电，十几栋楼没有电，电梯里还困了人，请说明原因。",
            "{place}从上午开始大面积停电，商户冰柜里的东西都化了，打电话没有人接。",
            "{place}大面积停电，红绿灯都灭了，什么时候恢复供电？",
        ),
        first=hours(10),
        every=minutes(6),
        event=minutes(4),
        response_class=ResponseClass.KEY_MATTER,
        releases=(
            Release(
                after=minutes(61),
                title="关于北湖片区大面积停电的情况说明",
                text="北湖片区因变电站设备故障大面积停电，抢修人员已到现场，医院已启用备用电源，"
                "被困电梯人员已全部救出，预计今天恢复供电。",
            ),
        ),
        lead=Lead(rule="Y-7", hours=1, state=ClockState.ANSWERED_LATE),
    ),
)
