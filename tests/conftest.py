"""What several test modules share: one built site, a server for it, and a browser to read it."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import pickle
import re
import shutil
import signal
import sys
import tempfile
import threading
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Set
from hashlib import blake2b
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import jinja2
import mkdocs
import pytest
from filelock import FileLock
from hypothesis import settings
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from generator.processes import collect_seldom

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "pages"
"""The pages that tests read, and never `seeds/`: that belongs to whoever uses the program."""
SUB_PATH = "banmian"
"""The site stands under this path, as a project's site does on GitHub Pages."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HEIGHT = 844
"""Of the window, in pixels."""
PATIENCE = 30_000
"""Milliseconds in which what is awaited comes to be seen, on a machine that has much else to do."""
MEMORY = Path("/dev/shm")
VANISHED = """\
list,pages,name
documents/222222222222.md,1,《山塘互助养老试点办法》
regions/500000.md,2,重庆市
"""
"""Lists that an earlier build gave out: one is no more, one was longer."""
LONG_FILES = tuple(
    f"test_{name}.py"
    for name in (
        *("workers", "kills", "machine_fails", "two_at_once"),
        *("search_page", "browser", "screens", "printed_browser", "security", "picture_browser"),
        *("search_index", "what_changed", "accessibility", "search_blocked", "finding_lists"),
        *("doubt_places", "engines", "finished", "export", "preview", "page_pictures", "reprint"),
        *("reconstruct", "editions", "ocr_forms", "pdf_seeds", "addresses", "same_bytes", "speed"),
        *("describe", "cli", "editing", "recipes", "architecture", "plain_pages", "share_cards"),
        *("hostile_input", "site", "geometry", "new_project", "limits", "steps", "downloads"),
        *("search_bench", "whole_folder"),
    )
)
"""Files of tests that take long: first those that fork a hundred times, which costs half while a
process holds little, then the longest first. They read sites, start processes, build."""
GENERATED = (
    *("articles", "regions", "agencies", "topics", "dates", "documents", "pages", "corrections"),
    *("tags", "search", "data", "notices", "issues"),
    *("index.md", "feed.xml", "feed.json", "llms.txt", "opensearch.xml"),
)

Open = Callable[..., "Page"]
"""Opens a page: ``open_page(address, width, scheme)``; see `Tabs.lend` for ``alone``."""

# The same examples at every run, so that a run tells of the change and not of its luck.
# `--hypothesis-profile=default` looks for new ones; one that fails becomes an @example.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True, max_examples=25)
settings.register_profile("long", settings.get_profile("same"), max_examples=100)
settings.register_profile("fuzz", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("same")


def examples(long: int) -> int:
    """Return how many examples a test tries that tries so many with ``--long``."""
    return long * settings().max_examples // settings.get_profile("long").max_examples


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--site",
        metavar="DIR",
        help=f"test this built site (its folder must be called {SUB_PATH}) and build none",
    )
    parser.addoption(
        "--pictures",
        metavar="DIR",
        help="keep a picture of each kind of page in DIR, on a phone and a desktop, light and dark",
    )
    parser.addoption(
        "--long",
        action="store_true",
        help="make hundreds of pages and edits where a few dozen tell most of it, as CI does once",
    )
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write tests/golden/ anew; read the difference before you commit it",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: reads the site in a real browser")
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # files with many tests are not those that take long
    if config.getoption("--long") and not config.getoption("--hypothesis-profile", None):
        settings.load_profile("long")
    if config.option.basetemp is None and "TMPDIR" not in os.environ:
        _write_into_memory()
    _share_compiled_code(config.rootpath)
    collect_seldom()  # as commands do
    # What a shell starts in the background ignores SIGINT, and so would all that tests start and
    # interrupt: they would wait minutes for an end that never comes.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # What commands say is asked in English, in whatever language who runs the tests is spoken to.
    os.environ.pop("LC_ALL", None)
    os.environ["LC_MESSAGES"] = "C.UTF-8"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path,
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in no module of tests that has none: there are thousands of functions."""
    found = yield
    if file_path.suffix == ".py" and ">>>" not in file_path.read_text("utf-8"):
        return [one for one in found if type(one) is pytest.Module]
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have several processes begin with what takes longest: none is left with it at the end."""
    if hasattr(config, "workerinput"):
        place = {name: number for number, name in enumerate(LONG_FILES)}
        items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Give the memory back that temporary files lie in, unless somebody may want to look at them.

    Not after each test: one of the same name would get the same folder, and what is remembered of
    files by their paths would hold for others. Folders that begin with “tmp” are taken away by who
    made them, as this process ends.
    """
    if exitstatus == 0 and not hasattr(session.config, "workerinput"):
        folder = _in_memory(os.getpid())
        for left in folder.glob("[!t]*"):
            shutil.rmtree(left, ignore_errors=True)
        with contextlib.suppress(OSError):
            (folder / "jieba.cache").unlink(missing_ok=True)
            folder.rmdir()


def _write_into_memory() -> None:
    """Have temporary files lie in memory, where Linux keeps a file system there and much is free.

    Tests write a hundred thousand small files, most of them in the place of others; for each of
    these a disk is waited for. All together hold less than a gigabyte. What a run has left in which
    something failed goes with the next one.
    """
    try:
        at, state = os.statvfs(MEMORY), Path("/proc/meminfo").read_text("ascii")
    except (OSError, AttributeError):  # no Linux
        return
    found = re.search(r"(?m)^MemAvailable: +([0-9]+) kB$", state)
    free = min(at.f_bavail * at.f_frsize, int(found[1]) * 1024 if found else 0)
    if free < 6 << 30 or at.f_flag & os.ST_NOEXEC or not os.access(MEMORY, os.W_OK):
        return
    for left in MEMORY.glob(_in_memory("*").name):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = _in_memory(os.getpid())
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None


def _in_memory(process: object) -> Path:
    """Return where the temporary files of a run lie."""
    return MEMORY / f"banmian-tests-{process}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Have each file's tests run in one process: what they share is made once."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log) if config.option.dist == "load" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Have garbage looked for among what tests leave only: what was loaded stays to the end."""
    gc.freeze()


def _share_compiled_code(root: Path) -> None:
    """Have all processes of a run share what was compiled, where it may not lie beside the code.

    With PYTHONDONTWRITEBYTECODE each of the hundred that tests start would compile all modules.
    """
    if not sys.dont_write_bytecode:
        return
    compiled, temporary = root / ".pytest_cache" / "compiled", Path(tempfile.gettempdir())
    # copies of the program that tests have made stand in another folder each time
    shutil.rmtree(compiled / temporary.relative_to(temporary.anchor), ignore_errors=True)
    sys.pycache_prefix = str(compiled)
    sys.dont_write_bytecode = False
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    del os.environ["PYTHONDONTWRITEBYTECODE"]


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Tell whether what is drawn at random shall be drawn long (``--long``)."""
    return bool(request.config.getoption("--long"))


class _CompiledTemplates(jinja2.BytecodeCache):
    """What Jinja has made of templates, by their names and texts, wherever they lie."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


def _once(function: Callable[..., Any], most: int = 500) -> Callable[..., Any]:
    """Return a pure function that answers as before what it was asked before.

    Where memory is measured it keeps nothing.
    """
    known: dict[bytes, Any] = {}

    def answer(*given: Any) -> Any:
        if tracemalloc.is_tracing():
            return function(*given)
        asked = blake2b(pickle.dumps(given)).digest()
        if asked not in known:
            if len(known) == most:
                known.clear()
            known[asked] = function(*given)
        return known[asked]

    return answer


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Builds in one process share what is the same in all, four fifths of a small one.

    That is compiled templates, pages that were read before, headlines that were cut into words
    before, what parses a command line, and the names of an installed theme's ten thousand files.
    MkDocs takes none of those that are hidden, most of them pictures that no page shows.
    """
    # Not above: who only hands out the tests to others needs none of the program.
    from generator import cli
    from generator.cli.arguments import build_parser
    from generator.corpus.pages import own_terms, pipeline

    compiled, get_env = _CompiledTemplates(), Theme.get_env
    installed = str(Path(mkdocs.__file__).parent.parent)

    def get_sharing_env(theme: Theme) -> jinja2.Environment:
        env = get_env(theme)
        env.bytecode_cache = compiled
        return env

    def list_templates(loader: jinja2.FileSystemLoader) -> list[str]:
        return sorted({name for folder in loader.searchpath for name in names_in(folder)})

    def names_in(folder: str) -> Sequence[str]:
        once = folder.startswith(installed)
        return names_of_theme(folder) if once else list_files(jinja2.FileSystemLoader(folder))

    @functools.cache
    def names_of_theme(folder: str) -> Sequence[str]:
        names = list_files(jinja2.FileSystemLoader(folder))
        return [name for name in names if not name.startswith(".")]

    def cutter(texts: Iterable[str]) -> Callable[[str], Any]:
        if fresh := [text for text in texts if text not in cut_before]:
            cut = load_cutter(fresh)
            cut_before.update((text, [*cut(text)]) for text in fresh)
        return cut_before.__getitem__

    @functools.cache
    def parser_of(language: Any, called: str) -> Any:
        return build_parser(language)

    cut_before: dict[str, Any] = {}
    load_cutter = own_terms._cutter
    list_files = jinja2.FileSystemLoader.list_templates
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "build_parser", lambda language: parser_of(language, sys.argv[0]))
        patch.setattr(Theme, "get_env", get_sharing_env)
        patch.setattr(jinja2.FileSystemLoader, "list_templates", list_templates)
        patch.setattr(own_terms, "_dictionary", functools.cache(own_terms._dictionary))
        patch.setattr(own_terms, "_cutter", cutter)
        for name in ("reconstruct_both", "describe_page"):
            patch.setattr(pipeline, name, _once(getattr(pipeline, name)))
        yield


SMALL = """
from generator.readers import page_pictures
page_pictures._READING = 100_000
main()
"""


@pytest.fixture(scope="module")
def small_pictures() -> Iterator[str]:
    """Have the program draw pages with a twenty-fifth of their points, which takes as much less.

    Not for tests of how large or heavy pictures are, nor of what is seen on them. Gives the code of
    the process that draws them whole.
    """
    from generator.corpus.processes import child_process

    child_process.dismiss_idle()
    with pytest.MonkeyPatch.context() as patch:
        whole = child_process._CODE.rstrip()
        assert whole.endswith("\nmain()")
        patch.setattr(child_process, "_CODE", whole.removesuffix("main()") + SMALL)
        yield whole
        child_process.dismiss_idle()


def compiled_of(folder: Path) -> Path:
    """Return where the compiled modules of a folder lie, where that is not beside them."""
    return Path(str(sys.pycache_prefix), *folder.absolute().parts[1:])


def copy_sources(name: str, target: Path) -> None:
    """Copy a folder of the checkout without what a build left in it.

    What is compiled already holds in a copy too: files keep their times.
    """

    def left_out(folder: str, names: list[str]) -> set[str]:
        half_written = {name for name in names if ".pyc." in name}
        return {*half_written, *(GENERATED if Path(folder) == ROOT / "site_src" else ())}

    shutil.copytree(ROOT / name, target, ignore=left_out)
    if sys.pycache_prefix is not None and compiled_of(ROOT / name).is_dir():
        half_written = shutil.ignore_patterns("*.pyc.*")
        shutil.copytree(compiled_of(ROOT / name), compiled_of(target), ignore=half_written)


EDITED = ROOT / "tests" / "pages-editing" / "2024-05-21-02.txt"
SIDECAR = """
publication: 青禾周报
date: 2024-05-21
corrections:
  - article: 天刚亮，柳湾村
    headline: 河滩上种出好日子
  - drop: （据县图书馆）
"""
REPOSITORY = "https://github.com/someone/paper"


@pytest.fixture(scope="session", autouse=True)
def _helped(request: pytest.FixtureRequest, _read_once: None) -> Iterator[None]:
    """Have sites built by a helper where some are served: who serves one can fork no more."""
    serving = any(item.get_closest_marker("browser") for item in request.session.items)
    if not serving or not hasattr(os, "fork"):
        yield
        return
    from tests.warm_commands import helped  # not in a copy of the tests alone

    with helped():
        yield


def made_once(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    make: Callable[[Path], object],
) -> Path:
    """Return a folder that is made once for all processes of a run."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent  # that of the run, in which each of its processes has a folder
    folder, complete = shared / name, shared / f"{name}.complete"
    with FileLock(shared / f"{name}.lock"):
        if not complete.exists():
            shutil.rmtree(folder, ignore_errors=True)  # where one failed before
            folder.mkdir()
            make(folder)
            complete.touch()
    return folder


@pytest.fixture(scope="session")
def built_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site as ``mkdocs build --strict`` makes it of the five pages.

    Built once for all processes of a run, from a copy: it changes nothing in the checkout.
    """
    given = request.config.getoption("--site")
    if given:
        return Path(given).absolute()
    return made_once(request, tmp_path_factory, "served", _build_site) / "served" / SUB_PATH


def _build_site(project: Path) -> None:
    shutil.copytree(PAGES, project / "seeds")
    (project / "seeds" / "addresses.csv").write_text(VANISHED, "utf-8")
    try:
        build_project(project, site=f"served/{SUB_PATH}")
    except AssertionError as failed:
        pytest.fail(f"mkdocs build --strict failed:\n{failed}", pytrace=False)


def build_project(
    project: Path, *, site: str = "site", settings: str = "", site_url: str = ""
) -> Path:
    """Build the site of a folder that has its seeds, by a copy of the checkout; return its folder.

    ``settings`` are lines for the end of ``mkdocs.yml``.
    """
    for name in ("generator", "site_src"):
        copy_sources(name, project / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"{config}\n{settings}\n" if settings else config, "utf-8")
    from tests.warm_commands import run_mkdocs  # not in a copy of the tests alone

    environment = {**os.environ, **({"SITE_URL": site_url} if site_url else {})}
    done = run_mkdocs(project, "build", "--strict", "--site-dir", site, environment=environment)
    assert done.returncode == 0, done.stderr
    return project / site


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a browser asks for hundreds of files."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address, with a slash at its end."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Return the address of the built site on a server of this machine, under a sub-path."""
    with serve(built_site.parent) as address:
        yield f"{address}{built_site.name}/"


@pytest.fixture(scope="session")
def edited_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve a site with corrections, a repository and a page of 60,000 characters."""
    with serve(made_once(request, tmp_path_factory, "edited", _build_edited) / "site") as address:
        yield address


def _build_edited(project: Path) -> None:
    (project / "seeds").mkdir()
    shutil.copy(EDITED, project / "seeds" / "edited.txt")
    (project / "seeds" / "edited.yml").write_text(SIDECAR, "utf-8")
    from benchmarks.speed import usual_pages  # not in a copy of the tests alone

    pages = usual_pages()
    long = ""
    while len(long) < 60_000:
        long += next(pages).text + "\n"
    (project / "seeds" / "long.txt").write_text(long, "utf-8")
    build_project(project, settings=f"repo_url: {REPOSITORY}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium; none installed is a loud skip, and a failure under CI=true."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        reason = (
            f"NO BROWSER FOUND (looked for {', '.join(BROWSERS)}): the site was not read as a "
            "visitor reads it. Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield chromium
        chromium.close()


class Tabs:
    """Pages of a browser that go from test to test, each as if it were new.

    A new one takes the processor a second, most of it for a window with a process of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: defaultdict[tuple[object, ...], list[Page]] = defaultdict(list)

    @contextlib.contextmanager
    def lend(
        self,
        width: int = 1280,
        *,
        scheme: str = "light",
        scripts: bool = True,
        touch: bool = False,
        mobile: bool = False,
        alone: bool = False,
    ) -> Iterator[Page]:
        """Lend a page; ``alone`` is one for who gives it scripts, which it would keep."""
        idle = self._idle[scheme, scripts, touch, mobile]
        if idle and not alone:
            page = idle.pop()
            page.set_viewport_size({"width": width, "height": HEIGHT})
        else:
            context = self._browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                color_scheme="dark" if scheme == "dark" else "light",
                java_script_enabled=scripts,
                has_touch=touch,
                is_mobile=mobile,
            )
            page = context.new_page()
        places: set[str] = set()

        def note(frame: Frame) -> None:
            places.add(urljoin(frame.url, "/"))

        page.on("framenavigated", note)
        clean = False
        try:
            yield page
            clean = not alone
        finally:
            page.remove_listener("framenavigated", note)
            if clean and self._clean(page, places, scripts=scripts):
                idle.append(page)
            else:
                page.context.close()

    def _clean(self, page: Page, places: Set[str], *, scripts: bool) -> bool:
        """Leave nothing of a visit; tell whether that was possible."""
        if page.is_closed() or page.context.pages != [page]:
            return False
        if len(places) != 1 or not min(places).startswith(("http:", "file:")):
            return False  # what another place has kept cannot be reached from here
        from playwright.sync_api import Error

        with contextlib.suppress(Error):  # it is on its way to another place
            for routed in (page, page.context):  # what is still asked for is of no use to anybody
                routed.unroute_all(behavior="ignoreErrors")
            page.context.clear_permissions()
            page.context.clear_cookies()
            page.emulate_media(media="null", reduced_motion="null")
            if scripts:
                page.evaluate("localStorage.clear(); sessionStorage.clear()")
            page.goto("about:blank")
            page.mouse.move(0, 0)
            return True
        return False


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs) -> Iterator[Open]:
    """Return a function that opens pages; no error and no request off the machine is forgiven."""
    complaints: list[str] = []

    def open_at(
        address: str, width: int = 1280, scheme: str = "light", *, alone: bool = False
    ) -> Page:
        page = lent.enter_context(tabs.lend(width, scheme=scheme, alone=alone))
        lent.enter_context(complaining(page, complaints))
        page.goto(address)
        return page

    with contextlib.ExitStack() as lent:
        yield open_at
    assert complaints == []


@contextlib.contextmanager
def complaining(page: Page, complaints: list[str]) -> Iterator[None]:
    """Take down what is wrong with a page for as long as it is looked at."""
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda said: complaints.extend([said.text] if said.type == "error" else []),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: complaints.extend(_off_machine(request.url)),
        "response": lambda got: complaints.extend([got.url] if got.status >= 400 else []),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def _off_machine(address: str) -> list[str]:
    parts = urlsplit(address)
    here = parts.scheme in ("file", "data", "blob", "about") or parts.hostname == "127.0.0.1"
    return [] if here else [f"a request off the machine: {address}"]
