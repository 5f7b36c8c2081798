"""What the engine is told about people: from cards, exams, grants, pairs, and nothing else; a constant number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from lms.decisions.domain.certification.eligibility import judge
from lms.decisions.domain.certification.profiles import shipped
from lms.decisions.queries.certification_facts import record_of, records_of
from lms.decisions.queries.certification_pages import state_of, states_of, used_by
from lms.evidence.actions import Fact, ensure_topic
from lms.people.actions import suspend_authority
from lms.people.enums import Role
from lms.people.models import Mentorship, User
from tests.cast import Cast
from tests.factories.certification import DAY, TODAY, card, exam, five_as_second, give, grant
from tests.factories.people import make_user

DAY_OF_TODAY = date(2026, 5, 21)


@pytest.fixture
def mentors(cast: Cast) -> list[User]:
    return [cast.mentor, make_user(cast.bank, Role.MENTOR, name="第二师傅")]


def test_a_card_is_read_with_everything_the_engine_asks_for(cast: Cast) -> None:
    give(
        cast.bank,
        [
            card(
                cast.trainee,
                cast.mentor,
                level="2b",
                ahead="3a",
                role="second",
                case="K1",
                kinds=["refused", "unheard of"],
                difficulty="hard",
            )
        ],
    )
    (found,) = record_of(cast.trainee, TODAY).observations
    assert (found.mentor, found.case, found.node, found.role) == (cast.mentor.key, "K1", "investigation", "second")
    assert (found.helped, found.ahead, found.mentor_level) == ("2b", "3a", "5")
    assert (found.kinds, found.difficulty, found.score) == (frozenset({"refused"}), 3, Decimal(85))
    assert (found.happened_on, found.recorded_on) == (date(2026, 5, 11), DAY_OF_TODAY)


def test_a_corrected_card_is_shown_and_does_not_count(cast: Cast) -> None:
    (first,) = give(cast.bank, [card(cast.trainee, cast.mentor, level="1", case="K1")])
    give(cast.bank, [card(cast.trainee, cast.mentor, level="3a", case="K1", supersedes=first, reason="选错了")])
    found = record_of(cast.trainee, TODAY).observations
    assert [(each.helped, each.superseded) for each in found] == [("1", True), ("3a", False)]


def test_parts_of_an_exam_about_a_node_and_its_topics_add_up(cast: Cast) -> None:
    topic = ensure_topic(code="cross-check", name="交叉检验", name_en="Cross-check", node="investigation")
    part = exam(cast.trainee, percent=60)
    more = {name: getattr(part, name) for name in ("person_key", "kind", "source_kind", "source_id", "happened_at", "maximum")}
    give(cast.bank, [part, Fact(**more, raw=Decimal(100), competency=topic)])
    (result,) = record_of(cast.trainee, TODAY).facts.passed["exam", "investigation"]
    assert result.percent == 80


def test_what_is_held_is_what_holds_today(cast: Cast) -> None:
    grant(cast.trainee, "3a")
    grant(cast.trainee, "4", node="report", ends_on=date(2026, 5, 20))
    grant(cast.trainee, "4", node="approval")
    suspend_authority(user=cast.trainee, nodes=["approval"], reason="客户投诉", actor_key=cast.hr.key, now=TODAY)
    found = state_of(cast.trainee, used_by(cast.bank, DAY_OF_TODAY), TODAY)
    levels = {one.node: (one.level, one.trouble) for one in found.nodes}
    assert levels["investigation"] == ("3a", "")
    assert levels["report"] == ("2b", "lapsed")
    assert levels["approval"] == ("2b", "suspended")
    assert levels["marketing"] == ("0", "")


def test_who_signs_for_whom_is_known_from_pairs_and_cards(cast: Cast, mentors: list[User]) -> None:
    Mentorship.objects.create(mentor=cast.trainee, mentee=mentors[0], starts_on=date(2026, 1, 1))
    give(cast.bank, [card(mentors[1], cast.trainee)])
    assert record_of(cast.trainee, TODAY).facts.mentees == {mentors[0].key, mentors[1].key}


def test_ready_with_exactly_what_is_asked_for(cast: Cast, mentors: list[User]) -> None:
    grant(cast.trainee, "2b")
    give(cast.bank, five_as_second(cast.trainee, mentors))
    record = record_of(cast.trainee, TODAY)
    profile = shipped("first")
    verdict = judge(profile, "investigation", "solo", record.observations, record.facts, DAY_OF_TODAY)
    assert (verdict.status, [check.code for check in verdict.warnings]) == ("ready", ["proof"])
    fewer = judge(profile, "investigation", "solo", record.observations[1:], record.facts, DAY_OF_TODAY)
    assert fewer.status == "not_yet"


def test_a_critical_event_sends_back_until_a_panel_has_looked(cast: Cast, mentors: list[User]) -> None:
    grant(cast.trainee, "3a", days_ago=60)
    give(cast.bank, [card(cast.trainee, mentors[0], role="lead", red_line=True, days_ago=3)])
    state = state_of(cast.trainee, used_by(cast.bank, DAY_OF_TODAY), TODAY)
    assert {one.node: one.trouble for one in state.nodes}["investigation"] == "fall"
    grant(cast.trainee, "2b", days_ago=1)
    state = state_of(cast.trainee, used_by(cast.bank, DAY_OF_TODAY), TODAY)
    assert {one.node: one.trouble for one in state.nodes}["investigation"] == ""


def test_business_rows_are_cases_done_or_events(cast: Cast) -> None:
    base = {
        "person_key": cast.trainee.key,
        "kind": "business",
        "source_kind": "loan_case",
        "happened_at": TODAY - 5 * DAY,
        "status": "scored",
    }
    report = ensure_topic(code="report-text", name="报告", name_en="Report", node="report")
    facts = [
        Fact(**base, source_id=f"case-{n}", raw=Decimal(1), maximum=Decimal(1), competency=report, details={"case": f"K{n}"})
        for n in (1, 2)
    ]
    facts.append(Fact(**base, source_id="complaint", raw=Decimal(0), maximum=Decimal(1), details={"critical": "complaint"}))
    give(cast.bank, facts)
    found = record_of(cast.trainee, TODAY).facts
    assert (found.performed, [(one.node, one.code) for one in found.events]) == ({"report": 2}, [("", "complaint")])


def test_many_people_cost_no_more_queries_than_one(cast: Cast, mentors: list[User], django_assert_num_queries: object) -> None:
    people = [make_user(cast.bank, Role.TRAINEE) for _number in range(12)]
    for person in people:
        grant(person, "2b")
    give(cast.bank, [fact for person in people for fact in five_as_second(person, mentors)])
    used = used_by(cast.bank, DAY_OF_TODAY)
    for some in (people[:1], people):
        with django_assert_num_queries(6):  # type: ignore[operator]  # a fixture
            assert len(records_of(cast.bank, some, TODAY)) == len(some)
    assert [one.user for one in states_of(cast.bank, people, used, TODAY)] == people


def test_another_banks_cards_are_none_of_ours(cast: Cast, strangers: Cast) -> None:
    give(strangers.bank, [card(cast.trainee, strangers.mentor)])
    assert record_of(cast.trainee, TODAY).observations == ()
