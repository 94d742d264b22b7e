# ruff: noqa: E501 - made-up numbers read better in one line
"""Masking of citizens' texts: recall on numbers put into real letters, official numbers masked.

    python -m benchmarks privacy [DATA_FOLDER]

Numbers are drawn so that checksums hold and put between two sentences of real letters and reports
(whose own numbers are masked already). Recall counts a number only when none of its digits are
left. False masking counts the official numbers that stand in the real texts, and others put in.
Targets: recall 0.99 of each kind; at most 0.01 of official numbers masked, in each kind too.
"""

import csv
import gzip
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
from stdnum import luhn
from stdnum.cn import ric

from gongkai_monitor.text.personal_data import find_personal_data, mask_personal_data
from gongkai_monitor.text.personal_names import find_names

LEAST_RECALL, MOST_FALSE = 0.99, 0.01
_DRAWS = 2_000
_LETTERS = ("letters_shanghai/letters", "letters_beijing/letters", "taidi_messages/class_train",
            "taidi_messages/replies", "find_errors/find_errors")  # fmt: skip
_COLUMNS = ("title", "text", "reply", "description", "answer")
_REGIONS = ("110101", "130803", "130822", "310104", "440106", "510105", "620102", "659001",
            "230881", "522601")  # fmt: skip
_BINS = ("622202", "622848", "621700", "621661", "622588", "621785", "623058", "601382", "436742",
         "622700")  # fmt: skip

Draw = random.Random
Form = Callable[[str, Draw], str]


def id_number(draw: Draw) -> str:
    """A made-up ID number that holds."""
    body = (
        f"{draw.choice(_REGIONS)}{draw.randint(1930, 2020)}{draw.randint(1, 12):02}"
        f"{draw.randint(1, 28):02}{draw.randint(1, 999):03}"
    )
    return body + str(ric.calc_check_digit(body + "0"))


def mobile(draw: Draw) -> str:
    """A made-up mobile."""
    return f"1{draw.choice('3456789')}{draw.randrange(10**9):09}"


def card(draw: Draw) -> str:
    """A made-up card number of 16 or 19 digits that holds."""
    prefix = draw.choice(_BINS)
    length = 16 if prefix.startswith("4") else draw.choice((16, 19))
    body = prefix + f"{draw.randrange(10 ** (length - 7)):0{length - 7}}"
    return body + luhn.calc_check_digit(body)


def _cut(sizes: tuple[int, ...], mark: str) -> Form:
    def form(number: str, _draw: Draw) -> str:
        parts, at = [], 0
        for size in (*sizes, len(number)):
            parts.append(number[at : at + size])
            at += size
        return mark.join(part for part in parts if part)

    return form


def _over_lines(number: str, draw: Draw) -> str:
    at = draw.randint(3, len(number) - 3)
    return f"{number[:at]}\n{number[at:]}"


def _translated(digits: str) -> Form:
    table = str.maketrans("0123456789", digits)
    return lambda number, _draw: number.translate(table)


_COMMON: dict[str, Form] = {
    "plain": lambda number, _draw: number,
    "full-width": _translated("０１２３４５６７８９"),
    "written 〇一二": _translated("〇一二三四五六七八九"),
    "written 零幺二": _translated("零幺二三四五六七八九"),
    "written 壹贰叁": _translated("零壹贰叁肆伍陆柒捌玖"),
    "digit by digit": lambda number, _draw: " ".join(number),
    "digit-by-digit": lambda number, _draw: "-".join(number),
    "no-break spaces": lambda number, _draw: "\u200b".join(number),
    "over two lines": _over_lines,
}
_ID = {f"6{mark}8{mark}4": _cut((6, 8), mark) for mark in (" ", "-", "－", "\u3000", "·")} | {
    "6 4 4 4": _cut((6, 4, 4), " "),
    "3 3 4 4 4": _cut((3, 3, 4, 4), " "),
    "small x": lambda number, _draw: number.lower(),
}
_MOBILE = {f"3{mark}4{mark}4": _cut((3, 4), mark) for mark in (" ", "-", "－", "\u3000", ".")} | {
    "4 3 4": _cut((4, 3), " "),
    "3-8": _cut((3,), "-"),
    "3/4/4": _cut((3, 4), "/"),
    "(3)4-4": lambda number, _draw: f"({number[:3]}){number[3:7]}-{number[7:]}",
    "2 3 3 3": _cut((2, 3, 3), " "),
    "+86": lambda number, _draw: f"+86{number}",
    "+86 ": lambda number, _draw: f"+86 {number[:3]} {number[3:7]} {number[7:]}",
    "(0086)": lambda number, _draw: f"(0086){number}",
    "leading 0": lambda number, _draw: f"0{number}",
}
_CARD = {f"4{mark}4{mark}4": _cut((4, 4, 4, 4), mark) for mark in (" ", "-", "－", "\u3000")} | {
    "6 13": _cut((6,), " "),
}
KINDS: dict[str, tuple[Callable[[Draw], str], tuple[str, ...], dict[str, Form]]] = {
    "id_card": (
        id_number,
        ("我的身份证号是{}，", "身份证{}。", "（公民身份号码：{}）", "王某{} ", "证件号码：{}\n",
         "本人{}一直没有收到"),
        _COMMON | _ID,
    ),
    "mobile": (
        mobile,
        ("我的手机{}，", "电话：{}。", "请打{}找我", "联系方式{} ", "（{}）", "微信同号{}一直打不通"),
        _COMMON | _MOBILE,
    ),
    "bank_card": (
        card,
        ("银行卡号{}，", "卡号：{}。", "工行{}开户", "请打到{} ", "（农行卡 {}）", "账户为{}\n"),
        _COMMON | _CARD,
    ),
}  # fmt: skip
"""Kind -> how a number is drawn, what stands round it, and how it is written."""

NAMED = (
    "我叫{}，",
    "联系人：{}，电话",
    "投诉人:{}，",
    "我的名字叫{}。",
    "本人{}，男，",
    "姓名：{}\n",
)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰"

OFFICIAL: dict[str, Callable[[Draw], str]] = {
    "hotlines": lambda d: d.choice(
        ("12345", "12315", "12388", f"400-{d.randrange(1000):03}-{d.randrange(10**4):04}",
         f"800{d.randrange(10**7):07}", "95598")),
    "landlines": lambda d: d.choice(
        (f"0{d.randint(310, 999)}-{d.randint(2 * 10**6, 9 * 10**6)}", f"021-{d.randint(10**7, 10**8 - 1)}",
         f"（010）{d.randint(10**7, 10**8 - 1)}转{d.randint(100, 999)}",
         f"0{d.randint(310, 999)}{d.randint(10**6, 10**7 - 1)}")),
    "document numbers": lambda d: d.choice(
        (f"沪府办〔{d.randint(2010, 2025)}〕{d.randint(1, 200)}号", f"京政发[{d.randint(2010, 2025)}]{d.randint(1, 99)}号",
         f"（{d.randint(2010, 2025)}）京01民终{d.randint(1, 9999)}号", f"GB/T {d.randint(10000, 40000)}-{d.randint(2000, 2024)}")),
    "amounts": lambda d: d.choice(
        (f"{d.randrange(10**9, 2 * 10**10)}元", f"{d.randrange(10**6, 10**9):,}.00元", f"{d.randrange(10**9)}.{d.randrange(100):02}万元",
         f"￥{d.randrange(10**5, 10**8)}.{d.randrange(100):02}", f"{d.randrange(10**10, 2 * 10**10)}人次")),
    "credit codes": lambda d: d.choice(
        (f"统一社会信用代码：91{d.choice(_REGIONS)}{d.randrange(10**9):09}{d.choice('0123456789ABX')}",
         f"1113{d.randrange(10**4):04}{d.randrange(10**9):09}{d.choice('0123456789X')}")),
    "site and index codes": lambda d: d.choice(
        (f"{d.choice(_REGIONS)}{d.randrange(10**4):04}", f"bm{d.randrange(10**8):08}",
         f"{d.randrange(10**8, 10**9)}/2025-{d.randrange(10**5):05}", f"京公网安备{d.choice(_REGIONS)}{d.randrange(10**8):08}号")),
    "order numbers, named": lambda d: d.choice(
        (f"订单号{d.randrange(10**17, 10**19)}", f"工单编号：2023{d.randint(1, 12):02}{d.randint(1, 28):02}{d.randrange(10**6):06}",
         f"流水号：{d.randrange(10**10, 2 * 10**10)}", f"快递单号 {d.randrange(10**14, 10**15)}", f"受理编号{d.randrange(10**11, 10**12)}")),
    "order numbers, bare": lambda d: d.choice(
        (f"2023{d.randint(1, 12):02}{d.randint(1, 28):02}{d.randrange(10**d.choice((4, 6, 10))):010}", f"SH{d.randrange(10**11, 2 * 10**11)}",
         f"{d.randrange(10**11, 10**12)}", f"{d.randrange(10**14, 10**15)}", f"{d.randrange(10**17, 10**18)}")),
    "times, places, versions": lambda d: d.choice(
        (f"2023-{d.randint(1, 12):02}-{d.randint(1, 28):02} {d.randrange(24):02}:30:15", f"经度116.{d.randrange(10**14):014}",
         f"{d.randint(1, 255)}.{d.randint(1, 255)}.{d.randint(1, 255)}.{d.randint(1, 255)}", "二〇二三年一一月二一日一三时",
         f"http://www.a.gov.cn/art/{d.randint(2015, 2025)}/art_{d.randrange(10**5)}_{mobile(d)}.html")),
}  # fmt: skip

STANDING = {
    "hotlines": re.compile(r"(?<!\d)(?:12345|12315|12[0-9]{3}|95\d{3}|[48]00-?\d{3}-?\d{4})(?!\d)"),
    "landlines": re.compile(r"(?<!\d)(?:0\d{2,3}[-－—)）]?)?[2-8]\d{6,7}(?!\d)"),
    "document numbers": re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s?第?\d+号"),
    "amounts": re.compile(r"\d[\d,]*(?:\.\d+)?\s?(?:元|万元|亿元|万|亿)"),
    "codes and numbers of 9 to 20 digits": re.compile(r"(?<!\d)\d{9,20}(?!\d)"),
    "dates and times": re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s?\d{1,2}:\d{2})?"),
}
"""Official numbers that stand in the real texts: their numbers of persons are masked already."""


def letters(data: Path) -> Iterator[str]:
    """Texts that citizens wrote and units answered."""
    for name in _LETTERS:
        with gzip.open(data / f"{name}.csv.gz", "rt", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                yield from (row[column] for column in _COLUMNS if row.get(column))


def policies(data: Path) -> Iterator[str]:
    """Texts of official documents."""
    for row in pq.read_table(data / "hebei_policies" / "policies.parquet").to_pylist():
        if row["text"]:
            yield row["text"]


def put_into(carrier: str, passage: str, draw: Draw) -> tuple[str, int]:
    """The text with the passage behind one of its sentences, and where it begins."""
    ends = [match.end() for match in re.finditer(r"[。！？；\n]", carrier)] or [len(carrier)]
    at = draw.choice(ends)
    return f"{carrier[:at]}{passage}{carrier[at:]}", at


def recall(carriers: list[str], draw: Draw) -> float:
    """Print the share of numbers that left no digit; the least of the kinds."""
    print("| kind | written as | put in | masked | recall |\n|---|---|---|---|---|")
    least = 1.0
    for kind, (make, frames, forms) in KINDS.items():
        hits = tried = 0
        for name, form in forms.items():
            found = 0
            for _ in range(_DRAWS // 10):
                before, after = draw.choice(frames).split("{}")
                number = form(make(draw), draw)
                text, at = put_into(draw.choice(carriers), f"{before}{number}{after}", draw)
                start = at + len(before)
                found += any(
                    a <= start + 6 and b >= start + len(number) and k == kind
                    for a, b, k in find_personal_data(text)
                )
            print(f"| {kind} | {name} | {_DRAWS // 10} | {found} | {found / (_DRAWS // 10):.3f} |")
            hits, tried = hits + found, tried + _DRAWS // 10
        print(f"| {kind} | all | {tried} | {hits} | {hits / tried:.4f} |")
        least = min(least, hits / tried)
    return least


def names(carriers: list[str], draw: Draw) -> float:
    """Print the share of names that are masked where somebody is introduced."""
    hits = 0
    for _ in range(_DRAWS):
        name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2))))
        before, after = draw.choice(NAMED).split("{}")
        text, at = put_into(draw.choice(carriers), f"{before}{name}{after}", draw)
        start = at + len(before)
        hits += (start, start + len(name)) in set(find_names(text))
    print(f"\nnames after 我叫, 联系人 …: {_DRAWS} put in, {hits} masked ({hits / _DRAWS:.4f})")
    return hits / _DRAWS


def put_in_official(carriers: list[str], draw: Draw) -> float:
    """Print how many official numbers put into real texts are masked; the worst share."""
    print("\n| official numbers put in | texts | masked | share |\n|---|---|---|---|")
    worst = 0.0
    for name, make in OFFICIAL.items():
        wrong = 0
        for _ in range(_DRAWS):
            number = make(draw)
            text, at = put_into(draw.choice(carriers), f"详见{number}，", draw)
            end = at + 2 + len(number)
            wrong += any(a < end and b > at + 2 for a, b, _ in find_personal_data(text))
        print(f"| {name} | {_DRAWS} | {wrong} | {wrong / _DRAWS:.4f} |")
        worst = max(worst, wrong / _DRAWS)
    return worst


def standing(sources: dict[str, list[str]]) -> float:
    """Print how many official numbers of the real texts themselves are masked; the share."""
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    spans_of: Counter[str] = Counter()
    for source, texts in sources.items():
        for text in texts:
            spans = find_personal_data(text)
            spans_of.update((source, kind) for _, _, kind in spans)  # type: ignore[misc]
            for name, pattern in STANDING.items():
                for match in pattern.finditer(text):
                    counts[name] += 1
                    wrong[name] += any(a < match.end() and b > match.start() for a, b, _ in spans)
    print("\n| official numbers of the real texts | there | masked | share |\n|---|---|---|---|")
    for name, count in counts.items():
        print(f"| {name} | {count:,} | {wrong[name]} | {wrong[name] / count:.5f} |")
    print(f"spans found in texts whose personal numbers are masked already: {dict(spans_of)}")
    return wrong.total() / counts.total()


def speed(texts: list[str]) -> None:
    """Print the characters a second."""
    started = time.perf_counter()
    for text in texts:
        mask_personal_data(text)
    taken = time.perf_counter() - started
    print(f"\n{sum(map(len, texts)) / taken / 1e6:.1f} million characters a second")


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not data.is_dir():
        print(f"no data folder at {data}: nothing was measured")
        return 1
    draw = random.Random(11)
    sources = {"letters and reports": list(letters(data)), "policies": list(policies(data))}
    carriers = [text for text in sources["letters and reports"] if len(text) > 40]
    least = min(recall(carriers, draw), names(carriers, draw))
    most = max(put_in_official(carriers, draw), standing(sources))
    speed(sources["letters and reports"])
    print(f"least recall {least:.4f} (at least {LEAST_RECALL}), "
          f"most false masking {most:.4f} (at most {MOST_FALSE})")  # fmt: skip
    return int(least < LEAST_RECALL or most > MOST_FALSE)


if __name__ == "__main__":
    sys.exit(main())
