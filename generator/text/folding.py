"""A page's characters to those its writers meant, each traced to the page.

PDF fonts, OCR and page programs put other characters where a reader sees the same shape: radicals
for ideographs, forms for vertical setting, full-width digits, ligatures; and some that have none.
What each stands for is read from Unicode's own data. Meaning is never touched: Chinese punctuation
stays what it is (normalization form KC would make ASCII of it, FINDINGS section 5).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from generator.text.traced import Traced

__all__ = ["drop_silent", "fold_char", "fold_text", "silent_offsets"]

_FULL_WIDTH = 0xFEE0
"""What lies between an ASCII character and its full-width form."""
_SYMBOL_FONTS = {
    "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf076": "❖",
    "\uf0a7": "▪", "\uf0b7": "•", "\uf0d8": "➢", "\uf0fc": "✓",
}  # fmt: skip
"""Bullets of the fonts Symbol and Wingdings, which PDF tools report at U+F000 plus their place in
the font. Another private-use character stands for what only its font knows: it stays as it is."""
_RUBY = re.compile("\ufff9([^\ufff9-\ufffb\r\n\f]*)\ufffa([^\ufff9-\ufffb\r\n\f]+)\ufffb")
"""An annotated run: as plain text it reads base（annotation） (Unicode, section 23.8)."""
_BREAK_HYPHEN = re.compile("(?<=[A-Za-z])[\xad\x02](?=[ \t]*[\r\n])")
"""A soft hyphen that its line ends with (pdfium reports U+0002): the word goes on unparted."""
_IN_NUMBER = re.compile(
    "(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])[．－／＠＋＿](?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])"
)
"""Full-width marks inside a number, an address or a Latin word."""
_GROUPED = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
"""The comma in a number of full-width digits."""
_JOINERS = "\u200c\u200d"
_SUPPLEMENT = range(0x2E80, 0x2EF4)
_IDEOGRAPHS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Kangxi radicals and compatibility ideographs."""
_LIGATURES = range(0xFB00, 0xFB07)
_NARROW_MARKS = range(0xFF61, 0xFF65)
_VISIBLE_FORMATS = (range(0x600, 0x606), (0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
"""Format characters that have a shape: Arabic number signs."""
_SPLITS_LINES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_PLAIN = re.compile(
    "[^\n -~、。《》“”‘’…—·〈〉【】〔〕「」『』％！（），：；？■□▲△◆◇●○◎★☆　一-鿿㐀-䶿]"
)
"""What may need folding; pages without any are passed on as they are."""


def fold_text(text: str) -> Traced:
    """Return ``text`` as its writers meant it, every character traced to the offset it came from.

    Letters and digits become half-width (GB/T 15835: Arabic numerals are); radicals and
    compatibility ideographs become ideographs, vertical and small forms of marks the usual ones,
    ligatures their letters, other blanks common ones; characters without a shape are left out.

    >>> fold_text("⼯会２０２４年︵试⾏︶").text
    '工会2024年（试行）'
    >>> ligature = fold_text("oﬃce\\u200b")
    >>> ligature.text, ligature.spans
    ('office', ((0, 4),))
    """
    if not _PLAIN.search(text):
        return Traced.from_page(text)
    special = _in_context(text)
    chars: list[str] = []
    origins: list[int] = []
    end = 0
    for offset in sorted({match.start() for match in _PLAIN.finditer(text)} | special.keys()):
        char = text[offset]
        image = special[offset] if offset in special else fold_char(char)
        if image != char:
            chars += (text[end:offset], image)
            origins += range(end, offset)
            origins += [offset] * len(image)
            end = offset + 1
    return Traced("".join((*chars, text[end:])), (*origins, *range(end, len(text))))


def _in_context(text: str) -> dict[int, str]:
    """Return by offset the characters that their neighbours decide on."""
    special = {match.start(): match.group() for match in _BREAK_HYPHEN.finditer(text)}
    for pattern in (_IN_NUMBER, _GROUPED):
        for match in pattern.finditer(text):
            special[match.start()] = chr(ord(match.group()) - _FULL_WIDTH)
    for match in _RUBY.finditer(text):
        special[match.end(1)] = "（"
        special[match.end(2)] = "）"
    for match in re.finditer(f"[{_JOINERS}]", text):
        # between emoji or letters of joining scripts they shape what is seen
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if len(around) == 2 and all(map(_is_shaped, around)):
            special[match.start()] = match.group()
    return special


def _is_shaped(char: str) -> bool:
    name = unicodedata.category(char)
    return name in ("So", "Sk", "Mn", "Mc") or (
        name == "Lo" and unicodedata.east_asian_width(char) != "W"
    )


@cache
def fold_char(char: str) -> str:
    """Return what a character stands for by itself: another, several, or nothing.

    >>> [fold_char(c) for c in "⺠Ａ︽ﬁ\\xad，"]
    ['民', 'A', '《', 'fi', '', '，']
    """
    code = ord(char)
    if code < 0x80 and char >= " ":
        return char if code < 0x7F else ""
    if char in _SYMBOL_FONTS:
        return _SYMBOL_FONTS[char]
    if code in _SUPPLEMENT:
        return _radicals().get(char, unicodedata.normalize("NFKC", char))
    if any(code in block for block in _IDEOGRAPHS) or code in _LIGATURES:
        return unicodedata.normalize("NFKC", char)
    if 0xFF01 <= code <= 0xFF5E:
        ascii_form = chr(code - _FULL_WIDTH)
        return ascii_form if ascii_form.isalnum() else char
    kind, _, target = unicodedata.decomposition(char).partition(" ")
    single = kind in ("<vertical>", "<small>") and " " not in target  # ゟ and ヿ are two
    if single or code in _NARROW_MARKS:
        meant = int(target, 16)
        return chr(meant + _FULL_WIDTH if 0x20 < meant < 0x7F else meant)
    if unicodedata.category(char) == "Zs" and char != "\u3000":
        return "\u3000" if char in "\u2001\u2003" else " "  # as wide as an ideograph
    return "" if _is_silent(char) else char


def _is_silent(char: str) -> bool:
    """Return whether a character has no shape and says nothing in Chinese text.

    These are soft hyphens, zero-width blanks, byte order marks, controls and direction marks. What
    stands for a lost character (U+FFFD, private use) is none of them.

    >>> [_is_silent(c) for c in "\\xad\\u200b\\ufeff\\u202e\\x02\\ufffe\\ufffd\\ue000 "]
    [True, True, True, True, True, True, False, False, False]
    """
    category = unicodedata.category(char)
    if category == "Cf":
        return not any(ord(char) in block for block in _VISIBLE_FORMATS)
    if category == "Cc":
        return char not in _SPLITS_LINES
    return category == "Cn" and (ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF)


def silent_offsets(text: str) -> list[int]:
    """Return where the characters without a shape stand.

    >>> silent_offsets("\ufeff民\u200b政")
    [0, 2]
    """
    return [match.start() for match in _PLAIN.finditer(text) if _is_silent(match.group())]


def drop_silent(text: Traced) -> Traced:
    """Return ``text`` without the soft hyphens that its lines ended with.

    >>> drop_silent(Traced.from_page("infor\\xadmation")).text
    'information'
    """
    if "\xad" not in text.text and "\x02" not in text.text:
        return text
    kept = [i for i, char in enumerate(text.text) if char not in "\xad\x02"]
    return Traced("".join(text.text[i] for i in kept), tuple(text.origins[i] for i in kept))


@cache
def _radicals() -> dict[str, str]:
    data = resources.files("generator.text").joinpath("data/radicals.txt").read_text("utf-8")
    return {row[0]: row[1:] for row in data.splitlines() if row[0] != "#"}
