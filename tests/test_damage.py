"""Damaged text is told with its place and makes no article sure; whole text is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.seeds.seed_files import Seed
from generator.corpus.seeds.seed_reading import read_pages
from generator.editing import damage_lines, find_doubts, page_notes
from generator.model import Article, Entry, Facts, Page, Reconstruction
from generator.reconstruct import reconstruct_page
from generator.text.damage import doubled_offsets, find_damage
from tests.growth import grows_evenly
from tests.published import site_pages

HEADLINE = "白石镇办起老年食堂"
BODY = "近日，白石镇办起老年食堂，镇里的老人都来吃饭，每餐只要八元，饭菜还能送到家门口。"
OTHER = "河西村修好石桥\n本报记者 李庆\n\n河西村的石桥昨天修好，桥长三十米，两岸来往只要五分钟。"


def twice(text: str, times: int = 2) -> str:
    return "".join(char * times for char in text)


def misread(written: str, read: str) -> str:
    return BODY.encode(written).decode(read, "replace")


DAMAGED = {
    "glyph numbers": f"(cid:12)(cid:7){HEADLINE}\n\n{BODY}",
    "glyph numbers of docling": f"{HEADLINE}\n\n{BODY[:9]}GLYPH<c=3,font=/AAAA+F1>{BODY[9:]}",
    "a lost byte": f"{HEADLINE}\n\n{BODY[:9]}\ufffd{BODY[9:]}",
    "a headline drawn twice": f"{twice(HEADLINE)}\n\n{BODY}",
    "a short headline drawn twice": f"{twice('老年食堂')}\n\n{BODY}",
    "everything drawn twice": f"{twice(HEADLINE)}\n\n{twice(BODY)}",
    "everything drawn three times": f"{twice(HEADLINE, 3)}\n\n{twice(BODY, 3)}",
    "private use": f"{HEADLINE}\n\n{BODY[:9]}\ue123{BODY[9:]}",
    "boxes": f"{HEADLINE}\n\n{BODY[:9]}□□{BODY[9:]}",
    "a box inside a word": f"{HEADLINE}\n\n{BODY[:5]}□{BODY[6:]}",
    "question marks": f"{HEADLINE}\n\n{BODY[:9]}????{BODY[9:]}",
    "UTF-8 read as GBK": f"{HEADLINE}\n\n{misread('utf-8', 'gbk')}",
    "UTF-8 read twice as GBK": f"{HEADLINE}\n\n{BODY}锟斤拷锟斤拷。",
    "two characters of UTF-8 read as GBK": f"{HEADLINE}\n\n{BODY}“浣犲ソ”。",
    "UTF-8 read as Latin-1": f"{HEADLINE}\n\n{BODY}ä½\xa0å¥½。",
    "UTF-8 read as Windows-1252": f"{HEADLINE}\n\n{misread('utf-8', 'cp1252')}",
    "GBK read as Latin-1": f"{HEADLINE}\n\n{misread('gbk', 'latin-1')}",
    "GBK read as Big5": f"{HEADLINE}\n\n{misread('gbk', 'big5')}",
    "GBK read as EUC-KR": f"{HEADLINE}\n\n{misread('gbk', 'euc_kr')}",
    "escapes": f"{HEADLINE}\n\n{BODY}\\u767d\\u77f3。",
    "reversed": f"{HEADLINE}\n\n{BODY[::-1]}",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_an_article_with_damaged_text_is_not_sure_and_says_why(text: str) -> None:
    result = reconstruct_page(Page(name="p.txt", text=text))
    evidence = [e for a in result.articles for e in a.evidence]
    evidence += [e for block in result.leftovers for e in block.evidence]
    assert any(e.rule.startswith("damage/") and e.spans for e in evidence)
    assert all(article.confidence < 0.5 for article in result.articles if _is_damaged(article))
    doubts = find_doubts(result, below=0.75)
    reasons = [reason.told("en") for doubt in doubts for reason in doubt.reasons]
    assert any(reason.startswith("its text is damaged: ") for reason in reasons)
    (line, *_) = damage_lines(result)
    assert line.startswith("p.txt: its text is damaged. ")
    assert line.endswith(".")
    shown = " ".join(_site(result).values())
    assert "文字有损：" in shown


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_text_is_published_as_it_is(text: str) -> None:
    result = reconstruct_page(Page(name="p.txt", text=text))
    printed = next(t for name, t in _site(result).items() if name.startswith("pages/p"))
    assert "文字有损：" in printed
    blocks = [b for a in result.articles for b in a.blocks] + [*result.leftovers]
    used = {o for block in blocks for o in block.text.origins if o is not None}
    assert used >= {i for i, char in enumerate(text) if not char.isspace() and char != "\xa0"}


@pytest.mark.parametrize(
    "text",
    [
        "常常有人人都说天天好，千千万万个家庭平平安安。",
        "高高兴兴上班 平平安安回家",
        "认认真真学习踏踏实实工作",
        "贝贝晶晶欢欢迎迎妮妮",
        "婷婷、芳芳、丽丽、豆豆、乐乐、欢欢、贝贝、晶晶来了。",
        "婷婷 芳芳 丽丽 豆豆 乐乐 欢欢 贝贝 晶晶",
        "爸爸妈妈爷爷奶奶哥哥姐姐",
        "实在的订单一笔笔实实在在的订单",
        "谢谢大家！哈哈哈哈哈哈，真的吗？？？为什么?他说???",
        "……………………——————",
        "补助100000000元，电话010-22223333。",
        "□ 本报记者 李庆",
        "白石镇办起老年食堂□本报记者 李庆",
        "■本报记者 李庆",
        "\ue012 本报记者 李庆",
        "满意度：★★★☆☆ □是 □否",
        "报名见https://bm.example/?q=%E8%80%81%E5%B9%B4%E9%A3%9F%E5%A0%82",
        "café crème brûlée façade naïve",
        "臺灣同胞來到白石鎮，參觀老年食堂，並與鎮裡的老人座談。",
        "名单：王小明、李红、赵一鸣、孙大成、周小舟、吴天、郑远、冯立、陈树、褚安",
    ],
)
def test_what_reads_so_by_itself_is_no_damage(text: str) -> None:
    assert find_damage(text) == {}


@pytest.mark.parametrize("unit", ["□", "?", "云云", "(cid:1)", "Ôé", "ﾔﾆ", "%E4", "\ue000", "云\n"])
def test_an_endless_run_is_looked_through_once(unit: str) -> None:
    find_damage(unit * 40_000)  # minutes, if each place were looked at from each other


@pytest.mark.parametrize(
    "unit", ["天天云云州州\n", "天天云云州州，", f"{twice('云州市启用新雷达')}，"]
)
def test_many_doubled_words_are_looked_up_at_once(unit: str) -> None:
    """Each was looked for on the whole page: 500,000 characters took a minute and a half."""
    assert grows_evenly(lambda size: doubled_offsets((unit * size)[:size]), 30_000)


def test_one_lost_character_is_told_of_its_own_article_only() -> None:
    text = f"{HEADLINE}\n本报记者 王小明\n\n{BODY * 200}\n\n（据白石镇民政局）\n\n{OTHER}\n"
    whole = reconstruct_page(Page(name="p.txt", text=text)).articles
    lost = reconstruct_page(Page(name="p.txt", text=text.replace("八元", "八\ufffd", 1))).articles
    assert [a.confidence < 0.5 for a in lost] == [True, False]
    assert lost[1].confidence == whole[1].confidence


def test_check_names_the_page_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src\n", "utf-8")
    (tmp_path / "seeds" / "p.txt").write_text(DAMAGED["glyph numbers"], "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 1
    told = capsys.readouterr().out
    assert "p.txt: its text is damaged. Numbers of glyphs stand in it" in told
    assert "Take the text out of its source with another tool, or by OCR." in told


def test_an_article_that_its_editor_has_checked_stays_checked(tmp_path: Path) -> None:
    result = reconstruct_page(Page(name="p.txt", text=DAMAGED["a lost byte"]))
    (article,) = result.articles
    mark = article.mark(result.page.text)
    page = tmp_path / "p.txt"
    page.write_text(DAMAGED["a lost byte"], "utf-8")
    line = f'corrections:\n- article: "{BODY[:6]}"\n  checked: {mark}\n'
    (tmp_path / "p.yml").write_text(line, "utf-8")
    (read,) = read_pages(Seed(name="p.txt", path=page))
    checked = reconstruct_page(read)
    assert [a.confidence for a in checked.articles] == [1.0]
    assert list(damage_lines(checked)) == []


def _is_damaged(article: Article) -> bool:
    return any(e.rule.startswith("damage/") for e in article.evidence)


def _site(result: Reconstruction) -> dict[str, str]:
    entries = [
        Entry(id=f"a{n}", article=article, facts=Facts())
        for n, article in enumerate(result.articles)
    ]
    return dict(site_pages(entries, [result], notes={"p.txt": page_notes(result)}))
