"""The files of the docs folder in two heaps: those that MkDocs works on, and ours that it need not
see."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

import mkdocs.structure.files as mkdocs_files
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page
from pathspec import Pattern

from generator.corpus.files.signatures import signature
from generator.corpus.site.finished.source_pages import anchors_of

__all__ = ["AllFiles", "OurFiles", "is_excluded", "place_in_walk", "walk"]

_PLAIN = re.compile(r"(?:[A-Za-z0-9_.~-]+/)*(?!index\.md|README\.md)([A-Za-z0-9_.~-]+)\.md")
"""A source whose address can be seen at a glance."""
_HIDDEN = vars(mkdocs_files)["_default_exclude"]
"""What MkDocs leaves out unasked."""
MOST_KEPT = 1000
"""Files that are kept for who asks for them again."""


class AllFiles(Files):
    """The collection that MkDocs works on; of our files it knows one when it is asked for it."""

    def __init__(self, files: Iterable[File], ours: OurFiles) -> None:
        super().__init__(files)
        self.ours = ours

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file of a path in the docs folder."""
        return super().get_file_from_path(path) or self.ours.file(posixpath.normpath(path))

    def add_files_from_theme(self, env: Environment, config: MkDocsConfig) -> None:
        """Add the theme's own files. None of its thousands of icons is one, nor need be listed."""
        if isinstance(env.loader, FileSystemLoader):
            env = env.overlay(loader=_Visible(env.loader.searchpath))
        super().add_files_from_theme(env, config)

    def address(self, name: str) -> str | None:
        """Return where the file of a path is on the site, ``None`` where it is not."""
        if name in self.ours.names and _PLAIN.fullmatch(name):
            return f"{name[:-3]}/"
        file = self.get_file_from_path(name)
        return None if file is None or is_excluded(file) else str(file.url)


class _Visible(FileSystemLoader):
    """Lists files of a theme, but for those that MkDocs takes for hidden."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for here, folders, names in os.walk(top):
                folders[:] = (name for name in folders if name[0] != ".")
                within = os.path.relpath(here, top).replace(os.sep, "/")
                start = "" if within == "." else f"{within}/"
                found.update(f"{start}{name}" for name in names if name[0] != ".")
        return sorted(found)


@dataclass(slots=True)
class OurFiles:
    """Generated files that MkDocs need not see."""

    config: MkDocsConfig
    names: Mapping[str, object]
    """By path in the docs folder."""
    read: Callable[[File], tuple[Page, bool]] | None = None
    """Makes the page of a file, and tells whether it would be the same another time."""
    key: str = ""
    """What all pages depend on."""
    anchors: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """Anchors by source, with what they depend on."""
    anchors_before: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """Those of the last build."""
    folders: tuple[str, str] = field(init=False)
    """Where files come from, and where they go."""
    _left_out: tuple[Pattern, ...] = field(init=False)
    """What is perhaps no file of the site: MkDocs is asked for the rules, and their exceptions."""
    _files: dict[str, File] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folders = self.config.docs_dir, self.config.site_dir
        rules = (_HIDDEN, self.config.exclude_docs, self.config.draft_docs)
        self._left_out = tuple(
            pattern
            for spec in rules
            for pattern in (spec.patterns if spec else ())
            if pattern.include
        )

    def file(self, name: str) -> File | None:
        """Return a file of ours, as hooks leave it."""
        if name not in self.names:
            return None
        known = self._files.get(name)
        if known is None:
            if len(self._files) >= MOST_KEPT:
                self._files.clear()
            known = self._files[name] = self.new_file(name)
        return known

    def new_file(self, name: str) -> File:
        """Return a file with its place on the site."""
        made = _OurFile(name, self)
        if any(pattern.match_file(name) for pattern in self._left_out):
            set_exclusions((made,), self.config)
        else:
            made.inclusion = InclusionLevel.INCLUDED
        if not name.endswith(".md"):
            self.config.plugins.on_files(Files((made,)), config=self.config)
        return made


class _OurFile(File):
    """A generated file; its page is there for who looks for its anchors."""

    own_page: Page | None = None

    def __init__(self, name: str, ours: OurFiles) -> None:
        self.ours = ours
        self.src_uri, self.use_directory_urls = name, True
        self.src_dir, self.dest_dir = ours.folders
        plain = _PLAIN.fullmatch(name)
        if plain is not None:
            self.name, self.url = plain[1], f"{name[:-3]}/"
            self.dest_uri = f"{self.url}index.html"

    @property
    def page(self) -> Any:
        """The page, as far as links to it are checked."""
        if self.own_page is not None or not self.is_documentation_page():
            return self.own_page
        return _Anchors(self)

    @page.setter
    def page(self, page: Page | None) -> None:
        self.own_page = page


class _Anchors:
    """Knows the anchors of a page that MkDocs does not read."""

    def __init__(self, file: _OurFile) -> None:
        self._file = file

    @property
    def present_anchor_ids(self) -> Set[str] | None:
        """What links to the page may lead to."""
        ours, name = self._file.ours, self._file.src_uri
        if ours.read is None:
            return None
        now = f"{ours.key} {signature(str(self._file.abs_src_path))}"
        held = ours.anchors.get(name) or ours.anchors_before.get(name)
        if held is None or held[0] != now:
            # This one is to stay without a page.
            page, settled = ours.read(ours.new_file(name))
            held = now, frozenset(anchors_of(page))
            if not settled:
                return held[1]
        ours.anchors[name] = held
        return held[1]


def is_excluded(file: File) -> bool:
    """Tell whether ``mkdocs.yml`` leaves a file out."""
    return bool(file.inclusion.value <= InclusionLevel.DRAFT.value)


def walk(folder: str) -> list[str]:
    """Return the path of each file under a folder, in MkDocs' order."""
    found = []
    for here, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        within = posixpath.normpath(os.path.relpath(here, folder).replace(os.sep, "/"))
        start = "" if within == "." else f"{within}/"
        found += [f"{start}{name}" for name in sorted(names, key=_place_in_folder)]
    return found


def _place_in_folder(name: str) -> tuple[bool, str]:
    return posixpath.splitext(name)[0] not in ("index", "README"), name


def place_in_walk(name: str) -> tuple[Any, ...]:
    """Return what sorts paths as :func:`walk` finds them: a folder's files first, its index before.

    >>> sorted(["b/a.md", "b.md", "a/x.md", "index.md"], key=place_in_walk)
    ['index.md', 'b.md', 'a/x.md', 'b/a.md']
    """
    *folders, last = name.split("/")
    return (*((True, folder) for folder in folders), (False, *_place_in_folder(last)))
