"""Scrapy settings: polite and capped defaults; everything that runs is listed here.

Values that belong to a workspace come from ``gongkai.toml`` (``settings_for``).
"""

from typing import Any

from gongkai_monitor.settings import BrowserSettings, CrawlSettings

BOT_NAME = "gongkai-monitor"
VERSION = "0.1.0"
SPIDER_MODULES = ["crawlers.spiders"]
NEWSPIDER_MODULE = "crawlers.spiders"

TWISTED_REACTOR_ENABLED = False  # plain asyncio: one loop, no reactor to restart
SCHEDULER = "crawlers.scheduler.FrontierScheduler"
DOWNLOAD_HANDLERS = {
    "http": "crawlers.download.SafeDownloadHandler",
    "https": "crawlers.download.SafeDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawlers.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "crawlers.middlewares.redirect.RedirectMiddleware": 600,
    "crawlers.middlewares.cookies.HostCookiesMiddleware": 700,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ITEM_PIPELINES = {"crawlers.item_pipelines.LandingPipeline": 100}
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "crawlers.memory.OwnMemoryUsage": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

CONCURRENT_REQUESTS = 64
CONCURRENT_ITEMS = 1  # one harvest per answer; Scrapy starts that many tasks per response
DOWNLOAD_DELAY_JITTER = 0  # half the delay now and then would be twice the promised rate
REDIRECT_MAX_TIMES = 8
COOKIES_ENABLED = True
MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 1500
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 60.0
STATS_DUMP = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
WARN_ON_GENERATOR_RETURN_VALUE = False


def settings_for(crawl: CrawlSettings, browser: BrowserSettings) -> dict[str, Any]:
    """Settings that the workspace decides."""
    agent = f"{BOT_NAME}/{VERSION} (+{crawl.contact.encode('ascii', 'ignore').decode().strip()})"
    return {
        "USER_AGENT": agent,
        "DEFAULT_REQUEST_HEADERS": {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
        "GONGKAI_ALLOW_ADDRESSES": list(crawl.allow_addresses),
        "GONGKAI_BROWSER": browser.model_dump(),
        "GONGKAI_RESPECT_ROBOTS": crawl.respect_robots,
        "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency_per_host,
        "DOWNLOAD_DELAY": crawl.delay_seconds,
        "DOWNLOAD_TIMEOUT": crawl.timeout_seconds,
        "DOWNLOAD_MAXSIZE": crawl.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "AUTOTHROTTLE_ENABLED": crawl.delay_seconds > 0,
        "AUTOTHROTTLE_START_DELAY": crawl.delay_seconds,
        "AUTOTHROTTLE_MAX_DELAY": max(10.0, crawl.delay_seconds),
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(crawl.concurrency_per_host),
    }
