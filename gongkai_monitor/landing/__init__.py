"""Landing files: how crawlers and imports hand observations to the store (Parquet, no database).

``root/<batch>/<table>.parquet`` appears by one rename and is complete from then on.
"""

from gongkai_monitor.landing.batch import LandingBatch
from gongkai_monitor.landing.reading import BatchFault, check_batch, read_batch
from gongkai_monitor.landing.schema import arrow_schema

__all__ = ["BatchFault", "LandingBatch", "arrow_schema", "check_batch", "read_batch"]
