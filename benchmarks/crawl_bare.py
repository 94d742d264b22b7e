"""The peer: a bare Scrapy spider with LinkExtractor that only writes a CSV of links."""

import csv
import re
import sys
from collections.abc import Iterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor


class BareSpider(scrapy.Spider):
    """Follow every internal link, write (page, link)."""

    name = "bare"

    def __init__(self, url: str, path: str, **kwargs: str) -> None:
        super().__init__(**kwargs)
        self.start_urls = [url]
        self.extractor = LinkExtractor(allow=[re.escape(url)])
        self.file = open(path, "w", newline="")  # noqa: SIM115, PTH123
        self.writer = csv.writer(self.file)
        self.pages = 0

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        self.pages += 1
        for link in self.extractor.extract_links(response):  # type: ignore[arg-type]
            self.writer.writerow([response.url, link.url])
            yield response.follow(link.url)

    def closed(self, reason: str) -> None:
        self.file.close()
        print(self.pages)


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    process.crawl(BareSpider, url=sys.argv[1], path=sys.argv[2])
    process.start()
