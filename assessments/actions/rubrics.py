"""Scoring sheets written, changed as a new version, and put in force."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import human_code

from ..domain.default_rubrics import points_of, read_rubric
from ..domain.rubric import rubric_faults
from ..enums import RubricState
from ..models import Rubric
from .ratings import RatingRefused

HUNDRED = Decimal(100)


def _log(rubric: Rubric, verb: str, actor: User, now: datetime | None) -> None:
    log_act(
        organisation_key=rubric.bank.public_id if rubric.bank else "",
        actor_key=actor.key,
        verb=verb,
        object_kind="rubric",
        object_id=rubric.public_id,
        details={"code": rubric.code, "version": rubric.version},
        now=now,
    )


def _locked(rubric: Rubric) -> Rubric:
    return Rubric.objects.select_for_update(of=("self",)).select_related("bank").get(pk=rubric.pk)


@transaction.atomic
def add_rubric(*, bank: Organisation, title: str, purpose: str, actor: User, now: datetime | None = None, **sheet: Any) -> Rubric:
    """A first draft; ``sheet`` holds ``criteria`` and ``red_lines`` as they are stored."""
    rubric = Rubric.objects.create(
        bank=bank, code=f"R-{human_code(6)}", title=title, purpose=purpose, created_by=actor, created_at=now or timezone.now(), **sheet
    )
    _log(rubric, Verb.CREATED, actor, now)
    return rubric


@transaction.atomic
def change_rubric(
    *,
    rubric: Rubric,
    title: str,
    criteria: Sequence[Mapping[str, Any]],
    red_lines: Mapping[str, str],
    actor: User,
    now: datetime | None = None,
) -> Rubric:
    """A draft is changed in place; of a sheet in force the next version becomes the draft."""
    rubric = _locked(rubric)
    if rubric.state == RubricState.RETIRED:
        raise RatingRefused("retired", _("This version has been replaced; change the newest one."))
    if rubric.state == RubricState.IN_FORCE:
        rubric = _next_version(rubric, actor, now or timezone.now())
    rubric.title, rubric.criteria, rubric.red_lines = title, list(criteria), dict(red_lines)
    rubric.save(update_fields=["title", "criteria", "red_lines"])
    _log(rubric, Verb.CHANGED, actor, now)
    return rubric


def _next_version(rubric: Rubric, actor: User, moment: datetime) -> Rubric:
    newest = Rubric.objects.filter(bank=rubric.bank, code=rubric.code).order_by("-version").select_related("bank")[0]
    if newest.state == RubricState.DRAFT:
        return newest
    return Rubric.objects.create(
        bank=rubric.bank, code=rubric.code, version=newest.version + 1, purpose=rubric.purpose, created_by=actor, created_at=moment
    )


def faults_of(rubric: Rubric) -> list[str]:
    """Why a draft can't be used yet, in words."""
    faults = []
    if rubric_faults(read_rubric(rubric.criteria, rubric.red_lines)):
        faults.append(_("Every criterion needs words, points and its four levels."))
    total = sum((points_of(row) for row in rubric.criteria), Decimal(0))
    if total != HUNDRED:
        faults.append(_("The points of all criteria must add up to 100; now they are %(total)s.") % {"total": f"{total:.2f}"})
    return faults


@transaction.atomic
def put_rubric_in_force(*, rubric: Rubric, actor: User, now: datetime | None = None) -> Rubric:
    """From now on new ratings use this version; the one before it is retired, and keeps the ratings made with it."""
    rubric = _locked(rubric)
    if rubric.state != RubricState.DRAFT:
        raise RatingRefused("not_a_draft", _("Only a draft can be put in force."))
    if faults := faults_of(rubric):
        raise RatingRefused("faulty", " ".join(faults))
    Rubric.objects.filter(bank=rubric.bank, code=rubric.code, state=RubricState.IN_FORCE).update(state=RubricState.RETIRED)
    rubric.state = RubricState.IN_FORCE
    rubric.save(update_fields=["state"])
    _log(rubric, Verb.PUBLISHED, actor, now)
    return rubric
