"""How a text says where it comes from: （据…）, one rule for pages and for plain text."""

from __future__ import annotations

import re

__all__ = ["CREDIT", "CREDIT_AFTER_NOTE", "CREDIT_AT_END", "OUTLET_CREDIT", "TORN_CREDIT"]

_BLANK = r"[ \t\u3000]"
_FROM = r"(?:据|来源[:：]|来自|转自|摘自|综合)"
_SOURCE = rf"[（(]{_BLANK}*{_FROM}(?P<source>[^。！？；;()（）]{{2,30}})[）)]"
CREDIT = re.compile(rf"^{_SOURCE}$")
"""来源: （据…） alone on its line; the group ``source`` is the body that it names.

>>> CREDIT.match("（据湖南省民政厅）")["source"]
'湖南省民政厅'
"""

CREDIT_AT_END = re.compile(rf"(?<=[。！？”’）)…]){_BLANK}*(?P<credit>{_SOURCE}){_BLANK}*$")
"""来源 at the end of the last paragraph: only after a sentence has closed."""

_BODY = r"[^。！？；;，()（）]{2,24}(?:[厅局部委办院会台网报社刊署]|网站|官网|中心|客户端|公众号)"
CREDIT_AFTER_NOTE = re.compile(
    rf"^[^。！？]+?(?P<credit>[（(]{_BLANK}*{_FROM}(?P<source>{_BODY})[）)]){_BLANK}*$"
)
"""来源 at the end of a last line that is no sentence, but a signature or the source of figures. It
names a body or an outlet by its kind (…局, …网): other brackets explain what stands before them.

>>> CREDIT_AFTER_NOTE.match("数据来源：新村镇政府（据江海日报网）")["credit"]
'（据江海日报网）'
>>> CREDIT_AFTER_NOTE.match("新村镇 李明（据本人口述）") is None
True
"""

TORN_CREDIT = re.compile(
    rf"^(?:[（(]{_BLANK}*据(?P<source>{_BODY})|据(?P<closed>{_BODY}){_BLANK}*[）)])$"
)
"""来源 of whose two brackets OCR lost one. Only a line that does not go on is one.

>>> TORN_CREDIT.match("（据湖南省民政厅")["source"]
'湖南省民政厅'
"""

OUTLET_CREDIT = re.compile(
    rf"^[（(]{_BLANK}*[^。！？；;，、()（）]{{1,16}}(?:网|网站|客户端|日报|晚报|时报|公众号)[）)]$"
)
"""来源 without 据, or whose 据 OCR misread: the outlet alone in its brackets. Who it is stays open,
for the first character may be the misread one.

>>> bool(OUTLET_CREDIT.match("（士山水日报）")), bool(OUTLET_CREDIT.match("（山水，日报）"))
(True, False)
"""
