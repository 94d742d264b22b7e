"""The whole city from size, seed, moment and address. Pure: the same input, the same city."""

from dataclasses import replace
from datetime import datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.practice import accounts, messages, opinion_truth, sites, words
from gongkai_monitor.practice.account_posts import post_faults, post_near_misses
from gongkai_monitor.practice.agencies import build_agencies
from gongkai_monitor.practice.board_letters import plan_letters, planted_replies
from gongkai_monitor.practice.features import FEATURES
from gongkai_monitor.practice.plan import City, Size
from gongkai_monitor.practice.platform_accounts import plant_accounts
from gongkai_monitor.practice.register_truth import register_faults, register_near_misses
from gongkai_monitor.practice.response_units import response_accounts, response_units
from gongkai_monitor.practice.site_truth import site_truth
from gongkai_monitor.practice.truth import Truth

_RUNNING_SITES = {Size.SMALL: 6, Size.MEDIUM: 38, Size.LARGE: 898}
_ACCOUNTS = {Size.SMALL: 30, Size.MEDIUM: 300, Size.LARGE: 6000}


def build_city(
    size: str,
    seed: int,
    as_of: datetime,
    base_port: int,
    host: str = "127.0.0.1",
    hub_host: str = "127.0.0.2",
) -> City:
    """Plan a city.

    Ports from ``base_port`` on: hub, a port that refuses, feed hosts, then one per site
    (``port_count`` tells how many).

    Args:
        size: ``small`` (6 running sites), ``medium`` (40 with two retired ones) or ``large`` (900).
        seed: changes wording and times, not what is planted.
        as_of: aware; every date in the city is relative to it.
        base_port: first of the consecutive ports.
        host: loopback address of sites and feeds.
        hub_host: loopback address of what lies outside every site; where the system knows
            127.0.0.1 only (macOS), pass that.

    Raises:
        ValueError: for an unknown size or a naive ``as_of``.
    """
    scale = Size(size)
    if as_of.tzinfo is None:
        raise ValueError("as_of must be aware")
    agencies = build_agencies(scale)
    feed_ports = tuple(range(base_port + 2, base_port + 2 + _feed_hosts(scale)))
    site_plans = sites.plan_sites(
        agencies,
        count=_RUNNING_SITES[scale],
        host=host,
        first_port=feed_ports[-1] + 1,
        hub_origin=f"http://{hub_host}:{base_port}",
        refused_port=base_port + 1,
        seed=seed,
        as_of=as_of,
    )
    portal = replace(
        site_plans[0], said=opinion_truth.said_by_portal(as_of), letters=plan_letters(as_of)
    )
    site_plans = (portal, *site_plans[1:])
    origins = [f"http://{host}:{port}" for port in feed_ports]
    units = response_units(agencies[0])
    everyone = (*agencies, *units)
    said = opinion_truth.said_by_accounts(everyone, as_of)
    account_plans = (
        *accounts.plan_accounts(agencies, count=_ACCOUNTS[scale], origins=origins, as_of=as_of),
        *response_accounts(units, said, origins[0], as_of),
    )
    planted = plant_accounts(scale, f"http://{host}:{feed_ports[0]}", china_date(as_of))
    city_messages, topics = messages.plan_messages(everyone, size=scale, seed=seed, as_of=as_of)
    truths = [site_truth(plan) for plan in site_plans]
    faults = [fault for one in truths for fault in one.faults]
    near_misses = [row for one in truths for row in one.near_misses]
    registry = Registry(
        agencies=tuple(dict.fromkeys((*everyone, *(one.plan.agency for one in planted)))),
        sites=(
            *(plan.site for plan in site_plans),
            *sites.retired_sites(
                agencies, f"http://{host}:{base_port + 1}", f"http://{hub_host}:{base_port}"
            ),
        ),
        channels=tuple(one.channel for plan in site_plans for one in plan.channels),
        accounts=(
            *(plan.account for plan in account_plans),
            *(one.plan.account for one in planted),
        ),
        responsibilities=messages.responsibilities(everyone),
    )
    unreadable = [row for one in truths for row in one.uncollected]
    uncollected = tuple(sorted([*unreadable, *accounts.unreadable_accounts(account_plans)]))
    hotspots = opinion_truth.planted_hotspots(topics, everyone, account_plans, as_of)
    return City(
        name=words.CITY,
        size=scale,
        seed=seed,
        as_of=as_of,
        host=host,
        hub_host=hub_host,
        hub_port=base_port,
        refused_port=base_port + 1,
        feed_ports=feed_ports,
        registry=registry,
        sites=site_plans,
        accounts=account_plans,
        platform_accounts=tuple(one.plan for one in planted),
        messages=city_messages,
        truth=Truth(
            city=words.CITY,
            seed=seed,
            size=scale.value,
            as_of=as_of.isoformat(),
            faults=tuple(
                sorted(
                    [
                        *faults,
                        *register_faults(registry, f"http://{hub_host}:{base_port}"),
                        *accounts.account_faults(account_plans),
                        *post_faults(account_plans, as_of),
                        *accounts.workday_faults(account_plans, agencies, as_of),
                        *(fault for one in planted for fault in one.faults),
                    ]
                )
            ),
            near_misses=tuple(
                sorted(
                    [
                        *near_misses,
                        *accounts.account_near_misses(account_plans),
                        *post_near_misses(account_plans, as_of),
                        *(near for one in planted for near in one.near_misses),
                        *register_near_misses(registry),
                    ]
                )
            ),
            uncollected=uncollected,
            hotspots=opinion_truth.with_unread(hotspots, registry, uncollected),
            near_letters=topics[messages.NEAR],
            replies=tuple(
                sorted(
                    [
                        *messages.planted_replies(city_messages, as_of),
                        *(row for plan in site_plans for row in planted_replies(plan)),
                    ]
                )
            ),
            suggestions=tuple(
                sorted(
                    (
                        row
                        for feature in FEATURES
                        for plan in site_plans
                        for row in feature.suggestions(plan)
                    ),
                    key=lambda row: (row.site_code, row.url),
                )
            ),
        ),
    )


def port_count(size: str) -> int:
    """How many consecutive ports a city of this size takes."""
    scale = Size(size)
    return 2 + _feed_hosts(scale) + _RUNNING_SITES[scale]


def _feed_hosts(scale: Size) -> int:
    return -(-_ACCOUNTS[scale] // accounts.FEEDS_PER_HOST)
