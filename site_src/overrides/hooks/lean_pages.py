"""MkDocs' hook: pages without the blank lines and indents that templates leave behind.

They are a tenth of an article's page. A browser shows any run of blanks as one, so nothing else
changes; where blanks count (``pre``, ``textarea``, scripts and styles), they stay. What Material's
template has outside its blocks, and only its script uses, goes too: ``assets/frame.js`` makes it.
Listed under ``hooks`` in ``mkdocs.yml``; without it the pages look the same and weigh more.
"""

from __future__ import annotations

import re
from functools import partial

PIECEWISE = "in parts"
"""Does the same to a page whatever others there are, and makes of its parts what it makes of it."""

_AS_IT_IS = re.compile(
    r"""(<(pre|textarea|script|style)\b.*?</\2\s*>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL | re.IGNORECASE,
)
_SWITCH = (
    '<input class="md-toggle" data-md-toggle="{0}" type="checkbox" id="__{0}" autocomplete="off">\n'
)
_MADE_BY_SCRIPT = (
    _SWITCH.format("drawer"),
    _SWITCH.format("search"),
    '<label class="md-overlay" for="__drawer"></label>\n',
    '<div data-md-component="announce">\n</div>\n',
    '<div class="md-dialog" data-md-component="dialog">\n'
    '<div class="md-dialog__inner md-typeset"></div>\n</div>\n',
)
_NAMED_BY_SCRIPT = (
    ('<div class="md-container"', ' data-md-component="container"'),
    ('<main class="md-main"', ' data-md-component="main"'),
    ('<div class="md-content"', ' data-md-component="content"'),
    (' data-md-color-primary="custom"', ' data-md-color-accent="custom"'),
)
"""Tags, and what of them only Material's script asks for; an accent that it has no colours for."""
_COLOURS = re.compile(
    r'<link rel="stylesheet" href="[^"]*/stylesheets/palette\.[0-9a-f]+\.min\.css">\n'
    r'(?=(?:.*\n)*?<link rel="stylesheet" href="(?:[^"]*/)?assets/banmian\.css">)'
)
"""Material's colours: ``for_programs.py`` puts them before our own style sheet."""
_SKIP = re.compile(
    r'<div data-md-component="skip">\n'
    r'(?:(<a href="[^\n]*" class="md-skip">)\n([^<\n]*)\n(</a>)\n)?</div>'
)
"""The link past the navigation, in a wrapper that nothing looks for."""
_OF_THEME = "md-", "/stylesheets/palette."
"""One of them is in all that is taken out."""
_RUN = re.compile(r"(?<![ \t])[ \t]+\n[ \t\r\n]*|\n[ \t\r\n]+")
"""A run of blanks that is more than a break. It is looked at from its beginning alone: a page may
print a hundred thousand in a row."""
_RUNS = "\n\n", "\n ", " \n", "\n\t", "\t\n", "\n\r"
"""One of them is in each run."""
_BROKEN_TAG = (
    re.compile(r"<(?:[!?]|[^<>\n]*+\n)"),
    re.compile(r"""=\s*+(?:"[^"<>\n]*+[<>\n]|'[^'<>\n]*+[<>\n])"""),
)
"""Where a break, or what looks like a tag, may stand in one."""
_COUNTING = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
"""Where breaks count."""
_BLANKS = " \t\n"


def on_post_page(output: str, **_others: object) -> str:
    """Return the page as it is written to the site."""
    text = squeeze(output)
    if not any(name in text for name in _OF_THEME):
        return text
    for html in _MADE_BY_SCRIPT:
        text = text.replace(html, "")
    for tag, name in _NAMED_BY_SCRIPT:
        text = text.replace(f"{tag}{name}>", f"{tag}>")
    return _SKIP.sub(r"\1\2\3", _COLOURS.sub("", text, 1))


def squeeze(text: str) -> str:
    r"""Return HTML with each run of blanks that has a line break as that break alone.

    A break between two words is a blank like any other, so one always stays. What stands inside
    a tag is left alone: an attribute may hold blanks that count.

    >>> squeeze("<ul>\n\n  <li>甲\n  乙</li>\n</ul> <pre>丙\n\n  丁</pre>")
    '<ul>\n<li>甲\n乙</li>\n</ul> <pre>丙\n\n  丁</pre>'
    """
    if not any(run in text for run in _RUNS):
        return text.lstrip("\n")
    whole_tags = not any(form.search(text) for form in _BROKEN_TAG)
    parts = (_COUNTING if whole_tags else _AS_IT_IS).split(text)
    squeezed = partial(_RUN.sub, "\n") if not whole_tags or "\r" in text else _of_whole_lines
    # Of three: what may be squeezed, what may not, and the name of its tag.
    parts[::3] = [squeezed(part) if "\n" in part else part for part in parts[::3]]
    del parts[2::3]
    return "".join(parts).lstrip("\n")


def _of_whole_lines(text: str) -> str:
    """Return what lies between tags that have no break in them, as :data:`_RUN` leaves it."""
    begins, ends = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
    before, after = text[:begins], text[ends:] if ends > begins else ""
    lines = [line.strip(" \t") for line in text[begins:ends].split("\n")]
    return (
        ("\n" if "\n" in before else before)
        + "\n".join(filter(None, lines))
        + ("\n" if "\n" in after else after)
    )
