"""Which interpretation explains which document."""

from datetime import date

import pandas as pd
import pytest

import gongkai_monitor as gm

DOCUMENTS = pd.DataFrame(
    [
        {
            "document_id": "care",
            "title": "云溪市人民政府关于印发养老服务办法的通知",
            "document_number": "云政发〔2026〕5号",
            "issuer": "云溪市人民政府",
            "published_on": date(2026, 9, 1),
            "url": "http://a.test/care.html",
            "text": "",
        },
        {
            "document_id": "firms",
            "title": "云溪市人民政府关于支持小微企业发展的意见",
            "document_number": "云政发〔2026〕6号",
            "issuer": "云溪市人民政府",
            "published_on": date(2026, 9, 3),
            "url": "http://a.test/firms.html",
            "text": "",
        },
    ]
)


def _pairs(title: str, text: str = "", links: tuple[str, ...] = ()) -> list[str]:
    interpretations = pd.DataFrame(
        [
            {
                "interpretation_id": "i",
                "title": title,
                "published_on": date(2026, 9, 4),
                "url": "http://a.test/i.html",
                "text": text,
                "links": list(links),
            }
        ]
    )
    found = gm.documents.link_interpretations(DOCUMENTS, interpretations)
    assert all(reasons for reasons in found["reasons"])
    return sorted(found["document_id"])


@pytest.mark.parametrize(
    ("title", "text", "links", "expected"),
    [
        ("一图看懂居家养老补贴", "", ("http://a.test/care.html",), ["care"]),
        ("云政发〔2026〕5号文件解读", "", (), ["care"]),
        ("《养老服务办法》政策解读", "", (), ["care"]),
        ("一图看懂居家养老补贴", "近日印发（云政发〔2026〕5号），现解读如下", (), ["care"]),
        ("政策问答", "依据云政发〔2026〕5号和云政发〔2026〕6号", (), []),
        ("《关于支持小微企业发展的意见》解读", "依据云政发〔2026〕5号制定", (), ["firms"]),
        ("市领导调研养老服务", "强调要做好工作", (), []),
    ],
    ids=["link", "number in title", "quoted", "its only number", "two numbers", "basis", "none"],
)
def test_a_pair_has_a_reason(
    title: str, text: str, links: tuple[str, ...], expected: list[str]
) -> None:
    assert _pairs(title, text, links) == expected
