"""Conduct points: given, taken, withdrawn, and the balance in the ledger."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lms.cohorts.actions.conduct import record_conduct, withdraw_conduct
from lms.cohorts.actions.problems import CohortProblem
from lms.cohorts.models import Cohort, ConductEntry, Enrolment
from lms.cohorts.queries.conduct import conduct_of
from lms.evidence.models import Evidence, EvidenceNote
from lms.evidence.queries import standing_rows
from lms.people.models import Organisation, User
from tests.clock import Clock
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff

SignIn = Callable[[User], Client]
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def first_morning(clock: Clock) -> Clock:
    return clock


@pytest.fixture
def cohort(bank: Organisation, cast) -> Cohort:
    cohort = make_cohort(bank)
    make_staff(cohort, cast.class_teacher, "class_teacher")
    make_staff(cohort, cast.instructor, "instructor")
    make_staff(cohort, cast.mentor, "mentor")
    return cohort


@pytest.fixture
def enrolment(cohort: Cohort, cast) -> Enrolment:
    return make_enrolment(cohort, cast.trainee)


def record(enrolment: Enrolment, by: User, points: int = -5, reason: str = "课上接电话", day: date = DAY) -> ConductEntry:
    return record_conduct(enrolment=enrolment, points=points, category="discipline", reason=reason, happened_on=day, recorded_by=by)


def newest(person: User) -> Evidence:
    return standing_rows(Evidence.objects.filter(kind="conduct", person_key=person.key)).order_by("-happened_at", "-id")[0]


def test_every_entry_writes_the_balance(enrolment: Enrolment, cast, clock: Clock) -> None:
    record(enrolment, cast.class_teacher)
    clock.advance(hours=1)
    second = record(enrolment, cast.instructor, points=3, reason="主动整理资料")
    row = newest(enrolment.user)
    assert (row.raw, row.maximum, row.rater_key, row.public_id) == (Decimal(98), Decimal(100), cast.instructor.key, second.evidence_id)
    assert row.details == {"points": 3, "category": "discipline", "happened_on": "2026-03-02", "balance": 98}
    assert (conduct_of(enrolment).balance, Evidence.objects.filter(kind="conduct").count()) == (98, 2)


def test_what_happened_is_a_note_that_can_be_erased(enrolment: Enrolment, cast) -> None:
    entry = record(enrolment, cast.class_teacher)
    assert EvidenceNote.objects.get(evidence__public_id=entry.evidence_id).text == "课上接电话"


def test_a_withdrawn_entry_stays_and_no_longer_counts(enrolment: Enrolment, cast, clock: Clock) -> None:
    entry = record(enrolment, cast.class_teacher)
    clock.advance(hours=1)
    record(enrolment, cast.class_teacher, points=-2)
    clock.advance(hours=1)
    first = Evidence.objects.get(public_id=entry.evidence_id)
    entry = withdraw_conduct(entry=entry, reason="记错了人", actor_key=cast.hr.key)
    row = newest(enrolment.user)
    assert (row.supersedes, row.raw, row.reason, row.public_id) == (first, Decimal(98), "记错了人", entry.evidence_id)
    assert (conduct_of(enrolment).balance, len(conduct_of(enrolment).entries)) == (98, 2)
    with pytest.raises(CohortProblem) as refused:
        withdraw_conduct(entry=entry, reason="再来", actor_key=cast.hr.key)
    assert refused.value.code == "withdrawn"


def test_honour_beyond_a_full_start_is_shown_but_scores_no_more(enrolment: Enrolment, cast) -> None:
    record(enrolment, cast.class_teacher, points=10)
    row = newest(enrolment.user)
    assert (row.raw, row.details["balance"], conduct_of(enrolment).balance) == (Decimal(100), 110, 110)


@pytest.mark.parametrize(
    ("points", "reason", "day", "code"),
    [
        (0, "因为", DAY, "points"),
        (51, "因为", DAY, "points"),
        (-51, "因为", DAY, "points"),
        (-1, "  ", DAY, "reason"),
        (-1, "因为", DAY + timedelta(days=1), "future"),
        (-1, "因为", DAY - timedelta(days=1), "not_in_class"),
    ],
)
def test_odd_entries_are_refused(enrolment: Enrolment, cast, points: int, reason: str, day: date, code: str) -> None:
    with pytest.raises(CohortProblem) as refused:
        record(enrolment, cast.class_teacher, points, reason, day)
    assert (refused.value.code, ConductEntry.objects.count(), Evidence.objects.count()) == (code, 0, 0)


# ---------------------------------------------------------------------------------------------------------------- pages


def test_who_sees_and_who_records(sign_in: SignIn, cast, strangers, cohort: Cohort, enrolment: Enrolment) -> None:
    parts = ("trainee", "class_teacher", "instructor", "mentor", "hr", "leader", "auditor", "committee")

    def answers(name: str) -> list[int]:
        url = reverse(name, args=[cohort.public_id])
        return [sign_in(getattr(cast, part)).get(url).status_code for part in parts] + [sign_in(strangers.hr).get(url).status_code]

    assert answers("conduct-list") == [403, 200, 200, 200, 200, 200, 200, 404, 404]
    assert answers("conduct-add") == [403, 200, 200, 403, 200, 403, 403, 404, 404]


def test_from_the_form_to_ones_own_page(sign_in: SignIn, cast, cohort: Cohort, enrolment: Enrolment) -> None:
    url = reverse("conduct-add", args=[cohort.public_id])
    data = {"enrolment": enrolment.public_id, "direction": "-", "amount": "5", "category": "discipline", "happened_on": "2026-03-02"}
    assert sign_in(cast.instructor).post(url, data).status_code == 422
    assert sign_in(cast.instructor).post(url, {**data, "reason": "课上接电话"}).status_code == 302
    entry = ConductEntry.objects.get()
    assert (entry.points, entry.recorded_by) == (-5, cast.instructor)
    mine = sign_in(cast.trainee).get(reverse("my-attendance")).context["person"].conduct
    assert (mine.balance, mine.entries) == (95, [entry])


def test_people_of_other_classes_are_no_choice(sign_in: SignIn, cast, bank: Organisation, cohort: Cohort) -> None:
    other = make_enrolment(make_cohort(bank))
    data = {"enrolment": other.public_id, "direction": "-", "amount": "5", "category": "other", "happened_on": "2026-03-02", "reason": "因"}
    assert sign_in(cast.instructor).post(reverse("conduct-add", args=[cohort.public_id]), data).status_code == 422
    assert ConductEntry.objects.count() == 0


def test_who_withdraws(sign_in: SignIn, cast, strangers, enrolment: Enrolment) -> None:
    by_teacher, by_instructor = record(enrolment, cast.class_teacher), record(enrolment, cast.instructor)

    def answer(person: User, entry: ConductEntry) -> int:
        return sign_in(person).post(reverse("conduct-withdraw", args=[entry.public_id]), {"reason": "记错了人"}).status_code

    assert answer(cast.instructor, by_teacher) == 403
    assert answer(cast.trainee, by_teacher) == 403
    assert answer(cast.leader, by_teacher) == 403
    assert answer(strangers.hr, by_teacher) == 404
    assert ConductEntry.objects.filter(withdrawn_at__isnull=False).count() == 0
    assert answer(cast.instructor, by_instructor) == 302
    assert answer(cast.hr, by_teacher) == 302
    assert conduct_of(enrolment).balance == 100
