"""The trainee's observation note about their own part."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.enums import Verb

from ..enums import PartState
from ..models import CasePart, ObservationNote
from .card_problem import refused
from .parts import locked_part, log_part


@transaction.atomic
def write_note(*, part: CasePart, actor: User, saw: str, would_do: str, now: datetime | None = None) -> ObservationNote:
    """Written, and written again, by the trainee alone; not about a part that did not take place. Raises CardProblem."""
    moment, part = now or timezone.now(), locked_part(part)
    if actor.pk != part.trainee_id or part.state in (PartState.DECLINED, PartState.CANCELLED):
        raise refused("state")
    texts = {"saw": saw.strip(), "would_do": would_do.strip(), "written_at": moment}
    note, created = ObservationNote.objects.update_or_create(part=part, defaults=texts)
    log_part(part, Verb.CREATED if created else Verb.CHANGED, actor.key, moment)
    return note
