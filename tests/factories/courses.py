"""Makes courses, lessons, quiz questions and offerings through the room's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from itertools import count
from typing import Any
from unittest.mock import patch

from django_tasks.base import Task

from assessments.models import Question, QuestionVersion
from courses.actions import ensure_branch, offer_course
from courses.models import CourseOffering, CoursePage, CoursePrerequisite, LessonPage, ModuleGroupPage
from lms.cohorts.models import Cohort
from lms.evidence.actions import ensure_topic
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.people import make_user

_numbers = count(1)
TEXT = {"type": "text", "value": {"heading": "要点", "html": "<p>先勾稽，后交叉检验。</p>"}}


def section(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def quiz(*codes: str) -> dict[str, Any]:
    return {"type": "quiz", "value": {"title": "", "questions": list(codes)}}


def recording(item: Any) -> dict[str, Any]:
    return {"type": "recording", "value": {"item": item.pk, "caption": ""}}


@contextmanager
def saved_alone(*, indexed: bool) -> Iterator[None]:
    """Unless ``indexed``, without the tasks by which Wagtail keeps words and references of each page for the studio's own search."""
    with nullcontext() if indexed else patch.object(Task, "enqueue", lambda self, *args, **options: None):
        yield


def make_course(
    bank: Organisation | None = None,
    *,
    code: str = "",
    title: str = "",
    prerequisites: tuple[str, ...] = (),
    live: bool = True,
    indexed: bool = False,
) -> CoursePage:
    """A course without lessons in the bank's branch, or in the shared one; the studio finds it by its words only if ``indexed``."""
    with saved_alone(indexed=indexed):
        return _saved_course(bank, code=code, title=title, prerequisites=prerequisites, live=live)


def _saved_course(bank: Organisation | None, *, code: str, title: str, prerequisites: tuple[str, ...], live: bool) -> CoursePage:
    number = next(_numbers)
    group = ModuleGroupPage.objects.child_of(ensure_branch(bank=bank)).get(group="technique")
    page = CoursePage(
        title=title or f"《课程{number}》",
        slug=f"course-{number}",
        code=code or f"T{number:03d}",
        hours=Decimal(8),
        summary="本课讲编表。",
        goals="能编表\n能说清来源",
        outline="时点\n权责",
        live=False,
    )
    page.prerequisites = [CoursePrerequisite(code=one) for one in prerequisites]
    group.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return CoursePage.objects.get(pk=page.pk)


def make_lesson(course: CoursePage, *blocks: dict[str, Any], title: str = "", live: bool = True, indexed: bool = False) -> LessonPage:
    """A lesson whose blocks have the ids ``section(1)``, ``section(2)`` …; without blocks it has one text."""
    with saved_alone(indexed=indexed):
        return _saved_lesson(course, *blocks, title=title, live=live)


def _saved_lesson(course: CoursePage, *blocks: dict[str, Any], title: str, live: bool) -> LessonPage:
    number = next(_numbers)
    body = [{**block, "id": section(place)} for place, block in enumerate(blocks or (TEXT,), start=1)]
    page = LessonPage(title=title or f"第{number}课", slug=f"lesson-{number}", minutes=45, goals="能验算", body=body, live=False)
    page.topics = [make_topic()]
    CoursePage.objects.get(pk=course.pk).add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return LessonPage.objects.get(pk=page.pk)


def make_topic() -> Any:
    return ensure_topic(code="T00.01", name="时点与权责", name_en="Cut-off", node="investigation")


def make_question(code: str = "", *, bank: Organisation | None = None, kind: str = "single", **fields: Any) -> Question:
    """An approved question whose key is B (or 42.5, 存货, true, AC)."""
    values = {
        "single": ({"options": ["B"]}, {"rule": "exact"}),
        "multiple": ({"options": ["A", "C"]}, {"rule": "cn_subset"}),
        "true_false": ({"answer": True}, {"rule": "exact"}),
        "numeric": ({"value": "42.5"}, {"rule": "absolute", "tolerance": "0.5", "unit": "元"}),
        "fill_in": ({"text": "存货"}, {"rule": "accepted", "accepted": ["存货", "库存"]}),
    }
    key, marking = values[kind]
    options = [{"token": letter, "text": f"选项{letter}"} for letter in "ABCD"] if kind in {"single", "multiple"} else []
    question = Question.objects.create(
        bank=bank, code=code or f"Q-{next(_numbers):03d}", kind=kind, topic=make_topic(), state=fields.pop("state", "approved")
    )
    version = QuestionVersion.objects.create(
        question=question,
        number=1,
        stem=fields.pop("stem", "期末现金应等于什么？"),
        options=options,
        key=key,
        marking=marking,
        explanation="现金要实点。",
        points=Decimal(2),
        state="approved",
    )
    question.current_version = version
    question.save(update_fields=["current_version"])
    return question


def make_offering(cohort: Cohort, course: CoursePage, *, actor: User | None = None, **fields: Any) -> CourseOffering:
    return offer_course(cohort=cohort, course=course, actor=actor or make_user(cohort.bank, Role.HR), **fields)
