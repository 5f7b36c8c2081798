"""Papers: drawn by seed, changed by hand, published by one or by two, frozen afterwards."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from assessments.actions.papers import NotEnough, change_paper, draw_paper, replace_item
from assessments.actions.problems import AssessmentProblem
from assessments.actions.publish_paper import publish_paper, retire_paper, return_paper, submit_paper
from assessments.actions.review_question import retire_question
from assessments.actions.write_question import change_question
from assessments.enums import PaperState
from assessments.models import Paper, QuestionVersion
from assessments.permissions import may_approve_paper
from assessments.queries.papers import papers_waiting_for, pool_of
from lms.policies.actions import set_policy_value
from lms.records.enums import Verb
from lms.records.queries import acts_about
from tests.cast import Cast
from tests.clock import MONDAY_MORNING
from tests.factories.assessments import (
    blueprint_row,
    make_approved,
    make_content,
    make_paper,
    make_published,
    make_question,
    make_shared,
    make_topic,
)
from tests.factories.people import make_user


def codes(paper: Paper) -> list[str]:
    return list(paper.items.order_by("position").values_list("question_version__question__code", flat=True))


def refused(code: str):
    return pytest.raises(AssessmentProblem, check=lambda problem: problem.code == code)


def test_the_same_seed_draws_the_same_paper(cast: Cast) -> None:
    for _number in range(6):
        make_approved(cast.bank)
    paper = make_paper(cast.bank, rows=[blueprint_row(count=3)])
    first = codes(draw_paper(paper=paper, actor=paper.author, seed="A"))
    other = [codes(draw_paper(paper=paper, actor=paper.author, seed=seed)) for seed in "BCDEFG"]
    assert codes(draw_paper(paper=paper, actor=paper.author, seed="A")) == first
    assert any(one != first for one in other)
    paper.refresh_from_db()
    assert (paper.total_points, paper.seed) == (Decimal(6), "A")


def test_only_approved_questions_of_the_bank_and_the_library_are_drawn(cast: Cast, strangers: Cast) -> None:
    make_question(cast.bank)
    retired = make_approved(cast.bank)
    retire_question(question=retired, actor=cast.instructor, reason="过时")
    make_approved(strangers.bank)
    own, shared = make_approved(cast.bank), make_shared()
    assert {one.id for one in pool_of(cast.bank)} == {str(own.pk), str(shared.pk)}


def test_a_bank_that_is_short_draws_nothing(cast: Cast) -> None:
    make_approved(cast.bank)
    paper = make_paper(cast.bank)
    with pytest.raises(NotEnough) as short:
        draw_paper(paper=paper, actor=paper.author)
    assert ([one.short for one in short.value.report.cells], paper.items.count()) == ([1], 0)


def test_a_node_takes_in_its_topics(cast: Cast) -> None:
    make_approved(cast.bank)
    paper = make_paper(cast.bank, rows=[blueprint_row(topic="investigation", difficulty=None, kind="", count=1)])
    assert len(codes(draw_paper(paper=paper, actor=paper.author))) == 1


def test_one_question_is_replaced_by_hand_or_by_lot(cast: Cast, strangers: Cast) -> None:
    for _number in range(4):
        make_approved(cast.bank)
    paper = make_paper(cast.bank)
    before = codes(draw_paper(paper=paper, actor=paper.author))
    replace_item(paper=paper, position=1, actor=paper.author)
    after = codes(paper)
    assert (after[1], after[0] not in before) == (before[1], True)
    on_paper = paper.items.get(position=2).question_version.question
    for wrong in (on_paper, make_approved(strangers.bank), make_approved(cast.bank, kind="true_false"), make_question(cast.bank)):
        with refused("not_replaceable"):
            replace_item(paper=paper, position=1, actor=paper.author, question=wrong)
    with refused("not_on_paper"):
        replace_item(paper=paper, position=9, actor=paper.author)


def test_another_blueprint_takes_the_questions_off(cast: Cast) -> None:
    make_approved(cast.bank), make_approved(cast.bank)
    paper = make_paper(cast.bank)
    draw_paper(paper=paper, actor=paper.author)
    same = {"title": "新标题", "code": paper.code, "kind": paper.kind, "instructions": "", "actor": paper.author}
    change_paper(paper=paper, blueprint=paper.blueprint, **same)
    assert paper.items.count() == 2
    changed = change_paper(paper=paper, blueprint=[blueprint_row(points="5")], **same)
    assert (paper.items.count(), changed.seed, changed.total_points) == (0, "", Decimal(5))


def test_an_exercise_is_published_by_its_author_and_then_frozen(cast: Cast) -> None:
    paper = make_published(cast.bank)
    assert (paper.state, paper.approved_by) == (PaperState.PUBLISHED, None)
    for attempt in (
        lambda: draw_paper(paper=paper, actor=paper.author),
        lambda: replace_item(paper=paper, position=1, actor=paper.author),
        lambda: change_paper(paper=paper, title="x", code="x", kind="quiz", instructions="", blueprint=[], actor=paper.author),
    ):
        with refused("not_a_draft_paper"):
            attempt()
    act = acts_about("paper", paper.public_id).get(verb=Verb.PUBLISHED)
    assert act.details["digest"].startswith("sha256:")
    assert retire_paper(paper=paper, actor=paper.author).state == PaperState.RETIRED


def test_a_new_version_of_a_question_leaves_the_paper_alone(cast: Cast) -> None:
    paper = make_published(cast.bank, questions=1)
    item = paper.items.select_related("question_version__question").get()
    question, stem = item.question_version.question, item.question_version.stem
    change_question(question=question, topic=make_topic(), content=make_content(stem="另一个题干"), author=cast.instructor)
    item.refresh_from_db()
    assert item.question_version.stem == stem
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionVersion.objects.filter(pk=item.question_version_id).update(stem="改写历史")
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionVersion.objects.filter(pk=item.question_version_id).update(key={"options": ["B"]})


def test_a_final_exam_needs_two_people(cast: Cast) -> None:
    make_approved(cast.bank), make_approved(cast.bank)
    paper = make_paper(cast.bank, kind="final", author=cast.instructor)
    with refused("no_items"):
        submit_paper(paper=paper, actor=cast.instructor)
    draw_paper(paper=paper, actor=cast.instructor)
    with refused("paper_needs_approval"):
        publish_paper(paper=paper, actor=cast.consultant)
    submit_paper(paper=paper, actor=cast.instructor)
    with refused("own_paper"):
        publish_paper(paper=paper, actor=cast.instructor)
    with refused("reason_missing"):
        return_paper(paper=paper, actor=cast.consultant)
    assert return_paper(paper=paper, actor=cast.consultant, comment="换第 2 题").state == PaperState.DRAFT
    submit_paper(paper=paper, actor=cast.instructor)
    published = publish_paper(paper=paper, actor=cast.consultant, now=MONDAY_MORNING)
    assert (published.approved_by, published.published_at) == (cast.consultant, MONDAY_MORNING)


def test_who_changed_a_paper_last_is_no_second_person(cast: Cast) -> None:
    for _number in range(4):
        make_approved(cast.bank)
    third = make_user(cast.bank, "instructor")
    paper = make_paper(cast.bank, kind="final", author=cast.instructor)
    draw_paper(paper=paper, actor=cast.instructor)
    paper.refresh_from_db()
    fields = {name: getattr(paper, name) for name in ("title", "code", "kind", "instructions", "blueprint")}
    steps = (
        lambda: change_paper(paper=paper, actor=cast.consultant, **fields),
        lambda: draw_paper(paper=paper, actor=cast.consultant),
        lambda: replace_item(paper=paper, position=1, actor=cast.consultant),
    )
    for step in steps:
        step()
        submit_paper(paper=paper, actor=cast.instructor)
        for writer in (cast.instructor, cast.consultant):
            paper.refresh_from_db()
            assert (may_approve_paper(writer, paper), list(papers_waiting_for(writer))) == (False, [])
            with refused("own_paper"):
                publish_paper(paper=paper, actor=writer)
        return_paper(paper=paper, actor=cast.instructor)
        draw_paper(paper=paper, actor=cast.instructor)
    replace_item(paper=paper, position=1, actor=cast.consultant)
    submit_paper(paper=paper, actor=cast.instructor)
    assert list(papers_waiting_for(third)) == [paper]
    assert publish_paper(paper=paper, actor=third).approved_by == third


def test_a_bank_may_decide_that_one_person_is_enough(cast: Cast) -> None:
    make_approved(cast.bank), make_approved(cast.bank)
    day = MONDAY_MORNING.date().replace(year=2020)
    set_policy_value(bank=cast.bank, key="exam.second_reviewer", value=False, effective_on=day, reason="试点", actor_key=cast.hr.key)
    paper = make_paper(cast.bank, kind="final")
    draw_paper(paper=paper, actor=paper.author)
    assert publish_paper(paper=paper, actor=paper.author).state == PaperState.PUBLISHED


def test_a_question_retired_meanwhile_stops_the_publication(cast: Cast) -> None:
    make_approved(cast.bank), make_approved(cast.bank)
    paper = make_paper(cast.bank)
    draw_paper(paper=paper, actor=paper.author)
    question = paper.items.first().question_version.question
    retire_question(question=question, actor=cast.instructor, reason="过时")
    with refused("unusable_items"):
        publish_paper(paper=paper, actor=paper.author)
