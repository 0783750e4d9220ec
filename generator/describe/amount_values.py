"""The values of printed numbers: figures, Chinese numerals, and both with 万 and 亿."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["DIGITS", "FIGURES", "LARGE", "SMALL", "cents_of", "plain", "scale_of", "value_of"]

DIGITS = {char: n for n, row in enumerate(("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍",
           "六陆", "七柒", "八捌", "九玖")) for char in row}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}

FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,15})?(?![0-9])"


def value_of(number: str) -> Decimal | None:
    """Return what a number says, in figures, Chinese numerals, or both; ``None`` for no number.

    万 goes before 亿 once (万亿): numbers beyond that are none, and would grow without bound.

    >>> [int(value_of(n)) for n in ("1亿2000万", "1.5万亿", "六万零一百四十三", "十万", "3千万")]
    [120000000, 1500000000000, 60143, 100000, 30000000]
    """
    total, section, last = Decimal(0), Decimal(0), 10**12
    current: Decimal | None = None
    raised = False
    for token in re.findall(rf"{FIGURES}|.", number):
        if token in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[token]
            current = None
        elif token in LARGE:
            scale = LARGE[token]
            section += current or 0
            current = None
            if scale > last and raised:
                return None
            if scale > last:
                total, raised = (total + section) * scale, True
            else:
                total += (section or Decimal(not total)) * scale
            section, last = Decimal(0), scale
        elif current is not None and token not in "〇零" and current != 0:
            return None  # two numbers side by side
        else:
            current = Decimal(DIGITS[token] if token in DIGITS else token.replace(",", ""))
    return total + section + (current or 0)


_HIGHEST = 12
"""Characters 万 and 亿 at a number's end that are looked at: no number has as many."""


def scale_of(number: str) -> int:
    """Return what the characters 万 and 亿 at a number's end multiply it by."""
    scale = 1
    for char in reversed(number[-_HIGHEST:]):
        if char not in LARGE:
            break
        scale *= LARGE[char]
    return scale


_CENTS = (Decimal("0.1"), Decimal("0.01"))
"""角 and 分."""


def cents_of(printed: str | None) -> Decimal:
    """Return what 角 and 分 behind a sum say, in yuan."""
    parts = (value_of(char) for char in re.findall(r"([^角毛分])[角毛分]", printed or ""))
    return sum(
        (part * rate for part, rate in zip(parts, _CENTS, strict=False) if part is not None),
        Decimal(0),
    )


def plain(value: Decimal) -> int | float:
    """Return a number as JSON has it: whole where it is."""
    return int(value) if value == value.to_integral_value() else float(value)
