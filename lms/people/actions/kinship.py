"""Declare a relative at the bank, and end a declaration."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import Kin
from ..models import Kinship, User
from ..queries.kinship import are_related
from .kinship_news import tell_of_kinship


class KinshipProblem(ValueError):
    """A refusal with a sentence for the person who asked; ``code`` is for programs."""

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.sentence, self.code = sentence, code


def _log(row: Kinship, verb: Verb, actor_key: str, reason: str, moment: datetime) -> None:
    log_act(
        organisation_key=row.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="kinship",
        object_id=row.public_id,
        details={"people": sorted((row.person.key, row.relative.key)), "kin": str(row.kin)},
        reason=reason,
        now=moment,
    )


@transaction.atomic
def declare_kinship(*, person: User, relative: User, kin: str, actor_key: str, now: datetime | None = None) -> Kinship:
    """From now on the two keep out of each other's matters. Raises KinshipProblem."""
    if person.bank is None or person.bank_id != relative.bank_id or kin not in Kin.values:
        raise KinshipProblem(_("Choose somebody of the same bank."), code="bank")
    if person.pk == relative.pk:
        raise KinshipProblem(_("Nobody is their own relative."), code="self")
    # Both rows in one order: two declarations at the same moment wait for each other.
    list(User.objects.select_for_update().filter(pk__in=[person.pk, relative.pk]).order_by("pk"))
    if are_related(person, relative):
        raise KinshipProblem(_("That the two are related is on file already."), code="twice")
    moment = now or timezone.now()
    made = Kinship.objects.create(
        bank=person.bank, person=person, relative=relative, kin=kin, declared_by_key=actor_key, declared_at=moment
    )
    _log(made, Verb.CREATED, actor_key, "", moment)
    tell_of_kinship(made, moment)
    return made


@transaction.atomic
def end_kinship(*, kinship: Kinship, reason: str, actor_key: str, now: datetime | None = None) -> Kinship:
    """The declaration stays on file and no longer holds. Raises KinshipProblem without a reason or where it has ended.

    What a declaration forbids, its end allows: from neither of the two is it taken, whatever office they hold.
    """
    row = Kinship.objects.select_for_update(of=("self",)).select_related("bank", "person", "relative").get(pk=kinship.pk)
    if row.ended_at is not None:
        raise KinshipProblem(_("This declaration has ended already."), code="ended")
    if actor_key in (row.person.key, row.relative.key):
        raise KinshipProblem(_("You are one of the two: somebody else of HR ends this declaration."), code="party")
    if not reason.strip():
        raise KinshipProblem(_("Say why."), code="reason")
    moment = now or timezone.now()
    row.ended_at, row.ended_reason = moment, reason.strip()[:300]
    row.save(update_fields=["ended_at", "ended_reason"])
    _log(row, Verb.WITHDRAWN, actor_key, row.ended_reason, moment)
    return row
