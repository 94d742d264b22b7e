"""What a field of a settings or edition file should hold, for the person who edits it."""

from typing import Any

from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "必填",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "enum": "应为 {expected}",
    "literal_error": "应为 {expected}",
    "string_too_short": "至少 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "value_error": "{error}",
    "assertion_error": "{error}",
}
_KINDS = {
    "int": "应为整数",
    "float": "应为数字",
    "finite": "应为数字",
    "bool": "应为 true 或 false",
    "string": "应为文字（加引号）",
    "date": "应为日期，如 2026-01-31",
    "datetime": "应为时间，如 2026-01-31T09:00:00+08:00",
    "time": "应为时刻，如 22:00",
    "list": "应为列表，如 [\"…\"]",
    "tuple": "应为列表，如 [\"…\"]",
    "dict": "应为一节设置",
    "model": "应为一节设置",
    "path": "应为路径（加引号）",
}  # fmt: skip
"""By the beginning of the type: ``int_parsing``, ``int_from_float`` …"""


def expected_words(fault: ErrorDetails) -> str:
    """What is expected, in Chinese; pydantic's own words for a fault that is not known here."""
    kind = fault["type"]
    said: dict[str, Any] = {name: _listed(value) for name, value in fault.get("ctx", {}).items()}
    if kind in _WORDS:
        return _WORDS[kind].format(**said)
    return _KINDS.get(kind.partition("_")[0], fault["msg"])


def _listed(value: object) -> str:
    """Choices as pydantic joins them (``'a', 'b' or 'c'``), in Chinese."""
    return str(value).replace("', '", "'、'").replace("' or '", "'、'")
