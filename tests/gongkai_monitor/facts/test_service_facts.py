"""办事服务: guides that were read, and an entrance that is known only when links were read."""

import pytest

from gongkai_monitor.vocabulary import ChannelKind, YesNo

SITE = "1308000009"
HOME = f"http://{SITE}.test/"
GOOD = "\n".join(
    ("一、设定依据", "某条例", "二、申请条件", "年满 60 周岁", "三、办理材料", "身份证",
     "办理地点：服务中心",
     "办理时间：工作日", "联系电话：0399-8800001", "办理流程：申请、审核、发证，当场办结并告知结果")
)  # fmt: skip
POOR = "欢迎广大群众办理，" * 12


@pytest.fixture
def town(world):
    world.agency()
    world.site()
    world.snapshot()
    return world


def home_with(town, *texts):
    from gongkai_monitor.model.observations import Link
    from gongkai_monitor.vocabulary import LinkKind

    town.fetch("home", url=HOME, links_hash="h")
    for text in texts:
        town.put("links", Link(
            site_code=SITE, page_url=HOME, links_hash="h", url=f"{HOME}{text}", text=text,
            kind=LinkKind.PAGE, is_external=False, round_id="r1", observed_at=town.days_ago(0.1),
        ))  # fmt: skip


def test_guides_are_counted_and_files_are_not_known(town):
    url = town.channel("办事指南", ChannelKind.SERVICE_GUIDE)
    town.article("http://g/1", url, "优待证办理", body=GOOD)
    town.article("http://g/2", url, "补贴办理", body=POOR)
    town.article("http://g/3", url, "证明办理", body="见附件")
    town.article("http://g/4", url, "关于暂停办理的通知", body=POOR)
    rows = {row["guide_url"]: row["missing_count"] for row in town.facts("service_guide")}
    assert rows == {"http://g/1": 0, "http://g/2": 7, "http://g/3": None}
    site = town.one("service")
    assert (site["guide_count"], site["poor_guide_count"]) == (2, 1)
    assert site["is_every_guide_poor"] is False


def test_the_entrance_is_unknown_until_links_are_read(town):
    assert town.one("service")["has_service_entry"] is None
    home_with(town, "通知公告")
    assert town.one("service")["has_service_entry"] is False


def test_a_link_or_a_column_is_an_entrance(town):
    home_with(town, "冀时办政务服务网")
    assert town.one("service")["has_service_entry"] is True


def test_units_without_services_have_no_guides(world):
    world.agency(has_services=YesNo.NO)
    world.site()
    world.snapshot()
    url = world.channel("办事指南", ChannelKind.SERVICE_GUIDE)
    world.article("http://g/2", url, "补贴办理", body=POOR)
    assert world.facts("service_guide") == []
    assert world.one("service")["has_services"] == "no"


def test_a_stale_home_page_tells_nothing(town):
    home_with(town, "通知公告")
    town.as_of = town.as_of.replace(day=28)
    row = town.one("service")
    assert (row["collection_state"], row["has_service_entry"]) == ("uncollected", None)


def test_forms_and_numbers_of_a_guide(town):
    url = town.channel("办事指南", ChannelKind.SERVICE_GUIDE)
    form = GOOD + "\n填写《优待证申请表》"
    town.article("http://g/1", url, "优待证办理", body=form)
    town.article("http://g/2", url, "补贴办理", body=form, attachment_urls=("http://g/2.docx",))
    town.article("http://g/3", url, "证明办理", body=GOOD.replace("0399-8800001", "见公示栏"))
    rows = {row["guide_url"]: row for row in town.facts("service_guide")}
    assert [rows[f"http://g/{n}"]["has_form"] for n in (1, 2, 3)] == [False, True, None]
    assert [rows[f"http://g/{n}"]["has_phone_number"] for n in (1, 2, 3)] == [True, True, False]


def test_lists_and_figures_of_services(town):
    assert town.one("service")["has_statistics"] is None
    home_with(town, "权责清单", "办件统计")
    row = town.one("service")
    assert (row["has_item_list"], row["has_statistics"]) == (True, True)
    assert (row["item_list"], row["statistics_entry"]) == ("权责清单", "办件统计")
