"""One bank with one class, and the single rows that lists are grown from."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from assessments.actions.ratings import install_rubric, open_rating_tasks
from assessments.models import Exam, RatingTask, Rubric, Sitting
from courses.models import CoursePage, LessonPage
from lms.cohorts.models import Cohort, Enrolment, Slot
from lms.decisions.models import RuleVersion
from simulations.actions.keep_teaching_case import keep_teaching_case
from simulations.models import Committee, InvestigationExercise, TeachingCase
from tests.cast import Cast
from tests.clock import MONDAY_MORNING
from tests.factories.cohorts import make_cohort, make_enrolment, make_room, make_slot, make_staff
from tests.factories.committees import make_committee
from tests.factories.courses import make_course, make_lesson, make_offering
from tests.factories.decisions import lock_rule, make_rule
from tests.factories.exams import make_exam, make_sitting
from tests.factories.investigations import made_case, make_exercise

YESTERDAY = MONDAY_MORNING - timedelta(days=1)


@dataclass
class World:
    """What a list page needs is made when it is first asked for."""

    cast: Cast

    @cached_property
    def cohort(self) -> Cohort:
        cohort = make_cohort(self.cast.bank, starts_on=YESTERDAY.date() - timedelta(days=7), ends_on=YESTERDAY.date() + timedelta(days=80))
        make_staff(cohort, self.cast.instructor, "instructor")
        make_staff(cohort, self.cast.class_teacher, "class_teacher")
        return cohort

    @cached_property
    def enrolment(self) -> Enrolment:
        return make_enrolment(self.cohort, self.cast.trainee, seat_number=1, joined_on=self.cohort.starts_on)

    @cached_property
    def slot(self) -> Slot:
        """Today's session, over by now."""
        at = MONDAY_MORNING - timedelta(hours=1)
        return make_slot(self.cohort, starts_at=at, hours=0.5, room=make_room(self.cast.bank), instructor=self.cast.instructor)

    @cached_property
    def exam(self) -> Exam:
        return make_exam(self.cohort, self.cast.instructor, "single", "essay", opens_at=YESTERDAY)

    @cached_property
    def sitting(self) -> Sitting:
        """Handed in, its essay unmarked."""
        sitting = make_sitting(self.exam, self.enrolment.user, now=YESTERDAY)
        sitting.state, sitting.submitted_at, sitting.score_vector = "submitted", YESTERDAY, ["2", None]
        sitting.save()
        return sitting

    @cached_property
    def rubric(self) -> Rubric:
        return install_rubric(bank=self.cast.bank, code="INTERVIEW", actor=self.cast.hr)

    @cached_property
    def task(self) -> RatingTask:
        (task,) = open_rating_tasks(
            cohort=self.cohort, rubric=self.rubric, subjects=[self.enrolment], raters=[self.cast.mentor, self.cast.committee],
            title="面试", happened_on=YESTERDAY.date(), actor=self.cast.hr,
        )  # fmt: skip
        return task

    @cached_property
    def committee(self) -> Committee:
        cast = self.cast
        return make_committee(self.cohort, cast.instructor, [cast.committee, "cautious", None, self.enrolment.user, None])

    @cached_property
    def exercise(self) -> InvestigationExercise:
        """Of which the trainee has one investigation."""
        return make_exercise(self.cohort, self.cast.instructor, [self.enrolment.user], opens_at=YESTERDAY)

    @cached_property
    def teaching_case(self) -> TeachingCase:
        assert self.cohort
        return keep_teaching_case(actor=self.cast.instructor, title="自编案例", source="", case=made_case())

    @cached_property
    def course(self) -> CoursePage:
        return make_course(self.cast.bank)

    @cached_property
    def lesson(self) -> LessonPage:
        lesson = make_lesson(self.course)
        make_offering(self.cohort, self.course, actor=self.cast.hr)
        return lesson

    @cached_property
    def rule(self) -> RuleVersion:
        version = make_rule(self.cohort, self.cast.hr)
        return lock_rule(version, self.cast.hr, [self.cast.board, self.cast.leader])
