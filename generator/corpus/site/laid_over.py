"""A project's own files over the package's: what MkDocs is told of where the site's files lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import yaml_load
from pathspec.gitignore import GitIgnoreSpec

from generator.corpus.files.manifest import read_manifest
from generator.corpus.settings import LISTS, TOPICS
from generator.corpus.site.finished.collection import walk
from generator.corpus.site.shipped import BASE, SHIPPED_KEY

__all__ = ["add_shipped_files", "lay_over", "own_templates"]

OVERRIDES = "overrides"
"""The folder of templates among the hand-written pages."""
_OF_A_PROJECT = (f"{OVERRIDES}/", TOPICS, LISTS)
"""What is no file of the site, or says something of one archive."""


def lay_over(config: MkDocsConfig) -> None:
    """Have a project's own templates found before the package's, and its lists come after ours.

    MkDocs has a list take the place of the one that is inherited. Without our styles, Markdown and
    what is kept out of the site, there would be none.
    """
    shipped = _shipped(config)
    if shipped is None:
        return
    ours, own = str(shipped / OVERRIDES), own_templates(config)
    named = config.theme.custom_dir  # ours, unless the project has settings of its own
    first = [named] if named and named != ours else []
    first += [str(own)] if own.is_dir() else []
    config.theme.dirs = list(dict.fromkeys([*first, ours, *config.theme.dirs]))
    with (Path(config.config_file_path).parent / BASE).open("rb") as file:
        inherited = yaml_load(file)
    config.extra_css = list(dict.fromkeys([*inherited["extra_css"], *config.extra_css]))
    for extension in inherited["markdown_extensions"]:
        for name, said in extension.items() if isinstance(extension, dict) else [(extension, {})]:
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
            config.mdx_configs.setdefault(name, said)
    for key in ("exclude_docs", "not_in_nav"):
        spec = GitIgnoreSpec.from_lines(inherited[key].splitlines())
        config[key] = spec + config[key] if config[key] else spec


def own_templates(config: MkDocsConfig) -> Path:
    """Return where a project's own templates lie, if it has any."""
    return Path(config.docs_dir) / OVERRIDES


def add_shipped_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the package's files that the project has none of its own for; return the files."""
    shipped = _shipped(config)
    for name in _names(shipped) if shipped is not None else ():
        if files.get_file_from_path(name) is None:
            files.append(File(name, str(shipped), config.site_dir, config.use_directory_urls))
    return files


def _shipped(config: MkDocsConfig) -> Path | None:
    named = config.extra.get(SHIPPED_KEY)
    return Path(named) if named and Path(named) != Path(config.docs_dir) else None


@cache
def _names(folder: Path) -> tuple[str, ...]:
    """Return the files that come with the package. A checkout has generated ones beside them."""
    made = read_manifest(folder)
    return tuple(name for name in walk(str(folder)) if name not in made and _is_of_sites(name))


def _is_of_sites(name: str) -> bool:
    return not name.startswith((".", *_OF_A_PROJECT)) and "/." not in name
