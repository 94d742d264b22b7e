"""Suites on the stored data itself: guard against judging on broken data."""
