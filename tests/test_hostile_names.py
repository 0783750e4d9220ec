"""Whatever pages are called, their addresses stand on every file system, and no two are one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.cli import run
from generator.model import Page
from generator.publish.paths import printed_path
from tests.samples import RAIN, make_project

NAMES = [
    *("nul.txt", "NUL.txt", "con.txt", "CON.txt", "Aux.txt", "prn.txt", "com1.txt", "LPT9.txt"),
    *("nul.md", "con.tar.txt", "a.TXT", "A.txt", "Ä.txt", "ä.txt", "ﬁ.txt", "fi.txt"),
    *("é.txt", "e\u0301.txt", "版.txt", "版 .txt", " 版.txt", "版..txt", "a b.txt", "a%20b.txt"),
    *("a#b.txt", "a?b.txt", "a&b.txt", "a'b.txt", 'a"b.txt', "a<b>.txt", "a|b.txt", "a*b.txt"),
    *("-rf.txt", "--help.txt", "$(id).txt", "`id`.txt", "{{x}}.txt", "a;b.txt", "a\\b.txt"),
    *("a:b.txt", "..a.txt", "a..txt", "index.txt", "404.txt", "search.txt", "a\u202eb.txt"),
    *("a\u200bb.txt", "版" * 83 + ".txt", "a" * 251 + ".txt", "0.txt", "00.txt", "1.txt#2"),
    *("a\nb.txt", "a\tb.txt", "İ.txt", "i\u0307.txt", "ß.txt", "SS.txt", "ss.txt"),
]
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def test_addresses_are_plain_and_unlike() -> None:
    found = {name: printed_path(name) for name in NAMES}
    assert len({path.lower() for path in found.values()}) == len(NAMES)
    for path in found.values():
        assert re.fullmatch(r"pages/(?:[0-9a-z_-]+/)?[0-9a-z_-]+\.md", path), path
        for segment in path.removesuffix(".md").split("/"):
            assert not _DEVICE.fullmatch(segment)
            assert len(segment) < 100


def test_twins_by_capitals_and_by_form_are_two_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project")
    names = ("a.txt", "A.txt", "é.txt", "e\u0301.txt", "nul.txt", "Nul.txt")
    for number, name in enumerate(names):
        text = RAIN.replace("全市", f"第{number}市").replace("巡查", f"巡查{number}")
        (project / "seeds" / name).write_text(text, "utf-8")
    there = len(list((project / "seeds").iterdir()))  # some file systems take two for one
    monkeypatch.chdir(project)
    assert run(["convert", "--quiet"]) == 0
    made = [path.name.lower() for path in (project / "site_src" / "pages").glob("*.md")]
    assert len(set(made)) == len(made) == there + 1  # and the index


def test_who_takes_the_name_that_another_has_in_addresses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such a seed, or such a row of the record, stopped the whole build."""
    project = make_project(tmp_path / "project")
    seeds, taken = project / "seeds", Path(printed_path("B.txt")).stem
    (seeds / "B.txt").write_text(RAIN, "utf-8")
    (seeds / f"{taken}.txt").write_text(RAIN.replace("全市", "全县"), "utf-8")
    monkeypatch.chdir(project)
    assert run(["convert", "--quiet"]) == 1
    assert f"{taken}.txt: would have the address of B.txt. Rename it." in capsys.readouterr().err
    assert (project / "site_src" / printed_path("B.txt")).is_file()
    (seeds / f"{taken}.txt").unlink()
    with (seeds / "addresses.csv").open("a", encoding="utf-8") as record:
        record.write(f"page,{taken}.txt,,\n")
    assert run(["convert", "--quiet"]) == 0


ESCAPES = "a\x1b]0;b\x07\x9b2J.txt"


@pytest.mark.skipif(os.name == "nt", reason="has no such names")
@pytest.mark.parametrize(
    "command",
    ["convert --verbose", "build --verbose", "check --verbose", "reconstruct --verbose seeds",
     "export --verbose", "review", f"--{ESCAPES}", f"explain {ESCAPES}", f"convert {ESCAPES}"],
)  # fmt: skip
def test_no_name_steers_a_terminal(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(page: Page) -> None:
        raise RuntimeError(page.name)

    project = make_project(tmp_path / "project", rain=RAIN)
    (project / "seeds" / ESCAPES).write_text(RAIN.replace("水库", "堤坝"), "utf-8")
    (project / "seeds" / f"{ESCAPES}.html").mkdir()
    monkeypatch.chdir(project)
    for _with_a_trace in range(2):
        run(command.split())
        out, err = capsys.readouterr()
        assert not set(out + err) & {"\x1b", "\x07"}
        assert "\x9b" not in err  # JSON has it as it is
        monkeypatch.setattr("generator.corpus.pages.pipeline.describe_page", fail)
        (project / "seeds" / ESCAPES).write_text(RAIN.replace("水库", "渠道"), "utf-8")
