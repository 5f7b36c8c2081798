"""The lesson page: few queries, few bytes, and the way through the course."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.actions import import_library
from courses.models import CoursePage, LessonPage, LessonProgress
from lms.cohorts.models import Cohort
from tests.cast import Cast
from tests.courses.conftest import Classroom, SignIn
from tests.factories.cohorts import make_cohort, make_enrolment, make_slot
from tests.factories.courses import TEXT, make_course, make_lesson, make_offering, section

LIMIT_BYTES = 30 * 1024


def prepared(client: Client, url: str) -> None:
    """The first request notes the session's duties and renders the body; what a reader pays is every later one."""
    assert client.get(url).status_code == 200


@pytest.mark.django_db
def test_a_lesson_costs_six_queries_however_long_the_course(
    classroom: Classroom, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(classroom.trainee)
    url = reverse("lesson", args=[classroom.lesson.public_id])
    prepared(client, url)
    with django_assert_max_num_queries(6) as first:
        assert client.get(url).status_code == 200
    for _number in range(3):
        make_lesson(classroom.course, TEXT, TEXT)
    client.post(reverse("lesson-progress", args=[classroom.lesson.public_id]), {"seen": []}, content_type="application/json")
    with django_assert_max_num_queries(6) as later:
        assert client.get(url).status_code == 200
    assert len(later) == len(first)


@pytest.mark.django_db
def test_every_lesson_of_the_library_is_light(cast: Cast, sign_in: SignIn) -> None:
    import_library()
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    for course in CoursePage.objects.filter(bank__isnull=True, code__in=["C03", "C06"]):
        course.prerequisites.all().delete()
        make_offering(cohort, course, actor=cast.hr)
    client = sign_in(cast.trainee)
    sizes = {
        lesson.slug: len(client.get(reverse("lesson", args=[lesson.public_id])).content)
        for lesson in LessonPage.objects.filter(live=True, path__startswith="0001")
        if lesson.get_parent().specific.code in {"C03", "C06"}
    }
    assert len(sizes) == 16
    assert {slug: size for slug, size in sizes.items() if size > LIMIT_BYTES} == {}


@pytest.mark.django_db
def test_neighbours_lead_on_but_not_into_what_is_closed(cast: Cast, sign_in: SignIn) -> None:
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    course = make_course(cast.bank)
    first, second, third = (make_lesson(course) for _number in range(3))
    make_offering(cohort, course, actor=cast.hr, opened_by="timetable")
    now = timezone.now()
    for lesson, days in ((first, -2), (second, -1), (third, 3)):
        make_slot(cohort, starts_at=now + timedelta(days=days), activity_kind="lesson", activity_id=lesson.public_id)
    client = sign_in(cast.trainee)
    reader = client.get(reverse("lesson", args=[second.public_id])).context["reader"]
    assert (reader.before[0], reader.after) == (first.public_id, None)
    closed = client.get(reverse("lesson", args=[third.public_id]))
    assert (closed.status_code, closed.headers["Location"]) == (302, reverse("course-detail", args=[course.public_id]))
    assert client.get(reverse("lesson-questions", args=[third.public_id])).status_code == 404


@pytest.mark.django_db
def test_resume_points_to_where_the_person_was(classroom: Classroom, sign_in: SignIn) -> None:
    lesson = make_lesson(classroom.course, TEXT, TEXT, TEXT)
    client = sign_in(classroom.trainee)
    url = reverse("lesson", args=[lesson.public_id])
    assert client.get(url).context["resume"] == ""
    data = {"seen": [section(1)], "position": section(2)}
    client.post(reverse("lesson-progress", args=[lesson.public_id]), data, content_type="application/json")
    answer = client.get(url)
    assert (answer.context["resume"], answer.context["seen"]) == (section(2), 1)
    assert client.get(reverse("course-list")).context["latest"].lesson == lesson


@pytest.mark.django_db
def test_an_edit_is_shown_at_once(classroom: Classroom, sign_in: SignIn) -> None:
    client = sign_in(classroom.trainee)
    url = reverse("lesson", args=[classroom.lesson.public_id])
    assert "新的一句" not in client.get(url).content.decode()
    page = LessonPage.objects.get(pk=classroom.lesson.pk)
    page.body = [{"type": "text", "value": {"heading": "新的一句", "html": "<p>改了。</p>"}, "id": section(1)}]
    page.save_revision().publish()
    assert "新的一句" in client.get(url).content.decode()


@pytest.mark.django_db
def test_authors_read_without_progress(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    client = sign_in(cast.instructor)
    assert client.get(reverse("lesson", args=[classroom.lesson.public_id])).context["taken"] is None
    assert (
        client.post(reverse("lesson-progress", args=[classroom.lesson.public_id]), {}, content_type="application/json").status_code == 404
    )
    assert client.get(reverse("course-detail", args=[classroom.course.public_id])).status_code == 200
    assert LessonProgress.objects.count() == 0


@pytest.mark.django_db
def test_lists_cost_the_same_for_one_and_for_many(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def offer(cohort: Cohort) -> None:
        course = make_course(cast.bank)
        make_lesson(course)
        make_offering(cohort, course, actor=cast.hr)

    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    offer(cohort)
    for person, urls in (
        (cast.trainee, ["course-list"]),
        (cast.instructor, ["course-list"]),
        (cast.hr, ["course-list", "course-class-list"]),
    ):
        client = sign_in(person)
        for name in urls:
            prepared(client, reverse(name))
            with django_assert_max_num_queries(20) as one:
                client.get(reverse(name))
            offer(cohort)
            offer(cohort)
            with django_assert_max_num_queries(20) as many:
                client.get(reverse(name))
            assert len(many) == len(one), (person.name, name)


def test_modules_reach_no_other_address() -> None:
    folder = Path(__file__).parents[2] / "courses/static/courses"
    assert [path.name for path in folder.glob("*.js") if "http" in path.read_text(encoding="utf-8")] == []
