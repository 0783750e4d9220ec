"""Every rule in words: one sentence for each identifier that evidence can carry.

A new rule needs a line here; ``tests/test_editing.py`` names those that lack one.
"""

from __future__ import annotations

__all__ = ["RULES", "words_of"]

RULES: dict[str, str] = {
    # what a piece looks like
    "byline/author": "It names its writers after the word for them (作者：…).",
    "byline/edition": "The digital edition calls it the writer's, or sets it under the headline.",
    "byline/name-under-byline": "A name right under a byline belongs to it.",
    "byline/name-under-headline": "A line with nothing but names, under display text, is a byline.",
    "byline/photographer": "It names who took the picture and wrote the words (… 摄影报道).",
    "byline/read": "It reads like a byline, by what many pages taught.",
    "byline/reporter": "It names its writers (本报记者, 通讯员 …) and says nothing else.",
    "byline/set": "Its size and place show a byline: right under the headline, or over the text.",
    "byline/speaker": "It says who tells the story (讲述人：…, 口述：…).",
    "credit/brackets": "It stands in brackets and says where the text comes from (据…, 来源…).",
    "credit/read": "It reads like a credit, by what many pages taught.",
    "credit/set": "Its place shows a credit: it closes the text, set to one side.",
    "display/edition": "The digital edition makes it a headline, by its heading or its class.",
    "display/edition-inside": "The digital edition sets it as a subhead, inside a text.",
    "display/heading": "Markdown makes a heading of it, and a story stands under it.",
    "display/read": "It reads like a headline or a subhead, by what many pages taught.",
    "display/set": "Its place in the column shows a subhead.",
    "display/size": "Its size shows a headline: it is bigger than the page's text.",
    "display/subheading": "Markdown makes a heading of it, inside a story.",
    "paragraph/closing-mark": "It ends like speech or a sentence, so it is no subhead.",
    "prose/edition": "It stands where the digital edition has the text of an article.",
    "prose/read": "It reads like running text, by what many pages taught.",
    "prose/set": "Its size and place show running text.",
    "signature/brackets": "It stands in brackets and says who the writer is; it closes an article.",
    "signature/edition": "At the end of the text it repeats a name of the byline.",
    "signature/photograph": "It says who took the picture, and closes an article.",
    "signature/reader": "Under a text, it says where a reader lives, and the name.",
    "signature/source": "A line that names a source or a writer and closes an article.",
    "silent/no-shape": "Nothing in it shows what it is.",
    # what is set aside
    "furniture/address": "The address of a page of a digital edition.",
    "furniture/advertisement": "A frame without a story: an advertisement or a notice.",
    "furniture/caption": "A caption: it says what a picture shows.",
    "furniture/caption-story": "A caption that is a report of its own.",
    "furniture/contact": "Telephone, e-mail or address of the paper.",
    "furniture/contents": "A table of contents, or the navigation of a digital edition.",
    "furniture/date": "A date by itself.",
    "furniture/editors": "The line that names the page's editors.",
    "furniture/folio": "The head line of the page: date, number or name of the paper.",
    "furniture/jump": "It says that a text comes from, or goes on on, another page (上接, 下转).",
    "furniture/markup": "Marks of Markdown with pictures and tables, or labels (标题：, 作者：).",
    "furniture/masthead": "The masthead: the paper's name with its numbers.",
    "furniture/read": "It reads like an advertisement or a caption, by what many pages taught.",
    "furniture/navigation": "What a digital edition shows beside its articles: links, buttons.",
    "furniture/rights": "The copyright line of a digital edition.",
    "furniture/name": "The name of the paper, of its publisher or of a section.",
    "furniture/page-number": "A page number by itself.",
    "furniture/photo-credit": "It says who took the picture.",
    "furniture/reach": "How to reach the paper: telephone, mail, site.",
    "furniture/separator": "A rule of signs that parts one text from the next.",
    "furniture/speck": "Specks of the scan.",
    "furniture/stamp": "It says when and from where a text was put on the web.",
    "unplaced/no-story": "No article claims it.",
    # kicker, headline, subtitle
    "headline/edition": "The digital edition says which is headline, kicker and subtitle.",
    "headline/kicker-longer": "Of two display lines the longer, upper one is the kicker.",
    "headline/kicker-mark": "A kicker leads over to its headline with dots or a dash.",
    "headline/shortest": "Of several display lines the shortest is the headline.",
    "headline/single": "The only display text over the article is its headline.",
    "headline/size": "Sizes tell the headline from kicker and subtitle: it is set biggest.",
    "headline/subtitle-dash": "A subtitle opens with a dash; the headline stands before it.",
    "headline/subtitle-longer": "Of two display lines the longer, lower one is the subtitle.",
    "subhead/inside-body": "Display text inside a body that no article has as its headline.",
    # what goes on where
    "join/column": "The text goes on in this column: of all columns that may go on, it fits best.",
    "join/read": "A paragraph goes on below what parts it, by what many pages taught.",
    "jump/continued-from": "Its text comes from another page (上接).",
    "jump/continues": "Its text goes on on another page (下转).",
    "rows/cell-column": "The page's rows were cut into columns here.",
    "rows/goes-on": "Of all columns on the page, this one goes on best with the text before.",
    "rows/headline-of-story": "This headline shares its words with the text of this column.",
    "rows/story-begins": "No column of the page goes on here: a story begins.",
    # articles
    "lead/read": "It stands over the text and sums it up, by what many pages taught.",
    "story/caption": "A caption that tells a story is an item of its own.",
    "story/headline": "Of the headlines on the page, this one fits the text best.",
    "story/begins": "What stood above ends here, and another text begins.",
    "story/in-edition": "The digital edition has it over this text.",
    "story/in-order": "The page reads from top to bottom, and the headline stands over this text.",
    "story/lead-drawn-apart": "A lead in a frame of its own fits this text best.",
    "story/no-headline": "No headline of the page fits this text.",
    "story/resumed": "After another article had interrupted it, the text goes on here.",
    "story/sentence-left-open": "A paragraph stops in mid-sentence; its rest was not found.",
    "story/set-under": "It stands over this text, by what places, measures and edges show.",
    # damage that the tool left which made the page's text
    "damage/box": "Boxes stand in it for characters that a font lacks.",
    "damage/escaped": "Characters stand in it by their numbers.",
    "damage/glyph-number": "Numbers of glyphs stand in it, not their characters: (cid:12).",
    "damage/misread": "It was read in another encoding than it was written in.",
    "damage/private-use": "Characters stand in it that only their font knows.",
    "damage/question-marks": "Question marks stand in it for characters that were lost.",
    "damage/repeated": "Each of its characters stands there twice, or more often.",
    "damage/replacement": "U+FFFD stands in it for bytes that made no character.",
    "damage/reversed": "It reads from its end to its beginning.",
    # the editor's
    "editor/byline": "The editor says that this is the byline.",
    "editor/caption": "The editor says that this is a caption.",
    "editor/checked": "The editor has read the article and found it right.",
    "editor/credit": "The editor says that this is the credit.",
    "editor/cut": "The editor lets a paragraph begin here.",
    "editor/cut-out": "The editor sets these words aside.",
    "editor/date": "The editor states the date.",
    "editor/displaced": "The editor has put something else in its place.",
    "editor/drop": "The editor sets this aside.",
    "editor/emptied": "The editor has moved away the text that it stood over.",
    "editor/headline": "The editor says that this is the headline.",
    "editor/join": "The editor lets the text go on here.",
    "editor/kicker": "The editor says that this is the kicker.",
    "editor/label": "The editor says that this is the label.",
    "editor/lead": "The editor says that this is the lead.",
    "editor/merge": "The editor has made one article of several.",
    "editor/paragraph": "The editor says that this paragraph belongs here.",
    "editor/region": "The editor states the region.",
    "editor/split": "The editor lets an article begin here.",
    "editor/subhead": "The editor says that this is a subhead.",
    "editor/subtitle": "The editor says that this is the subtitle.",
}


def words_of(rule: str) -> str:
    """Return what a rule says, in one sentence; its identifier where it has no words.

    >>> words_of("furniture/page-number"), words_of("new/rule")
    ('A page number by itself.', 'Rule new/rule.')
    """
    return RULES.get(rule, f"Rule {rule}.")
