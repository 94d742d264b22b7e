"""Scrapy: fetch and parse. Writes landing files; never opens the store."""
