"""Where a number comes from: sessions and conduct as cards, for those who may see them and for nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lms.cohorts.actions.conduct import open_conduct_books, record_conduct
from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort
from lms.evidence.models import Evidence
from lms.people.models import Organisation, User
from lms.toolkit.activities import cards_for, choices_for
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff

SignIn = Callable[[User], Client]


@pytest.fixture
def cohort(bank: Organisation, clock: Clock) -> Cohort:
    return make_cohort(bank)


def test_a_session_is_named_with_its_day(cohort: Cohort, cast: Cast, strangers: Cast) -> None:
    slot = make_slot(cohort)
    make_enrolment(cohort, cast.trainee)
    ref = ("slot", slot.public_id)
    found = [cards_for(user, [ref]).get(ref) for user in (cast.hr, cast.trainee, cast.mentor, strangers.hr)]
    wanted = ("财务三表分析", reverse("slot-detail", args=[slot.public_id]), "2026-03-03 09:00")
    assert [(one.title, one.url, one.detail) if one else None for one in found] == [wanted, wanted, None, None]


def test_a_fact_of_conduct_leads_to_its_person(cohort: Cohort, cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    make_staff(cohort, cast.class_teacher, Duty.CLASS_TEACHER)
    enrolment = make_enrolment(cohort, cast.trainee, joined_on=clock.now.date())
    open_conduct_books(cohort=cohort, enrolments=[enrolment], at=clock.now)
    day = clock.now.date()
    record_conduct(
        enrolment=enrolment, points=-2, category="discipline", reason="离场", happened_on=day, recorded_by=cast.class_teacher, now=clock.now
    )
    page, client = reverse("enrolment-attendance", args=[enrolment.public_id]), sign_in(cast.hr)
    rows = list(Evidence.objects.filter(person_key=cast.trainee.key).order_by("id"))
    cards = [client.get(reverse("evidence-detail", args=[row.public_id])).context["row"].card for row in rows]
    assert [(card.title, card.url, card.detail) for card in cards] == [
        ("入班时的基础分", page, ""),
        ("纪律", page, f"-2 · {day.isoformat()}"),
    ]
    assert client.get(page).status_code == 200
    assert cards_for(strangers.hr, [(row.source_kind, row.source_id) for row in rows]) == {}


def test_nobody_puts_a_session_into_a_timetable(cohort: Cohort, cast: Cast) -> None:
    make_slot(cohort)
    assert [choices_for(cast.hr, kind) for kind in ("slot", "conduct", "conduct_book")] == [[], [], []]
