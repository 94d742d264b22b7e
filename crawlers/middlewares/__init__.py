"""Downloader middlewares, one job each."""
