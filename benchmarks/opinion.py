"""Speed and memory of the opinion part: hotspots among many messages, sentiment of texts.

    python -m benchmarks opinion [--messages 20000]

The messages are made up: 120 matters of the kind that citizens write about, each told in its
place and with its own words, and as many single messages as there are in matters.
"""

import argparse
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pandas as pd

from gongkai_monitor.opinion import find_hotspots, score

AS_OF = datetime(2026, 9, 20, tzinfo=UTC)
MATTERS = (
    "暖气不热", "自来水发黄", "路灯不亮", "道路积水", "垃圾无人清运", "施工噪音扰民",
    "公交线路取消", "学区划分不公", "医保报销困难", "房产证迟迟未办", "物业乱收费", "电梯经常故障", "下水道堵塞",
    "拖欠农民工工资", "占道经营", "停车位不足", "燃气入户缓慢", "宅基地审批", "河道污染",
    "油烟扰民",
)  # fmt: skip
WORDS = (
    "希望有关部门尽快处理", "已经反映多次没有结果", "老人孩子都受影响", "打了热线说已转办",
    "请给居民一个明确答复", "从上个月开始一直这样", "邻居们都有同样的问题", "感谢政府关心",
    "相关单位互相推诿", "工作人员态度很好但没有解决", "天气越来越冷", "附近几个小区都是",
    "以前从来没有出现过", "希望公布整改时间", "不知道该找哪个单位", "每天早晚高峰最严重",
)  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    count = parser.parse_args().messages
    messages = make_messages(count)
    texts = [f"{one.title}。{one.text}" for one in messages.itertuples()][:2000]
    score(texts[:5])  # loads the model
    started = time.perf_counter()
    score(texts)
    taken, characters = time.perf_counter() - started, sum(map(len, texts))
    print(
        f"sentiment of {len(texts)} texts: {taken:.1f} s, "
        f"{characters / taken:,.0f} characters per second"
    )
    seconds = []
    for size in (count // 4, count // 2, count):
        part = messages.iloc[:: count // size]
        started = time.perf_counter()
        hotspots, members = find_hotspots(part, as_of=AS_OF)
        seconds.append(time.perf_counter() - started)
        print(
            f"find_hotspots on {len(part)} messages: {seconds[-1]:.1f} s, "
            f"{len(hotspots)} hotspots of {len(members)} messages, peak {peak_mb()} MB"
        )
    print("twice the messages: " + ", ".join(f"{b / a:.1f} times" for a, b in pairwise(seconds)))


def make_messages(count: int) -> pd.DataFrame:
    """So many messages of the last 30 days, half of them about one of 120 matters."""
    draw = random.Random(7)
    rows = []
    for number in range(count):
        matter = draw.choice(MATTERS)
        place = draw.randrange(6) if number % 2 else 100 + number
        estate = f"{'东西南北中新'[place % 6]}{'安和兴泰康'[place % 5]}苑{place}号小区"
        rows.append(
            {
                "message_id": f"m{number}",
                "received_at": AS_OF - timedelta(minutes=draw.randrange(30 * 1440)),
                "title": f"{estate}{matter}",
                "text": f"{estate}{matter}，{'，'.join(draw.sample(WORDS, 4))}。",
                "likes": draw.randrange(20),
                "region": f"第{place % 12}区",
            }
        )
    return pd.DataFrame(rows)


def peak_mb() -> int:
    """Most memory that this process has used."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
