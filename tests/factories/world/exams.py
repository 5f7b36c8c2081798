"""Questions, papers and exams in the states whose pages differ."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assessments.actions.papers import draw_paper
from assessments.actions.release_exam import release_exam
from assessments.actions.submit_sitting import submit_sitting
from assessments.models import Exam, Sitting
from tests.factories.assessments import blueprint_row, make_approved
from tests.factories.assessments import make_paper as make_blueprint
from tests.factories.assessments import make_question as make_draft_question
from tests.factories.exams import make_exam, make_sitting, put_answers, right_answers

if TYPE_CHECKING:
    from . import World

DAY = timedelta(days=1)


def add_exams(world: "World", now: datetime) -> None:
    _bank(world)
    instructor, trainee, cohort = world.people["instructor"], world.people["trainee"], world.cohort
    assert cohort is not None
    running = make_exam(cohort, instructor, "single", opens_at=now)
    open_sitting = make_sitting(running, trainee, now=now)
    to_mark = make_exam(cohort, instructor, "single", "essay", opens_at=now - 2 * DAY)
    unmarked = _handed_in(world, to_mark)
    over = make_exam(cohort, instructor, "single", opens_at=now - 3 * DAY)
    released = _handed_in(world, over)
    release_exam(exam=over, actor=instructor, now=now - 2 * DAY)
    world.things |= {
        "exam": running.public_id,
        "sitting": open_sitting.public_id,
        "exam_to_mark": to_mark.public_id,
        "essay": 2,
        "script": unmarked.public_id,
        "released_exam": over.public_id,
        "released_sitting": released.public_id,
        "place": 1,
    }


def _bank(world: "World") -> None:
    """A question that its author still writes, and a paper drawn from approved ones."""
    author, other = world.people["instructor"], world.people["consultant"]
    for _number in range(2):
        make_approved(world.bank, author=author, reviewer=other)
    paper = make_blueprint(world.bank, author=author, rows=[blueprint_row(section="第一部分", count=2)])
    draw_paper(paper=paper, actor=author, seed="SEED")
    world.things |= {"question": make_draft_question(world.bank, author=author).public_id, "paper": paper.public_id}


def _handed_in(world: "World", exam: Exam) -> Sitting:
    """The trainee's, with every answer right."""
    user = world.people["trainee"]
    sitting = make_sitting(exam, user)
    put_answers(sitting, right_answers(sitting))
    return submit_sitting(sitting_id=sitting.public_id, user=user, now=exam.opens_at + timedelta(minutes=30)).sitting
