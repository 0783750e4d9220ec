"""Text from a page never becomes code: hostile texts in every field, on every page, in a browser.

By itself many texts at a time, which takes half a minute; ``nox -s security`` (``LONG=true``) puts
each into a site of its own fields, so that none can hide behind another.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from generator.publish.escape import one_line
from tests.conftest import serve
from tests.hostile_site import FIELDS, SHOWN, build_hostile_site
from tests.hostile_texts import PAYLOADS

pytestmark = pytest.mark.browser

LONG = os.environ.get("LONG") == "true"
TOGETHER = 1 if LONG else 55
CHUNKS = [PAYLOADS[at : at + TOGETHER] for at in range(0, len(PAYLOADS), TOGETHER)]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 844}

WATCH = """
window.seen = [];
window.evil = () => window.seen.push("a script ran");
for (const name of ["alert", "confirm", "prompt"]) window[name] = window.evil;
document.addEventListener("securitypolicyviolation", event => window.seen.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`));
"""
LOOK = """own => {
  const seen = window.seen.splice(0), here = new URL(".", location).origin;
  const say = (what, element) => seen.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  const foreign = "bm-evil, iframe, frame, object, embed, base, style, video, audio, math, " +
    "template, portal, marquee, foreignObject, animate, use, [srcdoc], [formaction], " +
    "[ping], [background], [autofocus], meta[http-equiv=refresh]";
  for (const element of document.querySelectorAll(foreign)) {
    if (!own || element.localName !== "style") say("foreign", element);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on")) say("handler", element);
      if (!["href", "src", "action", "xlink:href", "data-double"].includes(name)) continue;
      const address = new URL(value, location);
      const local = address.origin === here ||
        element.matches(":is(.bm-cite, .bm-goals + p) [download]") ||
        (own && value === "data:,");
      const link = element.matches("a, link[rel=canonical], link[rel='schema.DC']") &&
        /^https?:/.test(address.protocol);
      if (!local && !link) say("address", element);
    }
  }
  for (const script of document.scripts) {
    if (!own && !script.src && !/json$/.test(script.type)) say("inline", script);
  }
  return seen;
}"""
WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [`${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`] : []"""


@dataclass
class Visit:
    """A page that visits others, and whatever there was to complain of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page, told = self.page, self.complaints
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
        page.on(
            "console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("request", lambda request: told.extend(_elsewhere(request.url)))

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def look(self, where: str) -> None:
        """Take down what is wrong with the page as it stands."""
        own = where == "404.html"  # its style and its script are the site's own, by their hashes
        self.complaints += [f"{where}: {told}" for told in self.page.evaluate(LOOK, own)]
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]  # a TypedDict
            wide = self.page.evaluate(WIDE)
            if wide:  # the theme's box glides into its place
                self.page.wait_for_timeout(500)
                wide = self.page.evaluate(WIDE)
            self.complaints += [f"{where}: {told}" for told in wide]


def _elsewhere(address: str) -> list[str]:
    parts = urlsplit(address)
    here = parts.hostname == "127.0.0.1" or parts.scheme in ("data", "blob")
    return [] if here else [f"asked for {address[:200]}"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_hostile_site(tmp_path_factory.mktemp("hostile") / "project", CHUNKS)


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    with serve(hostile) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]  # a TypedDict
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    made = Visit(context.new_page())
    yield made
    made.page.close()
    assert "\n".join(made.complaints) == ""


def addresses(site: Path) -> list[str]:
    """Return the address of each page of a site."""
    return [
        quote(path.relative_to(site).as_posix().removesuffix("index.html"))
        for path in sorted(site.rglob("*.html"))
    ]


def test_no_page_runs_asks_for_or_widens_anything(
    visit: Visit, hostile: Path, address: str
) -> None:
    pages = addresses(hostile)
    kinds = {name.partition("/")[0] for name in pages}
    assert kinds >= {"", "404.html", "agencies", "articles", "corrections", "dates", "documents"}
    assert kinds >= {"notices", "pages", "regions", "search", "tags", "topics"}
    assert (len(PAYLOADS) >= 200, len(FIELDS) >= 40) == (True, True)
    for name in pages:
        visit.page.goto(address + name, wait_until="load")
        visit.look(name)


def test_each_text_is_shown_as_it_is(visit: Visit, hostile: Path, address: str) -> None:
    articles = [name for name in addresses(hostile) if name.startswith("articles/")]
    texts = []
    for name in articles:
        visit.page.goto(address + name)
        texts.append(visit.page.locator("article").text_content() or "")
    for chunk in CHUNKS:
        shown = [one_line(" ".join(chunk[n : n + 1])) for n in range(len(chunk))]
        best = max(texts, key=lambda text: min(map(text.count, shown)))
        assert {text: best.count(text) for text in shown if best.count(text) < SHOWN} == {}


def is_closed_at_its_end(field: str) -> bool:
    """Tell whether the first brace of a field of BibTeX is closed by its last one alone."""
    marks = [1 if mark == "{" else -1 for mark in re.findall(r"[{}]", field)]
    depths = list(accumulate(marks))
    return depths[-1] == 0 and all(depth > 0 for depth in depths[:-1])


def test_a_reference_for_programs_is_one_reference(
    visit: Visit, hostile: Path, address: str
) -> None:
    page = visit.page
    for name in [name for name in addresses(hostile) if name.startswith("articles/")]:
        page.goto(address + name)
        found = page.locator(".bm-cite [download]")
        links: list[str] = found.evaluate_all("links => links.map(link => link.href)")
        bib, ris, csl = (unquote(link.partition(",")[2]) for link in links[:3])
        lines = ris.removesuffix("\r\n").split("\r\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER")
        assert (lines[0][:6], lines[-1], len(lines[0].split())) == ("TY  - ", "ER  - ", 3)
        assert not re.search(r"[\n\v\f\x85\u2028\u2029]", ris.replace("\r\n", ""))
        fields = bib.splitlines()[1:-1]
        assert all(re.fullmatch(r"  [a-z]+ = \{.*\},", line) for line in fields)
        assert all(is_closed_at_its_end(line.partition("= ")[2]) for line in fields)
        assert len(json.loads(csl)) == 1


def test_pictures_have_their_areas(visit: Visit, hostile: Path, address: str) -> None:
    pictured = [path.parent for path in hostile.glob("pages/*/page.webp")]
    assert len(pictured) >= len(CHUNKS) // 2
    for folder in pictured[:3]:
        visit.page.goto(f"{address}pages/{quote(folder.name)}/")
        area = visit.page.locator(".bm-area").first
        area.hover(force=True)
        visit.page.keyboard.press("Tab")
        visit.look(folder.name)


def test_no_question_to_the_search_is_code(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(f"{address}search/")
    page.locator("html[data-search-ready]").wait_for()
    ask = """async ([place, query]) => {
      const ready = () => new Promise(done => new MutationObserver((_, watch) => {
        if (!document.querySelector(".bm-find__results[aria-busy]")) { watch.disconnect(); done(); }
      }).observe(document.querySelector(".bm-find__results"), {attributes: true}));
      history.pushState({}, "", place);
      const answered = ready();
      dispatchEvent(new PopStateEvent("popstate", {state: {}}));
      await answered;
    }"""
    for number, text in enumerate(PAYLOADS):
        said = text.encode("utf-8", "replace").decode()
        query = f"?{urlencode({'q': said})}"
        page.evaluate(ask, ["#" + query if number % 2 else query, said])
        if number % 10 == 0 or LONG:
            visit.look(f"search {text!r}")
        for kind in ("region", "agency", "topic", "tag", "year", "state", "sort", "page"):
            query += f"&{urlencode({kind: said})}"
        if number % 5 == 0 or LONG:
            page.evaluate(ask, [query, said])
            visit.look(f"choice {text!r}")
    assert page.evaluate("Object.prototype.evil === undefined && {}.evil === undefined")


def test_no_fragment_nor_marked_word_is_code(visit: Visit, hostile: Path, address: str) -> None:
    names = addresses(hostile)
    kinds = ("articles/", "pages/", "regions/", "search/", "404")
    firsts = ["", *(next(name for name in names if name.startswith(kind)) for kind in kinds)]
    for first in firsts:
        visit.page.goto(address + first)
        visit.page.evaluate(
            "texts => { for (const text of texts) location.hash = text; }", list(PAYLOADS)
        )
        visit.look(first)
    for at in range(0, len(PAYLOADS), 20):
        marked = urlencode({"h": PAYLOADS[at : at + 20]}, doseq=True)[:6000]
        visit.page.goto(f"{address}{firsts[1]}?{re.sub('%[0-9A-F]?$', '', marked)}")
        visit.look(f"marks {at}")


def test_the_box_in_the_header_answers_as_text(visit: Visit, address: str) -> None:
    page = visit.page
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # a TypedDict
    page.goto(address)
    box = page.locator(".bm-box input[name=q]")
    box.focus()
    page.locator("#bm-box-list").wait_for(state="attached")
    for text in PAYLOADS[:: 1 if LONG else 8]:
        box.fill(one_line(text))
        page.wait_for_timeout(90)
    page.locator("#bm-box-list [role=option]").first.wait_for()
    visit.look("box")
