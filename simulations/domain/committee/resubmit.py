"""A case that comes before the committee again: only with new facts, which stand on the table as a paper of their own."""

from collections.abc import Mapping
from typing import Any

from simulations.enums import ItemOutcome

AGAIN: frozenset[str] = frozenset({ItemOutcome.REFUSED, ItemOutcome.RETURNED, ItemOutcome.BLOCKED})
"""Outcomes after which a case may be put on an agenda again."""

PAPER = "new_facts"
FACTS_AT_LEAST = 10
"""Characters: one short sentence."""


def resubmitted(case: Mapping[str, Any], facts: str, *, title: str, before: str) -> dict[str, Any]:
    """The case with its new facts, one a line, in front of its papers; ``before`` says what the last sitting resolved.

    Raises ValueError where nothing new is said.
    """
    lines = [line.strip() for line in facts.splitlines() if line.strip()]
    if sum(len(line) for line in lines) < FACTS_AT_LEAST:
        raise ValueError("no_new_facts")
    rows = [[before], *([line] for line in lines)]
    paper = {"code": PAPER, "title": title, "rows": rows, "topics": ["truth", "repayment", "purpose"]}
    others = [one for one in case["papers"] if one["code"] != PAPER]
    return {**case, "papers": [paper, *others]}
