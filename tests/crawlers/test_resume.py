"""A killed process loses nothing: the next one goes on where the last checkpoint was."""

import signal
import subprocess
import time

from gongkai_monitor.model.observations import Article, ChannelSnapshot, Fetch, SiteSnapshot
from tests.crawlers.servers import Call, Reply, Server, page
from tests.crawlers.support import (
    ROOT,
    Workspace,
    article_page,
    channel,
    environment,
    list_page,
    site_plan,
)

COUNT = 120


def routes() -> dict[str, object]:
    entries = [(f"/a/{n}.html", f"关于做好第{n}项工作的通知", "2026-11-12") for n in range(COUNT)]

    def slow(call: Call) -> Reply:
        reply = article_page(f"第{call.path}号通知", "2026-11-12")
        return Reply(reply.body, delay=0.03)

    home = page("演练市", "".join(f"<a href='{href}'>{title}</a>" for href, title, _ in entries))
    return {"/": home, "/n/": list_page(entries), "*": slow}


def test_a_killed_round_is_finished_by_the_next_process(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server(routes()) as server:  # type: ignore[arg-type]
        plan = site_plan(server.url("/"), [channel(server.url("/n/"))])
        extra = ("--full", "--checkpoint-seconds", "0.1")
        command = workspace.command(plan, extra=extra)
        process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)
        while sum(server.counts.values()) < COUNT // 2 and process.poll() is None:
            time.sleep(0.01)  # waits for the server to have seen half of the requests
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen_by_first = sum(server.counts.values())
        assert seen_by_first < COUNT
        run = workspace.run(plan, extra=extra)
        asked = sum(server.counts.values())
    assert run.code == 0, run.errors
    urls = {row.url for row in run.rows(Article)}
    assert len(urls) == COUNT, "every page is there"
    assert asked < COUNT + 60, "what was done before the kill is not asked for again"
    assert len(run.rows(SiteSnapshot)) == len(run.rows(ChannelSnapshot)) == 1
    assert len({row.fetch_id for row in run.rows(Fetch)}) == len(run.rows(Fetch))


def test_a_stopped_round_still_answers_for_every_subject(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server(routes()) as server:  # type: ignore[arg-type]
        plan = site_plan(server.url("/"), [channel(server.url("/n/"))])
        process = subprocess.Popen(
            workspace.command(plan, extra=("--full",)),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        while sum(server.counts.values()) < 20 and process.poll() is None:
            time.sleep(0.01)  # waits for the server to have seen some requests
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 3
    run = workspace.run(plan.model_copy(update={"sites": ()}), round_id="r2")
    assert len(run.rows(SiteSnapshot)) == 1
    assert len(run.rows(ChannelSnapshot)) == 1
