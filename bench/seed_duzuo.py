"""Fills an empty Duzuo with one bank's class, lessons and exams, and writes what the adapter must know to a file.

python bench/seed_duzuo.py facts.json --people 300 --trainees 20 --exams 5
"""

import argparse
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.actions import import_library, offer_course  # noqa: E402 -- Django must be set up first, here and below
from courses.models import CoursePage, LessonPage  # noqa: E402
from lms.cohorts.models import Cohort  # noqa: E402
from lms.people.actions import NewAccount, create_accounts, grant_roles  # noqa: E402
from lms.people.enums import Role  # noqa: E402
from lms.people.models import Organisation, User  # noqa: E402
from simulations.actions.tickets import room_ticket  # noqa: E402
from simulations.enums import CommitteeRole  # noqa: E402
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff  # noqa: E402
from tests.factories.committees import make_committee  # noqa: E402
from tests.factories.exams import make_exam, make_paper  # noqa: E402
from tests.factories.people import make_bank  # noqa: E402

PASSWORD = "bench-password-1"
COURSE = "C03"
QUESTIONS = 20
SEATS = (
    CommitteeRole.CHAIR,
    *(CommitteeRole.MEMBER for _number in range(3)),
    CommitteeRole.RISK_OFFICER,
    CommitteeRole.LEAD_INVESTIGATOR,
    CommitteeRole.SECOND_INVESTIGATOR,
    CommitteeRole.SECRETARY,
    CommitteeRole.OBSERVER,
)


def make_people(bank: Organisation, role: str, prefix: str, count: int) -> list[User]:
    """Accounts that share one password, so that seeding doesn't hash it for each."""
    today = timezone.localdate()
    names = [NewAccount(f"{prefix}某{number}", f"{prefix}{number:04d}", "") for number in range(count)]
    users = create_accounts(bank=bank, people=names, actor_key="bench")
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=make_password(PASSWORD), must_change_password=False)
    grant_roles(bank=bank, holders=[(user, bank) for user in users], role=role, starts_on=today - timedelta(days=30), actor_key="bench")
    return users


def open_course(cohort: Cohort, hr: User) -> list[str]:
    """The lessons of one course of the shared library, open to the class."""
    import_library()
    course = CoursePage.objects.get(bank__isnull=True, code=COURSE)
    course.prerequisites.all().delete()
    offer_course(cohort=cohort, course=course, actor=hr)
    return list(LessonPage.objects.child_of(course).live().order_by("path").values_list("public_id", flat=True))


def open_exams(cohort: Cohort, instructor: User, count: int) -> list[str]:
    """As many exams as there are rounds, open now; each has the same paper of single choice questions."""
    paper = make_paper(cohort.bank, instructor, *["single"] * QUESTIONS)
    opens = timezone.now() - timedelta(minutes=5)
    return [make_exam(cohort, instructor, paper=paper, opens_at=opens, title=f"第{n + 1}次测验").public_id for n in range(count)]


def open_rooms(cohort: Cohort, caller: User, people: list[User], count: int) -> list[dict[str, Any]]:
    """Review committees of nine in session; the same nine sit in all of them. Each seat's ticket is the one its page would carry."""
    now, rooms = timezone.now(), []
    for _number in range(count):
        committee = make_committee(cohort, caller, people, roles=SEATS)
        tickets = [
            room_ticket(room=committee.public_id, person_key=one.key, seat=seat, now=now) for seat, one in enumerate(people, start=1)
        ]
        url = reverse("committee-state", args=[committee.public_id])
        rooms.append({"url": url, "version": committee.version, "tickets": tickets})
    return rooms


def fill_day(cohort: Cohort, instructor: User) -> None:
    """Sessions of today and tomorrow, so that the desk has something to say."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for hours in (-3, 2, 21, 26):
        make_slot(cohort, starts_at=noon + timedelta(hours=hours), instructor=instructor)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--trainees", type=int, default=20)
    parser.add_argument("--exams", type=int, default=5)
    parser.add_argument("--rooms", type=int, default=0)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    bank = make_bank(code="bench", name="测速农商行")
    hrs = make_people(bank, Role.HR, "h", 4)
    (instructor,) = make_people(bank, Role.INSTRUCTOR, "i", 1)
    people = make_people(bank, Role.TRAINEE, "t", asked.people)
    today = timezone.localdate()
    cohort = make_cohort(bank, starts_on=today - timedelta(days=14), ends_on=today + timedelta(days=60))
    make_staff(cohort, instructor, "instructor")
    trainees = people[: asked.trainees]
    for seat, trainee in enumerate(people[: max(asked.trainees, len(SEATS))], start=1):
        make_enrolment(cohort, trainee, seat_number=seat, joined_on=cohort.starts_on)
    fill_day(cohort, instructor)
    facts = {
        "bank": bank.code,
        "password": PASSWORD,
        "trainee": [user.employee_number for user in trainees],
        "hr": [user.employee_number for user in hrs],
        "lessons": open_course(cohort, hrs[0]),
        "exams": open_exams(cohort, instructor, asked.exams),
        "rooms": open_rooms(cohort, instructor, people[: len(SEATS)], asked.rooms),
    }
    if connection.vendor == "postgresql":  # what autovacuum does in a database that lives longer
        connection.cursor().execute("ANALYZE")
    asked.file.write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main()
