"""Why a link is not 正常, and what to do about it, in one Chinese sentence each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Cause and remedy of a link state."""

    reason: str
    remedy: str


_MEND = "改为现行网址，页面已撤下的去掉链接"

REASONS: dict[str, Words] = {
    "404": Words("页面不存在（404）", _MEND),
    "410": Words("页面已删除（410）", "去掉链接或改为替代页面"),
    "4xx": Words("服务器拒绝该网址（4xx）", "核对网址是否写全、参数是否正确"),
    "5xx": Words("服务器出错（5xx）", "联系目标网站修复，短期不能恢复的先去掉链接"),
    "dns": Words("域名无法解析", "核对域名是否写错或已停用，停用的去掉链接"),
    "refused": Words("连接被拒绝", "确认目标网站是否已下线，下线的去掉链接"),
    "reset": Words("连接被重置", "确认目标网站是否正常，长期不能打开的去掉链接"),
    "timeout": Words("超时打不开", "确认目标网站是否正常，长期不能打开的去掉链接"),
    "redirect_loop": Words("循环跳转", "改为最终网址，或修正目标网站的跳转设置"),
    "empty": Words("空白页面", "补充页面内容或去掉链接"),
    "soft_404": Words(
        "提示页面不存在或出错（状态码却是成功）", "改为现行网址，并让不存在的页面返回 404"
    ),
    "home": Words("跳转到首页", "改为内容现在的网址，内容已撤下的去掉链接"),
    "wrong_type": Words("返回的不是所标的文件", "重新上传附件并核对链接"),
    "401": Words("需要登录（401）", "请人工打开核实；公开内容不应要求登录"),
    "403": Words("拒绝机器访问（403）", "请人工用浏览器打开核实"),
    "405": Words("不允许这种访问方式（405）", "请人工用浏览器打开核实"),
    "406": Words("拒绝这种访问（406）", "请人工用浏览器打开核实"),
    "407": Words("需要代理认证（407）", "请人工用浏览器打开核实"),
    "412": Words("被防护设备拦截（412）", "请人工用浏览器打开核实，或请目标网站放行检查"),
    "429": Words("访问过于频繁被限制（429）", "稍后再查，或请目标网站放行检查"),
    "head": Words("只试过 HEAD，未得到结论", "待下次检查用 GET 复核"),
    "challenge": Words("验证码或脚本拦截", "请人工用浏览器打开核实"),
    "login": Words("打开的是登录页", "请人工核实；公开内容不应要求登录"),
    "maintenance": Words("页面长期提示维护或建设中", "尽快恢复内容，短期不能恢复的先去掉链接"),
    "closed_to_all": Words(
        "拒绝访问，浏览器也打不开（同一网站首页正常）", "核对网址和访问权限，不对外公开的去掉链接"
    ),
    "418": Words("拒绝机器访问（418）", "请人工用浏览器打开核实"),
    "hijacked": Words(
        "内容疑似被换成赌博或色情", "立即人工核实，属实的马上去掉链接，并告知原主办单位处置域名"
    ),
    "tls": Words(
        "加密协议不通，无法建立安全连接", "请人工用浏览器打开核实，并请目标网站更新加密设置"
    ),
    "bad_response": Words("响应不完整", "请人工用浏览器打开核实"),
    "unsafe_address": Words("指向内网或本机地址", "改为公众可以访问的网址"),
    "robots": Words("robots.txt 不允许检查", "请人工用浏览器打开核实"),
    "other": Words("检查时出现其他错误", "请人工用浏览器打开核实"),
}
"""Reason code of ``facts/link.py`` (after the colon) -> words."""
