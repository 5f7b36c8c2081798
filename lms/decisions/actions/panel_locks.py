"""A sitting or an item under its lock, and their lines in the log."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import PanelItem, PanelSitting
from ..permissions import keeps_panels
from .problems import DecisionProblem


def sitting_for_update(sitting: PanelSitting, actor: User) -> PanelSitting:
    """The sitting under its lock, for the personnel office."""
    sitting = PanelSitting.objects.select_for_update(of=("self",)).select_related("bank").get(pk=sitting.pk)
    office_only(actor, sitting.bank)
    return sitting


def office_only(actor: User, bank: Organisation) -> None:
    if not keeps_panels(actor, bank):
        raise DecisionProblem(_("Sittings are kept by the bank's personnel office."), code="not_allowed")


def log_sitting(sitting: PanelSitting, actor: User, verb: Verb, moment: datetime, **details: object) -> None:
    log_act(
        organisation_key=sitting.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="panel",
        object_id=sitting.public_id,
        details={"state": sitting.state, **details},
        now=moment,
    )


def item_for_update(item: PanelItem) -> PanelItem:
    rows = PanelItem.objects.select_for_update(of=("self",)).select_related("bank", "user__bank", "sitting__bank", "reviewer")
    return rows.get(pk=item.pk)


def log_item(item: PanelItem, actor: User, verb: Verb, moment: datetime, *, reason: str = "", **details: object) -> None:
    log_act(
        organisation_key=item.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="panel_item",
        object_id=item.public_id,
        details={"person": item.user.key, "node": item.node, "level": item.level, "state": item.state, **details},
        reason=reason[:500],
        now=moment,
    )
