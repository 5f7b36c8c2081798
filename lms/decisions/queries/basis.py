"""What stands behind one person's number: each part, each single judgement, each row of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.toolkit.activities import cards_for

from ..domain.explain import Explanation, PartFact, explain
from ..domain.rule import Rule, read_rule
from ..models import Decision
from .results import names_of, scores_of


@dataclass(frozen=True)
class Judgement:
    """One rating as it was frozen, with the address of its row in the ledger."""

    activity: str
    rater: str
    value: Decimal
    maximum: Decimal
    at: str
    evidence: str
    late: bool


@dataclass(frozen=True)
class PartBasis:
    fact: PartFact
    judgements: tuple[Judgement, ...]
    other_evidence: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Basis:
    explanation: Explanation
    rule: Rule
    parts: tuple[PartBasis, ...]
    refused: tuple[Mapping[str, Any], ...]


def basis_of(decision: Decision, person_key: str, user: Any) -> Basis:
    """Everything about one person of a run; names of raters need ``user`` to read decisions, which the caller has checked."""
    run = decision.run
    rule = read_rule(run.rule)
    explanation = explain(rule, run.result, person_key)
    scores = {score["component"]: score for score in scores_of(run.inputs, person_key)}
    raters = {rating["rater"] for score in scores.values() for rating in score["ratings"]}
    names = names_of(decision, raters - {""})
    titles = _titles(user, rule, scores)
    refused = tuple(row for row in run.refused if row["person"] == person_key)
    parts = tuple(_part(rule, fact, scores.get(fact.code), names, titles) for fact in explanation.parts)
    return Basis(explanation, rule, parts, refused)


def _titles(user: Any, rule: Rule, scores: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What the activities are called, where a room has registered their kind."""
    kinds = {component.code: component.source.kind for component in rule.components}
    refs = {(kinds[code], rating["activity"].split(":")[0]) for code, score in scores.items() for rating in score["ratings"]}
    return {identifier: card.title for (_kind, identifier), card in cards_for(user, sorted(refs)).items()}


def _part(rule: Rule, fact: PartFact, score: Mapping[str, Any] | None, names: Mapping[str, str], titles: Mapping[str, str]) -> PartBasis:
    if score is None:
        return PartBasis(fact, (), (), "")
    judgements = tuple(
        Judgement(
            activity=titles.get(rating["activity"].split(":")[0], ""),
            rater=names.get(rating["rater"], ""),
            value=Decimal(rating["value"]),
            maximum=rule.component(fact.code).maximum if rating["maximum"] is None else Decimal(rating["maximum"]),
            at=rating["at"],
            evidence=rating["evidence"],
            late=rating.get("late", False),
        )
        for rating in score["ratings"]
    )
    shown = {one.evidence for one in judgements}
    return PartBasis(fact, judgements, tuple(one for one in score["evidence"] if one not in shown), score["reason"])
