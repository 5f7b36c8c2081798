"""Choosing how much of its loan business a bank keeps here."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import OperationsMode
from ..models import ModeChange
from ..queries import mode_of
from .problems import CaseProblem


@transaction.atomic
def choose_mode(*, bank: Organisation, mode: str, reason: str, actor: User, now: datetime | None = None) -> ModeChange:
    """From now on; what was entered before stays as it is. Raises CaseProblem."""
    moment, reason = now or timezone.now(), reason.strip()
    Organisation.objects.select_for_update().get(pk=bank.pk)
    if mode not in OperationsMode.values:
        raise CaseProblem(_("Choose one of the modes."), code="mode")
    if not reason:
        raise CaseProblem(_("Say why."), code="reason")
    if mode_of(bank) == mode:
        raise CaseProblem(_("The bank is in this mode already."), code="same")
    change = ModeChange.objects.create(bank=bank, mode=mode, reason=reason[:300], decided_by=actor, decided_at=moment)
    log_act(
        organisation_key=bank.public_id,
        actor_key=actor.key,
        verb=Verb.DECIDED,
        object_kind="operations_mode",
        object_id=str(change.pk),
        details={"mode": mode},
        reason=reason,
        now=moment,
    )
    return change
