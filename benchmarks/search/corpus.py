"""Articles made of words by their frequency, for measuring search at any size.

Nobody wrote them. The words and their frequencies are jieba's word list (MIT), drawn independently,
neighbours vary more than in a newspaper: an index of this text is larger than one of news. And
what people search for is strewn in: divisions, agencies, policy papers, names, numbers with units.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from itertools import accumulate

from generator.publish import Searched
from generator.publish.labels.article_summary import prefecture_names, province_names
from generator.publish.paths import agency_slug

__all__ = ["GeneratedArticles"]

COMMON = 40_000
"""Words used: the most frequent. A newspaper's vocabulary is of that size."""
ORGANS = ("民政厅", "民政局", "财政厅", "卫生健康委员会", "人民政府", "残疾人联合会", "乡村振兴局")
PAPERS = ("管理办法", "实施方案", "指导意见", "若干措施", "行动计划")
UNITS = ("亿元", "万人", "个", "名", "家", "场次", "%", "公里")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
TOPICS = (
    "养老服务",
    "社会救助",
    "社会组织",
    "儿童福利",
    "慈善",
    "社区治理",
    "乡村振兴",
    "社会工作",
)
NEWEST = 2024


class GeneratedArticles(Collection[Searched]):
    """``count`` articles of about ``length`` characters, the same at every turn, newest first."""

    def __init__(self, count: int, length: int = 1200, seed: int = 1) -> None:
        """Nothing is made before it is asked for."""
        self._count, self._length, self._seed = count, length, seed

    def __len__(self) -> int:
        return self._count

    def __contains__(self, article: object) -> bool:
        return any(article == other for other in self)

    def __iter__(self) -> Iterator[Searched]:
        for number in range(self._count):
            yield self._article(number)

    def _article(self, number: int) -> Searched:
        lot = random.Random(self._seed * 1_000_003 + number)
        code, region = lot.choice(_prefectures())
        agency = f"{region}{lot.choice(ORGANS)}"
        other = f"{lot.choice(_prefectures())[1]}{lot.choice(ORGANS)}"
        paper = f"《{''.join(_draw(lot, 3))}{lot.choice(PAPERS)}》"
        year = NEWEST - number * 20 // max(1, self._count)
        topics = lot.sample(TOPICS, lot.randint(0, 2))
        strewn = [
            *(agency, agency, other, paper, f"“{''.join(_draw(lot, 2))}”"),
            f"{year}年{lot.randint(1, 12)}月{lot.randint(1, 28)}日",
            *(f"{lot.randint(1, 9999) / 100:g}{lot.choice(UNITS)}" for _ in range(3)),
            lot.choice(SURNAMES) + "".join(_draw(lot, 1))[:2],
            *topics,
        ]
        title = "".join(_draw(lot, 6)) + (lot.choice(topics) if topics else "")
        return Searched(
            id=f"x{number:07d}",
            title=title,
            pending=number % 4 == 1,
            head=(("", title),),
            body=tuple(
                (f"p{place}", paragraph)
                for place, paragraph in enumerate(self._paragraphs(lot, strewn), start=1)
            ),
            date=f"{year}年{lot.randint(1, 12)}月{lot.randint(1, 28)}日",
            year=year if lot.random() < 0.95 else None,
            region=code if lot.random() < 0.9 else None,
            region_name=region,
            agencies=tuple((agency_slug(name), name) for name in dict.fromkeys((agency, other))),
            topics=tuple((f"topic-{TOPICS.index(name)}", name) for name in topics),
            documents=((agency_slug(paper), paper),),
        )

    def _paragraphs(self, lot: random.Random, strewn: list[str]) -> Iterator[str]:
        left = self._length
        strewn = list(strewn)
        while left > 0:
            words = _draw(lot, min(90, max(4, left // 2)))
            for at in range(8, len(words), 9):
                words[at] += "，" if lot.random() < 0.7 else "。"
            for _ in range(3):
                if strewn:
                    words.insert(lot.randrange(len(words)), strewn.pop(0))
            text = "".join(words)
            yield text
            left -= len(text)


def _draw(lot: random.Random, count: int) -> list[str]:
    words, weights = _words()
    return lot.choices(words, cum_weights=weights, k=count)


@cache
def _words() -> tuple[list[str], list[int]]:
    rows = resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    counted = [(-int(count), word) for word, count, _ in (row.split(" ") for row in rows)]
    counted.sort()
    words = [word for _, word in counted[:COMMON]]
    return words, list(accumulate(-count for count, _ in counted[:COMMON]))


@cache
def _prefectures() -> list[tuple[str, str]]:
    known = [(f"{code}00", name) for code, name in prefecture_names().items()]
    return [*province_names().items(), *known]
