"""What dumps do to characters changes nothing in what is published.

The five pages again, as other fonts, tools and systems would have handed them over.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.scoring import is_conserved
from benchmarks.sets import page_records, records_of
from generator.model import Page, Reconstruction, Role
from generator.reconstruct import reconstruct_page
from generator.reconstruct.wording.person_names import is_run_of_names
from generator.text.folding import fold_char, fold_text
from generator.text.traced import Traced
from generator.text.typography import close_letter_spacing
from tests.case_files import Case, read_cases

_PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def _looks_like(char: str) -> list[str]:
    """Return the radicals and compatibility ideographs that Unicode folds to ``char``."""
    return _DOUBLES.get(char, [])


_DOUBLES: dict[str, list[str]] = {}
for _code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
    _char = chr(_code)
    if fold_char(_char) != _char:
        _DOUBLES.setdefault(fold_char(_char), []).append(_char)


def _radicals(text: str) -> str:
    chance = random.Random(1)
    return "".join(chance.choice([c, *_looks_like(c)]) for c in text)


def _wide(text: str) -> str:
    """Return ``text`` with full-width digits where no column broke the line by its width."""
    return "\n".join(
        re.sub("[0-9A-Za-z]", lambda match: chr(ord(match.group()) + 0xFEE0), line)
        if len(line) > 64 or (line.endswith("。") and len(line) < 24)
        else line
        for line in text.split("\n")
    )


def _shapeless(text: str) -> str:
    chance = random.Random(2)
    shapeless = "\u200b\u200c\u200e\u2060\xad\x02\u202e"
    inserted = "".join(
        char + (chance.choice(shapeless) if chance.random() < 0.05 else "") for char in text
    )
    return f"\ufeff{inserted}"


def _other_blanks(text: str) -> str:
    chance = random.Random(3)
    return re.sub(" |(?<=[，,])", lambda _: chance.choice("\xa0\u2002\u2005\u2009\u202f"), text)


def _spaced_out(text: str) -> str:
    """Return ``text`` with a blank after each character, and three where there was one."""
    return re.sub("(?<=[^\n ])(?=[^\n ])", " ", text.replace(" ", "   "))


CHANGES: dict[str, Callable[[str], str]] = {
    "radicals": _radicals,
    "full-width": _wide,
    "shapeless": _shapeless,
    "blanks": _other_blanks,
    "spaced out": _spaced_out,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "vertical": lambda text: text.translate(str.maketrans("（）《》“”，。", "︵︶︽︾“”︐︒")),
}


def _published(result: Reconstruction) -> list[list[tuple[Role, str]]]:
    """Return role and text of every block, article by article, then what was set aside."""
    parts = [article.blocks for article in result.articles] + [result.leftovers]
    return [[(b.role, b.text.text) for b in part if b.role is not Role.SILENT] for part in parts]


@pytest.mark.parametrize("case", read_cases("folding.md"), ids=str)
def test_characters_are_folded(case: Case) -> None:
    folded = fold_text(case.input)
    assert folded.text == case.expected
    assert all(o is not None for o in folded.origins)


@pytest.mark.parametrize("case", read_cases("spacing.md"), ids=str)
def test_letterspacing_is_closed(case: Case) -> None:
    line = Traced.from_page(case.input)
    closed = close_letter_spacing(line, is_run_of_names)
    assert closed.text == case.expected
    assert all(case.input[o or 0] == c for c, o in zip(closed.text, closed.origins, strict=True))


@cache
def _made(text: str) -> Reconstruction:
    return reconstruct_page(Page(name="p.txt", text=text))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.stem[:3])
def test_the_same_articles_come_out_and_every_character_as_found(path: Path, change: str) -> None:
    text = path.read_text("utf-8")
    changed = CHANGES[change](text)
    assert changed != text
    assert _published(_made(changed)) == _published(_made(text))
    assert is_conserved(list(records_of(_made(changed))), changed)


def test_what_has_no_shape_is_set_aside_and_never_lost() -> None:
    page = Page(name="p.txt", text="\ufeff老年\u200b食堂开张。\u202e\r\n")
    result = reconstruct_page(page)
    assert [b.text.text for b in result.articles[0].body] == ["老年食堂开张。"]
    assert result.articles[0].body[0].text.spans == ((1, 3), (4, 9))
    (silent,) = result.leftovers
    assert (silent.role, silent.text.text) == (Role.SILENT, "\ufeff\u200b\u202e")
    assert silent.text.spans == ((0, 1), (3, 4), (9, 10))


def test_records_have_zero_width_characters_where_texts_have_them() -> None:
    text = "\ufeff\u200b东山：老年\u200d食堂开张\n本报记者 李明\u200b\n\n"
    text += "东山县老年食堂今天\u200b\n开张，老⼈都说好。\n\u200b\n"
    page = Page(name="p.txt", text=text)
    article, *leftovers = page_records(page)
    assert article["title"] == "\u200b东山：老年\u200d食堂开张"
    assert article["byline"] == "本报记者 李明\u200b"
    assert [b["text"] for b in article["body"]] == ["东山县老年食堂今天\u200b开张，老人都说好。"]
    assert [record["leftover"] for record in leftovers] == ["\ufeff\u200b"]
    assert is_conserved([article, *leftovers], text)


def test_a_word_parted_by_a_soft_hyphen_is_one_word() -> None:
    page = Page(name="p.txt", text="他们说：“We have infor\xad\nmation here.”大家都笑了。")
    (article,) = reconstruct_page(page).articles
    assert article.body[0].text.text == "他们说：“We have information here.”大家都笑了。"


def test_a_label_stands_once_in_what_was_found() -> None:
    text = "县区⺠情\n\n东山：老年食堂开张\n\n东山县老年食堂今天开张，老⼈都说好。\n\n"
    text += "（据东山县民政局）\n\n"
    text += "西山：康复站开门\n\n西山县残疾人康复站今天开门，每周两次课。\n\n（据西山县残联）\n"
    page = Page(name="p.txt", text=text)
    records = list(page_records(page))
    assert [record["label"] for record in records] == ["县区民情"] * 2
    assert is_conserved(records, text)
    assert ["县区⺠情" in record["raw"] for record in records] == [True, False]
