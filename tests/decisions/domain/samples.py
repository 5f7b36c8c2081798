"""Rules and inputs in a line or two, for the tests of the ranking domain."""

from collections.abc import Mapping, Sequence
from typing import Any

from lms.decisions.domain.document import build_document
from lms.decisions.domain.engines import CURRENT_RANKING_ENGINE
from lms.decisions.domain.inputs import Inputs, read_inputs, write_inputs
from lms.decisions.domain.ranking import rank
from lms.decisions.domain.rule import Rule, read_rule
from lms.decisions.domain.rule_json import write_rule

Json = dict[str, Any]


def component(code: str, weight: str = "100", /, **changes: Any) -> Json:
    base: Json = {"code": code, "name": code.upper(), "weight": weight, "source": {"kind": "exam"}, "reliability": "0.80"}
    return base | changes


def rule_json(*components: Json, **changes: Any) -> Json:
    base: Json = {
        "id": "camp",
        "version": 1,
        "title": "综合评估",
        "regulation": {"document": "考核办法", "version": "2026-1"},
        "components": list(components) or [component("exam")],
        "standard": "60",
        "line": {"kind": "number", "value": "1"},
    }
    return base | changes


def make_rule(*components: Json, **changes: Any) -> Rule:
    return read_rule(rule_json(*components, **changes))


def score(code: str, value: Any) -> Json:
    """A value, None for missing, a status by name, or a list of (rater, value) or (rater, activity, value)."""
    if value is None or value in ("missing", "excused", "zero_given"):
        return {"component": code, "status": value or "missing"}
    if isinstance(value, list):
        ratings = [{"rater": each[0], "activity": each[1] if len(each) > 2 else "", "value": each[-1]} for each in value]
        return {"component": code, "status": "scored", "ratings": ratings}
    return {"component": code, "status": "scored", "value": str(value)}


def person(key: str, scores: Mapping[str, Any], /, **changes: Any) -> Json:
    base: Json = {"key": key, "label": f"学员{key}", "scores": [score(code, value) for code, value in scores.items()]}
    return base | changes


def inputs_json(people: Sequence[Json], **changes: Any) -> Json:
    return {"people": list(people)} | changes


def make_inputs(rule: Rule, people: Sequence[Json], **changes: Any) -> Inputs:
    return read_inputs(inputs_json(people, **changes), rule)


def run(rule: Rule, people: Sequence[Json], **changes: Any) -> Json:
    return rank(rule, make_inputs(rule, people, **changes))


def column(values: Sequence[Any], code: str = "exam") -> list[Json]:
    """People p00, p01, … with one score each."""
    return [person(f"p{index:02}", {code: value}) for index, value in enumerate(values)]


def of(result: Json, key: str) -> Json:
    return next(each for each in result["people"] if each["person"] == key)


def sample_document(**changes: Any) -> Json:
    """Seven people, three components, every status, ratings, gates, a signature: something of everything."""
    rule = make_rule(
        component("exam", "40", name="理论考试", name_en="Exam", floor="60", gate=True, reliability="0.85"),
        component("rehearsal", "40", source={"kind": "simulation"}, raters={"minimum": 2}, missing="excused_reweight", reliability="0.7"),
        component("attendance", "20", source={"kind": "attendance", "aggregate": "share"}, fact=True, reliability=None),
        component("peers", "0", source={"kind": "review"}, missing="informational", reliability=None),
        tie_chain=["exam"],
        line={"kind": "share", "value": "0.3"},
        reweight_limit="0.4",
    )
    rows: list[tuple[Any, Any, Any]] = [
        ("92", [("r1", "78"), ("r2", "80")], "95"),
        ("64", [("r1", "84"), ("r2", "85")], "99"),
        ("80", [("r1", "82")], "97"),
        ("73", "excused", "100"),
        ("59", [("r1", "80"), ("r2", "81.5")], "99"),
        ("66", None, "88"),
        ("62", [("r1", "41"), ("r2", "52")], "zero_given"),
    ]
    people = [
        person(f"k{index}", {"exam": exam, "rehearsal": rehearsal, "attendance": attendance}, legal_footing="probation")
        for index, (exam, rehearsal, attendance) in enumerate(rows)
    ]
    people[6]["flags"] = ["appeal_pending"]
    inputs = make_inputs(rule, people, measured=[{"component": "exam", "reliability": "0.82", "method": "alpha"}])
    parts: Json = {
        "kind": "ranking",
        "engine": CURRENT_RANKING_ENGINE,
        "rule": write_rule(rule),
        "inputs": write_inputs(inputs),
        "about": {"bank": "示例农商行", "cohort": "第 3 期", "published_at": "2026-11-23T08:00:00Z"},
        "outcomes": [{"person": "k0", "outcome": "pass", "reasons": "达标"}],
    } | changes
    unsigned = build_document(**parts)
    signed = {"signer": "hr2", "role": "hr", "signed_at": "2026-11-24T08:00:00Z", "digest": unsigned["digests"]["content"]}
    return build_document(**parts, signatures=[signed])
