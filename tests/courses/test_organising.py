"""Giving courses to a class, opening by timetable, the class view, and the timetable's choices."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.actions import CourseProblem, adopt_course
from courses.models import CourseCompletion, CourseOffering, CoursePage, LessonProgress
from courses.queries import class_progress, my_courses, weak_questions
from lms.cohorts.enums import Duty
from lms.people.enums import Role
from lms.records.models import Act
from lms.toolkit.activities import cards_for, choices_for
from tests.cast import Cast
from tests.courses.conftest import Classroom, SignIn
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot, make_staff
from tests.factories.courses import make_course, make_lesson, make_offering
from tests.factories.people import make_user


@pytest.mark.django_db
def test_hr_gives_a_course_to_a_class(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    cohort, own, foreign = make_cohort(cast.bank), make_course(cast.bank), make_course(strangers.bank)
    address = reverse("cohort-courses", args=[cohort.public_id])
    client = sign_in(cast.hr)
    assert client.get(address).status_code == 200
    data = {"course": own.pk, "opened_by": "date", "opens_at": "2026-03-09T09:00", "required": "on"}
    assert client.post(address, data).status_code == 302
    offering = CourseOffering.objects.get()
    assert (offering.course, offering.bank, offering.position, timezone.localtime(offering.opens_at).hour) == (own, cast.bank, 1, 9)
    assert client.post(address, data).context["form"].errors.keys() == {"course"}
    assert client.post(address, {**data, "course": foreign.pk}).context["form"].errors.keys() == {"course"}
    assert client.post(address, {**data, "closes_at": "2026-03-01T09:00"}).context["form"].errors.keys() == {"closes_at"}
    assert client.post(address, {**data, "opens_at": "yesterday"}).context["form"].errors.keys() == {"opens_at"}
    assert CourseOffering.objects.count() == 1
    assert Act.objects.filter(object_kind="course_offering", object_id=offering.public_id).count() == 1


@pytest.mark.django_db
def test_a_course_is_changed_moved_and_withdrawn(cast: Cast, sign_in: SignIn) -> None:
    cohort = make_cohort(cast.bank)
    first, second = (make_offering(cohort, make_course(cast.bank), actor=cast.hr) for _number in range(2))
    client = sign_in(cast.hr)
    data = {"opened_by": "timetable", "opens_at": "", "closes_at": "2027-01-01T00:00"}
    assert client.post(reverse("offering-edit", args=[first.public_id]), data).status_code == 302
    first.refresh_from_db()
    assert (first.opened_by, first.required, first.closes_at is None) == ("timetable", False, False)
    client.post(reverse("offering-up", args=[second.public_id]))
    assert list(CourseOffering.objects.order_by("position")) == [second, first]
    assert client.get(reverse("offering-withdraw", args=[first.public_id])).status_code == 405
    client.post(reverse("offering-withdraw", args=[first.public_id]))
    assert list(CourseOffering.objects.all()) == [second]


@pytest.mark.django_db
def test_only_organisers_of_the_bank_organise(cast: Cast, strangers: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    gets = [reverse(name, args=[classroom.cohort.public_id]) for name in ("cohort-courses", "course-class")]
    gets.append(reverse("offering-edit", args=[classroom.offering.public_id]))
    posts = [reverse(f"offering-{verb}", args=[classroom.offering.public_id]) for verb in ("up", "down", "withdraw")]
    posts.append(reverse("course-class-export", args=[classroom.cohort.public_id]))
    for person in (cast.trainee, cast.mentor, cast.instructor, strangers.hr, strangers.instructor, strangers.trainee):
        client = sign_in(person)
        assert {client.get(url).status_code for url in gets} == {404}
        assert {client.post(url).status_code for url in posts} == {404}
    assert CourseOffering.objects.filter(pk=classroom.offering.pk).exists()
    make_staff(classroom.cohort, cast.instructor, Duty.INSTRUCTOR)
    assert {sign_in(cast.instructor).get(url).status_code for url in gets} == {200}
    leader = sign_in(cast.leader)
    assert [leader.get(url).status_code for url in gets] == [404, 200, 404]


@pytest.mark.django_db
def test_an_earlier_course_comes_first(cast: Cast) -> None:
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    earlier = make_course(cast.bank, code="A1", title="《先修》")
    later = make_course(cast.bank, code="A2", prerequisites=("A1", "A9"))
    make_offering(cohort, earlier, actor=cast.hr)
    make_offering(cohort, later, actor=cast.hr)
    now = timezone.now()
    # An outline can't be finished, so it holds nobody up; with a lesson it does.
    assert [row.availability.open for row in my_courses(cast.trainee, now=now)] == [True, True]
    make_lesson(earlier)
    waiting = my_courses(cast.trainee, now=now)[1].availability
    assert (waiting.open, waiting.reason, waiting.title) == (False, "prerequisite", "《先修》")
    CourseCompletion.objects.create(user=cast.trainee, course=earlier, course_code="A1")
    assert my_courses(cast.trainee, now=now)[1].availability.open is True


@pytest.mark.django_db
def test_the_timetable_opens_a_course_and_its_lessons(cast: Cast, sign_in: SignIn) -> None:
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    course = make_course(cast.bank)
    first, second = make_lesson(course), make_lesson(course)
    make_offering(cohort, course, actor=cast.hr, opened_by="timetable")
    client, now = sign_in(cast.trainee), timezone.now()

    def states() -> list[str]:
        return [line.state for line in client.get(reverse("course-detail", args=[course.public_id])).context["lessons"]]

    assert states() == ["locked", "locked"]
    make_slot(cohort, starts_at=now - timedelta(hours=1), activity_kind="lesson", activity_id=first.public_id, state="cancelled")
    assert states() == ["locked", "locked"]
    make_slot(cohort, starts_at=now - timedelta(hours=1), activity_kind="course", activity_id=course.public_id)
    make_slot(cohort, starts_at=now + timedelta(hours=9), activity_kind="lesson", activity_id=second.public_id)
    assert states() == ["open", "locked"]
    assert client.get(reverse("lesson", args=[second.public_id])).status_code == 302


@pytest.mark.django_db
def test_the_timetable_offers_and_shows_courses_and_lessons(cast: Cast, classroom: Classroom, other_classroom: Classroom) -> None:
    shared = make_course(None)
    assert {choice.id for choice in choices_for(cast.hr, "course")} == {shared.public_id, classroom.course.public_id}
    assert [choice.id for choice in choices_for(cast.hr, "lesson")] == [classroom.lesson.public_id]
    assert choices_for(cast.trainee, "lesson") == choices_for(cast.leader, "course") == []
    refs = [("course", classroom.course.public_id), ("lesson", classroom.lesson.public_id), ("lesson", other_classroom.lesson.public_id)]
    cards = cards_for(classroom.trainee, refs)
    assert {ref: card.url for ref, card in cards.items()} == {
        refs[0]: reverse("course-detail", args=[classroom.course.public_id]),
        refs[1]: reverse("lesson", args=[classroom.lesson.public_id]),
    }
    assert cards_for(other_classroom.trainee, refs[:2]) == {}


@pytest.mark.django_db
def test_a_class_at_a_glance(
    cast: Cast, classroom: Classroom, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [classroom.trainee, *(make_enrolment(classroom.cohort).user for _number in range(3))]
    now = timezone.now()
    for place, person in enumerate(people):
        quiz = {"Q-1": {"first": place == 0, "tries": 1, "last": True}, "Q-2": {"first": True, "tries": 1, "last": True}}
        done = now if place == 0 else None
        LessonProgress.objects.create(user=person, lesson=classroom.lesson, completed_at=done, quiz=quiz if place < 3 else {})
    (taken,) = class_progress(classroom.cohort)
    assert sorted(cells[0].state for _user, cells in taken.rows) == ["done", "started", "started", "started"]
    assert taken.done_count(0) == 1
    assert [(row.code, row.right, row.tried) for row in weak_questions(classroom.cohort)] == [("Q-1", 1, 3), ("Q-2", 3, 3)]
    client = sign_in(cast.hr)
    url = reverse("course-class", args=[classroom.cohort.public_id])
    client.get(url)
    with django_assert_max_num_queries(14) as few:
        assert client.get(url).status_code == 200
    for _number in range(3):
        make_enrolment(classroom.cohort)
        make_lesson(classroom.course)
    with django_assert_max_num_queries(14) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.django_db
def test_the_class_as_a_workbook(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    classroom.trainee.name = "=cmd()"
    classroom.trainee.save(update_fields=["name"])
    answer = sign_in(cast.hr).post(reverse("course-class-export", args=[classroom.cohort.public_id]))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cell = sheet.cell(2, 2)
    assert (cell.value, cell.data_type, sheet.max_row) == ("=cmd()", "s", 2)
    assert Act.objects.filter(verb="exported", object_kind="class_progress").count() == 1


@pytest.mark.django_db
def test_the_same_course_is_given_once_whoever_wrote_it(cast: Cast) -> None:
    cohort = make_cohort(cast.bank)
    make_offering(cohort, make_course(None, code="C99"), actor=cast.hr)
    with pytest.raises(CourseProblem) as caught:
        make_offering(cohort, make_course(cast.bank, code="C99"), actor=cast.hr)
    assert caught.value.code == "twice"


@pytest.mark.django_db
def test_a_person_without_courses_is_told_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    for person in (cast.trainee, cast.mentor, make_user(cast.bank), make_user(cast.bank, Role.LEADER)):
        answer = sign_in(person).get(reverse("course-list"))
        assert (answer.status_code, answer.context["taken"]) == (200, [])


@pytest.mark.django_db
def test_a_banks_own_version_is_told_from_the_shared_course(cast: Cast) -> None:
    shared = make_course(None, code="C77", title="《同名》")
    make_lesson(shared, title="第一课")
    adopt_course(course=CoursePage.objects.get(pk=shared.pk), bank=cast.bank, user=cast.instructor)
    for kind in ("course", "lesson"):
        labels = [one.label for one in choices_for(cast.hr, kind) if one.label.startswith("C77")]
        assert (len(labels), len(set(labels))) == (2, 2)
