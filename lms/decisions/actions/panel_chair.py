"""Another chair once the votes are in, where the one before can't write or sign the outcome any more."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.models import User
from lms.records.enums import Verb

from ..domain.certification import panel
from ..models import PanelItem
from ..permissions import names_chairs
from ..queries.panel_people import bonds_of
from .panel_locks import item_for_update, log_item
from .panel_refusals import refusal
from .panel_votes import judge
from .problems import DecisionProblem


@transaction.atomic
def replace_chair(*, item: PanelItem, member: User, reason: str, actor: User, now: datetime | None = None) -> PanelItem:
    """``member`` voted on the item and takes its chair; the votes stay as they were cast."""
    moment = now or timezone.now()
    item = item_for_update(item)
    if actor.pk == item.user_id or not names_chairs(actor, item.sitting.bank):
        raise DecisionProblem(_("Another chair is named by the personnel office or the project board."), code="not_allowed")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    bonds = bonds_of([item])
    if member.key in bonds.own_mentors(item) or bonds.are_kin(item, member.pk):
        raise refusal(panel.Refused("may_not_vote"))
    judge(item, lambda plain: panel.replace_chair(plain, member.key))
    item.acting_chair = member
    item.save(update_fields=["acting_chair"])
    log_item(item, actor, Verb.CHANGED, moment, reason=reason.strip(), named="chair", member=member.key)
    page = reverse("panel-item", args=[item.public_id])
    settle_notices(url=page, dedupe_key=f"panel-approve-{item.public_id}", now=moment)
    notify(
        users=[member],
        kind="panel_chair",
        title=gettext_lazy("You take the chair of an item of the panel"),
        body=gettext_lazy("The votes are in. The outcome waits for you."),
        url=page,
        needs_decision=True,
        dedupe_key=f"panel-chair-{item.public_id}-{member.pk}",
        now=moment,
    )
    return item
