"""Where things lie: read from ``mkdocs.yml``, so that it is said once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import yaml

from generator.corpus.checked_settings import is_path, refuse_odd_files, refuse_odd_values
from generator.corpus.site.shipped import own_over_inherited, renew_base
from generator.errors import GeneratorError
from generator.publish import Site
from generator.publish.content_policy import PolicyError, added_sources

__all__ = ["Settings", "persons_wanted", "read_settings", "settings_beside", "site_info"]

SEEDS = "seeds"
CACHE = ".cache/pages"
LISTS = "tags.yml"
"""A file of this name among the hand-written pages says what is no tag, and what tags are one."""
TOPICS = "topics.yml"
"""A file of this name among the hand-written pages holds topics of the user's own."""
TOPICS_KEY = "topics"
"""The key under ``extra`` that names another file; MkDocs leaves ``extra`` to its users."""
TAXONOMY_KEY = "taxonomy"
"""The key under ``extra`` that says which table of topics holds, of those that ship."""
IMAGES_KEY = "images"
"""The key under ``extra`` that leaves the pictures of pages out where it says ``false``."""

PERSONS_KEY = "persons"
"""The key under ``extra`` that publishes who holds an office, where it says ``true``."""
COPIES_KEY = "copies"
"""The key under ``extra`` that lays a plain copy beside each article where it says ``true``."""
CARDS_KEY = "cards"
"""The key under ``extra`` that has cards drawn for shared links: ``true``, or a font's file."""
RULES_KEY = "csp"
"""The key under ``extra`` that adds to what the site's pages let browsers load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The folders of a project."""

    config: Path
    """MkDocs' own settings."""
    seeds: Path
    """The folder of seeds, their sidecars and ``addresses.csv``."""
    docs: Path
    """Where generated Markdown goes, among what people wrote."""
    site: Path
    """Where the finished site goes."""
    cache: Path
    """Pages made earlier; may be deleted at any time."""
    repository: str | None = None
    """Where readers report mistakes: ``repo_url``."""
    name: str = ""
    """What the site is called; empty where nobody has said."""
    topics: Path | None = None
    """The topics of the user's own; ``None`` where those that ship with the package hold."""
    taxonomy: str = ""
    """Which of the tables that ship holds, by name; empty where nobody has said."""
    images: bool = True
    """Whether the site shows pictures of the pages."""
    persons: bool = False
    """Whether it is published who holds an office in an article."""
    cards: bool | Path = False
    """Whether cards are drawn for links that are shared, or the font to draw them with."""
    rules: Mapping[str, tuple[str, ...]] | None = field(default_factory=dict)
    """What is added to the rules for browsers; ``None`` where pages are to have none."""
    site_info: Site = field(default_factory=Site)
    """What the site's own pages and feeds say of it."""


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads; values with tags of its own (``!ENV``) are ``None``."""


_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def _load_without_tags(source: IO[Any] | str, loader: Any = _Loader) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(source, loader)
    return content


def read_settings(config: Path, *, seeds: Path | None = None) -> Settings:
    """Return the folders that ``config`` (``mkdocs.yml``) names, each beside it.

    ``seeds`` replaces the folder ``seeds`` beside the file.
    Raises :class:`GeneratorError` when the file is missing or cannot be read, and when it names
    topics that are not there.
    """
    try:
        from mkdocs.utils.yaml import yaml_load
    except ModuleNotFoundError:  # who only reads pages needs no site
        yaml_load = _load_without_tags

    refuse_odd_files(config)
    with suppress(GeneratorError):  # who builds is told; who reads needs no file of it
        renew_base(config)
    try:
        content = own_over_inherited(config, yaml_load)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise GeneratorError(f"{config}: {reason}. {_where_to_stand(config)}") from error
    except RecursionError:
        raise GeneratorError(
            f"{config}: brackets within brackets, too deep to read. Settings are lines such as "
            "“docs_dir: site_src”."
        ) from None
    except Exception as error:  # MkDocs lets PyYAML's errors through, and its own of !ENV
        raise GeneratorError(f"{config}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise GeneratorError(f"{config}: expected settings such as “docs_dir: site_src”.")
    refuse_odd_values(config, content)
    docs, site = content.get("docs_dir", "docs"), content.get("site_dir", "site")
    top, extra = config.parent, content.get("extra")
    folders = settings_beside(
        config,
        docs=top / str(docs),
        site=top / str(site),
        seeds=seeds,
        repository=str(content.get("repo_url") or "") or None,
        extra=extra if isinstance(extra, Mapping) else {},
    )
    info = site_info(*(content.get(f"site_{key}") for key in ("name", "description", "url")))
    info = replace(info, copies=folders.site_info.copies)
    return replace(folders, name=str(content.get("site_name") or ""), site_info=info)


def _where_to_stand(config: Path) -> str:
    """Return what to do where there is no ``mkdocs.yml``; the nearest one around is named."""
    here = config.parent.absolute()
    around = [*here.parents, *sorted(here.glob("*/"))]
    # os.path, as it takes a folder that must not be read for one without the file.
    near = next((folder for folder in around if os.path.isfile(folder / "mkdocs.yml")), None)  # noqa: PTH113
    if near is not None:
        return f"There is one in {near}: run this there, or add --config {near / 'mkdocs.yml'}."
    return (
        "Run this in the project's folder, or name its mkdocs.yml with --config. A new project "
        "begins with “banmian new my-archive”."
    )


def site_info(name: object, description: object, url: object) -> Site:
    """Return what MkDocs' settings say of the site; what they leave out is empty.

    Raises :class:`GeneratorError` for half a character, which no file can hold.
    """
    said = {"site_name": name, "site_description": description, "site_url": url}
    for key, value in said.items():
        if any("\ud800" <= char <= "\udfff" for char in str(value or "")):
            raise GeneratorError(
                f"mkdocs.yml: “{key}” holds half a character (\\uD800 to \\uDFFF). Type it anew."
            )
    return Site(name=str(name or "版面"), description=str(description or ""), url=str(url or ""))


def settings_beside(
    config: Path,
    *,
    docs: Path,
    site: Path,
    seeds: Path | None = None,
    repository: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the folders of the project whose ``mkdocs.yml`` is ``config``.

    ``repository`` and ``extra`` are what stands there under ``repo_url`` and ``extra``.
    Raises :class:`GeneratorError` when it names topics that are not there, for a table of topics
    that is none, and for pictures, persons or copies that are neither wanted nor not.
    """
    top, more = config.parent, extra or {}
    return Settings(
        config=config,
        seeds=seeds or top / SEEDS,
        docs=docs,
        site=site,
        cache=top / CACHE,
        repository=repository,
        topics=_topics(config, docs, more.get(TOPICS_KEY)),
        taxonomy=_taxonomy(config, more.get(TAXONOMY_KEY)),
        images=_switch(
            config, IMAGES_KEY, more.get(IMAGES_KEY, True),
            "pages are shown with their pictures", "without",
        ),
        persons=_switch(
            config, PERSONS_KEY, more.get(PERSONS_KEY, False),
            "who holds an office in an article is published", "not",
        ),
        site_info=Site(
            copies=_switch(
                config, COPIES_KEY, more.get(COPIES_KEY, False),
                "a plain copy lies beside each article", "none does",
            )
        ),
        cards=_cards(config, more.get(CARDS_KEY, False)),
        rules=_rules(config, more.get(RULES_KEY)),
    )  # fmt: skip


def persons_wanted(config: Path | None) -> bool:
    """Return whether the project of ``config``, or of this folder, publishes who holds an office.

    Outside a project nobody has asked for it.
    """
    here = config or Path("mkdocs.yml")
    return here.is_file() and read_settings(here).persons


def _switch(config: Path, key: str, said: object, on: str, off: str) -> bool:
    if isinstance(said, bool):
        return said
    raise GeneratorError(
        f"{config}:{_line(config, key)}: “extra: {key}” must be true ({on}) or false ({off})."
    )


def _cards(config: Path, said: object) -> bool | Path:
    if isinstance(said, bool):
        return said
    path = config.parent / said if isinstance(said, str) and is_path(said) else None
    if path is not None and path.is_file():
        return path
    raise GeneratorError(
        f"{config}:{_line(config, CARDS_KEY)}: “extra: {CARDS_KEY}” must be true (a card is drawn "
        "for each link that is shared), false, or a file beside mkdocs.yml that holds a font."
    )


def _rules(config: Path, said: object) -> dict[str, tuple[str, ...]] | None:
    if said is False:
        return None
    try:
        if isinstance(said, Mapping):
            return added_sources(said)
        if said is None or said is True:
            return {}
        reason = "must be false (pages without rules) or name sources, each under its directive."
    except PolicyError as error:
        reason = str(error)
    raise GeneratorError(
        f"{config}:{_line(config, RULES_KEY)}: “extra: {RULES_KEY}”: {reason} See docs/security.md."
    )


def _topics(config: Path, docs: Path, named: object) -> Path | None:
    """Return the file of the user's own topics: the one that is named, or the usual one."""
    if named is None:
        usual = docs / TOPICS
        # A folder of this name, or a link to nothing, is no file but meant as one: reading tells.
        return usual if usual.exists() or usual.is_symlink() else None
    key = f"extra: {TOPICS_KEY}"
    if not isinstance(named, str) or not is_path(named):
        raise GeneratorError(
            f"{config}:{_line(config, TOPICS_KEY)}: “{key}” must name one file, such as {TOPICS}."
        )
    path = config.parent / named
    if not path.is_file():
        raise GeneratorError(
            f"{config}:{_line(config, TOPICS_KEY)}: “{key}” names {named}, and there is no such "
            "file beside mkdocs.yml. Make it, or delete the line."
        )
    return path


def _taxonomy(config: Path, said: object) -> str:
    if said is None:
        return ""
    from generator.describe import SHIPPED  # to build a site takes none of its hundred tables

    if isinstance(said, str) and said in SHIPPED:
        return said
    raise GeneratorError(
        f"{config}:{_line(config, TAXONOMY_KEY)}: “extra: {TAXONOMY_KEY}” must be general (the "
        "fields of any newspaper), ministry (those of civil affairs, or of your own) or both."
    )


def _line(config: Path, wanted: str) -> int:
    """Return the line of ``mkdocs.yml`` with a key under ``extra``; 1 where it cannot be found."""
    try:
        node = yaml.compose(config.read_bytes(), Loader=yaml.SafeLoader)
    except (OSError, yaml.YAMLError):
        return 1
    line = 1
    for key in ("extra", wanted):
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
