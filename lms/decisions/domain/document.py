"""The published decision file: builds it with its digests, and checks the frame of one that was read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lms.toolkit.canonical import digest, plain

from .canonical import InvalidDocument, section_digest
from .differences import locators
from .kinds import Compute, engines_of, known_kinds
from .reading import Json, step

FORMAT = "duzuo-decision"
VERSION = 1
ALGORITHM = "sha-256"

CONTENT = ("frame", "about", "rule", "inputs", "result", "outcomes")
"""What the content digest, the one people sign, covers."""
SEALED = (*CONTENT, "signatures")
LOCATED = ("frame", "about", "rule", "inputs", "outcomes", "signatures")
"""Sections with locators; the result needs none, because it is computed again."""

_SHAPES: dict[str, type] = {
    "format": str,
    "version": int,
    "kind": str,
    "engine": str,
    "about": dict,
    "rule": dict,
    "inputs": dict,
    "result": dict,
    "outcomes": list,
    "signatures": list,
    "digests": dict,
    "locators": dict,
}


def frame(document: Mapping[str, Any]) -> Json:
    return {key: document[key] for key in ("format", "version", "kind", "engine")}


def section(document: Mapping[str, Any], name: str) -> Any:
    return frame(document) if name == "frame" else document[name]


def build_document(
    *,
    kind: str,
    engine: str,
    rule: Json,
    inputs: Json,
    result: Json | None = None,
    about: Json | None = None,
    outcomes: Sequence[Json] = (),
    signatures: Sequence[Json] = (),
) -> Json:
    """The whole file as JSON values. Without ``result`` the engine computes it; a frozen one is taken as it stands.

    Each signature is an object whose ``digest`` is the content digest that was signed (see ``content_digest``).
    Raises InvalidDocument for an unknown kind or engine, Invalid for a bad rule or inputs, CanonicalError for floats.
    """
    compute = engine_for(kind, engine)
    document: Json = {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind,
        "engine": engine,
        "about": plain(about or {}),
        "rule": plain(rule),
        "inputs": plain(inputs),
        "result": compute(rule, inputs) if result is None else plain(result),
        "outcomes": plain(list(outcomes)),
        "signatures": plain(list(signatures)),
    }
    document["digests"] = {"algorithm": ALGORITHM} | {name: digest(section(document, name)) for name in SEALED}
    document["digests"]["content"] = content_digest(document)
    document["locators"] = {name: locators(section(document, name)) for name in LOCATED}
    check_frame(document)
    return document


def content_digest(document: Mapping[str, Any]) -> str:
    """What people sign: the digest over the digests of everything but the signatures."""
    return digest({name: section_digest(section(document, name)) for name in CONTENT})


def write_text(document: Mapping[str, Any]) -> str:
    """The file's text: one indented line per value, the digests last, ending with a newline."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def engine_for(kind: str, engine: str) -> Compute:
    engines = engines_of(kind)
    if engines is None:
        raise InvalidDocument("unknown_kind", "$.kind", f"{kind}; known: {', '.join(known_kinds())}")
    if engine not in engines:
        raise InvalidDocument("unknown_engine", "$.engine", f"{engine}; known: {', '.join(sorted(engines))}")
    return engines[engine]


def check_frame(document: Mapping[str, Any]) -> None:
    """Raises InvalidDocument unless every section is there, is of the right type, and the kind can be computed."""
    for key, shape in _SHAPES.items():
        if key not in document:
            raise InvalidDocument("required", step("$", key))
        if type(document[key]) is not shape:
            raise InvalidDocument("wrong_type", step("$", key), f"expected {shape.__name__}")
    for key in sorted(set(document) - set(_SHAPES)):
        raise InvalidDocument("unknown_key", step("$", key))
    if document["format"] != FORMAT:
        raise InvalidDocument("unknown_format", "$.format", document["format"])
    if document["version"] != VERSION:
        raise InvalidDocument("unknown_version", "$.version", str(document["version"]))
    engine_for(document["kind"], document["engine"])
    _check_digests(document)


def _check_digests(document: Mapping[str, Any]) -> None:
    digests = document["digests"]
    for name in ("algorithm", *SEALED, "content"):
        if not isinstance(digests.get(name), str):
            raise InvalidDocument("required", f"$.digests.{name}")
    if digests["algorithm"] != ALGORITHM:
        raise InvalidDocument("unknown_algorithm", "$.digests.algorithm", digests["algorithm"])
    for name in LOCATED:
        if name not in document["locators"]:
            raise InvalidDocument("required", f"$.locators.{name}")
    for place, allowed in (("digests", {"algorithm", *SEALED, "content"}), ("locators", set(LOCATED))):
        for key in sorted(set(document[place]) - allowed):
            raise InvalidDocument("unknown_key", step(f"$.{place}", key))
    for index, signature in enumerate(document["signatures"]):
        if not isinstance(signature, dict):
            raise InvalidDocument("wrong_type", step("$.signatures", index), "expected dict")
