"""One reader for pages, PDF and Word: every field, and where it was read."""

import io
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import gongkai_monitor as gm
from gongkai_monitor.vocabulary import DisclosureMark, DocumentValidity, ExpiryBasis, FileState

TITLE = "某市人民政府办公室关于印发《某市城市供水管理办法（试行）》的通知"
PAPER = """某市人民政府办公室文件
某政办规〔2024〕12号
某市人民政府办公室
关于印发《某市城市供水管理办法（试行）》的
通  知
各县（市、区）人民政府，市政府各部门：
《某市城市供水管理办法（试行）》已经市政府同意，现印发给你们，请结合实际，认真组织实施。
某市人民政府办公室
2024年3月5日
（此件公开发布）
某市城市供水管理办法（试行）
第一条 为加强城市供水管理，保障生活、生产用水和其他各项建设用水，结合本市实际，制定本办法。
第二条 供水企业的卫生许可证有效期为四年，期满前应当依法重新办理。
第三条 本办法自2024年4月1日起施行，有效期2年。
"""
PAGE = """<html><head><title>{title}_某市人民政府</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-03-08 10:00">
</head><body><table>
<tr><td>索 引 号：</td><td>000123/2024-00012</td><td>主题分类：</td><td>城乡建设</td></tr>
<tr><td>发文机关：</td><td>某市人民政府办公室</td><td>成文日期：</td><td>2024年3月5日</td></tr>
<tr><td>发文字号：</td><td>某政办规〔2024〕12号</td><td>有 效 性：</td><td>有效</td></tr>
<tr><td>公开方式：</td><td>主动公开</td><td>发布日期：</td><td>2024年3月8日</td></tr>
</table><div class="TRS_Editor">{body}</div></body></html>"""


def word(text):
    document, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def pdf(text, *, width):
    """Pages as a printer makes them: lines broken at ``width`` characters."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 10)
    y = 800
    for paragraph in text.splitlines():
        for start in range(0, len(paragraph), width):
            canvas.drawString(60, y, paragraph[start : start + width])
            y -= 16
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("content", [word(PAPER), pdf(PAPER, width=40), PAPER])
def test_a_file(content):
    found = gm.documents.read_document(content, url="http://x.gov.cn/a")
    assert (found.title, found.document_number) == (TITLE, "某政办规〔2024〕12号")
    assert (found.issuers, found.signed_on) == (("某市人民政府办公室",), date(2024, 3, 5))
    assert found.disclosure_mark is DisclosureMark.PUBLISHED
    assert found.effective_on == date(2024, 4, 1)
    assert (found.expires_on, found.expiry_basis) == (date(2026, 4, 1), ExpiryBasis.STATED_YEARS)
    assert found.is_normative
    assert set(found.read_from.values()) == {"body"}


def test_a_page_with_its_table():
    body = "".join(f"<p>{line}</p>" for line in PAPER.splitlines()[5:])
    found = gm.documents.read_document(
        PAGE.format(title=TITLE, body=body).encode(), url="http://x.gov.cn/1.html"
    )
    assert (found.title, found.index_number, found.theme) == (
        TITLE, "000123/2024-00012", "城乡建设",
    )  # fmt: skip
    assert (found.published_on, found.shown_validity) == (date(2024, 3, 8), "有效")
    assert found.disclosure_mark is DisclosureMark.PUBLIC
    assert {name: str(found.read_from[name]) for name in ("title", "issuers", "effective_on")} == {
        "title": "meta", "issuers": "table", "effective_on": "body",
    }  # fmt: skip


def test_a_page_whose_text_is_in_its_attachment():
    page = PAGE.format(title=TITLE, body='<p>详见附件</p><a href="a.docx">附件.docx</a>')
    alone = gm.documents.read_document(page, url="http://x.gov.cn/1.html")
    assert (alone.state, alone.is_read) == (FileState.NOT_FETCHED, False)
    assert alone.validity_on(date(2030, 1, 1)) is None
    whole = gm.documents.read_document(
        page, url="http://x.gov.cn/1.html", attachments=[("http://x.gov.cn/a.docx", word(PAPER))]
    )
    assert whole.is_read
    assert whole.expires_on == date(2026, 4, 1)
    assert str(whole.read_from["expires_on"]) == "attachment"
    assert str(whole.read_from["document_number"]) == "table"


def test_a_scan_is_not_called_read():
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    found = gm.documents.read_document(out.getvalue(), url="http://x.gov.cn/a.pdf")
    assert (found.state, found.is_read, found.title) == (FileState.SCANNED, False, None)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 3, 31), DocumentValidity.NOT_YET),
        (date(2024, 4, 1), DocumentValidity.VALID),
        (date(2026, 4, 1), DocumentValidity.VALID),
        (date(2026, 4, 2), DocumentValidity.EXPIRED),
    ],
)
def test_what_it_is_on_a_day(day, state):
    worked = gm.documents.read_document(PAPER).validity_on(day)
    assert worked is not None
    assert (worked.state, worked.is_certain) == (state, True)


@pytest.mark.parametrize(
    ("title", "clause", "basis", "last_day"),
    [
        ("某市停车管理办法", "自2020年5月1日起施行", ExpiryBasis.NORMAL_YEARS, date(2025, 5, 1)),
        ("某市停车暂行办法", "自2020年5月1日起施行", ExpiryBasis.TRIAL_YEARS, date(2022, 5, 1)),
        # documents older than the rule count from its first day
        ("某市停车管理办法", "自2010年5月1日起施行", ExpiryBasis.NORMAL_YEARS, date(2022, 2, 1)),
        ("某市停车条例", "自2020年5月1日起施行", None, None),
    ],
)
def test_a_period_that_is_not_stated(title, clause, basis, last_day):
    first = "第一条 为加强停车管理，结合本市实际，制定本办法。" * 4
    text = f"{title}\n{first}\n第二条 本办法{clause}。"
    found = gm.documents.read_document(text)
    assert (found.expiry_basis, found.expires_on) == (basis, last_day)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400)))
def test_any_content_gives_a_document(content):
    found = gm.documents.read_document(content)
    assert found.is_read or not found.effective_on
