"""Texts that speak of dead pages and maintenance and are neither: real notices do all the time."""

_MAINTENANCE = (
    (
        "因机房设备升级改造，本网站定于本周六22时至周日6时进行系统维护，维护期间网站暂停访问，"
        "给您带来的不便，敬请谅解。"
    ),
)
_CAMPAIGN = (
    (
        "近期检查发现，部分栏目存在“您访问的页面不存在”“404 Not Found”等错误链接，"
        "有的栏目长期显示“网站建设中，敬请期待”，影响群众办事和政府形象。"
    ),
    (
        "各单位要对照清单逐条核查，对已经失效的链接立即更正或者删除，"
        "对确需下线的栏目说明去向，整改结果于月底前报送。"
    ),
    "今后凡改版迁移的页面，应当做好跳转，避免群众打开后提示找不到网页。",
)
_EXPLANATION = (
    "有群众来电反映，点击链接后提示“抱歉，您访问的页面不存在或已被删除”。",
    "经核查，系浏览器缓存所致，清除缓存后即可打开。",
)

FAULT_TALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("关于网站系统升级维护期间暂停服务的公告", (*_MAINTENANCE, "特此公告。")),
    ("关于集中整改网页打不开、“404”错误等问题的通知", _CAMPAIGN),
    ("关于群众反映信息页面不存在问题的说明", _EXPLANATION),
)
"""Title and paragraphs; one long text, two short ones."""
