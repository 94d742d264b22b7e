"""域名: forms of government names; addresses say nothing."""

import pytest

from gongkai_monitor.text.domain_names import base_domain, domain_of, has_form, is_gov


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://WWW.Chengde.gov.cn/", "www.chengde.gov.cn"), ("http://127.0.0.1:80/", None),
        ("http://[::1]/", None), ("http://[bad", None), ("", None), ("http://localhost/", None),
    ],
)  # fmt: skip
def test_hosts(url: str, host: str | None) -> None:
    assert domain_of(url) == host


@pytest.mark.parametrize(
    ("host", "is_portal", "code", "expected"),
    [
        ("www.chengde.gov.cn", True, "1308000009", True),
        ("chengde.gov.cn", True, "1308000009", False),
        ("www.a.chengde.gov.cn", True, "1308000009", False),
        ("jyj.chengde.gov.cn", False, "1308000010", True),
        ("www.cdjyj.gov.cn", False, "1308000010", False),
        ("www.mee.gov.cn", False, "bm17000001", True),
        ("www.chengde.com", True, "1308000009", None),
    ],
)
def test_forms(host: str, is_portal: bool, code: str, expected: bool | None) -> None:
    assert has_form(host, is_portal=is_portal, site_code=code) is expected


def test_suffixes() -> None:
    assert is_gov("www.a.gov.cn")
    assert is_gov("承德.政务")
    assert not is_gov("www.gov.cn.evil.com")
    assert base_domain("jyj.chengde.gov.cn") == base_domain("www.chengde.gov.cn")
    assert base_domain("www.hebei.com.cn") == "hebei.com.cn"
    assert base_domain("a.b.example.com") == "example.com"
