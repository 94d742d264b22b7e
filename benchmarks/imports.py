"""Time of ``import gongkai_monitor`` in a new interpreter, and which frameworks it pulls in.

    python -m benchmarks imports [--runs 15]

Target: the median under 0.5 s, and neither scrapy, dagster nor great_expectations loaded.
"""

import argparse
import statistics
import subprocess
import sys

SECONDS_AT_MOST = 0.5
FRAMEWORKS = ("scrapy", "dagster", "great_expectations")
CODE = """
import sys, time
started = time.perf_counter()
import {module}
seconds = time.perf_counter() - started
loaded = [name for name in {frameworks} if name in sys.modules]
print(seconds, len(sys.modules), ",".join(loaded) or "-")
"""


def main() -> None:
    """Print the figures; exit code 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    seconds, modules, loaded = measure("gongkai_monitor", runs)
    print(
        f"import gongkai_monitor: median of {runs} runs {seconds:.3f} s (at most "
        f"{SECONDS_AT_MOST}), {modules} modules, frameworks loaded: {loaded}"
    )
    shell, modules, shell_loaded = measure("gongkai_monitor.cli.main", runs)
    print(f"import gongkai_monitor.cli.main: {shell:.3f} s, {modules} modules, {shell_loaded}")
    sys.exit(seconds > SECONDS_AT_MOST or loaded != "-")


def measure(module: str, runs: int) -> tuple[float, int, str]:
    """Median seconds, number of loaded modules, and the frameworks among them."""
    code = CODE.format(module=module, frameworks=FRAMEWORKS)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True
        ).stdout.split()
        for _ in range(runs)
    ]
    seconds = statistics.median(float(output[0]) for output in outputs)
    return seconds, int(outputs[0][1]), outputs[0][2]


if __name__ == "__main__":
    main()
