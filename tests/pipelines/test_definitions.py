"""The code location loads and holds what the design asks for."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import create_workspace
from pipelines.definitions import build
from pipelines.instance import open_instance
from pipelines.partitions import SHARDS, days_and_shards, partition_key, shard_of
from pipelines.rounds import RoundConfig, round_of

# Dagster's own notices about its beta parameters
pytestmark = pytest.mark.filterwarnings("ignore::dagster.BetaWarning")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return create_workspace(tmp_path_factory.mktemp("pipelines") / "ws")


@pytest.fixture(scope="module")
def definitions(workspace: Settings) -> dg.Definitions:
    return build(str(workspace.workspace))


def test_everything_loads(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_schedules_follow_the_design(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    crons = {schedule.name: schedule.cron_schedule for schedule in repository.schedule_defs}
    assert crons["probe_round_schedule"] == "5 * * * *"
    assert crons["feed_round_schedule"] == "*/30 * * * *"
    assert crons["report_round_schedule"] == "30 7 * * *"
    assert crons["maintenance_schedule"] == "0 3 * * *"
    zones = {schedule.execution_timezone for schedule in repository.schedule_defs}
    assert zones == {"Asia/Shanghai"}


def test_a_sharded_schedule_starts_one_run_per_shard_in_use(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    schedule = repository.get_schedule_def("feed_round_schedule")
    context = dg.build_schedule_context(
        scheduled_execution_time=datetime(2026, 11, 22, 16, 30, tzinfo=UTC),
        resources=definitions.resources,
        repository_def=repository,
    )
    result = schedule.evaluate_tick(context)
    keys = [request.partition_key for request in result.run_requests or ()]
    assert keys == [partition_key("2026-11-23", "00")]  # the day in China


def test_a_scheduled_report_is_judged_at_its_scheduled_moment(
    definitions: dg.Definitions,
) -> None:
    repository = definitions.get_repository_def()
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    context = dg.build_schedule_context(
        scheduled_execution_time=moment,
        resources=definitions.resources,
        repository_def=repository,
    )
    result = repository.get_schedule_def("report_round_schedule").evaluate_tick(context)
    (request,) = result.run_requests or ()
    assert request.partition_key == "2026-11-23"
    steps = request.run_config["ops"]
    assert set(steps) == {
        "core__hotspots",
        "core__alerts",
        "core__rechecks",
        "core__findings",
        "out__daily_report",
    }
    assert {step["config"]["as_of"] for step in steps.values()} == {moment.isoformat()}


def test_partitions_stay_few() -> None:
    assert days_and_shards.get_num_partitions() < 10_000  # tens of thousands stall Dagster
    assert shard_of(partition_key("2026-11-22", SHARDS[3])) == SHARDS[3]
    with pytest.raises(TypeError):
        shard_of("2026-11-22")


def test_telemetry_is_off(workspace: Settings) -> None:
    with open_instance(workspace) as instance:
        assert instance.telemetry_enabled is False


def test_a_round_by_hand_keeps_its_id_and_a_scheduled_one_gets_its_own() -> None:
    config = RoundConfig(round_id="r1", as_of="2026-11-20T09:00:00+08:00")
    assert round_of(config, "abcdef99") == Round("r1", datetime(2026, 11, 20, 1, tzinfo=UTC))
    scheduled = round_of(RoundConfig(as_of="2026-11-20T09:00:00+08:00"), "abcdef99")
    assert scheduled.round_id == "r20261120T090000-abcdef"
    assert scheduled.day == "2026-11-20"


def test_a_dropped_file_is_asked_for_once_and_imported(
    workspace: Settings, definitions: dg.Definitions
) -> None:
    file: Path = workspace.drop / "留言-1.csv"
    file.write_text("留言编号,来信时间,标题\nM1,2026-11-20 09:00,路灯不亮\n", encoding="utf-8")
    sensor = definitions.get_repository_def().get_sensor_def("drop_folder")
    context = dg.build_sensor_context(resources=definitions.resources)
    first = sensor.evaluate_tick(context)
    assert not first.run_requests, "somebody may still be writing it"
    context = dg.build_sensor_context(resources=definitions.resources, cursor=first.cursor)
    requests = list(sensor.evaluate_tick(context).run_requests or ())
    assert len(requests) == 1
    job = definitions.resolve_job_def("import_drop")
    with open_instance(workspace) as instance:
        done = job.execute_in_process(run_config=requests[0].run_config, instance=instance)
    assert done.success
    assert (workspace.drop / "done" / file.name).is_file()
    assert not file.exists()


def test_a_dropped_file_of_unknown_kind_is_put_aside_with_the_reason(
    workspace: Settings, definitions: dg.Definitions
) -> None:
    (workspace.drop / "其他.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    job = definitions.resolve_job_def("import_drop")
    config = {"ops": {"import_file": {"config": {"name": "其他.csv"}}}}
    with open_instance(workspace) as instance:
        assert job.execute_in_process(run_config=config, instance=instance).success
    reason = workspace.drop / "rejected" / "其他.csv.txt"
    assert "留言" in reason.read_text(encoding="utf-8")
