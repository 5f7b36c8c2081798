"""Papers, exams and sittings of the demonstration; every answer goes in by the action that the exam page calls."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments.actions.papers import add_paper, change_paper, draw_paper
from assessments.actions.publish_paper import publish_paper, submit_paper
from assessments.actions.release_exam import release_exam
from assessments.actions.save_answer import AnswerIn, save_answer
from assessments.actions.start_sitting import start_sitting
from assessments.actions.submit_sitting import submit_sitting
from assessments.actions.write_exam import add_exam, schedule_exam
from assessments.domain.question import Question, from_data
from assessments.enums import QuestionKind
from assessments.models import Exam, Paper, SittingKey
from lms.people.models import Organisation, User

from .classes import DemoClass

THEORY = (
    {"count": 14, "points": "2", "topic": "", "difficulty": 1, "kind": "single", "section": "一、单项选择"},
    {"count": 8, "points": "2", "topic": "", "difficulty": 2, "kind": "single", "section": "一、单项选择"},
    {"count": 6, "points": "3", "topic": "", "difficulty": None, "kind": "multiple", "section": "二、多项选择"},
    {"count": 9, "points": "2", "topic": "", "difficulty": None, "kind": "true_false", "section": "三、判断"},
    {"count": 4, "points": "5", "topic": "", "difficulty": None, "kind": "numeric", "section": "四、计算"},
)  # fmt: skip
PRACTICAL = (
    {"count": 10, "points": "8", "topic": "", "difficulty": None, "kind": "numeric", "section": "一、编表与检验"},
    {"count": 5, "points": "4", "topic": "", "difficulty": 3, "kind": "single", "section": "二、判断偏差"},
)  # fmt: skip
EXERCISE = (
    {"count": 6, "points": "5", "topic": "", "difficulty": None, "kind": "single", "section": "一、单项选择"},
    {"count": 4, "points": "5", "topic": "", "difficulty": None, "kind": "true_false", "section": "二、判断"},
    {"count": 3, "points": "10", "topic": "", "difficulty": None, "kind": "numeric", "section": "三、计算"},
    {"count": 1, "points": "20", "topic": "", "difficulty": None, "kind": "essay", "section": "四、论述"},
)  # fmt: skip
ESSAY = (
    "先看结论再看依据：金额、期限、还款方式各自由什么决定。权益检验应有大于实有，先排除漏记负债，再问资金去向；"
    "用进货单、流水和盘点三条独立来源核对销售额，偏差超过制度阈值的，写明追查过程和闭合结果。"
)


@dataclass(frozen=True)
class Ability:
    """How somebody fares: the share of questions they know."""

    know: float


def make_paper(
    *,
    bank: Organisation,
    author: User,
    reviewer: User,
    code: str,
    title: str,
    kind: str,
    blueprint: Sequence[Mapping[str, Any]],
    at: datetime,
) -> Paper:
    """Blueprint, draw by seed, submitted, published by a second instructor."""
    paper = add_paper(bank=bank, title=title, code=code, kind=kind, author=author, instructions="独立作答，可用计算器。", now=at)
    paper = change_paper(
        paper=paper, title=title, code=code, kind=kind, instructions=paper.instructions, blueprint=blueprint, actor=author, now=at
    )
    paper = draw_paper(paper=paper, actor=author, seed=code, now=at)
    paper = submit_paper(paper=paper, actor=author, now=at)
    return publish_paper(paper=paper, actor=reviewer, now=at + timedelta(hours=3))


def set_exam(
    *, group: DemoClass, paper: Paper, title: str, opens_at: datetime, hours: float, minutes: int, counts_for: str, at: datetime, kind: str
) -> Exam:
    """An exam of the class, announced at ``at``."""
    exam = add_exam(
        cohort=group.cohort,
        paper=paper,
        actor=group.staff["instructor1"],
        now=at,
        title=title,
        kind=kind,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=hours),
        duration_minutes=minutes,
        attempts_allowed=1,
        counts_for=counts_for,
        instructions="进入后服务器开始计时；每次作答自动保存，出现“已存”才算保存。",
    )
    return schedule_exam(exam=exam, actor=group.staff["instructor1"], now=at + timedelta(minutes=5))


def sit(*, exam: Exam, group: DemoClass, abilities: Mapping[str, Ability], seed: int, hand_in: bool = True) -> int:
    """Everybody in ``abilities`` sits the exam at its opening; how many did."""
    dice = random.Random(seed)  # a fixed seed makes the same class on every machine
    for minute, (number, ability) in enumerate(abilities.items()):
        user = group.trainees[number]
        begun = exam.opens_at + timedelta(minutes=2, seconds=7 * minute)
        sitting = start_sitting(exam_id=exam.public_id, user=user, device="演示", now=begun)
        key = SittingKey.objects.get(sitting=sitting, number=1).key
        for position, entry in enumerate(key, start=1):
            value = _answer(from_data(entry["question"]), entry["tokens"], ability.know, dice)
            if value:
                save_answer(
                    AnswerIn(
                        sitting=sitting.public_id,
                        nonce=sitting.ticket_nonce,
                        position=position,
                        value=value,
                        flagged=False,
                        client_seq=position,
                        key=f"demo-{position}",
                        received_at=begun + timedelta(seconds=40 * position),
                    )
                )
        if hand_in:
            submit_sitting(sitting_id=sitting.public_id, user=user, now=begun + timedelta(seconds=40 * len(key) + 30))
    return len(abilities)


def _answer(question: Question, tokens: Mapping[str, str], know: float, dice: random.Random) -> str:
    """What somebody who knows a share ``know`` of such questions enters."""
    right = dice.random() < know
    if question.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        ids = list(question.key) if right else _wrong_choice(question, dice)
        return ",".join(tokens[one] for one in ids)
    if question.kind == QuestionKind.TRUE_FALSE:
        return question.key[0] if right else ("F" if question.key[0] == "T" else "T")
    if question.kind == QuestionKind.ESSAY:
        return ESSAY if right else ESSAY[: len(ESSAY) // 2] + "。"
    if question.kind == QuestionKind.NUMERIC:
        return question.key[0] if right else str(dice.randint(1, 999))
    return question.key[0] if right else "不确定"


def _wrong_choice(question: Question, dice: random.Random) -> list[str]:
    others = [option.id for option in question.options if option.id not in question.key]
    if question.kind == QuestionKind.SINGLE:
        return [dice.choice(others)]
    return list(question.key[:-1]) if dice.random() < 0.5 else [question.key[0], dice.choice(others or list(question.key))]


def mark_and_release(*, exam: Exam, group: DemoClass, at: datetime, seed: int) -> Exam:
    """The results go out to the class and into the ledger."""
    return release_exam(exam=exam, actor=group.staff["instructor1"], now=at)
