"""Attachments of articles are fetched within a budget, read, and scanned; pages with signs too."""

from gongkai_monitor.collection.plan import PlannedPage
from gongkai_monitor.model.observations import Article, ContentSign, FileRead
from gongkai_monitor.practice.files import CONTENT_TYPES, file_bytes
from gongkai_monitor.vocabulary import ContentSignKind, FileState
from tests.crawlers.servers import Reply, Server, page
from tests.crawlers.support import Workspace, article_page, channel, list_page, site_plan

NUMBER = "110101199003074610"
HIDDEN = '<div style="position:absolute;left:-2000px"><a href="http://shop.test/">好看</a></div>'
FILES = "".join(
    f"<p><a href='/f/{name}'>附件{name}</a></p>"
    for name in ("a.pdf", "b.docx", "c.xlsx", "gone.pdf", "login.docx", "d.zip")
)


def offered(ending: str, text: str = "") -> Reply:
    return Reply(file_bytes(ending, text), content_type=CONTENT_TYPES[ending])


ROUTES = {
    "/": page("演练市人民政府", f"<p>首页</p>{HIDDEN}"),
    "/l/": list_page([("/a/1.html", "关于发放补助的公示通知", "2026-11-19")]),
    "/a/1.html": article_page("关于发放补助的公示通知", "2026-11-19", FILES),
    "/a/old.html": article_page("旧的公示", "2020-11-19", f"<p>李四 {NUMBER}</p>"),
    "/f/a.pdf": offered("pdf", f"No. 1 Li {NUMBER}"),
    "/f/b.docx": offered("docx", f"李四，身份证号{NUMBER}"),
    "/f/c.xlsx": offered("xlsx", "办公电话 0314-2050512"),
    "/f/login.docx": page("登录", "<form><input type=password></form>"),
    "/f/d.zip": Reply(b"PK\x03\x04 broken", content_type="application/zip"),
    "*": Reply(b"", status=404),
}


def crawl(tmp_path, **crawl):
    with Server(ROUTES) as server:
        space = Workspace(tmp_path)
        space.crawl |= {
            "allow_addresses": ["127.0.0.0/8"], "timeout_seconds": 5.0, **crawl,
        }  # fmt: skip
        plan = site_plan(server.url("/"), [channel(server.url("/l/"))])
        again = PlannedPage(site_code=plan.sites[0].site_code, url=server.url("/a/old.html"))
        run = space.run(plan.model_copy(update={"signed_pages": (again,)}))
        assert run.code == 0, run.errors
        return run, server.url("")


def test_files_are_read_and_leaks_are_masked(tmp_path):
    run, _ = crawl(tmp_path)
    states = {row.url.rpartition("/")[2]: row.state for row in run.rows(FileRead)}
    assert states == {
        "a.pdf": FileState.READ, "b.docx": FileState.READ, "c.xlsx": FileState.READ,
        "gone.pdf": FileState.NOT_FETCHED, "login.docx": FileState.BROKEN,
        "d.zip": FileState.BROKEN,
    }  # fmt: skip
    signs = run.rows(ContentSign)
    leaks = [row for row in signs if row.kind == ContentSignKind.PERSONAL_DATA]
    assert {row.url.rpartition("/")[2] for row in leaks} == {"a.pdf", "b.docx", "old.html"}
    assert {row.page_url.rpartition("/")[2] for row in leaks} == {"1.html", "old.html"}
    assert not any(NUMBER in f"{row.excerpt}{row.found}{row.detail}" for row in signs)
    (hidden,) = [row for row in signs if row.kind == ContentSignKind.HIDDEN_LINK]
    assert hidden.found == "http://shop.test/"
    articles = run.rows(Article)
    assert {row.url.rpartition("/")[2] for row in articles} == {"1.html", "old.html"}
    assert not any(NUMBER in (row.body or "") for row in articles)


def test_the_budget_of_files(tmp_path):
    run, _ = crawl(tmp_path, max_files_per_site=2)
    assert len(run.rows(FileRead)) == 2
