"""Newspaper pages of any number, invented: five articles a page, four pages an issue, an issue a
week.

Nobody printed them. A seeded draw fills sentences with places, offices, papers and numbers; the few
are drawn often and the many seldom, so that lists and facets have the shapes of a real archive.
Each number of a page gives the same page for ever, and the pages of a small corpus are the first
of a large one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml

from generator.publish.labels.article_summary import prefecture_names, province_names

__all__ = [
    "ARTICLES_A_PAGE",
    "InventedArticle",
    "invented_page",
    "page_name",
    "page_text",
    "write_plain",
    "write_seeds",
]

ARTICLES_A_PAGE = 5
CHARACTERS = 800
"""Of an article: 4,000 of a page."""
PAGES_AN_ISSUE = 4
FIRST_DAY = date(2004, 1, 5)
PAPER = "青禾周报"

_ORGANS = (
    *("民政", "财政", "卫生健康", "农业农村", "教育", "文化和旅游", "水利", "交通运输"),
    *("生态环境", "市场监督管理", "人力资源和社会保障", "自然资源", "商务", "司法", "审计", "体育"),
)
_SUBJECTS = (
    *(
        "养老服务",
        "社会救助",
        "儿童福利",
        "社区治理",
        "乡村振兴",
        "义务教育",
        "粮食收购",
        "河道治理",
    ),
    *("公交线路", "图书馆", "疫苗接种", "防汛", "植树造林", "旧房改造", "法律援助", "冬季供暖"),
    *("残疾人就业", "慈善募捐", "志愿服务", "殡葬改革", "婚姻登记", "食品安全", "古树保护", "渔业"),
)
_DOINGS = (
    *("推进", "部署", "试行", "检查", "扩大", "改进", "公布", "启动", "总结", "研究"),
    *("规范", "支持", "评选", "整修", "开通", "登记", "验收", "筹备", "延长", "公示"),
)
_THINGS = (
    *("试点", "工作", "办法", "项目", "站点", "名单", "补贴", "课程", "队伍", "设施"),
    *("合作社", "食堂", "窗口", "档案", "大棚", "渡口", "水渠", "操场", "热线", "平台"),
)
_PAPERS = ("管理办法", "实施方案", "指导意见", "若干措施", "行动计划")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "明丽芳军敏静伟洁勇艳娟涛超霞平刚桂英文华玉兰志强海燕春雷晓东建国红梅"
_VILLAGE = "石柳沙桥河湾塘坪岭泉溪坡岗渡庄寨沟堡滩洼杏槐枫松柏梨荷茶竹梅云月星风"
_UNITS = ("亿元", "万元", "万人次", "个", "名", "家", "公里", "亩", "户", "场次")

_SENTENCES = (
    "{office}{month}月{day}日召开会议，{doing}{subject}{thing}。",
    "今年以来，{place}{village}村{doing}{subject}{thing}{number}{unit}，比上年增加{less}%。",
    "{name}说，村里的{thing}修好以后，{number}{unit}不再等待。",
    "根据{paper}，{office}对{subject}{thing}逐一登记，{day}天内办结。",
    "在{village}镇，记者看到{thing}旁边的{village}桥已经通行，{name}正在清点{thing}。",
    "{subject}的{thing}由{office}和{other}共同{doing}，资金为{number}{unit}。",
    "到{month}月底，{place}共有{number}{unit}{doing}了{subject}，其中{village}乡{less}{unit}。",
    "{other}的{name}介绍，{subject}{thing}分三批{doing}，每批{number}{unit}。",
    "雨水多的年份，{village}河的水位高出{less}厘米，{thing}要提前{doing}。",
    "{office}负责人表示，下一步将{doing}{subject}{thing}，方便{village}一带的居民。",
    "“{village}的{thing}，我们盼了{less}年。”{name}一边收拾{thing}一边说。",
    "{paper}提出，{subject}{thing}每年{doing}一次，结果向社会公布。",
)
_TITLES = (
    "{place}{doing}{subject}{thing}",
    "{office}{doing}{subject}{thing}",
    "{village}村的{thing}用上了",
    "{place}：{subject}{thing}{doing}{number}{unit}",
    "{subject}{thing}这样{doing}",
    "{village}镇{name}和他的{thing}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedArticle:
    """One article, as a page prints it."""

    title: str
    author: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    day: date


def invented_page(number: int) -> tuple[InventedArticle, ...]:
    """Return the articles of a page.

    >>> invented_page(3) == invented_page(3), len(invented_page(3))
    (True, 5)
    """
    lot = random.Random(number)
    day = _day_of(number)
    return tuple(_article(lot, day) for _ in range(ARTICLES_A_PAGE))


def page_text(number: int) -> str:
    """Return a page as a dump gives it: its head line, then article after article."""
    articles = invented_page(number)
    day, sheet = articles[0].day, number % PAGES_AN_ISSUE + 1
    week = "一二三四五六日"[day.weekday()]
    head = f"{PAPER}　{day.year}年{day.month}月{day.day}日　星期{week}　第{sheet:02}版"
    parts = [head]
    for article in articles:
        parts += [article.title, f"本报记者 {article.author}", *article.paragraphs]
    return "\n\n".join(parts) + "\n"


def page_name(number: int) -> str:
    """Return the name of a page's file: its day of issue and its number in it."""
    day = _day_of(number)
    return f"{day.isoformat()}-{number % PAGES_AN_ISSUE + 1:02}.txt"


def write_seeds(folder: Path, articles: int) -> None:
    """Write the pages of so many articles."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(-(-articles // ARTICLES_A_PAGE)):
        (folder / page_name(number)).write_text(page_text(number), "utf-8", newline="")


def write_plain(folder: Path, articles: int) -> None:
    """Write the same articles as plain Markdown, as one would for MkDocs by itself."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text(f"# {PAPER}\n\n{articles} 篇文章。\n", "utf-8")
    for number in range(-(-articles // ARTICLES_A_PAGE)):
        for place, article in enumerate(invented_page(number), start=1):
            path = folder / "articles" / f"{page_name(number).removesuffix('.txt')}-{place}.md"
            path.write_text(_markdown(article), "utf-8")


def _markdown(article: InventedArticle) -> str:
    header = {"title": article.title, "date": article.day, "tags": list(article.tags)}
    said = yaml.dump(header, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    text = "\n\n".join((f"本报记者 {article.author}", *article.paragraphs))
    return f"---\n{said}---\n\n# {article.title}\n\n{text}\n"


def _day_of(number: int) -> date:
    return FIRST_DAY + timedelta(weeks=number // PAGES_AN_ISSUE)


def _article(lot: random.Random, day: date) -> InventedArticle:
    places, weights = _places()
    place = lot.choices(places, cum_weights=weights)[0]
    other = lot.choices(places, cum_weights=weights)[0]
    words = {
        "place": place,
        "office": f"{place}{_often(lot, _ORGANS)}局",
        "other": f"{other}{_often(lot, _ORGANS)}局",
        "subject": _often(lot, _SUBJECTS),
        "paper": f"《{_often(lot, _SUBJECTS)}{_often(lot, _PAPERS)}》",
    }
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < CHARACTERS - 60:
        sentences = (_filled(lot, lot.choice(_SENTENCES), words) for _ in range(lot.randint(2, 5)))
        paragraphs.append("".join(sentences))
    return InventedArticle(
        title=_filled(lot, lot.choice(_TITLES), words),
        author=_name(lot),
        paragraphs=tuple(paragraphs),
        tags=(place, words["subject"]),
        day=day,
    )


def _filled(lot: random.Random, sentence: str, words: dict[str, str]) -> str:
    return sentence.format(
        **words,
        month=lot.randint(1, 12),
        day=lot.randint(1, 28),
        number=lot.randint(12, 980),
        less=lot.randint(2, 40),
        unit=lot.choice(_UNITS),
        doing=lot.choice(_DOINGS),
        thing=lot.choice(_THINGS),
        name=_name(lot),
        village="".join(lot.sample(_VILLAGE, 2)),
    )


def _name(lot: random.Random) -> str:
    return lot.choice(_SURNAMES) + "".join(lot.sample(_GIVEN, lot.randint(1, 2)))


def _often(lot: random.Random, words: Sequence[str]) -> str:
    """Return a word, the earlier ones more often."""
    return lot.choices(words, cum_weights=_by_rank(len(words)))[0]


@cache
def _by_rank(count: int) -> list[float]:
    """Return the sums of weights that fall with the rank, as words' frequencies do and faster."""
    return list(accumulate(rank**-1.4 for rank in range(1, count + 1)))


@cache
def _places() -> tuple[list[str], list[float]]:
    names: Iterator[str] = iter((*prefecture_names().values(), *province_names().values()))
    places = sorted(set(names))
    random.Random(0).shuffle(places)
    return places, _by_rank(len(places))
