"""Makes topics, questions and papers through the room's own actions."""

import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any

from assessments.actions.papers import add_paper, change_paper, draw_paper
from assessments.actions.publish_paper import publish_paper
from assessments.actions.review_question import approve_version, submit_version
from assessments.actions.write_question import add_question
from assessments.documents.question_workbook import question_workbook
from assessments.domain.content import Content
from assessments.models import Paper, Question
from lms.evidence.actions import ensure_topic
from lms.evidence.models import Competency
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.people import make_bank, make_user

_numbers = count(1)


def make_topic(code: str = "C03.01", name: str = "时点与权责") -> Competency:
    return ensure_topic(code=code, name=name, name_en=name, node="investigation")


def make_content(kind: str = "single", **changes: Any) -> Content:
    """A sound question of a kind."""
    number = next(_numbers)
    common: dict[str, Any] = {
        "kind": kind,
        "stem": f"第 {number} 题：现金应取哪个时点的数？",
        "points": Decimal(2),
        "explanation": "统一到调查日。",
    }
    by_kind: dict[str, dict[str, Any]] = {
        "single": {"options": ("调查日", "申请日", "月末"), "correct": frozenset({0})},
        "multiple": {"options": ("存货", "应收", "预收", "应付"), "correct": frozenset({0, 1})},
        "true_false": {"truth": True},
        "numeric": {"value": Decimal("42500"), "tolerance": Decimal("0.5"), "unit": "元"},
        "fill_in": {"accepted": ("存货", "库存")},
        "essay": {"reference": "先剔除代销。", "rubric": (("剔除代销", Decimal(1)), ("换算进价", Decimal(1)))},
    }
    return Content(**{**common, **by_kind[kind], **changes})


def make_question(
    bank: Organisation, *, author: User | None = None, topic: Competency | None = None, code: str = "", kind: str = "single", **changes: Any
) -> Question:
    """A draft."""
    return add_question(
        bank=bank,
        code=code or f"Q-{next(_numbers):05d}",
        topic=topic or make_topic(),
        content=make_content(kind, **changes),
        author=author or make_user(bank, Role.INSTRUCTOR),
    )


def make_approved(bank: Organisation, *, reviewer: User | None = None, **options: Any) -> Question:
    """A question that may be put on papers."""
    question = make_question(bank, **options)
    assert question.current_version is not None and question.current_version.author is not None
    version = submit_version(version=question.current_version, actor=question.current_version.author)
    approve_version(version=version, reviewer=reviewer or make_user(bank, Role.INSTRUCTOR))
    question.refresh_from_db()
    return question


def make_shared(**options: Any) -> Question:
    """An approved question of the shared library."""
    question = make_approved(make_bank(), **options)
    Question.objects.filter(pk=question.pk).update(bank=None)
    question.refresh_from_db()
    return question


def question_row(code: str, kind: str = "single", **changes: Any) -> dict[str, Any]:
    """One question as a question file writes it."""
    by_kind: dict[str, dict[str, Any]] = {
        "single": {"options": ["调查日", "申请日", "月末", "年末"], "key": "B"},
        "multiple": {"options": ["存货", "应收", "预收", "应付"], "key": "ACD"},
        "true_false": {"key": "F"},
        "numeric": {"key": "42500", "tolerance": "0.5", "unit": "元"},
        "fill_in": {"key": ["存货", "库存"]},
        "essay": {"key": "参考答案", "rubric": [["要点一", "1"], ["要点二", "1"]]},
    }
    common = {"code": code, "kind": kind, "topic": "C03.01", "difficulty": 2, "points": "2", "stem": f"{code} 题干", "explanation": "解析"}
    return {**common, **by_kind[kind], **changes}


def question_file(rows: Iterable[Mapping[str, Any]]) -> io.BytesIO:
    """An import workbook as an author would upload it."""
    return io.BytesIO(question_workbook(rows, topics=[("C03.01", "时点与权责")]))


def make_paper(bank: Organisation, *, author: User | None = None, kind: str = "exam", rows: list[dict[str, Any]] | None = None) -> Paper:
    """A draft with a blueprint of two single choice questions, nothing drawn."""
    user = author or make_user(bank, Role.INSTRUCTOR)
    paper = add_paper(bank=bank, title="结业考试", code=f"P-{next(_numbers):05d}", kind=kind, author=user)
    blueprint = rows if rows is not None else [blueprint_row(count=2)]
    return change_paper(paper=paper, title=paper.title, code=paper.code, kind=kind, instructions="", blueprint=blueprint, actor=user)


def blueprint_row(**changes: Any) -> dict[str, Any]:
    return {"section": "", "topic": "C03.01", "difficulty": 1, "kind": "single", "count": 1, "points": "2", **changes}


def make_published(bank: Organisation, *, questions: int = 2) -> Paper:
    """A published paper of as many new, approved questions."""
    for _number in range(questions):
        make_approved(bank)
    paper = make_paper(bank, rows=[blueprint_row(count=questions)])
    draw_paper(paper=paper, actor=paper.author, seed="SEED")
    return publish_paper(paper=paper, actor=paper.author)
