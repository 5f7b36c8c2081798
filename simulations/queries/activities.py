"""What other rooms show of rehearsals: a card with a title, a link and a state, for those who may see it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.activities import ActivityKind, Card, Choice

from ..enums import CommitteeState, InvestigationState
from ..models import Investigation
from .committees import committees_run_by, committees_visible_to
from .investigations import exercises_run_by, investigations_of

OFFERED = 200


def exercise_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """Whoever takes part is led to their own work, whoever teaches to the class's; two queries."""
    own = investigations_of(user).filter(exercise__public_id__in=ids).select_related("exercise").defer("case", "score", "rule")
    cards = {row.exercise.public_id: _own_card(row) for row in own if row.exercise is not None}
    for exercise in exercises_run_by(user).filter(public_id__in=ids):
        cards[exercise.public_id] = Card(exercise.title, reverse("exercise-detail", args=[exercise.public_id]))
    return cards


def _own_card(row: Investigation) -> Card:
    assert row.exercise is not None
    page = "investigation-room" if row.state == InvestigationState.OPEN else "investigation-score"
    return Card(row.exercise.title, reverse(page, args=[row.public_id]), str(row.get_state_display()))


def exercise_choices(user: User) -> list[Choice]:
    rows = exercises_run_by(user).select_related("cohort").order_by("-opens_at", "-id")[:OFFERED]
    return [Choice(row.public_id, f"{row.title} · {row.cohort}") for row in rows]


def committee_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    rows = committees_visible_to(user).filter(public_id__in=ids)
    return {row.public_id: Card(row.title, reverse("committee-detail", args=[row.public_id]), str(row.get_state_display())) for row in rows}


def committee_choices(user: User) -> list[Choice]:
    rows = committees_run_by(user).exclude(state=CommitteeState.CANCELLED).order_by("-starts_at", "-id")[:OFFERED]
    return [Choice(row.public_id, row.title) for row in rows]


KINDS = (
    ActivityKind("investigation_exercise", _("mock investigation of a class"), exercise_cards, exercise_choices),
    ActivityKind("committee", _("sitting of the review committee"), committee_cards, committee_choices, scored=False),
)
