# ruff: noqa: E501 - made-up pages read better in one line
"""Letters of message boards: every way of building a page, and what no page may make of them."""

import json
import string
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.board_families import PRINTINGS, PrintedLetter, Printing
from gongkai_monitor.text.form_paging import Form, next_form, next_posted, posted_data
from gongkai_monitor.text.label_values import pieces
from gongkai_monitor.text.letter import Letter, read_letter
from gongkai_monitor.text.letter_rows import read_letter_rows
from gongkai_monitor.text.letter_words import (
    Field,
    LetterState,
    field_of,
    says_no_answer,
    state_of,
)
from gongkai_monitor.text.page import Page

READ_AT = datetime.fromisoformat("2026-11-20T10:00+08:00")
URL = "http://www.xx.gov.cn/hd/show.jsp?id=1"
ASKED, ANSWERED = "小区门口的路灯坏了一个月，晚上看不见路。", "经核实，路灯已于昨日修复。"


def page(html: str, url: str = URL) -> Page:
    return Page.parse(f"<html><head><title>信件详情</title></head><body>{html}</body></html>", url)


def letter(html: str) -> Letter:
    found = read_letter(page(html), "路灯不亮", READ_AT)
    assert found is not None
    return found


TABLE = (
    "<table><tr><th>信件编号</th><td>SZ20261101</td><th>来信时间</th><td>2026-11-01 09:12:33</td></tr>"
    "<tr><th>来信人</th><td>张小明</td><th>办理状态</th><td>已办结</td></tr>"
    "<tr><th>来信标题</th><td colspan=3>路灯不亮</td></tr>"
    f"<tr><th>来信内容</th><td colspan=3><p>{ASKED}</p></td></tr>"
    "<tr><th>答复单位</th><td>市城管局</td><th>答复时间</th><td>2026-11-03</td></tr>"
    f"<tr><th>答复内容</th><td colspan=3><p>{ANSWERED}</p></td></tr></table>"
    "<div>【打印】【关闭】</div><div class=footer>版权所有：某市人民政府 主办单位：市政府办</div>"
)
BY_COLUMNS = (
    "<table><tr><td>流水号</td><td>咨询时间</td><td>咨询主题</td><td>处理状态</td></tr>"
    "<tr><td>8</td><td>2026/11/1</td><td>路灯不亮</td><td>处理完毕</td></tr></table>"
    f"<table><tr><td>咨询内容：</td></tr><tr><td>{ASKED}</td></tr>"
    f"<tr><td>处理结果：</td></tr><tr><td>{ANSWERED}</td></tr>"
    "<tr><td>处理时间：</td></tr><tr><td>2026年11月3日</td></tr></table>"
)
DEFINITIONS = (
    "<dl><dt>标　题：</dt><dd>路灯不亮</dd><dt>提交日期：</dt><dd>11月1日</dd>"
    f"<dt>诉求描述：</dt><dd>{ASKED}</dd><dt>回复部门：</dt><dd>城管局</dd>"
    f"<dt>回复日期：</dt><dd>11月3日</dd><dt>回复详情：</dt><dd>{ANSWERED}</dd></dl>"
)
BOXES = (
    "<h1>路灯不亮</h1><div class=xx><span>写信时间：2026-11-01</span>&nbsp;<span>信件类型：投诉</span>"
    "<span>浏览次数：33</span></div>"
    f"<div class=t>问题描述</div><div class=c><p>{ASKED}</p></div>"
    "<div class=t>办理情况</div><div class=c><p><label>承办单位</label><span>城管局</span></p>"
    f"<p><label>办结时间</label><span>2026-11-03 17:00</span></p><div>{ANSWERED}</div></div>"
    "<ul><li>上一篇：<a href='/1'>别的来信</a></li><li>下一篇：没有了</li></ul>"
)
ONE_LINE = (
    "<p>留言时间：2026-11-01 08:00 留言人：李某某 状态：已回复</p>"
    f"<p>【留言内容】{ASKED}</p><p>【回复内容】{ANSWERED}</p><p>回复时间：2026-11-03</p>"
)
UNLABELLED_ANSWER = (
    f"<p>来信日期：2026-11-01</p><p>来信内容：{ASKED}</p>"
    f"<div><p>答复机关：城管局 答复日期：2026-11-03</p><p>{ANSWERED}</p></div><div>返回列表</div>"
)
LEADERS = (
    "<ul class=replyList><li><h1>路灯不亮</h1><p>留言日期：2026-11-01 10:22</p><p>问题类型：投诉</p>"
    f"<p>网友留言：{ASKED}</p><div><h3>官方回复</h3><p>{ANSWERED}</p><p>回复时间：2026-11-03</p></div>"
    "</li></ul>"
)
FAMILIES = {
    "table": TABLE, "by columns": BY_COLUMNS, "definitions": DEFINITIONS, "boxes": BOXES,
    "one line": ONE_LINE, "unlabelled answer": UNLABELLED_ANSWER, "leaders": LEADERS,
}  # fmt: skip


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_gives_the_same_letter(name: str) -> None:
    found = letter(FAMILIES[name])
    assert found.title == "路灯不亮"
    assert china_date(found.received_at).isoformat() == "2026-11-01"
    assert found.text == ASKED
    assert found.reply == ANSWERED
    assert found.replied_at is not None
    assert china_date(found.replied_at).isoformat() == "2026-11-03"
    assert found.is_open is False


@pytest.mark.parametrize("printing", PRINTINGS)
@pytest.mark.parametrize(
    ("replied", "reply", "is_open"),
    [("2026-11-03 10:00", ANSWERED, False), (None, ANSWERED, False), (None, None, True)],
)
def test_the_boards_of_the_practice_city_are_read(
    printing: Printing, replied: str | None, reply: str | None, is_open: bool
) -> None:
    printed = PrintedLetter(
        number="1", received="2026-11-01 09:00", text=ASKED, unit="市城管局", replied=replied,
        reply=reply,
    )  # fmt: skip
    blocks = [*printing(printed), "相关链接：<a href=/1>通知</a>"]
    found = letter("".join(f"<p>{block}</p>" for block in blocks) + "<p>欢迎您来信</p>")
    assert (found.text, found.reply, found.is_open) == (ASKED, reply, is_open)
    assert (found.replied_at is None) == (replied is None)


HEAD = f"<p>来信时间：2026-11-01</p><p>来信内容：{ASKED}</p>"


@pytest.mark.parametrize(
    ("tail", "is_open"),
    [
        ("<p>办理状态：办理中</p><p>欢迎您继续给我们来信</p>", True),
        ("<p>状态：待回复</p><p>受理单位：城管局</p><div>打印 关闭</div>", True),
        ("<table><tr><td>答复内容</td><td></td></tr></table>", True),
        ("<dl><dt>办理结果</dt><dd>暂无回复</dd></dl>", True),
        ("<dl><dt>办理情况</dt><dd>已受理</dd></dl>", True),
        ("<p>是否回复：否</p>", True),
        ("<table><tr><td>办理结果</td><td></td></tr></table><p>欢迎您继续给我们来信</p>", True),
        ("<p>状态：办理中</p><div>答复内容</div><div></div><p>欢迎您继续来信</p>", True),
        ("<p>办理状态：已办结</p>", None),  # answered, but the answer is not on the page
        ("<div id=reply></div><script src=/js/reply.js></script>", None),
        ("", None),
        (f"<p>答复内容：{ANSWERED}</p>", False),
        ("<p>答复时间：2026-11-03</p>", False),
    ],
)
def test_only_a_page_that_says_so_makes_a_letter_open(tail: str, is_open: bool | None) -> None:
    found = letter(HEAD + tail)
    assert found.is_open is is_open
    assert found.text == ASKED


def test_an_answer_without_a_date_or_with_an_impossible_one_has_none() -> None:
    assert letter(f"{HEAD}<p>答复内容：{ANSWERED}</p>").replied_at is None
    early = letter(f"{HEAD}<p>答复时间：2020-01-01</p><p>答复内容：{ANSWERED}</p>")
    assert (early.replied_at, early.is_open) == (None, False)
    late = letter(f"{HEAD}<p>答复时间：2031-01-01</p><p>答复内容：{ANSWERED}</p>")
    assert late.replied_at is None


@pytest.mark.parametrize("html", [
    "<p>来信内容：没有时间</p>", "<p>来信时间：2026-11-01</p><p>没有内容</p>", "", "<p>首页</p>",
    f"<p>来信时间：不详</p><p>来信内容：{ASKED}</p>",
])  # fmt: skip
def test_a_page_that_is_no_letter_gives_none(html: str) -> None:
    assert read_letter(page(html), "题", READ_AT) is None


def test_times_of_the_recent_past() -> None:
    for words, day in (
        ("3天前", "2026-11-17"),
        ("昨天 12:30", "2026-11-19"),
        ("12-31", "2025-12-31"),
    ):
        found = letter(f"<p>留言时间：{words}</p><p>留言内容：{ASKED}</p>")
        assert china_date(found.received_at).isoformat() == day


def test_who_wrote_is_masked_wherever_it_stands() -> None:
    html = (
        "<p>来信人：慕容小花 联系电话：13800138000</p><p>来信时间：2026-11-01</p>"
        "<p>来信标题：慕容小花的反映</p><p>来信内容：我是慕容小花，住在三楼，微信同号。</p>"
        "<p>联系地址：幸福路1号</p><p>答复内容：尊敬的慕容小花女士：您好，已处理。</p>"
    )
    found = letter(html)
    shown = f"{found.title}{found.text}{found.reply}"
    assert "慕容小花" not in shown
    assert "13800138000" not in shown
    assert "幸福路" not in shown
    assert found.reply == "尊敬的【姓名】女士：您好，已处理。"


def test_labels_inside_a_text_stay_text() -> None:
    found = letter(
        "<p>来信时间：2026-11-01</p><p>来信内容：想问两件事。</p><p>问题：怎么办证？</p>"
        "<p>地址：在哪里？</p><p>答复内容：您好。</p><p>地址：政务大厅二楼</p><p>电话：0311-86000000</p>"
    )
    assert found.text == "想问两件事。\n问题：怎么办证？\n地址：在哪里？"
    assert found.reply == "您好。\n地址：政务大厅二楼\n电话：0311-86000000"


def test_states_and_empty_answers() -> None:
    assert {state_of(one) for one in ("已办结", "已回复", "办理完毕", "已答复", "办结")} == {
        LetterState.ANSWERED
    }
    assert {
        state_of(one) for one in ("办理中", "待回复", "未办结", "正在办理", "已受理", "待办理")
    } == {LetterState.PENDING}
    assert state_of("紧急") is None
    assert says_no_answer("（暂无回复）")
    assert not says_no_answer("您好，无回复不代表不处理，请到窗口。")


# data


def rows_of(*rows: dict[str, object], url: str = "http://www.xx.gov.cn/api/list?page=1"):  # type: ignore[no-untyped-def]
    body = json.dumps({"code": 200, "data": {"rows": rows}}, ensure_ascii=False).encode()
    return read_letter_rows(body, url, READ_AT).rows


OF_LEADERS = {
    "tid": 9024562, "userId": 3, "nickName": "赵钱孙", "subject": "道路破损", "content": "赵钱孙说路坏了",
    "dateline": 1790983347, "stateInfo": "待回复", "typeName": "投诉", "domainName": "城建",
    "answerContent": None, "answerDateline": None, "answerOrganization": None,
}  # fmt: skip
OF_PORTAL = {
    "originalId": "AH1", "letterTitle": "道路破损", "letterContent": "路坏了", "writeDate": "2026-10-03",
    "replyContent": "<p>您好</p><p>已修</p>", "replyDate": "2026-10-05 10:00", "showOrgNames": "市交通局",
}  # fmt: skip
OF_PINYIN = {"lybt": "道路破损", "lynr": "路坏了", "lysj": "2026-10-03", "hfnr": "已修", "hfsj": ""}


def test_rows_of_data_under_different_keys() -> None:
    (leaders,) = rows_of(OF_LEADERS)
    assert (leaders.letter.is_open, leaders.letter.category) == (True, "投诉")
    assert leaders.letter.text == "【姓名】说路坏了"
    assert leaders.key.endswith("#9024562")
    (portal,) = rows_of(OF_PORTAL)
    assert (portal.letter.reply, portal.letter.is_open) == ("您好\n已修", False)
    (pinyin,) = rows_of(OF_PINYIN)
    assert (pinyin.letter.reply, pinyin.letter.replied_at) == ("已修", None)


def test_a_row_without_a_place_for_the_answer_is_not_open() -> None:
    row = {"title": "道路破损", "content": "路坏了", "createTime": "2026-10-03 10:00"}
    (found,) = rows_of(row)
    assert found.letter.is_open is None
    assert rows_of({"title": "新闻", "createTime": "2026-10-03"}) == ()
    (cut,) = rows_of({**OF_LEADERS, "content": "路坏了，已经……[查看全文]"})
    assert cut.is_cut


# paging by POST

POSTBACK = (
    "<form method=post action='list.aspx'><input type=hidden name=__VIEWSTATE value='abc=='>"
    "<ul><li>…</li></ul><a href=\"javascript:__doPostBack('pager','2')\">下一页</a></form>"
)
NUMBERED = (
    "<form method=post action='/hd/list.do'><input type=hidden name=pageNo value=1>"
    "<input type=hidden name=lx value=3></form><a href='javascript:goPage(2)'>下一页</a>"
)


@pytest.mark.parametrize(
    "numbers",
    [
        [{"code": "370100", "id": "1"}, {"code": "370100", "id": "2"}],
        [{"code": "A"}, {"code": "A"}],
        [{}, {}],
    ],
)
def test_two_letters_never_have_one_identity(numbers: list[dict[str, object]]) -> None:
    """Many letters are called 咨询, and the code of a unit is no number of a letter."""
    texts = ("路灯坏了没有人修理", "公交车为什么停运了")
    letters = [
        {"title": "咨询", "content": text, "createTime": "2026-11-03 10:00:00", **number}
        for text, number in zip(texts, numbers, strict=True)
    ]
    assert len({row.key for row in rows_of(*letters)}) == 2
    assert rows_of(*letters)[0].key == rows_of(*letters)[0].key


def test_pagers_of_forms() -> None:
    back = next_form(page(POSTBACK), 1)
    assert back == Form(
        "http://www.xx.gov.cn/hd/list.aspx",
        "__VIEWSTATE=abc%3D%3D&__EVENTTARGET=pager&__EVENTARGUMENT=2",
    )
    assert next_form(page(NUMBERED), 1) == Form("http://www.xx.gov.cn/hd/list.do", "pageNo=2&lx=3")


@pytest.mark.parametrize("html", [
    NUMBERED.replace("type=hidden name=lx", "type=password name=p"),
    NUMBERED.replace("</form>", "<textarea name=nr></textarea></form>"),
    NUMBERED.replace("/hd/list.do", "http://other.example.com/x"),
    NUMBERED.replace("goPage(2)", "goPage(next)"),
    NUMBERED.replace("method=post", "method=get"),
])  # fmt: skip
def test_forms_for_people_and_other_hosts_are_never_sent(html: str) -> None:
    assert next_form(page(html), 1) is None


def test_data_that_a_script_posts_for() -> None:
    script = "$.post('/api/letter/list', {page: 1, pageSize: 10, type: 'xx'}, function(d){})"
    form = posted_data(page("<ul id=l></ul>"), script)
    assert form == Form("http://www.xx.gov.cn/api/letter/list", "page=1&pageSize=10&type=xx")
    assert next_posted(form, 10, 25) == Form(form.url, "page=2&pageSize=10&type=xx")
    assert next_posted(form, 25, 25) is None
    axios = 'axios.post(\'/api/letter/list\', {"pageNum": 1, "pageSize": 10})'
    sent = posted_data(page(""), axios)
    assert sent is not None
    assert json.loads(sent.body) == {"pageNum": 1, "pageSize": 10}
    unknown = "$.post('/api/list', {page: current, token: sign(x)})"
    assert posted_data(page(""), unknown) is None


# laws

MARKUP = st.text(alphabet="<>/\"'= tdrpivhl&;：:来信时间内容答复1234-", max_size=300)


@given(MARKUP)
def test_any_markup_is_read_without_an_error(html: str) -> None:
    found = read_letter(page(html), "题", READ_AT)
    assert found is None or found.text


WORDS = st.text(alphabet="路灯坏了请问怎么办理居住证好的谢谢，。", min_size=8, max_size=60).map(
    lambda text: f"甲{text}乙"
)


@given(asked=WORDS, answered=WORDS, family=st.sampled_from(sorted(FAMILIES)))
def test_texts_come_out_as_they_went_in(asked: str, answered: str, family: str) -> None:
    found = letter(FAMILIES[family].replace(ASKED, asked).replace(ANSWERED, answered))
    assert (found.text, found.reply) == (asked, answered)


@given(st.text(alphabet=string.ascii_letters + "来信时间答复内容的", max_size=14))
def test_a_label_is_one_field_or_none(label: str) -> None:
    field = field_of(label)
    assert field is None or field in set(Field)


@given(st.lists(st.dictionaries(st.text(max_size=8), st.none() | st.text(max_size=9)), max_size=4))
def test_any_rows_are_read_without_an_error(rows: list[dict[str, str | None]]) -> None:
    assert len(rows_of(*rows)) <= len(rows)


def test_a_deep_and_a_wide_page_are_read_in_time() -> None:
    deep = page("<div>" * 5_000 + "来信时间：2026-11-01")
    assert any(piece.field for piece in pieces(deep, field_of))
    wide = page("<table>" + "<tr><td>来信时间</td><td>x</td></tr>" * 500 + "</table>")
    assert len(pieces(wide, field_of)) == 1_000
