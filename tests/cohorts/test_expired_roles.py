"""What somebody was entrusted with in a class ends on the day their last role ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.actions.ratings import install_rubric, open_rating_tasks
from assessments.queries.exams import exams_run_by
from assessments.queries.ratings import tasks_for_rater
from lms.cohorts.actions import change_enrolment
from lms.cohorts.actions.calendar import open_calendar
from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort
from lms.cohorts.permissions import duties_in
from lms.cohorts.queries import calendar_events, cohort_staff_ids, cohorts_visible_to, enrolments_visible_to, feed_address, slots_visible_to
from lms.cohorts.queries.leave import class_teachers_of
from lms.people.enums import Role
from lms.people.models import Membership, Mentorship, Organisation, User
from lms.people.queries import people_visible_to
from simulations.enums import CommitteeState
from simulations.models import Committee
from simulations.queries.committees import committees_run_by, committees_visible_to, may_take_seat, people_to_seat
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff
from tests.factories.committees import make_committee
from tests.factories.people import make_user


@pytest.fixture
def cohort(bank: Organisation) -> Cohort:
    return make_cohort(bank)


def engaged(bank: Organisation, cohort: Cohort, role: str, *duties: str) -> User:
    return make_staff(cohort, make_user(bank, role), *duties)


def end_roles(user: User, day: date) -> User:
    Membership.objects.filter(user=user).update(ends_on=day)
    return User.objects.get(pk=user.pk)


def test_the_last_day_still_counts_and_the_next_does_not(bank: Organisation, cohort: Cohort) -> None:
    consultant = engaged(bank, cohort, Role.CONSULTANT, Duty.INSTRUCTOR)
    make_enrolment(cohort)
    slot = make_slot(cohort, instructor=consultant, starts_at=timezone.now() + timedelta(days=1))
    today = timezone.localdate()

    def reach(user: User) -> tuple[object, ...]:
        return (
            list(cohorts_visible_to(user)),
            enrolments_visible_to(user).count(),
            list(slots_visible_to(user)),
            duties_in(user, cohort),
            cohort_staff_ids(cohort),
            len(calendar_events(user, now=timezone.now(), site="")),
        )

    assert reach(end_roles(consultant, today)) == ([cohort], 1, [slot], frozenset({Duty.INSTRUCTOR}), [consultant.pk], 1)
    assert reach(end_roles(consultant, today - timedelta(days=1))) == ([], 0, [], frozenset(), [], 0)


def test_no_page_of_the_class_opens_any_more(bank: Organisation, cohort: Cohort, sign_in: Any) -> None:
    consultant = engaged(bank, cohort, Role.CONSULTANT, Duty.INSTRUCTOR)
    consultant.memberships.update(confidentiality_acknowledged_at=timezone.now())
    slot = make_slot(cohort, instructor=consultant)
    pages = [f"/cohorts/{cohort.public_id}/", f"/cohorts/{cohort.public_id}/attendance/", f"/cohorts/{cohort.public_id}/conduct/"]
    pages += [f"/cohorts/{cohort.public_id}/class-list.xlsx", f"/cohorts/slots/{slot.public_id}/attendance/"]
    assert [sign_in(consultant).get(page).status_code for page in pages] == [200] * 5
    end_roles(consultant, timezone.localdate() - timedelta(days=1))
    assert [sign_in(consultant).get(page).status_code for page in pages] == [404] * 5


def test_exams_ratings_and_mentees_go_with_the_role(bank: Organisation, cohort: Cohort) -> None:
    mentor = engaged(bank, cohort, Role.MENTOR, Duty.MENTOR, Duty.INSTRUCTOR)
    enrolment = make_enrolment(cohort)
    rubric = install_rubric(bank=bank, code="INTERVIEW", actor=mentor)
    [task] = open_rating_tasks(
        cohort=cohort, rubric=rubric, subjects=[enrolment], raters=[mentor], title="面谈", happened_on=date(2026, 3, 2), actor=mentor
    )
    Mentorship.objects.create(mentor=mentor, mentee=enrolment.user, starts_on=date(2020, 1, 1))
    before = User.objects.get(pk=mentor.pk)
    assert list(tasks_for_rater(before)) == [task]
    assert set(people_visible_to(before)) == {mentor, enrolment.user}
    after = end_roles(mentor, timezone.localdate() - timedelta(days=1))
    assert (list(tasks_for_rater(after)), list(exams_run_by(after)), list(people_visible_to(after))) == ([], [], [mentor])


def test_leave_goes_to_hr_once_the_class_teacher_has_left(bank: Organisation, cohort: Cohort) -> None:
    teacher = engaged(bank, cohort, Role.CLASS_TEACHER, Duty.CLASS_TEACHER)
    assert class_teachers_of(cohort) == [teacher]
    end_roles(teacher, timezone.localdate() - timedelta(days=1))
    assert class_teachers_of(cohort) == []


def test_a_trainee_keeps_their_own_class_when_the_role_ends(bank: Organisation, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)
    trainee = end_roles(enrolment.user, timezone.localdate() - timedelta(days=1))
    assert list(cohorts_visible_to(trainee)) == [cohort]


def test_duties_at_the_committee_end_with_the_role(bank: Organisation, cohort: Cohort) -> None:
    caller = engaged(bank, cohort, Role.INSTRUCTOR, Duty.INSTRUCTOR)
    teacher = engaged(bank, cohort, Role.CLASS_TEACHER, Duty.CLASS_TEACHER)
    sitting = make_committee(cohort, caller, ["cautious", "detail", None, None, None])

    def reach(user: User) -> tuple[bool, bool, bool, bool]:
        seen, run = committees_visible_to(user), committees_run_by(user)
        return sitting in seen, sitting in run, may_take_seat(sitting, user), user in people_to_seat(cohort)

    for user in (caller, teacher):
        assert reach(user) == (True, True, True, True)
        assert reach(end_roles(user, timezone.localdate() - timedelta(days=1))) == (False, False, False, False)


def test_who_left_the_class_keeps_the_sittings_they_sat_through(bank: Organisation, cohort: Cohort) -> None:
    lead, second = make_enrolment(cohort), make_enrolment(cohort)
    caller = engaged(bank, cohort, Role.INSTRUCTOR, Duty.INSTRUCTOR)
    to_come = make_committee(cohort, caller, ["cautious", "detail", None, lead.user, None])
    over = make_committee(cohort, caller, ["cautious", "detail", None, lead.user, None])
    Committee.objects.filter(pk=over.pk).update(state=CommitteeState.CLOSED)
    for enrolment in (lead, second):
        assert set(committees_visible_to(enrolment.user)) == {to_come, over}
        change_enrolment(enrolment=enrolment, state="withdrawn", reason="转岗", left_on=date(2026, 3, 20), actor_key="factory")
    assert [set(committees_visible_to(one.user)) for one in (lead, second)] == [{over}, set()]


def test_the_calendar_of_a_closed_bank_is_closed(bank: Organisation, cohort: Cohort, client: Any) -> None:
    address = feed_address(open_calendar(user=make_enrolment(cohort).user))
    assert client.get(address).status_code == 200
    Organisation.objects.filter(pk=bank.pk).update(is_active=False)
    assert client.get(address).status_code == 404
