"""What stands behind one person's number: each part, each single judgement, each row of the ledger."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.evidence.models import Evidence
from lms.toolkit.activities import Card, cards_for

from ..domain.explain import Explanation, PartFact, explain
from ..domain.rule import Rule, read_rule
from ..models import Decision
from .results import names_of, scores_of


@dataclass(frozen=True)
class Judgement:
    """One rating as it was frozen, with the address of its row in the ledger."""

    activity: str
    url: str
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
    cards = _cards(user, {rating["evidence"] for score in scores.values() for rating in score["ratings"]})
    refused = tuple(row for row in run.refused if row["person"] == person_key)
    parts = tuple(_part(rule, fact, scores.get(fact.code), names, cards) for fact in explanation.parts)
    return Basis(explanation, rule, parts, refused)


def _cards(user: Any, evidence: Collection[str]) -> dict[str, Card]:
    """Where each row of the ledger comes from, as far as ``user`` may see it; one query, and one per kind of source."""
    rows = Evidence.objects.filter(public_id__in=evidence).values_list("public_id", "source_kind", "source_id")
    sources = {identifier: (kind, source) for identifier, kind, source in rows}
    cards = cards_for(user, sorted(set(sources.values())))
    return {identifier: cards[source] for identifier, source in sources.items() if source in cards}


NO_CARD = Card("", "")


def _part(rule: Rule, fact: PartFact, score: Mapping[str, Any] | None, names: Mapping[str, str], cards: Mapping[str, Card]) -> PartBasis:
    if score is None:
        return PartBasis(fact, (), (), "")
    judgements = tuple(
        Judgement(
            activity=cards.get(rating["evidence"], NO_CARD).title,
            url=cards.get(rating["evidence"], NO_CARD).url,
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
