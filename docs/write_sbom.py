"""Writes what a release is made of as a CycloneDX document: ``python docs/write_sbom.py``.

All is taken from ``hashes.txt``: what the program needs, and what its extras need, directly or not,
with versions and with the SHA-256 of every file that may be installed. The same input gives the
same bytes: no time, no chance.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["document", "main"]

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(
    r"(?m)^(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^ \\\n]+).*\n(?P<rest>(?:    .*\n)*)"
)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class _Package:
    """A package of the lock."""

    name: str
    version: str
    hashes: tuple[str, ...]
    users: frozenset[str]
    """Which packages need it."""

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def main() -> int:
    """Write the document to ``dist/``, and say where."""
    version = re.search(
        r'__version__ = "(.+)"', (ROOT / "generator/__init__.py").read_text("utf-8")
    )
    assert version is not None
    told = document(
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"],
        version[1],
        (ROOT / "hashes.txt").read_text("utf-8"),
    )
    place = ROOT / "dist" / f"banmian-{version[1]}.cdx.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    print(place)
    return 0


def document(project: dict[str, Any], version: str, lock: str) -> dict[str, Any]:
    """Return the document for a ``project`` as ``pyproject.toml`` has it, with its ``lock``."""
    packages = [*_packages(lock)]
    required = _closure(_names(project["dependencies"]), packages)
    extras = [name for one in project["optional-dependencies"].values() for name in _names(one)]
    shipped = _closure({*required, *extras}, packages)
    chosen = [package for package in packages if package.name in shipped]
    top = f"pkg:pypi/{project['name']}@{version}"
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{top} {lock}")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": top,
                "name": project["name"],
                "version": version,
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": top,
            }
        },
        "components": [_component(package, package.name in required) for package in chosen],
        "dependencies": [*_dependencies(top, {*_names(project["dependencies"]), *extras}, chosen)],
    }


def _packages(lock: str) -> Iterator[_Package]:
    for found in _BLOCK.finditer(lock):
        yield _Package(
            found["name"],
            found["version"],
            tuple(re.findall("sha256:([0-9a-f]{64})", found["rest"])),
            frozenset(_NAME.findall(found["rest"].partition("# via ")[2])),
        )


def _names(requirements: Sequence[str]) -> set[str]:
    return {_NAME.match(one)[0].lower() for one in requirements}  # type: ignore[index]


def _closure(names: set[str], packages: Sequence[_Package]) -> set[str]:
    """Return the names, and those of all that they need."""
    found = set(names)
    while more := {p.name for p in packages if p.users & found} - found:
        found |= more
    return found


def _component(package: _Package, required: bool) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "scope": "required" if required else "optional",
        "purl": package.purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/#files",
                "hashes": [{"alg": "SHA-256", "content": one} for one in package.hashes],
            }
        ],
    }


def _dependencies(
    top: str, direct: set[str], packages: Sequence[_Package]
) -> Iterator[dict[str, Any]]:
    yield {"ref": top, "dependsOn": [p.purl for p in packages if p.name in direct]}
    for package in packages:
        yield {
            "ref": package.purl,
            "dependsOn": sorted({p.purl for p in packages if package.name in p.users}),
        }


if __name__ == "__main__":
    sys.exit(main())
