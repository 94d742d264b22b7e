"""The process that Dagster starts for one spider: Scrapy inside, Pipes messages outside.

``python -m pipelines.spider_process SPIDER …`` takes the arguments of ``crawlers.run``. A spider
that could not collect everything is no failure of the process: the landing files and the
coverage table say what is missing. Only a crash is.
"""

import sys

from dagster_pipes import open_dagster_pipes

from crawlers.run import run_spider


def main(arguments: list[str]) -> int:
    """Run the spider and report its counts to Dagster."""
    with open_dagster_pipes() as pipes:
        outcome = run_spider(arguments)
        pipes.report_asset_materialization(metadata=outcome.as_metadata())
        return 1 if outcome.has_crashed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
