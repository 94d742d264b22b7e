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


def _document(name: str, title: str, day: date, **more: object) -> dict[str, object]:
    url = f"http://{more.pop('host', 'a.test')}/{name}.html"
    row = {"document_id": name, "title": title, "document_number": None, "issuer": None}
    return {**row, "published_on": day, "url": url, "text": "", **more}


def _linked(documents: list[dict[str, object]], title: str, day: date, text: str = "") -> list[str]:
    interpretation = {
        "interpretation_id": "i",
        "title": title,
        "published_on": day,
        "url": "http://a.test/i.html",
        "text": text,
        "links": [],
    }
    found = gm.documents.link_interpretations(
        pd.DataFrame(documents), pd.DataFrame([interpretation])
    )
    return sorted(found["document_id"])


@pytest.mark.parametrize(
    ("title", "is_named"),
    [
        ("省政府办公厅印发关于改进科研经费使用管理若干措施的通知", True),
        ("财政部、科技部关于改进科研经费使用管理的若干措施", True),
        ("关于印发《改进科研经费使用管理若干措施》的通知", True),
        ("实施《改进科研经费使用管理若干措施》办法", False),
        ("关于废止《改进科研经费使用管理若干措施》的决定", False),
        ("《改进科研经费使用管理若干措施》解读", False),
    ],
)
def test_the_names_of_a_document(title: str, *, is_named: bool) -> None:
    documents = [_document("d", title, date(2026, 3, 1))]
    found = _linked(documents, "《关于改进科研经费使用管理的若干措施》解读", date(2026, 3, 2))
    assert found == (["d"] if is_named else [])


def test_words_between_do_not_hide_a_name() -> None:
    documents = [
        _document("d", "关于印发改革完善省级科研经费使用管理若干措施的通知", date(2026, 3, 1))
    ]
    title = "图解｜改革完善省级科研经费使用管理我省出台若干措施"
    assert _linked(documents, title, date(2026, 3, 2)) == ["d"]


def test_of_two_versions_the_one_in_force_then() -> None:
    title = "云溪市重点实验室管理办法"
    documents = [
        _document("old", f"关于印发《{title}（试行）》的通知", date(2022, 1, 5)),
        _document("new", f"关于印发《{title}》的通知", date(2026, 3, 1)),
    ]
    assert _linked(documents, f"《{title}》解读", date(2026, 3, 3)) == ["new"]
    assert _linked(documents, f"《{title}》解读", date(2022, 1, 9)) == ["old"]


def test_an_archive_filled_later_keeps_the_year_of_its_number() -> None:
    documents = [
        _document(
            "d",
            "加快推进科技创新的若干措施",
            date(2018, 3, 14),
            document_number="云政办发〔2017〕5号",
        )
    ]
    assert _linked(documents, "市科技局解读《加快推进科技创新的若干措施》", date(2017, 10, 23)) == [
        "d"
    ]


def test_the_revised_version_follows_from_the_day_in_its_head() -> None:
    title = "云溪市促进科技成果转化条例"
    documents = [
        _document("old", title, date(2008, 6, 22), text=f"{title}（2003年7月18日通过）"),
        _document("new", title, date(2018, 3, 14), text=f"{title}（2016年12月1日施行）"),
    ]
    assert _linked(documents, f"【图解】{title}", date(2017, 1, 13)) == ["new"]


def test_a_superseded_version_named_as_background_is_not_explained() -> None:
    documents = [
        _document(
            "old",
            "关于印发《云溪市科普基地管理办法（试行）》的通知",
            date(2019, 5, 14),
            document_number="云科规〔2019〕1号",
        )
    ]
    text = "2019年我局印发《云溪市科普基地管理办法（试行）》（云科规〔2019〕1号），试行期已满。"
    assert _linked(documents, "《云溪市科普基地管理办法》解读", date(2022, 12, 30), text) == []


def test_one_title_in_many_places_is_that_of_its_own_site() -> None:
    documents = [
        _document(
            f"d{n}", f"{n}县人民政府关于推行公开标准的通知", date(2026, 3, 1), host=f"{n}.test"
        )
        for n in range(300)
    ]
    documents.append(_document("own", "云溪县人民政府关于推行公开标准的通知", date(2026, 2, 27)))
    assert _linked(documents, "关于推行公开标准的解读", date(2026, 3, 2)) == ["own"]


def test_copies_in_several_columns_are_all_explained() -> None:
    title = "关于印发《云溪市实验室建设指引》的通知"
    number = "云科规〔2026〕1号"
    documents = [
        _document("policy", title, date(2026, 3, 1), document_number=number),
        _document("rules", title, date(2026, 3, 4), document_number=number),
        _document("other", title, date(2026, 3, 2), document_number="云科规〔2026〕9号"),
    ]
    found = _linked(documents, "《云溪市实验室建设指引》解读", date(2026, 3, 1))
    assert found == ["policy", "rules"]


def test_real_pairs_of_a_province() -> None:
    pairing = pytest.importorskip("benchmarks.pairing")
    if not pairing.DATA.is_dir():
        pytest.skip("the shared real data (../shared/data) is not on this machine")
    documents, interpretations = pairing.real_papers()
    gold, decided = pairing.read_gold()
    linked = gm.documents.link_interpretations(documents, interpretations)
    found = {
        pair
        for pair in zip(linked["interpretation_id"], linked["document_id"], strict=True)
        if pair[0] in decided
    }
    assert len(found & gold) / len(found) >= pairing.PRECISION
    assert len(found & gold) / len(gold) >= pairing.RECALL
