#!/usr/bin/env python3
"""What can be done with this checkout: `python3 noxfile.py -s SESSION`, or `nox -s SESSION`.

Python 3.11 or newer is all it needs. Where nox is not installed, the pinned one is put into a
private environment (.bootstrap/) and takes over; nothing outside this folder is changed.
`python3 noxfile.py --list` shows the sessions. What stands after `--` is handed on, as in
`python3 noxfile.py -s tests -- -k permalinks`.
"""

# Only the standard library may be imported up here, and the syntax must suit an old Python (3.6
# is what some servers call python3): it has to be told that it is too old.

import importlib.util
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
BOOTSTRAP = ROOT / ".bootstrap"
CONSTRAINTS = ROOT / "constraints.txt"
HASHES = ROOT / "hashes.txt"
"""The same versions, each with the SHA-256 of its files: what is installed must have one of them.
Older pips (23) take no such constraints, and none takes a folder beside them."""
OLDEST_PYTHON = (3, 11)
TYPESCRIPT = "5.9.3"
"""Checks the scripts of the search; nothing of it is published."""
SCANS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Run nox on this file, after installing it where it is missing."""
    if sys.version_info < OLDEST_PYTHON:
        stop(
            "Python {}.{} is needed, and this is {}.{}. Install a newer one, or name it: "
            "python3.12 noxfile.py …".format(*OLDEST_PYTHON, *sys.version_info[:2])
        )
    end_with_children()
    arguments = ["-f", str(ROOT / "noxfile.py"), *sys.argv[1:]]
    python = sys.executable
    if importlib.util.find_spec("nox") is None or not installed_nox_is_new_enough():
        try:
            python = str(bootstrap())
        except KeyboardInterrupt:
            sys.exit(130)
    become([python, "-m", "nox", *arguments], dict(os.environ))


def become(command: "list[str]", environment: "dict[str, str]") -> NoReturn:
    """Let a command take the place of this process, so that signals reach it and not us.

    Ending a parent alone leaves its child running. Windows cannot do that: there we wait.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    try:
        sys.exit(subprocess.call(command, env=environment))
    except KeyboardInterrupt:
        sys.exit(130)


def end_with_children() -> None:
    """Take the signals of a supervisor, a stop button or a closed terminal for Ctrl-C.

    That ends the commands we have started; by default we alone would end.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def stop(message: str) -> NoReturn:
    """Leave with a message."""
    sys.stderr.write(f"noxfile.py: {message}\n")
    sys.exit(1)


def installed_nox_is_new_enough() -> bool:
    """Tell whether the nox that is there knows dependency groups."""
    from importlib.metadata import version

    year = version("nox").partition(".")[0]
    return year.isdigit() and int(year) >= 2026


def bootstrap() -> Path:
    """Return the Python of the private environment that holds nox, made if need be."""
    python = BOOTSTRAP / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pins = pins_of("nox")
    stamp = BOOTSTRAP / "complete"
    wanted = f"{pins} {sys.version}"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted and python.exists():
        return python
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            stop(
                f"this Python has no {module}, which making an environment needs. On Debian and "
                "Ubuntu: sudo apt install python3-venv. Or install nox yourself and run nox."
            )
    sys.stderr.write(f"noxfile.py: installing nox into {BOOTSTRAP} (only the first time)\n")
    shutil.rmtree(BOOTSTRAP, ignore_errors=True)
    listed = BOOTSTRAP / "nox.txt"
    make = [sys.executable, "-m", "venv", str(BOOTSTRAP)]
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        str(listed),
    ]
    for command in (make, install):
        if subprocess.call(command) != 0:
            stop("nox could not be installed; what went wrong stands above. Is there a network?")
        listed.parent.mkdir(exist_ok=True)
        listed.write_text(pins, "utf-8")
    stamp.write_text(wanted, "utf-8")
    return python


def pins_of(package: str) -> str:
    """Return the lines of the lock for a package and for all that it needs, with their hashes."""
    blocks = re.findall(r"(?m)^[a-z0-9].*\n(?:    .*\n)*", HASHES.read_text("utf-8"))
    users = [set(re.split(r"[\s,]+", block.partition("# via ")[2])) for block in blocks]
    found = {package}
    while True:
        wanted = [b for b, by in zip(blocks, users) if by & found or b.partition("==")[0] in found]  # noqa: B905
        more = {block.partition("==")[0] for block in wanted}
        if more == found:
            return "".join(wanted)
        found = more


def ocr_is_wanted(seeds: Path = ROOT / "seeds") -> bool:
    """Tell whether pages are to be read by OCR, which takes 250 MB to install.

    OCR=true and OCR=false decide; else it is wanted where files among the seeds end as scans do.
    Whether a PDF is one, its name does not tell.
    """
    said = os.environ.get("OCR", "")
    if said not in ("", "true", "false"):
        stop(f"OCR={said}: it is true or false, or left out.")
    if said or not seeds.is_dir():
        return said == "true"
    return any(path.suffix.lower() in SCANS for path in seeds.iterdir())


if __name__ == "__main__":
    main()


import nox  # noqa: E402

nox.needs_version = ">=2026.1"
nox.options.error_on_external_run = True
nox.options.default_venv_backend = "virtualenv"  # comes with nox, and needs no Debian package
nox.options.reuse_venv = "yes"
# nox looks for uv whatever the backend is; that it found none looks like an error, and is none.
logging.getLogger("nox").addFilter(lambda record: record.msg != "uv binary not found.")
os.environ["NO_MKDOCS_2_WARNING"] = "1"  # we know, and have pinned mkdocs<2
end_with_children()
nox.options.sessions = ["lint", "types", "docs-check", "tests", "site"]

PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")


@nox.session
def site(session: nox.Session) -> None:
    """Build the site into site/ and tell how to look at it (OCR=true: read PDF that are scans)."""
    install(session, extras=extras_of_seeds())
    command = ("python", "-m", "generator", "build", "--strict", *session.posargs)
    session.run(*command, terminate_timeout=10)  # time to clear its half-built site away
    session.log(f"The site is in {ROOT / 'site'}")
    session.log(f"Look at it: open {(ROOT / 'site' / 'index.html').as_uri()} in a browser,")
    session.log("or run  python3 -m http.server -d site  and open http://localhost:8000")


@nox.session
def serve(session: nox.Session) -> None:
    """Show a live preview: edit a page in seeds/ and the browser follows.

    `-- -a 127.0.0.1:8001` shows it at another address.
    """
    install(session, extras=extras_of_seeds())
    # --livereload by name: with click 8.3 and newer, MkDocs 1.6.1 leaves it off by default.
    command = ["mkdocs", "serve", "--livereload", *session.posargs]
    session.log(" ".join(command))
    # Nothing is left to do for nox, which would pass on no signal but Ctrl-C.
    program = shutil.which(command[0], path=session.bin)
    if program is None:
        session.error(f"{command[0]} is not in {session.bin}.")
    environment = {**os.environ, **session.env}
    known = {name: value for name, value in environment.items() if value is not None}
    become([program, *command[1:]], known)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, in a real browser too where there is one (CI=true: there must be one)."""
    found = find_browser() is not None or "not browser" in session.posargs
    if not found:
        reason = (
            "NO BROWSER FOUND: the tests that read the site as a visitor does are "
            "{}. Install one (Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk)"
        )
        if os.environ.get("CI") == "true":
            session.error(reason.format("required under CI=true"))
        session.warn(reason.format("left out"))
    install(session, "tests", "training", extras=("dask", "remote"))
    session.run("python", "-m", "pytest", *beside_one_another(session), *session.posargs)
    if not found:
        session.warn(reason.format("left out"))


@nox.session(name="first-hour")
def first_hour(session: nox.Session) -> None:
    """Do what a newcomer does: install the wheel into an empty environment, and make a site."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "tests/first_hour.py")


@nox.session
def security(session: nox.Session) -> None:
    """Put hostile texts into every field, each on pages of its own, and read them in a browser."""
    install(session, "tests")
    session.run("python", "-m", "pytest", "tests/test_security.py", env={"LONG": "true"})


@nox.session
def minimums(session: nox.Session) -> None:
    """Run the tests that need no browser on the oldest dependencies that pyproject.toml allows."""
    oldest = Path(session.create_tmp()) / "oldest.txt"
    session.install("--quiet", "-c", str(HASHES), *nox.project.dependency_groups(PROJECT, "lock"))
    session.run(
        *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--resolution", "lowest-direct"),
        *("--python-version", ".".join(map(str, OLDEST_PYTHON)), "--output-file", str(oldest)),
    )
    tools = nox.project.dependency_groups(PROJECT, "tests", "training")
    session.install("--quiet", "-r", str(oldest), *tools)
    run = (*beside_one_another(session), "-m", "not browser")
    session.run("python", "-m", "pytest", *run, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting (`-- --fix` mends what can be mended)."""
    install(session, "lint", project=False)
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    session.run("ruff", "format", *([] if fix else ["--diff"]), ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of everything, strictly; of the site's scripts too where there is npx."""
    install(session, "types")
    session.run("mypy", *session.posargs)
    npx = shutil.which("npx")
    if npx is None:
        reason = "NO npx FOUND (it comes with Node.js): the types of the site's scripts are {}"
        if os.environ.get("CI") == "true":
            session.error(reason.format("checked under CI=true"))
        session.warn(reason.format("left unchecked"))
        return
    tsc = ("--yes", "--package", f"typescript@{TYPESCRIPT}", "tsc", "--noEmit", "-p", ".")
    session.run(npx, *tsc, external=True)


@nox.session(name="docs-check")
def docs_check(session: nox.Session) -> None:
    """Check that README, CHANGELOG and help say what is there, and that links lead somewhere."""
    install(session, "tests", "training")
    session.run("python", "-m", "pytest", "tests/test_docs.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure accuracy and speed; `-- GOLD.json PAGES_DIR` measures accuracy on your own pages."""
    install(session)
    if session.posargs:
        session.run("python", "benchmarks/accuracy.py", *session.posargs)
        return
    session.run("python", "benchmarks/accuracy.py")
    session.run("python", "benchmarks/accuracy.py", "--reprinted", "130", "--by", "order,tool")
    session.run("python", "benchmarks/speed.py", "pages")


@nox.session
def faults(session: nox.Session) -> None:
    """Kill commands at 200 moments and look what is left, and have the machine fail (minutes)."""
    install(session, "tests")
    session.run("python", "-m", "benchmarks.kills", *session.posargs)
    session.run("python", "-m", "pytest", "tests/test_machine_fails.py", "tests/test_workers.py")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Read 45,000 spoiled files of all forms, and 32,000 others at each run (minutes).

    `-- --files 100 --seed 2` goes to `benchmarks/spoiled_files.py`. `python -m
    benchmarks.guided_fuzz` has atheris spoil them, where that is installed.
    """
    install(session, "tests")
    session.run("python", "-m", "benchmarks.spoiled_files", *session.posargs)
    session.run("python", "-m", "pytest", "tests/test_fuzz.py", "--hypothesis-profile", "fuzz")


@nox.session
def train(session: nox.Session) -> None:
    """Make the scores anew: `-- PAGES ... --texts TEXTS.jsonl.xz` (docs/training.md)."""
    install(session, "training")
    session.run("python", "-m", "training", *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """Build wheel and sdist into dist/, and try the wheel in an empty environment.

    `-- --tag v0.1.0` refuses where the program has another version.
    """
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    install(session, "lock", project=False)
    pinned = ("--build-constraints", str(HASHES), "--require-hashes")
    session.run("uv", "build", "--quiet", *pinned, "--out-dir", "dist")
    (wheel,) = (ROOT / "dist").glob("*.whl")
    version = wheel.name.split("-")[1]
    if session.posargs and session.posargs != ["--tag", f"v{version}"]:
        session.error(f"{' '.join(session.posargs)} is not the version of the program, v{version}.")
    tried = Path(session.create_tmp()).absolute() / "tried"
    python = tried / ("Scripts" if os.name == "nt" else "bin") / "python"
    session.run("uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(tried))
    session.run("uv", "pip", "install", "--quiet", "--python", str(python), str(wheel))
    with session.chdir(tried):  # away from the checkout, so that the installed one is meant
        session.run(str(python), "-m", "generator", "--version", external=True)
        for page in sorted((ROOT / "tests" / "pages").glob("*.txt"))[:1]:
            command = (str(python), "-m", "generator", "reconstruct", str(page))
            session.run(*command, external=True, silent=True)
        session.run(str(python), "-m", "generator", "new", "archive", external=True)
        with session.chdir("archive"):
            session.run(str(python), "-m", "generator", "build", external=True)


@nox.session(venv_backend="none")
def sbom(session: nox.Session) -> None:
    """Write dist/banmian-VERSION.cdx.json: what the program is made of (CycloneDX)."""
    session.run(sys.executable, "docs/write_sbom.py", external=True)


@nox.session
def compat(session: nox.Session) -> None:
    """Build the site with ProperDocs and Zensical too, and compare addresses and texts."""
    install(session, "compat")
    session.run("python", "tests/compat.py", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write constraints.txt and hashes.txt anew (`-- --upgrade` takes newer versions)."""
    install(session, "lock", project=False)
    groups = [part for name in PROJECT["dependency-groups"] for part in ("--group", name)]
    common = (
        *("uv", "pip", "compile", "pyproject.toml", "--all-extras", *groups, "--quiet"),
        *("--universal", "--python-version", ".".join(map(str, OLDEST_PYTHON))),
        *("--annotation-style", "line", "--custom-compile-command", "python3 noxfile.py -s lock"),
    )
    session.run(*common, "--output-file", str(CONSTRAINTS), *session.posargs)
    hashes = ("--generate-hashes", "-c", str(CONSTRAINTS), "--upgrade")
    session.run(*common, *hashes, "--output-file", str(HASHES))


def beside_one_another(session: nox.Session) -> tuple[str, ...]:
    """Return how pytest runs as many tests at a time as there are processors, a file in each.

    Not where `-- -n 0` or another number is asked for, nor a debugger, which needs one process.
    """
    alone = {"-n", "--pdb", "--trace", "-s"} & set(session.posargs)
    return () if alone else ("-n", "auto", "--dist", "loadfile")


def extras_of_seeds() -> tuple[str, ...]:
    """Return the extras of the project that its seeds need."""
    return ("ocr",) if ocr_is_wanted() else ()


def install(
    session: nox.Session, *groups: str, project: bool = True, extras: Sequence[str] = ()
) -> None:
    """Install the pinned dependencies: the project's own, its extras' and those of the groups.

    The project itself is run from the checkout.
    """
    wanted = [*nox.project.dependency_groups(PROJECT, *groups)] if groups else []
    if project:
        wanted += PROJECT["project"]["dependencies"]
    for extra in extras:
        wanted += PROJECT["project"]["optional-dependencies"][extra]
    session.install("--quiet", "-c", str(HASHES), *wanted)


def find_browser() -> str | None:
    """Return the browser that the tests drive: the same search as in tests/conftest.py."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
