"""Computes a published case again: kind ``cross_check`` of ``manage.py recompute`` (docs/formats/case.md)."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.toolkit.json_differences import Difference
from lms.toolkit.json_documents import InvalidDocument

from .audit import Audit
from .judgements import audit_bridge, audit_checks, audit_decision, audit_ratios
from .reading import InvalidCase, Problem
from .references import audit_evidence, audit_references
from .statements import audit_balance, audit_truth, read_balance

FORMAT, VERSION, KIND = "duzuo-case", 1, "cross_check"
SECTIONS = (
    *("format", "version", "kind", "about", "trade", "seed", "level", "truth", "shown", "planted", "bridge"),
    *("checks", "ratios", "decision", "soft_information", "difficulty"),
)


def audit_case(document: Mapping[str, Any]) -> list[Difference]:
    """Every figure of the case that does not follow from the others; raises InvalidCase for what can't be computed."""
    audit = Audit(document)
    _check_frame(audit)
    audit_truth(audit)
    claims = audit.root.child("shown").child("claims")
    claimed = audit_balance(audit, claims.child("balance")).equity
    audit_bridge(audit, claimed, read_balance(audit.root.child("truth").child("closing_balance")).equity)
    audit_checks(audit)
    audit_ratios(audit)
    audit_decision(audit)
    audit_evidence(audit)
    audit_references(audit)
    if audit.faults.problems:
        raise InvalidCase(audit.faults.problems)
    return audit.differences


def _check_frame(audit: Audit) -> None:
    root = audit.root
    for key, wanted in (("format", FORMAT), ("version", VERSION), ("kind", KIND)):
        if root.value.get(key) != wanted:
            root.faults.note(root.at(key), "required" if key not in root.value else "unknown", root.value.get(key, ""))
    for key in root.value:
        if key not in SECTIONS:
            root.faults.note(root.at(key), "unknown_section")


def recompute_case(document: Mapping[str, Any]) -> Sequence[Difference]:
    """The registered form: all faults in one InvalidDocument."""
    try:
        return audit_case(document)
    except InvalidCase as error:
        first, *others = error.problems
        raise InvalidDocument(first.code, first.path, _detail(first, others)) from error


def _detail(first: Problem, others: list[Problem]) -> str:
    return "; ".join([*([first.found] if first.found else []), *(str(problem) for problem in others[:20])])
