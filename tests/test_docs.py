"""The documentation says what is there: each command, option and session, and every link."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from benchmarks.accuracy import PAGES, PAGES_GOLD, measure
from generator.cli.arguments import build_parser
from generator.corpus.seeds.corrections import BODY_ROLES, FORMS, HEAD_ROLES
from generator.corpus.seeds.sidecar import KEYS, parse_sidecar
from generator.text.edtf import is_edtf

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
GUIDES = ("docs/editing.md", "docs/editing.zh.md")
YOURS = ("docs/make-it-yours.md", "docs/make-it-yours.zh.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *GUIDES, *YOURS)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return dict(action.choices)


def options() -> list[str]:
    parsers = [build_parser(), *commands().values()]
    flags = {flag for parser in parsers for a in parser._actions for flag in a.option_strings}
    return sorted(flag for flag in flags if flag.startswith("--") and flag != "--help")


def sessions() -> list[str]:
    """Return the names of noxfile.py's sessions, read from its code."""
    found = []
    for node in ast.parse(read("noxfile.py")).body:
        if isinstance(node, ast.FunctionDef):
            for decorator in map(ast.unparse, node.decorator_list):
                if decorator.startswith("nox.session"):
                    named = re.search(r"name='([^']+)'", decorator)
                    found.append(named[1] if named else node.name)
    return found


def project_name() -> str:
    return str(tomllib.loads(read("pyproject.toml"))["project"]["name"])


def code_lines(name: str) -> Iterator[str]:
    """Yield the lines of a document's console blocks, without their comments."""
    for block in re.findall(r"```console\n(.*?)```", read(name), re.DOTALL):
        for line in block.splitlines():
            yield re.sub(r"\s+#.*", "", line)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("what", [*commands(), *options(), *sessions(), *KEYS])
def test_readme_names_every_command_option_session_and_key(readme: str, what: str) -> None:
    pattern = rf"(?<![\w-]){re.escape(what)}(?![\w-])"
    assert re.search(pattern, read(readme)), f"{readme} does not say anything of {what}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_stands_in_code_blocks_can_be_run(document: str) -> None:
    for line in code_lines(document):
        for command in re.split(r"\s*(?:&&|\|)\s*", line):
            words = shlex.split(command)
            if words[:3] == ["python", "-m", "generator"]:
                if words[3:] != ["--version"]:
                    build_parser().parse_args(words[3:])
            elif words[:2] == ["python3", "noxfile.py"]:
                assert words[2] == "-s"
                named = words[3 : words.index("--") if "--" in words else None]
                assert named
                assert set(named) <= set(sessions())
            elif words[0] == "python":
                assert (ROOT / words[1]).is_file()
            elif words[0] == "banmian":
                build_parser().parse_args(words[1:])
            elif words[0] == "pip":
                assert words == ["pip", "install", project_name()]
            else:
                assert words[0] in ("git", "cd", "cat"), command


@pytest.mark.parametrize("document", DOCUMENTS)
def test_sessions_and_scripts_named_in_the_text_exist(document: str) -> None:
    for named in re.findall(r"(?:noxfile\.py|nox) -s ((?:[a-z-]+ ?)+)", read(document)):
        assert set(named.split(" -- ")[0].split()) - {"--"} <= set(sessions())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", read(document)):
        parts = urlsplit(target)
        if parts.scheme:
            assert parts.scheme == "https", target
            assert "." in parts.netloc, target
        else:
            beside = (ROOT / document).parent
            assert (beside / unquote(parts.path)).exists(), f"{document}: {target}"


def test_both_readmes_say_the_same() -> None:
    def shape(name: str) -> dict[str, object]:
        text = read(name)
        return {
            "headings": [line.count("#") for line in re.findall(r"^#+(?= )", text, re.M)],
            "rows": len(re.findall(r"^\|", text, re.M)),
            "code": [
                line.split("#")[0].replace("--lang zh ", "").split() for line in code_lines(name)
            ],
            "links": sorted(
                link.replace(".zh.md", ".md") for link in set(re.findall(r"\]\(([^)]+)\)", text))
            ),
        }

    assert shape("README.md") == shape("README.zh.md")
    assert shape(GUIDES[0]) == shape(GUIDES[1])
    assert shape(YOURS[0]) == shape(YOURS[1])
    yaml_of = [re.findall(r"```(?:yaml|css) .*?```", read(name), re.DOTALL) for name in YOURS]
    assert yaml_of[0] == yaml_of[1]


@pytest.mark.parametrize("guide", GUIDES)
@pytest.mark.parametrize("key", [*FORMS, *HEAD_ROLES, *BODY_ROLES, *FORMS["article"]])
def test_the_guide_names_every_key_of_a_correction(guide: str, key: str) -> None:
    assert re.search(rf"`{key}(?:: [^`]+)?`", read(guide)), f"{guide} does not say what {key} does"


@pytest.mark.parametrize("readme", READMES)
def test_the_sidecar_of_the_readme_is_valid(readme: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", read(readme), re.DOTALL)
    assert len(parse_sidecar(blocks[1], "readme.yml").corrections) == 2
    block = blocks[0]
    sidecar = parse_sidecar(block, "readme.yml")
    assert sidecar.date is not None
    assert is_edtf(sidecar.date)
    assert None not in (sidecar.publication, sidecar.page, sidecar.url)


def test_the_figures_of_the_readmes_are_those_measured_now() -> None:
    gold = json.loads(PAGES_GOLD.read_text("utf-8"))
    figures = measure(gold, PAGES)
    columns = ("conservation", "body", "right", "title", "paragraph", "byline", "credit",
               "perfect", "bcubed")  # fmt: skip
    measured = [figures[column] for column in columns]
    for readme in READMES:
        table = read(readme).partition("<!-- accuracy")[2]
        row = next(line for line in table.splitlines() if "`tests/pages/`" in line)
        assert [float(cell) for cell in row.strip("|").split("|")[1:]] == measured, readme


class TestChangelog:
    def test_sections_are_those_of_keep_a_changelog(self) -> None:
        text = read("CHANGELOG.md")
        versions = re.findall(r"^## (.+)$", text, re.M)
        assert versions[0] == "[Unreleased]"
        for version in versions[1:]:
            assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", version), version
        kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
        assert set(re.findall(r"^### (.+)$", text, re.M)) <= kinds

    def test_every_command_was_announced(self) -> None:
        text = read("CHANGELOG.md")
        assert [command for command in commands() if f"`{command}`" not in text] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
class TestWorkflows:
    def test_rights_are_none_unless_a_job_asks(self, workflow: Path) -> None:
        content = yaml.safe_load(workflow.read_text("utf-8"))
        assert content["permissions"] == {}
        for job in content["jobs"].values():
            assert job["permissions"]
            assert "write-all" not in str(job["permissions"])
            assert job["timeout-minutes"] <= 30

    def test_actions_are_pinned_to_a_commit(self, workflow: Path) -> None:
        for line in workflow.read_text("utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w-]+(/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), (
                    line
                )

    def test_no_credentials_stay_in_the_checkout(self, workflow: Path) -> None:
        for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                if "actions/checkout@" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False

    def test_sessions_exist(self, workflow: Path) -> None:
        for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                words = step.get("run", "").partition(" -- ")[0].split()
                if words[:2] == ["python3", "noxfile.py"]:
                    assert set(words[3:]) <= set(sessions())
