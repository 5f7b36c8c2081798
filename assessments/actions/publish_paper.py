"""A paper's way into use: submitted, returned or published by a second author, copied, retired."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.content import plain
from ..enums import PaperState, ReviewState
from ..models import Paper
from ..queries.papers import cells_of, items_of, needs_second_person
from .papers import add_paper, locked_paper, log_paper
from .problems import AssessmentProblem


def check_ready(paper: Paper) -> None:
    """Raises AssessmentProblem unless the paper holds what its blueprint asks for, all of it still approved."""
    items = list(items_of(paper))
    wanted = [cell.points for cell in cells_of(paper.blueprint) for _place in range(cell.count)]
    if not items:
        raise AssessmentProblem("no_items")
    if [item.points for item in items] != wanted:
        raise AssessmentProblem("items_differ")
    versions = [item.question_version for item in items]
    stale = [one.question.code for one in versions if one.state != ReviewState.APPROVED or one.question.state != ReviewState.APPROVED]
    if stale:
        raise AssessmentProblem("unusable_items", codes=", ".join(stale))


@transaction.atomic
def submit_paper(*, paper: Paper, actor: User, now: datetime | None = None) -> Paper:
    """Ask a second author for approval."""
    paper = locked_paper(paper, PaperState.DRAFT)
    check_ready(paper)
    paper.state, paper.comment = PaperState.IN_REVIEW, ""
    paper.save(update_fields=["state", "comment"])
    log_paper(paper, Verb.SUBMITTED, actor, now)
    return paper


@transaction.atomic
def return_paper(*, paper: Paper, actor: User, comment: str = "", now: datetime | None = None) -> Paper:
    """Back to draft: the author takes it back, or a second author returns it and says why."""
    paper = locked_paper(paper, PaperState.IN_REVIEW, code="paper_not_in_review")
    if actor.pk != paper.author_id and not comment.strip():
        raise AssessmentProblem("reason_missing")
    paper.state, paper.comment = PaperState.DRAFT, comment.strip()
    paper.save(update_fields=["state", "comment"])
    log_paper(paper, Verb.WITHDRAWN if actor.pk == paper.author_id else Verb.REFUSED, actor, now)
    return paper


@transaction.atomic
def publish_paper(*, paper: Paper, actor: User, now: datetime | None = None) -> Paper:
    """Freeze the paper. Where the policy asks for two people, one who neither began it nor changed it last publishes what was submitted."""
    paper = locked_paper(paper, PaperState.DRAFT, PaperState.IN_REVIEW)
    second = not paper.is_work_of(actor)
    if needs_second_person(paper):
        if paper.state != PaperState.IN_REVIEW:
            raise AssessmentProblem("paper_needs_approval")
        if not second:
            raise AssessmentProblem("own_paper")
    check_ready(paper)
    paper.state, paper.published_at, paper.comment = PaperState.PUBLISHED, now or timezone.now(), ""
    paper.approved_by = actor if second else None
    paper.save(update_fields=["state", "published_at", "comment", "approved_by"])
    log_paper(paper, Verb.PUBLISHED, actor, paper.published_at, digest=paper_digest(paper), points=plain(paper.total_points))
    return paper


def paper_digest(paper: Paper) -> str:
    """Stands for exactly these questions, in these versions, in this order."""
    items = items_of(paper).values_list("position", "question_version__question__public_id", "question_version__number", "points")
    return named_digest([[position, question, number, plain(points)] for position, question, number, points in items])


@transaction.atomic
def copy_paper(*, paper: Paper, code: str, actor: User, now: datetime | None = None) -> Paper:
    """A new draft with the same settings and blueprint; its questions are drawn anew."""
    copy = add_paper(bank=paper.bank, title=paper.title, code=code, kind=paper.kind, author=actor, instructions=paper.instructions, now=now)
    copy.blueprint, copy.total_points = paper.blueprint, paper.total_points
    copy.save(update_fields=["blueprint", "total_points"])
    return copy


@transaction.atomic
def retire_paper(*, paper: Paper, actor: User, now: datetime | None = None) -> Paper:
    """Take a paper out of use; exams that hold it keep it."""
    paper = locked_paper(paper, PaperState.DRAFT, PaperState.PUBLISHED, code="not_published")
    paper.state = PaperState.RETIRED
    paper.save(update_fields=["state"])
    log_paper(paper, Verb.REMOVED, actor, now)
    return paper
