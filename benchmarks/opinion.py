"""Speed and memory of the opinion part: hotspots among many messages, sentiment of texts.

    python -m benchmarks opinion [--messages 20000]

The messages are made up of 12,000 pseudo-words that are as unevenly frequent as words of a
language are; half of the messages belong to matters of 2 to 60 messages, which share a place and
ten words of their own. The texts for the sentiment are ordinary phrases.
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
VOCABULARY, MATTER_WORDS, LARGEST_MATTER = 12_000, 10, 60
PHRASES = (
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
    texts = make_texts(2000)
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
        part = messages.iloc[:size]
        started = time.perf_counter()
        hotspots, members = find_hotspots(part, as_of=AS_OF)
        seconds.append(time.perf_counter() - started)
        print(
            f"find_hotspots on {len(part)} messages: {seconds[-1]:.1f} s, "
            f"{len(hotspots)} hotspots of {len(members)} messages, peak {peak_mb()} MB"
        )
    print("twice the messages: " + ", ".join(f"{b / a:.1f} times" for a, b in pairwise(seconds)))


def make_texts(count: int) -> list[str]:
    """Texts of ordinary phrases."""
    draw = random.Random(7)
    return ["，".join(draw.sample(PHRASES, 6)) + "。" for _ in range(count)]


def make_messages(count: int) -> pd.DataFrame:
    """So many messages of the last 30 days, half of them in matters."""
    draw = random.Random(7)
    characters = [chr(0x4E00 + n) for n in range(3000)]
    words = ["".join(draw.choices(characters, k=2)) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    rows: list[dict[str, object]] = []
    while len(rows) < count:
        size = draw.randint(2, LARGEST_MATTER)
        own = draw.choices(words[200:], k=MATTER_WORDS)
        told = [[*own[:3], *draw.choices(words, weights, k=2)] for _ in range(size)]
        single = [draw.choices(words, weights, k=5) for _ in range(size)]
        for title in (*told, *single):
            shared = draw.sample(own, 5) if title in told else []
            text = [*shared, *draw.choices(words, weights, k=60)]
            draw.shuffle(text)
            rows.append(message(len(rows), title, text, draw))
    return pd.DataFrame(rows[:count])


def message(
    number: int, title: list[str], text: list[str], draw: random.Random
) -> dict[str, object]:
    """One row of the messages."""
    return {
        "message_id": f"m{number}",
        "received_at": AS_OF - timedelta(minutes=draw.randrange(30 * 1440)),
        "title": "".join(title),
        "text": "".join(text) + "。",
        "likes": draw.randrange(20),
        "region": f"第{number % 12}区",
    }


def peak_mb() -> int:
    """Most memory that this process has used."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
