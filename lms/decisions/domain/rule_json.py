"""A rule as JSON, every default spelt out."""

from decimal import Decimal

from .exact import write_decimal
from .reading import Json
from .rule import Component, Rule


def write_rule(rule: Rule) -> Json:
    """The rule as JSON with every default spelt out; ``read_rule`` gives the same rule back."""
    return {
        "kind": "ranking",
        "id": rule.id,
        "version": rule.version,
        "title": rule.title,
        "regulation": {"document": rule.regulation.document, "version": rule.regulation.version},
        "components": [_write_component(component) for component in rule.components],
        "gate_mode": rule.gate_mode,
        "tie_rule": rule.tie_rule,
        "tie_chain": list(rule.tie_chain),
        "standard": _write_optional(rule.standard),
        "standardisation": rule.standardisation,
        "line": {"kind": rule.line.kind, "value": _write_optional(rule.line.value), "gates_count": rule.line.gates_count},
        "guard_band": write_decimal(rule.guard_band),
        "thresholds": {
            "propose": write_decimal(rule.thresholds.propose),
            "standard": write_decimal(rule.thresholds.standard),
            "review": write_decimal(rule.thresholds.review),
            "reliability": write_decimal(rule.thresholds.reliability),
        },
        "reweight_limit": write_decimal(rule.reweight_limit),
        "cohort_minimum": rule.cohort_minimum,
        "places": rule.places,
    }


def _write_component(component: Component) -> Json:
    source = component.source
    return {
        "code": component.code,
        "name": component.name,
        "name_en": component.name_en,
        "weight": write_decimal(component.weight),
        "maximum": write_decimal(component.maximum),
        "floor": _write_optional(component.floor),
        "gate": component.gate,
        "source": {
            "kind": source.kind,
            "competency": source.competency,
            "activities": None if source.activities is None else list(source.activities),
            "aggregate": source.aggregate,
            "lates_per_absence": source.lates_per_absence,
        },
        "raters": {"minimum": component.raters.minimum, "trimmed": component.raters.trimmed},
        "missing": component.missing,
        "reliability": _write_optional(component.reliability),
        "fact": component.fact,
    }


def _write_optional(value: Decimal | None) -> str | None:
    return None if value is None else write_decimal(value)
