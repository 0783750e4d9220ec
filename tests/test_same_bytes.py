"""What a build makes can be held against another: the list of SHA-256 beside each site."""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import run
from generator.corpus.cache.circumstances import name_no_system
from generator.corpus.files.digests import digest_of, is_same
from generator.corpus.files.owned_files import MARK, read_mark, write_mark
from tests import warm_commands
from tests.conftest import PAGES, ROOT
from tests.samples import RAIN, ROADS, make_project

Capture = pytest.CaptureFixture[str]


def watch() -> None:
    """Have each attempt to reach a network told."""

    def tell(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
            print("NETWORK", event, arguments[1:], file=sys.stderr)

    sys.addaudithook(tell)


WATCHED = f"""
import runpy, sys
{inspect.getsource(watch)}
watch()
runpy.run_module("generator", run_name="__main__")
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_project(tmp_path / "project", rain=RAIN)
    monkeypatch.chdir(made)
    return made


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_the_list_is_one_of_sha256_sums(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1\r\n2\n")
    (tmp_path / "b c").write_bytes(b"x" * (1 << 20) + b"\r\n")
    write_mark(tmp_path)
    command = ["sha256sum", "--strict", "--check", MARK]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "a: OK\nb c: OK\n"), done.stderr


def test_a_packed_sitemap_names_no_system(tmp_path: Path) -> None:
    packed = tmp_path / "sitemap.xml.gz"
    found = set()
    for system in (b"\x00", b"\x03", b"\xff"):
        packed.write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02" + system + b"packed")
        name_no_system(tmp_path)
        found.add(packed.read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("data", [b"1\r\n2\n", b"1\n2\r\n", b"\r" * 9, b"\r\n" * 600_000 + b"\r"])
def test_line_ends_that_git_wrote_anew_are_the_same_either_way(tmp_path: Path, data: bytes) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(data)
    for changed in (data.replace(b"\r\n", b"\n"), data.replace(b"\n", b"\r\n")):
        if b"\r\r\n" not in changed:
            other.write_bytes(changed)
            assert is_same(digest_of(one), digest_of(other))
    other.write_bytes(data + b"x")
    assert not is_same(digest_of(one), digest_of(other))
    assert digest_of(one).split()[0] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("at", [0, 7_999])
def test_what_git_takes_for_no_text_has_no_other_line_ends(tmp_path: Path, at: int) -> None:
    path = tmp_path / "packed"
    path.write_bytes(b"1" * at + b"\0\r\n")
    assert digest_of(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_site_is_held_against_a_list(project: Path, capsys: Capture) -> None:
    assert run(["check", "--against", "nowhere"]) == 1
    assert "nowhere: no such file" in capsys.readouterr().err
    site = project / "site"
    site.mkdir()
    for name in ("index.html", "a/index.html", "b.txt"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(name, "utf-8")
    assert run(["check", "--against", "mkdocs.yml"]) == 1
    assert "mkdocs.yml: is no list of a built site" in capsys.readouterr().err
    write_mark(site)
    shutil.copy(site / MARK, project / "list")
    (site / "CNAME").write_text("example.org", "utf-8")
    for against in ("list", "site", f"site/{MARK}"):
        assert run(["check", "--against", against]) == 0
        assert "byte for byte" in capsys.readouterr().err
    (site / "index.html").write_text("other", "utf-8")
    (site / "b.txt").unlink()
    with (site / MARK).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  more.html\n")
    assert run(["check", "--against", "list"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2][:12] for line in said] == [
        "missing.",
        "has other co",
        "is not on th",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX")
def test_seeds_jobs_order_hash_seeds_and_a_bare_machine_change_no_byte(
    tmp_path: Path, long: bool
) -> None:
    """Seeds were written in another order and at another time, and more processes read them.

    The first has no home and no locale, and no network either, where root can take it away; Python
    tells of each attempt all the same.
    """
    texts = {
        f"{name}{n}": text.replace("全市", f"全市{n}").replace("农村", f"农村{n}")
        for n in "12"
        for name, text in (("a", RAIN), ("b", ROADS))
    }
    # some of five pages as one file: long enough for scores to come close
    pages = [page.read_text("utf-8") for page in sorted(PAGES.glob("*.txt"))]
    texts |= {"pages": "\n\n".join(pages[: 3 if long else 2]), "page": pages[3]}
    taken_away = os.geteuid() == 0 and shutil.which("unshare") is not None
    marks = []
    for number in range(4 if long else 2):
        made = make_project(tmp_path / str(number))
        for name in sorted(texts, reverse=number % 2 == 1):
            path = made / "seeds" / f"{name}.txt"
            path.write_text(texts[name], "utf-8")
            os.utime(path, (number * 10**8, number * 10**8))
        environment = {**os.environ, "PYTHONHASHSEED": str(number + 1), "PYTHONPATH": str(ROOT)}
        around: tuple[str, ...] = ()
        if number == 0:
            kept = ("PATH", "PYTHONPATH", "PYTHONHASHSEED", "PYTHONPYCACHEPREFIX")
            environment = {name: environment[name] for name in kept if name in environment}
            environment |= {"HOME": "/nonexistent", "LC_ALL": "POSIX", "TZ": "Asia/Tokyo"}
            around = ("unshare", "-n") if taken_away else ()
        options = ("build", "--quiet", "--jobs", str(1 + number % 2))
        if number == 1:  # Python has drawn another seed for this process than the first was given
            done = warm_commands.run(made, *options, before=watch)
        else:
            done = subprocess.run(
                [*around, sys.executable, "-c", WATCHED, *options],
                cwd=made, env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        marks.append(read_mark(made / "site"))
    assert marks[0]
    assert all(mark == marks[0] for mark in marks)
