"""解读形式: text, chart, video, questions and answers, press conference, interview (rule J-8).

The official list: 政策问答、图表图解、动漫视频、新闻发布会、在线访谈. A form is told by what the
title says; a page that is a picture and hardly any text is a chart, whatever its title says.
"""

import re

from gongkai_monitor.vocabulary import InterpretationForm

_BY_TITLE: tuple[tuple[InterpretationForm, re.Pattern[str]], ...] = (
    (InterpretationForm.PRESS_CONFERENCE, re.compile(r"新闻发布会|发布会|吹风会")),
    (InterpretationForm.INTERVIEW, re.compile(
        r"访谈|专访|做客|直播|对话|[局厅部市县区]长.{0,6}解读|负责人.{0,4}解读")),
    (InterpretationForm.QUESTIONS, re.compile(
        r"问答|答记者问|问题解答|[一二三四五六七八九十百\d]+问|你问我答|答疑")),
    (InterpretationForm.VIDEO, re.compile(r"视频|动漫|动画|微电影|短片|音频|H5", re.IGNORECASE)),
    (InterpretationForm.CHART, re.compile(
        r"图解|图文|图说|图表|一图|一张图|漫画|长图|海报|图读|明白纸|明白卡|数读")),
    (InterpretationForm.EXPERT, re.compile(r"专家(?:解读|谈|观点)|学者|媒体解读|评论员")),
)  # fmt: skip
_LEAST_TEXT = 60
_LONGEST_TITLE = 200


def forms_of(title: str, text: str | None) -> tuple[InterpretationForm, ...]:
    """Forms of one interpretation; 文字 when its title names no other.

    Args:
        title: as printed.
        text: of its page; None when the page was not read (a list entry only).
    """
    named = tuple(form for form, words in _BY_TITLE if words.search(title[:_LONGEST_TITLE]))
    if named:
        return named
    if text is not None and len(text.strip()) < _LEAST_TEXT:
        return (InterpretationForm.CHART,)
    return (InterpretationForm.TEXT,)
