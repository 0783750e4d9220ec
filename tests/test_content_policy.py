"""The rules for browsers: what they say, who may add to them, and that each page has them."""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.livereload import LiveReloadServer

from generator.cli import run
from generator.corpus.settings import read_settings
from generator.corpus.site.build_site import build_site
from generator.errors import GeneratorError
from generator.preview import allow_reloading
from generator.publish.content_policy import PolicyError, added_sources, allowing, policy_of
from tests.conftest import ROOT, copy_sources
from tests.samples import RAIN, make_project

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<(script|style)(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</\1>", re.DOTALL)
STATS = "https://stats.example.org"


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(policy: str) -> dict[str, list[str]]:
    """Return the sources of each directive."""
    found = {name: sources for name, *sources in (part.split() for part in policy.split(";"))}
    return {"script-src": found["default-src"], "style-src": found["default-src"], **found}


class TestPages:
    def test_each_page_lays_the_rules_down_before_it_loads_anything(self, built_site: Path) -> None:
        pages = list(built_site.rglob("*.html"))
        assert len(pages) > 100
        for page in pages:
            text = page.read_text("utf-8")
            before = text[: text.index("Content-Security-Policy")]
            assert re.findall(r"<(?!!|html|head|meta )[a-z]+", before) == [], page
            found = rules(META.findall(text)[0])
            assert found["default-src"] == ["'self'", "file:"]
            sources = [source for sources in found.values() for source in sources]
            assert not any("unsafe" in source or "*" in source for source in sources)

    def test_what_a_page_has_within_is_allowed_by_its_hash_and_only_404_has_any(
        self, built_site: Path
    ) -> None:
        inline: dict[str, int] = {}
        for page in built_site.rglob("*.html"):
            text = page.read_text("utf-8")
            found = INLINE.findall(text)
            inline[page.name] = inline.get(page.name, 0) + len(found)
            allowed = rules(META.findall(text)[0])
            for tag, within in found:
                assert hash_of(within) in allowed[f"{tag}-src"]
        assert inline == {"index.html": 0, "404.html": 2}

    def test_no_page_has_a_style_or_a_handler_in_an_attribute(self, built_site: Path) -> None:
        for page in built_site.rglob("*.html"):
            tags = re.findall(r"<[a-z][^>]*>", page.read_text("utf-8"))
            assert [tag for tag in tags if re.search(r"\s(?:style|on[a-z]+)\s*=", tag)] == []

    def test_all_is_the_same_the_slow_way(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project = themed(tmp_path, "extra:\n  csp:\n    img-src: https://pictures.example.org\n")
        monkeypatch.chdir(project)
        assert run(["build", "--strict"]) == 0
        build_site(read_settings(Path("mkdocs.yml")), project / "slow", slow=True)
        pages = [path.relative_to("site") for path in Path("site").rglob("*.html")]
        assert len(pages) > 10
        for page in pages:
            text = (project / "slow" / page).read_bytes()
            assert text == (project / "site" / page).read_bytes()
            assert b"file: data: https://pictures.example.org;" in text


def themed(folder: Path, more: str = "") -> Path:
    """Make a project of one page with the theme of this one and further settings."""
    project = make_project(folder / "project", rain=RAIN)
    shutil.rmtree(project / "site_src")
    copy_sources("site_src", project / "site_src")
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - generator/mkdocs_hook.py\n", "")
    if more.startswith("extra:\n"):
        config, more = config.replace("extra:\n", more, 1), ""
    (project / "mkdocs.yml").write_text(config + more, "utf-8")
    return project


class TestOwner:
    def test_sources_can_be_added(self) -> None:
        added = added_sources({"script-src": [STATS, "sha256-AAAA="], "font-src": "self"})
        found = rules(policy_of({**added, "frame-src": (STATS,)}))
        assert found["frame-src"] == [STATS]
        assert found["script-src"][-2:] == [STATS, "'sha256-AAAA='"]
        assert found["font-src"] == ["'self'", "file:"]

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"script-src": "'unsafe-inline'"}, "would let any text run"),
            ({"script-src": "unsafe-eval"}, "would let any text run"),
            ({"script-src": "data:"}, "would let any text run"),
            ({"script-source": STATS}, "is none of script-src"),
            ({"default-src": "*"}, "is none of"),
            ({"img-src": "*"}, "is no source"),
            ({"img-src": f"{STATS}; script-src *"}, "is no source"),
            ({"img-src": f"{STATS} http://x.example"}, "is no source"),
            ({"img-src": '"><script>'}, "is no source"),
            ({"img-src": [None]}, "is no source"),
            ({"img-src": 7}, "is no source"),
            ({7: STATS}, "is none of"),
        ],
    )
    def test_what_is_none_is_told(self, said: dict[object, object], why: str) -> None:
        with pytest.raises(PolicyError, match=re.escape(why)):
            added_sources(said)

    @pytest.mark.parametrize("said", ["true", "false", "{img-src: 'https://a.example'}", "null"])
    def test_mkdocs_yml_says_it(self, tmp_path: Path, said: str) -> None:
        project = make_project(tmp_path / "p", rain=RAIN)
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"extra:\n  csp: {said}\n")
        found = read_settings(project / "mkdocs.yml").rules
        wanted: dict[str, Any] = {"false": None, "true": {}, "null": {}}
        assert found == wanted.get(said, {"img-src": ("https://a.example",)})

    @pytest.mark.parametrize("said", ["yes please", "[a]", "{img-src: '*'}"])
    def test_a_slip_is_told_with_its_line(self, tmp_path: Path, said: str) -> None:
        project = make_project(tmp_path / "p", rain=RAIN)
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(f"extra:\n  csp: {said}\n")
        with pytest.raises(GeneratorError, match=r"mkdocs\.yml:7: “extra: csp”"):
            read_settings(project / "mkdocs.yml")

    def test_scripts_and_styles_that_mkdocs_yml_names_need_no_more(self) -> None:
        policy = policy_of(
            {},
            ["javascripts/own.js", "https://cdn.example/a;b,c.js?v=1", "//cdn.example/d.js"],
            ["own.css", "https://cdn.example/e.css#x"],
        )
        found = rules(policy)
        scripts = ["https://cdn.example/a%3Bb%2Cc.js", "cdn.example/d.js"]
        assert found["script-src"] == ["'self'", "file:", *scripts]
        assert found["style-src"] == ["'self'", "file:", "https://cdn.example/e.css"]

    def test_scripts_of_others_may_make_markup_and_ours_may_not(self) -> None:
        assert "require-trusted-types-for" in policy_of({})
        for others in (
            policy_of({}, ["own.js"]),
            policy_of({"script-src": (STATS,)}),
            policy_of({}, inline=["evil()"]),
        ):
            assert "trusted-types" not in others

    def test_what_material_writes_into_pages_is_allowed_where_it_is_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        analytics = "extra:\n  analytics:\n    provider: google\n    property: G-X\n"
        project = themed(tmp_path, analytics)
        monkeypatch.chdir(project)
        assert run(["build", "--strict"]) == 0
        text = (project / "site" / "index.html").read_text("utf-8")
        within = [script for _tag, script in INLINE.findall(text)]
        assert len(within) == 2
        allowed = rules(META.findall(text)[0])["script-src"]
        assert all(hash_of(script) in allowed for script in within)

    def test_pages_have_none_where_nobody_wants_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project = themed(tmp_path, "extra:\n  csp: false\n")
        monkeypatch.chdir(project)
        assert run(["build", "--strict"]) == 0
        pages = [path.read_text("utf-8") for path in Path("site").rglob("*.html")]
        assert not any("Content-Security-Policy" in page for page in pages)


class TestHashes:
    PAGE = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy_of({})}"><p>script-src </p>'
    )

    def test_they_stand_in_the_rules_and_nowhere_else(self) -> None:
        page = allowing(self.PAGE, {"script": ["a()"], "style": ["p {}"]})
        found = rules(META.findall(page)[0])
        assert found["script-src"] == ["'self'", "file:", hash_of("a()")]
        assert found["style-src"] == ["'self'", "file:", hash_of("p {}")]
        assert page.endswith("<p>script-src </p>")

    def test_a_page_without_rules_stays(self) -> None:
        assert allowing("<p>script-src </p>", {"script": ["a()"]}) == "<p>script-src </p>"

    def test_a_preview_allows_what_reloads_it_and_no_more(self, tmp_path: Path) -> None:
        server = LiveReloadServer(
            lambda: None, host="127.0.0.1", port=0, root=str(tmp_path), mount_path="/"
        )
        try:
            allow_reloading(server)
            page = f"<head>{self.PAGE}</head><body><script>evil()</script>\udcff</body>"
            raw = page.encode("utf-8", "surrogateescape")
            inject: Callable[[bytes, int], bytes] = server._inject_js_into_html
            sent = inject(raw, 7).decode("utf-8", "surrogateescape")
        finally:
            server.server_close()
        within = [script for _tag, script in INLINE.findall(sent)]
        assert len(within) == 2
        allowed = rules(META.findall(sent)[0])["script-src"]
        assert [hash_of(script) in allowed for script in within] == [False, True]
