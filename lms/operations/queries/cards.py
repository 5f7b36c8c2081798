"""Cards and the parts they hang on: what waits, what was given, what a card says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from lms.evidence.domain.content import NODES
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import User
from lms.people.queries import current_mentorships, may

from ..domain.behaviours import CODES, Behaviour
from ..enums import CLOSED_CASES, CaseState, PartState
from ..models import CasePart, LoanCase, Observation
from ..permissions import may_place_trainees
from .scope import cases_visible_to, parts_visible_to

MARK_WORDS = {
    1: pgettext_lazy("behaviour", "not yet"),
    2: pgettext_lazy("behaviour", "mostly"),
    3: pgettext_lazy("behaviour", "reliably"),
}
OPEN_PARTS = (PartState.PLANNED, PartState.ASKED)


def node_choices() -> list[tuple[str, str]]:
    """Codes and names of the nodes, in the order of the process."""
    english = (get_language() or "").startswith("en")
    return [(code, name_en if english else name) for code, name, name_en in NODES]


def node_name(code: str) -> str:
    return dict(node_choices()).get(code, code)


def behaviour_name(behaviour: Behaviour) -> str:
    return behaviour.name_en if (get_language() or "").startswith("en") else behaviour.name


def since(part: CasePart) -> date:
    """The day from which a card is owed: asked for, or the day the work was planned for, or entered."""
    if part.asked_at is not None:
        return timezone.localdate(part.asked_at)
    return part.planned_on or timezone.localdate(part.started_at)


def waiting_for(mentor: User, day: date) -> list[CasePart]:
    """Parts that wait for this mentor's card now, the longest waiting first: asked for, or planned up to today."""
    due = Q(state=PartState.ASKED) | Q(state=PartState.PLANNED) & (Q(planned_on__isnull=True) | Q(planned_on__lte=day))
    rows = CasePart.objects.filter(due, mentor=mentor).select_related("case", "trainee", "mentor")
    return sorted(rows, key=lambda part: (since(part), part.pk))


def coming_for(mentor: User, day: date) -> QuerySet[CasePart]:
    """Parts planned for later days."""
    rows = CasePart.objects.filter(mentor=mentor, state=PartState.PLANNED, planned_on__gt=day)
    return rows.select_related("case", "trainee", "mentor").order_by("planned_on", "pk")


def standing_cards(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Those that no correction has superseded."""
    return rows.exclude(Exists(Observation.objects.filter(supersedes=OuterRef("pk"))))


def cards_visible_to(user: User) -> QuerySet[Observation]:
    """Cards about the parts ``user`` may see, the superseded ones included."""
    rows = Observation.objects.filter(bank_id=user.bank_id, part__in=parts_visible_to(user).values("pk"))
    return rows.select_related("part__case", "mentor", "trainee", "evidence__note")


def given_by(mentor: User) -> QuerySet[Observation]:
    """A mentor's own cards, newest first."""
    rows = standing_cards(Observation.objects.filter(mentor=mentor))
    return rows.select_related("part__case", "trainee").order_by("-observed_on", "-pk")


def parts_of(trainee: User) -> QuerySet[CasePart]:
    """A trainee's own parts, newest first, each with its card and note."""
    rows = CasePart.objects.filter(trainee=trainee).select_related("case", "mentor", "note").prefetch_related("observations")
    return rows.order_by("-started_at", "-pk")


def card_of(part: CasePart) -> Observation | None:
    """The card that holds for a part, from what was fetched with it."""
    return max(part.observations.all(), key=lambda row: row.pk, default=None)


def kinds_of(case: LoanCase) -> list[str]:
    """What makes the case worth having seen; that it was refused shows in its state."""
    refused = {"refused"} if case.state == CaseState.REFUSED else set()
    return sorted(set(case.kinds) | refused)


def case_for_part(user: User, number: str, *, trainee: User, mentor: User, node: str) -> LoanCase | None:
    """The case of that number which ``user`` may name: HR any of the bank, others one that trainee or mentor may see, or that names nobody.

    A mentor who may supervise at the node names any for their own mentee; a part must not open a stranger's case otherwise.
    """
    found = LoanCase.objects.filter(bank_id=user.bank_id, number=number).first()
    if found is None or may_place_trainees(user) or (found.lead_id is None and found.second_id is None):
        return found
    known = any(cases_visible_to(one).filter(pk=found.pk).exists() for one in (trainee, mentor))
    return found if known or (user == mentor and _supervises(mentor, trainee, node)) else None


def _supervises(mentor: User, trainee: User, node: str) -> bool:
    if not current_mentorships(mentor).filter(mentee=trainee).exists():
        return False
    answer = may(person=mentor, node=node, role=CaseRole.LEAD, bank=mentor.bank_id or 0)
    # Beyond their own limit they still know the node; suspended or lapsed they don't.
    standing = answer.allowed or answer.reason.startswith(("amount", "product"))
    return standing and answer.stage == Entrustment.SUPERVISES


def case_suggestions(user: User, limit: int = 40) -> list[LoanCase]:
    """Open cases somebody may see, newest first: offered while they type a number."""
    return list(cases_visible_to(user).exclude(state__in=CLOSED_CASES).order_by("-opened_on", "-pk")[:limit])


@dataclass(frozen=True)
class Mark:
    """One behaviour of a card in words."""

    name: str
    word: str


def marks_of(card: Observation) -> list[Mark]:
    return [Mark(behaviour_name(CODES[code]), str(MARK_WORDS[mark])) for code, mark in card.behaviours.items() if code in CODES]


def sentence_of(card: Observation) -> str:
    """The mentor's sentence; empty where it was erased."""
    note = getattr(card.evidence, "note", None)
    return "" if note is None or note.erased_at is not None else note.text
