"""Questions an author may read, found and counted without a query per row."""

from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lms.evidence.models import Competency
from lms.people.models import User
from lms.toolkit.search_tokens import query_terms

from ..enums import ReviewState
from ..models import PaperItem, Question, QuestionVersion
from ..permissions import may_use_bank

WAITING = "waiting"
OWN, SHARED = "own", "shared"


def questions_visible_to(user: User) -> QuerySet[Question]:
    """Questions of the author's own bank and of the shared library; nothing for anybody else."""
    if not may_use_bank(user):
        return Question.objects.none()
    return Question.objects.filter(Q(bank_id=user.bank_id) | Q(bank__isnull=True))


def questions_editable_by(user: User) -> QuerySet[Question]:
    """Questions of the author's own bank; the shared library can be read, not changed."""
    if not may_use_bank(user):
        return Question.objects.none()
    return Question.objects.filter(bank_id=user.bank_id)


def versions_waiting_for(user: User) -> QuerySet[QuestionVersion]:
    """Versions of the own bank in review, and not written by ``user``: what waits for this person."""
    rows = QuestionVersion.objects.filter(question__in=questions_editable_by(user), state=ReviewState.IN_REVIEW)
    return (
        rows.exclude(author=user)
        .select_related("question__topic", "question__current_version", "author")
        .order_by("question__code", "number")
    )


def found(rows: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Questions whose number, stem, options or topic hold every term; two Chinese characters are enough."""
    for term in query_terms(text):
        # Tokens are kept with a blank before each, so a term finds the beginning of a word and nothing inside one.
        rows = rows.filter(search_tokens__contains=term if _lone_character(term) else f" {term}")
    return rows


def _lone_character(term: str) -> bool:
    return len(term) == 1 and not term.isascii()


def narrowed(rows: QuerySet[Question], *, topic: str, difficulty: str, kind: str, state: str, source: str) -> QuerySet[Question]:
    """The list's filters; an empty or unknown value filters nothing away."""
    if topic:
        rows = rows.filter(topic__code=topic)
    if difficulty in {"1", "2", "3"}:
        rows = rows.filter(current_version__difficulty=int(difficulty))
    if kind:
        rows = rows.filter(kind=kind)
    if state == WAITING:
        rows = rows.filter(Exists(QuestionVersion.objects.filter(question=OuterRef("pk"), state=ReviewState.IN_REVIEW)))
    elif state in ReviewState.values:
        rows = rows.filter(state=state)
    if source in {OWN, SHARED}:
        rows = rows.filter(bank__isnull=source == SHARED)
    return rows


FILTERS = ("topic", "difficulty", "kind", "state", "source")


def chosen_questions(user: User, wanted: Mapping[str, str]) -> QuerySet[Question]:
    """The questions under the filters ``wanted`` (and ``q``), as a list's address or a job's arguments carry them."""
    filters = {name: wanted.get(name, "") for name in FILTERS}
    return found(narrowed(questions_visible_to(user), **filters), wanted.get("q", "")[:60])


def with_row_facts(rows: QuerySet[Question], user: User) -> QuerySet[Question]:
    """What a row of the list shows: the version that counts, whether a change waits, on how many papers of the own bank it stands."""
    newer = QuestionVersion.objects.filter(
        question=OuterRef("pk"), number__gt=OuterRef("current_version__number"), state__in=[ReviewState.DRAFT, ReviewState.IN_REVIEW]
    )
    papers = (
        PaperItem.objects.filter(question_version__question=OuterRef("pk"), paper__bank_id=user.bank_id)
        .order_by()
        .values("question_version__question")
    )
    used = papers.annotate(n=Count("paper", distinct=True)).values("n")
    return rows.select_related("topic", "current_version__author").annotate(change_waits=Exists(newer), papers=Coalesce(Subquery(used), 0))


def papers_using(question: Question, user: User) -> QuerySet[PaperItem]:
    """Where the question stands in papers of the author's own bank, newest first."""
    rows = PaperItem.objects.filter(question_version__question=question, paper__bank_id=user.bank_id)
    return rows.select_related("paper", "question_version").order_by("-paper__created_at", "position")


def topics_of(rows: QuerySet[Question]) -> QuerySet[Competency]:
    """The topics that ``rows`` use, in the order of the tree."""
    return Competency.objects.filter(pk__in=rows.order_by().values("topic")).order_by("position", "code")
