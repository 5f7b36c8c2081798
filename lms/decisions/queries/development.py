"""What stage evaluations, plans and the matrix of the posts read: evidence, authority, and nothing of the activities behind them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from lms.evidence.domain.content import NODES
from lms.evidence.enums import CompetencyKind, EvidenceKind
from lms.evidence.models import Competency, Evidence
from lms.evidence.queries import evidence_of_people
from lms.evidence.queries.rows import day_span
from lms.people.enums import Level
from lms.people.models import LevelHeld, Mentorship, Organisation, User
from lms.people.queries import current_mentorships, people_visible_to, standing_authorities

from ..domain.post_standard import DEFAULT
from ..domain.stage_evaluation import NodeView, Score, Seen, Suggestion, node_views, suggestions
from ..models import DevelopmentPlan, PlanCheck, PlanGoal, PostStandard, StageEvaluation
from ..permissions import reads_decisions
from .profiles import profile_used

THEORY = (EvidenceKind.EXAM, EvidenceKind.TOPIC, EvidenceKind.ASSIGNMENT)
CODES = tuple(code for code, _name, _english in NODES)


def node_of(row: Evidence) -> str:
    """The node a fact speaks to: its own competency or the one above its topic; "" where it speaks to none."""
    competency = row.competency
    if competency is None:
        return ""
    if competency.kind == CompetencyKind.NODE:
        return competency.code
    return competency.parent.code if competency.parent else ""


def standard_of(bank: Organisation, *, on: date | None = None) -> dict[str, dict[str, str]]:
    """What the posts ask on a day; the shipped draft where the bank has set nothing."""
    rows = PostStandard.objects.filter(bank=bank, effective_on__lte=on or timezone.localdate())
    row = rows.order_by("-effective_on", "-id").first()
    return DEFAULT if row is None else row.matrix


def open_nodes(bank: Organisation, day: date) -> frozenset[str]:
    """Nodes that have cases by the profile people are judged by on a day."""
    profile, _row = profile_used(bank, day)
    return frozenset(code for code, rule in profile.nodes.items() if rule.available)


def posts_of(bank: Organisation, people: Iterable[User]) -> dict[int, str]:
    """The post each holds today; who was given none is 见习. One query."""
    day = timezone.localdate()
    rows = LevelHeld.objects.filter(user__bank=bank, user__in=list(people), starts_on__lte=day).order_by("starts_on", "id")
    return dict(rows.values_list("user_id", "level"))


def levels_held(bank: Organisation, people: Iterable[User]) -> dict[int, dict[str, str]]:
    """Person → node → level granted and not suspended; one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = standing_authorities(bank).filter(user__in=list(people), suspended_at__isnull=True)
    for user_id, node, level in rows.values_list("user_id", "node", "level"):
        found[user_id][node] = level
    return found


def next_post(post: str) -> str:
    """The post after this one; the highest has none but itself."""
    ladder = list(Level)
    return ladder[min(ladder.index(Level(post)) + 1, len(ladder) - 1)]


def stage_of(person: User, *, first: date, last: date) -> tuple[list[NodeView], list[Suggestion]]:
    """Theory, rehearsal and practice of a person between two days, against what the next post asks."""
    bank = person.bank
    assert bank is not None
    rows = evidence_of_people(bank, [person.key], kinds=[*THEORY, EvidenceKind.SIMULATION, EvidenceKind.OBSERVATION])
    rows = rows.filter(**day_span(first, last)).select_related("competency__parent")
    theory: list[Score] = []
    rehearsal: list[Score] = []
    seen: list[Seen] = []
    for row in rows:
        node, day = node_of(row), timezone.localdate(row.happened_at)
        if row.kind == EvidenceKind.OBSERVATION:
            seen.append(Seen(node, day, row.level))
        elif row.raw is not None and row.maximum:
            score = Score(node, day, float(row.raw / row.maximum * 100))
            (rehearsal if row.kind == EvidenceKind.SIMULATION else theory).append(score)
    post = posts_of(bank, [person]).get(person.pk, str(Level.PROBATIONARY))
    asked = standard_of(bank, on=last)[next_post(post)]
    views = node_views(CODES, theory, rehearsal, seen, asked, open_nodes=open_nodes(bank, last))
    return views, suggestions(views)


def people_developed(user: User) -> QuerySet[User]:
    """Whose evaluations and plans ``user`` reads: their own, their mentees', by office those of the people they oversee."""
    if reads_decisions(user):
        return people_visible_to(user)
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=current_mentorships(user).values("mentee")), bank_id=user.bank_id)


def evaluations_visible_to(user: User) -> QuerySet[StageEvaluation]:
    people = people_developed(user).values("pk")
    return StageEvaluation.objects.filter(bank_id=user.bank_id, user__in=people).select_related("user", "made_by", "bank")


def plans_visible_to(user: User) -> QuerySet[DevelopmentPlan]:
    """Plans of the people ``user`` sees, with goals and checks."""
    people = people_developed(user).values("pk")
    rows = DevelopmentPlan.objects.filter(bank_id=user.bank_id, user__in=people).select_related("user", "made_by", "bank", "evaluation")
    goals = Prefetch("goals", queryset=PlanGoal.objects.select_related("companion"))
    return rows.prefetch_related(goals, Prefetch("checks", queryset=PlanCheck.objects.select_related("held_by")))


def node_names() -> dict[str, str]:
    """Code → name of each node in the reader's language; one query."""
    return {row.code: str(row) for row in Competency.objects.filter(kind=CompetencyKind.NODE)}


def as_content(views: Iterable[NodeView], advised: Iterable[Suggestion]) -> dict[str, Any]:
    """An evaluation as it is frozen."""
    rows = [
        {
            "node": view.node,
            "theory": None if view.theory is None else f"{view.theory:.1f}",
            "theory_n": view.theory_n,
            "rehearsal": None if view.rehearsal is None else f"{view.rehearsal:.1f}",
            "rehearsal_n": view.rehearsal_n,
            "level": view.level,
            "level_n": view.level_n,
            "required": view.required,
            "gap": view.gap,
            "available": view.available,
        }
        for view in views
    ]
    return {"nodes": rows, "suggestions": [{"node": one.node, "means": list(one.means)} for one in advised]}


def mentor_of(person: User) -> User | None:
    """The mentor whom a new goal suggests."""
    day = timezone.localdate()
    pair = Mentorship.objects.filter(mentee=person, starts_on__lte=day).exclude(ends_on__lt=day).select_related("mentor").first()
    return pair.mentor if pair else None
