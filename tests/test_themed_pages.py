"""Pages that are put into a learned shape are those that the template gives, whatever it asks."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import script_tag_filter, url_filter

from generator.corpus.site.finished import themed_pages
from generator.corpus.site.finished.themed_pages import Frames, UnusableThemeError, plain_page
from site_src.overrides.hooks import lean_pages

TITLES: list[Any] = [
    *("甲", "ab", "甲乙", "a<b", "<b>a</b>", 'say "a"', "it's & a", " 甲 ", "a\n\n  b", "a\tb", ""),
    *(None, "\ue0000\ue001", "\ue002", "\ue001", "水", 5, True, "x" * 300, "<pre>\n\n</pre>"),
]  # fmt: skip
TAGS: list[Any] = [None, [], ["a"], ["乙", "a<b", "c"], ["a", "b", "c", "d", "e"]]
URLS = ("b/one/", "b/two/", "b/c/one/", "a/one/", "a/c/two/", "one/", "a/")


def page(url: str, title: Any, tags: Any, number: int) -> Any:
    meta: dict[str, Any] = {"title": title} if title is not None else {}
    if tags is not None:
        meta |= {"tags": tags, "year": 1995 + number % 10, "facet": {"b": "1", "c": tags}}
    if number % 3:
        meta["date"] = f"20{number % 30:02}-01-02"
    text = f"<h1>{number}</h1>\n\n<p>  甲\n{title}</p>" if number % 2 else f"<p>{tags}</p>"
    toc = TableOfContents([AnchorLink(f"{title}", f"_{number}", 1)] if number % 2 else [])
    return SimpleNamespace(
        url=url,
        meta=meta,
        content=text,
        toc=toc,
        title=title,
        is_homepage=False,
        canonical_url=None,
    )


PAGES = [
    page(url, title, tags, number)
    for number, (title, tags, url) in enumerate(itertools.product(TITLES, TAGS, URLS))
]


def frames(
    source: str, finish: Callable[[str, Any], str] = lambda text, _page: text, **ways: Any
) -> Frames:
    templates = {
        "main.html": source,
        "base.html": "<title>{% block title %}{{ page.meta.title | e }}{% endblock %}</title>\n"
        "  <a href={{ page.url | url }}>\n\n{% block content %}{{ page.content }}{% endblock %}",
        "part.html": "[{{ page.meta.title }}{{ given }}]",
    }
    env = Environment(loader=DictLoader(templates), auto_reload=False)
    env.filters.update(url=url_filter, script_tag=script_tag_filter)
    config: Any = SimpleNamespace(extra_css=["a/style.css"], extra_javascript=[], site_name="站")
    return Frames(env, SimpleNamespace(), config, finish, **ways)  # type: ignore[arg-type]


def outcome(render: Callable[[Any], str], one: Any) -> str | type[Exception]:
    """Return a page, or which error its template raises for its values."""
    try:
        return render(one)
    except (TypeError, AttributeError) as error:
        return type(error)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the template itself has rendered, by address."""
    seen: list[str] = []

    def plain(self: Frames, page: Any) -> str:
        seen.append(page.url)
        return plain_page(self, page)

    monkeypatch.setattr(themed_pages, "plain_page", plain)
    return seen


FOLLOWED = [
    "{{ page.meta.title }}-{{ page.meta.title | e }}-{{ page.meta.title | upper | truncate(3) }}",
    "{% if page.meta.title == '甲' %}one{% elif page.meta.title %}{{ page.meta.title }}{% endif %}",
    "{% if page.meta.title | length > 2 %}long{% endif %}{{ page.meta.title is string }}",
    "{% if 'a' in page.content %}a{% endif %}<i>{{ page.content }}</i>",
    "{% for tag in page.meta.tags or [] %}{{ loop.index }} {{ tag | e }}"
    "{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    "{% for name, value in (page.meta.facet or {}).items() %}{{ name }}={{ value }};{% endfor %}",
    "{{ page.meta.facet | default({}) | items | map('join', '=') | join('&') | e }}",
    "{% set said %}<b>{{ page.meta.title }}</b>{% endset %}{{ said | replace('a', 'c') }}"
    "{{ 'a' in said }}{{ said }}",
    "{% macro m(a, b=1) %}[{{ a }}{% if b %}{{ b }}{% endif %}]{% endmacro %}"
    "{{ m(page.meta.title) }}{% if m(page.meta.title, 0) == '[甲]' %}!{% endif %}",
    "{{ {'t': page.meta.title or '', 'l': [page.meta.tags or 0]} | tojson }}",
    "{{ page.meta.date[:4] if page.meta.date }}{{ ('000' ~ page.meta.year)[-4:] }}",
    "{% if page.meta.year is defined and page.meta.year > 2000 %}"
    "{{ page.meta.year + 1 }}{% endif %}{{ page.meta.year }}",
    "{{ 'a/b.css' | url }} {{ '' | url }} {{ 'a/' | url }} {{ page.meta.title | url }}"
    "{{ 'a/c/x.js' | script_tag }}{{ base_url }}{{ extra_css }}",
    "{{ page.meta.get('title') }}{{ page.title.upper() if page.title is string }}",
    "{% set ns = namespace(a=[]) %}{% for tag in page.meta.tags or [] %}"
    "{% set ns.a = ns.a + [tag ~ '!'] %}{% endfor %}{{ ns.a | join('<') }}",
    "{% filter upper %}{{ page.meta.title }}{% endfilter %}{% set given = page.url %}"
    "{% include 'part.html' %}{{ [page.meta.title] | first }}{{ {'甲': 1}[page.meta.title] }}",
    "{{ (page.toc | first | default({}, true)).title or '-' }}"
    "{{ page.toc | map(attribute='id') | join }}",
    "{{ page.meta.title in ['甲', 'ab'] }}{{ page.meta.tags == ['a'] }}{{ not page.meta.title }}",
    "{% if nothing == page.meta.title %}x{% endif %}{{ page.meta.date == config.nothing }}"
    "{% if config.nothing != page.meta.year %}y{% endif %}{{ page.meta.tags in [nothing] }}",
    "{% set c = cycler('a', 'b') %}{% for tag in page.meta.tags or [] %}{{ c.next() }}"
    "{{ loop.cycle(tag, page.title) }}{% if loop.changed(tag) %}!{% endif %}{% endfor %}"
    "{% set l = [] %}{% set _ = l.append(page.meta.title) %}"
    "{{ dict(a=l).a | map('string') | join }}",
    "{% extends 'base.html' %}{% set heading = page.meta.title or '站' %}"
    "{% block title %}{{ heading | e }} {{ super() }} {{ self.content() | length }}{% endblock %}",
]  # fmt: skip
NOT_FOLLOWED = [
    "{{ '%s' % page.meta.title }}",
    "{{ [page.meta.title] }}",
    "{{ 'a%sb' | format(page.meta.title) if page.meta.title else '' }}{{ {page.url: 1} }}",
    "{% autoescape true %}{{ page.meta.title }}{% endautoescape %}",
    "{{ 'a'.join([page.url, 'b']) }}",
    "{{ is_bare(page) }}",
    "{{ said_of(page.meta.year) }}{{ said_of([page.meta.title]) }}",
    "{% if first == page.meta.title %}x{% endif %}",
]


class First:
    """Is equal to one title, as objects of a theme may be."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other == TITLES[0]

    __hash__ = None  # type: ignore[assignment]


def is_bare(one: Any) -> bool:
    return getattr(one, "meta", {}).get("title") is None


def said_of(value: Any) -> str:
    return "late" if isinstance(value, int) and value > 2000 else type(value).__name__


@pytest.mark.parametrize("source", FOLLOWED)
@pytest.mark.parametrize("way", ["alone", "whole", "in parts"])
def test_pages_are_those_of_the_template(source: str, way: str, rendered: list[str]) -> None:
    def finish(text: str, _page: Any) -> str:
        return lean_pages.on_post_page(text.replace("水", "海"))

    made = frames(source) if way == "alone" else frames(source, finish, in_parts=way == "in parts")
    for one in PAGES:
        assert outcome(made.render, one) == outcome(partial(plain_page, made), one), one
    assert 0 < made.learned < len(PAGES) / 4
    if way == "whole":
        assert len(rendered) < len(PAGES) / 2


@pytest.mark.parametrize("source", NOT_FOLLOWED)
def test_what_cannot_be_followed_the_template_renders(source: str, rendered: list[str]) -> None:
    made = frames(source)
    made.env.globals.update(is_bare=is_bare, said_of=said_of, first=First())
    for one in PAGES:
        assert made.render(one) == plain_page(made, one)
    assert len(rendered) == len(PAGES)


def test_where_each_page_has_a_shape_of_its_own_few_are_learned(rendered: list[str]) -> None:
    made = frames("{% for letter in page.content %}{{ letter }}.{% endfor %}")
    pages = [page(f"b/{n}/", "甲" * n, None, 1) for n in range(400)]
    for one in pages:
        assert made.render(one) == plain_page(made, one)
    assert made.learned <= 101
    assert len(rendered) == len(pages)


def test_a_place_that_is_named_late_makes_its_pages_other_ones() -> None:
    made = frames("{% if page.meta.title == '乙' %}{{ 'b/c/x.js' | url }}{% endif %}{{ page.url }}")
    for title, url in itertools.product(("甲", "乙"), ("b/c/one/", "b/d/one/", "b/c/two/")):
        one = page(url, title, None, 0)
        assert made.render(one) == plain_page(made, one)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ pages | length }}", "list all pages"),
        ("{{ chance() }}{{ page.meta.title }}", "comes out otherwise"),
        ("{% if chance() < 0 %}{{ page.url }}{% endif %}{{ page.meta.title }}", ""),
    ],
)
def test_a_theme_that_lists_all_pages_or_rolls_dice_is_not_used(source: str, why: str) -> None:
    made = frames(source)
    made.env.globals["chance"] = itertools.count().__next__
    if not why:
        assert made.render(PAGES[0]) == "甲"
        return
    with pytest.raises(UnusableThemeError, match=why):
        list(map(made.render, PAGES))


def test_hooks_see_what_they_make_of_a_page() -> None:
    """A hook that looks at the page itself cannot be asked for a shape."""

    def finish(text: str, page: Any) -> str:
        return text + str(page.meta.get("title"))

    made = frames("<p>{{ page.meta.title | e }}</p>", finish, in_parts=True)
    for one in PAGES[:40]:
        assert made.render(one) == plain_page(made, one)
