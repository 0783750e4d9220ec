"""How a text says where it comes from: （据…）, one rule for pages and for plain text."""

from __future__ import annotations

import re

__all__ = ["CREDIT", "CREDIT_AT_END"]

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
