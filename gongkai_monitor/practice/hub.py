"""The one host outside every site: record lookups, 找错 entrance, other systems."""

from gongkai_monitor.practice import answers
from gongkai_monitor.practice.exchange import Request, Response, page, plain

_PAGES = {
    "/": "云溪市公共平台",
    "/beian/icp": "网站备案信息查询",
    "/beian/police": "公安机关互联网站安全管理服务平台",
    "/conac/sitename": "党政机关网站标识说明",
    "/exposure/jiucuo.html": "我为政府网站找错",
}


def respond(request: Request) -> Response:
    """Any known page, any service below ``/service/``."""
    if request.path == "/robots.txt":
        return plain("User-agent: *\nAllow: /\n")
    title = _PAGES.get(request.path)
    if request.path.startswith("/service/"):
        title = "云溪市一体化政务服务平台"
    if title is None:
        return answers.error_page("云溪市公共平台")
    return page(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<h1>{title}</h1><p>本页面由云溪市大数据中心维护，提供查询与办理服务，"
        "请按页面提示操作，如有疑问请拨打咨询电话。</p></body></html>"
    )
