"""Classes and fields of messages, kinds of reports on sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_monitor import opinion
from gongkai_monitor.opinion.classification import classify_error_reports
from gongkai_monitor.vocabulary import ErrorReportKind, MessageClass, MessageField


@pytest.mark.parametrize(
    ("text", "class_", "field"),
    [
        ("临河化工厂夜里偷排污水，河水发臭", MessageClass.ENVIRONMENT, MessageField.POLLUTION),
        ("工地拖欠农民工工资半年，讨薪无门", MessageClass.LABOUR, MessageField.WAGES),
        ("小学乱收费，老师强迫学生补课", MessageClass.EDUCATION, MessageField.SCHOOLS_HOSPITALS),
        ("开发商延期交房，房产证一直办不下来", MessageClass.URBAN, MessageField.HOUSING_FINANCE),
        ("出租车不打表乱收费，还拒载", MessageClass.TRANSPORT, MessageField.OTHER),
    ],
)
def test_plain_cases(text: str, class_: MessageClass, field: MessageField) -> None:
    row = opinion.classify([text]).iloc[0]
    assert row["likely_class"] is class_
    assert row["likely_field"] is field


def test_what_says_nothing_is_for_a_person() -> None:
    found = opinion.classify(["", "领导您好", "\ud800"])
    assert list(found["class_name"]) == [MessageClass.UNSURE] * 3
    assert (found["confidence"] < 0.5).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_every_message_has_a_row(texts: list[str]) -> None:
    found = opinion.classify(texts)
    assert len(found) == len(texts)
    for column in ("confidence", "field_confidence"):
        assert found[column].between(0, 1).all()
    said = zip(found["class_name"], found["likely_class"], strict=True)
    assert all(name in (likely, MessageClass.UNSURE) for name, likely in said)


def test_kinds_of_reports_on_sites() -> None:
    found = classify_error_reports(
        ["网页打不开，显示404", "文中“登陆”应为“登录”，错别字", "栏目一年没有更新", ""]
    )
    assert list(found["kind"][:3]) == [
        ErrorReportKind.UNREACHABLE, ErrorReportKind.WORDING, ErrorReportKind.STALE
    ]  # fmt: skip
    assert found["needs_person"][3]
