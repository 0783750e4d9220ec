"""The notices and advertisements (启事, 公告, 广告) of a page, for lists, tables and search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Block, Reconstruction, Role
from generator.model.languages import rule_in_chinese

__all__ = ["Notice", "issue_key", "newest_first", "notices_of"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, and where it stands."""

    number: int
    """Its place among what was set aside of its page, from 1."""
    block: Block

    @property
    def fragment(self) -> str:
        """Its fragment on the page as printed."""
        return f"x{self.number}"

    @property
    def title(self) -> str | None:
        """Its heading, if it has one of its own."""
        first, more, _ = self.block.text.text.partition("\n")
        return first if more else None

    @property
    def lines(self) -> list[str]:
        """Its paragraphs, without the heading."""
        return self.block.text.text.split("\n")[self.title is not None :]

    @property
    def rule(self) -> str:
        """The rule that tells it; nothing where none did."""
        return self.block.evidence[0].rule if self.block.evidence else ""

    @property
    def kind(self) -> str:
        """What it is by this rule, in Chinese."""
        return rule_in_chinese(self.rule).rstrip("。") if self.rule else ""


def notices_of(result: Reconstruction) -> Iterator[Notice]:
    """Yield the notices of a page in its order."""
    for number, block in enumerate(result.leftovers, start=1):
        if block.role is Role.NOTICE:
            yield Notice(number, block)


def newest_first(reconstructions: Iterable[Reconstruction]) -> list[Reconstruction]:
    """Return pages by their day of issue, the newest first, those without one last."""
    ordered = sorted(reconstructions, key=lambda result: result.page.name)
    return sorted(ordered, key=lambda result: issue_key(result.imprint.date), reverse=True)


def issue_key(date: str | None) -> tuple[bool, str]:
    """Return what is greater the newer a day of issue is; one without a year is the least."""
    return ((date or "")[:4].isdigit(), date or "")
