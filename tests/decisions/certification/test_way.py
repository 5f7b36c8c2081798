"""The shortest way: doing what it says is enough, and nothing of it can be left out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.decisions.domain.certification.eligibility import Verdict, judge
from lms.decisions.domain.certification.observations import CriticalEvent, Facts, Held, Observation
from lms.decisions.domain.certification.profile import Profile
from lms.decisions.domain.certification.profiles import shipped
from lms.decisions.domain.certification.scale import KINDS, SCALE
from lms.decisions.domain.certification.way import NextObservation, Way

from .samples import NODE, TODAY, card, days_ago, facts, passed, profile


def way_of(gate: dict[str, Any], cards: list[Observation], about: Facts | None = None, **changes: Any) -> Way:
    way = judge(profile(gate, **changes), NODE, "solo", cards, about or facts(), TODAY).way
    assert way is not None
    return way


def test_two_more_one_refused_with_a_second_mentor_at_3a() -> None:
    cards = [card(number, mentor="m1") for number in (1, 2, 3)]
    gate = {
        "role": "second",
        "observations": 5,
        "mentors": 2,
        "kinds": [{"any_of": ["refused"], "count": 1}],
        "level": "3a",
        "last_levels": 2,
    }
    way = way_of(gate, cards)
    assert way.observations == (
        NextObservation("second", "", 1, ("refused",), False, 1, "3a", 0),
        NextObservation("second", "", 1, (), False, 1, "3a", 0),
    )
    assert (way.new_mentors, way.proofs, way.held, way.wait_until, way.never) == (1, (), "", None, "")


def test_refused_and_returned_are_two_cases_but_a_first_loan_fits_into_either() -> None:
    gate = {"kinds": [{"any_of": ["refused"], "count": 1}, {"any_of": ["returned"], "count": 1}], "variety": 3}
    assert [each.kinds for each in way_of(gate, [card(1)]).observations] == [("refused", "first_loan"), ("returned",)]


def test_a_share_is_caught_up_with() -> None:
    """2 of 4 at the level; 75 % needs four more: 6 of 8."""
    cards = [card(1, ahead="2b"), card(2, ahead="2b"), card(3), card(4)]
    assert len(way_of({"level": "3a", "level_share": 75}, cards).observations) == 4


def test_one_mentor_with_too_much_is_balanced_by_others() -> None:
    way = way_of({"mentor_share": 50}, [card(number, mentor="m1") for number in range(4)])
    assert [each.new_mentor for each in way.observations] == [1, 1, 1, 1]


def test_what_only_time_mends() -> None:
    cards = [card(1), card(2, ahead="2b", on=days_ago(80))]
    way = way_of({"level": "3a", "level_share": 100, "window_days": 100}, cards)
    assert way.wait_until == TODAY + timedelta(21)
    assert way_of({"level": "3a", "level_share": 100}, cards).never == "level_share"


def test_what_is_not_an_observation() -> None:
    gate = {"held": "2a", "performed": 10, "proofs": [{"kind": "exam", "percent": 80}]}
    way = way_of(gate, [card(1)], facts("1", performed={NODE: 4}))
    assert (way.observations, way.performed, way.proofs, way.held) == ((), 6, (("exam", NODE, 80),), "2a")


cards_drawn = st.lists(
    st.builds(
        card,
        st.integers(0, 90),
        mentor=st.sampled_from(["m1", "m2", "m3"]),
        case=st.sampled_from(["A", "B", "C", "D", "E", "F", "G"]),
        role=st.sampled_from(["observer", "second", "lead"]),
        ahead=st.sampled_from(SCALE[1:7]),
        industry=st.sampled_from(["", "retail", "farm"]),
        kinds=st.sets(st.sampled_from(KINDS), max_size=2),
        difficulty=st.integers(1, 3),
        score=st.sampled_from([None, 60, 85]),
        red_line=st.sampled_from([False] * 9 + [True]),
        on=st.integers(-3, 230).map(days_ago),
    ),
    max_size=14,
    unique_by=lambda each: each.key,
)


def follow(way: Way, cards: list[Observation], today: date) -> list[Observation]:
    """The cards that the way asks for, each on a case of its own, all dated on the day on which time stands in the way no more."""
    made = []
    for place, step in enumerate(way.observations):
        made.append(
            replace(
                card(500 + place, on=today),
                mentor=step.mentor or f"new{step.new_mentor}",
                role=step.role,
                kinds=frozenset(step.kinds),
                industry=f"trade{place}" if step.new_industry else "",
                difficulty=step.difficulty,
                ahead=step.level or "1",
                score=Decimal(step.score) if step.score else None,
            )
        )
    return [*cards, *made]


def after(way: Way, about: Facts) -> Facts:
    held = about.held[NODE]
    done = about.performed.get(NODE, 0) + way.performed + len(way.observations)
    results = {(kind, competency): passed(percent, 0) for kind, competency, percent in way.proofs}
    panel = TODAY if way.panel_first else held.panel_on
    level = way.held or held.level
    since = held.since if not way.held else TODAY - timedelta(4000)
    return replace(about, held={NODE: Held(level, since, panel)}, performed={NODE: done}, passed={**about.passed, **results})


@settings(max_examples=300, deadline=None)
@given(
    cards=cards_drawn,
    name=st.sampled_from(["first", "mature"]),
    target=st.sampled_from(["participate", "solo", "certified"]),
    level=st.sampled_from(["1", "2a", "3a"]),
)
def test_following_the_way_makes_ready_and_nothing_of_it_is_idle(cards: list[Observation], name: str, target: Any, level: str) -> None:
    """Taken at once, today; only what time must mend (an event, a 100 % share) is left out of the claim."""
    profile_ = shipped(name)
    about = Facts(person="trainee", held={NODE: Held(level, days_ago(300), TODAY)})
    verdict = judge(profile_, NODE, target, cards, about, TODAY)
    if verdict.way is None or verdict.way.wait_until is not None or verdict.way.never:
        return
    about = after(verdict.way, about)
    whole = follow(verdict.way, cards, TODAY)
    assert outcome(profile_, target, whole, about).lacking == ()
    if verdict.way.observations:
        assert outcome(profile_, target, whole[:-1], about).lacking != ()


gates_drawn = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["second", "lead"]),
        "held": st.sampled_from(["0", "2a", "2b"]),
        "window_days": st.sampled_from([None, 100, 180]),
        "observations": st.integers(1, 8),
        "cases": st.integers(0, 8),
        "performed": st.integers(0, 12),
        "mentors": st.integers(1, 4),
        "mentor_share": st.sampled_from([30, 50, 60, 100]),
        "industries": st.integers(0, 3),
        "kinds": st.lists(
            st.fixed_dictionaries(
                {"any_of": st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True), "count": st.integers(1, 3)}
            ),
            max_size=3,
        ),
        "variety": st.integers(0, 5),
        "difficulty": st.integers(1, 3),
        "difficult_cases": st.integers(0, 3),
        "level": st.sampled_from(["2b", "3a", "4"]),
        "level_share": st.sampled_from([0, 50, 75, 90]),
        "last_levels": st.integers(0, 4),
        "score": st.just(80),
        "last_scores": st.integers(0, 3),
        "other_signer": st.booleans(),
    }
)
advice_drawn = st.lists(st.sampled_from(["mentor_share", "mentors", "industries", "kinds", "other_signer"]), unique=True, max_size=3)


@settings(max_examples=200, deadline=None)
@given(cards=cards_drawn, gate=gates_drawn, level=st.sampled_from(["1", "2a"]), advisory=advice_drawn)
def test_the_way_fits_any_gate(cards: list[Observation], gate: dict[str, Any], level: str, advisory: list[str]) -> None:
    whatever = profile(gate, advisory=advisory)
    about = Facts(person="trainee", held={NODE: Held(level, days_ago(300), TODAY)}, performed={NODE: 7})
    way = outcome(whatever, "solo", cards, about).way
    if way is None or way.wait_until is not None or way.never:
        return
    about = after(way, about)
    whole = follow(way, cards, TODAY)
    assert outcome(whatever, "solo", whole, about).lacking == ()
    if way.observations:
        assert outcome(whatever, "solo", whole[:-1], about).lacking != ()


def outcome(profile_: Profile, target: Any, cards: list[Observation], about: Facts) -> Verdict:
    return judge(profile_, NODE, target, cards, about, TODAY)


@settings(max_examples=100, deadline=None)
@given(cards=cards_drawn)
def test_the_order_of_the_cards_changes_nothing(cards: list[Observation]) -> None:
    mature = shipped("mature")
    assert judge(mature, NODE, "solo", cards, facts(), TODAY) == judge(mature, NODE, "solo", cards[::-1], facts(), TODAY)


@settings(max_examples=100, deadline=None)
@given(cards=cards_drawn)
def test_every_card_is_counted_or_has_a_reason(cards: list[Observation]) -> None:
    verdict = judge(shipped("mature"), NODE, "solo", cards, facts(), TODAY)
    assert sorted([*verdict.counted, *(each.key for each in verdict.ignored)]) == sorted(each.key for each in cards)


def test_an_event_without_any_card_waits() -> None:
    about = facts(events=(CriticalEvent(days_ago(1), NODE, "bad_loan"),))
    way = way_of({"event_free_days": 90}, [card(1)], about)
    assert (way.wait_until, way.panel_first) == (TODAY + timedelta(90), True)
