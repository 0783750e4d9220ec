"""What a user is told, in Chinese: every sentence of the code has one, and it is what comes out."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from generator.cli import run
from generator.cli.arguments import build_parser
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.errors import SidecarError
from generator.model.messages import in_language, message_words

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
SPEAKING = (
    *("cli", "corpus", "readers", "reconstruct/corrections", "errors.py", "progress.py"),
    *("terminal.py", "engines.py", "mkdocs_hook.py", "preview.py", "text/quotations.py"),
    *("describe/topics/taxonomy.py", "describe/topics/term_lists.py", "describe/data_files.py"),
    *("publish/content_policy.py", "editing/page_findings.py"),
)
"""Where that stands which a user is told; review and explain have words of their own."""
OTHER = re.compile(
    r"banmian [{\w]+ ?\d?|rapidocr \{0\}|\{0\} pypdfium2 .*|python -m generator|JSON Lines"
    r"|# Files that banmian wrote .*| +- run: .*|.*import sys\n.*|td, th|h1, .*|mapping values"
    r"|unexpected end of data|generated file|page \{0\}| and \{0\} more|\(\?<=.*"
    r"|text without a headline|nothing (else )?is doubtful|\{0\} of \{1\}; --limit shows more"
    r"|in parts| +One of these, below .*",
    re.DOTALL,
)
"""Words of the code that are no sentence for a user, or are told in both languages where they
are: names of programs, files and marks, what is compared with."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def taken_apart(node: ast.AST) -> tuple[list[str | None], list[ast.AST]]:
    """Return the pieces of a text in the code, ``None`` for what differs, and what that is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value], []
    if isinstance(node, ast.JoinedStr):
        same = [str(v.value) if isinstance(v, ast.Constant) else None for v in node.values]
        return same, [v.value for v in node.values if isinstance(v, ast.FormattedValue)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        (left, below), (right, beside) = taken_apart(node.left), taken_apart(node.right)
        return left + right, below + beside
    return [None], [node]


def texts_in(node: ast.AST) -> Iterator[str]:
    """Yield the texts of the code, numbered braces for what differs; no docstrings."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        pieces, below = taken_apart(node)
        if any(pieces):
            numbers = iter(range(len(pieces)))
            yield "".join(f"{{{next(numbers)}}}" if p is None else str(p) for p in pieces)
        if below == [node]:
            below = list(ast.iter_child_nodes(node))
    else:
        below = list(ast.iter_child_nodes(node))
    for child in below:
        yield from texts_in(child)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """Return what the code says, with the module that does."""
    found: dict[str, str] = {}
    for room in SPEAKING:
        path = PACKAGE / room
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for text in texts_in(ast.parse(module.read_text("utf-8"))):
                if re.search(r"[A-Za-z]{2,}.* [A-Za-z]|[a-z]\. ", text):
                    found.setdefault(text, str(module.relative_to(PACKAGE)))
    return tuple(found.items())


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


class TestTable:
    def test_every_sentence_of_the_code_has_chinese(self) -> None:
        known = {row.english.replace(":n}", "}") for row in message_words()}
        lacking = [
            (where, text)
            for text, where in sentences()
            if text not in known and not OTHER.fullmatch(text) and "</" not in text
        ]
        assert len(sentences()) > 450
        assert not lacking

    def test_it_says_nothing_that_the_english_does_not(self) -> None:
        for row in message_words():
            assert places(row.chinese) <= places(row.english), row.english
            same = "".join(text for text, _, _ in row.pieces)
            assert CHINESE.search(row.chinese) or not re.search("[a-z]{3}", same), row.english

    def test_each_sentence_comes_out_as_its_own(self) -> None:
        for row in message_words():
            if not row.has_words:  # told only where what it names is a sentence
                continue
            filled = {name: f"甲{name}" for name in places(row.english)}
            for _, name, kind in row.pieces:
                if kind:
                    filled[name or ""] = "17"
            english, chinese = (
                "".join(t + filled.get(n or "", "") for t, n, _, _ in Formatter().parse(template))
                for template in (row.english, row.chinese)
            )
            assert in_language("zh", english) == chinese, row.english
            assert in_language("en", english) == english

    def test_what_no_table_has_stays_as_it_is(self) -> None:
        for text in ("", "  ", "湖南", "C:\\a b\\c.txt", "no such sentence at all, anywhere"):
            assert in_language("zh", text) == text


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A new project under a Chinese locale, in which we stand."""
    for name in ("LC_ALL", "LC_MESSAGES", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run(["new", str(tmp_path / "a")]) == 0
    assert "接下来" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path / "a")
    return tmp_path / "a"


class TestFirstHour:
    """The English words that are left are those of names."""

    NAMES = re.compile(
        r"banmian|python -m generator|pytest|__main__|[\w./*-]*\.[a-z]{2,5}\b|--?[a-z]+|[A-Z]+\b|MB"
        r"|HTML|OCR|seeds/?\w*|site(_src)?|“[^”]*”|‘.*’|GB18030|UTF-8|build|serve|convert|\[.*?\]"
    )

    def only_chinese(self, text: str) -> str:
        for line in text.splitlines():
            left = re.sub(r"[^A-Za-z]+", " ", self.NAMES.sub(" ", line)).split()
            assert len(left) < 3, line
        return text

    def test_what_is_wrong_with_pages_is_told(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seeds = project / "seeds"
        (seeds / "empty.txt").write_bytes(b"")
        (seeds / "word.txt").write_bytes(b"PK\x03\x04")
        (seeds / "notes.docx").write_bytes(b"x")
        (seeds / "page.yml").write_text("dat: 1\n", "utf-8")
        (seeds / "sub").mkdir()
        assert run(["convert"]) == 1
        told = self.only_chinese(capsys.readouterr().err)
        assert "seeds/empty.txt：文件是空的。" in told
        assert "1 个版面，6 篇文章：写了" in told
        assert run(["check"]) == 1
        found = self.only_chinese(capsys.readouterr().out)
        assert "seeds/page.yml:1：没有“dat”这一项。是不是“date”？" in found
        assert run(["check", "--lang", "en"]) == 1
        assert not CHINESE.search(capsys.readouterr().out)

    def test_nothing_there_is_told(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for page in (project / "seeds").iterdir():
            page.unlink()
        assert run(["convert"]) == 0
        assert "seeds：这里没有版面。请放入 PDF 版面" in capsys.readouterr().err
        assert run(["build", "--config", "none/mkdocs.yml"]) == 1
        told = capsys.readouterr().err
        assert f"none/mkdocs.yml：没有这个文件或文件夹。{project} 里有一个" in told
        assert run(["serve", "-a", "nowhere"]) == 1
        assert "“nowhere”不是地址。请写成 127.0.0.1:8000 这样。" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            (["bild"], "没有“bild”这个命令。是不是“build”？"),
            (["build", "--strickt"], "没有“--strickt”这个选项。是不是“--strict”？"),
            (["new"], "还缺：DIR"),
            (["review", "--limit", "0"], "参数 --limit：'0' 不是大于 0 的整数"),
            (["export", "--format", "cvs"], "没有“cvs”这个值。是不是“csv”？"),
            (["build", "--lang", "zh", "--quiet", "--verbose"], "不能与 --quiet 一起用"),
        ],
    )
    def test_wrong_usage_is_told(
        self, project: Path, capsys: pytest.CaptureFixture[str], line: list[str], told: str
    ) -> None:
        assert run(line) == 2
        said = capsys.readouterr().err
        assert told in said
        assert "用法：" in said
        assert run(["--lang", "en", *line]) == 2 or "--lang" in line
        assert not CHINESE.search(capsys.readouterr().err) or "--lang" in line


class TestHelp:
    def test_all_of_it_is_chinese_and_fits(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("COLUMNS", "100")
        commands = list(build_parser()._commands)
        for line in (["--help"], *([command, "--help"] for command in commands)):
            assert run(["--lang", "zh", *line]) == 0
            told = capsys.readouterr().out
            for english in ("usage:", "options", "positional", "show this", "default:"):
                assert english not in told
            for one in told.splitlines():
                width = sum(1 + (ord(char) > 0x2E7F) for char in one)
                assert width <= 102 or not CHINESE.search(one), one

    def test_english_is_what_it_was(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["build", "--help", "--lang", "en"]) == 0
        told = capsys.readouterr().out
        assert "usage:" in told
        assert not CHINESE.search(told)


@pytest.mark.parametrize("unit", ["a: ", "a: b. ", "warning: "])
@pytest.mark.parametrize("times", [10, 50])
def test_a_users_words_that_look_like_sentences_are_soon_told(unit: str, times: int) -> None:
    """A key of 60 characters took 5.7 s, one of 600 never ended; 6,000 broke off."""
    with pytest.raises(SidecarError) as told:
        parse_sidecar(f'"{unit * times}": x\n', "a.yml")
    begun = time.process_time()
    assert unit in in_language("zh", str(told.value))
    assert time.process_time() - begun < 2
