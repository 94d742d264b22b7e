"""How a round is split: by day, and by shard so that several machines can share it.

Never site x channel x hour: tens of thousands of partitions stall Dagster; probes are rows.
"""

import dagster as dg

FIRST_DAY = "2026-01-01"
SHARDS = tuple(f"{number:02d}" for number in range(8))

days = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone="Asia/Shanghai", end_offset=1)
shards = dg.StaticPartitionsDefinition(list(SHARDS))
days_and_shards = dg.MultiPartitionsDefinition({"day": days, "shard": shards})


def partition_key(day: str, shard: str) -> dg.MultiPartitionKey:
    """Key of one day's shard."""
    return dg.MultiPartitionKey({"day": day, "shard": shard})


def shard_of(key: str) -> str:
    """The shard of a run's partition key.

    Raises:
        TypeError: when the run is not partitioned by day and shard.
    """
    if not isinstance(key, dg.MultiPartitionKey):
        raise TypeError(f"a day and shard partition is expected, not {key!r}")
    return key.keys_by_dimension["shard"]
