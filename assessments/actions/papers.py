"""Write a paper: its settings and blueprint, the draw by seed, and a question changed by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import human_code

from ..domain.blueprint import NotEnough, draw
from ..enums import PaperState
from ..models import Paper, PaperItem, Question
from ..queries.papers import cell_at, cells_of, pool_of, replacements_for, usable_questions
from .problems import AssessmentProblem

ZERO = Decimal(0)


def log_paper(paper: Paper, verb: str, actor: User, now: datetime | None = None, **details: Any) -> None:
    log_act(
        organisation_key=paper.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="paper",
        object_id=paper.public_id,
        details=details,
        now=now,
    )


def locked_paper(paper: Paper, *states: str, code: str = "not_a_draft_paper") -> Paper:
    """The paper as it is now, its row locked; raises AssessmentProblem in any other state."""
    found = Paper.objects.select_for_update(of=("self",)).select_related("bank").get(pk=paper.pk)
    if found.state not in states:
        raise AssessmentProblem(code)
    return found


def _check_code(bank: Organisation, code: str, paper: Paper | None = None) -> None:
    if Paper.objects.filter(bank=bank, code=code).exclude(pk=paper.pk if paper else None).exists():
        raise AssessmentProblem("paper_code_taken", code=code)


@transaction.atomic
def add_paper(
    *, bank: Organisation, title: str, code: str, kind: str, author: User, instructions: str = "", now: datetime | None = None
) -> Paper:
    """A new, empty draft."""
    _check_code(bank, code)
    paper = Paper.objects.create(
        bank=bank, title=title, code=code, kind=kind, instructions=instructions, author=author, created_at=now or timezone.now()
    )
    log_paper(paper, Verb.CREATED, author, now)
    return paper


@transaction.atomic
def change_paper(
    *,
    paper: Paper,
    title: str,
    code: str,
    kind: str,
    instructions: str,
    blueprint: Sequence[Mapping[str, Any]],
    actor: User,
    now: datetime | None = None,
) -> Paper:
    """Change a draft. Another blueprint takes the drawn questions off again."""
    paper = locked_paper(paper, PaperState.DRAFT)
    _check_code(paper.bank, code, paper)
    rows = [dict(row) for row in blueprint]
    if rows != paper.blueprint:
        paper.items.all().delete()
        paper.seed, paper.total_points = "", sum((cell.points * cell.count for cell in cells_of(rows)), start=ZERO)
    paper.title, paper.code, paper.kind, paper.instructions, paper.blueprint = title, code, kind, instructions, rows
    paper.changed_by = actor
    paper.save(update_fields=["title", "code", "kind", "instructions", "blueprint", "seed", "total_points", "changed_by"])
    log_paper(paper, Verb.CHANGED, actor, now)
    return paper


@transaction.atomic
def draw_paper(*, paper: Paper, actor: User, seed: str = "", now: datetime | None = None) -> Paper:
    """Draw all questions anew; the same bank and seed give the same paper. Raises NotEnough with the places that are short."""
    paper = locked_paper(paper, PaperState.DRAFT)
    cells = cells_of(paper.blueprint)
    if not cells:
        raise AssessmentProblem("empty_blueprint")
    paper.seed = seed or human_code(8)
    drawn = draw(cells, pool_of(paper.bank), seed=paper.seed)
    versions = dict(usable_questions(paper.bank).filter(pk__in=[int(one.id) for one in drawn]).values_list("pk", "current_version"))
    paper.items.all().delete()
    PaperItem.objects.bulk_create(
        PaperItem(
            paper=paper, position=position, section=cells[one.cell].section, question_version_id=versions[int(one.id)], points=one.points
        )
        for position, one in enumerate(drawn, start=1)
    )
    paper.total_points, paper.changed_by = sum((one.points for one in drawn), start=ZERO), actor
    paper.save(update_fields=["seed", "total_points", "changed_by"])
    log_paper(paper, Verb.CHANGED, actor, now, drawn=len(drawn), seed=paper.seed)
    return paper


@transaction.atomic
def replace_item(*, paper: Paper, position: int, actor: User, question: Question | None = None, now: datetime | None = None) -> PaperItem:
    """Put another question at ``position``: the one named, or the next by lot."""
    paper = locked_paper(paper, PaperState.DRAFT)
    item = PaperItem.objects.select_related("question_version").filter(paper=paper, position=position).first()
    if item is None:
        raise AssessmentProblem("not_on_paper")
    options = replacements_for(paper, position)
    if not options:
        raise AssessmentProblem("no_replacement")
    taken = options[0] if question is None else next((one for one in options if one.pk == question.pk), None)
    if taken is None or taken.current_version is None:
        raise AssessmentProblem("not_replaceable")
    cell = cell_at(paper, position)
    item.question_version = taken.current_version
    item.points = cell.points if cell else item.points
    item.save(update_fields=["question_version", "points"])
    paper.changed_by = actor
    paper.save(update_fields=["changed_by"])
    log_paper(paper, Verb.CHANGED, actor, now, replaced=position, by=taken.code)
    return item


__all__ = ["NotEnough", "add_paper", "change_paper", "draw_paper", "locked_paper", "log_paper", "replace_item"]
