"""The card: what it writes, what it refuses in words, that one sent twice is one, what a red line does."""

from datetime import date, timedelta

import pytest

from lms.evidence.models import Evidence
from lms.notices.models import Notice
from lms.operations.actions.card_problem import CardProblem
from lms.operations.actions.cards import correct_card, give_card
from lms.operations.actions.parts import ask_for_card, close_part
from lms.operations.enums import PartState
from lms.operations.models import CasePart, Observation
from lms.people.actions import declare_kinship, suspend_authority
from lms.people.enums import Role
from lms.people.models import Authority
from lms.people.queries import may
from lms.policies.actions import set_policy_value
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.observation import card_for, entrust, make_card, make_case, make_part
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(cast: Cast, clock: Clock) -> CasePart:
    """The trainee watches the mentor at an investigation."""
    entrust(cast.mentor, "5", now=clock.now - timedelta(days=60))
    entrust(cast.trainee, "1", now=clock.now - timedelta(days=60))
    return make_part(make_case(cast.bank), cast.trainee, cast.mentor)


def code_of(call: object, **arguments: object) -> str:
    with pytest.raises(CardProblem) as refused:
        call(**arguments)  # type: ignore[operator]  # an action
    assert refused.value.sentence
    assert "%(" not in refused.value.sentence
    return str(refused.value.code)


def test_a_card_is_one_fact_in_the_ledger(part: CasePart, clock: Clock) -> None:
    row = make_card(part, score=85)
    part.refresh_from_db()
    assert part.state == PartState.OBSERVED
    fact = Evidence.objects.get(kind="observation")
    assert (fact.level, fact.level_ahead, fact.scale, fact.person_key, fact.rater_key) == (
        "1",
        "2a",
        "entrustment",
        part.trainee.key,
        part.mentor.key,
    )
    assert fact.competency is not None
    assert fact.competency.code == "investigation"
    assert fact.details == {
        "case": part.case.key,
        "industry": "retail",
        "product": "credit",
        "difficulty": "medium",
        "kinds": [],
        "role": "observer",
        "behaviours": {"investigation.prepare": 2, "investigation.two_people": 3},
        "red_line": False,
        "mentor_level": "5",
        "score": 85,
        "received": "2026-03-02",
        "note": False,
    }
    assert (fact.note.text, fact.source_id, row.evidence_id) == ("先看货再问账，问得细。", row.public_id, fact.pk)
    assert part.case.number not in str(fact.content())


def test_a_card_sent_twice_is_one_row(part: CasePart) -> None:
    card = card_for(part)
    first, new = give_card(part=part, mentor=part.mentor, card=card)
    again, once_more = give_card(part=part, mentor=part.mentor, card=card)
    assert (new, once_more, again.pk) == (True, False, first.pk)
    assert Observation.objects.count() == Evidence.objects.filter(kind="observation").count() == 1


def test_a_second_card_for_the_same_part_is_refused(part: CasePart) -> None:
    make_card(part)
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part)) == "given"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"observed_on": date(2026, 3, 3)}, "future"),
        ({"observed_on": date(2026, 2, 15)}, "too_old"),
        ({"level": "3a"}, "level"),
        ({"level_ahead": "5"}, "level_ahead"),
        ({"behaviours": {"investigation.prepare": 2}}, "two_behaviours"),
        ({"behaviours": {"investigation.prepare": 2, "report.risk": 2}}, "behaviour"),
        ({"behaviours": {"investigation.prepare": 2, "investigation.soft": 4}}, "mark"),
        ({"red_line": True}, "red_line_kind"),
        ({"score": 101}, "score"),
        ({"sentence": "好"}, "sentence"),
        ({"sentence": "好" * 501}, "sentence_long"),
        ({"client_key": ""}, "client_key"),
    ],
)
def test_what_a_card_must_say(part: CasePart, changes: dict[str, object], code: str) -> None:
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part, **changes)) == code
    assert Observation.objects.count() == 0


def test_only_its_mentor_gives_a_card(part: CasePart, cast: Cast) -> None:
    other = make_user(cast.bank, Role.MENTOR)
    assert code_of(give_card, part=part, mentor=other, card=card_for(part)) == "not_yours"


def test_a_mentor_whose_authority_has_gone_signs_nothing(part: CasePart) -> None:
    suspend_authority(user=part.mentor, reason="核查", actor_key="hr")
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part)) == "mentor_suspended"
    Authority.objects.filter(user=part.mentor).update(suspended_at=None, suspended_reason="", ends_on=date(2026, 3, 1))
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part)) == "mentor_lapsed"


def test_a_closed_case_takes_cards_about_earlier_days_only(part: CasePart) -> None:
    part.case.state, part.case.closed_on = "refused", date(2026, 3, 1)
    part.case.save()
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part)) == "closed"
    row = make_card(part, observed_on=date(2026, 2, 27))
    assert row.evidence.details["kinds"] == ["refused"]


def test_whoever_became_a_mentor_since_signs_nothing_about_the_day_before(cast: Cast, clock: Clock) -> None:
    """A mentor recognised today doesn't fill the last months with cards in one evening."""
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1", now=clock.now - timedelta(days=60))
    part = make_part(make_case(cast.bank), cast.trainee, cast.mentor)
    yesterday = clock.now.date() - timedelta(days=1)
    assert code_of(give_card, part=part, mentor=part.mentor, card=card_for(part, observed_on=yesterday)) == "mentor_not_yet"
    row = make_card(part)
    moved = {"part": part, "observed_on": yesterday}
    assert code_of(correct_card, observation=row, mentor=part.mentor, card=card_for(**moved), reason="记错日子") == "mentor_not_yet"


def test_a_mentor_recognised_anew_was_one_before(part: CasePart, clock: Clock) -> None:
    entrust(part.mentor, "5")
    row = make_card(part, observed_on=clock.now.date() - timedelta(days=3))
    assert row.mentor_level == "5"


def test_the_bank_says_how_late_a_card_may_come(part: CasePart, cast: Cast, clock: Clock) -> None:
    late = clock.now.date() - timedelta(days=15)
    with pytest.raises(CardProblem, match="14"):
        give_card(part=part, mentor=part.mentor, card=card_for(part, observed_on=late))
    set_policy_value(
        bank=cast.bank, key="observation.latest_days", value=20, effective_on=date(2020, 1, 1), reason="外勤多", actor_key="hr"
    )
    row = make_card(part, observed_on=late, offline=True)
    assert row.evidence.details["received"] == "2026-03-02"


def test_what_came_in_time_is_mended_in_time_and_not_moved_back(part: CasePart, clock: Clock) -> None:
    day = clock.now.date() - timedelta(days=14)
    row = make_card(part, observed_on=day)
    clock.advance(days=5)
    moved = card_for(part, observed_on=day - timedelta(days=1))
    assert code_of(correct_card, observation=row, mentor=part.mentor, card=moved, reason="记错日子") == "too_old"
    newer = correct_card(observation=row, mentor=part.mentor, card=card_for(part, observed_on=day), reason="点错了")
    clock.advance(days=2)
    again = correct_card(observation=newer, mentor=part.mentor, card=card_for(part, observed_on=day), reason="又点错了")
    assert (again.observed_on, again.mentor_level) == (day, "5")


def test_a_red_line_suspends_at_once(part: CasePart, cast: Cast) -> None:
    hr = cast.hr
    make_card(part, red_line=True, red_line_kind="falsified")
    answer = may(person=part.trainee, node="investigation", role="lead", bank=cast.bank, supervised=True)
    assert (answer.allowed, answer.reason) == (False, "suspended")
    assert Notice.objects.filter(user=hr, kind="observation", needs_decision=True).count() == 1


def test_use_counts_for_the_mentor_and_for_who_led(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "3a")
    make_card(make_part(make_case(cast.bank), cast.trainee, cast.mentor, role="lead"))
    used = dict(Authority.objects.values_list("user_id", "used_on"))
    assert used == {cast.mentor.pk: date(2026, 3, 2), cast.trainee.pk: date(2026, 3, 2)}


def test_a_mentor_corrects_within_a_week_and_says_why(part: CasePart, clock: Clock) -> None:
    row = make_card(part)
    clock.advance(days=7)
    same = {"part": part, "observed_on": row.observed_on}
    assert code_of(correct_card, observation=row, mentor=part.mentor, card=card_for(part), reason="点错了") == "after_card"
    newer = correct_card(observation=row, mentor=part.mentor, card=card_for(**same, level_ahead="2b"), reason="点错了")
    assert (newer.supersedes, newer.evidence.supersedes, newer.evidence.reason) == (row, row.evidence, "点错了")
    assert code_of(correct_card, observation=row, mentor=part.mentor, card=card_for(part), reason="再改") == "superseded"
    clock.advance(days=8)
    assert code_of(correct_card, observation=newer, mentor=part.mentor, card=card_for(part), reason="再改") == "correction_late"


# --------------------------------------------------------------------------------------------------------------- parts


def start(cast: Cast, **changes: object) -> CasePart:
    values = {"case": make_case(cast.bank), "trainee": cast.trainee, "mentor": cast.mentor} | changes
    return make_part(**values)  # type: ignore[arg-type]  # the factory's own names


def test_the_same_case_with_the_same_mentor_counts_once(part: CasePart, cast: Cast) -> None:
    assert code_of(start, cast=cast, case=part.case) == "twice"


def test_what_a_part_refuses(cast: Cast, strangers: Cast, clock: Clock) -> None:
    plain = make_user(cast.bank, Role.MENTOR)
    entrust(cast.mentor, "5")
    assert code_of(start, cast=cast) == "no_authority"
    entrust(cast.trainee, "1")
    assert code_of(start, cast=cast, mentor=plain) == "mentor_level"
    assert code_of(start, cast=cast, role="lead") == "level_of_trainee"
    assert code_of(start, cast=cast, node="gossip") == "node"
    assert code_of(start, cast=cast, trainee=cast.mentor) == "own_case"
    assert code_of(start, cast=cast, case=make_case(strangers.bank)) == "bank"
    assert code_of(start, cast=cast, trainee=strangers.trainee) == "bank"
    assert code_of(start, cast=cast, case=make_case(cast.bank, state="settled")) == "closed"
    assert code_of(start, cast=cast, planned_on=date(2026, 1, 1)) == "before_case"
    assert code_of(start, cast=cast, trainee=plain) == "not_trainee"
    assert CasePart.objects.count() == 0


def test_a_mentor_signs_from_level_five_on_unless_the_bank_says_four(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "4")
    entrust(cast.trainee, "1")
    assert code_of(start, cast=cast) == "mentor_level"
    set_policy_value(bank=cast.bank, key="observation.mentor_level", value=4, effective_on=date(2020, 1, 1), reason="首期", actor_key="hr")
    assert start(cast).state == PartState.PLANNED


def test_relatives_keep_out(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    declare_kinship(person=cast.trainee, relative=cast.mentor, kin="in_law", actor_key=cast.trainee.key)
    assert code_of(start, cast=cast) == "relative"


def test_two_people_dont_sign_for_each_other(cast: Cast, clock: Clock) -> None:
    both = [make_user(cast.bank, Role.MENTOR, Role.TRAINEE) for _ in range(2)]
    for one in both:
        entrust(one, "5")
    first, second = both
    make_card(make_part(make_case(cast.bank), first, second))
    assert code_of(start, cast=cast, trainee=second, mentor=first) == "mutual"
    clock.advance(days=91)
    assert make_part(make_case(cast.bank), second, first).pk


def test_a_trainee_proposes_and_the_mentor_answers(cast: Cast, clock: Clock) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "1")
    part = start(cast, started_by=cast.trainee)
    assert (part.state, part.asked_at) == (PartState.ASKED, clock.now)
    assert Notice.objects.get(user=cast.mentor).needs_decision
    assert code_of(close_part, part=part, actor=cast.mentor, reason=" ") == "reason"
    assert close_part(part=part, actor=cast.mentor, reason="当天我不在").state == PartState.DECLINED
    assert Notice.objects.filter(user=cast.trainee).count() == 1
    assert code_of(give_card, part=part, mentor=cast.mentor, card=card_for(part)) == "state"


def test_asking_twice_tells_the_mentor_once(part: CasePart, clock: Clock) -> None:
    for _ in range(2):
        ask_for_card(part=part, actor=part.trainee)
    assert Notice.objects.filter(user=part.mentor, needs_decision=True).count() == 1
    clock.advance(days=1)
    assert CasePart.objects.get(pk=part.pk).asked_at == clock.now - timedelta(days=1)
