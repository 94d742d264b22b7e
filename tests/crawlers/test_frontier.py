"""The frontier: every job once, polite per host, durable at each commit."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.frontier import Frontier
from crawlers.jobs import Job
from gongkai_monitor.vocabulary import FetchPurpose

HOSTS = st.sampled_from(["a.test", "b.test", "c.test:8080"])
JOBS = st.builds(
    Job,
    url=st.builds(lambda host, n: f"http://{host}/{n}", HOSTS, st.integers(0, 30)),
    purpose=st.sampled_from([FetchPurpose.HOME, FetchPurpose.ARTICLE]),
    subject=st.sampled_from(["s1", "s2"]),
    title=st.none() | st.text(max_size=5),
)


def drain(frontier: Frontier) -> list[Job]:
    done = []
    while (job := frontier.pop()) is not None:
        done.append(job)
        frontier.finish(job.fingerprint)
    return done


@settings(max_examples=40, deadline=None)
@given(jobs=st.lists(JOBS, max_size=60))
def test_every_job_comes_out_once(jobs: list[Job], tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("frontier")  # type: ignore[attr-defined]
    frontier = Frontier(folder / "jobs.sqlite", per_host=2)
    frontier.push(jobs[::2])
    frontier.push(jobs)
    done = drain(frontier)
    assert {job.fingerprint for job in done} == {job.fingerprint for job in jobs}
    assert len(done) == len({job.fingerprint for job in jobs})
    assert frontier.pending == 0
    frontier.remove()


@given(JOBS)
def test_a_job_survives_its_file(job: Job) -> None:
    assert Job.load(job.dump()) == job


def job(n: int, host: str = "a.test", subject: str = "s") -> Job:
    return Job(url=f"http://{host}/{n}", purpose=FetchPurpose.ARTICLE, subject=subject)


def test_a_busy_host_waits_and_others_go_on(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "jobs.sqlite", per_host=2)
    frontier.push([*(job(n) for n in range(5)), job(9, "b.test")])
    taken = [found for _ in range(4) if (found := frontier.pop()) is not None]
    assert sorted(found.host for found in taken) == ["a.test", "a.test", "b.test"]
    frontier.finish(taken[0].fingerprint)
    assert frontier.pop() is not None
    frontier.close()


def test_what_was_not_committed_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite"
    frontier = Frontier(path, per_host=5)
    frontier.push(job(n) for n in range(4))
    first = frontier.pop()
    assert first is not None
    frontier.finish(first.fingerprint)
    frontier.note({"x": "1"})
    frontier.commit()
    lost = frontier.pop()
    assert lost is not None
    frontier.finish(lost.fingerprint)
    frontier.push([job(99)])
    frontier._database.close()  # as a kill would: nothing is committed

    again = Frontier(path, per_host=5)
    assert again.is_resumed
    assert dict(again.notes()) == {"x": "1"}
    left = {found.url for found in drain(again)}
    assert left == {job(n).url for n in range(4)} - {first.url}
    again.remove()
    assert not list(tmp_path.iterdir())


def test_a_delayed_job_waits_for_its_hour(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "jobs.sqlite", per_host=5)
    frontier.push([job(1).again(1000.0), job(2).again(2000.0)])
    assert frontier.pop() is None
    assert (frontier.pending, frontier.next_wake()) == (2, 1000.0)
    assert frontier.wake(1500.0) == 1
    due = frontier.pop()
    assert due is not None
    assert (due.url, due.attempt, frontier.next_wake()) == (job(1).url, 2, 2000.0)
    frontier.close()


def test_a_subject_can_be_given_up(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "jobs.sqlite", per_host=5)
    frontier.push([*(job(n) for n in range(50)), job(1, subject="t"), job(7).again(9.0)])
    first = frontier.pop()
    assert first is not None
    frontier.drop("s")
    assert [found.subject for found in drain(frontier)] == ["t"]
    assert frontier.pending == 0
    frontier.close()
