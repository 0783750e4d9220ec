"""Topics of the user's own: where they are read from, what they change, what a slip brings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from generator import mkdocs_hook
from generator.cli import run
from generator.corpus.convert import convert
from generator.corpus.pages import pipeline
from generator.corpus.pages.own_topics import read_taxonomy
from generator.corpus.project_check import check
from generator.corpus.settings import read_settings
from generator.describe import SHIPPED, ministry_taxonomy, parse_taxonomy
from generator.errors import GeneratorError, SidecarError
from generator.model import Page, Reconstruction
from generator.reconstruct import reconstruct_both
from tests.samples import RAIN, ROADS, make_project

ROOT = Path(__file__).resolve().parent.parent
WEATHER = "topics:\n- {id: weather, name: 天气, terms: {3: [水库, 降雨]}}\n"
TRAFFIC = "topics:\n- {id: weather, name: 气象, terms: {3: [水库, 降雨]}}\n"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    monkeypatch.chdir(folder)
    return folder


def write_topics(project: Path, text: str | bytes, name: str = "site_src/topics.yml") -> Path:
    path = project / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def name_topics(project: Path, value: str) -> None:
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"extra:\n  topics: {value}\n")


def topics_of(capsys: Capture) -> set[str]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {topic["name"] for line in lines for topic in line["facts"]["topics"]}


class TestWhereTheyAreRead:
    def test_without_a_file_those_that_ship_hold(self, project: Path) -> None:
        assert read_taxonomy(read_settings(project / "mkdocs.yml")) is None

    def test_among_the_written_pages(self, project: Path) -> None:
        write_topics(project, WEATHER)
        taxonomy = read_taxonomy(read_settings(project / "mkdocs.yml"))
        assert taxonomy is not None
        assert [subject.id for subject in taxonomy.subjects] == ["weather"]

    def test_where_the_settings_say(self, project: Path) -> None:
        write_topics(project, "topics: []\n")
        path = write_topics(project, WEATHER, "mine.yaml")
        name_topics(project, "mine.yaml")
        assert read_settings(project / "mkdocs.yml").topics == path

    @pytest.mark.parametrize(
        ("value", "told"),
        [
            ("none.yml", "names none.yml, and there is no such file"),
            ("seeds", "names seeds, and there is no such file"),
            ("[a.yml]", "must name one file"),
            ("7", "must name one file"),
            ('""', "must name one file"),
        ],
    )
    def test_a_name_that_leads_nowhere_is_told_with_its_line(
        self, project: Path, capsys: Capture, value: str, told: str
    ) -> None:
        name_topics(project, value)
        line = len((project / "mkdocs.yml").read_text("utf-8").splitlines())
        for command in (["convert"], ["build"], ["check"], ["describe", "seeds"], ["review"]):
            assert run(command) == 1
            out, err = capsys.readouterr()
            assert out == ""
            assert f"mkdocs.yml:{line}: “extra: topics” {told}" in err
            assert len(err.splitlines()) == 1

    def test_a_tag_of_the_settings_is_no_obstacle(self, project: Path) -> None:
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("site_url: !ENV [SITE_URL, '']\nextra:\n  a: 1\n  topics: none.yml\n")
        lines = len((project / "mkdocs.yml").read_text("utf-8").splitlines())
        with pytest.raises(GeneratorError, match=rf"mkdocs\.yml:{lines}: "):
            read_settings(project / "mkdocs.yml")

    def test_which_table_holds_is_said_in_the_settings(self, project: Path) -> None:
        config = project / "mkdocs.yml"
        before = config.read_text("utf-8")
        for name in SHIPPED:
            config.write_text(f"{before}extra:\n  taxonomy: {name}\n", "utf-8")
            taxonomy = read_taxonomy(read_settings(config))
            assert taxonomy is not None
            assert bool(taxonomy.subject("elderly-care")) == (name != "general")
            assert bool(taxonomy.subject("sport")) == (name != "ministry")

    def test_a_file_of_one_s_own_with_the_general_table(self, project: Path) -> None:
        write_topics(project, WEATHER)
        own = read_taxonomy(read_settings(project / "mkdocs.yml"))
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("extra:\n  taxonomy: both\n")
        both = read_taxonomy(read_settings(project / "mkdocs.yml"))
        assert own is not None
        assert both is not None
        assert [taxonomy.subject("sport") is not None for taxonomy in (own, both)] == [False, True]
        assert both.subject("weather") == own.subject("weather")
        assert both.digest != own.digest

    @pytest.mark.parametrize("value", ["all", "[both]", "7", '""'])
    def test_a_table_that_nobody_ships_is_told_with_its_line(
        self, project: Path, value: str
    ) -> None:
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"extra:\n  taxonomy: {value}\n")
        with pytest.raises(GeneratorError, match=r"mkdocs\.yml:\d+: “extra: taxonomy” must be"):
            read_settings(project / "mkdocs.yml")

    def test_the_template_says_how(self) -> None:
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        assert "# topics: topics.yml" in text
        assert "# taxonomy: both" in text
        assert "  /topics.yml\n" in text
        assert (ROOT / "generator/describe/data/topics.yml").is_file()

    def test_the_example_of_the_documentation_is_valid(self) -> None:
        text = (ROOT / "docs/facts.md").read_text("utf-8")
        (block,) = re.findall(r"```yaml\n(topics:.*?)```", text, re.DOTALL)
        taxonomy = parse_taxonomy(block, "facts.md")
        assert [subject.name for subject in taxonomy.subjects] == ["水利"]
        assert taxonomy.findings == ()

    def test_what_ships_is_a_good_beginning(self, project: Path) -> None:
        """Read as a user's own, the file that ships gives what it gives as ours, unwarned."""
        write_topics(project, (ROOT / "generator/describe/data/topics.yml").read_bytes())
        own = read_taxonomy(read_settings(project / "mkdocs.yml"))
        assert own is not None
        assert own.findings == ()
        assert own.subjects == ministry_taxonomy().subjects
        assert own.digest == ministry_taxonomy().digest


class TestWhatTheyChange:
    def test_every_command_that_gives_facts(self, project: Path, capsys: Capture) -> None:
        for command in (
            ["describe", "seeds"],
            ["describe", "seeds", "--config", str(project / "mkdocs.yml")],
            ["describe", "seeds", "--jobs", "2"],
        ):
            assert run(command) == 0
            assert "天气" not in topics_of(capsys)
        write_topics(project, WEATHER)
        for command in (
            ["describe", "seeds"],
            ["describe", "seeds", "--config", str(project / "mkdocs.yml")],
            ["describe", "seeds", "--jobs", "2"],
        ):
            assert run(command) == 0
            assert "天气" in topics_of(capsys)
        assert run(["reconstruct", "seeds"]) == 0
        assert "天气" in capsys.readouterr().out

    def test_a_plain_text(
        self, project: Path, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "text.txt").write_text("六月降雨偏多\n\n近日降雨，降水量大增。", "utf-8")
        write_topics(project, WEATHER)
        command = ["describe", "--text", str(tmp_path / "text.txt")]
        assert run(command) == 0
        assert json.loads(capsys.readouterr().out)["topics"][0]["id"] == "weather"
        monkeypatch.chdir(tmp_path)
        assert run(command) == 0
        assert json.loads(capsys.readouterr().out)["topics"][0]["id"] != "weather"

    def test_a_project_that_is_named_must_be_there(self, project: Path, capsys: Capture) -> None:
        assert run(["describe", "seeds", "--config", "none.yml"]) == 1
        assert "none.yml" in capsys.readouterr().err

    def test_the_next_build_follows_although_pages_are_cached(self, project: Path) -> None:
        settings = read_settings(project / "mkdocs.yml")
        convert(settings)
        assert not (project / "site_src/topics/weather.md").exists()
        for text, name in ((WEATHER, "天气"), (TRAFFIC, "气象")):
            write_topics(project, text)
            convert(read_settings(project / "mkdocs.yml"))
            assert f"# {name}" in (project / "site_src/topics/weather.md").read_text("utf-8")
        (project / "site_src/topics.yml").unlink()
        convert(read_settings(project / "mkdocs.yml"))
        left = (project / "site_src/topics/weather.md").read_text("utf-8")
        assert "gone: true" in left.splitlines()

    def test_unchanged_they_make_no_page_anew(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_topics(project, WEATHER)
        settings = read_settings(project / "mkdocs.yml")
        convert(settings)
        made = []

        def count(page: Page) -> tuple[Reconstruction, Reconstruction | None]:
            made.append(page.name)
            return reconstruct_both(page)

        monkeypatch.setattr(pipeline, "reconstruct_both", count)
        assert convert(settings).written == ()
        assert made == []
        write_topics(project, TRAFFIC)
        convert(settings)
        assert made == ["rain.txt", "roads.txt"]

    def test_two_processes_use_them_too(self, project: Path) -> None:
        write_topics(project, WEATHER)
        convert(read_settings(project / "mkdocs.yml"), jobs=2)
        assert (project / "site_src/topics/weather.md").exists()

    def test_check_sees_that_the_pages_are_of_other_topics(self, project: Path) -> None:
        convert(read_settings(project / "mkdocs.yml"))
        assert list(check(read_settings(project / "mkdocs.yml"))) == []
        write_topics(project, WEATHER)
        findings = list(check(read_settings(project / "mkdocs.yml"), verbose=True))
        assert any("not what the seeds give now" in line for line in findings)

    def test_mkdocs_own_build_and_preview(self, project: Path) -> None:
        path = write_topics(project, WEATHER, "mine.yml")
        name_topics(project, "mine.yml")
        config = load_config(str(project / "mkdocs.yml"))
        mkdocs_hook.on_pre_build(config=config)
        assert (project / "site_src/topics/weather.md").exists()
        watched: list[str] = []

        class Server:
            watch = watched.append

        mkdocs_hook.on_serve(Server(), config=config, builder=None)  # type: ignore[arg-type]
        assert str(path) in watched
        write_topics(project, "topics: [", "mine.yml")
        with pytest.raises(PluginError, match=r"mine\.yml:\d+: not valid YAML"):
            mkdocs_hook.on_pre_build(config=config)


SLIPS = [
    ("topics: [\n", 2, "not valid YAML"),
    ("topics:\n  - id: a\n   name: 甲\n", 3, "not valid YAML"),
    ("topics:\n\t- id: a\n", 2, "not valid YAML"),
    ("topics: []\n---\ntopics: []\n", 2, "not valid YAML"),
    ("topics: *a\n", 1, "not valid YAML"),
    ("topics: []\x07\n", 1, "a character that YAML forbids"),
    (b"topics: []\n# \xb5\xd8\n", 2, "not valid UTF-8"),
    ("", 1, "keys and values were expected"),
    ("甲\n", 1, "keys and values were expected"),
    ("topic: []\n", 1, "unknown key 'topic'"),
    ("topics: []\n[a]: b\n", 2, "a key must be a text"),
    ("topics: []\ntopics: []\n", 2, "the key 'topics' stands twice"),
    ("other: {id: rest, name: 余}\n", 1, "a list of topics was expected"),
    ("topics: 甲\n", 1, "a list of topics was expected"),
    ("topics:\n- 甲\n", 2, "keys and values were expected"),
    ("topics:\n- {id: a}\n", 2, "a topic needs 'name'"),
    ("topics:\n- {id: a, name: ''}\n", 2, "a topic needs 'name'"),
    ("topics:\n- {id: a, name: [甲]}\n", 2, "'name' must be a text"),
    ("topics:\n- id: a\n  name: 甲\n  term: {3: [养老]}\n", 4, "unknown key 'term'"),
    ("topics:\n- {id: a, name: 甲}\n- {id: a, name: 乙}\n", 3, "the id 'a' stands twice"),
    ("topics:\n- {id: other, name: 甲}\n", 2, "the id 'other' stands twice"),
    ("topics:\n- {id: index, name: 甲}\n", 2, "the name of a page of its own"),
    ("topics:\n- {id: index-2, name: 甲}\n", 2, "the name of a page of its own"),
    ("topics:\n- {id: unknown, name: 甲}\n", 2, "the name of a page of its own"),
    ("topics:\n- {id: a, name: " + "甲" * 4_001 + "}\n", 2, "the name has 4,001 characters"),
    ("topics:\n- {id: 甲, name: 甲}\n", 2, "may hold only a-z"),
    ("topics:\n- {id: " + "a" * 61 + ", name: 甲}\n", 2, "may hold only a-z"),
    ("topics:\n- {id: a, name: 甲, terms: [养老]}\n", 2, "lists of words under their weights"),
    ("topics:\n- {id: a, name: 甲, terms: {3: 养老}}\n", 2, "a list of words was expected"),
    ("topics:\n- {id: a, name: 甲, terms: {[3]: [养老]}}\n", 2, "a weight must be a text"),
    ("topics:\n- {id: a, name: 甲, terms: {heavy: [养老]}}\n", 2, "is not a number"),
    ("topics:\n- {id: a, name: 甲, terms: {0: [养老]}}\n", 2, "must be more than 0"),
    ("topics:\n- {id: a, name: 甲, terms: {1e9: [养老]}}\n", 2, "at most 100"),
    ("topics:\n- {id: a, name: 甲, terms: {nan: [养老]}}\n", 2, "must be more than 0"),
    ("topics:\n- id: a\n  name: 甲\n  terms:\n    3: [养老]\n    3: [敬老]\n", 6, "3 stands twice"),
    (
        "topics:\n- id: a\n  name: 甲\n  terms:\n    3: [养老]\n    1: [养老]\n",
        6,
        "stands twice in",
    ),
    ("topics:\n- {id: a, name: 甲, terms: {3: [老]}}\n", 2, "two characters or more"),
    ("topics:\n- {id: a, name: 甲, terms: {3: [[养老]]}}\n", 2, "a term must be a text"),
    (
        "topics:\n- {id: a, name: 甲, terms: {3: [养老]}}\npassed-over: [养老]\n",
        3,
        "passed over and",
    ),
    ("topics: []\npassed-over: 养老\n", 2, "a list of words was expected"),
    ("topics: []\nother: 其他\n", 2, "keys and values were expected"),
    ("topics: []\nother: {id: a, name: 余, terms: {3: [养老]}}\n", 2, "unknown key 'terms'"),
    ("topics: " + "[" * 1000, 1, "nested too deeply"),
]


class TestSlips:
    @pytest.mark.parametrize(("text", "line", "told"), SLIPS)
    def test_one_line_names_the_file_and_the_line(
        self, project: Path, capsys: Capture, text: str | bytes, line: int, told: str
    ) -> None:
        path = write_topics(project, text)
        for command in (["convert"], ["describe", "seeds"]):
            assert run(command) == 1
            out, err = capsys.readouterr()
            assert out == ""
            assert f"{path.relative_to(project)}:{line}: " in err
            assert told in err
            assert len(err.splitlines()) == 1
        assert not (project / "site_src/topics").exists()

    def test_a_folder_in_its_place(self, project: Path, capsys: Capture) -> None:
        (project / "site_src/topics.yml").mkdir()
        assert run(["convert"]) == 1
        assert "topics.yml: is a folder" in capsys.readouterr().err

    def test_a_byte_order_mark_is_no_slip(self, project: Path) -> None:
        write_topics(project, "\ufeff" + WEATHER)
        assert read_taxonomy(read_settings(project / "mkdocs.yml")) is not None

    def test_what_is_allowed_and_likely_not_meant_is_a_warning(
        self, project: Path, capsys: Capture
    ) -> None:
        write_topics(
            project,
            WEATHER + "- {id: rain, name: 雨, terms: {3: [降雨]}}\n"
            "- {id: sun, name: 晴, terms: {2: [晴天]}}\n",
        )
        for command, stream, code in ((["convert"], 1, 0), (["describe", "seeds"], 1, 0)):
            assert run(command) == code
            told = capsys.readouterr()[stream]
            assert "topics.yml:3: “降雨” has the same weight, 3, in two topics" in told
            assert "topics.yml:4: the topic 'sun' has no word of weight 3 or more" in told
            assert "warning: " in told
        assert run(["check"]) == 1
        assert "“降雨” has the same weight" in capsys.readouterr().out

    def test_different_weights_in_two_topics_are_no_warning(self, project: Path) -> None:
        write_topics(project, WEATHER + "- {id: rain, name: 雨, terms: {3: [大雨], 1: [降雨]}}\n")
        taxonomy = read_taxonomy(read_settings(project / "mkdocs.yml"))
        assert taxonomy is not None
        assert taxonomy.findings == ()

    def test_a_file_that_cannot_be_read(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_topics(project, WEATHER)
        settings = read_settings(project / "mkdocs.yml")
        (project / "site_src/topics.yml").unlink()
        with pytest.raises(SidecarError, match=r"topics\.yml: cannot be read"):
            read_taxonomy(settings)


@pytest.mark.parametrize(
    "code",
    [
        "import generator",
        "from generator.cli import run; run(['--help'])",
        "from generator.cli import run; run(['describe', '--help'])",
    ],
)
def test_help_loads_neither_stages_nor_libraries(code: str) -> None:
    heavy = ("jieba", "mkdocs", "yaml", "markdown", "jinja2", "multiprocessing", "concurrent")
    ours = tuple(f"generator.{room}" for room in ("reconstruct", "describe", "publish", "corpus"))
    assert not loaded_by(code) & {*heavy, *ours}


def loaded_by(code: str) -> set[str]:
    """Return the modules that a new Python has loaded after running ``code``."""
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n#', *sys.modules)"]
    done = subprocess.run(
        command, cwd=ROOT / "tests", capture_output=True, check=True, encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return set(done.stdout.splitlines()[-1].split())
