"""A site in which every text that is not the program's own is hostile.

Pages are cut up here and not by the program, as no page of a newspaper would put such a text into
each of thirty fields; everything behind that is the program's: filing, lists, search, feeds, data,
pictures, MkDocs. A page of it is made the usual way, with its sidecar.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from generator.cli import run
from generator.corpus.pages import collected_pages, pipeline
from generator.model import (
    Act,
    Agency,
    AgencyRole,
    Amount,
    Article,
    ArticleDate,
    Block,
    DateBasis,
    DateMention,
    Document,
    Doubtful,
    DoubtKind,
    Entry,
    Evidence,
    Facts,
    Logged,
    NoDate,
    Page,
    PageNotes,
    Person,
    Reconstruction,
    Region,
    Role,
    Sidecar,
    Standing,
    Topic,
)
from generator.publish.escape import one_line
from generator.text.traced import Traced
from tests.conftest import ROOT, copy_sources
from tests.samples import RAIN

__all__ = ["FIELDS", "SHOWN", "build_hostile_site"]

_MARK = "evil"
_HEAD = (Role.LABEL, Role.KICKER, Role.HEADLINE, Role.SUBTITLE, Role.BYLINE)
_BODY = (Role.LEAD, Role.PARAGRAPH, Role.SUBHEAD, Role.TABLE, Role.PARAGRAPH)
_ASIDE = (Role.FURNITURE, Role.NOTICE, Role.UNPLACED)
_ROLES = (*_HEAD, *_BODY, Role.CAPTION, Role.CREDIT, *_ASIDE)
SHOWN = len(_HEAD) + len(_BODY) + 2
"""Blocks of an article, each of which has all its texts."""
FIELDS = (
    *(role.value for role in _ROLES),
    *("author", "source", "series", "jump", "region", "agency", "topic", "topics.yml: name"),
    *("topics.yml: about", "document", "short title", "issuer", "person", "office", "amount"),
    *("date", "no date", "tag", "evidence", "doubt", "runner-up", "remedy", "correction"),
    *("publication", "page number", "url", "file name", "page as printed", "picture", "area"),
    *("sidecar: corrections", "query", "choice of the search", "marked words", "fragment"),
)
"""What the texts are put into."""


def build_hostile_site(project: Path, chunks: Sequence[Sequence[str]]) -> Path:
    """Build a site with an article and a page for each chunk of texts; return its folder."""
    _write_project(project, chunks)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("SITE_URL", "https://paper.example/archive/")
        _stand_in(patch, [" ".join(chunk) for chunk in chunks])
        assert run(["build", "--strict", "--jobs", "1"]) == 0
    return project / "site"


def _write_project(project: Path, chunks: Sequence[Sequence[str]]) -> None:
    seeds = project / "seeds"
    seeds.mkdir(parents=True)
    copy_sources("site_src", project / "site_src")
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - generator/mkdocs_hook.py\n", "")
    config = config.replace("extra:\n", "extra:\n  persons: true\n", 1)
    (project / "mkdocs.yml").write_text(f"{config}repo_url: https://repo.example/a/b\n", "utf-8")
    (project / "site_src" / "topics.yml").write_text(yaml.safe_dump(_topics(chunks)), "utf-8")
    for n, chunk in enumerate(chunks):
        text = "\n".join(one_line(" ".join(chunk)) for _ in _ROLES)
        name = f"{_MARK}-{n}-{one_line(chunk[0]).replace('/', ' ')[:40]}".strip()
        (seeds / f"{name}.boxes.json").write_text(_boxes(text), "utf-8")
        if n % 2 == 0:
            (seeds / f"{name}.yml").write_text(yaml.safe_dump({"image": f"{_MARK}-{n}.png"}))
            (seeds / f"{_MARK}-{n}.png").write_bytes(_picture())
    _write_usual_page(seeds, chunks)


def _write_usual_page(seeds: Path, chunks: Sequence[Sequence[str]]) -> None:
    words = one_line(chunks[0][0])
    (seeds / "usual.txt").write_text(f"{words}全市水库\n\n{RAIN}", "utf-8")
    sidecar: dict[str, Any] = {
        "publication": one_line(" ".join(chunks[-1])),
        "page": one_line(" ".join(chunks[0])),
        "url": "https://evil.invalid/\"'><bm-evil>",
        "corrections": [{"article": "年入汛以来", "kicker": f"{words}全市水库"}],
    }
    (seeds / "usual.yml").write_text(yaml.safe_dump(sidecar), "utf-8")


def _topics(chunks: Sequence[Sequence[str]]) -> dict[str, Any]:
    told = [one_line(" ".join(chunk)) for chunk in chunks]
    listed = [
        {
            "id": f"t{n}",
            "name": f"{n} {text}",
            "about": text,
            "source": text,
            "terms": {3: [f"词{n}语"]},
        }
        for n, text in enumerate(told)
    ]
    return {"topics": listed}


def _boxes(text: str) -> str:
    runs, at = [], 0
    for n, line in enumerate(text.split("\n")):
        runs.append(
            {"span": [at, at + len(line)], "base": [20.0, 40.0 + 20 * n], "em": 10.0, "end": 780.0}
        )
        at += len(line) + 1
    return json.dumps({"page": "a", "size": [800.0, 1000.0], "text": text, "runs": runs})


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 500), "white").save(file, "PNG")
    return file.getvalue()


def _stand_in(patch: pytest.MonkeyPatch, texts: Sequence[str]) -> None:
    """Have pages of this module made here."""
    stages, corpus = vars(pipeline), vars(collected_pages)
    made, told = stages["reconstruct_both"], stages["describe_page"]
    noted, logged = stages["page_notes"], stages["logged_corrections"]
    filed = corpus["with_terms"]

    def text_of(page: str) -> str | None:
        return texts[int(page.split("-")[1])] if page.startswith(f"{_MARK}-") else None

    def reconstruct(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
        text = text_of(page.name)
        known: tuple[Reconstruction, Reconstruction | None] = (
            made(page) if text is None else (_made(page, text), None)
        )
        return known

    def describe(result: Reconstruction, *others: Any) -> tuple[Facts, ...]:
        text = text_of(result.page.name)
        if text is not None:
            return (_facts(text, int(result.page.name.split("-")[1])),)
        found: tuple[Facts, ...] = told(result, *others)
        return found

    def note(result: Reconstruction) -> PageNotes:
        text = text_of(result.page.name)
        return noted(result) if text is None else _notes(text, result.page.text)

    def log(result: Reconstruction, *others: Any) -> tuple[Logged, ...]:
        text = text_of(result.page.name)
        return logged(result, *others) if text is None else _logged(text)

    def file(entries: Sequence[Entry], *others: Any) -> tuple[Entry, ...]:
        found = filed(entries, *others)
        return tuple(
            entry
            if (text := text_of(entry.article.page)) is None
            else replace(entry, terms=(text,))
            for entry in found
        )

    patch.setattr(pipeline, "reconstruct_both", reconstruct)
    patch.setattr(pipeline, "describe_page", describe)
    patch.setattr(pipeline, "page_notes", note)
    patch.setattr(pipeline, "logged_corrections", log)
    patch.setattr(collected_pages, "with_terms", file)


def _made(page: Page, text: str) -> Reconstruction:
    blocks = list(_blocks(page, text))
    head, rest = blocks[: len(_HEAD)], blocks[len(_HEAD) :]
    body, (caption, credit), aside = rest[:5], rest[5:7], rest[7:]
    label, kicker, title, subtitle, byline = head
    evidence = Evidence(rule="byline/read", spans=((0, 1),), runner_up="display/read", note=text)
    article = Article(
        page=page.name,
        body=tuple(body),
        label=label,
        kicker=kicker,
        title=title,
        subtitle=subtitle,
        byline=byline,
        credit=credit,
        captions=(caption,),
        authors=(text,),
        source=text,
        series=text,
        continued_from=text,
        continues=text,
        confidence=0.5,
        evidence=(evidence,),
    )
    stated = replace(
        page.sidecar or Sidecar(),
        publication=text,
        date="2024-04-18",
        page=text,
        url=f"https://evil.invalid/{text}",
    )
    return Reconstruction(
        page=replace(page, sidecar=stated), articles=(article,), leftovers=tuple(aside)
    )


def _blocks(page: Page, text: str) -> Iterator[Block]:
    at = 0
    for role, line in zip(_ROLES, page.text.split("\n"), strict=True):
        said = f"甲\t{text}\n{text}\t9\n乙\t{text}" if role is Role.TABLE else text
        last = at + len(line) - 1
        evidence = Evidence(rule="byline/read", spans=((at, last),), runner_up=text, note=text)
        origins = tuple(min(at + n, last) for n in range(len(said)))
        yield Block(role=role, text=Traced(said, origins), evidence=(evidence,))
        at += len(line) + 1


def _facts(text: str, number: int) -> Facts:
    spans = ((0, 2),)
    region = Region(code=f"{number + 11:02d}0000", name=text, spans=spans, candidates=(text,))
    topic = Topic(
        id=f"t{number}",
        name=f"{number} {text}",
        score=0.9,
        terms=(text,),
        spans=spans,
        runner_up=text,
        margin=0.1,
    )
    document = Document(
        title=f"《{text}》", key=text, short=(text,), issuers=(text,), region=region, spans=spans
    )
    return Facts(
        region=region,
        regions=(region,),
        agencies=(Agency(name=text, role=AgencyRole.ISSUER, spans=spans),),
        date=ArticleDate(edtf="2024-04-18", basis=DateBasis.TEXT, spans=spans),
        dates=(DateMention(text=text, edtf="2024-04-18", spans=spans),),
        no_dates=(NoDate(text=text, reason="no such day", spans=spans),),
        year=2024,
        topics=(topic,),
        documents=(document,),
        amounts=(Amount(text=text, value=1, unit="CNY", of=text, spans=spans),),
        persons=(Person(name=text, office=text, body=text, spans=spans),),
    )


def _notes(text: str, page: str) -> PageNotes:
    from generator.model import ArticleNotes, Remedy

    body = sum(len(line) + 1 for line in page.split("\n")[: len(_HEAD) + 1])
    doubts = tuple(
        Doubtful(kind=kind, offset=at, before=text, after=text, otherwise=text)
        for kind, at in ((DoubtKind.HEADLINE, 0), (DoubtKind.JOIN, body))
    )
    remedies = (Remedy(text, text),)
    return PageNotes(
        articles=(ArticleNotes(doubts=doubts, remedies=remedies),), unplaced=(remedies,)
    )


def _logged(text: str) -> tuple[Logged, ...]:
    standing = Standing(text=text, role=Role.HEADLINE, headline=text, in_article=True)
    return (
        Logged(
            act=Act.HEAD,
            where=f"{text}:3",
            role=Role.HEADLINE,
            old=(standing,),
            new=(standing,),
            article=0,
        ),
    )
