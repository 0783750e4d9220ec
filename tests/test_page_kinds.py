"""All that stands on pages besides plain stories, on one small folder: published as what it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.utils.meta import get_data

from generator.cli import run
from tests.conftest import ROOT, copy_sources

KINDS = Path(__file__).parent / "pages-kinds"
"""An issue of four pages, one of 1946, unpunctuated text, vertical text, a damaged page."""
Record = dict[str, Any]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of these pages with its site, built as readers see it."""
    folder = tmp_path_factory.mktemp("kinds")
    shutil.copytree(KINDS, folder / "seeds")
    for name in ("generator", "site_src"):
        copy_sources(name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["build", "--strict"]) == 0
    return folder


@pytest.fixture
def records(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, Record]:
    """Return the exported articles by headline, those without one by their first characters."""
    monkeypatch.chdir(project)
    capsys.readouterr()
    assert run(["export"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {line["title"] or line["body"][0]["text"][:8]: line for line in lines if "body" in line}


def page_of(project: Path, record: Record) -> str:
    """Return an article's page of the site."""
    page: Path = project / "site" / "articles" / record["id"] / "index.html"
    return page.read_text("utf-8")


def text_of(record: Record) -> str:
    return "\n".join(str(block["text"]) for block in record["body"])


def test_nothing_else_is_an_article(records: dict[str, Record]) -> None:
    assert set(records) == {
        *("把水渠修到田头", "三镇水渠完工", "本周菜价", "柳湾渡口换上新船"),
        *("本报讯6月1日，", "本报讯　柳湾镇为", "东山村修成便民桥", "西河村开通夜班车"),
        *("插秧忙", "让小店亮起灯", "路口该装红绿灯", "昼夜守在渠上，一", "夜校办到村里"),
        *("“老来伴”为何火了？（民生追问）", "石桥村修桥记"),
        "青溪县办起四十家老年食堂六十岁以上老人一顿饭只要八元",
        "清水镇开展义诊活动　东湖镇推进垃圾分类",
        *("兩市會商修橋", "廣東省廣州市設圖書館", "青溪設郵局", "石桥修好防洪堤"),
        *("(cid:12)(cid:345)云岭村召开会议", "云岭村办起图书角", "南湖镇修好六口古井"),
    }


def test_tables_are_tables(project: Path, records: dict[str, Record]) -> None:
    canals = records["三镇水渠完工"]
    assert "余下的主要用于山脚下的旱地和果园" in text_of(canals)
    html = page_of(project, canals)
    assert re.search(r"<table>.*?<th>镇名</th>.*?<td>白石镇</td>\s*<td>12.5</td>", html, re.S)
    assert "|" not in text_of(canals)
    prices = page_of(project, records["本周菜价"])
    assert re.search(r"单位：元/公斤.*?<th>品名</th>.*?<td>鸡蛋</td>", prices, re.S)


def test_notices_stand_apart(project: Path, records: dict[str, Record]) -> None:
    listed = (project / "site" / "notices" / "index.html").read_text("utf-8")
    for heading in ("遗失声明", "减资公告", "人民法院公告", "招聘", "更正", "公益广告"):
        assert heading in listed
    texts = "".join(map(text_of, records.values()))
    assert "声明作废" not in texts
    assert "公告送达" not in texts
    assert "投稿邮箱" not in listed


def test_briefs_are_items_with_their_authors(project: Path, records: dict[str, Record]) -> None:
    first, second = records["本报讯6月1日，"], records["本报讯　柳湾镇为"]
    assert (first["label"], first["credit"], first["authors"]) == ("要闻简报", "（王远）", ["王远"])
    assert second["authors"] == ["李岚", "赵宁"]
    assert "没有找到标题" not in page_of(project, first)
    assert records["东山村修成便民桥"]["label"] == "八方速递"
    assert records["西河村开通夜班车"]["credit"] == "（周某某）"


def test_a_jump_is_one_article_of_two_pages(project: Path, records: dict[str, Record]) -> None:
    above, below = records["把水渠修到田头"], records["昼夜守在渠上，一"]
    assert above["continued_on"]["id"] == below["id"]
    text, meta = get_data(
        (project / "site_src" / "articles" / f"{above['id']}.md").read_text("utf-8")
    )
    assert meta["pages"] == ["2024-06-03-01.txt", "2024-06-03-03.txt"]
    assert re.search("管水员和志愿者.{0,80}昼夜守在渠上", re.sub(r"\s", "", text))
    assert "一寸一寸地放水" in page_of(project, above)
    assert "/pages/2024-06-03-03/" in page_of(project, above)


def test_pictures_and_who_took_them(records: dict[str, Record]) -> None:
    ferry = records["柳湾渡口换上新船"]
    assert ferry["byline"] == "文/图 本报特约记者 陈默"
    assert ferry["authors"] == ["陈默"]
    assert "检修新船" not in text_of(ferry)
    assert records["插秧忙"]["label"] == "图片新闻"
    assert records["让小店亮起灯"]["label"] != "图片新闻"


def test_bylines_and_series(records: dict[str, Record]) -> None:
    canals = records["把水渠修到田头"]
    assert canals["kicker"] == "“水往高处走”系列报道②"
    assert canals["subtitle"] == "——来自青禾省青溪县的蹲点报告"
    assert canals["byline"] == "周岚林远"
    assert records["让小店亮起灯"]["series"] == "评论员观察"
    assert records["石桥村修桥记"]["authors"] == ["林远"]
    assert text_of(records["路口该装红绿灯"]).endswith("白石镇读者李红")


def test_two_headlines_on_a_row_are_doubtful(project: Path, records: dict[str, Record]) -> None:
    both = records["清水镇开展义诊活动　东湖镇推进垃圾分类"]
    assert both["confidence"] < 0.5


def test_damage_is_told(
    project: Path, records: dict[str, Record], capsys: pytest.CaptureFixture[str]
) -> None:
    for title in ("(cid:12)(cid:345)云岭村召开会议", "云岭村办起图书角", "南湖镇修好六口古井"):
        assert records[title]["confidence"] < 0.5
    assert run(["check"]) in (0, 1)
    assert "garbled.txt" in capsys.readouterr().out
    assert run(["review"]) == 1
    assert "garbled.txt" in capsys.readouterr().out


def test_old_print(project: Path, records: dict[str, Record]) -> None:
    bridge, library = records["兩市會商修橋"], records["廣東省廣州市設圖書館"]
    assert "南京市政府" not in json.dumps(bridge, ensure_ascii=False)
    assert "440100" in json.dumps(library)
    assert "1949-05-25" in json.dumps(library)
    assert bridge["publication"]["date"] == "1946-05-12"
    office = records["青溪設郵局"]
    assert office["confidence"] <= 0.4


def test_furniture_is_in_no_article(records: dict[str, Record]) -> None:
    texts = json.dumps([*records.values()], ensure_ascii=False)
    for words in ("零售价", "扫码关注", "投稿邮箱", "责任编辑", "星期一"):
        assert words not in texts
