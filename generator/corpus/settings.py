"""Where things lie: read from ``mkdocs.yml``, so that it is said once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError

__all__ = ["Settings", "read_settings", "settings_beside"]

SEEDS = "seeds"
CACHE = ".cache/pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The folders of a project."""

    config: Path
    """MkDocs' own settings."""
    seeds: Path
    """The folder of seeds, their sidecars and ``permalinks.csv``."""
    docs: Path
    """Where generated Markdown goes, among what people wrote."""
    site: Path
    """Where the finished site goes."""
    cache: Path
    """Pages made earlier; may be deleted at any time."""
    repository: str | None = None
    """Where readers report mistakes: ``repo_url``."""


def read_settings(config: Path, *, seeds: Path | None = None) -> Settings:
    """Return the folders that ``config`` (``mkdocs.yml``) names, each beside it.

    ``seeds`` replaces the folder ``seeds`` beside the file.
    Raises :class:`GeneratorError` when the file is missing or cannot be read.
    """
    from mkdocs.utils.yaml import yaml_load

    try:
        with config.open("rb") as file:
            content = yaml_load(file) or {}
    except OSError as error:
        raise GeneratorError(
            f"{config}: {(error.strerror or 'cannot be read').lower()}. Run this in the project's "
            "folder, or name its mkdocs.yml with --config."
        ) from error
    except Exception as error:  # MkDocs lets PyYAML's errors through, and its own of !ENV
        raise GeneratorError(f"{config}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise GeneratorError(f"{config}: expected settings such as “docs_dir: site_src”.")
    docs, site = content.get("docs_dir", "docs"), content.get("site_dir", "site")
    top = config.parent
    address = content.get("repo_url")
    return settings_beside(
        config,
        docs=top / str(docs),
        site=top / str(site),
        seeds=seeds,
        repository=str(address) if address else None,
    )


def settings_beside(
    config: Path,
    *,
    docs: Path,
    site: Path,
    seeds: Path | None = None,
    repository: str | None = None,
) -> Settings:
    """Return the folders of the project whose ``mkdocs.yml`` is ``config``."""
    top = config.parent
    return Settings(
        config=config,
        seeds=seeds or top / SEEDS,
        docs=docs,
        site=site,
        cache=top / CACHE,
        repository=repository,
    )
