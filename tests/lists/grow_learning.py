"""Questions, papers, exams, sittings, ratings, courses and readers by the hundred."""

from decimal import Decimal

from assessments.models import (
    AnswerCurrent,
    ExamAccommodation,
    Paper,
    PaperItem,
    Question,
    QuestionVersion,
    Rating,
    RatingTask,
    Sitting,
    SittingKey,
)
from courses.models import LessonProgress, LessonQuestion
from tests.clock import MONDAY_MORNING
from tests.factories.courses import make_course, make_lesson, make_offering
from tests.factories.exams import make_version

from .copies import classmates, copies
from .world import YESTERDAY, World


def _questions(world: World, number: int, state: str = "approved") -> list[QuestionVersion]:
    first = QuestionVersion.objects.filter(question__bank=world.cast.bank).order_by("pk").first() or make_version(world.cast.bank)
    made = copies(first.question, number, code=lambda n: f"L{n}", current_version_id=lambda n: None, state=lambda n: state)
    versions = QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question=one, number=1, stem="题干", options=first.options, key=first.key, marking=first.marking, points=Decimal(2),
            state=state, author=world.cast.consultant,
        )
        for one in made
    )  # fmt: skip
    for one, version in zip(made, versions, strict=True):
        one.current_version = version
    Question.objects.bulk_update(made, ["current_version"])
    return versions


def questions(world: World, number: int) -> None:
    _questions(world, number)


def reviews(world: World, number: int) -> None:
    """New questions, and changes of approved ones, written by somebody else."""
    _questions(world, number - number // 2, "in_review")
    for version in _questions(world, number // 2):
        copies(version, 1, number=lambda n: 2, state=lambda n: "in_review", stem=lambda n: f"改过的题干{n}")


def _first_question(world: World) -> Question:
    found = Question.objects.filter(bank=world.cast.bank).order_by("pk").first()
    return found or make_version(world.cast.bank).question


def question_id(world: World) -> list[str]:
    return [_first_question(world).public_id]


def versions(world: World, number: int) -> None:
    """Versions of one question, each on a paper of its own."""
    version = _first_question(world).versions.order_by("number").first()
    assert version is not None
    made = copies(version, number, number=lambda n: 100 + n)
    PaperItem.objects.bulk_create(
        PaperItem(paper=paper, position=500 + place, question_version=one, points=2)
        for place, (paper, one) in enumerate(zip(_papers(world, number), made, strict=True))
    )


def _papers(world: World, number: int) -> list[Paper]:
    return copies(world.exam.paper, number, code=lambda n: f"L{n}", title=lambda n: f"试卷{n}")


def papers(world: World, number: int) -> None:
    _papers(world, number)


def paper_id(world: World) -> list[str]:
    return [world.exam.paper.public_id]


def items(world: World, number: int) -> None:
    begun = world.exam.paper.items.count()
    PaperItem.objects.bulk_create(
        PaperItem(paper=world.exam.paper, position=begun + place, section="一", question_version=version, points=2)
        for place, version in enumerate(_questions(world, number), start=1)
    )


def exams(world: World, number: int) -> None:
    """Of one class, some of them sat by its trainee."""
    seat = world.enrolment
    made = copies(world.exam, number, title=lambda n: f"考试{n}")
    for exam in made[::3]:
        copies(world.sitting, 1, exam_id=lambda n, exam=exam: exam.pk, user_id=lambda n: seat.user_id)


def exam_id(world: World) -> list[str]:
    return [world.exam.public_id]


def seats(world: World, number: int) -> None:
    sittings(world, number)
    for seat in classmates(world.cohort, number):
        ExamAccommodation.objects.create(exam=world.exam, user=seat.user, extra_minutes=5, reason="视力", approved_by=world.cast.hr)


def sittings(world: World, number: int) -> None:
    """Handed in, with an essay that waits for its markers."""
    users = iter([seat.user_id for seat in classmates(world.cohort, number)])
    made: list[Sitting] = copies(world.sitting, number, user_id=lambda n: next(users))
    AnswerCurrent.objects.bulk_create(
        AnswerCurrent(sitting=one, position=place, value="我的论述", client_seq=place, server_seq=place, saved_at=YESTERDAY)
        for one in made
        for place in (1, 2)
    )


def marked(world: World, number: int) -> None:
    """Handed in and marked; every other has passed."""
    users = iter([seat.user_id for seat in classmates(world.cohort, number)])
    points = {"score_vector": lambda n: ["2", str(n % 2 * 8)], "score": lambda n: Decimal(2 + n % 2 * 8), "marked_at": lambda n: YESTERDAY}
    key = SittingKey.objects.get(sitting=world.sitting)
    for sitting in copies(world.sitting, number, user_id=lambda n: next(users), **points):
        copies(key, 1, sitting_id=lambda n, sitting=sitting: sitting.pk)


def ratings(world: World, number: int) -> None:
    """Tasks of many trainees, rated by one of two."""
    for seat, task in zip(classmates(world.cohort, number), copies(world.task, number), strict=True):
        RatingTask.objects.filter(pk=task.pk).update(subject=seat)
        task.raters.set([world.cast.mentor, world.cast.committee])
        Rating.objects.create(task=task, rater=world.cast.committee, total=Decimal(60), maximum=Decimal(100), submitted_at=YESTERDAY)


def rubrics(world: World, number: int) -> None:
    copies(world.rubric, number, code=lambda n: f"L{n}")


def courses(world: World, number: int) -> None:
    for _place in range(number):
        make_course(world.cast.bank)


def offerings(world: World, number: int) -> None:
    assert world.enrolment.pk
    for _place in range(number):
        course = make_course(world.cast.bank)
        make_lesson(course)
        make_offering(world.cohort, course, actor=world.cast.hr)


def readers(world: World, number: int) -> None:
    """People of the class who have tried the quiz of its lesson."""
    lesson = world.lesson
    LessonProgress.objects.bulk_create(
        LessonProgress(user=seat.user, lesson=lesson, quiz={"Q-1": {"first": False, "last": True}}, started_at=YESTERDAY)
        for seat in classmates(world.cohort, number)
    )


def asked(world: World, number: int) -> None:
    lesson = world.lesson
    LessonQuestion.objects.bulk_create(
        LessonQuestion(bank=world.cast.bank, lesson=lesson, author=seat.user, text="为什么？", created_at=MONDAY_MORNING)
        for seat in classmates(world.cohort, number)
    )
