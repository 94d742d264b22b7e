"""Invented names of the practice city. No real unit, place or person is meant."""

CITY = "云溪市"
CITY_SHORT = "云"
REGION = "137700"
"""Six digits that no real administrative division uses."""

DEPARTMENTS: tuple[tuple[str, str], ...] = (
    ("发展和改革委员会", "发改"),
    ("教育局", "教"),
    ("生态环境局", "环"),
    ("民政局", "民"),
    ("卫生健康委员会", "卫"),
    ("住房和城乡建设局", "建"),
    ("人力资源和社会保障局", "人社"),
    ("财政局", "财"),
    ("交通运输局", "交"),
    ("水务局", "水"),
    ("农业农村局", "农"),
    ("商务局", "商"),
    ("文化和旅游局", "文旅"),
    ("应急管理局", "应急"),
    ("市场监督管理局", "市监"),
    ("统计局", "统"),
    ("医疗保障局", "医保"),
    ("城市管理局", "城管"),
    ("司法局", "司"),
    ("公安局", "公"),
    ("科学技术局", "科"),
    ("工业和信息化局", "工信"),
    ("自然资源和规划局", "自然资"),
    ("审计局", "审"),
    ("体育局", "体"),
    ("数据局", "数"),
    ("退役军人事务局", "退役"),
    ("林业和草原局", "林"),
    ("住房公积金管理中心", "公积金"),
    ("行政审批局", "审批"),
)
"""Name and the abbreviation used in document numbers."""

_FIRST = "听望揽枕拾叠晴疏漱倚"
_SECOND = "泉汐月流岚翠渚澜岭霞"

COMPOUNDS = (
    "锦绣澜庭小区", "听雨轩小区", "望湖苑小区", "枫林晚小区", "竹语居小区", "和悦家园",
    "晨曦里小区", "梧桐郡小区", "云水谣小区", "花影里小区", "石榴园小区", "半山苑小区",
)  # fmt: skip
PROJECTS = (
    "云溪文体中心项目",
    "环城快速路二期项目",
    "望湖片区安置房项目",
    "临空产业园标准厂房项目",
)


def place_names(count: int) -> list[str]:
    """Names of invented streets and compounds, at most 100, all different."""
    endings = ("路", "街", "巷", "小区", "花园")
    pairs = [first + second for first in _FIRST for second in _SECOND]
    return [pair + endings[n % len(endings)] for n, pair in enumerate(pairs[:count])]


def county_names(count: int) -> list[str]:
    """Names of invented districts and counties, at most 100."""
    pairs = [first + second for second in _SECOND for first in _FIRST]
    return [pair + ("区" if n % 3 == 0 else "县") for n, pair in enumerate(pairs[:count])]
