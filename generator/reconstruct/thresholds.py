"""Widths and lengths that several stages go by, each with its reason."""

__all__ = [
    "FULL",
    "HEADLINE",
    "INDENT",
    "LEAD",
    "LONG_HEADLINE",
    "UNWRAPPED",
    "WIDER",
]

FULL = 0.3
"""Ems of slack up to which the column, not the writer, broke the line."""
INDENT = 2.25
"""A first line has the two ems of its indent more slack; above this it is merely short."""
LEAD, WIDER = 400, 1.4
"""Characters of a lead (导语) at most: it sums up and does not report; and how much wider than its
body's columns its frame is at least."""
UNWRAPPED = 30
"""Ems. Columns of newspapers are narrower: a wider line is a paragraph of a flowing dump."""
HEADLINE = 45
"""Characters. The longest headlines of dailies run to about forty …"""
LONG_HEADLINE = 64
"""… or, as the full name of a meeting or a decision, to sixty without any comma."""
