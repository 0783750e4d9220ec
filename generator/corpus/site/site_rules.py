"""What templates are told of a site: whether pages have cards, the rules that browsers hold them to
(docs/security.md), and what pages in the navigation are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.corpus.files.manifest import read_manifest
from generator.corpus.settings import Settings
from generator.publish.content_policy import allowing, inline_parts, policy_of

__all__ = ["NAME", "SiteRules", "tell_templates"]

NAME = "banmian/rules"
KEY = "content_security_policy"
"""Where templates find the rules, under ``extra``."""
_OWN_PAGE = "404.html"
"""It may stand at any depth, so it has its style and script within."""


class SiteRules:
    """Lays rules down for all pages of one build."""

    PIECEWISE = True  # the same for each page

    def __init__(self, added: Mapping[str, tuple[str, ...]] | None) -> None:
        """Take what the site's owner adds; ``None`` where no page is to have rules."""
        self._added = added
        self._nav: Navigation | None = None

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: object) -> None:  # noqa: ARG002
        """Keep the navigation until its pages are read."""
        self._nav = nav

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: object) -> None:  # noqa: ARG002
        """Tell the templates the rules, and the titles of our pages in the navigation as text.

        Material prints titles as HTML, which those are that people write, and headlines are not.
        """
        bare = [page for page in self._nav.pages if _has_bare_title(page)] if self._nav else []
        made = read_manifest(Path(config.docs_dir)) if bare else {}
        for page in bare:
            if page.file.src_uri in made:
                page.title = escape(str(page.title), quote=False)
        if self._added is not None:
            config.extra[KEY] = policy_of(
                self._added,
                [str(script) for script in config.extra_javascript],
                config.extra_css,
                _inline_of_theme(env, config),
            )

    def on_post_template(self, output: str, /, *, template_name: str, **_others: Any) -> str:
        """Allow the page of the theme that is no page of the site what it has within."""
        return allowing(output, inline_parts(output)) if template_name == _OWN_PAGE else output


def _has_bare_title(page: Page) -> bool:
    """Tell whether a page is called by its header, and that would mean something in HTML."""
    title = page.meta.get("title")
    return isinstance(title, str) and page.title == title != escape(title, quote=False)


def _inline_of_theme(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Yield the scripts that Material writes into pages for what ``mkdocs.yml`` asks of it."""
    features = config.theme.get("features") or ()
    wanted = {
        "partials/javascripts/announce.html": "announce.dismiss" in features,
        "partials/javascripts/consent.html": config.extra.get("consent"),
        "partials/integrations/analytics.html": config.extra.get("analytics"),
    }
    for name, is_wanted in wanted.items():
        if is_wanted:
            yield from inline_parts(env.get_template(name).render(config=config))["script"]


def tell_templates(config: MkDocsConfig, settings: Settings) -> None:
    """Tell the site's templates whether pages have cards."""
    drawn = bool(settings.cards and settings.site_info.url)
    if drawn:
        from generator.corpus.cards.share_cards import card_press

        drawn = card_press(settings) is not None
    config.extra["cards_drawn"] = drawn
