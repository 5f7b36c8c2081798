"""Looking for signals over a bank's cases, and closing one with what was found."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.signals import (
    Found,
    impossible_stays,
    impossible_visits,
    odd_pairs,
    one_identity,
    relatives_at_work,
    same_photos,
    shared_people,
    staff_behind,
)
from ..enums import SignalResult
from ..models import Signal
from ..queries.signals import kin_of, named_twice, photos_of, presences_of, staff_phones, stays_of, traces_of
from .problems import CaseProblem


def look(bank: Organisation) -> list[Found]:
    """Everything the rules see now; reads only."""
    traces, presences = traces_of(bank), presences_of(bank)
    return [
        *shared_people(traces),
        *staff_behind(traces, staff_phones(bank)),
        *relatives_at_work(traces, kin_of(bank)),
        *one_identity(named_twice(bank)),
        *impossible_visits(presences),
        *impossible_stays(stays_of(bank), presences),
        *same_photos(photos_of(bank)),
        *odd_pairs(traces),
    ]


@transaction.atomic
def raise_signals(*, bank: Organisation, now: datetime | None = None) -> list[Signal]:
    """New signals only: what was raised before, open or closed, is not raised again. Nothing follows from one by itself."""
    moment = now or timezone.now()
    Organisation.objects.select_for_update().get(pk=bank.pk)
    known = set(Signal.objects.filter(bank=bank).values_list("fact_key", flat=True))
    made = []
    for one in look(bank):
        if one.key in known:
            continue
        known.add(one.key)
        row = Signal.objects.create(
            bank=bank, kind=one.kind, person_id=one.person, other_id=one.other, fact_key=one.key, facts=dict(one.facts), raised_at=moment
        )
        row.cases.set(one.cases)
        made.append(row)
    return made


@transaction.atomic
def close_signal(*, signal: Signal, result: str, note: str, actor: User, now: datetime | None = None) -> Signal:
    """By a person, with what was found. Raises CaseProblem."""
    moment, note = now or timezone.now(), note.strip()
    row = Signal.objects.select_for_update(of=("self",)).select_related("bank").get(pk=signal.pk)
    if row.closed_at is not None:
        raise CaseProblem(_("This signal is closed already."), code="already")
    if result not in SignalResult.values:
        raise CaseProblem({"result": [_("Choose one of the list.")]}, code="result")
    if not note:
        raise CaseProblem({"note": [_("Say what was found.")]}, code="note")
    if actor.pk in {row.person_id, row.other_id}:
        raise CaseProblem(_("Nobody closes a signal about themselves."), code="own")
    row.closed_at, row.closed_by, row.result, row.closed_note = moment, actor, result, note[:500]
    row.save(update_fields=["closed_at", "closed_by", "result", "closed_note"])
    log_act(
        organisation_key=row.bank.public_id,
        actor_key=actor.key,
        verb=Verb.DECIDED,
        object_kind="case_signal",
        object_id=row.public_id,
        details={"result": result, "kind": str(row.kind)},
        now=moment,
    )
    return row
