"""What a printed line says it is by its words alone, for stages that know where it stands."""

from __future__ import annotations

from functools import lru_cache

from generator.geometry.layout_records import Says
from generator.reconstruct.lines.captions import caption_rule, is_photo_credit
from generator.reconstruct.wording.article_ends import SIGNATURE, opens_as_report
from generator.reconstruct.wording.bylines import REPORTER_ALONE, SPEAKER, is_author_line, is_byline
from generator.reconstruct.wording.furniture import furniture_rule
from generator.reconstruct.wording.person_names import (
    are_glued_names,
    is_name_and_place,
    is_name_line,
)
from generator.text.source_credits import CREDIT, OUTLET_CREDIT

__all__ = ["say"]

_LONGEST = 200
"""Characters. Only captions are longer than a line, and none is longer than this."""


@lru_cache(maxsize=1 << 12)
def say(text: str) -> tuple[Says, str] | None:
    """Return what a text says it is, and the rule that tells; ``None`` where it doesn't say.

    >>> say("■ 本报记者 李庆"), say("（据新村民政局）")
    ((<Says.BYLINE: 'byline'>, 'byline/reporter'), (<Says.CREDIT: 'credit'>, 'credit/brackets'))
    >>> say("近日，新村办起食堂。") is None
    True
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if CREDIT.match(text) or OUTLET_CREDIT.match(text):
        return Says.CREDIT, "credit/brackets"
    if SIGNATURE.match(text):
        return Says.SIGNATURE, "signature/brackets"
    if is_byline(text) or REPORTER_ALONE.match(text):
        return Says.BYLINE, "byline/reporter"
    if is_author_line(text):
        return Says.BYLINE, "byline/author"
    if SPEAKER.match(text):
        return Says.BYLINE, "byline/speaker"
    if is_photo_credit(text):
        return Says.CAPTION, "furniture/photo-credit"
    rule = furniture_rule(text)
    if rule is not None:
        return (Says.JUMP if rule == "furniture/jump" else Says.FURNITURE), rule
    caption = caption_rule(text)
    if caption is not None:
        return Says.CAPTION, caption
    if is_name_line(text) or is_name_and_place(text) or are_glued_names(text):
        return Says.NAMES, "byline/name-under-headline"
    if opens_as_report(text):
        return Says.REPORT, "opening/report"
    return None
