"""Files are written whole or not at all, only when they change, and only ours are removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.corpus.files.manifest import MANIFEST, TITLE
from generator.corpus.files.many_files import write_files
from generator.corpus.files.output import Output
from generator.corpus.files.whole_files import write_atomically, write_if_changed
from generator.errors import GeneratorError
from generator.publish import Later


def write(folder: Path, files: dict[str, str]) -> Output:
    with Output(folder) as output:
        for name, text in files.items():
            output.write(name, text)
    return output


def listing(folder: Path) -> list[str]:
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(set(files) - {MANIFEST})


def test_writes_into_folders_of_its_own(tmp_path: Path) -> None:
    output = write(tmp_path, {"articles/a.md": "甲\n", "index.md": "首页"})
    assert (tmp_path / "articles" / "a.md").read_bytes() == "甲\n".encode()
    assert output.written == ["articles/a.md", "index.md"]


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "甲", "b/b.md": "乙"})
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in ("a.md", "b/b.md", MANIFEST)}
    output = write(tmp_path, {"a.md": "甲", "b/b.md": "乙"})
    assert (output.written, output.unchanged, output.removed) == ([], 2, [])
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in before}


def test_what_is_no_longer_called_for_goes_and_what_people_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("手写", "utf-8")
    write(tmp_path, {"a/x/1.md": "甲", "b.md": "乙"})
    (tmp_path / "a" / "note.md").write_text("手写", "utf-8")
    output = write(tmp_path, {"b.md": "乙"})
    assert output.removed == ["a/x/1.md"]
    assert listing(tmp_path) == ["a/note.md", "about.md", "b.md"]
    assert not (tmp_path / "a" / "x").exists()


def test_a_file_that_people_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("手写", "utf-8")
    with pytest.raises(GeneratorError, match=r"index\.md: would be overwritten"):
        write(tmp_path, {"index.md": "生成"})
    assert (tmp_path / "index.md").read_text("utf-8") == "手写"


@pytest.mark.parametrize("named", [True, False])
def test_what_a_link_leads_to_is_neither_written_nor_removed(
    tmp_path: Path, *, named: bool
) -> None:
    """A list and a link that came with somebody's project took a file of the home folder away."""
    home, docs = tmp_path / "home", tmp_path / "docs"
    write(home, {"keys/mine": "手写", "a.md": "手写"})
    docs.mkdir()
    (docs / "articles").symlink_to(home, target_is_directory=True)
    listed = "articles/keys/mine\narticles/a.md\n" if named else ""
    (docs / MANIFEST).write_text(f"{TITLE}\n{listed}", "utf-8")
    for name in ("articles/a.md", "articles/new.md", "articles/keys/new.md"):
        with pytest.raises(GeneratorError, match="articles: is a link"):
            write(docs, {name: "生成"})
    many = [(f"articles/keys/{n}.md", Later(str(n), lambda: "生成")) for n in range(300)]
    with pytest.raises(GeneratorError, match="articles: is a link"), Output(docs) as output:
        write_files(output, many, jobs=2)
    write(docs, {"index.md": "生成"})
    assert listing(home) == ["a.md", "keys/mine"]
    assert (home / "a.md").read_text("utf-8") == "手写"


def test_an_interrupted_run_removes_nothing_and_the_next_one_knows_its_files(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"old.md": "旧"})
    with pytest.raises(KeyboardInterrupt), Output(tmp_path) as output:  # noqa: PT012
        output.write("half.md", "新")
        raise KeyboardInterrupt
    assert listing(tmp_path) == ["half.md", "old.md"]
    assert write(tmp_path, {"new.md": "新"}).removed == ["half.md", "old.md"]
    assert listing(tmp_path) == ["new.md"]


def test_half_a_line_of_a_full_disk_swallows_no_name(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "旧"})
    with (tmp_path / MANIFEST).open("ab") as manifest:
        manifest.write("dates/年".encode()[:-1])
    with pytest.raises(KeyboardInterrupt), Output(tmp_path) as output:  # noqa: PT012
        output.write("half.md", "新")
        raise KeyboardInterrupt
    write(tmp_path, {"half.md": "更新"})
    assert listing(tmp_path) == ["half.md"]


def test_a_list_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    """A project of somebody else had names of pages added to a file of the home folder."""
    home, docs = tmp_path / "home.txt", tmp_path / "docs"
    home.write_text("plain\n", "utf-8")
    docs.mkdir()
    (docs / MANIFEST).symlink_to(home)
    with pytest.raises(GeneratorError, match=r"\.generated: is a link"):
        write(docs, {"index.md": "生成"})
    assert home.read_text("utf-8") == "plain\n"
    assert not (docs / "index.md").exists()


def test_a_failed_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("旧", "utf-8")

    def fail(_from: Path, _to: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "新".encode())
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_files_can_be_read_by_others(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "a.md", b"x")
    (tmp_path / "plain").touch()
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    "name", ["../out.md", "/etc/x.md", "a/../../x.md", "", "a\\..\\x.md", "C:x.md", "a\n.md", "./a"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(GeneratorError, match="not a name for a page"):
        write(tmp_path / "in", {name: "x"})
    assert list(tmp_path.rglob("*.md")) == []


def test_a_manifest_that_was_spoiled_cannot_remove_other_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "precious.md").touch()
    (tmp_path / "in" / MANIFEST).write_text("../precious.md\n", "utf-8")
    with pytest.raises(GeneratorError, match="not the name of a file that convert made"):
        write(tmp_path / "in", {"a.md": "x"})
    assert (tmp_path / "precious.md").exists()


def test_two_pages_of_one_name_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="two pages want this name"), Output(tmp_path) as out:  # noqa: PT012
        out.write("a.md", "x")
        out.write("a.md", "y")
