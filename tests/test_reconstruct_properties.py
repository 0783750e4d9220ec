"""What holds for every page, whatever stands on it."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import ConservationError
from generator.model import Block, Page, Reconstruction, Role
from generator.reconstruct import reconstruct_page
from generator.reconstruct.conservation import check_conservation
from generator.text.folding import fold_char
from generator.text.traced import Traced
from generator.text.typography import repair_typography
from tests.conftest import examples

_WORDS = [
    *("近日", "山水县", "民政局", "老年食堂", "本报记者", "王小明", "新华社", "电", "（据", "）"),
    *("《意见》", "以下简称", "责编：", "■", "——", "……", "。", "，", "、", "：", "；", "“", "”"),
    *("(", ")", ",", "2023", "3.76", "%", "A", "办", "起", "来", "𠮷", "<script>", "#", "*", "---"),
    *("6月13日", "6 月 13 日", " ", "\u3000", "\n", "\n\n", "\n\n\n", "\t", "\r\n"),
    *("\u00a0", "\u2028", "\x85", "\u0301", "\u200b", "\xad", "\xad\n", "\ufeff", "\u202e", "\x02"),
    *(
        "⼯",
        "⺠",
        "２０２４",
        "ＡＩ",
        "ﬃ",
        "︵",
        "︒",
        "\uf06e",
        "\ue123",
        "\ufffd",
        "\ufff9",
        "\ufffa",
        "\ufffb",
    ),
    *("老 年 食 堂 开 张", "2 0 2 4 年", "\u200d", "👨\u200d👩", "\r", "\ufffe"),
]
pages = st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=120).map("".join)


def _blocks(result: Reconstruction) -> list[Block]:
    seen_labels: set[tuple[tuple[int, int], ...]] = set()
    blocks = [block for article in result.articles for block in article.blocks]
    kept = []
    for block in [*blocks, *result.leftovers]:
        if block.role is Role.LABEL:
            if block.text.spans in seen_labels:
                continue
            seen_labels.add(block.text.spans)
        kept.append(block)
    return kept


rows = st.lists(
    st.sampled_from([*"||||｜│ 、3甲", "\u3000", "\t", "东山", "12", "。", "表：", "- "])
    | st.sampled_from(["\n", "\n", "\r\n", "\n\n"]),
    min_size=3,
    max_size=60,
)
"""Of tables whose cells bars part, or that look so."""


@given(rows.map(lambda cells: "".join(cells * (1 + len(cells) % 3))) | pages)
@settings(deadline=None, max_examples=examples(150))
@example("| 甲 | 乙 | 3 |\n" * 3)  # a table alone, which no article has
@example("甲｜3\n｜\n" * 3)  # rows without a cell
@example("││\n││\n││\n")
@example(
    "|~版\n|\n|\n~|\n|版|版\n|版|：\n|版|版\n\n版\n今日~~|今日8版\n|"
)  # two tables, one headline
@example(
    "# 菜价\n\n| 甲 | 乙 | 3 |\n|--|--|--|\n\n| 丙 | 4 |\n|--|--|\n\n| 丁 |\n|--|\n\n# 开会\n\n好。"
)
def test_every_character_stands_in_one_place(text: str) -> None:
    result = reconstruct_page(Page(name="p.txt", text=text))
    offsets = Counter(
        offset
        for b in _blocks(result)
        for start, end in b.text.spans
        for offset in range(start, end)
    )
    # spans may cover a blank inside a block, never one character twice
    assert {o for o in offsets if not text[o].isspace()} == {
        o for o, char in enumerate(text) if not char.isspace()
    }
    assert set(offsets.values()) <= {1}


@given(pages)
@settings(deadline=None, max_examples=examples(80))
def test_published_characters_are_the_printed_ones(text: str) -> None:
    for block in _blocks(reconstruct_page(Page(name="p.txt", text=text))):
        for char, origin in zip(block.text.text, block.text.origins, strict=True):
            if origin is None:
                assert char.isspace()
            elif not char.isspace() and text[origin] not in "\ufffa\ufffb":
                image = fold_char(text[origin]) or text[origin]
                assert unicodedata.normalize("NFKC", char) in unicodedata.normalize("NFKC", image)


@given(pages)
@settings(deadline=None, max_examples=examples(40))
def test_the_same_page_gives_the_same_articles(text: str) -> None:
    page = Page(name="p.txt", text=text)
    assert reconstruct_page(page) == reconstruct_page(page)


@given(pages)
@settings(deadline=None, max_examples=examples(60))
def test_every_decision_carries_evidence_and_a_confidence(text: str) -> None:
    result = reconstruct_page(Page(name="p.txt", text=text))
    assert all(block.evidence for block in _blocks(result))
    for article in result.articles:
        assert article.evidence
        assert 0 <= article.confidence <= 1
        assert article.body


@given(st.text(alphabet=st.sampled_from("民政,;:()?! 0123.%A“”《》\u3000"), max_size=40))
def test_repair_is_stable(text: str) -> None:
    once = repair_typography(Traced.from_page(text))
    assert repair_typography(once) == once


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (Traced("人", (0,)), "made '人' of '老'"),
        (Traced("老人", (0, None)), "made '人' of ''"),
        (Traced("老", (7,)), "made '老' of ''"),
    ],
    ids=["another character", "an inserted one", "beyond the page"],
)
def test_conservation_refuses_what_the_page_does_not_say(text: Traced, says: str) -> None:
    block = Block(role=Role.UNPLACED, text=text)
    made = Reconstruction(page=Page(name="p.txt", text="老"), articles=(), leftovers=(block,))
    with pytest.raises(ConservationError, match=says):
        check_conservation(made)


@pytest.mark.parametrize(
    ("keep", "says"), [(slice(0, -1), "lost"), (slice(0, None), "doubled")], ids=["lost", "doubled"]
)
def test_conservation_refuses_what_does_not_add_up(keep: slice, says: str) -> None:
    page = Page(name="p.txt", text="老年食堂开张。")
    whole = reconstruct_page(page)
    extra = () if says == "lost" else (Block(role=Role.UNPLACED, text=Traced.from_page("老")),)
    article = whole.articles[0]
    body = tuple(Block(role=b.role, text=b.text[keep], evidence=b.evidence) for b in article.body)
    broken = Reconstruction(
        page=page,
        articles=(type(article)(page="p.txt", body=body),),
        leftovers=extra,
    )
    with pytest.raises(ConservationError, match=says):
        check_conservation(broken)
