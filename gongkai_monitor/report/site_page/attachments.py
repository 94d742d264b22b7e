"""附件 of one site: how many were read, and which could not be, with the reason."""

from gongkai_monitor.report.blocks import Column, ColumnKind, Paragraph, Section, Table
from gongkai_monitor.report.cells import link_or_text
from gongkai_monitor.report.site_page.sites import SiteCard, why_not_read

_NO_VERDICT = "没有读到文字的附件，不作是否泄露个人信息的结论。"


def attachments_section(card: SiteCard) -> Section:
    """What the reading of attachments came to."""
    run = card.attachment_run
    files = run.whole("file_count")
    if not files:
        reason = why_not_read(run)
        said = "没有读取附件" + (f"（{reason}）" if reason else "") + "，不作附件内容的结论。"
        return Section(key="attachments", title="附件", blocks=(Paragraph(said),))
    read, unread = run.whole("read_count") or 0, run.whole("unread_count") or 0
    said = f"取得附件 {files} 个，读出全文 {read} 个，未能读全 {unread} 个"
    said += f"：{run.text('unread')}。{_NO_VERDICT}" if unread else "。"
    table = Table(
        title="没有读到文字的附件",
        columns=(
            Column("附件", ColumnKind.LINK, width=56),
            Column("所在网页", ColumnKind.LINK, width=48),
            Column("原因", width=30),
        ),
        rows=tuple(
            (
                link_or_text(row.text("url")),
                link_or_text(row.text("page_url")),
                row.text("detail") or why_not_read(row),
            )
            for row in card.unread_files
        ),
        is_list=True,
    )
    blocks = (Paragraph(said), table) if card.unread_files else (Paragraph(said),)
    return Section(key="attachments", title="附件", blocks=blocks, count=unread or None)
