"""HTML parsed in a process of its own, which may crash, hang or run out of memory.

The parser is C and its input comes from strangers; a file of some kilobytes may keep it busy for
hours.
"""

from __future__ import annotations

import json
from typing import Any

from generator.corpus.processes.child_process import BreakdownError, Patience, asked, put_back
from generator.errors import SeedError
from generator.model import Part
from generator.readers.html.walking import SeenLine

__all__ = ["seen_apart"]

HTML_SECONDS = 60.0
"""For a page at most: one of 10 MB takes four, and there may be other work."""
_MOST_LINES = 500_000
"""Of a page, which has as many characters at most."""


def seen_apart(source: str, name: str) -> tuple[list[SeenLine], list[str], str]:
    """Return what :func:`generator.readers.html.walking.see_page` does, whatever the page is like.

    Raises :class:`SeedError` where the parser breaks down, too.
    """
    data = source.encode("utf-8")
    request: dict[str, Any] = {"html": True, "name": name, "bytes": len(data)}
    found: list[SeenLine] = []
    try:
        child, answers = asked(request, data, Patience(HTML_SECONDS, HTML_SECONDS))
        whole = False
        try:
            for answer in map(json.loads, answers):
                if isinstance(answer, list):
                    text, part, *rest = answer
                    found.append(SeenLine(text, part and Part(part), *rest))
                    if len(found) > _MOST_LINES:
                        raise SeedError(
                            f"{name}: has more than {_MOST_LINES:,} lines, as no page of a "
                            "newspaper does. Save its text as a .txt file."
                        )
                    continue
                whole = True
                if "error" in answer:
                    raise SeedError(answer["error"])
                return found, answer["comments"], answer["title"]
        finally:
            put_back(child, request, whole)
    except BreakdownError as error:
        why = str(error)
    else:
        why = "breaks off"
    raise SeedError(
        f"{name}: {why}: its elements stand within one another without end. Is it the page of a "
        "newspaper? Save its text as a .txt file."
    )
