"""How planted addresses answer: every kind of dead link, and what only looks dead."""

from gongkai_monitor.practice.exchange import Act, Request, Response, page, redirect
from gongkai_monitor.practice.files import CONTENT_TYPES, file_bytes
from gongkai_monitor.practice.plan import Answer

SLOW_SECONDS = 2.2

CHALLENGE_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8">'
    '<script r="m">$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=59352;$_ts.cd="qWNq";'
    'document.cookie="enable=1";location.reload();</script></head><body></body></html>'
)
_FORBIDDEN_HTML = (
    '<html><head><meta charset="utf-8"><title>403 Forbidden</title></head><body>'
    "<h1>访问被拒绝</h1><p>您的请求疑似自动程序，已被防护系统拦截，事件编号 5f3c0a。</p>"
    "</body></html>"
)
_SOFT_404_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>页面提示</title></head><body>'
    '<div class="err"><p>抱歉，您访问的页面不存在或已被删除！</p>'
    '<p>您可以<a href="/">返回首页</a>继续浏览。</p></div></body></html>'
)
_FILE_ERROR_HTML = (
    '<html><head><meta charset="utf-8"><title>下载出错</title></head>'
    "<body><p>文件不存在，请联系管理员。</p></body></html>"
)
_GONE_HTML = '<html><head><meta charset="utf-8"></head><body>该页面已永久删除</body></html>'
_ERROR_HTML = "<html><head><title>500</title></head><body>Internal Server Error</body></html>"
_BUSY_HTML = '<html><head><meta charset="utf-8"></head><body>访问过于频繁，请稍后再试</body></html>'


def error_page(site_name: str) -> Response:
    """The site's own 404 page."""
    return page(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>404 - {site_name}</title></head>'
        f'<body><div class="e404"><h2>404</h2><p>对不起，您访问的页面不存在</p>'
        f'<p><a href="/">返回{site_name}首页</a></p></div></body></html>',
        404,
    )


def challenge() -> Response:
    """412 with a script that a browser would pass."""
    return page(CHALLENGE_HTML, 412)


def forbidden() -> Response:
    """403 of a protection system."""
    return page(_FORBIDDEN_HTML, 403)


def respond(answer: Answer, request: Request, *, alive: Response, site_name: str) -> Response:  # noqa: PLR0911, PLR0912, C901 - one case per kind of answer
    """The answer of a planted address; ``alive`` is what stands behind it when it is fine."""
    is_head = request.method == "HEAD"
    match answer:
        case Answer.OK:
            return alive
        case Answer.NOT_FOUND | Answer.REFUSED:  # a refused address is never asked here
            return error_page(site_name)
        case Answer.GONE:
            return page(_GONE_HTML, 410)
        case Answer.SERVER_ERROR:
            return page(_ERROR_HTML, 500)
        case Answer.SOFT_404:
            return page(_SOFT_404_HTML)
        case Answer.TO_HOME:
            return redirect("/")
        case Answer.LOOP:
            other = request.path.removesuffix("-b") if request.path.endswith("-b") else None
            return redirect(other or f"{request.path}-b")
        case Answer.RESET:
            return Response(act=Act.RESET)
        case Answer.EMPTY:
            return Response()
        case Answer.HTML_FILE:
            return page(_FILE_ERROR_HTML)
        case Answer.EMPTY_FILE:
            return Response(content_type=_file_type(request.path))
        case Answer.FORBIDDEN:
            return forbidden()
        case Answer.CHALLENGE:
            return challenge()
        case Answer.BUSY_ONCE:
            if request.is_first:
                return page(_BUSY_HTML, 429, headers=(("Retry-After", "1"),))
            return alive
        case Answer.DOWN_ONCE:
            return page(_ERROR_HTML, 503) if request.is_first else alive
        case Answer.HEAD_404:
            return error_page(site_name) if is_head else alive
        case Answer.HEAD_405:
            return Response(status=405, headers=(("Allow", "GET"),)) if is_head else alive
        case Answer.SLOW:
            return Response(
                body=alive.body, content_type=alive.content_type, delay_seconds=SLOW_SECONDS
            )
        case Answer.MOVED:
            return redirect(f"{request.path.rsplit('/', 1)[0]}/new/index.html", 301)
        case Answer.TO_INDEX:
            return redirect(f"{request.path.rstrip('/')}/index.html")


def good_file(path: str) -> Response:
    """A file of the kind that the address names."""
    return Response(body=file_bytes(path.rsplit(".", 1)[-1]), content_type=_file_type(path))


def _file_type(path: str) -> str:
    return CONTENT_TYPES[path.rsplit(".", 1)[-1]]
