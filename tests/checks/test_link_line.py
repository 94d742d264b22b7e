"""When most link targets are down at once, it is our own line."""

import pandas as pd
import pytest

from checks.soundness.run import check_soundness


@pytest.mark.parametrize(("ratio", "is_sound"), [(0.5, True), (0.6, False)])
def test_most_hosts_down_blocks_dead_links(ratio: float, is_sound: bool) -> None:
    table = pd.DataFrame(
        [{"subject_id": "all", "blocked": ["s1"], "host_count": 20, "down_ratio": ratio}]
    )
    outcomes = {one.code: one for one in check_soundness({"link_hosts": table})}
    line = outcomes["soundness.link_line"]
    assert line.is_sound is is_sound
    assert line.blocks("site.dead_link", "s1") is not is_sound
