"""Sets invented text on a page: columns, headlines, frames, as a PDF's text layer tells them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model import Geometry, Page, Run
from generator.model.geometry import Box, Direction

WHO = ("老人们", "村民们", "志愿者", "孩子们", "医生们", "工匠们", "教师们", "渔民们")
WHERE = (
    "在新村",
    "在山水县",
    "在江口镇",
    "在东河边",
    "在小学里",
    "在社区食堂",
    "在码头上",
    "在果园里",
)
WHAT = (
    "办起了食堂",
    "修好了石桥",
    "种下了果树",
    "开设了诊所",
    "学会了剪纸",
    "晒干了鱼货",
    "排练了歌舞",
    "整理了旧书",
)
HOW = (
    "大家都很高兴",
    "来的人越来越多",
    "县里给了补贴",
    "报名的排起了长队",
    "日子有了盼头",
    "邻居也来帮忙",
)


def sentences(seed: int, count: int) -> str:
    """Return invented sentences, others for each seed."""
    rng = random.Random(seed)
    return "".join(
        f"{rng.choice(WHO)}{rng.choice(WHERE)}{rng.choice(WHAT)}，{rng.choice(HOW)}。"
        for _ in range(count)
    )


def paragraphs(seed: int, *lengths: int) -> list[str]:
    """Return paragraphs of so many sentences each."""
    return [sentences(100 * seed + n, length) for n, length in enumerate(lengths)]


@dataclass(slots=True)
class Sheet:
    """A page while it is set."""

    em: float = 10.0
    pitch: float = 15.0
    face: str = "Song"
    runs: list[tuple[str, Run]] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    def line(
        self,
        text: str,
        x: float,
        y: float,
        *,
        em: float | None = None,
        bold: bool | None = False,
        width: float = 0.0,
        face: str | None = None,
    ) -> None:
        """Set a line whose first character has its upper left corner there; ``width`` fills it."""
        size = em or self.em
        step = size
        if width and len(text) > 1:
            step = (width - size) / (len(text) - 1)
        xs = tuple(x + k * step for k in range(len(text)))
        run = Run(
            span=(0, len(text)),
            base=(x, y + 0.88 * size),
            em=size,
            xs=xs,
            end=xs[-1] + size,
            font=face or self.face,
            bold=bold,
        )
        self.runs.append((text, run))

    def upright(self, text: str, x: float, y: float, em: float) -> float:
        """Set a column of upright characters and return where it ends."""
        for k, char in enumerate(text):
            self.line(char, x, y + k * em, em=em, bold=True)
        return y + len(text) * em

    def column(
        self,
        lines: Sequence[tuple[str, float]],
        x: float,
        y: float,
        *,
        em: float | None = None,
        pitch: float | None = None,
        bold: bool = False,
        measure: int = 0,
    ) -> float:
        """Set lines, each with its indent in ems, and return where the next one would begin.

        One that is a character short of the measure, and no paragraph's last, is stretched.
        """
        size = em or self.em
        for text, indent in lines:
            short = len(text) + indent == measure - 1 and not text.endswith("。")
            width = (measure - indent) * size if short else 0.0
            self.line(text, x + indent * size, y, em=size, bold=bold, width=width)
            y += pitch or self.pitch
        return y

    def page(self, size: tuple[float, float] = (800, 1100), order: int | None = None) -> Page:
        """Return the page; ``order`` shuffles what was drawn when."""
        runs = [*self.runs]
        if order is not None:
            random.Random(order).shuffle(runs)
        texts, placed, at = [], [], 0
        for text, run in runs:
            placed.append(
                Run(
                    span=(at, at + len(text)),
                    base=run.base,
                    em=run.em,
                    direction=run.direction,
                    xs=run.xs,
                    end=run.end,
                    font=run.font,
                    bold=run.bold,
                )
            )
            texts.append(text)
            at += len(text) + 1
        geometry = Geometry(
            size=size,
            made_by="invented",
            sha256="0" * 64,
            runs=tuple(placed),
            rules=tuple(self.rules),
            boxes=tuple(self.boxes),
            pictures=tuple(self.pictures),
        )
        return Page(name="page.pdf", text="\n".join(texts), geometry=geometry)

    def moved(self, scale: float, right: float, down: float) -> Sheet:
        """Return everything scaled and shifted."""

        def box(b: Box) -> Box:
            return (
                b[0] * scale + right,
                b[1] * scale + down,
                b[2] * scale + right,
                b[3] * scale + down,
            )

        other = Sheet(em=self.em * scale, pitch=self.pitch * scale)
        for text, run in self.runs:
            x, y = run.base
            along = right if run.direction is Direction.HORIZONTAL else down
            other.runs.append(
                (
                    text,
                    Run(
                        span=run.span,
                        base=(x * scale + right, y * scale + down),
                        em=run.em * scale,
                        direction=run.direction,
                        xs=tuple(p * scale + along for p in run.xs),
                        end=run.end * scale + along,
                        font=run.font,
                        bold=run.bold,
                    ),
                )
            )
        other.rules = [box(b) for b in self.rules]
        other.boxes = [box(b) for b in self.boxes]
        other.pictures = [box(b) for b in self.pictures]
        return other


def broken(texts: Sequence[str], measure: int, indent: int = 2) -> list[tuple[str, float]]:
    """Return paragraphs as lines of so many characters, each with its indent; no line begins with
    a mark: the one before gives it a character."""
    lines: list[tuple[str, float]] = []
    for text in texts:
        start, room = 0, measure - indent
        while start < len(text):
            end = start + room
            if text[end : end + 1] in ("，", "。"):
                end -= 1
            lines.append((text[start:end], float(measure - room)))
            start, room = end, measure
    return lines


def divided(lines: Sequence[tuple[str, float]], columns: int) -> list[list[tuple[str, float]]]:
    """Return lines as so many columns, the last one short."""
    height = -(-len(lines) // columns)
    return [list(lines[k : k + height]) for k in range(0, len(lines), height)]
