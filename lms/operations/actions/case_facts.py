"""What a case's own course means for the people on it: work that keeps their authority alive, kinds that their cards carry."""

from datetime import date

from django.utils.translation import gettext as _

from lms.evidence.actions import Fact, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.actions import note_use

from ..models import LoanCase, Observation
from ..queries.cards import kinds_of, standing_cards

CARD_SOURCE = "observation"


def note_work(case: LoanCase, *, node: str, on: date) -> None:
    """Lead and second did this node's work. A case with a folder says so by its milestones instead, person by person."""
    if hasattr(case, "folder"):
        return
    for person in (case.lead, case.second):
        if person is not None:
            note_use(user=person, node=node, on=on)


def standing_fact(card: Observation) -> Evidence:
    """The row that speaks for a card today: its own, or the newest one that renewed it."""
    return Evidence.objects.get(source_kind=CARD_SOURCE, source_id=card.public_id, superseded_by__isnull=True)


def renew_kinds(case: LoanCase) -> int:
    """Cards are given on the day of the work; what becomes of the case later is added to their facts. How many were renewed.

    Person, mentor, day and level stay as the card says; asked again it renews nothing. In the caller's transaction.
    """
    kinds = kinds_of(case)
    cards = standing_cards(Observation.objects.filter(part__case=case)).values_list("public_id", flat=True)
    rows = Evidence.objects.filter(
        bank=case.bank, kind=EvidenceKind.OBSERVATION, source_kind=CARD_SOURCE, source_id__in=list(cards), superseded_by__isnull=True
    )
    stale = [row for row in rows.select_related("competency", "note") if sorted(row.details.get("kinds") or ()) != kinds]
    for row in stale:
        record_evidence(bank=case.bank, fact=_renewed(row, kinds))
    return len(stale)


def _renewed(row: Evidence, kinds: list[str]) -> Fact:
    note = getattr(row, "note", None)
    return Fact(
        person_key=row.person_key,
        kind=row.kind,
        competency=row.competency,
        source_kind=row.source_kind,
        source_id=row.source_id,
        source_version=row.source_version,
        happened_at=row.happened_at,
        level=row.level,
        level_ahead=row.level_ahead,
        scale=row.scale,
        rater_key=row.rater_key,
        details={**row.details, "kinds": kinds},
        note=note.text if note is not None else "",
        supersedes=row,
        reason=_("The case took another course after the card was given."),
    )
