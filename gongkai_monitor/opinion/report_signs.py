"""What stands out in a report on a site, beside its words: in the description, in the address.

A report is one text: the description and, as its last line, the address of the page. Signs are
few against words (“错误”应为“正确”, 打不开, 验证码, a law cited; an address without a path, an
attachment, a dated page), so the model has them as blocks of their own.
"""

import re
from math import log2
from urllib.parse import urlsplit

# No word border: to it a Chinese character is a letter (页面404). 500万 and 404室 are no errors.
_ERROR_PAGE = r"(?<![\d.])(?:404|50[0-4])(?!\d|\.\d|[余多]?[万亿元人字个条号室年米])"
_PARTS = {
    "pair": r"[“\"‘「《【].{1,40}?[”\"’」》】].{0,8}?(?:应为|应该[为是]|应是|改[为成]|更正|误写)",
    "should": r"应为|应该为|应是|应该是|应改|改[为成]|误写|写[成错]|更正",
    "misprint": r"错别字|错字|别字|[多漏少][了字]|重复|语句不通|病句|乱码",
    "punctuation": r"标点|[句逗括]号|顿号|书名号|空格|序号|排版",
    "unreachable": r"打不开|[无不没]法?能?打开|打开不了|无法访问|无法显示|空白|" + _ERROR_PAGE,
    "attachment": r"附件|下载|链接",
    "account": r"登[录陆]|注册|验证码|密码|实名|认证|人脸",
    "form": r"提交|上传|申请|填[写报]|保存|办理",
    "search": r"查询|搜索|检索",
    "unusable": r"无法使用|不能用|用不了|没有反应|没反应|系统|报错|卡",
    "stale": r"[没未不][有再能]?及?时?更新|更新不|停留|长期|过[期时]|失效|废止|陈旧|已经?修复",
    "unanswered": r"[不没无未][有人能]?(?:回复|答复|受理|处理|理会|回应)|石沉大海",
    "telephone": r"电话|号码|空号|热线|[没无]人接",
    "law": r"第.{1,6}条|[法令]》|规定",
    "picture": r"图片|照片|视频|地图",
    "figure": r"数据|金额|比例|百分|[%％]|单位",
    "person": r"姓名|名称|职务|简历|领导",
    "day": r"日期|时间|年份",
    "forged": r"抄袭|虚假|伪造|不实|造假|假的|冒充|雷同",
    "asks": r"[?？]|请问|咨询|为什么|怎么",
    "address": r"https?://|www\.",
}
_SIGNS = {name: re.compile(pattern) for name, pattern in _PARTS.items()}
_DATED = re.compile(r"(20[012]\d)[-/]?[01]\d")
_SCHEME = re.compile(r"(https?)://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s*(?:https?://\S+|[\w.\-]+\.[a-z]{2,}(?::\d+)?(?:/\S*)?)\s*", re.IGNORECASE | re.ASCII
)
_MOST = 2_000


def report_text(description: str, url: str | None) -> str:
    """A report as one text: what the citizen wrote, and below it the address, where known."""
    return f"{description}\n{url.strip()}" if url and url.strip() else description


def in_parts(text: str) -> tuple[str, str]:
    """Description and address of a report; a last line that is an address is the address."""
    description, _, last = text.rpartition("\n")
    is_address = len(last) <= _MOST and _ADDRESS.fullmatch(last)
    return (description, last.strip()) if is_address else (text, "")


def signs_of(description: str) -> list[str]:
    """What stands out in a description, and how long it is; nothing of a blank one."""
    text = description[:_MOST].strip()
    if not text:
        return []
    found = [name for name, sign in _SIGNS.items() if sign.search(text)]
    numbers, quotes = len(re.findall(r"\d+", text)), len(re.findall("[“‘「《【]", text))
    years = len(set(re.findall(r"20[012]\d", text)))
    length = int(2 * log2(len(text) + 1))
    return [*found, f"length {length}", f"numbers {min(numbers, 5)}", f"quotes {min(quotes, 4)}",
            f"years {min(years, 3)}"]  # fmt: skip


def address_signs(url: str) -> list[str]:
    """Parts of an address as pasted by a citizen; none of no address, never fails."""
    if not url:
        return []
    url = url.strip()[:_MOST]
    scheme = _SCHEME.match(url)
    try:
        parts = urlsplit(url if scheme else f"http://{url}")
    except ValueError:
        return ["no address"]
    host, _, port = parts.netloc.lower().rpartition("@")[2].partition(":")
    found = [f"scheme {scheme[1].lower() if scheme else ''}", f"host {host}"]
    found += [f"part {part}" for part in set(host.split(".")[:-1])]
    ending = re.search(r"\.(\w{1,5})$", parts.path, re.ASCII)
    found.append(f"ending {ending[1].lower() if ending else ''}")
    found.append(f"depth {min(parts.path.count('/'), 8)}")
    found.append("root" if parts.path in {"", "/"} and not parts.query else "page")
    found += ["port"] * bool(port) + ["query"] * bool(parts.query)
    found += ["fragment"] * bool(parts.fragment)
    found += ["numbered"] * bool(re.search(r"\d{5,}", parts.path))
    if dated := _DATED.search(parts.path):
        found.append(f"year {dated[1]}")
    words = re.findall(r"[a-z]{2,}", f"{parts.path} {parts.query} {parts.fragment}".lower())
    return found + [f"word {word}" for word in set(words)]
