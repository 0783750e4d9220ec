"""Links, pipes and devices are never published nor waited for; spoiled records are told by line."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.addresses.ledger import LEDGER, OLD_ARTICLES
from generator.corpus.seeds import sidecar as sidecar_module
from generator.corpus.seeds.sidecar import parse_sidecar
from generator.errors import SidecarError
from tests import warm_commands
from tests.samples import CONFIG, RAIN, ROADS, make_project, tree

Capture = pytest.CaptureFixture[str]
SECRET = "外人的秘密不该公开，这里写着口令，谁也不该读到。"

posix = pytest.mark.skipif(os.name == "nt", reason="has no such files")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_project(tmp_path / "project", rain=RAIN, roads=ROADS)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "outside" / "secret.yml").write_text("publication: 外人的秘密\n", "utf-8")
    (made / ".git").mkdir()
    (made / ".git" / "config.txt").write_text(SECRET, "utf-8")
    monkeypatch.chdir(made)
    return made


def published(project: Path) -> bytes:
    return b"".join(data for data, _time in tree(project / "site_src").values())


@posix
class TestLinks:
    @pytest.mark.parametrize(
        "target", ["../../outside/secret.txt", "../.git/config.txt", "/etc/hostname"]
    )
    def test_a_page_must_not_lie_elsewhere(
        self, project: Path, capsys: Capture, target: str
    ) -> None:
        (project / "seeds" / "hop").symlink_to(target)
        (project / "seeds" / "a.txt").symlink_to("hop")
        assert run(["convert"]) == 1
        assert "a.txt: is a link to /" in capsys.readouterr().err
        assert "秘密".encode() not in published(project)
        assert (project / "site_src" / "pages" / "rain.md").is_file()
        for command in (["check"], ["export", "--format", "jsonl"], ["reconstruct", "seeds"]):
            assert run(command) == 1
            out, err = capsys.readouterr()
            assert "a.txt: is a link to /" in out + err
            assert "秘密" not in out

    def test_a_sidecar_must_not_either(self, project: Path, capsys: Capture) -> None:
        (project / "seeds" / "rain.yml").symlink_to("../../outside/secret.yml")
        assert run(["convert"]) == 1
        assert "rain.yml: is a link to" in capsys.readouterr().err
        assert "秘密".encode() not in published(project)
        assert run(["check"]) == 1

    @pytest.mark.parametrize("name", [OLD_ARTICLES, LEDGER])
    def test_nor_a_record(self, project: Path, capsys: Capture, name: str) -> None:
        (project / "seeds" / name).symlink_to("../../outside/secret.txt")
        assert run(["convert"]) == 1
        assert f"{name}: is a link to" in capsys.readouterr().err
        assert (project / "seeds" / name).is_symlink()

    @pytest.mark.parametrize(
        ("name", "target"),
        [
            ("about.md", "../../outside/secret.txt"),
            ("pictures", "../../outside"),
            ("topics.yml", "../../outside/secret.yml"),
            ("token.txt", "../.git/config.txt"),
            ("articles", "../../outside"),
            ("gone.md", "nowhere"),
            ("endless", "."),
        ],
    )
    def test_nor_what_is_published_as_it_is(
        self, project: Path, capsys: Capture, name: str, target: str
    ) -> None:
        (project / "site_src" / name).symlink_to(target)
        assert run(["build"]) == 1
        assert f"{name}: is a link" in capsys.readouterr().err
        assert not (project / "site").exists()
        assert sorted(path.name for path in (project.parent / "outside").iterdir()) == [
            "secret.txt", "secret.yml",
        ]  # fmt: skip

    def test_links_from_one_linked_folder_to_the_next_are_told(
        self, project: Path, capsys: Capture
    ) -> None:
        for number in range(30):  # a thousand million ways to the last
            folder = project / "notes" / str(number)
            folder.mkdir(parents=True)
            for name in "ab":
                (folder / name).symlink_to(f"../{number + 1}")
        (project / "notes" / "30").mkdir()
        (project / "site_src" / "notes").symlink_to("../notes/0")
        (project / "site_src" / "more").symlink_to("../notes/29")
        assert run(["convert", "--quiet"]) == 1
        told = capsys.readouterr().err
        assert f"0{os.sep}a: is a link to a folder, in a folder that a link leads to" in told

    def test_links_inside_go_on_working(self, project: Path, tmp_path: Path) -> None:
        (project / "CHANGELOG.md").write_text("# 变化\n", "utf-8")
        (project / "site_src" / "changes.md").symlink_to("../CHANGELOG.md")
        (project / "seeds" / "raw").mkdir()
        (project / "seeds" / "raw" / "x").write_text(ROADS.replace("5月", "6月"), "utf-8")
        (project / "seeds" / "a.txt").symlink_to("raw/x")
        assert run(["convert"]) == 0
        (project / "seeds").rename(tmp_path / "archive")
        (project / "seeds").symlink_to(tmp_path / "archive")
        assert run(["convert"]) == 0
        assert run(["convert", "--seeds", str(project / "seeds")]) == 0

    def test_who_names_a_link_means_it(self, project: Path, capsys: Capture) -> None:
        (project / "a.txt").symlink_to("../outside/secret.txt")
        assert run(["reconstruct", "a.txt"]) == 0
        assert "秘密" in capsys.readouterr().out

    def test_a_link_to_a_folder_of_others_is_not_searched(
        self, project: Path, capsys: Capture
    ) -> None:
        (project / "seeds" / "all").symlink_to("/")
        assert run(["convert"]) == 0
        assert "all: is a link to a folder" in capsys.readouterr().err


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)  # a socket's path must be short
        made.bind(path.name)
        os.chdir(path.parent.parent)


def a_folder(path: Path) -> None:
    path.mkdir()


@posix
@pytest.mark.parametrize(
    ("make", "said"),
    [(a_pipe, "is a named pipe"), (a_socket, "is a socket"), (a_folder, "is a folder")],
)
class TestNoFiles:
    @pytest.mark.parametrize("name", ["x.txt", "rain.yml", "rain.yaml"])
    def test_among_the_seeds(
        self,
        project: Path,
        capsys: Capture,
        make: Callable[[Path], None],
        said: str,
        name: str,
    ) -> None:
        make(project / "seeds" / name)
        for command in (["convert"], ["check"], ["reconstruct", "seeds"]):
            assert run(command) == 1
            out, err = capsys.readouterr()
            assert f"{name}: {said}" in out + err
        assert (project / "site_src" / "pages" / "roads.md").is_file()

    @pytest.mark.parametrize(
        "name", [f"seeds/{OLD_ARTICLES}", f"seeds/{LEDGER}", "site_src/topics.yml"]
    )
    def test_as_a_record(
        self,
        project: Path,
        capsys: Capture,
        make: Callable[[Path], None],
        said: str,
        name: str,
    ) -> None:
        make(project / name)
        assert run(["convert"]) == 1
        assert f"{name}: {said}" in capsys.readouterr().err


@posix
def test_a_pipe_among_the_pages_of_a_site_is_told(project: Path, capsys: Capture) -> None:
    os.mkfifo(project / "site_src" / "about.md")
    assert run(["convert"]) == 1
    assert "about.md: is a named pipe" in capsys.readouterr().err


@posix
def test_a_shell_may_put_a_pipe_in_the_place_of_a_file(project: Path) -> None:
    """As ``<(cat seeds/rain.txt)`` does in bash."""
    end, start = os.pipe()
    with os.fdopen(end, "rb"), os.fdopen(start, "wb") as pipe:
        pipe.write((project / "seeds" / "rain.txt").read_bytes())
        pipe.close()
        command = ("reconstruct", "--jobs", "2", f"/dev/fd/{end}", "seeds/roads.txt")
        done = warm_commands.run(project, *command)
    assert done.returncode == 0, done.stderr
    assert "全市水库安全度汛" in done.stdout
    assert "农村公路改造" in done.stdout


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_that_is_named_is_told(project: Path, capsys: Capture, path: str) -> None:
    assert run(["reconstruct", path]) == 1
    assert f"{path}: " in capsys.readouterr().err


ROWS = "".join(
    f"{'abcdefgh'[:4]}{n:04}".translate(str.maketrans("0189", "zyxw")) + f",p{n}.txt,00\n"
    for n in range(9000)
)


class TestRecords:
    @pytest.mark.parametrize(
        ("rows", "line"),
        [
            (ROWS + 'aaaaaaaa,"2024.txt,00\n' + ROWS.replace("abcd", "abce"), 9002),
            ('aaaaaaaa,"a.txt,00\nbbbbbbbb,b.txt,00\ncccccccc,c.txt,"\n', 2),
            ('aaaaaaaa,"a.txt\nbbbbbbbb,b.txt,00\ncccccccc,c.txt",00\n', 2),
            ("aaaaaaaa,a.txt,00\naaaaaaab,a.txt#" + "9" * 300 + ",00\n", 3),
            ("aaaaaaaa," + "a" * 5000 + ".txt,00\n", 2),
            ("aaaaaaaa,../../etc/passwd,00\n", 2),
            (",,\n", 2),
            (",a.txt,../b.txt\n", 2),
            ("aaaaaaaa,a.txt\n", 2),
            ("aaaaaaaa,a.txt,00,1\n", 2),
            ("aaaaaaaa,a\0.txt,00\n", 2),
            ("aaaaaaaa,a.txt,00\n\udcffbbbbbbb,b.txt,00\n", 3),
            ("aaaaaaaa," + "a" * 200_000 + ",00\n", 2),
        ],
        ids=range(13),
    )
    def test_of_articles(self, project: Path, capsys: Capture, rows: str, line: int) -> None:
        data = f"id,page,text\n{rows}".encode("utf-8", "surrogateescape")
        (project / "seeds" / OLD_ARTICLES).write_bytes(data)
        for command in (["convert"], ["check"], ["export", "--format", "csv"]):
            assert run(command) == 1
            assert f"{OLD_ARTICLES}:{line}: " in capsys.readouterr().err
        assert (project / "seeds" / OLD_ARTICLES).read_bytes() == data
        assert list((project / "site_src").iterdir()) == []

    @pytest.mark.parametrize(
        ("row", "line"),
        [
            ("regions/990000.md,1000000000,某", 3),
            ("regions/990000.md,999999999,某", 3),
            ("regions/990000.md,200,某", 3),
            ("regions/990000.md," + "9" * 5000 + ",某", 3),
            ("regions/990000.md,0,某", 3),
            ("regions/990000.md,-1,某", 3),
            ("regions/990000.md,２,某", 3),
            ("regions/../../x.md,1,x", 3),
            ("regions/../x.md,1,x", 3),
            ("regions//x.md,1,x", 3),
            ("regions/a\\b.md,1,x", 3),
            (f"agencies/{'a' * 300}.md,1,x", 3),
            ("topics/" + "a/" * 500 + "b.md,1,x", 3),
            ("topics/nul.md,1,x", 3),
            ("articles/aaaaaaaa.md,1,x", 3),
            ('regions/990000.md,1,"某\nregions/980000.md,1,某"', 3),
            ('regions/990000.md,1,"某', 3),
            ("regions/990000.md", 3),
            ("regions/990000.md,1,\0", 3),
        ],
        ids=range(19),
    )
    def test_of_lists(self, project: Path, capsys: Capture, row: str, line: int) -> None:
        text = f"list,pages,name\nregions/430000.md,2,湖南省\n{row}\nregions/440000.md,1,广东省\n"
        (project / "seeds" / LEDGER).write_text(text, "utf-8")
        for command in (["convert"], ["check"]):
            assert run(command) == 1
            err = capsys.readouterr().err
            assert f"{LEDGER}:{line}: " in err
            assert len(err) < 1000
        assert list((project / "site_src").iterdir()) == []

    def test_what_excel_and_merges_leave_is_read(self, project: Path) -> None:
        path = project / "seeds" / LEDGER
        path.write_text(
            "\ufefflist,pages,name\r\n\r\nregions/430000.md,2,湖南省\r\n"
            'regions/430000.md,3,"湖南省"\r\n',
            "utf-8", newline="",
        )  # fmt: skip
        assert run(["convert"]) == 0
        assert "list,regions/430000.md,湖南省,3\n" in path.read_text("utf-8")


class TestSettings:
    @pytest.mark.parametrize(
        ("path", "text", "said"),
        [
            ("mkdocs.yml", "extra: " + "[" * 1000, "mkdocs.yml: brackets within brackets"),
            ("mkdocs.yml", CONFIG.replace("测试", '"\\ud800"'), "“site_name” holds half a"),
            ("mkdocs.yml", CONFIG.replace("测试", "[[x, x], [x, x]]"), "“site_name” must be one"),
            ("site_src/topics.yml", "topics: " + "[" * 1000, "topics.yml:1: lists or keys nested"),
            ("site_src/topics.yml", 'topics:\n- {id: a, name: "\\ud800", terms: {3: [甲]}}\n',
             "topics.yml:2: 'name' holds half a character"),
            ("site_src/topics.yml", "topics:\n- {id: nul, name: 甲, terms: {3: [甲]}}\n",
             "topics.yml:2: the id 'nul' stands for a device"),
            ("seeds/rain.yml", "date: XXXX-XX-XX\n", "rain.yml:1: “XXXX-XX-XX” is no date"),
            ("seeds/rain.yml", "url: http://@/\n", "rain.yml:1: “http://@/” is no web address"),
            ("site_src/.generated", "../../x.md\n", ".generated:1: not the name of a file"),
            ("site_src/.generated", "a.md\n/etc/passwd\n", ".generated:2: not the name of a file"),
        ],
    )  # fmt: skip
    def test_odd_values_are_told(
        self, project: Path, capsys: Capture, path: str, text: str, said: str
    ) -> None:
        (project / path).write_text(text, "utf-8")
        assert run(["convert"]) == 1
        assert said in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            (f"docs_dir: {'a' * 300}", "“docs_dir” is no name that a folder can have"),
            (f"docs_dir: {'a/' * 2500}", "“docs_dir” is longer than 4,000 characters"),
            (f"site_name: {'字' * 5000}", "“site_name” is longer than 4,000 characters"),
            ('site_dir: "a\\0b"', "“site_dir” is no name that a folder can have"),
            ('docs_dir: "\\ud800"', "“docs_dir” is no name that a folder can have"),
            ("site_url: 'http://[::'", "“site_url” is no web address"),
            (f"extra: {{topics: {'a' * 5000}}}", "“extra: topics” must name one file"),
            (f"extra: {{cards: {'a' * 5000}}}", "“extra: cards” must be true"),
            (f"extra: {{hours: {'1:' * 200_000}1}}", "holds a number with more than a hundred"),
            (
                "x0: &x0 [a, a]\n"
                + "".join(f"x{n}: &x{n} [*x{n - 1}, *x{n - 1}]\n" for n in range(1, 40)),
                "says the same again and again by its aliases",
            ),
        ],
    )
    def test_what_would_fail_in_the_midst_of_a_build_is_told_before(
        self, project: Path, capsys: Capture, said: str, told: str
    ) -> None:
        key = said.partition(":")[0]
        lines = [line for line in CONFIG.splitlines() if not line.startswith(f"{key}:")]
        (project / "mkdocs.yml").write_text("\n".join([*lines, said]), "utf-8")
        for command in ("convert", "build"):
            assert run([command]) == 1
            err = capsys.readouterr().err
            assert f"mkdocs.yml{':6' if 'extra: ' in told else ''}: {told}" in err
            assert len(err) < 500

    @posix
    def test_settings_that_are_no_file_are_told(self, project: Path, capsys: Capture) -> None:
        (project / "mkdocs.yml").unlink()
        os.mkfifo(project / "mkdocs.yml")
        assert run(["convert"]) == 1
        assert "mkdocs.yml: is a named pipe" in capsys.readouterr().err

    @posix
    def test_inherited_settings_are_files_too(self, project: Path, capsys: Capture) -> None:
        os.mkfifo(project / "pipe.yml")
        (project / "deep.yml").write_text("a: " + "[" * 100_000, "utf-8")
        (project / "base.yml").write_text("INHERIT: pipe.yml\n", "utf-8")
        for base, told in (
            ("base.yml", "pipe.yml: is a named pipe"),
            ("/dev/zero", "/dev/zero: is a device"),
            ("deep.yml", "too deep to read"),
            ("none.yml", "'none.yml' does not exist"),
            ("mkdocs.yml", "mkdocs.yml: "),
        ):
            (project / "mkdocs.yml").write_text(f"{CONFIG}INHERIT: {base}\n", "utf-8")
            assert run(["convert"]) == 1
            assert told in capsys.readouterr().err

    def test_addresses_folders_and_aliases_that_people_write_are_followed(
        self, project: Path
    ) -> None:
        (project / "mkdocs.yml").write_text(
            CONFIG.replace("site_src", f'"./{"字" * 85}"') + "site_url: 'http://[::1]:8000/'\n"
            "extra: {at: '12:30:59', social: &social [a, b], more: *social, again: *social}\n",
            "utf-8",
        )
        (project / "site_src").rename(project / ("字" * 85))
        assert run(["convert"]) == 0

    def test_a_correction_said_a_thousand_times_counts_once(self, project: Path) -> None:
        text = (
            "corrections:\n- &a {article: 全市水库安全度汛, date: 2024-05-01}\n" + "- *a\n" * 3000
        )
        (project / "seeds" / "rain.yml").write_text(text, "utf-8")
        assert run(["convert"]) == 0


def test_text_that_can_be_no_page_is_told_and_the_others_are_made(
    project: Path, capsys: Capture
) -> None:
    many = f"{ROADS}\f{'好。' * 250_001}\f{ROADS.replace('公路', '水渠')}"
    (project / "seeds" / "many.txt").write_text(many, "utf-8")
    assert run(["convert", "--quiet"]) == 1
    told = capsys.readouterr().err
    assert "many.txt: page 2 holds 500,002 characters, as no page of a newspaper does" in told
    assert "水渠".encode() in published(project)


@pytest.mark.parametrize(
    "text",
    [
        f"corrections:\n- drop: &a [{'字,' * 3_000}]\n" + "- drop: *a\n" * 3_000,
        "corrections:\n- &a\n" + "".join(f"  k{n}: 1\n" for n in range(2_000)) + "- *a\n" * 2_000,
    ],
    ids=["words", "keys"],
)
def test_a_sidecar_that_repeats_itself_by_aliases_is_told(text: str) -> None:
    with pytest.raises(SidecarError, match="without end"):
        parse_sidecar(text, "a.yml")


@pytest.mark.parametrize("text", ["corrections: [" + "[]," * 2_000 + "[]]", "- \n" * 3_000])
def test_a_sidecar_of_brackets_or_bullets_is_told(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sidecar_module, "_MOST_VALUES", 2_000)
    with pytest.raises(SidecarError, match=r"^a.yml: holds more than 2,000 values, as no sidecar"):
        parse_sidecar(text, "a.yml")


def test_of_many_mistakes_in_a_sidecar_some_are_told() -> None:
    with pytest.raises(SidecarError) as told:
        parse_sidecar("".join(f"k{n}: 1\n" for n in range(3_000)), "a.yml")
    assert 100 <= len(str(told.value).splitlines()) <= 110


def test_a_sidecar_of_endless_corrections_is_told(project: Path, capsys: Capture) -> None:
    sidecar = project / "seeds" / "rain.yml"
    lines = "".join(f"- drop: 第{number}句\n" for number in range(1_001))
    sidecar.write_text(f"corrections:\n{lines}", "utf-8")
    assert run(["convert", "--quiet"]) == 1
    assert "rain.yml:1002: more than 1,000 corrections of a page" in capsys.readouterr().err
    with sidecar.open("ab") as file:
        file.truncate((4 << 20) + 1)
    assert run(["convert", "--quiet"]) == 1
    assert "rain.yml: larger than 4 MB" in capsys.readouterr().err


def test_a_file_that_would_fill_memory_is_told(project: Path, capsys: Capture) -> None:
    with (project / "seeds" / "huge.txt").open("wb") as file:
        file.truncate((256 << 20) + 1)
    assert run(["convert", "--quiet"]) == 1
    assert "huge.txt: larger than 256 MB" in capsys.readouterr().err
