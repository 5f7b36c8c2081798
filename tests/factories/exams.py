"""Makes questions, papers, exams and sittings; canaries stand in everything a trainee must not see before the release."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from assessments.actions.start_sitting import start_sitting
from assessments.actions.write_exam import add_exam, schedule_exam
from assessments.enums import ExamKind, PaperState, ReviewState
from assessments.models import AnswerCurrent, Exam, Paper, PaperItem, Question, QuestionVersion, Sitting, SittingKey
from lms.cohorts.models import Cohort
from lms.evidence.actions import ensure_topic
from lms.people.models import Organisation, User
from tests.clock import MONDAY_MORNING

_numbers = count(1)
CANARY = "KEYCANARY"
OPTIONS = [{"token": letter, "text": f"选项{letter}"} for letter in "ABCD"]

# kind → (options, key, marking, the right answer as option letters or text)
SHAPES: dict[str, tuple[list[dict[str, str]], dict[str, Any], dict[str, Any]]] = {
    "single": (OPTIONS, {"options": ["B"]}, {"rule": "exact"}),
    "multiple": (OPTIONS, {"options": ["A", "C"]}, {"rule": "cn_subset"}),
    "true_false": ([], {"answer": True}, {"rule": "exact"}),
    "numeric": ([], {"value": "987654.5"}, {"rule": "absolute", "tolerance": "0.5", "unit": "元"}),
    "fill_in": ([], {"text": f"{CANARY}净值"}, {"rule": "accepted", "accepted": [f"{CANARY}净值", "净值"]}),
    "essay": (
        [],
        {"reference": f"{CANARY}参考"},
        {"rule": "rubric", "rubric": [{"text": f"{CANARY}要点一", "points": "6"}, {"text": f"{CANARY}要点二", "points": "4"}]},
    ),
}
ALL_KINDS = tuple(SHAPES)


def make_version(bank: Organisation | None, kind: str = "single", *, topic: str = "C03-01", points: str = "") -> QuestionVersion:
    number = next(_numbers)
    options, key, marking = SHAPES[kind]
    node = ensure_topic(code=topic, name=f"主题{topic}", name_en=f"Topic {topic}", node="investigation", position=1)
    question = Question.objects.create(bank=bank, code=f"Q{number:04d}", kind=kind, topic=node, state=ReviewState.APPROVED)
    version = QuestionVersion.objects.create(
        question=question, number=1, stem=f"第{number}题的题干", options=options, key=key, marking=marking,
        explanation=f"{CANARY}解析{number}", points=Decimal(points or ("10" if kind == "essay" else "2")), state=ReviewState.APPROVED,
    )  # fmt: skip
    question.current_version = version
    question.save(update_fields=["current_version"])
    return version


def make_paper(
    bank: Organisation, author: User, *kinds: str, topics: tuple[str, ...] = ("C03-01", "C04-02"), kind: str = ExamKind.EXAM
) -> Paper:
    """A published paper with one question per kind named (all six by default)."""
    number = next(_numbers)
    paper = Paper.objects.create(
        bank=bank,
        title=f"试卷{number}",
        code=f"P{number}",
        kind=kind,
        author=author,
        state=PaperState.PUBLISHED,
        published_at=MONDAY_MORNING,
    )  # fmt: skip
    for position, one in enumerate(kinds or ALL_KINDS, start=1):
        version = make_version(bank, one, topic=topics[position % len(topics)])
        PaperItem.objects.create(paper=paper, position=position, section="一", question_version=version, points=version.points)
    paper.total_points = sum((item.points for item in paper.items.all()), Decimal(0))
    paper.save(update_fields=["total_points"])
    return paper


def make_exam(
    cohort: Cohort,
    author: User,
    *kinds: str,
    paper: Paper | None = None,
    opens_at: datetime = MONDAY_MORNING,
    minutes: int = 60,
    hours: float = 3,
    scheduled: bool = True,
    **fields: Any,
) -> Exam:
    """An exam whose window opens at ``opens_at`` and closes ``hours`` later, scheduled an hour before it opens."""
    before = opens_at - timedelta(hours=1)
    paper = paper or make_paper(cohort.bank, author, *kinds, kind=fields.get("kind", ExamKind.EXAM))
    exam = add_exam(
        cohort=cohort, paper=paper, actor=author, now=before, title=fields.pop("title", f"{paper.title}考试"), opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=hours), duration_minutes=minutes, **fields,
    )  # fmt: skip
    return schedule_exam(exam=exam, actor=author, now=before) if scheduled else exam


def make_sitting(exam: Exam, user: User, *, now: datetime | None = None) -> Sitting:
    return start_sitting(exam_id=exam.public_id, user=user, now=now or exam.opens_at)


def right_answers(sitting: Sitting) -> dict[int, str]:
    """What to send for full marks, by position, with this sitting's own option tokens; essays get a text."""
    key = SittingKey.objects.filter(sitting=sitting).order_by("-number").first()
    assert key is not None
    return {position: answer_for(entry) for position, entry in enumerate(key.key, start=1)}


def answer_for(entry: dict[str, Any]) -> str:
    question, tokens = entry["question"], entry["tokens"]
    if tokens:
        return ",".join(tokens[one] for one in question["key"])
    return "我的论述" if question["kind"] == "essay" else question["key"][-1]


def put_answers(sitting: Sitting, values: dict[int, str], now: datetime | None = None) -> None:
    """Answers as they stand after they were saved, without the protocol."""
    for position, value in values.items():
        AnswerCurrent.objects.update_or_create(
            sitting=sitting, position=position,
            defaults={"value": value, "client_seq": position, "server_seq": position, "saved_at": now or sitting.started_at},
        )  # fmt: skip
