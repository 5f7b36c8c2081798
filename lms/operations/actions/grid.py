"""Draw the grid: areas, and who looks after them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import GridArea, GridAssignment
from .problems import CaseProblem


def _log(area: GridArea, actor: User, verb: Verb, moment: datetime, details: dict[str, object]) -> None:
    log_act(
        organisation_key=area.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="grid_area",
        object_id=area.public_id,
        details=details,
        now=moment,
    )


@transaction.atomic
def keep_area(
    *,
    bank: Organisation,
    branch: Organisation,
    name: str,
    row: int,
    column: int,
    merchants: int,
    actor: User,
    area: GridArea | None = None,
    now: datetime | None = None,
) -> GridArea:
    """A new area, or another name, place and size of one. Raises CaseProblem."""
    moment, one = now or timezone.now(), area or GridArea(bank=bank)
    if branch.pk != bank.pk and branch.bank_id != bank.pk:
        raise CaseProblem(_("Choose a branch of this bank."), code="branch")
    one.branch, one.name, one.row, one.column, one.merchants = branch, name.strip(), row, column, merchants
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        raise CaseProblem(_("This branch already has an area of that name or in that place of the grid."), code="twice") from error
    _log(one, actor, Verb.CHANGED if area else Verb.CREATED, moment, {"row": row, "column": column, "merchants": merchants})
    return one


@transaction.atomic
def give_area(*, area: GridArea, people: Iterable[User], actor: User, on: date, now: datetime | None = None) -> None:
    """From ``on`` exactly ``people`` look after the area; who did before stands in its history. Raises CaseProblem."""
    moment, wanted = now or timezone.now(), {one.pk: one for one in people}
    if any(one.bank_id != area.bank_id for one in wanted.values()):
        raise CaseProblem(_("Choose people of this bank whose account is open."), code="person")
    GridArea.objects.select_for_update(of=("self",)).get(pk=area.pk)
    running = {one.user_id: one for one in GridAssignment.objects.filter(area=area, ends_on__isnull=True)}
    if any(on < one.starts_on for one in running.values()):
        raise CaseProblem(_("Somebody was given this area after that day."), code="day")
    for key, one in running.items():
        if key not in wanted:
            if one.starts_on == on:
                one.delete()  # given and taken on one day: it never held
            else:
                one.ends_on = date.fromordinal(on.toordinal() - 1)
                one.save(update_fields=["ends_on"])
    GridAssignment.objects.bulk_create(
        [GridAssignment(area=area, user=one, starts_on=on) for key, one in wanted.items() if key not in running]
    )
    _log(area, actor, Verb.CHANGED, moment, {"people": sorted(one.key for one in wanted.values()), "from": on.isoformat()})


@transaction.atomic
def retire_area(*, area: GridArea, actor: User, now: datetime | None = None) -> None:
    """It leaves the map; its visits stay."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    GridAssignment.objects.filter(area=area, ends_on__isnull=True, starts_on__lte=today).update(ends_on=today)
    GridAssignment.objects.filter(area=area, ends_on__isnull=True).delete()
    GridArea.objects.filter(pk=area.pk).update(retired_on=today)
    _log(area, actor, Verb.REMOVED, moment, {})
