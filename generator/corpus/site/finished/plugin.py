"""MkDocs builds what people wrote; the pages that this program wrote pass it by.

They come out byte for byte as MkDocs would write them, in a fraction of its time: their Markdown is
of few forms, their frames differ in few places, and no template needs a list of them all. Where
that cannot be had (a plugin that must see every page, a theme that changes more from page to page),
MkDocs is given them like any others, and a line says why.
"""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs.commands.build as mkdocs_build
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.corpus.files.digests import digest_of_bytes
from generator.corpus.files.manifest import generated_names
from generator.corpus.files.owned_files import MARK
from generator.corpus.files.signatures import copy_signed, read_signed, signature, write_signed
from generator.corpus.site.finished.collection import (
    AllFiles,
    OurFiles,
    is_excluded,
    place_in_walk,
    walk,
)
from generator.corpus.site.finished.compiled_templates import keep_compiled, put_compiled_by
from generator.corpus.site.finished.dependencies import key_of_all
from generator.corpus.site.finished.listed import ListedPages
from generator.corpus.site.finished.source_pages import Links, Sources, can_be_fast
from generator.corpus.site.finished.themed_pages import Frames, UnusableThemeError
from generator.corpus.site.laid_over import add_shipped_files
from generator.corpus.site.site_state import Made, without_those_that_name
from generator.progress import Step, tell

if TYPE_CHECKING:
    from generator.corpus.site.build_site import NewSite

__all__ = ["NAME", "FinishedPages"]

log = logging.getLogger("mkdocs.plugins.generator")

NAME = "banmian/finished"
MOST_GONE = 50
"""Sources that are looked for in the others when they are gone; of more, all is made anew."""
_TOLD = 256
"""Files that stay, after which it is told how far the build is."""
PIECEWISE = "PIECEWISE"
"""A hook that says so does to each page and file the same whatever others there are."""
IN_PARTS = "in parts"
"""What it says where of a page's parts, down to single values, it makes what it makes of the page:
what pages have in common it is given once."""
_OUR_HOOK = "mkdocs_hook"
_get_files: Callable[[MkDocsConfig], Files] = vars(mkdocs_build)["get_files"]


class FinishedPages:
    """Writes the generated pages and files of one build: those that have changed."""

    def __init__(self, site: NewSite) -> None:
        self._site = site
        self.files: AllFiles | None = None
        self._nav: Navigation | None = None
        self._sources: Sources | None = None
        self._in_nav: set[str] = set()
        """Pages of ours in the navigation, by path."""
        self._folders: set[str] = set()
        """Folders of the site that are there."""
        self._listed: list[tuple[str, str, bool]] = []
        """Path, place, and whether it is no more, of each page of ours."""

    def collect(self, config: MkDocsConfig) -> Files:
        """Return the files that MkDocs is to see."""
        self._reset()
        reason = _reason_against(config)
        found = walk(config.docs_dir) if not reason else []
        generated = generated_names(Path(config.docs_dir)) if not reason else set()
        if not generated:
            if reason:
                log.info(f"{reason}: MkDocs builds each page by itself, which takes its time")
            return _get_files(config)
        in_nav = set(_paths_of(config.nav))
        by_hand = [name for name in found if name not in generated or name in in_nav]
        if any(posixpath.basename(name) == "README.md" for name in by_hand):
            return _get_files(config)  # it may stand for the index, or give way to one
        names = {name: None for name in found if name in generated and name not in in_nav}
        ours = OurFiles(config, names)
        hand = [File(name, config.docs_dir, config.site_dir, True) for name in by_hand]
        set_exclusions(hand, config)
        self.files = AllFiles(hand, ours)
        self._sources = Sources(config, self.files, Links(self.files.address))
        ours.read = self._sources.page
        ours.anchors, ours.anchors_before = self._site.anchors, self._site.state.anchors
        self._in_nav = in_nav & generated
        return self.files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the navigation for the frames, and have its pages that are ours read like others."""
        self._nav = nav
        if self.files is not None and self._sources is not None:
            for page in nav.pages:
                if page.file.src_uri in self._in_nav:
                    page.render = partial(self._sources.render, page)  # type: ignore[method-assign]

    @event_priority(-100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        """Write the pages and files, or give them to MkDocs."""
        keep_compiled(env, self._compiled)
        if self.files is None:
            return
        try:
            self._write(env, config)
        except UnusableThemeError as error:
            log.info(f"The theme cannot be used piece by piece ({error}): MkDocs builds each page")
            _give_back(files, config, list(self.files.ours.names))
            self._reset()

    def on_template_context(
        self, context: Any, /, *, config: MkDocsConfig, **_others: object
    ) -> Any:
        """Let the sitemap know of all pages."""
        context["pages"] = ListedPages(context["pages"], self._listed, config)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Keep what was compiled for the next build."""
        put_compiled_by(self._compiled)

    @property
    def _compiled(self) -> Path:
        """The file of the cache that has compiled templates."""
        return self._site.state.path.with_name("templates.code")

    def _write(self, env: Environment, config: MkDocsConfig) -> None:
        assert self.files is not None
        assert self._nav is not None
        assert self._sources is not None
        hooks = tuple(config.plugins.events["post_page"])

        def finish(text: str, page: Page) -> str:
            for hook in hooks:
                text = hook(text, page=page, config=config) or text
            return text

        frames = Frames(env, self._nav, config, finish, in_parts=_are_done_in_parts(config))
        known = self._known(config)
        self.files.ours.key = self._site.key
        for done, name in enumerate(self.files.ours.names):
            made = known.get(name)
            if made is None or not done % _TOLD:
                tell(Step.BUILDING, done, len(self.files.ours.names))
            if made is not None and made.source == signature(f"{config.docs_dir}/{name}"):
                self._keep(name, made)
            else:
                self._make(name, self._sources, frames)

    def _known(self, config: MkDocsConfig) -> Mapping[str, Made]:
        """Return what was made earlier and may stay, by source; nothing if all are anew."""
        assert self.files is not None
        assert self._nav is not None
        site, names = self._site, self.files.ours.names
        by_hand = [file.src_uri for file in self.files]
        site.key = key_of_all(config, self._nav, by_hand)
        if site.key != site.state.key or not (site.place / MARK).is_file():
            return {}
        gone = [posixpath.basename(name).encode() for name in site.state.made.keys() - names.keys()]
        if len(gone) > MOST_GONE:
            return {}
        site.kept = {}
        files, all_stand, known = site.state.files, site.state.all_stand, {}
        for name, made in site.state.made.items():
            told = files.get(made.place)
            if told is None or not told[0]:
                continue
            if all_stand or told[0] == signature(f"{site.place}/{made.place}"):
                known[name] = made
        return without_those_that_name(gone, known, config.docs_dir) if gone else known

    def _keep(self, name: str, made: Made) -> None:
        site = self._site
        assert site.kept is not None
        if made.place:
            site.kept[made.place] = site.state.files[made.place]
        site.made[name] = made
        if name.endswith(".md"):
            self._listed.append((name, made.place, made.gone))

    def _make(self, name: str, sources: Sources, frames: Frames) -> None:
        """Write a page or a file; remember what it was made of."""
        assert self.files is not None
        file = self.files.ours.new_file(name)
        if is_excluded(file):
            return
        path, before = file.abs_dest_path, str(file.abs_src_path)
        self._make_folder(os.path.dirname(path))  # noqa: PTH120  # of each page
        gone, settled = False, True
        if file.is_documentation_page():
            data, source = read_signed(before)
            file.content_string = _text(data)
            page, settled = sources.page(file)
            data = frames.render(page).encode("utf-8", "xmlcharrefreplace")
            gone = bool(page.meta.get("gone"))
            self._listed.append((name, file.dest_uri, gone))
            signed, digest = write_signed(path, data), digest_of_bytes(data)
        else:  # which may be large
            source, signed, digest = copy_signed(before, path)
        self._site.written[file.dest_uri] = signed, digest
        if settled:  # else MkDocs may have to warn of it at the next build, too
            self._site.made[name] = Made(source, file.dest_uri, gone)

    def _make_folder(self, path: str) -> None:
        if path not in self._folders:
            self._folders.add(path)
            try:
                os.mkdir(path)  # noqa: PTH102
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(path, exist_ok=True)  # noqa: PTH103

    def _reset(self) -> None:
        site = self._site
        self.files, self._sources, self._listed = None, None, []
        self._folders, self._in_nav = set(), set()
        site.kept, site.made, site.written, site.anchors, site.key = None, {}, {}, {}, ""


def _text(data: bytes) -> str:
    """Return the text of a file as MkDocs reads it."""
    text = data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _reason_against(config: MkDocsConfig) -> str:
    """Return why MkDocs must see every page; empty where it need not."""
    for name, plugin in config.plugins.items():
        own = name == NAME or posixpath.basename(name).removesuffix(".py") == _OUR_HOOK
        if not own and not getattr(plugin, PIECEWISE, False):
            return f"The plugin or hook {name} may want to see all of them"
    if config.nav is None:
        return "mkdocs.yml has no nav, so all of them are in the navigation"
    if not can_be_fast(config):
        return "mkdocs.yml asks for other Markdown than theirs"
    return ""


def _are_done_in_parts(config: MkDocsConfig) -> bool:
    """Tell whether no hook needs to see a page whose parts it has seen."""
    return all(
        getattr(plugin, PIECEWISE, False) == IN_PARTS
        for plugin in config.plugins.values()
        if hasattr(plugin, "on_post_page")
    )


def _paths_of(nav: Any) -> Iterator[str]:
    """Yield what the navigation of ``mkdocs.yml`` leads to."""
    if isinstance(nav, str):
        yield posixpath.normpath(nav)
    elif isinstance(nav, Mapping):
        for part in nav.values():
            yield from _paths_of(part)
    elif isinstance(nav, Sequence):
        for part in nav:
            yield from _paths_of(part)


def _give_back(files: Files, config: MkDocsConfig, names: Sequence[str]) -> None:
    """Have MkDocs see all files after all, in its order, and read our pages like the others."""
    ours = [File(name, config.docs_dir, config.site_dir, True) for name in names]
    set_exclusions(ours, config)
    config.plugins.on_files(Files(ours), config=config)
    every = sorted((*files, *ours), key=lambda file: place_in_walk(file.src_uri))
    for file in list(files):
        files.remove(file)
    for file in every:
        files.append(file)
    for file in ours:
        if file.is_documentation_page() and not is_excluded(file):
            mkdocs_build._populate_page(Page(None, file, config), config, files)


def _collected(config: MkDocsConfig) -> Files:
    plugin = config.plugins.get(NAME)
    found = plugin.collect(config) if isinstance(plugin, FinishedPages) else _get_files(config)
    return add_shipped_files(found, config)


vars(mkdocs_build)["get_files"] = _collected  # it has no other way to be given files
