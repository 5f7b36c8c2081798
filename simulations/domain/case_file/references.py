"""Audits what a case file says about its evidence: known kinds, ids once, and nothing that points nowhere."""

from collections.abc import Iterable

from .audit import Audit
from .reading import Node

CHANNELS = ("customer", "spouse", "document", "shop_floor", "neighbour", "supplier", "landlord", "staff")
GRADES = ("A", "B", "C", "D")


def audit_evidence(audit: Audit) -> None:
    """Each piece has an id of its own, a channel, a grade, a cost in minutes, and figures that are numbers."""
    for node in audit.root.child("shown").children("evidence"):
        node.text("channel", CHANNELS)
        node.text("grade", GRADES)
        for key in ("topic", "title", "source", "origin"):
            node.text(key)
        node.whole("minutes")
        if node.has("discloses"):
            node.lines("discloses")
    _once(audit.root.child("shown").children("evidence"))
    _once(audit.root.children("checks"))
    _once(audit.root.children("planted"))


def _once(nodes: Iterable[Node]) -> None:
    seen: set[str] = set()
    for node in nodes:
        name = node.text("id")
        if name in seen:
            node.faults.note(node.at("id"), "twice", name)
        seen.add(name)


def _ids(nodes: Iterable[Node]) -> set[str]:
    return {str(node.value.get("id")) for node in nodes}


def audit_references(audit: Audit) -> None:
    """What was planted names evidence and checks that exist; the bridge names what was planted."""
    root = audit.root
    evidence, checks = _ids(root.child("shown").children("evidence")), _ids(root.children("checks"))
    planted = root.children("planted")
    for node in planted:
        node.text("code")
        node.number("amount")
        _known(node, "evidence", evidence)
        _known(node, "checks", checks)
    if root.has("bridge"):
        for step in root.child("bridge").children("steps"):
            if step.value.get("planted") is not None and step.value["planted"] not in _ids(planted):
                step.faults.note(step.at("planted"), "not_there", step.value["planted"])


def _known(node: Node, key: str, known: set[str]) -> None:
    names = node.value.get(key)
    if not isinstance(names, list) or not names:
        node.faults.note(node.at(key), "required")
        return
    for name in names:
        if name not in known:
            node.faults.note(node.at(key), "not_there", name)
