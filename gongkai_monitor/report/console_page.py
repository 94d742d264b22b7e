"""The read-only page of the latest report, for ``gongkai serve``."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongkai_monitor.report.visitors import OwnVisitors
from gongkai_monitor.settings import Settings

_NAME = re.compile(r"日报-\d{4}-\d{2}-\d{2}\.(?:html|xlsx)")
_CARDS = re.compile(r"站点-(\d{4}-\d{2}-\d{2})")
_CARD = re.compile(r"[0-9A-Za-z_-]{1,40}\.html")
_TEMPLATES = Path(__file__).parent / "templates"
_TYPES = {
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEADERS = {
    b"content-security-policy": b"default-src 'none'; style-src 'unsafe-inline'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cache-control": b"no-store",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """The reports that may be served: known names below one folder, nothing else."""

    root: Path

    def files(self) -> dict[str, Path]:
        """File name -> path, newest name first.

        Only names of our own pattern, at most one folder deep, real files that really lie below
        the root (no symbolic links): a request can only choose among these names.
        """
        root = self.root.resolve()
        found = {
            path.name: path
            for pattern in ("*", "*/*")
            for path in root.glob(pattern)
            if _NAME.fullmatch(path.name)
            and path.is_file()
            and not path.is_symlink()
            and path.resolve().is_relative_to(root)
        }
        return dict(sorted(found.items(), reverse=True))

    def latest_page(self) -> Path | None:
        """The newest web page."""
        pages = (path for name, path in self.files().items() if name.endswith(".html"))
        return next(pages, None)

    def site_page(self, folder: str, name: str) -> Path | None:
        """A site page beside the report of its day; None for every other name."""
        day = _CARDS.fullmatch(folder)
        if day is None or not _CARD.fullmatch(name):
            return None
        root = self.root.resolve()
        path = root / day[1] / folder / name
        is_ours = path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(root)
        return path if is_ours else None


class SecurityHeaders:
    """Put our headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding headers to the start of a response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS.items()]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def latest_report_app(settings: Settings) -> Starlette:
    """A read-only site: ``/`` latest report, ``/reports/`` all of them, ``/files/…`` downloads."""
    folder = ReportFolder(settings.reports)
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )

    def page(**values: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template("reports.html.j2").render(**values))

    def latest(request: Request) -> Response:
        path = folder.latest_page()
        if path is None:
            return page(name=settings.name, days=[])
        return FileResponse(path, media_type="text/html; charset=utf-8")

    def reports(request: Request) -> Response:
        days: dict[str, list[str]] = {}
        for name in folder.files():
            days.setdefault(Path(name).stem, []).append(name)
        return page(name=settings.name, days=sorted(days.items(), reverse=True))

    def download(request: Request) -> Response:
        path = folder.files().get(request.path_params["name"])
        if path is None:
            return PlainTextResponse("没有这份报告", status_code=404)
        is_page = path.suffix == ".html"
        return FileResponse(
            path,
            media_type=_TYPES[path.suffix],
            filename=path.name,
            content_disposition_type="inline" if is_page else "attachment",
        )

    def site_page(request: Request) -> Response:
        path = folder.site_page(request.path_params["folder"], request.path_params["name"])
        if path is None:
            return PlainTextResponse("没有这个页面", status_code=404)
        return FileResponse(path, media_type="text/html; charset=utf-8")

    return Starlette(
        routes=[
            Route("/", latest, methods=["GET"]),
            Route("/reports/", reports, methods=["GET"]),
            Route("/files/{name}", download, methods=["GET"]),
            Route("/files/{folder}/{name}", site_page, methods=["GET"]),
            Route("/{folder}/{name}", site_page, methods=["GET"]),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(OwnVisitors, hosts=(settings.serve.host, *settings.serve.names)),
        ],
    )
