"""One search over everything a person may see; four queries at most, whatever is found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from assessments.models import Question
from assessments.permissions import may_use_bank
from assessments.queries.questions import found, questions_visible_to
from courses.queries import search_lessons
from lms.cohorts.models import Cohort, Enrolment
from lms.cohorts.queries import cohorts_visible_to, enrolments_visible_to
from lms.decisions.models import Decision
from lms.decisions.permissions import reads_decisions
from lms.decisions.queries import decisions_visible_to
from lms.people.models import User
from lms.people.permissions import oversees
from lms.people.queries import people_overseen_by, people_visible_to, search_people

from ..domain.highlight import Piece, highlighted

SHORTEST = 2
PER_GROUP = 8
GROUPS = ("person", "mentee", "trainee", "cohort", "course", "lesson", "question", "decision")
ROUTES = {
    "person": "person-detail",
    "trainee": "enrolment-detail",
    "cohort": "cohort-detail",
    "question": "question-detail",
    "decision": "decision-detail",
}


@dataclass(frozen=True)
class Hit:
    """One result: its title in pieces, some of them marked; a detail line likewise; ``url`` may be empty."""

    kind: str
    title: list[Piece]
    detail: list[Piece]
    url: str


def search_everything(user: User, text: str) -> list[tuple[str, list[Hit]]]:
    """Hits by group in a fixed order; empty groups are absent."""
    if len(text) < SHORTEST or user.bank_id is None:
        return []
    hits = [*_rows(user, text), *_pages(user, text)]
    groups = ((kind, [hit for hit in hits if hit.kind == kind]) for kind in GROUPS)
    return [(kind, group) for kind, group in groups if group]


def _pages(user: User, text: str) -> list[Hit]:
    pages = search_lessons(user, text, limit=2 * PER_GROUP)
    return [Hit(page.kind, highlighted(page.title, text), page.pieces, page.url) for page in pages]


def _rows(user: User, text: str) -> list[Hit]:
    """Everything but courses in one statement: each part is cut to its first few rows before the union."""
    first, *others = _parts(user, text)
    # Parts may overlap nowhere, so no row has to be compared with another.
    rows = first.union(*others, all=True) if others else first
    return [_hit(kind, key, title, detail, text) for kind, key, title, detail in rows]


def _hit(kind: str, key: str, title: str, detail: str, text: str) -> Hit:
    url = reverse(ROUTES[kind], args=[key]) if kind in ROUTES else ""
    return Hit(kind, highlighted(title, text), highlighted(detail, text), url)


def _parts(user: User, text: str) -> list[QuerySet[Any, Any]]:
    overseen = people_overseen_by(user)
    parts = [
        _part("person", search_people(overseen, text), "key", "name", "employee_number"),
        _part("cohort", _cohorts(user, text), "public_id", "name", "code"),
    ]
    if not oversees(user):
        others = people_visible_to(user).exclude(pk=user.pk)
        parts.append(_part("mentee", search_people(others, text), "key", "name", "employee_number"))
        parts.append(_part("trainee", _trainees(user, text), "public_id", "user__name", "cohort__name"))
    if may_use_bank(user):
        parts.append(_part("question", _questions(user, text), "public_id", "current_version__stem", "code"))
    if reads_decisions(user):
        parts.append(_part("decision", _decisions(user, text), "public_id", "title", "cohort__name"))
    return parts


def _part(kind: str, rows: QuerySet[Any], key: str, title: str, detail: str) -> QuerySet[Any, Any]:
    """Four text columns of the first rows; the inner slice keeps the union small on every database."""
    few = rows.order_by("pk").values("pk")[:PER_GROUP]
    chosen = rows.model._default_manager.filter(pk__in=few).order_by()
    columns = {"hit_key": key, "hit_title": title, "hit_detail": detail}
    shown = {name: Cast(F(column), CharField(max_length=4000)) for name, column in columns.items()}
    return chosen.annotate(hit_kind=Value(kind, CharField()), **shown).values_list("hit_kind", *columns)


def _cohorts(user: User, text: str) -> QuerySet[Cohort]:
    return cohorts_visible_to(user).filter(Q(name__icontains=text) | Q(code__icontains=text))


def _trainees(user: User, text: str) -> QuerySet[Enrolment]:
    """The people of classes one works in."""
    people = search_people(User.objects.filter(bank_id=user.bank_id).exclude(pk=user.pk), text)
    return enrolments_visible_to(user).filter(user__in=people.order_by().values("pk"))


def _questions(user: User, text: str) -> QuerySet[Question]:
    return found(questions_visible_to(user).filter(current_version__isnull=False), text)


def _decisions(user: User, text: str) -> QuerySet[Decision]:
    return decisions_visible_to(user).filter(Q(title__icontains=text) | Q(cohort__name__icontains=text))
