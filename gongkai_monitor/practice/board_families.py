"""The ways in which boards of the city print a letter: lines, a table, a definition list, boxes."""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    """What a letter's page prints; texts are printed as they are."""

    number: str
    received: str
    text: str
    unit: str
    replied: str | None
    reply: str | None


Printing = Callable[[PrintedLetter], list[str]]


def lines(letter: PrintedLetter) -> list[str]:
    """``留言时间：…``, one line each."""
    shown = [f"留言时间：{letter.received}", f"留言内容：{letter.text}"]
    if letter.reply is None:
        return [*shown, "办理状态：正在办理"]
    if letter.replied is None:
        return [*shown, f"答复内容：{letter.reply}"]
    return [
        *shown,
        f"答复单位：{letter.unit}",
        f"答复时间：{letter.replied}",
        f"答复内容：{letter.reply}",
    ]


def table(letter: PrintedLetter) -> list[str]:
    """A table of two columns of labels; an empty cell where there is no answer."""
    state = "办理中" if letter.reply is None else "已办结"
    return [
        (
            "<table><tr><th>信件编号</th>"
            f"<td>{letter.number}</td><th>来信时间</th><td>{letter.received}</td></tr>"
            f"<tr><th>来信人</th><td>匿名</td><th>办理状态</th><td>{state}</td></tr>"
            f"<tr><th>来信内容</th><td colspan=3>{letter.text}</td></tr>"
            f"<tr><th>答复单位</th><td>{letter.unit}</td><th>答复时间</th>"
            f"<td>{letter.replied or ''}</td></tr>"
            f"<tr><th>办理结果</th><td colspan=3>{letter.reply or ''}</td></tr></table>"
        )
    ]


def definitions(letter: PrintedLetter) -> list[str]:
    """A definition list that says 暂无回复."""
    answered = f"<dt>回复日期：</dt><dd>{letter.replied}</dd>" if letter.replied else ""
    return [
        (
            f"<dl><dt>提交日期：</dt><dd>{letter.received}</dd>"
            f"<dt>诉求描述：</dt><dd>{letter.text}</dd><dt>回复部门：</dt><dd>{letter.unit}</dd>"
            f"{answered}<dt>回复详情：</dt><dd>{letter.reply or '暂无回复'}</dd></dl>"
        )
    ]


def boxes(letter: PrintedLetter) -> list[str]:
    """Headings with boxes below them; labels and values without colons."""
    state = "待回复" if letter.reply is None else "已回复"
    answer = ""
    if letter.reply is not None:
        on = f"<p><b>办结时间</b><span>{letter.replied}</span></p>" if letter.replied else ""
        answer = (
            "<div class=t>办理情况</div>"
            f"<div><p><b>承办单位</b><span>{letter.unit}</span></p>"
            f"{on}<div>{letter.reply}</div></div>"
        )
    return [
        (
            f"<div><span>写信时间：{letter.received}</span> <span>状态：{state}</span></div>"
            f"<div class=t>问题描述</div><div class=c>{letter.text}</div>{answer}"
        )
    ]


PRINTINGS: tuple[Printing, ...] = (lines, table, definitions, boxes)


def printing_of(site_code: str) -> Printing:
    """How a site's board prints its letters."""
    return PRINTINGS[crc32(site_code.encode()) % len(PRINTINGS)]
