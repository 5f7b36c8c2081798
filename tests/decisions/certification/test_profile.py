"""Profiles as data: what is shipped, what overrides what, and that a fault names its field."""

from copy import deepcopy
from typing import Any

import pytest

from lms.decisions.domain.certification.profile import NODE_CODES, InvalidProfile, as_data, read_profile
from lms.decisions.domain.certification.profiles import FIRST, MATURE, SHIPPED, shipped
from lms.toolkit.canonical import digest

from .samples import profile


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_shipped_profiles_survive_being_written(name: str) -> None:
    whole = shipped(name)
    assert read_profile(as_data(whole)) == whole
    assert digest(as_data(read_profile(as_data(whole)))) == digest(as_data(whole))
    assert list(whole.nodes) == list(NODE_CODES)


def test_first_intake_counts() -> None:
    """3 watched in 2 trades, 5 taken part in with a refused and a returned one, 3 done with 80 each; 10 customers after the loan."""
    first = shipped("first")
    watch, take_part, do = (first.gate("investigation", target) for target in ("participate", "solo", "certified"))
    assert (watch.observations, watch.industries, watch.role) == (3, 2, "observer")
    assert (take_part.observations, take_part.mentors, take_part.role) == (5, 2, "second")
    assert [(need.any_of, need.count) for need in take_part.kinds] == [(("refused", "returned"), 2), (("refused",), 1), (("returned",), 1)]
    assert (do.observations, do.last_scores, do.score, do.role) == (3, 3, 80, "lead")
    assert first.gate("post_loan", "certified").performed == 10
    assert first.gate("approval", "certified").cases == 3
    assert [code for code, rule in first.nodes.items() if rule.key] == ["investigation", "report", "approval"]
    assert [code for code, rule in first.nodes.items() if not rule.available] == ["collection"]
    assert (first.overall.every, first.overall.key, first.limits) == ("3a", "3b", "warn")


def test_mature_counts() -> None:
    mature = shipped("mature")
    part, risky = mature.gate("marketing", "solo"), mature.gate("report", "solo")
    assert (part.observations, part.mentors, part.mentor_share, part.window_days, part.level_share) == (8, 3, 50, 180, 75)
    assert (part.last_levels, part.event_free_days, part.variety, len(part.variety_of)) == (3, 90, 3, 6)
    assert (risky.observations, risky.mentors, risky.level) == (12, 5, "3a")
    assert mature.limits == "hard"


def test_a_node_overrides_key_by_key() -> None:
    changed = profile(nodes={"report": {"gates": {"solo": {"mentors": 4}}}})
    assert changed.gate("report", "solo").mentors == 4
    assert changed.gate("report", "solo").observations == changed.gate("approval", "solo").observations


def changed(base: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    data = deepcopy(base)
    *parents, last = path.split(".")
    place = data
    for key in parents:
        place = place.setdefault(key, {})
    place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "at", "code"),
    [
        ("limits", "soft", "$.limits", "not_a_choice"),
        ("version", "1", "$.version", "not_whole"),
        ("gates.solo.mentors", 0, "$.gates.solo.mentors", "out_of_range"),
        ("gates.solo.colour", 1, "$.gates.solo.colour", "unknown_key"),
        ("gates.solo.kinds", [{"any_of": ["green"], "count": 1}], "$.gates.solo.kinds[0].any_of", "not_a_choice"),
        ("gates.solo.variety_of", ["refused"], "$.gates.solo.variety", "variety_beyond_list"),
        ("gates.certified.level", "0", "$.gates.certified.level", "level_needed"),
        ("gates.certified.score", 0, "$.gates.certified.score", "score_needed"),
        ("gates.participate.other_signer", True, "$.gates.participate.other_signer", "other_signer_needs_doing"),
        ("gates.certified.held", "4", "$.gates.certified.held", "held_not_below_target"),
        ("gates.certified.grants", {}, "$.gates.certified.grants", "amount_limit_needed"),
        ("nodes.report.gates.solo.level_share", 101, "$.nodes.report.gates.solo.level_share", "out_of_range"),
        ("nodes.singing", {}, "$.nodes.singing", "unknown_key"),
        ("lapse.warn_days", 200, "$.lapse.warn_days", "warning_after_lapse"),
        ("advisory", ["critical_event"], "$.advisory", "not_a_choice"),
        ("overall.key", "6", "$.overall.key", "not_a_choice"),
        ("falling.run", 0, "$.falling.run", "out_of_range"),
    ],
)
def test_a_fault_names_its_field(path: str, value: object, at: str, code: str) -> None:
    with pytest.raises(InvalidProfile) as caught:
        read_profile(changed(MATURE, path, value))
    assert (at, code) in [(problem.path, problem.code) for problem in caught.value.problems]


def test_a_gate_that_is_nowhere_given_is_missed() -> None:
    data = deepcopy(FIRST)
    del data["gates"]["supervises"]
    with pytest.raises(InvalidProfile) as caught:
        read_profile(data)
    assert {problem.code for problem in caught.value.problems} == {"required", "amount_limit_needed"}


@pytest.mark.parametrize("data", [None, [], "first", 3, {}])
def test_nonsense_is_refused(data: object) -> None:
    with pytest.raises(InvalidProfile):
        read_profile(data)


def test_a_profile_without_any_node_is_refused() -> None:
    with pytest.raises(InvalidProfile) as caught:
        read_profile(FIRST | {"nodes": {code: {"available": False} for code in NODE_CODES}})
    assert [problem.code for problem in caught.value.problems] == ["no_node_available"]
