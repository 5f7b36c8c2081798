"""Places, ties, gates, the line, the standard and the proposal."""

from fractions import Fraction

import pytest

from .samples import column, component, make_rule, of, person, run

TEN = (30, 72, 74, 76, 78, 80, 82, 84, 86, 88)


def ranks(result: dict) -> list:
    return [each["rank"] for each in sorted(result["people"], key=lambda each: each["person"])]


@pytest.mark.parametrize(
    ("tie_rule", "expected"), [("1224", [1, 2, 2, 4, 5, 5]), ("1334", [1, 3, 3, 4, 6, 6]), ("dense", [1, 2, 2, 3, 4, 4])]
)
def test_tie_rules(tie_rule: str, expected: list) -> None:
    result = run(make_rule(tie_rule=tie_rule), column((90, 80, 80, 70, 60, 60)))
    assert ranks(result) == expected
    assert of(result, "p01")["tied_with"] == ["p02"]


def test_the_chain_breaks_ties_and_what_it_cannot_break_stays_tied() -> None:
    rule = make_rule(component("a", "50"), component("b", "50"), tie_chain=["b"])
    people = [person("x", {"a": 60, "b": 80}), person("y", {"a": 80, "b": 60}), person("z", {"a": 60, "b": 80})]
    assert ranks(run(rule, people)) == [1, 3, 1]


def test_a_missing_tie_break_sorts_last_and_is_flagged() -> None:
    rule = make_rule(component("a"), component("law", "0", missing="informational"), tie_chain=["law"])
    result = run(rule, [person("x", {"a": 70}), person("y", {"a": 70, "law": 0}), person("z", {"a": 60})])
    assert ranks(result) == [2, 1, 3]
    assert "TIE_BREAK_MISSING" in result["flags"]
    apart = run(rule, [person("x", {"a": 71}), person("y", {"a": 70, "law": 0})])
    assert "TIE_BREAK_MISSING" not in apart["flags"]


def test_a_tie_across_the_line_is_never_split() -> None:
    result = run(make_rule(line={"kind": "number", "value": "2"}), column((90, 80, 70, 65, 65, 61)))
    assert (result["line"]["certainly_below"], result["line"]["tied_at_line"]) == (["p05"], ["p03", "p04"])
    assert [of(result, key)["side"] for key in ("p02", "p03", "p05")] == ["above", "tied", "below"]
    assert "TIED_AT_LINE" in of(result, "p03")["blocked_by"]
    assert of(result, "p03")["to_line"]["components"] == [{"component": "exam", "points": "0.01", "reachable": True}]  # past the other one


def test_a_tie_wholly_below_is_below() -> None:
    result = run(make_rule(line={"kind": "number", "value": "2"}), column((90, 80, 70, 65, 61, 61)))
    assert (result["line"]["certainly_below"], result["line"]["tied_at_line"]) == (["p04", "p05"], [])


@pytest.mark.parametrize(
    ("line", "asked", "effective", "reason"),
    [
        ({"kind": "none"}, None, None, "NO_LINE"),
        ({"kind": "number", "value": "0"}, 0, 0, None),
        ({"kind": "share", "value": "0"}, 0, 0, None),
        ({"kind": "share", "value": "0.39"}, 2, 2, None),
        ({"kind": "share", "value": "0.10"}, 0, 0, None),
        ({"kind": "number", "value": "6"}, 6, None, "LINE_NOT_BELOW_COHORT"),
    ],
)
def test_the_line(line: dict, asked: int | None, effective: int | None, reason: str | None) -> None:
    found = run(make_rule(line=line), column((90, 80, 70, 65, 62, 61)))["line"]
    assert (found["asked"], found["effective"], found["reason"]) == (asked, effective, reason)


@pytest.mark.parametrize("line", [{"kind": "none"}, {"kind": "number", "value": "0"}])
def test_without_a_line_nobody_is_below_and_nothing_is_proposed(line: dict) -> None:
    result = run(make_rule(line=line), column(TEN))
    assert result["line"]["certainly_below"] == []
    assert {each["proposal"] for each in result["people"]} == {"RETAIN", "REVIEW"}
    assert (of(result, "p00")["proposal"], of(result, "p00")["proposal_reasons"]) == ("REVIEW", ["BELOW_STANDARD"])
    assert of(result, "p00")["chance_last"] == (None if line["kind"] == "none" else "0.000000")
    assert of(result, "p00")["rank_interval"] == [10, 10]


@pytest.mark.parametrize(("mode", "expected"), [("separate", [None, 1, 2, 3]), ("below", [4, 1, 2, 3])])
def test_gates(mode: str, expected: list) -> None:
    rule = make_rule(component("exam", "50", floor="60", gate=True), component("talk", "50"), gate_mode=mode)
    rows = ((59, 100), (75, 80), (74, 80), (60, 60))
    result = run(rule, [person(f"p{index}", {"exam": exam, "talk": talk}) for index, (exam, talk) in enumerate(rows)])
    assert ranks(result) == expected
    failed = of(result, "p0")
    assert (failed["gate_failures"], failed["met_standard"], failed["side"], failed["proposal"]) == (["exam"], False, None, "REVIEW")
    assert (failed["proposal_reasons"], failed["chance_reason"]) == (["GATE_FAILED"], "GATE_FAILED")
    assert failed["to_gates"] == [{"component": "exam", "points": "1.00"}]
    assert result["line"] == {
        "asked": 1,
        "effective": 0,
        "reason": None,
        "certainly_below": [],
        "tied_at_line": [],
        "gate_failed": ["p0"],
    }


def test_gate_failures_need_not_count_toward_the_line() -> None:
    rule = make_rule(component("exam", floor="60", gate=True), line={"kind": "number", "value": "1", "gates_count": False})
    result = run(rule, column((90, 80, 70, 50)))
    assert (result["line"]["effective"], result["line"]["certainly_below"]) == (1, ["p02"])


def test_the_floor_is_compared_unrounded_and_shown_so() -> None:
    rule = make_rule(component("exam", floor="60", gate=True))
    part = of(run(rule, column(("59.995", 80))), "p00")["parts"][0]
    assert (part["floor_met"], part["display"]) == (False, "59.995")


def test_the_cut_is_compared_unrounded_and_shown_so() -> None:
    rule = make_rule(component("a", "50"), component("b", "50"), standard="60")
    rows = {"x": ("59.99", 60), "y": (60, 60), "z": ("60.004", 60)}
    result = run(rule, [person(key, {"a": a, "b": b}) for key, (a, b) in rows.items()])
    assert [(of(result, key)["met_standard"], of(result, key)["points"]["display"]) for key in "xyz"] == [
        (False, "59.995"),
        (True, "60.000"),
        (True, "60.002"),
    ]


def test_a_clear_case_is_proposed_with_every_condition_met() -> None:
    result = run(make_rule(component("exam", reliability="0.90")), column(TEN))
    last = of(result, "p00")
    assert (last["proposal"], last["blocked_by"], last["zone"]) == ("PROPOSE", [], "FAIL")
    assert Fraction(last["chance_last"]) > Fraction("0.99")
    assert [each["proposal"] for each in result["people"][:-1]] == ["RETAIN"] * 9
    assert last["to_standard"] == {"gap": "30", "components": [{"component": "exam", "points": "30.00", "reachable": True}]}
    assert last["to_line"]["components"] == [{"component": "exam", "points": "42.01", "reachable": True}]
    assert (last["from_line"], of(result, "p01")["from_line"]) == ("-42", "42")


@pytest.mark.parametrize(
    ("rule_changes", "part_changes", "person_changes", "blocker"),
    [
        ({}, {}, {"flags": ["appeal_pending"]}, "appeal_pending"),
        ({"cohort_minimum": 11}, {}, {}, "COHORT_TOO_SMALL"),
        ({"standard": None}, {}, {}, "NO_STANDARD"),
        ({"standard": "30"}, {}, {}, "MEETS_STANDARD"),
        ({"standard": "31"}, {}, {}, "MAY_MEET_STANDARD"),
        ({"standard": "37"}, {}, {}, "GUARD_BAND"),
        ({}, {"reliability": None}, {}, "RELIABILITY_UNKNOWN"),
        ({}, {"reliability": "0.75"}, {}, "RELIABILITY_BELOW_TARGET"),
        ({}, {"raters": {"minimum": 2}}, {}, "TOO_FEW_RATERS"),
    ],
)
def test_what_forbids_a_proposal(rule_changes: dict, part_changes: dict, person_changes: dict, blocker: str) -> None:
    rule = make_rule(component("exam", **{"reliability": "0.90"} | part_changes), **rule_changes)
    people = column(TEN)
    if "raters" in part_changes:
        people[0] = person("p00", {"exam": [("r1", "30")]})
    people[0] |= person_changes
    last = of(run(rule, people), "p00")
    assert last["proposal"] == "REVIEW"
    assert blocker in last["blocked_by"]


def test_unknown_reliability_leaves_the_order_and_says_why() -> None:
    result = run(make_rule(component("exam", reliability=None)), column(TEN))
    last = of(result, "p00")
    assert (last["rank"], last["error"], last["chance_last"], last["chance_reason"]) == (10, None, None, "RELIABILITY_UNKNOWN")
    assert result["composite"]["reliability_reason"] == "RELIABILITY_UNKNOWN"
    assert result["probability"] == {"model": None, "reason": "RELIABILITY_UNKNOWN"}


def test_a_measured_reliability_takes_precedence() -> None:
    result = run(make_rule(), column(TEN), measured=[{"component": "exam", "reliability": "-0.2", "method": "alpha"}])
    assert (result["components"][0]["reliability"], result["components"][0]["reliability_from"]) == ("-0.200000", "measured")
    assert {"NEGATIVE_RELIABILITY", "NO_TRUE_DIFFERENCES"} <= set(result["flags"])
    assert {each["chance_last"] for each in result["people"]} == {"0.100000"}


def test_nobody_differs() -> None:
    result = run(make_rule(), column([70] * 9))
    assert {each["rank"] for each in result["people"]} == {1}
    assert (result["components"][0]["effective_reason"], result["composite"]["reliability_reason"]) == ("NO_VARIANCE", "NO_VARIANCE")
    assert result["line"]["tied_at_line"] == [f"p{index:02}" for index in range(9)]
    assert {each["chance_last"] for each in result["people"]} == {"0.111111"}


@pytest.mark.parametrize("values", [[], [None], [None, None], [70]])
def test_hardly_anybody(values: list) -> None:
    result = run(make_rule(), column(values))
    assert result["cohort"]["people"] == len(values)
    assert {each["proposal"] for each in result["people"]} <= {None, "RETAIN", "REVIEW"}


def test_z_needs_twenty_people_and_then_ranks_by_spread() -> None:
    rule = make_rule(component("exam", "50"), component("talk", "50"), standardisation="z")
    rows = [(50 + 2 * index, 80 - index % 3) for index in range(20)]
    people = [person(f"p{index:02}", {"exam": exam, "talk": talk}) for index, (exam, talk) in enumerate(rows)]
    result = run(rule, people)
    assert result["composite"]["standardisation"] == "z"
    mean = sum(Fraction(each["composite"]["exact"]) for each in result["people"]) / 20
    assert float(mean) == pytest.approx(70, abs=1e-6)
    assert of(result, "p00")["points"]["exact"] == "65"  # the standard still reads the points
    assert of(result, "p00")["to_line"] is None
    few = run(rule, people[:19])
    assert few["composite"]["standardisation"] == "raw"
    assert "STANDARDISATION_NEEDS_20" in few["flags"]


def test_z_of_a_component_without_spread_is_the_same_for_all() -> None:
    rule = make_rule(component("exam", "50"), component("talk", "50"), standardisation="z")
    result = run(rule, [person(f"p{index:02}", {"exam": 50 + index, "talk": 80}) for index in range(20)])
    assert "NO_VARIANCE" in result["flags"]
    assert ranks(result) == list(range(20, 0, -1))


def test_sensitivity_names_who_would_change_sides() -> None:
    rule = make_rule(component("a", "50"), component("b", "50"), standard="70")
    rows = {"v": (90, 90), "w": (85, 85), "x": (60, 79), "y": (80, 59), "z": (75, "64.9")}
    result = run(rule, [person(key, {"a": a, "b": b}) for key, (a, b) in rows.items()])
    found = {(each["component"], each["shift"]): each for each in result["sensitivity"]}
    assert result["line"]["tied_at_line"] == ["x", "y"]
    assert found["a", "5"]["line_changed"] == ["x", "y"]  # 68.55 and 70.55 instead of 69.5 each
    assert found["a", "5"]["standard_changed"] == ["y", "z"]
    assert found["a", "-5"]["standard_changed"] == ["x"]
    assert found["b", "-5"]["line_changed"] == found["a", "5"]["line_changed"]


def test_display_never_blurs_two_different_ranks() -> None:
    result = run(make_rule(), column(("70.001", "70.002", "80")))
    assert [of(result, key)["composite"]["display"] for key in ("p00", "p01", "p02")] == ["70.001", "70.002", "80.00"]
