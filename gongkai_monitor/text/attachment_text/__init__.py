"""The text of an attachment: PDF, docx, xlsx, pptx, OFD, xls, doc, csv, txt, and zips of these.

``read_attachment`` decides by the first bytes, not by the name. It is made for hostile files but
the libraries below it are not: it runs in a process of its own, with bounds on memory and time
(``elsewhere``, ``python -m gongkai_monitor.text.attachment_text``).
"""

from gongkai_monitor.text.attachment_text.read import read_attachment
from gongkai_monitor.text.attachment_text.result import FileText

__all__ = ["FileText", "read_attachment"]
