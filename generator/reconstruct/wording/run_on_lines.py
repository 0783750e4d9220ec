"""Lines in which a dump ran two things together, and where the second begins."""

from __future__ import annotations

import re

from generator.reconstruct.wording.names import PERSON

__all__ = ["DASH_ITEM", "FOOT_AT_START", "RUN_ON", "TOPIC", "TOPIC_INSIDE"]
_BLANK = r"[ \t\u3000]"

FOOT_AT_START = re.compile(
    r"^(?:[^。，,：:]{0,14}(?:邮箱|电话|热线)[:：][ \t]*[A-Za-z0-9@._\-]+"
    rf"|{PERSON}{_BLANK}*摄{_BLANK}*[（(][^（()）]{{2,10}}[）)])([㐀-鿿])"
)
"""An address or a photographer's name with the next headline run on to it."""
DASH_ITEM = re.compile(rf"[。！？][”’）]?{_BLANK}*(——)")
"""A dash after a stop: the next item of a list, or who said it, begins a line of its own."""
_TOPIC = "[^，,。！？、：:；;“”]{5,14}。(?=.{8})"
TOPIC = re.compile(_TOPIC)
"""A short sentence without a pause at a paragraph's head, which names what it is about …"""
TOPIC_INSIDE = re.compile(f"(?<=。){_TOPIC}")
"""… and one further on."""
RUN_ON = re.compile(
    r"^(?:——(?:编[ \t\u3000]*者"
    r"|摘自[^，,。；;]{2,30}?(?:纲要|规划(?!纲要)|讲话|报告|意见|决定|公报|文章|致辞|》))"
    r"|问[:：][^。]{2,80}？(?=答[:：])|[^，,。“”；;]{4,16}——(?=“))(.)"
)
"""Paragraphs of one line that dumps run on to the next: who speaks in an epigraph, a question, what
leads over to a quotation."""
