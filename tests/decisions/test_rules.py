"""A rule from draft to lock: what it rests on, who signs, who acknowledges, and that it stays as it was."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.cohorts.models import Cohort, Enrolment
from lms.decisions.actions import (
    DecisionProblem,
    acknowledge_rule,
    change_rule,
    create_rule,
    new_version,
    offer_rule,
    refuse_rule,
    sign_rule,
    withdraw_rule,
)
from lms.decisions.actions.remind import remind
from lms.decisions.domain.rule import InvalidRule
from lms.decisions.models import RuleText, RuleVersion
from lms.decisions.queries.receipts import in_force_from, receipts_of
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.policies.models import Acknowledgement
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.decisions import DAY, LOCKED_AT, acknowledge_all, body, lock_rule, make_class, make_regulation, make_rule
from tests.factories.people import make_branch, make_user


@pytest.fixture
def scene(cast: Cast) -> tuple[Cohort, list[Enrolment]]:
    return make_class(cast.bank, 3)


def refusal(action: object, *arguments: object, **named: object) -> str:
    with pytest.raises(DecisionProblem) as problem:
        action(*arguments, **named)  # type: ignore[operator]  # any action of the room
    return str(problem.value.code)


def test_the_suggested_rule_takes_the_banks_own_values(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    regulation = make_regulation(cast.bank)
    version = create_rule(cohort=scene[0], regulation=regulation, title="综合评估", author=cast.hr)
    parts = {part["code"]: part for part in version.body["components"]}
    assert (parts["attendance"]["floor"], parts["interview"]["raters"]["minimum"]) == ("90", 3)
    assert version.body["regulation"]["version"] == "1"
    assert version.digest.startswith("sha256:")


def test_a_rule_rests_on_a_regulation_in_force(cast: Cast, strangers: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    draft = make_regulation(cast.bank, in_force=False)
    assert refusal(create_rule, cohort=scene[0], regulation=draft, title="x", author=cast.hr) == "regulation_not_in_force"
    foreign = make_regulation(strangers.bank)
    assert refusal(create_rule, cohort=scene[0], regulation=foreign, title="x", author=cast.hr) == "regulation_bank"


def test_only_the_personnel_office_of_the_cohort_writes(cast: Cast, strangers: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    regulation = make_regulation(cast.bank)
    elsewhere = make_user(cast.bank, Role.HR, at=make_branch(cast.bank))
    for user in (cast.leader, cast.auditor, cast.admin, cast.instructor, cast.trainee, strangers.hr, elsewhere):
        assert refusal(create_rule, cohort=scene[0], regulation=regulation, title="x", author=user) == "not_allowed"


def test_a_rule_that_makes_no_sense_is_named_place_by_place(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    bad = body(standard="160")
    bad["components"][0]["floor"] = None
    with pytest.raises(InvalidRule) as invalid:
        create_rule(cohort=scene[0], regulation=make_regulation(cast.bank), title="x", author=cast.hr, body=bad)
    assert {one.path: one.code for one in invalid.value.problems} == {
        "$.components[0].gate": "gate_needs_floor",
        "$.standard": "out_of_range",
    }
    assert RuleVersion.objects.count() == 0


def test_two_signatures_lock(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    assert [cast.leader.bank, cast.board.bank] == [cast.bank, cast.bank]  # both are there before anybody is asked
    version = offer_rule(version=make_rule(scene[0], cast.hr), actor=cast.hr, now=LOCKED_AT)
    assert Notice.objects.filter(kind="rule_to_sign", user__in=[cast.leader, cast.board]).count() == 2
    assert Notice.objects.filter(kind="rule_to_sign", user=cast.hr).count() == 0
    version = sign_rule(version=version, signer=cast.leader, digest=version.digest, now=LOCKED_AT)
    assert version.state == "draft"
    assert refusal(sign_rule, version=version, signer=cast.leader, digest=version.digest) == "signed"
    version = sign_rule(version=version, signer=cast.board, digest=version.digest, now=LOCKED_AT)
    text = RuleText.objects.get(version=version)
    assert (version.state, version.locked_at, text.body, text.digest) == ("locked", LOCKED_AT, version.body, version.digest)
    assert text.check_up["people"] == 3
    assert Notice.objects.filter(kind="rule_to_read").count() == 3


def test_who_may_not_sign(cast: Cast, strangers: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    version = make_rule(scene[0], cast.hr)
    assert refusal(sign_rule, version=version, signer=cast.leader, digest=version.digest) == "not_offered"
    version = offer_rule(version=version, actor=cast.hr)
    for user in (cast.auditor, cast.admin, cast.mentor, cast.instructor, cast.trainee, strangers.leader):
        assert refusal(sign_rule, version=version, signer=user, digest=version.digest) == "not_allowed"
    assert refusal(sign_rule, version=version, signer=cast.hr, digest=version.digest) == "author"
    assert refusal(sign_rule, version=version, signer=cast.leader, digest="sha256:0") == "changed"


def test_whoever_wrote_on_a_draft_signs_it_not(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    second = make_user(cast.bank, Role.HR)
    version = make_rule(scene[0], cast.hr)
    version = change_rule(version=version, body=body(standard="65"), title="办法", regulation=version.regulation_version, actor=second)
    version = offer_rule(version=version, actor=cast.hr)
    assert refusal(sign_rule, version=version, signer=second, digest=version.digest) == "author"


def test_a_change_voids_signatures_already_given(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    version = offer_rule(version=make_rule(scene[0], cast.hr), actor=cast.hr)
    version = sign_rule(version=version, signer=cast.leader, digest=version.digest)
    version = change_rule(version=version, body=body(standard="70"), title="办法", regulation=version.regulation_version, actor=cast.hr)
    assert version.offered_at is None
    version = offer_rule(version=version, actor=cast.hr)
    version = sign_rule(version=version, signer=cast.board, digest=version.digest)
    assert version.state == "draft"


def test_what_is_locked_stays(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    version = lock_rule(make_rule(scene[0], cast.hr), cast.hr, [cast.leader, cast.board])
    arguments = {"body": body(), "title": "x", "regulation": version.regulation_version, "actor": cast.hr}
    assert refusal(change_rule, version=version, **arguments) == "locked"
    assert refusal(withdraw_rule, version=version, actor=cast.hr, reason="so") == "locked"
    for change in (lambda: RuleText.objects.update(digest="x"), lambda: RuleText.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_change_is_a_new_version_that_replaces(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    first = lock_rule(make_rule(scene[0], cast.hr), cast.hr, [cast.leader, cast.board])
    second = new_version(version=first, author=cast.hr, note="达标线调整")
    assert (second.number, second.body["version"], second.state) == (2, 2, "draft")
    lock_rule(second, cast.hr, [cast.leader, cast.board], now=LOCKED_AT + DAY)
    first.refresh_from_db()
    assert first.state == "superseded"


def test_a_draft_is_withdrawn_with_a_reason(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    version = make_rule(scene[0], cast.hr)
    assert refusal(withdraw_rule, version=version, actor=cast.hr, reason=" ") == "reason"
    assert withdraw_rule(version=version, actor=cast.hr, reason="重拟").state == "withdrawn"


def test_the_class_acknowledges_exactly_this_text(cast: Cast, strangers: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    cohort, enrolments = scene
    draft = make_rule(cohort, cast.hr)
    assert refusal(acknowledge_rule, version=draft, user=enrolments[0].user, digest=draft.digest) == "not_locked"
    version = lock_rule(draft, cast.hr, [cast.leader, cast.board])
    assert refusal(acknowledge_rule, version=version, user=enrolments[0].user, digest="sha256:0") == "changed"
    for user in (cast.trainee, strangers.trainee, cast.hr):
        assert refusal(acknowledge_rule, version=version, user=user, digest=version.digest) == "not_in_cohort"
    acknowledge_all(version, enrolments[:2])
    acknowledge_all(version, enrolments[:1], now=LOCKED_AT + DAY)
    assert Acknowledgement.objects.count() == 2
    assert in_force_from(version, receipts_of(version)) is None
    assert remind(version=version, actor=cast.hr) == 1


def test_a_refusal_has_a_witness_and_brings_the_rule_into_force(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    cohort, enrolments = scene
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments[:2], now=LOCKED_AT + timedelta(hours=1))
    stubborn = enrolments[2].user
    assert refusal(refuse_rule, version=version, user=stubborn, witness=cast.auditor) == "not_allowed"
    refuse_rule(version=version, user=stubborn, witness=cast.hr, now=LOCKED_AT + DAY)
    receipts = receipts_of(version)
    assert [receipt.refused for receipt in receipts] == [False, False, True]
    assert in_force_from(version, receipts) == LOCKED_AT + DAY


def test_a_rule_locked_before_the_class_begins_waits_for_the_class(cast: Cast) -> None:
    begins = (LOCKED_AT + 10 * DAY).date()
    cohort = make_cohort(cast.bank, starts_on=begins)
    enrolments = [make_enrolment(cohort, joined_on=begins) for _ in range(2)]
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments[:1], now=LOCKED_AT + DAY)
    acknowledge_all(version, enrolments[1:], now=LOCKED_AT + 3 * DAY)
    assert in_force_from(version, receipts_of(version)) == LOCKED_AT + 3 * DAY


def test_a_late_comer_moves_nothing_for_the_others(cast: Cast, scene: tuple[Cohort, list[Enrolment]]) -> None:
    cohort, enrolments = scene
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments)
    late = make_enrolment(cohort, joined_on=(LOCKED_AT + 10 * DAY).date())
    assert in_force_from(version, receipts_of(version)) is None
    acknowledge_all(version, [late], now=LOCKED_AT + 11 * DAY)
    assert in_force_from(version, receipts_of(version)) == LOCKED_AT
