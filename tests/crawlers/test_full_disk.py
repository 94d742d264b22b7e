"""A disk that takes no more: a clear message, nothing half landed, the next run goes on."""

import resource
import subprocess

from gongkai_monitor.model.observations import Article, SiteSnapshot
from tests.crawlers.servers import Server
from tests.crawlers.support import ROOT, Workspace, environment, site_plan
from tests.crawlers.test_resume import COUNT, routes

LIMIT = 150_000


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(workspace: Workspace) -> None:
    workspace.crawl["timeout_seconds"] = 5.0
    with Server(routes()) as server:  # type: ignore[arg-type]
        plan = site_plan(server.url("/"))
        extra = ("--full", "--checkpoint-seconds", "0.3")
        done = subprocess.run(
            workspace.command(plan, extra=extra),
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
        )
        assert done.returncode == 1, done.stderr
        assert "crashed" in done.stdout
        run = workspace.run(plan, extra=extra)
    assert run.code == 0, run.errors
    assert {row.url for row in run.rows(Article)} >= {
        server.url(f"/a/{n}.html") for n in range(COUNT)
    }
    assert len(run.rows(SiteSnapshot)) == 1
