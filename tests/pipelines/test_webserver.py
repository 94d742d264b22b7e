"""The web server never shows an empty house: definitions that failed are loaded again."""

from typing import Any, cast

import pytest

from pipelines.webserver import DefinitionsError, require_definitions


class Loading:
    """A workspace context whose location fails a number of times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.reloads = 0
        self.code_location_names = ["pipelines.definitions"]

    def has_code_location_error(self, name: str) -> bool:
        return self.reloads < self.failures

    def has_code_location(self, name: str) -> bool:
        return not self.has_code_location_error(name)

    def reload_code_location(self, name: str) -> None:
        self.reloads += 1


@pytest.mark.parametrize("failures", [0, 1, 4])
def test_a_failed_load_is_tried_again(failures: int) -> None:
    loading = Loading(failures)
    require_definitions(cast(Any, loading))
    assert loading.reloads == failures


def test_what_never_loads_ends_the_server() -> None:
    with pytest.raises(DefinitionsError, match=r"pipelines\.definitions"):
        require_definitions(cast(Any, Loading(99)))
