"""What trained scores went by, in words: the features that weighed most for a decision."""

from __future__ import annotations

import re

__all__ = ["FEATURE_WORDS", "reasons_in_words"]

FEATURE_WORDS: dict[str, str] = {
    # of a line
    "width": "how wide it is",
    "fill": "how much of its column it fills",
    "slack": "how far short of its column it stops",
    "column": "how wide its column is",
    "unwrapped": "that no column shows",
    "indent": "its indent",
    "blank_above": "the blank line above it",
    "noise": "how much the widths of lines stray",
    "leeway": "how much the widths of few lines stray",
    "bond": "the text beside it",
    "has_bond": "that stories stand side by side",
    "length": "how long it is",
    "stops": "its full stops",
    "commas": "its commas",
    "stop_at_end": "whether it ends as a sentence ends",
    "last_char": "its last character",
    "first_char": "its first character",
    "dash_first": "a dash at its start",
    "dash_last": "a dash at its end",
    "dots_last": "dots at its end",
    "bullet_first": "a bullet at its start",
    "quotes": "its quotation marks",
    "brackets": "its brackets",
    "mark": "what it says of itself (byline, credit, furniture)",
    "credit_at_end": "a credit at its end",
    "dateline": "a dateline (电头) at its start",
    "opening": "an opening as stories have",
    "reporter": "that it names a reporter (记者)",
    "own_paper": "that it begins with 本报",
    "name": "whether it is a name",
    "name_parts": "how many names stand in it",
    "digits": "its figures",
    "time_opening": "that it opens with a time",
    "report_opening": "that it opens as reports do",
    "headline_nats": "how much it reads like a headline",
    "text_nats": "how much it reads like running text",
    "headline_over_text": "whether it reads more like a headline or like running text",
    "start_nats": "how much it reads like a paragraph's start",
    "end_nats": "how much it reads like a paragraph's end",
    "place": "where on the page it stands",
    "open_short": "that it is short and has no stop",
    "open_run_above": "how many short lines without a stop stand above it",
    "open_run_below": "how many short lines without a stop stand below it",
    "since_stop": "how far above it the last full stop is",
    "to_stop": "how far below it the next full stop is",
    "to_opening": "how far below it the next byline or opening is",
    "from_opening": "how far above it the last byline or opening is",
    "text_above": "how much text stands between it and the short line above",
    "text_below": "how much text stands between it and the short line below",
    # of two lines
    "blanks_between": "the blank lines between the two",
    "same_row": "that the two stand in one row",
    "joined_nats": "how well the two read as one sentence",
    "parted_nats": "how well they read as an end and a beginning",
    "joined_over_parted": "whether they read better as one sentence or apart",
    "column_change": "the change of column",
    "width_change": "the change of width",
    "open_quotes": "a quotation left open",
    "words_near": "the words that the texts above and below share",
    "words_far": "the words that the longer texts above and below share",
    "words_against": "how much the words change, for this page",
    "fits_below": "the words that it shares with the text below",
    "fits_above": "the words that it shares with the text above",
    "fits_below_best": "whether its words stand below rather than above",
    "fits_above_best": "whether its words stand above rather than below",
    # of the page
    "lines": "how many lines the page has",
    "blanks": "how many blank lines the page has",
    "blanks_in_sentences": "blank lines inside sentences of the page",
    "unwrapped_share": "how many lines show no column",
    "bond_share": "how many lines stand side by side",
    "page_noise": "how much the page's widths stray",
    "indents": "how many lines are indented",
    "open_share": "how many short lines without a stop the page has",
    "stop_share": "how many lines end with a stop",
    "column_changes": "how often the column changes",
    "bylines": "how many bylines the page has",
    "usual_width": "how wide the page's columns are",
    "starts_indented": "how many paragraphs of the page are indented",
    "starts_short": "how many paragraphs of the page begin two ems short",
    "starts_blank": "how many paragraphs of the page have a blank line above",
    "inside_blank": "how many sentences of the page have a blank line inside",
    # of what was believed of the lines around, before these were looked at again
    "body": "whether it looks like running text",
    "headline": "whether it looks like a headline",
    "byline": "whether it looks like a byline",
    "lead": "whether it looks like a lead",
    "subhead": "whether it looks like a subhead",
    "credit": "whether it looks like a credit",
    "nothing": "whether the text goes on below it",
    "block": "whether a paragraph ends with it",
    "frame": "whether a frame ends with it",
    "article": "whether an article ends with it",
    # of a headline, or a lead, and a body
    "shared": "the words that the two share",
    "shared_first": "the words that it shares with the text's beginning",
    "shared_last": "the words that it shares with the text's end",
    "shared_nats": "how many rare words the two share",
    "rank_for_head": "how many other texts share more with it",
    "rank_for_body": "how many other headlines share more with the text",
    "margin_for_head": "how much less the next text shares with it",
    "margin_for_body": "how much less the next headline shares with the text",
    "next_to": "that it stands right above or below the text",
    "distance": "how far above the text it stands",
    "steps": "how far from the text it stands",
    "heads_between": "the headlines between the two",
    "bodies_between": "the texts between the two",
    "order": "whether it has the same place among headlines as the text among texts",
    "heads": "how many headlines the page has",
    "bodies": "how many texts the page has",
    "heads_over": "how many of the page's texts have a headline above",
    "heads_under": "how many of the page's texts have a headline below",
    "heads_together": "how many of the page's headlines stand together",
    "frame_belief": "whether the two look like frames of one article",
    "article_belief": "whether an article seems to end between the two",
    "names": "that the text names who signed it",
    "signed": "that it is signed",
    "credited": "that the text ends with a credit",
    "head_length": "how long the headline is",
    "head_lines": "how many lines the headline has",
    "head_width": "how wide the headline is",
    "body_length": "how long the text is",
    "length_rank": "how many of the page's texts are longer",
    "head_over_body": "that a headline stands over the text",
    "head_under_body": "that a headline stands under the text",
    "goes_on": "whether the text stops in mid-sentence",
    # of a text and one below it that may go on with it
    "rank_for_end": "how many other texts go on better with it",
    "rank_for_start": "how many other texts lead better to it",
    "margin_for_end": "how much worse the next text goes on with it",
    "margin_for_start": "how much worse the next text leads to it",
    "slack_at_end": "how far short of its column the text above stops",
    "words": "the words that the two texts share",
    "article_above": "whether an article seems to end above it",
    "article_below": "whether an article seems to end with the text above",
    "nothing_above": "whether the line above seems to go on with it",
    "nothing_below": "whether the text above seems to go on right below",
    "length_below": "how long it is",
}
"""Every feature of a line, of two lines, of the page; ``@n`` and ``|n`` say which line is meant."""

_REASON = re.compile(r"(\w+)(?:([@|])(-?\d))?=\S+:([+-])")
_WHICH = {
    -2: "two lines further up",
    -1: "the line before",
    0: "the line above",
    1: "the line below",
    2: "the line after that",
}


def reasons_in_words(note: str) -> str:
    """Return the features named in an evidence's note as words; ``note`` itself if none are.

    >>> reasons_in_words("blank_above@1=1:+2.1 stop_at_end@0=0:-0.4")
    'for it: the blank line above it (the line below); against it: whether it ends as a sentence \
ends (the line above)'
    """
    sides: dict[str, list[str]] = {"+": [], "-": []}
    for name, mark, at, sign in _REASON.findall(note):
        words = FEATURE_WORDS.get(name, name)
        which = f" ({_WHICH[int(at)]})" if mark == "@" else ""
        sides[sign].append(words + which)
    told = [
        f"{side}: {', '.join(sides[sign])}"
        for sign, side in (("+", "for it"), ("-", "against it"))
        if sides[sign]
    ]
    return "; ".join(told) or note
