"""A registry that is written and read back is the same registry."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai_monitor.imports.cleaning import clean_text
from gongkai_monitor.model.registry import Account, Agency, Channel, Registry, Responsibility, Site
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.registry.importer import whole
from gongkai_monitor.registry.reader import read_registry
from gongkai_monitor.registry.sheets import GUIDE, SHEETS
from gongkai_monitor.registry.template import write_template
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    YesNo,
)

ERROR_VALUES = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
NAMES = (
    st.text(min_size=1, max_size=20)
    .map(clean_text)
    .filter(lambda name: name and name.upper() not in ERROR_VALUES)
)
HARD_NAMES = NAMES | st.sampled_from(
    [
        "=1+1",
        "+86",
        "-",
        "@市长",
        "#REF",
        "（一）",
        "_x0041_",
        "'a",
        "12",
        "1e5",
        "TRUE",
    ]
)
CODES = st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True)
URLS = st.from_regex(
    r"https?://[a-z]{1,8}\.[a-z]{2,5}(:[1-9][0-9]{1,3})?/[a-z0-9_=&?%。-]{0,9}", fullmatch=True
)
SITE_CODES = st.from_regex(r"([0-9]{10}|bm[0-9]{8}|BT[0-9]{8}|[0-9]{2}BM[0-9]{6})", fullmatch=True)
ALIASES = st.lists(
    NAMES.filter(lambda name: not set("、，,；;") & set(name)), max_size=3, unique=True
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Registers whose references hold."""
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    site_codes = draw(st.lists(SITE_CODES, min_size=1, max_size=3, unique=True))
    agency = st.sampled_from(codes)
    agencies = [
        draw(
            st.builds(
                Agency,
                agency_code=st.just(code),
                name=HARD_NAMES,
                parent_code=st.none() | st.sampled_from(codes[:position])
                if position
                else st.none(),
                level=st.sampled_from(AgencyLevel),
                region_code=st.none() | CODES,
                kind=st.none() | st.sampled_from(AgencyKind),
                supervisor_code=st.none(),
                phone=st.none() | HARD_NAMES,
                has_services=st.sampled_from(YesNo),
                aliases=ALIASES.map(lambda names: tuple(name.strip() for name in names)),
            )
        )
        for position, code in enumerate(codes)
    ]
    sites = [
        draw(
            st.builds(
                Site,
                site_code=st.just(code),
                name=HARD_NAMES,
                home_url=URLS,
                agency_code=agency,
                kind=st.sampled_from(SiteKind),
                status=st.sampled_from(SiteStatus),
                remark=st.none() | HARD_NAMES,
            )
        )
        for code in site_codes
    ]
    channels = draw(
        st.lists(
            st.builds(
                Channel,
                site_code=st.sampled_from(site_codes),
                name=HARD_NAMES,
                url=URLS,
                kind=st.sampled_from(ChannelKind),
                level=st.integers(1, 20),
                cycle_days=st.none() | st.integers(1, 3660),
            ),
            max_size=4,
            unique_by=lambda channel: (channel.site_code, channel.url),
        )
    )
    accounts = draw(
        st.lists(
            st.builds(
                Account,
                account_code=CODES,
                platform=st.sampled_from(Platform),
                name=HARD_NAMES,
                platform_key=st.none() | CODES,
                home_url=st.none() | URLS,
                certified_subject=st.none() | HARD_NAMES,
                agency_code=agency,
                function=st.sampled_from(AccountFunction),
                opened_on=DAYS,
                filed_on=DAYS,
                filing_status=st.sampled_from(FilingStatus),
                deregistration_notice_url=st.none() | URLS,
                has_interaction=st.sampled_from(YesNo),
                source=st.sampled_from(AccountSource),
                source_url=st.none() | URLS,
            ),
            max_size=4,
            unique_by=lambda account: account.account_code,
        )
    )
    duties = draw(
        st.lists(
            st.builds(
                Responsibility, keyword=HARD_NAMES, agency_code=agency, region=st.none() | NAMES
            ),
            max_size=3,
            unique=True,
        )
    )
    return Registry(
        agencies=tuple(agencies),
        sites=tuple(sites),
        channels=tuple(channels),
        accounts=tuple(accounts),
        responsibilities=tuple(duties),
    )


@given(registries())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_reading_what_was_written_gives_the_same_registry(registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "登记表.xlsx"
        write_registry(registry, path)
        assert whole(path) == registry


def test_a_city_goes_through_its_workbook(city: Registry, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_registry(city, path)
    result = read_registry(path)
    assert result.faults == ()
    assert result.registry == city
    assert (len(city.agencies), len(city.sites), len(city.accounts)) == (120, 40, 300)


def test_formula_like_texts_are_written_as_text(city: Registry, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_registry(city, path)
    cell = load_workbook(path)["站点"]["G3"]
    assert (cell.value, cell.data_type) == ("= 备注以等号开头", "s")


def test_the_template_has_every_sheet_heading_and_drop_down(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_template(path)
    workbook = load_workbook(path)
    assert workbook.sheetnames == [*(sheet.name for sheet in SHEETS), GUIDE]
    for sheet in SHEETS:
        headings = [cell.value for cell in workbook[sheet.name][1]]
        assert headings == [column.title for column in sheet.columns]
        assert workbook[sheet.name].freeze_panes == "A2"
        rules = {
            str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
            for rule in workbook[sheet.name].data_validations.dataValidation
        }
        closed = [column for column in sheet.columns if column.labels]
        assert sorted(rules.values()) == sorted(f'"{",".join(c.labels)}"' for c in closed)
    guide = [cell.value for row in workbook[GUIDE] for cell in row if cell.value]
    assert {"临川市教育局", "LC001-WB"} <= set(guide)


def test_the_untouched_template_reads_as_an_empty_registry_with_remarks(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_template(path)
    result = read_registry(path)
    assert (result.registry, result.faults) == (Registry(), ())
    assert {warning.sheet for warning in result.warnings} == {"单位", "站点", "账号"}
