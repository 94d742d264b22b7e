"""Fill a template: the office's own, when its workspace has one, else the built-in."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.writers.safe_text import clean

_LONGEST = 4_000
"""Characters of one text: a paper that people read, not a store."""

Build = Callable[[], DocumentObject]


def write_paper(
    target: Path, context: Mapping[str, Any], build: Build, own_template: Path | None = None
) -> Path:
    """Write one document.

    Texts are escaped; a template can use loops and fields, but reach nothing else.

    Args:
        target: the .docx file.
        context: fields of the template.
        build: makes the built-in template.
        own_template: the office's template, used when it exists.

    Raises:
        ReportError: when the template is no Word file or uses a field that does not exist.
    """
    is_own = own_template is not None and own_template.is_file()
    with tempfile.TemporaryDirectory() as folder:
        source = own_template if is_own and own_template else Path(folder) / "template.docx"
        if not is_own:
            build().save(str(source))
        try:
            paper = DocxTemplate(source)
            paper.render(dict(_safe(context)), jinja_env=_environment(), autoescape=True)
        except (TemplateError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
            raise ReportError(f"模板 {source.name} 不能使用：{error}") from error
        return write_atomically(target, lambda path: paper.save(str(path)))


def write_template(target: Path, build: Build) -> Path:
    """Put the built-in template where the office can edit it; an edited one is never overwritten.

    Raises:
        ReportError: when there is a template already, or it cannot be written.
    """
    if target.exists():
        raise ReportError(f"{target} 已经存在，未覆盖")
    return write_atomically(target, lambda path: build().save(str(path)))


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _safe(value: Any) -> Any:
    """Texts without invisible characters, and of bounded length."""
    if isinstance(value, str):
        text = clean(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if isinstance(value, Mapping):
        return {name: _safe(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(item) for item in value]
    return value
