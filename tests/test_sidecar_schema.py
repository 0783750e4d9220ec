"""The JSON Schema that editors complete by says what the reader of sidecars takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import generator
from generator.corpus.seeds.corrections import BODY_ROLES, FORMS, HEAD_ROLES
from generator.corpus.seeds.sidecar import KEYS, parse_sidecar
from generator.corpus.seeds.stated_facts import MARK
from generator.errors import SidecarError

SCHEMA = Path(generator.__file__).parent / "corpus" / "data" / "sidecar.schema.json"


def schema() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return content


TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "items",
    "additionalProperties", "minItems", "maxItems", "minProperties", "pattern", "anyOf", "oneOf",
    "allOf", "not", "if", "then", "dependentSchemas",
}  # fmt: skip


def valid(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> bool:
    """Return whether ``value`` meets a schema made of the keywords that ours uses."""
    assert set(rule) <= KNOWN, set(rule) - KNOWN
    if "$ref" in rule and not valid(value, root["$defs"][rule["$ref"].split("/")[-1]], root):
        return False
    if "type" in rule:
        names = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        if isinstance(value, bool) or not any(isinstance(value, TYPES[name]) for name in names):
            return False
    if isinstance(value, str) and "pattern" in rule and not re.search(rule["pattern"], value):
        return False
    if isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            return False
        if "items" in rule and not all(valid(item, rule["items"], root) for item in value):
            return False
    if isinstance(value, dict):
        own = rule.get("properties", {})
        if rule.get("additionalProperties") is False and set(value) - set(own):
            return False
        if set(rule.get("required", ())) - set(value) or len(value) < rule.get("minProperties", 0):
            return False
        if not all(valid(value[key], own[key], root) for key in value if key in own):
            return False
        for key, more in rule.get("dependentSchemas", {}).items():
            if key in value and not valid(value, more, root):
                return False
    if "if" in rule and valid(value, rule["if"], root) and not valid(value, rule["then"], root):
        return False
    if "not" in rule and valid(value, rule["not"], root):
        return False
    if "anyOf" in rule and not any(valid(value, r, root) for r in rule["anyOf"]):
        return False
    if "oneOf" in rule and sum(valid(value, r, root) for r in rule["oneOf"]) != 1:
        return False
    return all(valid(value, r, root) for r in rule.get("allOf", ()))


def test_it_knows_the_keys_that_the_reader_knows() -> None:
    content = schema()
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(content["properties"]) == set(KEYS)
    kinds = content["$defs"]
    for subject, others in FORMS.items():
        assert set(kinds[subject]["properties"]) == {subject, *others}, subject
        assert kinds[subject]["required"] == [subject]
    assert set(kinds["own"]["properties"]) == {*HEAD_ROLES, *BODY_ROLES, "before", "after"}
    assert kinds["article"]["properties"]["checked"]["pattern"] == f"^{MARK.pattern}$"
    listed = {
        r["$ref"].split("/")[-1] for r in content["properties"]["corrections"]["items"]["anyOf"]
    }
    assert listed == {*FORMS, "own"}


def test_every_key_is_explained() -> None:
    content = schema()
    own = {**content["properties"]}
    for kind in (*FORMS, "own"):
        own |= {f"{kind}.{key}": rule for key, rule in content["$defs"][kind]["properties"].items()}
    assert [key for key, rule in own.items() if not rule.get("description")] == []


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("", True),
        ("publication: 新村报\ndate: '2024-04-18'\npage: 4\nurl: https://example.org/4", True),
        ("corrections:", True),
        ("corrections: [{drop: 责编}, {cut: [一, 二]}, {cut_out: 一}]", True),
        ("corrections: [{article: 近日, headline: [一, 二], region: 430000, date: 2024}]", True),
        ("corrections: [{article: 近日, region: 湖南省, checked: bcdfghjk}]", True),
        ("corrections: [{split: 近日, headline: 一, byline: 二, date: 2024-04}]", True),
        ("corrections: [{join: [一, 二]}, {merge: [一, 二, 三]}, {subhead: 一}]", True),
        ("corrections: [{article: 近日, paragraph: 一, after: 二}]", True),
        ("corrections: [{article: 近日, paragraph: 一, subhead: 二}]", True),
        ("corrections: [{article: 近日, paragraph: [一, 二], kicker: 三, before: 四}]", True),
        ("corrections: [{kicker: 一, headline: 二}]", True),
        ("pages: 4", False),
        ("page: [4]", False),
        ("url: example.org", False),
        ("corrections: {drop: 一}", False),
        ("corrections: [责编]", False),
        ("corrections: [{}]", False),
        ("corrections: [{drop: 一, cut: 二}]", False),
        ("corrections: [{drop: 一, headline: 二}]", False),
        ("corrections: [{drop: {}}]", False),
        ("corrections: [{drop: []}]", False),
        ("corrections: [{drop: [[一]]}]", False),
        ("corrections: [{article: 近日}]", False),
        ("corrections: [{article: [近日], headline: 一}]", False),
        ("corrections: [{article: 近日, titel: 一}]", False),
        ("corrections: [{article: 近日, after: 一}]", False),
        ("corrections: [{article: 近日, headline: 一, after: 二}]", False),
        ("corrections: [{article: 近日, paragraph: 一, subhead: 二, after: 三}]", False),
        ("corrections: [{article: 近日, paragraph: 一, before: 二, after: 三}]", False),
        ("corrections: [{article: 近日, checked: 1234}]", False),
        ("corrections: [{split: 近日, paragraph: 一}]", False),
        ("corrections: [{split: [近日]}]", False),
        ("corrections: [{join: 一}]", False),
        ("corrections: [{join: [一, 二, 三]}]", False),
        ("corrections: [{merge: [一]}]", False),
        ("corrections: [{headline: 一, region: 湖南省}]", False),
        ("corrections: [{before: 一}]", False),
    ],
)
def test_schema_and_reader_agree(text: str, good: bool) -> None:
    content = schema()
    assert valid(yaml.safe_load(text), content, content) is good
    try:
        parse_sidecar(text, "a.yml")
    except SidecarError:
        read = False
    else:
        read = True
    assert read is good
