"""What the votes came to: the chair writes the reasons, whoever the table names signs, and it takes effect at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.policies.queries import working_day_overrides
from lms.records.actions import sign
from lms.records.enums import Verb
from lms.toolkit.working_days import add_working_days

from ..domain.canonical import section_digest
from ..domain.certification import panel
from ..domain.certification.panel import Item, Refused
from ..domain.certification.panel_rule import AGAIN, GRANTING, WITH_CONDITIONS
from ..enums import Approver, ItemState, Round
from ..models import PanelCondition, PanelItem
from ..queries.panel_hindrance import Hindrance, hindrance
from ..queries.panel_parts import in_the_chair, may_approve
from ..queries.panel_room import item_of
from .panel_effects import take_effect
from .panel_locks import item_for_update, log_item
from .panel_refusals import refusal
from .problems import DecisionProblem

OBJECT_KIND = "panel_item"
MEANING, REFUSAL = "panel_outcome", "panel_refusal"
HINDRANCES = {
    "suspended": gettext_lazy(
        "The person's authority at this node is suspended: nothing is granted before a panel has reviewed that. "
        "Defer it to a later sitting."
    ),
    "event": gettext_lazy(
        "A critical event came after the packet was frozen and the panel has not read it: nothing is granted on this packet. "
        "Defer it to a later sitting, which hears it with a new one."
    ),
}
"""Why a grant is neither written down nor signed, by what stands in its way."""
NEEDS_ROLE = {Approver.LEADER: Role.LEADER, Approver.PROJECT_BOARD: Role.PROJECT_BOARD}


@transaction.atomic
def conclude(
    *,
    item: PanelItem,
    action: str,
    reasons: str,
    actor: User,
    conditions: Sequence[tuple[str, User, date]] = (),
    now: datetime | None = None,
) -> PanelItem:
    """The chair says what follows from the votes, with reasons and, where votes asked for some, conditions with owner and day."""
    moment = now or timezone.now()
    item = item_for_update(item)
    hindered = _hindrance(item)
    plain = item_of(item, hindered=bool(hindered))
    if not in_the_chair(item, plain, actor):
        raise DecisionProblem(_("The chair writes the outcome."), code="not_allowed")
    if not reasons.strip():
        raise DecisionProblem(_("Write the reasons; the person will read them."), code="reasons")
    if hindered and action in GRANTING:
        raise DecisionProblem(str(HINDRANCES[hindered]), code=hindered)
    try:
        after = panel.conclude(plain, action)
    except Refused as problem:
        raise refusal(problem) from problem
    assert after.decided is not None  # concluding decides
    _check_conditions(after, conditions, timezone.localdate(moment))
    item.status, item.action, item.approver = panel.result(plain), action, after.decided.approver
    item.reasons, item.concluded_by, item.state = reasons.strip(), actor, ItemState.TO_APPROVE
    PanelCondition.objects.bulk_create([PanelCondition(item=item, text=text, owner=owner, due_on=due) for text, owner, due in conditions])
    item.outcome_digest = section_digest(outcome_content(item)) or ""
    item.save()
    log_item(item, actor, Verb.DECIDED, moment, action=action, digest=item.outcome_digest)
    _ask_approver(item, moment)
    return item


def _hindrance(item: PanelItem) -> Hindrance:
    """Asked under the person's lock: who suspends them at this moment comes before or after, never in between."""
    User.objects.select_for_update().get(pk=item.user_id)
    return hindrance(item)


def _check_conditions(after: Item, conditions: Sequence[tuple[str, User, date]], today: date) -> None:
    conditional = after.decided is not None and after.decided.action.endswith(WITH_CONDITIONS)
    if conditional and not conditions:
        raise DecisionProblem(_("The votes ask for conditions: write each with somebody who sees to it and a day."), code="conditions")
    if conditions and not conditional:
        raise DecisionProblem(_("The votes ask for no conditions."), code="conditions")
    if any(due < today for _text, _owner, due in conditions):
        raise DecisionProblem(_("A condition is met on a day that lies ahead."), code="due")


def outcome_content(item: PanelItem) -> dict[str, Any]:
    """What is signed: the question, the packet, every vote, the outcome with its reasons and conditions."""
    votes = item.votes.filter(round=Round.VOTE, attempt=item.attempt).select_related("user").order_by("user__key")
    return {
        "item": item.public_id,
        "person": item.user.key,
        "kind": item.kind,
        "node": item.node,
        "level": item.level,
        "amount_limit": item.amount_limit,
        "products": list(item.products),
        "until": item.ends_on,
        "packet": item.packet_digest,
        "rule": item.sitting.rule,
        "present": list(item.present),
        "votes": [
            {"member": one.user.key, "ballot": one.ballot, "reason": one.reason, "conditions": list(one.conditions)} for one in votes
        ],
        "status": item.status,
        "action": item.action,
        "reasons": item.reasons,
        "conditions": [{"text": one.text, "owner": one.owner.key, "by": one.due_on} for one in item.conditions.select_related("owner")],
    }


def _ask_approver(item: PanelItem, moment: datetime) -> None:
    role = NEEDS_ROLE.get(Approver(item.approver))
    users = [item.concluded_by] if role is None else people_with_role(item.bank, role).exclude(pk=item.user_id)
    notify(
        users=[user for user in users if user is not None],
        kind="panel_to_approve",
        title=gettext_lazy("An outcome of the panel waits for your signature"),
        body=gettext_lazy("It takes effect when you have signed."),
        url=reverse("panel-item", args=[item.public_id]),
        needs_decision=True,
        dedupe_key=f"panel-approve-{item.public_id}",
        now=moment,
    )


@transaction.atomic
def approve(*, item: PanelItem, signer: User, digest: str, now: datetime | None = None) -> PanelItem:
    """The signature that was missing: authority, certificate, evidence, events and notices in this one transaction."""
    moment = now or timezone.now()
    item = item_for_update(item)
    if item.state != ItemState.TO_APPROVE:
        raise DecisionProblem(_("This item does not wait for a signature."), code="state")
    if not may_approve(item, item_of(item), signer):
        words = _("This outcome is signed by: %(who)s. Nobody signs about themselves or their own mentee.")
        raise DecisionProblem(words % {"who": item.get_approver_display()}, code="not_allowed")
    if item.action in GRANTING and (hindered := _hindrance(item)):
        raise DecisionProblem(str(HINDRANCES[hindered]), code=hindered)
    if digest != item.outcome_digest or section_digest(outcome_content(item)) != item.outcome_digest:
        raise DecisionProblem(_("What you were shown is not what stands there now. Open the page again."), code="changed")
    _finish(item, signer, MEANING, moment)
    log_item(item, signer, Verb.APPROVED, moment, action=item.action, digest=digest, certificate=item.certificate_number)
    return item


@transaction.atomic
def refuse_approval(*, item: PanelItem, reason: str, actor: User, now: datetime | None = None) -> PanelItem:
    """Whoever is asked doesn't sign: nothing is granted, and a later sitting hears it again. That is signed as it then stands.

    The panel's own chair refuses only what can't be granted any more: otherwise the panel has decided.
    """
    moment = now or timezone.now()
    item = item_for_update(item)
    asked = item.state == ItemState.TO_APPROVE and may_approve(item, item_of(item), actor)
    if not asked or not may_be_refused(item):
        raise DecisionProblem(_("Only who is asked for a signature can refuse it."), code="not_allowed")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    refused, offered = item.action, item.outcome_digest
    item.action = AGAIN["review" if item.kind == "review" else "grant"]
    item.reasons = f"{item.reasons}\n{reason.strip()}"
    # They belonged to what was not signed.
    item.conditions.all().delete()
    item.outcome_digest = section_digest(outcome_content(item)) or ""
    _finish(item, actor, REFUSAL, moment)
    details = {"refused": refused, "offered": offered, "digest": item.outcome_digest}
    log_item(item, actor, Verb.REFUSED, moment, reason=reason.strip(), action=item.action, **details)
    return item


def may_be_refused(item: PanelItem) -> bool:
    """Whether its signature can be refused: by leader and board; by the panel's chair only where the grant can't be signed either."""
    return item.approver != Approver.PANEL or (item.action in GRANTING and bool(hindrance(item)))


def _finish(item: PanelItem, signer: User, meaning: str, moment: datetime) -> None:
    """The signature under what stands there now, and its effect."""
    sign(
        organisation_key=item.bank.public_id,
        signer_key=signer.key,
        signer_role=str(NEEDS_ROLE.get(Approver(item.approver), "panel_chair")),
        object_kind=OBJECT_KIND,
        object_id=item.public_id,
        meaning=meaning,
        digest=item.outcome_digest,
        now=moment,
    )
    item.approved_by, item.final_at, item.state = signer, moment, ItemState.FINAL
    item.appeal_until = _appeal_until(item, timezone.localdate(moment))
    take_effect(item, signer, moment)
    item.save()


def _appeal_until(item: PanelItem, day: date) -> date:
    """The last of the working days that the sitting's rule gives."""
    return add_working_days(day, int(item.sitting.rule["appeal_working_days"]), working_day_overrides(item.bank)).date
