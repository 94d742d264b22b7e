"""Audit of government websites and new media: records, facts, indicators, findings, reports.

Reading order: ``vocabulary``, ``model``, ``store``, ``facts``, ``indicators``, ``findings``,
``report``. Nothing here imports scrapy, dagster or great_expectations.
"""

__version__ = "0.1.0"
