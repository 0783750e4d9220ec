"""Of which issue of which newspaper a page is (出处)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.blocks import Evidence
from generator.text.edtf import DATE
from generator.text.head_lines import page_number

__all__ = ["HEAD_FIELDS", "Imprint", "differs", "more_exact", "same_value"]

HEAD_FIELDS = {
    "imprint/name": "publication",
    "imprint/date": "date",
    "imprint/page": "page",
    "imprint/section": "section",
}
"""What each rule about head lines tells, by its name in an imprint, or in a sidecar."""


def same_value(one: str, other: str) -> bool:
    """Return whether two ways to write a newspaper's name, a day or a page mean the same.

    >>> same_value("《新村日报》", "新村日报"), same_value("第04版", "4"), same_value("4", "5")
    (True, True, False)
    """
    if one.strip("《》 ") == other.strip("《》 "):
        return True
    number = page_number(one)
    return number is not None and number == page_number(other)


def differs(stated: str, printed: str) -> bool:
    """Return whether a sidecar says something else than the page, and not only more or less of it.

    >>> differs("2024-04", "2024-04-18"), differs("2024-05", "2024-04-18"), differs("04", "第4版")
    (False, True, False)
    """
    return not (same_value(stated, printed) or _covers(stated, printed) or _covers(printed, stated))


def more_exact(stated: str | None, printed: str | None) -> str | None:
    """Return the stated day of issue, or the printed one where that only says more of it.

    >>> more_exact("2024-04", "2024-04-18"), more_exact("2024-05", "2024-04-18")
    ('2024-04-18', '2024-05')
    """
    return printed if stated and printed and _covers(stated, printed) else stated or printed


def _covers(wide: str, narrow: str) -> bool:
    """Return whether all that one date says, another says too."""
    one, other = DATE.fullmatch(wide), DATE.fullmatch(narrow)
    if one is None or other is None:
        return False
    parts = ((one[name], other[name] or "") for name in ("year", "month", "day"))
    return all(
        part is None
        or (
            len(part) == len(known) and all(a in ("X", b) for a, b in zip(part, known, strict=True))
        )
        for part, known in parts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Of which issue of which newspaper a page is, and where it stands there (出处)."""

    publication: str | None = None
    """The newspaper's name."""
    date: str | None = None
    """Day of issue, EDTF."""
    page: str | None = None
    """The page's number, as it is cited, or its name."""
    section: str | None = None
    """Name of the section that the page belongs to (版名): 要闻."""
    url: str | None = None
    """Where the page can be seen."""
    evidence: tuple[Evidence, ...] = ()
    """What the page itself says of these, each with the characters that say it (``imprint/name``,
    ``imprint/date``, …); what is stated otherwise and what is no more than likely, too."""

    @property
    def proofs(self) -> dict[str, Evidence]:
        """The evidence of what holds, by its name in here; nothing where a sidecar says else."""
        found: dict[str, Evidence] = {}
        for evidence in self.evidence:
            field = HEAD_FIELDS.get(evidence.rule)
            value = getattr(self, field) if field else None
            if field and value and evidence.spans and same_value(evidence.note, value):
                found.setdefault(field, evidence)
        return found
