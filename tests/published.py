"""Filed articles to publish in tests: the gold of the seeds, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from generator.model import (
    Agency,
    AgencyRole,
    Article,
    ArticleDate,
    Block,
    DateBasis,
    DateMention,
    Document,
    Entry,
    Facsimile,
    Facts,
    Page,
    PageNotes,
    Reconstruction,
    Region,
    Role,
    Topic,
)
from generator.publish import Desk, Download, Site, planned_files, planned_pages, texts_of
from generator.text.traced import Traced

GOLD = Path(__file__).parent / "gold"
_KINDS = {"lead": Role.LEAD, "p": Role.PARAGRAPH, "h": Role.SUBHEAD}
_TOPICS = {
    "社会组织": "social-organizations",
    "乡村振兴": "rural-revitalization",
    "养老服务": "elderly-care",
    "社会救助": "social-assistance",
    "慈善": "charity",
    "党建": "party-building",
    "社区治理": "community-governance",
    "儿童福利": "child-welfare",
    "脱贫攻坚": "poverty-alleviation",
}


def make_entry(
    identifier: str = "k3v9",
    *,
    page: str = "000_page.txt",
    title: str | None = "湖南召开推进会",
    kicker: str | None = None,
    subtitle: str | None = None,
    label: str | None = None,
    byline: str | None = None,
    credit: str | None = None,
    source: str | None = None,
    authors: tuple[str, ...] = (),
    body: tuple[tuple[str, str], ...] = (("p", "6月13日，湖南召开会议。"),),
    facts: Facts | None = None,
    confidence: float = 1.0,
    offset: int = 0,
) -> Entry:
    """Return an entry whose texts are traced to successive offsets from ``offset`` on."""
    place = offset

    def block(role: Role, text: str | None) -> Block | None:
        nonlocal place
        if text is None:
            return None
        traced = Traced.from_page(text, place)
        place += len(text) + 1
        return Block(role=role, text=traced)

    article = Article(
        page=page,
        label=block(Role.LABEL, label),
        kicker=block(Role.KICKER, kicker),
        title=block(Role.HEADLINE, title),
        subtitle=block(Role.SUBTITLE, subtitle),
        byline=block(Role.BYLINE, byline),
        body=tuple(b for kind, text in body if (b := block(_KINDS[kind], text)) is not None),
        credit=block(Role.CREDIT, credit),
        authors=authors,
        source=source,
        confidence=confidence,
    )
    return Entry(id=identifier, article=article, facts=facts or Facts())


@cache
def gold_entries() -> tuple[Entry, ...]:
    """Return the 17 articles of the seeds with the facts of the gold, in page order."""
    articles: dict[str, Any] = json.loads((GOLD / "seeds.json").read_text(encoding="utf-8"))
    facts: dict[str, Any] = json.loads((GOLD / "seeds-meta.json").read_text(encoding="utf-8"))
    entries: list[Entry] = []
    for page, items in articles.items():
        offset = 0
        for item, meta in zip(items, facts[page], strict=True):
            text = "".join(text for _kind, text in item["body"])
            entry = make_entry(
                f"a{len(entries):03d}",
                page=page,
                title=item["title"],
                kicker=item.get("kicker"),
                label=item.get("label") or item.get("label_from"),
                byline=item.get("byline"),
                credit=item.get("credit"),
                source=(item.get("credit") or "").strip("（）()").removeprefix("据") or None,
                body=tuple((kind, text) for kind, text in item["body"]),
                facts=_gold_facts(meta, text),
                confidence=0.86 if len(entries) == 8 else 0.97,
                offset=offset,
            )
            offset += 10_000
            entries.append(entry)
    return tuple(entries)


def gold_reconstructions() -> tuple[Reconstruction, ...]:
    """Return the pages that the gold articles came from, their text left out."""
    names = dict.fromkeys(entry.article.page for entry in gold_entries())
    return tuple(
        Reconstruction(
            page=Page(name=name, text=""),
            articles=tuple(e.article for e in gold_entries() if e.article.page == name),
            leftovers=(),
        )
        for name in names
    )


def _gold_facts(meta: dict[str, Any], text: str) -> Facts:
    names = {
        "100000": "全国", "110000": "北京市", "120000": "天津市", "130000": "河北省",
        "150000": "内蒙古自治区", "220000": "吉林省", "310000": "上海市", "320000": "江苏省",
        "330000": "浙江省", "330400": "嘉兴市", "340000": "安徽省", "350000": "福建省",
        "370000": "山东省", "370200": "青岛市", "371000": "威海市", "420000": "湖北省",
        "420100": "武汉市", "430000": "湖南省", "440000": "广东省", "450000": "广西壮族自治区",
        "500000": "重庆市", "500105": "江北区", "500120": "璧山区", "510000": "四川省",
        "610000": "陕西省", "620000": "甘肃省", "630000": "青海省",
    }  # fmt: skip
    title = text[text.find("《") : text.find("》") + 1] if "《" in text else ""
    date = None
    dates: tuple[DateMention, ...] = ()
    if meta["date"]:
        date = ArticleDate(edtf=meta["date"], basis=DateBasis.TEXT, spans=((20, 25),))
        dates = (DateMention(text="6月13日", edtf="XXXX-06-13", spans=((20, 25),)),)
    return Facts(
        region=Region(code=meta["region"], name=names[meta["region"]]),
        regions=tuple(Region(code=code, name=names[code]) for code in meta["regions"]),
        agencies=tuple(Agency(name=name, role=AgencyRole.ISSUER) for name in meta["agencies"]),
        date=date,
        dates=dates if meta["date"] == "XXXX-06-13" else (),
        year=meta["year"],
        topics=tuple(
            Topic(id=_TOPICS[name], name=name, score=1.0 - 0.2 * n)
            for n, name in enumerate(meta["topics"])
        ),
        documents=(Document(title=title),) if title else (),
    )


def site_pages(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    about: Mapping[str, str] | None = None,
    downloads: Sequence[Download] = (),
    *,
    notes: Mapping[str, PageNotes] | None = None,
    repository: str | None = None,
    site: Site | None = None,
    facsimiles: Mapping[str, Facsimile] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every page that the program plans."""
    desk = Desk(
        entries=entries,
        reconstructions=reconstructions,
        notes=notes or {},
        repository=repository,
        site=site or Site(),
        facsimiles=facsimiles or {},
    )
    yield from texts_of(planned_pages(desk, about or {}, downloads))


def program_files(
    entries: Sequence[Entry],
    reconstructions: Sequence[Reconstruction],
    site: Site,
    facsimiles: Mapping[str, Facsimile] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file that the program plans for others to read."""
    desk = Desk(
        entries=entries, reconstructions=reconstructions, site=site, facsimiles=facsimiles or {}
    )
    yield from texts_of(planned_files(desk))
