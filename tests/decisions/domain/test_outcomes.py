"""What a meeting may choose: bounded by the legal footing, the standard, and the error of measurement."""

from dataclasses import replace

import pytest

from lms.decisions.domain.comparison import compare
from lms.decisions.domain.default_rule import default_rule
from lms.decisions.domain.outcomes import FOOTINGS, Facts, options, suggested
from lms.decisions.domain.rule import read_rule
from tests.decisions.domain.samples import column, make_rule, run

CLEAR = Facts("probation", "COMPLETE", True, "PASS", None, False, (), None)
BELOW = replace(CLEAR, met_standard=False, zone="FAIL")


def closed(facts: Facts) -> dict[str, tuple[str, ...]]:
    return {one.choice: one.closed for one in options(facts) if one.closed}


def test_who_meets_the_standard_keeps_the_place() -> None:
    for footing in ("probation", "transfer", "agency"):
        assert closed(replace(CLEAR, footing=footing)) == {"does_not_continue": ("MEETS_STANDARD",)}
    assert closed(replace(CLEAR, footing="pre_hire")) == {}


def test_clearly_below_the_standard() -> None:
    assert closed(BELOW) == {"pass": ("BELOW_STANDARD",)}
    assert suggested(BELOW, "PROPOSE") == "further_training"


def test_near_the_standard_a_second_look_comes_first() -> None:
    near = replace(BELOW, zone="REVIEW")
    assert closed(near) == {"does_not_continue": ("REASSESSMENT_NEEDED",)}
    assert suggested(near, "REVIEW") == "reassess"
    assert closed(replace(near, reassessed=False)) == {}
    assert closed(replace(near, reassessed=True)) == {"does_not_continue": ("REASSESSMENT_MET",)}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(BELOW, zone=None, zone_reason="RELIABILITY_UNKNOWN"), "REASSESSMENT_NEEDED"),
        (replace(BELOW, gate_failed=True), "REASSESSMENT_NEEDED"),
        (replace(BELOW, met_standard=None, zone=None, zone_reason="NO_STANDARD"), "NO_STANDARD"),
        (replace(BELOW, status="INCOMPLETE", met_standard=None, zone=None, zone_reason="INCOMPLETE"), "INCOMPLETE"),
        (replace(BELOW, flags=("appeal_pending",)), "APPEAL_PENDING"),
    ],
)
def test_what_keeps_somebody_from_losing_the_place(facts: Facts, reason: str) -> None:
    assert reason in closed(facts)["does_not_continue"]


def test_the_footing_decides_what_exists() -> None:
    assert {footing: "transfer" in choices for footing, choices in FOOTINGS.items()} == {
        "pre_hire": False,
        "probation": True,
        "transfer": True,
        "agency": False,
    }


def test_nobody_is_ever_suggested_to_leave() -> None:
    for zone in ("PASS", "REVIEW", "FAIL", None):
        for met in (True, False, None):
            for proposal in ("RETAIN", "REVIEW", "PROPOSE", None):
                for again in (None, True, False):
                    facts = replace(CLEAR, zone=zone, met_standard=met, reassessed=again)
                    assert suggested(facts, proposal) in ("pass", "further_training", "reassess")


def test_the_suggested_rule_is_valid_and_leaves_nobody_under_a_line() -> None:
    rule = read_rule(default_rule(code="c", version=1, title="办法", regulation={"document": "办法", "version": "1"}))
    assert sum(component.weight for component in rule.components) == 100
    assert (rule.line.kind, rule.line.value, rule.standard) == ("number", 0, 60)


def test_a_newer_run_names_who_changed() -> None:
    rule = make_rule()
    before, after = run(rule, column([90, 80, 70, 60, 50, 40])), run(rule, column([90, 70, 75, 60, 50]))
    changes = {change.person: change for change in compare(before, after)}
    assert {key: change.kind for key, change in changes.items()} == {"p01": "changed", "p02": "changed", "p05": "left"}
    assert (changes["p01"].rank, changes["p01"].composite, changes["p01"].parts[0].after) == ((2, 3), ("80.00", "70.00"), "70.00")
    assert compare(after, after) == []
