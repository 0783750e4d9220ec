"""What an editor is told is true, and what is offered for pasting can be pasted."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

import generator
from generator import Page, reconstruct_page
from generator.cli import run
from generator.corpus.seeds.corrections import BODY_ROLES, HEAD_ROLES
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.editing import Doubt, explain_page, explained_lines, find_doubts
from generator.editing.remedies import _quoted
from generator.model import Act, Article, Block, Evidence, Reconstruction, Role, Sidecar
from generator.model.languages import LANGUAGES, rule_words
from generator.text.damage import DAMAGES
from generator.text.traced import Traced
from tests.samples import RAIN, ROADS, make_project

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(generator.__file__).parent
PAGES = [*(ROOT / "tests" / "pages").glob("*.txt"), *(ROOT / "tests" / "pages-editing").glob("*")]
DOCS = ("docs/editing.md", "docs/editing.zh.md")

RUN_TOGETHER = "\n".join((RAIN, ROADS))
HOW_SURE = re.compile(r"(?:doubtful, )?about \d+% sure|(?:待核，)?可信度约 \d+%")
"""Numbers that move with every training: a document shows them, and isn't held to them."""
CUT_SHORT = "全市水库安全度汛\n\n市水利局昨日通报，各大中型水库运行平稳。通报要求，各县\n"
"""A page whose last sentence stays open."""


def rule_names() -> set[str]:
    """Return every text of the code that makes articles which has the form of a rule's name."""
    named: set[str] = set()
    rooms = (PACKAGE / name for name in ("reconstruct", "geometry"))
    paths = (path for room in rooms for path in room.rglob("*.py"))
    for path in (*paths, PACKAGE / "describe" / "dates" / "imprint.py"):
        named |= set(re.findall(r'"([a-z]+/[a-z-]+)"', path.read_text("utf-8")))
    made = (*HEAD_ROLES, *BODY_ROLES, *(a.value for a in Act if a not in (Act.HEAD, Act.BODY)))
    return named | {f"editor/{name.replace('_', '-')}" for name in made}


def test_every_rule_has_words() -> None:
    missing = sorted(rule_names() - set(rule_words()))
    assert missing == [], "write a line for each in generator/model/data/rule_words.csv"


def test_no_rule_has_words_that_is_gone() -> None:
    assert sorted(set(rule_words()) - rule_names() - set(DAMAGES)) == []


def test_words_are_sentences() -> None:
    assert [
        rule
        for rule, words in rule_words().items()
        if not re.fullmatch(r"[A-Z].+\.", words.english)
    ] == []


@cache
def reconstructed(path: Path) -> Reconstruction:
    return reconstruct_page(Page(name=path.name, text=path.read_text("utf-8")))


def of_text(text: str) -> Reconstruction:
    return reconstruct_page(Page(name="p.txt", text=text))


def doubts(result: Reconstruction) -> tuple[Doubt, ...]:
    """Return the doubts of a page, every article included."""
    return find_doubts(result, below=1.0)


def told(doubt: Doubt) -> list[str]:
    return [reason.told("en") for reason in doubt.reasons]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_that_is_offered_can_be_pasted(path: Path) -> None:
    result = reconstructed(path)
    offered = [remedy for doubt in doubts(result) for remedy in doubt.remedies]
    assert len(offered) >= len(result.articles)
    for remedy in offered:
        sidecar = parse_sidecar(f"corrections:\n{remedy.yaml}\n", "p.yml")
        corrected = reconstruct_page(replace(result.page, sidecar=sidecar))
        assert corrected.findings == (), remedy
        assert corrected != result


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_whose_articles_are_checked_is_not_doubtful(path: Path) -> None:
    result = reconstructed(path)
    lines = [
        remedy.yaml
        for doubt in doubts(result)
        for remedy in doubt.remedies
        if "checked:" in remedy.yaml or remedy.yaml.startswith("- drop:")
    ]
    sidecar = parse_sidecar("corrections:\n" + "\n".join(lines), "p.yml")
    assert doubts(reconstruct_page(replace(result.page, sidecar=sidecar))) == ()


class TestDoubts:
    def test_a_sentence_left_open_is_told_however_sure_the_article_is(self) -> None:
        (doubt,) = find_doubts(of_text(CUT_SHORT), below=0.0)
        assert told(doubt) == ["a sentence is left open: “…平稳。通报要求，各县”"]

    def test_a_text_without_a_headline(self) -> None:
        (doubt,) = find_doubts(of_text("今天，县里开了会，定了三件事。\n"), below=0.0)
        assert told(doubt) == ["no headline was found for it"]
        assert doubt.headline is None

    def test_a_text_that_went_on_by_little_comes_with_the_runner_up(self) -> None:
        page = Page(name="p.txt", text="全市水库平稳，未出\n路已修通。\n现险情。")
        joined = Evidence(
            rule="rows/goes-on", spans=((0, 9), (10, 15)), runner_up="现险情。", margin=0.4
        )
        text = Traced.from_page(page.text[:9]) + Traced.from_page(page.text[10:15], 10)
        block = Block(role=Role.PARAGRAPH, text=text, evidence=(joined,))
        article = Article(page="p.txt", body=(block,), title=block, confidence=0.5)
        rest = Block(role=Role.FURNITURE, text=Traced.from_page("现险情。", 16))
        (doubt,) = find_doubts(
            Reconstruction(page=page, articles=(article,), leftovers=(rest,)), below=0.6
        )
        assert told(doubt)[0] == (
            "“…全市水库平稳，未出” goes on with “路已修通。…”, and might with “现险情。”"
        )
        assert doubt.remedies[0].yaml == '- join: ["全市水库平稳，未出", "现险情。"]'

    def test_what_found_no_place_comes_with_what_it_could_be(self) -> None:
        result = of_text(RUN_TOGETHER)
        first, second = result.articles
        assert second.credit is not None
        aside = replace(second.credit, role=Role.UNPLACED)
        page = replace(result, articles=(first, replace(second, credit=None)), leftovers=(aside,))
        (doubt,) = find_doubts(page, below=0.0)
        assert told(doubt) == ["this text has found no place"]
        assert [remedy.yaml for remedy in doubt.remedies] == [
            '- article: "5月20日，县交通运"\n  credit: "（据县交通运输局）"',
            '- drop: "（据县交通运输局）"',
        ]

    def test_a_credit_is_offered_to_the_text_before_it(self) -> None:
        """However many words it shares with another."""
        rain = RAIN.replace("（据市水利局）", "（据市气象局）")
        roads = ROADS.replace("（据县交通运输局）", "（据市水利局）")
        result = of_text(f"{rain}\n{roads}")
        first, second = result.articles
        assert second.credit is not None
        aside = replace(second.credit, role=Role.UNPLACED)
        page = replace(result, articles=(first, replace(second, credit=None)), leftovers=(aside,))
        (doubt,) = find_doubts(page, below=0.0)
        assert doubt.remedies[0].yaml.startswith('- article: "5月20日，县交通运"')

    def test_what_is_taken_for_a_caption_is_told(self) -> None:
        """A story's end is easily taken for one."""
        story = "近日，县交通运输局在老街铺设路面，预计六月底完工。三个村的村民出行更便利，"
        text = f"{story}孩子们上学也不用绕路。图为工人在铺设路面。 王小明 摄\n"
        (doubt,) = find_doubts(of_text(text), below=0.0)
        assert told(doubt) == ["it is taken for a caption that is a report of its own"]

    def test_the_editors_caption_lacks_no_headline(self) -> None:
        said = "corrections:\n- split: 图为施工队\n- caption: 图为施工队"
        sidecar = parse_sidecar(said, "p.yml")
        text = f"{ROADS}\n图为施工队铺设路面。 王小明 摄\n"
        result = reconstruct_page(Page(name="p.txt", text=text, sidecar=sidecar))
        assert result.articles[1].is_caption
        assert find_doubts(result, below=0.0) == ()

    def test_nothing_is_doubtful_on_a_clear_page(self) -> None:
        assert find_doubts(of_text(RUN_TOGETHER), below=0.7) == ()

    @pytest.mark.parametrize("text", ["“引号”", 'a "b" \\ c', "甲: 乙 # 丙", "\x02\x85\ud7ff", "y"])
    def test_quotations_are_read_back_as_they_are(self, text: str) -> None:
        assert yaml.safe_load(_quoted(text)) == " ".join(text.split())


class TestChinese:
    def test_review_and_explain_speak_it_throughout(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """But for names of files and rules, and what is pasted."""
        shutil.copytree(ROOT / "tests" / "pages", tmp_path / "pages")
        for argv in (["review", "--below", "1"], ["explain"]):
            assert run([*argv, "--lang", "zh", str(tmp_path / "pages")]) == (argv[0] == "review")
            output = capsys.readouterr()
            said = [
                re.sub(r"\[[a-z]+/[^\]]+\]|\S+\.(?:txt|yml)|“.*?”|--limit", "", line)
                for line in (output.out + output.err).splitlines()
                if not re.match(r"  [- ] ", line)
            ]
            own = [line.partition("：")[0] if "行：" in line else line for line in said]
            assert [line for line in own if re.search("[a-z]{3}", line)] == []

    def test_who_has_no_page_yet_is_told_how_to_begin(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        config = str(make_project(tmp_path / "p") / "mkdocs.yml")
        assert run(["review", "--lang", "zh", "--config", config]) == 0
        assert "这里还没有版面。请放入" in capsys.readouterr().err

    def test_the_locale_says_so(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert run(["explain", "--brief", str(PAGES[0])]) == 0
        assert "第 1 篇：" in capsys.readouterr().out
        assert run(["explain", "--brief", "--lang", "en", str(PAGES[0])]) == 0
        assert "article 1: " in capsys.readouterr().out

    def test_programs_read_the_same_in_every_language(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        printed = []
        for language in LANGUAGES:
            run(["review", "--below", "1", "--json", "--lang", language, str(PAGES[0])])
            printed.append(capsys.readouterr().out)
        assert printed[0] == printed[1]


class TestExplain:
    def test_each_article_has_a_line_before_all_else(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made = of_text(RUN_TOGETHER)
        lines = [*explained_lines(explain_page(made), "en")]
        first = lines[: lines.index("")]
        assert [line.partition(" (")[0] for line in first] == [
            "article 1: 全市水库安全度汛",
            "article 2: 农村公路改造年底通车",
        ]
        assert first[0].endswith("; lines 1-8)"), "blank lines part nothing"

    def test_reasons_that_are_those_of_the_block_before_are_not_repeated(self) -> None:
        lines = [*explained_lines(explain_page(of_text(RAIN)), "en")]
        assert lines.count("    As before.") == 1

    def test_who_lost_is_told_in_plain_words(self) -> None:
        """A margin in nats says nothing, and one below nought the wrong thing."""
        texts = "\n".join(
            line
            for path in PAGES
            for line in explained_lines(explain_page(reconstructed(path)), "en")
        )
        assert "far behind" in texts
        assert not re.search(r"\(by |\(-?\d+\.\d", texts)

    def test_blocks_come_in_the_order_of_the_page(self) -> None:
        explained = explain_page(of_text(RUN_TOGETHER))
        starts = [e.spans[0][0] for e in explained if e.spans]
        assert starts == sorted(starts)
        assert [e.article for e in explained if e.role == "article"] == [1, 2]

    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
    def test_every_character_and_every_decision_is_explained(self, path: Path) -> None:
        result = reconstructed(path)
        explained = explain_page(result)
        told = [o for e in explained for start, end in e.spans for o in range(start, end)]
        text = result.page.text
        assert sorted(o for o in told if not text[o].isspace()) == [
            o for o, char in enumerate(text) if not char.isspace()
        ]
        assert all(e.evidence for e in explained)
        assert all(evidence.rule in rule_words() for e in explained for evidence in e.evidence)

    def test_lines_are_those_of_the_page(self) -> None:
        text = "全市水库\r\n安全度汛\r\n\r\n市水利局通报，水库平稳。\r\n"
        lines = {e.role: e.printed for e in explain_page(of_text(text))}
        assert lines["paragraph"] == ((4, 4),)


class TestCommands:
    def test_review_goes_from_the_worst_on(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shutil.copytree(ROOT / "tests" / "pages", tmp_path / "pages")
        assert run(["review", str(tmp_path / "pages"), "--below", "1", "--json"]) == 1
        output = capsys.readouterr()
        records = [json.loads(line) for line in output.out.splitlines()]
        sure = [record["confidence"] for record in records]
        assert sure == sorted(sure)
        assert output.err.endswith("17 doubts\n")
        assert set(records[0]) == {
            "page", "headline", "opening", "confidence", "reasons", "runner_up", "remedies",
            "sidecar",
        }  # fmt: skip
        assert run(["review", str(tmp_path / "pages"), "--below", "1", "--limit", "2"]) == 1
        output = capsys.readouterr()
        assert re.findall(r"^\d+\. ", output.out, re.M) == ["1. ", "2. "]
        assert output.err == "2 of 17 doubts; --limit shows more\n"

    def test_review_of_the_project_is_zero_when_nothing_is_doubtful(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project = make_project(tmp_path / "p", a=RUN_TOGETHER)
        config = str(project / "mkdocs.yml")
        assert run(["review", "--config", config]) == 0
        assert capsys.readouterr().err == "nothing is doubtful\n"
        (project / "seeds" / "a.yml").write_text("corrections: [{drop: 无此文字}]", "utf-8")
        assert run(["review", "--config", config]) == 1
        assert "a.yml:1: “无此文字” is not on the page" in capsys.readouterr().err

    @pytest.mark.parametrize("wrong", ["--below=2", "--below=x", "--limit=0"])
    def test_review_refuses_what_is_no_number(
        self, wrong: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["review", wrong]) == 2
        assert "is not a" in capsys.readouterr().err

    def test_explain_finds_a_page_by_path_name_and_part(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project = make_project(tmp_path / "p", a=f"{RAIN}\f{ROADS}")
        config = ["--config", str(project / "mkdocs.yml")]
        outputs = []
        for page in (str(project / "seeds" / "a.txt"), "a.txt", "a"):
            assert run(["explain", "--brief", page, *config]) == 0
            outputs.append(capsys.readouterr().out)
        assert len(set(outputs)) == 1
        assert "全市水库安全度汛" in outputs[0]
        assert "农村公路改造年底通车" in outputs[0]
        assert run(["explain", "a.txt#2", "--json", *config]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {record["page"] for record in records} == {"a.txt#2"}
        assert [record["role"] for record in records] == [
            "article", "headline", "paragraph", "credit",
        ]  # fmt: skip
        assert run(["explain", "a.txt#3", *config]) == 1
        assert "has no such part. It has a.txt, a.txt#2." in capsys.readouterr().err
        assert run(["explain", "b", *config]) == 1
        assert "b: no such file" in capsys.readouterr().err
        assert run(["explain", "a.tx", *config]) == 1
        assert "Did you mean “a.txt”?" in capsys.readouterr().err

    def test_explain_takes_several_pages_and_folders(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project = make_project(tmp_path / "p", a=RAIN, b=ROADS)
        config = ["--config", str(project / "mkdocs.yml")]
        for named in (["a", "b.txt"], [str(project / "seeds")]):
            assert run(["explain", "--brief", *named, *config]) == 0
            lines = capsys.readouterr().out.splitlines()
            assert [line for line in lines if line.endswith(".txt")] == ["a.txt", "b.txt"]
        assert run(["explain", "--brief", "a", "none", *config]) == 1
        told = capsys.readouterr()
        assert "none: no such file" in told.err
        assert not told.out

    def test_explain_tells_rules_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", str(PAGES[0])]) == 0
        output = capsys.readouterr().out
        assert f"    {rule_words()['story/headline'].english} Next best: “" in output

    def test_check_tells_of_corrections_that_fail_or_are_needed_no_more(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project = make_project(tmp_path / "p", a=RAIN, b=ROADS)
        (project / "seeds" / "a.yml").write_text(
            "corrections:\n- headline: 全市水库安全度汛\n- article: 昨日通报\n  region: 全国\n",
            "utf-8",
        )
        (project / "seeds" / "b.yml").write_text("corrections:\n- split: 三个村\n", "utf-8")
        assert run(["check", "--config", str(project / "mkdocs.yml")]) == 1
        told = capsys.readouterr().out
        assert "a.yml:2: the page comes out so by itself. Delete it." in told
        assert "a.yml:4: 100000 is what the page proves by itself. Delete it." in told
        assert "b.yml:2: “三个村” is not on the page." in told

    def test_a_changed_correction_makes_its_page_anew_and_no_other(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project = make_project(tmp_path / "p", a=RAIN, b=ROADS)
        config = str(project / "mkdocs.yml")
        assert run(["convert", "--config", config]) == 0
        cache = project / ".cache" / "pages"
        before = {path.name for path in cache.glob("*.pickle")}
        sidecar = project / "seeds" / "a.yml"
        sidecar.write_text("corrections:\n- kicker: 全市水库\n", "utf-8")
        assert run(["convert", "--config", config]) == 0
        after = {path.name for path in cache.glob("*.pickle")}
        assert len(before & after) == 1
        assert len(after) == 2
        pages = (project / "site_src" / "articles").glob("*.md")
        assert any("kicker: 全市水库" in page.read_text("utf-8") for page in pages)
        capsys.readouterr()

    @pytest.mark.parametrize("command", ["reconstruct", "describe"])
    def test_corrections_hold_for_every_command(
        self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.txt").write_text(RAIN, "utf-8")
        (tmp_path / "a.yml").write_text(
            "corrections:\n- article: 昨日通报\n  headline: 水库安全度汛\n  date: 2024-05-21\n",
            "utf-8",
        )
        assert run([command, str(tmp_path)]) == 0
        record = json.loads(capsys.readouterr().out.splitlines()[0])
        assert record["title"] == "水库安全度汛"
        assert record["facts"]["date"] == {"edtf": "2024-05-21", "basis": "sidecar", "spans": []}


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield language and content of each code block of a document."""
    for match in re.finditer(r"```(\w+)\n(.*?)```", text, re.DOTALL):
        yield match[1], match[2]


def unsure(printed: str) -> str:
    """Return what a command prints without the numbers that say how sure."""
    return HOW_SURE.sub("…", printed)


@pytest.mark.parametrize("document", DOCS)
def test_the_walk_goes_as_it_is_told(
    document: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Apart from how sure: that moves with every training.

    ``--update-goldens`` writes into the document what the commands print now, where it differs.
    """
    path = ROOT / document
    text = path.read_text("utf-8")
    shutil.copytree(ROOT / "tests" / "pages-editing", tmp_path / "tests" / "pages-editing")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    printed: list[str] = []
    codes: list[int] = []
    told: list[str] = []
    for language, content in blocks(text):
        if language == "console":
            codes.append(run(content.split()[3:]))
            output = capsys.readouterr()
            # as on a terminal, where both streams are seen
            printed.append(output.out.rstrip("\n") + "\n" * bool(output.out) + output.err)
        elif language == "text":
            told.append(content)
        elif content.startswith("corrections:"):
            sidecar = Path("tests/pages-editing/2024-05-21-02.yml")
            sidecar.write_text(content, "utf-8")
    printed = [
        old if unsure(old) == unsure(new) else new for old, new in zip(told, printed, strict=True)
    ]
    if request.config.getoption("--update-goldens"):
        fresh = iter(printed)
        text = re.sub(r"```text\n.*?```", lambda _: f"```text\n{next(fresh)}```", text, flags=re.S)
        path.write_text(text, encoding="utf-8", newline="\n")
        told = printed
    assert printed == told
    assert codes == [1, 0, 0, 0, 1], "what was doubtful is not doubtful any more"
    assert ".yml" not in printed[-1], "every correction fits and is needed"


def test_both_walks_correct_alike() -> None:
    def said(document: str) -> list[Sidecar]:
        found = blocks((ROOT / document).read_text("utf-8"))
        return [
            parse_sidecar(content, "a.yml") for language, content in found if language == "yaml"
        ]

    assert said(DOCS[0]) == said(DOCS[1])
    assert len(said(DOCS[0])[0].corrections) > 4
