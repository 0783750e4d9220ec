"""The rules that each page of the site lays down for browsers (Content-Security-Policy).

A second line behind escaping: were a text to become markup after all, nothing in it would run, load
or be sent. Scripts and styles are files of the site; no page but 404.html has any within.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

__all__ = ["PolicyError", "added_sources", "allowing", "inline_parts", "policy_of"]

_SITE = ("'self'", "file:")
"""Files of the site. In Firefox a page from disk is of no site, so such files are named; a page
that came from a server cannot load them."""
_NONE = ("'none'",)
_OURS: Mapping[str, tuple[str, ...]] = {
    "default-src": _SITE,
    "img-src": (*_SITE, "data:"),  # the style sheets hold their icons
    "frame-src": _NONE,
    "object-src": _NONE,
    "base-uri": _NONE,
    "form-action": _SITE,
}
"""Each page carries them: what would say the same as ``default-src`` is left out."""
_TYPES = "require-trusted-types-for 'script'"
"""No script makes markup of a text, or names a script by it, but that of the search, which has a
policy for files of its own."""

ADDABLE = (
    *("script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "frame-src"),
    *("worker-src", "form-action"),
)
"""What a site's owner may add sources to."""
_SOURCE = re.compile(
    r"(?:(?:https?|wss?)://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:/[^\s;,'\"<>&]*)?"
    r"|https?://localhost(?::[0-9]+)?(?:/[^\s;,'\"<>&]*)?"
    r"|(?:https|wss|data|blob):",
    re.I,
)
_QUOTED = re.compile(r"'?(self|sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2})'?")
_META = re.compile(r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*(?=">)')
_INLINE = re.compile(r"<(script|style)(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</\1>", re.S)


class PolicyError(ValueError):
    """What a site's owner has added is no rule; the message says why."""


def added_sources(said: Mapping[object, object]) -> dict[str, tuple[str, ...]]:
    """Return what ``mkdocs.yml`` adds, by directive.

    Raises :class:`PolicyError` for what is no directive that can be added to, and for no source.

    >>> added_sources({"script-src": "https://stats.example.org"})
    {'script-src': ('https://stats.example.org',)}
    """
    unknown = next((name for name in said if name not in ADDABLE), None)
    if unknown is not None:
        raise PolicyError(f"“{unknown}” is none of {', '.join(ADDABLE)}.")
    return {str(name): tuple(_sources(str(name), found)) for name, found in said.items()}


def _sources(name: str, said: object) -> Iterator[str]:
    for one in said if isinstance(said, list) else [said]:
        text = one.strip() if isinstance(one, str) else ""
        quoted = _QUOTED.fullmatch(text)
        if quoted:
            yield f"'{quoted[1]}'"
        elif name == "style-src" and text.strip("'") == "unsafe-inline":
            yield "'unsafe-inline'"
        elif "unsafe" in text or (name == "script-src" and text in ("data:", "blob:")):
            raise PolicyError(
                f"“{name}: {text}” would let any text run that becomes markup. Name what may run "
                "by its hash (sha256-…, which the browser's console tells), or say “csp: false”."
            )
        elif _SOURCE.fullmatch(text):
            yield text
        else:
            raise PolicyError(
                f"“{name}: {one}” is no source such as https://stats.example.org or sha256-…"
            )


def policy_of(
    added: Mapping[str, Iterable[str]],
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    inline: Iterable[str] = (),
) -> str:
    """Return the rules of a site.

    ``added`` is what its owner adds, ``scripts`` and ``styles`` are the files that ``mkdocs.yml``
    names, ``inline`` the scripts that the theme is told to write into pages. Scripts of others may
    make markup of text, as many do.

    >>> policy_of({}).partition(";")[0]
    "default-src 'self' file:"
    """
    scripts = tuple(scripts)
    more: dict[str, tuple[str, ...]] = {name: tuple(found) for name, found in added.items()}
    more["script-src"] = (*_far(scripts), *map(_hash, inline), *more.get("script-src", ()))
    more["style-src"] = (*_far(styles), *more.get("style-src", ()))
    names = dict.fromkeys((*_OURS, *(name for name, found in more.items() if found)))
    parts = [_rule(name, more.get(name, ())) for name in names]
    return ";".join(parts if scripts or more["script-src"] else (*parts, _TYPES))


def _rule(name: str, more: tuple[str, ...]) -> str:
    own = _OURS.get(name, _SITE)
    sources = more if more and own == _NONE else (*own, *more)
    return " ".join((name, *dict.fromkeys(sources)))


def _far(files: Iterable[str]) -> Iterator[str]:
    """Yield files of other sites as sources, which have no query."""
    for file in files:
        address = re.split(r"[?#]", file)[0]
        if re.match(r"(?:https?:)?//", address):
            yield quote(address.removeprefix("//"), safe=":/%@+$!*()=~[]")


def inline_parts(page: str) -> dict[str, list[str]]:
    """Return the scripts and the styles that a page has within.

    >>> inline_parts('<style>p {}</style><script src="a.js"></script>')
    {'script': [], 'style': ['p {}']}
    """
    found = _INLINE.findall(page)
    return {tag: [text for name, text in found if name == tag] for tag in ("script", "style")}


def allowing(page: str, parts: Mapping[str, Sequence[str]]) -> str:
    """Return a page whose rules allow the ``script`` and ``style`` parts, each by its hash.

    Only for parts that no text of a newspaper is in. A page without rules stays as it is.

    >>> page = '<meta http-equiv="Content-Security-Policy" content="img-src file:">'
    >>> allowing(page, {"style": ["p {}"]}).removeprefix(page[:52])[:50]
    "img-src file:;style-src 'self' file: 'sha256-SNJDl"
    """
    found = _META.search(page)
    if found is None:
        return page
    rules = dict(rule.partition(" ")[::2] for rule in found[0].split(";"))
    for tag, texts in parts.items():
        name = f"{tag}-src"
        if texts:
            rules[name] = " ".join((rules.get(name, " ".join(_SITE)), *map(_hash, texts)))
    told = ";".join(f"{name} {sources}" for name, sources in rules.items())
    return page[: found.start()] + told + page[found.end() :]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
