"""Computes a file again and says where it differs from what it claims. Needs no database and no settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.toolkit.recomputable import recomputation_of

from .canonical import InvalidDocument, read_text, section_digest
from .differences import Difference, against_locators, between, locators
from .document import SEALED, check_frame, content_digest, engine_for, section
from .reading import Invalid


@dataclass(frozen=True)
class Outcome:
    """``differences`` is empty when the file is what it claims to be; causes come before their consequences."""

    kind: str
    engine: str
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        return not self.differences


def recompute_text(text: str) -> Outcome:
    """Read, check and compute again; raises InvalidDocument for what is no such file. Rooms below register kinds of their own."""
    document = read_text(text)
    compute = recomputation_of(document.get("kind")) or recompute
    return Outcome(str(document.get("kind")), str(document.get("engine")), tuple(compute(document)))


def recompute(document: Mapping[str, Any]) -> list[Difference]:
    """Every difference: sections against their digests, then the result against a fresh one."""
    check_frame(document)
    found: list[Difference] = []
    for name in SEALED:
        if name != "result":
            found += _sealed(document, name)
    if not found and section_digest(document["result"]) == document["digests"]["result"]:
        found += between(document["digests"]["content"], content_digest(document), "$.digests.content")
    found += _signed(document)
    untouched = not any(each.path.startswith(("$.rule", "$.inputs", "$.engine", "$.kind")) for each in found)
    return found + _result(document, untouched=untouched)


def _root(name: str) -> str:
    return "$" if name == "frame" else f"$.{name}"


def _sealed(document: Mapping[str, Any], name: str) -> list[Difference]:
    """A section against its digest. Its locators say where; if they fit, the digest itself was altered."""
    value, stored = section(document, name), document["digests"][name]
    computed = section_digest(value)
    marks = document["locators"][name]
    if computed == stored:
        return between(marks, locators(value), f"$.locators.{name}")
    return against_locators(value, marks, _root(name)) or [Difference(f"$.digests.{name}", "altered", stored, computed)]


def _signed(document: Mapping[str, Any]) -> list[Difference]:
    """Whoever signed must have signed this content."""
    content = document["digests"]["content"]
    return [
        Difference(f"$.signatures[{index}].digest", "altered", signature.get("digest"), content)
        for index, signature in enumerate(document["signatures"])
        if signature.get("digest") != content
    ]


def _result(document: Mapping[str, Any], *, untouched: bool) -> list[Difference]:
    """The result against a fresh one. A rule or inputs that were altered may make that impossible; that is no surprise."""
    stored = document["digests"]["result"]
    computed = section_digest(document["result"])
    try:
        fresh = engine_for(document["kind"], document["engine"])(document["rule"], document["inputs"])
    except Invalid as error:
        if untouched:
            first = error.problems[0]
            raise InvalidDocument(first.code, first.path) from error
        return [] if stored == computed else [Difference("$.result", "altered", None, None)]
    found = between(document["result"], fresh, "$.result")
    if not found and computed != stored:
        found.append(Difference("$.digests.result", "altered", stored, computed))
    return found
