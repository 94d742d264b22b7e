"""稿源: whether a source line names the account itself, an authorised source, or neither.

123号文 四（二）: posts are in principle taken over only from party and government sites and from
the sources that the office in charge has named. The built-in list holds the central media and the
forms in which offices sign; a deployment adds its own in ``稿源单位.txt``, one name a line.
"""

import re
from collections.abc import Collection
from pathlib import Path

from gongkai_monitor.text.own_list import read_own_list

_PREFIX = re.compile(r"^(?:来源|稿源|转自|转载自|综合|据|文章来源|信息来源|摘自)\s*[:：]?\s*")
_NOT_WORDS = re.compile(r"[\s《》“”\"'【】\[\]()（）·|｜_-]+")
_PARTS = re.compile(r"[、，,;；/]|\s{2,}")
_CENTRAL = re.compile(
    r"新华社|新华网|新华每日|人民日报|人民网|央视|中央广播电视总台|中央电视台|中国之声|求是|光明日报|光明网"
    r"|经济日报|中国经济网|中国日报|解放军报|法治日报|工人日报|中国青年报|中国妇女报|农民日报|科技日报"
    r"|中国新闻网|中新社|中新网|中国网|学习强国|中国政府网|国务院客户端|新闻联播|半月谈|瞭望|中国纪检监察报"
)
_OFFICE = re.compile(
    r"政府|国务院|党委|市委|省委|县委|区委|州委|旗委|人大|政协|纪委|监委|法院|检察院|公安|警方|交警|消防"
    r"|管理局|委员会|[省市县区州旗](?:\w{0,8})(?:局|厅|办|委)$|(?:局|厅|部|署|办公室|总局|委)$"
    r"|发布$|融媒|广播电视台|电视台|日报社?$|晚报社?$|政务网|政务服务|gov\.cn"
)


def source_key(name: str) -> str:
    """A name for comparing: without 来源： before it, spaces, quotes and marks."""
    return _NOT_WORDS.sub("", _PREFIX.sub("", name.strip())).lower()


def is_authorised(source: str, own_list: Collection[str] = ()) -> bool:
    """Whether every source that a source line names is authorised.

    Args:
        source: the line as the post prints it, without or with 来源：.
        own_list: what ``read_own_sources`` returns.
    """
    parts = [part for part in _PARTS.split(_PREFIX.sub("", source.strip())) if part.strip()]
    return bool(parts) and all(_is_one_authorised(part, own_list) for part in parts)


def _is_one_authorised(source: str, own_list: Collection[str]) -> bool:
    key = source_key(source)
    return key in own_list or bool(_CENTRAL.search(key) or _OFFICE.search(key))


def read_own_sources(path: Path) -> frozenset[str]:
    """The deployment's list, one name a line, ``#`` begins a remark.

    Raises:
        InputError: when the file exists and cannot be read.
    """
    keys = (source_key(line) for line in read_own_list(path, "稿源单位"))
    return frozenset(key for key in keys if key)
