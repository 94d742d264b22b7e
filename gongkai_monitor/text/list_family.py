"""Page family of a list: how a content system prints its entries. Told, never configured."""

from selectolax.lexbor import LexborNode

from gongkai_monitor.vocabulary import Term


class ListFamily(Term):
    """Families of list pages."""

    TABLE = "table", "表格行"
    LIST = "list", "ul/li 列表"
    DEFINITION = "definition", "dl/dt 列表"
    CARDS = "cards", "卡片"
    DATASTORE = "datastore", "数据岛（datastore/record）"
    DATA = "data", "接口数据"
    INLINE_DATA = "inline_data", "页内脚本数据"


_BY_TAG = {
    "tr": ListFamily.TABLE,
    "td": ListFamily.TABLE,
    "table": ListFamily.TABLE,
    "li": ListFamily.LIST,
    "dd": ListFamily.DEFINITION,
    "dt": ListFamily.DEFINITION,
    "dl": ListFamily.DEFINITION,
}


def family_of(row: LexborNode | None) -> ListFamily:
    """The family that a row of a list belongs to."""
    return _BY_TAG.get((row.tag if row is not None else None) or "", ListFamily.CARDS)
