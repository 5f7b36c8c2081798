"""Papers of the author's bank, and what the bank can give for a blueprint."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q, QuerySet

from lms.evidence.models import Competency
from lms.people.models import Organisation, User
from lms.policies.queries import policy

from ..domain.blueprint import Candidate, Cell, replacements
from ..enums import ExamKind, PaperState, ReviewState
from ..models import Paper, PaperItem, Question
from ..permissions import may_use_bank


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """The papers of the author's own bank; nothing for anybody else."""
    if not may_use_bank(user):
        return Paper.objects.none()
    return Paper.objects.filter(bank_id=user.bank_id).select_related("author", "approved_by")


def papers_waiting_for(user: User) -> QuerySet[Paper]:
    """Papers in review that are others' work: what one may approve."""
    return papers_visible_to(user).filter(state=PaperState.IN_REVIEW).exclude(Q(author=user) | Q(changed_by=user))


def with_item_count(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    return rows.annotate(questions=Count("items"))


def items_of(paper: Paper) -> QuerySet[PaperItem]:
    """The questions on a paper, in order, with everything its pages show."""
    return paper.items.select_related("question_version__question__topic").order_by("position")


def usable_questions(bank: Organisation | int) -> QuerySet[Question]:
    """Approved questions a paper of ``bank`` may hold: its own and the shared library's."""
    own_or_shared = Q(bank=bank) | Q(bank__isnull=True)
    return Question.objects.filter(own_or_shared, state=ReviewState.APPROVED, current_version__state=ReviewState.APPROVED)


def pool_of(bank: Organisation | int) -> list[Candidate]:
    """The usable questions as the blueprint sees them; one query."""
    rows = usable_questions(bank).values_list("pk", "topic__code", "current_version__difficulty", "kind", "topic__parent__code")
    return [Candidate(str(pk), topic, difficulty, kind, (above,) if above else ()) for pk, topic, difficulty, kind, above in rows]


def topic_choices(bank: Organisation | int) -> list[tuple[str, str]]:
    """Nodes and topics under which the bank has usable questions."""
    topics = Competency.objects.filter(pk__in=usable_questions(bank).values("topic")).select_related("parent").order_by("code")
    nodes = sorted({topic.parent for topic in topics if topic.parent is not None}, key=lambda node: (node.position, node.code))
    return [*((node.code, str(node)) for node in nodes), *((topic.code, f"{topic.code} {topic}") for topic in topics)]


def cells_of(blueprint: Sequence[Mapping[str, Any]]) -> list[Cell]:
    """The stored rows of a blueprint as the domain reads them; a row that doesn't read is left out."""
    cells = []
    for row in blueprint:
        try:
            cells.append(
                Cell(
                    count=int(row["count"]),
                    points=Decimal(row["points"]),
                    topic=row.get("topic", ""),
                    difficulty=row.get("difficulty"),
                    kind=row.get("kind", ""),
                    section=row.get("section", ""),
                )
            )
        except (KeyError, TypeError, ValueError, InvalidOperation):
            continue
    return cells


def cell_at(paper: Paper, position: int) -> Cell | None:
    """The blueprint's row that the question at ``position`` was drawn for."""
    last = 0
    for cell in cells_of(paper.blueprint):
        last += cell.count
        if position <= last:
            return cell
    return None


def needs_second_person(paper: Paper) -> bool:
    """A final exam's paper is published by a second author where the bank's policy says so; exercises by their own author."""
    return paper.kind == ExamKind.FINAL and bool(policy(paper.bank_id, "exam.second_reviewer"))


def replacements_for(paper: Paper, position: int, seed: str = "") -> list[Question]:
    """Questions that may stand at ``position`` instead, in the order of the lot."""
    cell = cell_at(paper, position)
    if cell is None:
        return []
    taken = {str(pk) for pk in paper.items.values_list("question_version__question", flat=True)}
    order = replacements(cell, pool_of(paper.bank_id), seed=seed or paper.seed, taken=taken)
    found = usable_questions(paper.bank_id).filter(pk__in=order).select_related("topic", "current_version").in_bulk()
    return [found[int(pk)] for pk in order if int(pk) in found]
