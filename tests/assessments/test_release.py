"""Results: blocked while something waits, out once, into the ledger, corrected with a reason; and hidden until then."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from assessments.actions.exam_problems import ExamProblem
from assessments.actions.regrade import regrade_question
from assessments.actions.release_exam import release_exam
from assessments.actions.submit_sitting import submit_sitting
from assessments.enums import ExamState, SittingState
from assessments.models import Exam, Sitting, SittingKey
from assessments.queries.release import summary_of, weakest
from lms.evidence.models import Evidence
from lms.evidence.queries import standing_rows
from lms.jobs.actions import enqueue, run_job
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.people.models import User
from tests.assessments.conftest import Hall, make_hall
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.exams import CANARY, make_sitting, put_answers, right_answers

SignIn = Callable[[User], Client]
KINDS = ("single", "multiple", "true_false", "numeric", "fill_in")


def sat(hall: Hall, user: User, *wrong: int) -> Sitting:
    """Handed in with everything right but ``wrong`` positions, which are left empty."""
    sitting = make_sitting(hall.exam, user)
    put_answers(sitting, {position: value for position, value in right_answers(sitting).items() if position not in wrong})
    return submit_sitting(sitting_id=sitting.public_id, user=user, now=hall.exam.opens_at + timedelta(minutes=30)).sitting


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """Five questions that need no marker."""
    return make_hall(cast, *KINDS, size=4)


def release(hall: Hall) -> None:
    release_exam(exam=hall.exam, actor=hall.instructor, now=hall.exam.closes_at + timedelta(minutes=1))


def facts(hall: Hall, user: User, kind: str) -> list[Evidence]:
    return list(standing_rows(Evidence.objects.filter(person_key=user.key, kind=kind, source_id=hall.exam.public_id)).order_by("id"))


def refusal(hall: Hall, minutes: float) -> str:
    with pytest.raises(ExamProblem) as caught:
        release_exam(exam=hall.exam, actor=hall.instructor, now=hall.exam.closes_at + timedelta(minutes=minutes))
    return caught.value.code


def test_nothing_goes_out_before_its_time(hall: Hall) -> None:
    assert refusal(hall, -1) == "still_open"
    assert refusal(hall, 1) == "nobody_sat"
    sat(hall, hall.trainee)
    release(hall)
    assert refusal(hall, 2) == "already_released"


def test_an_unmarked_essay_holds_the_release(cast: Cast) -> None:
    hall = make_hall(cast, "single", "essay")
    sat(hall, hall.trainee)
    assert refusal(hall, 1) == "waits_for_marks"
    assert Evidence.objects.count() == 0


def test_each_person_gets_one_fact_and_one_per_topic(hall: Hall) -> None:
    first, second, third, _absent = hall.trainees
    sat(hall, first)
    sat(hall, second, 1, 2)
    sat(hall, third, 1, 2, 3)
    release(hall)
    fact = facts(hall, second, "exam")[0]
    assert (fact.raw, fact.maximum, fact.status, fact.source_kind) == (Decimal(6), Decimal(10), "scored", "exam")
    assert fact.details["items"] == ["0", "0", "2", "2", "2"]
    assert fact.details["maxima"] == ["2"] * 5
    assert (fact.details["passed"], fact.details["takers"]) == (True, 3)
    topics = {row.competency.code: (row.raw, row.maximum) for row in facts(hall, second, "topic") if row.competency}
    assert topics == {"C04-02": (Decimal(4), Decimal(6)), "C03-01": (Decimal(2), Decimal(4))}
    assert [row.status for row in facts(hall, _absent, "exam")] == ["missing"]
    assert {one.evidence_id for one in Sitting.objects.all()} == {facts(hall, one, "exam")[0].public_id for one in (first, second, third)}
    assert set(Sitting.objects.values_list("state", flat=True)) == {SittingState.RELEASED}
    assert set(Notice.objects.filter(dedupe_key__startswith="released:").values_list("user", flat=True)) == {
        u.pk for u in (first, second, third)
    }


def test_the_pass_mark_itself_passes(hall: Hall) -> None:
    sat(hall, hall.trainee, 1, 2)
    sat(hall, hall.trainees[1], 1, 2, 3)
    summary = summary_of(hall.exam)
    assert (summary.people, summary.passed, summary.absent, summary.mean) == (2, 1, 2, Decimal(50))
    assert [count for _label, count in summary.bands] == [1, 1, 0, 0, 0]


def test_the_best_attempt_counts(cast: Cast) -> None:
    hall = make_hall(cast, *KINDS, attempts_allowed=2)
    sat(hall, hall.trainee, 1)
    sat(hall, hall.trainee, 1, 2, 3)
    release(hall)
    assert [(row.raw, row.details["attempt"]) for row in facts(hall, hall.trainee, "exam")] == [(Decimal(8), 1)]


def test_the_weakest_questions_come_with_what_was_chosen(hall: Hall) -> None:
    for user in hall.trainees[:2]:
        sitting = make_sitting(hall.exam, user)
        key = SittingKey.objects.get(sitting=sitting).key
        put_answers(sitting, {**right_answers(sitting), 1: key[0]["tokens"]["D"]})
        submit_sitting(sitting_id=sitting.public_id, user=user, now=hall.exam.opens_at + timedelta(minutes=5))
    worst = weakest(summary_of(hall.exam))[0]
    assert (worst.figures.position, worst.figures.facility) == (1, Decimal(0))
    assert [(option, count, right) for option, _text, count, right in worst.chosen] == [
        ("D", 2, False), ("A", 0, False), ("C", 0, False), ("B", 0, True),
    ]  # fmt: skip


def test_a_regrade_corrects_marks_and_facts_with_its_reason(hall: Hall) -> None:
    first, second = hall.trainees[:2]
    sat(hall, first)
    sat(hall, second, 1)
    release(hall)
    before = facts(hall, second, "exam")[0]
    changed = regrade_question(exam=hall.exam, position=1, actor=hall.instructor, reason="选项有歧义")
    assert changed == 1
    after = facts(hall, second, "exam")[0]
    assert (before.raw, after.raw, after.supersedes, after.reason) == (Decimal(8), Decimal(10), before, "选项有歧义")
    assert {row.details["topic"]: row.raw for row in facts(hall, second, "topic")} == {"C03-01": Decimal(4), "C04-02": Decimal(6)}
    assert len(facts(hall, first, "exam")) == 1
    assert facts(hall, first, "exam")[0].supersedes is None
    assert list(SittingKey.objects.filter(sitting__user=second).values_list("number", "reason")) == [(1, ""), (2, "选项有歧义")]
    assert Sitting.objects.get(user=second).state == SittingState.RELEASED


@pytest.mark.parametrize(
    ("position", "key", "vector"),
    [(1, "D", "0"), (2, "AC D", "1.333333333"), (3, "F", "0"), (4, "987,655", "2"), (4, "1", "0"), (5, "净值 | 账面", "2")],
)
def test_a_new_key_marks_everybody_anew(hall: Hall, position: int, key: str, vector: str) -> None:
    sitting = sat(hall, hall.trainee)
    regrade_question(exam=hall.exam, position=position, actor=hall.instructor, reason="更正", key=key, tolerance=None)
    sitting.refresh_from_db()
    assert sitting.score_vector[position - 1] == vector


@pytest.mark.parametrize(("position", "key"), [(1, "AB"), (1, "Z"), (2, "A"), (3, "X"), (4, "many"), (5, " | ")])
def test_a_key_that_does_not_fit_is_refused(hall: Hall, position: int, key: str) -> None:
    sat(hall, hall.trainee)
    with pytest.raises(ExamProblem) as caught:
        regrade_question(exam=hall.exam, position=position, actor=hall.instructor, reason="更正", key=key)
    assert caught.value.code == "key_unreadable"
    assert SittingKey.objects.count() == 1


def page(name: str, hall: Hall) -> str:
    return reverse(name, args=[hall.exam.public_id])


def test_before_the_release_a_trainee_sees_no_key_and_no_score(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    hall = make_hall(cast)
    client = sign_in(hall.trainee)
    client.post(page("exam-start", hall))
    sitting = Sitting.objects.get()
    put_answers(sitting, {1: right_answers(sitting)[1]})
    own = [reverse(name, args=[sitting.public_id]) for name in ("sitting", "sitting-state", "sitting-review")]
    seen = [client.get(address).content.decode() for address in [*own, page("exam-detail", hall), reverse("exam-list")]]
    client.post(reverse("sitting-submit", args=[sitting.public_id]))
    after = [reverse("sitting-result", args=[sitting.public_id]), page("exam-detail", hall), reverse("exam-list"), "/"]
    seen += [client.get(address).content.decode() for address in after]
    assert [text for text in seen if CANARY in text or "987654.5" in text] == []
    assert client.get(page("exam-results", hall)).status_code == 404


def test_after_the_release_everything_is_explained(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    sitting = sat(hall, hall.trainee, 1)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    instructor, trainee = sign_in(hall.instructor), sign_in(hall.trainee)
    assert instructor.get(page("exam-results", hall)).context["state"].ready is True
    assert instructor.post(page("exam-release", hall)).url == page("exam-results", hall)
    hall.exam.refresh_from_db()
    assert (hall.exam.state, hall.exam.released_by) == (ExamState.RELEASED, hall.instructor)
    response = trainee.get(reverse("sitting-result", args=[sitting.public_id]))
    assert CANARY in response.content.decode()
    outcomes = {line.question.kind: line.outcome for line in response.context["lines"]}
    assert outcomes == {kind: "unanswered" if kind == "single" else "correct" for kind in KINDS}


def test_keys_stay_hidden_where_the_exam_says_so(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    hall = make_hall(cast, *KINDS, show_answers_after_release=False)
    sitting = sat(hall, hall.trainee, 5)
    release(hall)
    text = sign_in(hall.trainee).get(reverse("sitting-result", args=[sitting.public_id])).content.decode()
    assert (CANARY in text, "987,654.5" in text) == (False, True)  # what they typed themselves


def test_offices_see_figures_and_no_keys(hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    sat(hall, hall.trainee, 5)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    assert sign_in(cast.leader).get(page("exam-results", hall)).status_code == 403
    release(hall)
    for user in (cast.hr, cast.leader, cast.auditor):
        client = sign_in(user)
        for name in ("exam-results", "exam-analysis"):
            response = client.get(page(name, hall))
            assert (response.status_code, CANARY in response.content.decode()) == (200, False)
    assert sign_in(cast.leader).post(page("exam-release", hall)).status_code == 403
    assert sign_in(cast.hr).get(reverse("exam-regrade", args=[hall.exam.public_id, 1])).status_code == 403
    for user in (strangers.hr, strangers.instructor, cast.mentor):
        client = sign_in(user)
        assert [client.get(page(name, hall)).status_code for name in ("exam-results", "exam-analysis", "exam-detail")] == [404] * 3
        assert [client.post(page(name, hall)).status_code for name in ("exam-release", "exam-export")] == [404] * 2


def test_the_workbook_is_made_for_whoever_may_still_see_it(hall: Hall, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    sat(hall, hall.trainee, 5)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    response = sign_in(hall.instructor).post(page("exam-export", hall))
    job = Job.objects.get(kind="assessments.results_export")
    assert response.url == reverse("job-detail", args=[job.public_id])
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    with job.file.open("rb") as stream:
        assert stream.read(2) == b"PK"


def exported(exam: Exam) -> Workbook:
    """The workbook as its instructor gets it."""
    job = enqueue(
        kind="assessments.results_export", title="成绩", owner=exam.cohort.staff.get(duty="instructor").user, bank=exam.bank,
        args={"exam": exam.public_id},
    )  # fmt: skip
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    with job.file.open("rb") as stream:
        return load_workbook(BytesIO(stream.read()))


def test_while_essays_wait_the_workbook_shows_the_points_there_are(cast: Cast, clock: Clock) -> None:
    """Nobody has a total yet: the questions still have their columns, and a note says why totals are missing."""
    hall = make_hall(cast, "single", "numeric", "essay", size=3)
    sat(hall, hall.trainees[0])
    sat(hall, hall.trainees[1], 2)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    people, topics, questions = exported(hall.exam).worksheets
    assert any("2" in str(row[0].value) for row in people.iter_rows(min_row=3, max_row=4))
    header = next(row[0].row for row in people.rows if row[-1].value == "3")
    shown = [[cell.value for cell in row] for row in people.iter_rows(min_row=header + 1)]
    assert [(row[1], row[7], row[8], row[9], row[10:]) for row in shown] == [
        (hall.trainees[0].name, None, None, None, [2, 2, None]),
        (hall.trainees[1].name, None, None, None, [2, 0, None]),
        (hall.trainees[2].name, None, None, None, [None, None, None]),
    ]
    assert topics.max_row == 1
    assert [[cell.value for cell in row][2:] for row in questions.iter_rows(min_row=2)] == [
        ["主题C04-02", 2], ["主题C03-01", 2], ["主题C04-02", 10],
    ]  # fmt: skip


def test_the_workbook_names_topics_and_counts_in_figures(hall: Hall, clock: Clock) -> None:
    sat(hall, hall.trainee, 5)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    people, topics, _questions = exported(hall.exam).worksheets
    first = next(row for row in people.rows if row[1].value == hall.trainee.name)
    assert [(cell.value, cell.number_format) for cell in first[6:9]] == [
        (first[6].value, "yyyy-mm-dd hh:mm"), (8, "0.00"), (80, "0.00"),
    ]  # fmt: skip
    assert [cell.value for cell in topics[1]][1:] == ["主题C04-02", "主题C03-01"]
    assert people.auto_filter.ref


def test_a_regrade_page_says_what_is_wrong(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    sat(hall, hall.trainee, 5)
    clock.set(hall.exam.closes_at + timedelta(minutes=1))
    client, address = sign_in(hall.instructor), reverse("exam-regrade", args=[hall.exam.public_id, 1])
    assert client.get(address).status_code == 200
    assert "key" in client.post(address, {"how": "key", "key": "Z", "reason": "x"}).context["form"].errors
    assert client.post(address, {"how": "full", "reason": "题目有误"}).url == page("exam-results", hall)
    assert client.get(reverse("exam-regrade", args=[hall.exam.public_id, 99])).status_code == 404
