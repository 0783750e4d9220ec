"""What a release says that it is made of is what is installed with it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from docs.write_sbom import document

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_it_names_all_that_is_needed_with_its_hashes_and_nothing_that_builds_or_tests() -> None:
    told = document(PROJECT, "1.2.3", (ROOT / "hashes.txt").read_text("utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["component"]["purl"] == "pkg:pypi/banmian@1.2.3"
    scopes = {part["name"]: part["scope"] for part in told["components"]}
    assert {scopes[name] for name in ("mkdocs", "jinja2", "numpy", "pillow")} == {"required"}
    assert {scopes[name] for name in ("rapidocr", "distributed", "toolz")} == {"optional"}
    assert not scopes.keys() & {"pytest", "mypy", "nox", "lightgbm", "pymupdf", "hatchling", "uv"}
    for part in told["components"]:
        hashes = part["externalReferences"][0]["hashes"]
        assert hashes
        assert all(len(one["content"]) == 64 for one in hashes)
    refs = {"pkg:pypi/banmian@1.2.3", *(part["bom-ref"] for part in told["components"])}
    assert len(refs) == len(told["components"]) + 1
    assert {one["ref"] for one in told["dependencies"]} == refs
    assert {ref for one in told["dependencies"] for ref in one["dependsOn"]} < refs


def test_the_same_gives_the_same() -> None:
    lock = (ROOT / "hashes.txt").read_text("utf-8")
    one, other = (json.dumps(document(PROJECT, "1.2.3", lock)) for _ in range(2))
    assert one == other
    assert document(PROJECT, "1.2.4", lock)["serialNumber"] not in one
