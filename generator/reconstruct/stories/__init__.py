"""Paragraphs and headlines to stories: where articles begin, and which headline each has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from generator.model import Evidence
from generator.reconstruct.jumps import continuations
from generator.reconstruct.pieces import Kind, Paragraph, Piece, Story
from generator.reconstruct.stories import weights as w
from generator.reconstruct.stories.beam import Solution, Stretch, search_stretches
from generator.reconstruct.stories.headings import Heading, list_slots
from generator.reconstruct.stories.leads import lead_candidates, link_lead
from generator.reconstruct.stories.plain import stories_in_order
from generator.reconstruct.stories.windows import cut_windows
from generator.text.similarity import GramIndex, grams

__all__ = ["assign_stories", "told_beginnings"]

_SPEAKS = ("：", ":")


def assign_stories(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> tuple[Story, ...]:
    """Return the stories of a page in the order of their bodies.

    Every paragraph stands in exactly one story, as lead or in the body. Display pieces that no
    story takes as its headline are left to the next stage: inside a body they are subheads.
    """
    stories: list[Story] = []
    for low, high, start, end in cut_windows(pieces, paragraphs):
        within = [_shifted(p, low) for p in paragraphs[start:end]]
        for story in _solve(pieces[low:high], within):
            stories.append(_placed(story, low, start))
    return _resumed(stories, pieces, paragraphs)


def told_beginnings(
    pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> frozenset[int] | None:
    """Return where on the page the headlines of a page that reads in order begin, as offsets.

    ``None`` where marks, openings and blank lines don't tell (see ``plain``).
    """
    if not paragraphs:
        return None
    index = GramIndex([paragraph.text.text for paragraph in paragraphs])
    stories = stories_in_order(pieces, paragraphs, list_slots(pieces, paragraphs), index)
    if stories is None:
        return None
    return frozenset(pieces[headline[0]].text.spans[0][0] for _, headline in stories)


def _resumed(
    stories: Sequence[Story], pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> tuple[Story, ...]:
    """Give a body without a headline back to the story that resumed right before it.

    Where another article interrupted a sentence, what follows its second half goes on with it.
    """
    parts = sorted((part, k) for k, p in enumerate(paragraphs) for part in p.parts)
    continued = continuations(pieces, paragraphs)
    owner = {k: n for n, story in enumerate(stories) for k in story.paragraphs}
    kept: dict[int, Story] = dict(enumerate(stories))
    for n, story in enumerate(stories):
        first = paragraphs[story.paragraphs[0]].first
        at = bisect_left(parts, (first, 0))
        if story.headline or at == 0 or story.paragraphs[0] in continued:
            continue
        before, k = parts[at - 1]
        target = owner.get(k, n)
        if paragraphs[k].first == before or target == n or target not in kept:
            continue
        if kept[target].paragraphs[-1] != k:
            continue  # its own text stands between the halves: no other article interrupted it
        if any(piece.kind is not Kind.FURNITURE for piece in pieces[before + 1 : first]):
            continue
        resumed = Evidence(rule="story/resumed", spans=paragraphs[k].text.spans[-1:])
        kept[target] = replace(
            kept[target],
            leads=(*kept[target].leads, *story.leads),
            paragraphs=(*kept[target].paragraphs, *story.paragraphs),
            evidence=(*kept[target].evidence, resumed),
        )
        del kept[n]
    return tuple(kept.values())


def _shifted(paragraph: Paragraph, low: int) -> Paragraph:
    return replace(paragraph, parts=tuple(i - low for i in paragraph.parts)) if low else paragraph


def _placed(story: Story, low: int, start: int) -> Story:
    """Return a window's story with the page's own indexes."""
    return replace(
        story,
        headline=tuple(i + low for i in story.headline),
        byline=None if story.byline is None else story.byline + low,
        leads=tuple(i + start for i in story.leads),
        paragraphs=tuple(i + start for i in story.paragraphs),
    )


def _solve(pieces: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> tuple[Story, ...]:
    if not paragraphs:
        return ()
    continued = continuations(pieces, paragraphs)
    best: tuple[float, list[int], Solution, list[tuple[int, int, Evidence]]] | None = None
    for leads, prior in lead_candidates(pieces, paragraphs):
        stream = [i for i in range(len(paragraphs)) if i not in leads]
        if not stream or not continued.keys().isdisjoint(leads):
            continue
        solution = search_stretches(pieces, [paragraphs[i] for i in stream])
        links = [_link(i, paragraphs, stream, solution) for i in leads]
        if any(
            stream[s.start] < i < stream[s.end - 1]
            for i, (n, _, _) in zip(leads, links, strict=True)
            for s in [solution.stretches[n]]
        ):
            continue  # a paragraph in the midst of its body is no lead of it
        if any(stream[solution.stretches[n].start] in continued for n, _, _ in links):
            continue  # the lead of a story from another page stands there
        if _clash(leads, [n for n, _, _ in links], paragraphs):
            continue
        score = solution.score + prior + sum(worth for _, worth, _ in links)
        if best is None or score > best[0]:
            targets = [(i, n, e) for i, (n, _, e) in zip(leads, links, strict=True)]
            best = (score, stream, solution, targets)
    assert best is not None  # the empty set of leads always gives a solution
    _, stream, solution, targets = best
    return tuple(
        _story(pieces, paragraphs, stretch, stream, [(i, e) for i, t, e in targets if t == n])
        for n, stretch in enumerate(solution.stretches)
    )


def _clash(leads: Sequence[int], targets: Sequence[int], paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether two leads go to one story: an article has one.

    A lead that announces speech has two paragraphs.
    """
    return any(
        target == before and not (at == lead + 1 and paragraphs[lead].text.text.endswith(_SPEAKS))
        for n, (at, target) in enumerate(zip(leads, targets, strict=True))
        for lead, before in zip(leads[:n], targets[:n], strict=True)
    )


def _link(
    lead: int, paragraphs: Sequence[Paragraph], stream: Sequence[int], solution: Solution
) -> tuple[int, float, Evidence]:
    bodies = [
        "".join(paragraphs[stream[k]].text.text for k in range(s.start, s.end))
        for s in solution.stretches
    ]
    above = next((n for n, s in enumerate(solution.stretches) if stream[s.start] == lead + 1), None)
    gains = [
        _cover_gained(s.heading, paragraphs[lead].text.text, body)
        for s, body in zip(solution.stretches, bodies, strict=True)
    ]
    fits = link_lead(paragraphs[lead], bodies, gains, above)
    order = sorted(range(len(fits)), key=lambda n: (-fits[n], n))
    n, second = order[0], order[1] if len(order) > 1 else None
    rest = fits[second] if second is not None else 0.0
    certainty = (fits[n] - rest) / fits[n] if fits[n] else 0.0
    worth = w.LEAD * (2 * certainty - 0.5) + gains[n]
    evidence = Evidence(
        rule="story/lead-drawn-apart",
        spans=paragraphs[lead].text.spans[:1],
        runner_up=None if second is None else bodies[second][:20],
        margin=round(worth, 2),
    )
    return n, worth, evidence


def _cover_gained(heading: Heading | None, lead: str, body: str) -> float:
    """Return what the lead adds to its headline's cover: words that the body lacks."""
    if heading is None:
        return 0.0
    gained = (grams(lead) - grams(body)) & heading.weights.keys()
    weight = sum(heading.weights[g] for g in gained)
    return weight * heading.scale


def _story(
    pieces: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    stretch: Stretch,
    stream: Sequence[int],
    leads: Sequence[tuple[int, Evidence]],
) -> Story:
    heading = stretch.heading
    margin = stretch.margin
    body = "".join(paragraphs[stream[k]].text.text for k in range(stretch.start, stretch.end))
    for lead, _ in leads:
        text = paragraphs[lead].text.text
        margin += _cover_gained(heading, text, body) - _cover_gained(stretch.runner_up, text, body)
    evidence = Evidence(
        rule="story/headline" if heading else "story/no-headline",
        spans=_spans(pieces, heading),
        runner_up=_words(pieces, stretch.runner_up),
        margin=round(margin, 2),
    )
    return Story(
        headline=heading.pieces if heading else (),
        byline=heading.byline if heading else None,
        leads=tuple(i for i, _ in leads),
        paragraphs=tuple(stream[k] for k in range(stretch.start, stretch.end)),
        margin=margin,
        evidence=(evidence, *(e for _, e in leads)),
    )


def _spans(pieces: Sequence[Piece], heading: Heading | None) -> tuple[tuple[int, int], ...]:
    return tuple(s for i in heading.pieces for s in pieces[i].text.spans) if heading else ()


def _words(pieces: Sequence[Piece], heading: Heading | None) -> str | None:
    return "".join(pieces[i].text.text for i in heading.pieces) if heading else None
