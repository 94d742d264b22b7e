"""政府网站域名 (rules G-5 to G-7): what a host name says. Addresses say nothing."""

import re
from urllib.parse import urlsplit

from gongkai_monitor.text.entrances import is_ip

_PORTAL = re.compile(r"^www\.[a-z0-9-]{1,63}\.gov\.cn$")
_DEPARTMENT = re.compile(r"^(?:www\.)?(?!www\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,3}\.gov\.cn$")
_MINISTRY = re.compile(r"^(?:www\.)?[a-z0-9-]{1,63}\.gov\.cn$")
_CHINESE = (".政务", ".xn--zfr164b")
_SECOND_LEVEL = frozenset({"gov", "com", "org", "net", "edu", "ac"})


def domain_of(url: str) -> str | None:
    """Host name of an address in lower case; None for IP addresses and for no address."""
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return None
    return host if host and "." in host and not is_ip(host) else None


def is_gov(host: str) -> bool:
    """Whether a name ends in .gov.cn or .政务."""
    return host.endswith(".gov.cn") or host.endswith(_CHINESE)


def has_form(host: str, *, is_portal: bool, site_code: str) -> bool | None:
    """Whether an English government name has the form of its kind; None for all other names."""
    if not host.endswith(".gov.cn"):
        return None
    if site_code[:2].lower() == "bm":
        return bool(_MINISTRY.match(host))
    return bool((_PORTAL if is_portal else _DEPARTMENT).match(host))


def base_domain(host: str) -> str:
    """The name that was registered: ``chengde.gov.cn`` of ``jyj.chengde.gov.cn``."""
    labels = host.split(".")
    depth = 3 if len(labels) > 2 and labels[-1] == "cn" and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-depth:])
