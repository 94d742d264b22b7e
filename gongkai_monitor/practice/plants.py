"""Sets of links put into articles: what is dead, and what only looks dead."""

from gongkai_monitor.practice.plan import Answer, PlantedLink


def _link(name: str, text: str, answer: Answer) -> PlantedLink:
    return PlantedLink(path=f"/zt/{name}", text=text, answer=answer)


def dead_links(refused_origin: str) -> tuple[PlantedLink, ...]:
    """One dead link of every kind, attachments included."""
    return (
        _link("old/2019.html", "历史专题回顾", Answer.NOT_FOUND),
        _link("gone/notice.html", "已撤下的活动公告", Answer.GONE),
        _link("query/result.html", "结果查询入口", Answer.SERVER_ERROR),
        _link("soft/item.html", "原办事指南页面", Answer.SOFT_404),
        _link("home/column.html", "原专题栏目", Answer.TO_HOME),
        _link("loop/enter.html", "旧版服务大厅", Answer.LOOP),
        _link("reset/system.html", "业务申报系统", Answer.RESET),
        _link("blank/page.html", "数据公示页面", Answer.EMPTY),
        PlantedLink(
            path=f"{refused_origin}/apply/index.html", text="网上申报平台", answer=Answer.REFUSED
        ),
        _link("file/form-2023.pdf", "申请表下载", Answer.NOT_FOUND),
        _link("file/annex-2024.docx", "实施方案附件", Answer.HTML_FILE),
        _link("file/list-2024.xlsx", "名单汇总表", Answer.EMPTY_FILE),
    )


def near_links() -> tuple[PlantedLink, ...]:
    """Links that live although a machine may stumble over them."""
    return (
        _link("waf/page.html", "电子证照专区", Answer.FORBIDDEN),
        _link("waf/challenge.html", "数据开放平台", Answer.CHALLENGE),
        _link("busy/query.html", "信用信息查询", Answer.BUSY_ONCE),
        _link("busy/open.html", "项目公示平台", Answer.DOWN_ONCE),
        _link("head/a.html", "图片新闻专题", Answer.HEAD_404),
        _link("head/file.pdf", "年度报告全文", Answer.HEAD_405),
        _link("slow/report.html", "大型数据报表", Answer.SLOW),
        _link("moved/column.html", "改名后的专栏", Answer.MOVED),
        _link("folder/service", "便民服务专区", Answer.TO_INDEX),
    )


def home_links(n: int, hub_origin: str) -> tuple[PlantedLink, ...]:
    """友情链接: one outside address is gone, one lives, one of one's own is gone."""
    return (
        PlantedLink(path=f"{hub_origin}/old/site{n}/", text="开发区网站", answer=Answer.NOT_FOUND),
        PlantedLink(path=f"{hub_origin}/service/site{n}", text="政务服务网", answer=Answer.OK),
        _link(f"h{n}/wap.html", "手机版", Answer.SERVER_ERROR),
    )


def few_dead(n: int) -> tuple[PlantedLink, ...]:
    """One dead link and one dead attachment, of a kind that varies with ``n``."""
    pages = (Answer.NOT_FOUND, Answer.SOFT_404, Answer.GONE, Answer.EMPTY, Answer.TO_HOME)
    files = (Answer.NOT_FOUND, Answer.HTML_FILE, Answer.EMPTY_FILE)
    return (
        _link(f"d{n}/page.html", "有关专题页面", pages[n % len(pages)]),
        _link(f"d{n}/form.pdf", "登记表下载", files[n % len(files)]),
        _link(f"d{n}/fine.html", "服务入口", Answer.OK),
    )
