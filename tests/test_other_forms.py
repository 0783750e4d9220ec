"""Pages in another form than their text are refused with what to do; newspaper text never is."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.seeds import refused_forms
from generator.corpus.seeds.seed_decoding import decode_text
from generator.errors import SeedError

TITLE, BODY = "白石镇办起老年食堂", "近日，白石镇办起老年食堂，镇里的老人都来吃饭。"


def _docx() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>")
    return data.getvalue()


_BOX = [[1, 1], [9, 1], [9, 3], [1, 3]]
FORMS = {
    "HTML": f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>",
    "HTML with a type": f"<!DOCTYPE html>\n<html><p>{BODY}</p></html>",
    "HTML after a comment's blank": f"\n\n  <body class=x><p>{BODY}</p>",
    "a part of HTML": f"<h3>{TITLE}</h3>\n<p>{BODY}</p>\n<p>{BODY}</p>",
    "a part of HTML in one line": f"<div><p>{BODY}</p><p>{BODY}</p></div>",
    "lines with breaks": f"{TITLE}<br>\n{BODY}<br>\n{BODY}<br/>",
    "one line with breaks": f"{TITLE}<br>{BODY}<br>{BODY}<br>{BODY}",
    "paragraphs with entities": f"{TITLE}\n&nbsp;&nbsp;{BODY}\n&emsp;&emsp;{BODY}",
    "XML": f'<?xml version="1.0" encoding="UTF-8"?>\n<a><b>{BODY}</b></a>',
    "XML without a prolog": f"<article><title>{TITLE}</title><text>{BODY}</text></article>",
    "XML in Chinese": f"<版面><标题>{TITLE}</标题><正文>{BODY}</正文></版面>",
    "XML cut off": f'<page id="1"><block x="1"><line>{BODY}</line>',
    "RSS": f'<?xml version="1.0"?><rss version="2.0"><title>{TITLE}</title></rss>',
    "Atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{TITLE}</title></feed>',
    "ALTO": f'<?xml version="1.0"?><alto xmlns="x"><String CONTENT="{TITLE}"/></alto>',
    "hOCR": "<?xml version='1.0'?><!DOCTYPE html><html><div class='ocr_page'>甲</div></html>",
    "PaddleOCR": json.dumps({"ocr_results": [{"text": TITLE, "box": _BOX}]}, ensure_ascii=False),
    "MinerU": json.dumps([{"type": "text", "text": BODY}], ensure_ascii=False, indent=1),
    "JSON cut off": json.dumps([{"type": "text", "text": BODY}], ensure_ascii=False)[:-8],
    "JSON Lines": "\n".join([json.dumps({"title": TITLE, "body": BODY})] * 3),
    "JSON in a script": f'var data = {{"title": "{TITLE}"}};',
    "JSONP": f'callback({{"title": "{TITLE}"}})',
    "PaddleOCR as printed": f"[{_BOX}, ('{TITLE}', 0.99)]\n[{_BOX}, ('{BODY}', 0.98)]",
    "boxes of a list": f"377,117,463,117,465,130,378,130,{TITLE}\n1,1,9,1,9,3,1,3,{BODY}",
    "TSV of tesseract": "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth"
    f"\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t10\t10\t20\t20\t96.1\t{TITLE}",
    "TSV of tesseract without head": f"5\t1\t1\t1\t1\t1\t10\t10\t20\t20\t96.1\t{TITLE}\n" * 2,
    "CSV": f'date,title,text\n2024-04-18,{TITLE},"{BODY}"\n',
    "CSV in Chinese": f"日期,标题,正文\n2024-04-18,{TITLE},{BODY}\n2024-04-19,{TITLE},{BODY}\n",
    "articles in a table": f"第1版\t{TITLE}\t{BODY}\n第2版\t{TITLE}\t{BODY}\n",
    "LaTeX": f"\\documentclass{{article}}\n\\begin{{document}}\n{BODY}\n\\end{{document}}",
    "MIME": f"From: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n{BODY}",
    "YAML header": f"---\ntitle: {TITLE}\ndate: 2024-04-18\n---\n\n{BODY}",
}
FILES = {
    "RTF": b"{\\rtf1\\ansi \\u30333?}",
    "PostScript": b"%!PS-Adobe-3.0\nshowpage\n",
    "PDF": b"%PDF-1.4\n1 0 obj<<>>endobj\n",
    "DOCX": _docx(),
    "DOC": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(16),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(16),
}
TEXTS = {
    "a section in brackets": f"[视点]\n{TITLE}\n{BODY}",
    "a section in braces": f"{{视点}}\n{TITLE}\n{BODY}",
    "a section in angles": f"<视点>\n{TITLE}\n{BODY}",
    "a title": f"《食堂》办起来\n{BODY}",
    "a note's number": "[1]",
    "one tag": f"{TITLE}\n<b>近日</b>，白石镇办起老年食堂。",
    "one tag around it all": f"<b>{TITLE}</b>",
    "one break": f"{TITLE}<br>\n{BODY}\n{BODY}",
    "a story about HTML": f"网页是怎样做成的\n段落写在<p>和</p>之间，换行用<br>。\n{BODY}",
    "a story about HTML in one line": "段落写在“<p>”和“</p>”之间，换行用（<br>）。",
    "a story about JSON": f'数据怎样交换\n一条数据写成{{"name": "白石"}}的样子。\n{BODY}',
    "an ampersand": "A&B公司 C&D公司\n捐款&捐物",
    "commas": f"办食堂,修道路,暖人心\n{BODY.replace('，', ',')}",
    "two lines with as many commas": "办食堂,修道路,暖人心\n食堂,道路,人心都有了。",
    "columns side by side": "白石镇办\t河西修好\t南岭新增\n起食堂，\t石桥，两\t公交七条",
    "a table of numbers": f"{TITLE}\n1,2,3,4\n{BODY}\n{BODY}",
    "dashes": f"---\n{TITLE}\n---\n{BODY}",
    "a price list": "大米 2.1 2.2 2.3 2.4\n白面 1.1 1.2 1.3 1.4",
    "Markdown": f"# {TITLE}\n\n{BODY}\n\n<table><tr><td>1</td></tr><tr><td>2</td></tr></table>",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_another_form_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(
        SeedError, match=r"^p.txt: not the text of a page but .*[.] .*save|Save|Del"
    ):
        decode_text(text.encode(), "p.txt")


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_another_kind_of_file_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(SeedError, match=r"^p.txt: not a text file but .*[.] Only the text"):
        decode_text(data, "p.txt")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_text_of_a_page_is_read_whatever_it_begins_with(text: str) -> None:
    assert decode_text(text.encode(), "p.txt") == text


def test_of_a_long_text_the_beginning_tells_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused_forms, "_MOST", 1000)
    for form in ("lines with breaks", "CSV in Chinese", "articles in a table", "boxes of a list"):
        with pytest.raises(SeedError, match="not the text of a page"):
            decode_text(f"{FORMS[form]}\n".encode() * 100, "p.txt")
    for ends in ("XML without a prolog", "JSON in a script"):
        with pytest.raises(SeedError, match="not the text of a page"):
            decode_text(FORMS[ends].replace(BODY, BODY * 100).encode(), "p.txt")
    text = f"{TITLE}\n{BODY * 100}\n" + "<p>\n" * 9  # more than is looked at, without a line's end
    assert decode_text(text.encode(), "p.txt") == text


@pytest.mark.parametrize("line", [",", ",,", "1\t", "[", "<p", "&a;"])
def test_short_lines_take_little_memory(line: str) -> None:
    text = "甲\n" + f"{line}\n" * 10_000
    tracemalloc.start()
    try:
        refused_forms.refuse_other_forms(text, "p.txt")
        assert tracemalloc.get_traced_memory()[1] < 60 * len(text)
    finally:
        tracemalloc.stop()


def test_every_command_refuses_it_and_does_the_other_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src\n", "utf-8")
    (tmp_path / "seeds" / "a.txt").write_text(FORMS["RSS"], "utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(f"{TITLE}\n本报记者 李庆\n\n{BODY}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["reconstruct", "seeds"]) == 1
    told = capsys.readouterr()
    assert "a.txt: not the text of a page but a feed (RSS)" in told.err
    assert json.loads(told.out.splitlines()[0])["title"] == TITLE
    assert run(["convert"]) == 1
    assert "a feed (RSS)" in capsys.readouterr().err
    assert list((tmp_path / "site_src" / "articles").glob("*.md"))
    assert run(["check"]) == 1
    assert "a.txt: not the text of a page but a feed (RSS)" in capsys.readouterr().out
    assert run(["describe", "--text", "seeds/a.txt"]) == 1
    assert "a feed (RSS)" in capsys.readouterr().err
