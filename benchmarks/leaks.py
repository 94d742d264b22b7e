"""Leaks and hidden links: false alarms on real official texts, recall on numbers put into them.

Run ``python -m benchmarks leaks [DATA_FOLDER]``; the folder is the shared real data.
"""

import csv
import gzip
import random
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
from stdnum import luhn
from stdnum.cn import ric

from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.hidden_links import find_hidden_links, find_injected_text
from gongkai_monitor.text.leaks import find_leaks
from gongkai_monitor.text.page import Page

_DRAWS = 200
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MASK = re.compile("【手机号】|【身份证号】|【银行卡号】")
_REGIONS = ("110101", "130803", "130822", "310104", "440106", "510105", "620102", "659001")
_BINS = ("622202", "622848", "621700", "621661", "622588", "621785")

Draw = random.Random


def id_number(draw: Draw) -> str:
    """A made-up ID number that holds."""
    body = (
        f"{draw.choice(_REGIONS)}{draw.randint(1940, 2012)}{draw.randint(1, 12):02}"
        f"{draw.randint(1, 28):02}{draw.randint(1, 999):03}"
    )
    return body + str(ric.calc_check_digit(body + "0"))


def mobile(draw: Draw) -> str:
    """A made-up mobile."""
    return draw.choice(("138", "150", "177", "186", "199")) + f"{draw.randrange(10**8):08}"


def card(draw: Draw) -> str:
    """A made-up card number of 19 digits that holds."""
    body = draw.choice(_BINS) + f"{draw.randrange(10**12):012}"
    return body + luhn.calc_check_digit(body)


Form = Callable[[Draw], str]
PRIVATE: dict[str, tuple[Form, ...]] = {
    "ID, plain": (
        lambda d: f"当事人张三，身份证号{id_number(d)}，",
        lambda d: f"（公民身份号码：{id_number(d)}）",
        lambda d: f"张三{id_number(d)}",
    ),
    "ID, full-width": (lambda d: f"身份证号：{id_number(d).translate(_WIDE)}。",),
    "ID, with blanks or hyphens": (
        lambda d: (n := id_number(d)) and f"{n[:6]} {n[6:14]} {n[14:]}",
        lambda d: (n := id_number(d)) and f"{n[:6]}-{n[6:10]}-{n[10:14]}-{n[14:]}",
        lambda d: (n := id_number(d)) and f"{n[:3]} {n[3:6]} {n[6:10]} {n[10:14]} {n[14:]}",
    ),
    "ID, broken over two lines": (
        lambda d: (n := id_number(d)) and (k := d.randint(5, 16)) and f"张三\n{n[:k]}\n{n[k:]}\n男",
    ),
    "ID, rows of a table": (
        lambda d: f"1\n张三\n男\n{id_number(d)}\n某某村\n500",
        lambda d: f"李四\t{id_number(d)}\t500.00",
    ),
    "ID, 15 digits": (
        lambda d: f"身份证号：130803{d.randint(40, 85)}0{d.randint(1, 9)}15{d.randint(100, 999)}",
    ),
    "mobile beside an ID": (
        lambda d: f"张三\n{id_number(d)}\n{mobile(d)}\n某某村",
        lambda d: f"李四，身份证{id_number(d)}，电话{mobile(d)}",
    ),
    "mobile of a named role": (
        lambda d: f"申请人李四，手机：{mobile(d)}，",
        lambda d: f"我的手机号是{mobile(d)}，请回电",
        lambda d: f"家长电话 {mobile(d)}",
        lambda d: f"户主：王五，联系电话：{mobile(d)}",
        lambda d: f"投诉人（{mobile(d)}）反映",
    ),
    "mobile in a list of names": (
        lambda d: "补贴发放花名册\n姓名\n手机\n" + "".join(
            f"{name}\n{mobile(d)}\n" for name in ("张三", "李小四", "王五")
        ),
        lambda d: f"参训学员名单\n序号\n姓名\n电话\n1\n赵六\n{mobile(d)}",
    ),
    "bank card": (
        lambda d: f"户主李四，一卡通卡号：{card(d)}",
        lambda d: f"银行卡号\n{card(d)}",
        lambda d: f"开户行：农业银行，账号：{card(d)}",
        lambda d: (n := card(d)) and f"银行卡 {n[:4]} {n[4:8]} {n[8:12]} {n[12:16]} {n[16:]}",
    ),
}  # fmt: skip
"""What stands in it once at least -> texts that hold it."""

OFFICIAL: tuple[Form, ...] = (
    lambda d: f"联系人：王主任，手机：{mobile(d)}",
    lambda d: f"联系人：李四　联系电话：{mobile(d)}　邮箱：a@b.cn",
    lambda d: f"监督举报电话：{mobile(d)}（工作日）",
    lambda d: f"采购代理机构：某某招标有限公司，项目负责人：张三，电话：{mobile(d)}",
    lambda d: f"咨询电话：0314-{d.randint(2000000, 2999999)}，{mobile(d)}（王老师）",
    lambda d: f"河长\n张三\n副乡长\n{mobile(d)}",
    lambda d: f"值班表\n李四\n主任科员\n{mobile(d)}",
    lambda d: f"网格员李四 {mobile(d)}",
    lambda d: f"统一社会信用代码：9113{d.randrange(10**14):014}",
    lambda d: f"统一社会信用代码 1113{d.randrange(10**14):014}",
    lambda d: f"订单号：{id_number(d)}",
    lambda d: f"流水号 {d.randrange(10**18):018}",
    lambda d: f"项目编号：{d.randrange(10**16):016}",
    lambda d: f"{d.randrange(10**17, 10**18)}",
    lambda d: f"{d.randrange(10**15, 10**16)}",
    lambda d: f"62{d.randrange(10**17):017}",
    lambda d: f"保证金账号：{card(d)}，户名：某某公共资源交易中心",
    lambda d: f"/art/{d.randint(2015, 2025)}/art_{d.randrange(10**5)}_{mobile(d)}.html",
    lambda d: f"承市政办字〔2025〕{d.randint(1, 99)}号，索引号：0000{d.randrange(10**9)}",
    lambda d: f"经度117.{d.randrange(10**11)}，金额{d.randrange(10**8, 10**9)}.00元",
    lambda d: f"1308********{d.randrange(10**6):06}，138****{d.randrange(10**4):04}",
)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """(source, text) of the clean official texts."""
    for name in ("policies", "interpretations"):
        for row in pq.read_table(data / "hebei_policies" / f"{name}.parquet").to_pylist():
            yield "hebei_policies", row["text"] or ""
    for page in pages(data):
        yield "html_pages", page.text
    for name in ("letters_shanghai", "letters_beijing"):
        with gzip.open(data / name / "letters.csv.gz", "rt", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                yield f"{name} (replies)", row["reply"]
    with gzip.open(data / "find_errors" / "find_errors.csv.gz", "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            yield "find_errors (answers)", row["answer"]


def pages(data: Path) -> Iterator[Page]:
    """The saved real pages."""
    for name in ("html_pages/bjjs", "html_pages/modern", "govcn_policy_pages/pages"):
        with tarfile.open(data / f"{name}.tar.gz") as archive:
            for member in archive:
                handle = archive.extractfile(member) if member.isfile() else None
                if handle is not None:
                    yield Page.parse(decode(handle.read(), None).text, "http://www.a.gov.cn/")


def false_alarms(data: Path, draw: Draw) -> int:
    """Print what is found in official texts as they are, and with their masks filled again."""
    size: Counter[str] = Counter()
    found: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    seconds = 0.0
    for source, text in texts(data):
        size[source] += len(text)
        started = time.perf_counter()
        found[source] += len(find_leaks(text))
        seconds += time.perf_counter() - started
        marks[source] += len(_MASK.findall(text))
        if _MASK.search(text):
            filled[source] += len(find_leaks(_MASK.sub(lambda _: mobile(draw), text)))
    print("| texts | characters | leaks found | masked mobiles made up again | of them found |")
    print("|---|---|---|---|---|")
    for source in size:
        print(
            f"| {source} | {size[source]:,} | {found[source]} | {marks[source]} "
            f"| {filled[source]} |"
        )
    print(f"{seconds / sum(size.values()) * 1e6:.2f} s per million characters")
    return found.total()


def recall(carriers: list[str], draw: Draw) -> dict[str, float]:
    """Share of texts with a private number in which it is found, per kind."""
    print("| put in | texts | found | share |\n|---|---|---|---|")
    shares = {}
    for name, forms in PRIVATE.items():
        hits = 0
        for n in range(_DRAWS):
            carrier = draw.choice(carriers)
            at = draw.randrange(len(carrier))
            at = carrier.find("\n", at) + 1
            number = forms[n % len(forms)](draw)
            hits += bool(find_leaks(f"{carrier[:at]}{number}\n{carrier[at:]}"))
        shares[name] = hits / _DRAWS
        print(f"| {name} | {_DRAWS} | {hits} | {shares[name]:.3f} |")
    return shares


def official(carriers: list[str], draw: Draw) -> int:
    """Official numbers put into official texts: how many are called leaks."""
    wrong = 0
    for n in range(_DRAWS * len(OFFICIAL)):
        carrier = draw.choice(carriers)
        at = carrier.find("\n", draw.randrange(len(carrier))) + 1
        number = OFFICIAL[n % len(OFFICIAL)](draw)
        leaks = find_leaks(f"{carrier[:at]}{number}\n{carrier[at:]}")
        if leaks:
            wrong += 1
            print(f"false alarm: {number!r}: {leaks[0].kind}")
    print(f"official numbers: {_DRAWS * len(OFFICIAL)} put in, {wrong} called leaks")
    return wrong


def hidden(data: Path) -> int:
    """Hidden links and injected text found in the saved real pages."""
    count = alarms = 0
    seconds = 0.0
    for page in pages(data):
        page.text  # noqa: B018 - read once by all scans, not counted here
        started = time.perf_counter()
        alarms += len(find_hidden_links(page)) + len(find_injected_text(page))
        seconds += time.perf_counter() - started
        count += 1
    print(f"hidden links, injected text: {alarms} on {count} pages, "
          f"{seconds / count * 1000:.1f} ms a page")  # fmt: skip
    return alarms


def main() -> int:
    """Print the figures; 1 when a target is missed."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not data.is_dir():
        print(f"no data folder at {data}: nothing was measured")
        return 1
    draw = random.Random(7)
    alarms = false_alarms(data, draw)
    carriers = [text for source, text in texts(data) if source == "hebei_policies" and text]
    shares = recall(carriers, draw)
    wrong = official(carriers, draw)
    alarms += hidden(data)
    return int(alarms + wrong > 2 or min(shares.values()) < 0.9)


if __name__ == "__main__":
    sys.exit(main())
