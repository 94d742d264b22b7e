"""One throw-away Great Expectations context: no files, no analytics, no progress bars."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gongkai_monitor.errors import GongkaiError

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.expectations.expectation import Expectation

RESULT_FORMAT: dict[str, Any] = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["row_key"],
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
}


class CheckError(GongkaiError):
    """An expectation could not be evaluated."""


def open_context() -> EphemeralDataContext:
    """A fresh in-memory context."""
    # Read by Great Expectations while it is imported; office networks are closed.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        # no Data Docs: they would leave a folder in the temporary directory per context
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def validate(
    context: EphemeralDataContext,
    name: str,
    rows: pd.DataFrame,
    expectations: Sequence[Expectation],
) -> ExpectationSuiteValidationResult:
    """Validate one table by one suite.

    Args:
        context: from ``open_context``.
        name: of the suite and its data, unique in the context.
        rows: the batch; it has a ``row_key`` column that names unexpected rows.
        expectations: members of the suite.
    """
    import great_expectations as gx

    asset = context.data_sources.add_pandas(name).add_dataframe_asset(name)
    definition = asset.add_batch_definition_whole_dataframe(name)
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=[*expectations]))
    validation = gx.ValidationDefinition(name=name, data=definition, suite=suite)
    return context.validation_definitions.add(validation).run(
        batch_parameters={"dataframe": rows}, result_format=RESULT_FORMAT
    )


def unexpected_keys(
    result: ExpectationSuiteValidationResult,
) -> dict[tuple[str, str], set[int]]:
    """(code, level) of each expectation's ``meta`` -> the row keys that it did not expect.

    Raises:
        CheckError: when an expectation raised instead of deciding.
    """
    keys: dict[tuple[str, str], set[int]] = {}
    for outcome in result.results:
        config = outcome.expectation_config
        assert config is not None
        code, level = config.meta["code"], config.meta["level"]
        if _raised(outcome.exception_info or {}):
            raise CheckError(f"{code} 无法求值：{outcome.exception_info}")
        places = outcome.result.get("unexpected_index_list") or []
        found = {int(place["row_key"]) for place in places}
        if not outcome.success and not found:
            raise CheckError(f"{code} 未通过，但没有给出行：{outcome.result}")
        keys.setdefault((code, level), set()).update(found)
    return keys


def _raised(info: Mapping[str, Any]) -> bool:
    """Whether an expectation raised; the information is flat or one entry per metric."""
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(part, dict) and part.get("raised_exception") for part in info.values())
