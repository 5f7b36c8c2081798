"""An appeal against an outcome of the panel: filed in time, answered by somebody else; upheld, the next sitting hears it anew."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.models import User
from lms.people.permissions import has_role_at
from lms.people.queries import people_with_role
from lms.records.enums import Verb

from ..enums import TAKING_AWAY, ItemKind, ItemState, SittingState
from ..models import PanelAppeal, PanelItem, PanelSitting
from ..permissions import SIGNERS
from ..queries.panel_people import speaks_as_mentor
from .panel_items import Question, put_on_agenda
from .panel_locks import item_for_update, log_item
from .problems import DecisionProblem


@transaction.atomic
def file_appeal(*, item: PanelItem, user: User, text: str, now: datetime | None = None) -> PanelAppeal:
    """Once, by the person, within the working days of the sitting's rule."""
    moment = now or timezone.now()
    item = item_for_update(item)
    if item.user_id != user.pk:
        raise DecisionProblem(_("A person appeals about their own result only."), code="not_own")
    if item.state != ItemState.FINAL or item.appeal_until is None:
        raise DecisionProblem(_("There is nothing decided yet to appeal against."), code="state")
    if timezone.localdate(moment) > item.appeal_until:
        raise DecisionProblem(_("The time for appeals ended on %(day)s.") % {"day": item.appeal_until.isoformat()}, code="late")
    if PanelAppeal.objects.filter(item=item).exists():
        raise DecisionProblem(_("You have appealed already; the answer comes in writing."), code="twice")
    if not text.strip():
        raise DecisionProblem(_("Write what you want to say."), code="text")
    appeal = PanelAppeal.objects.create(item=item, text=text.strip(), filed_at=moment)
    log_item(item, user, Verb.SUBMITTED, moment, appeal=appeal.public_id)
    office = people_with_role(item.bank, *SIGNERS)
    notify(
        users=[one for one in office if not why_not_answer_appeal(appeal, one)],
        kind="panel_appeal",
        title=format_lazy(gettext_lazy("An appeal against the panel waits for an answer: {name}"), name=user.name),
        body=gettext_lazy("It is answered by somebody who had no part in the decision."),
        url=reverse("panel-appeal", args=[appeal.public_id]),
        needs_decision=True,
        dedupe_key=f"panel-appeal-{appeal.public_id}",
        now=moment,
    )
    return appeal


def why_not_answer_appeal(appeal: PanelAppeal, user: User) -> str:
    """The sentence why ``user`` may not answer, or "" when they may."""
    item = appeal.item
    if user.bank_id != item.bank_id or not has_role_at(user, item.bank, *SIGNERS):
        return _("Answers are written by the personnel office, the leader or the project board.")
    if user.pk == item.user_id:
        return _("Nobody answers themselves.")
    if item.sitting.members.filter(user=user).exists() or user.pk == item.approved_by_id:
        return _("Whoever sat on the panel or signed its outcome doesn't answer what is said against it.")
    if speaks_as_mentor(item, user):
        return _("The person's own mentor doesn't answer the appeal.")
    return ""


@transaction.atomic
def answer_appeal(*, appeal: PanelAppeal, user: User, text: str, upheld: bool = False, now: datetime | None = None) -> PanelAppeal:
    """In writing; an upheld one is put on the agenda of the next planned sitting with the packet frozen anew."""
    moment = now or timezone.now()
    rows = PanelAppeal.objects.select_for_update(of=("self",)).select_related("item__sitting__bank", "item__bank", "item__user__bank")
    appeal = rows.get(pk=appeal.pk)
    if refusal := why_not_answer_appeal(appeal, user):
        raise DecisionProblem(refusal, code="not_allowed")
    if appeal.answered_at is not None:
        raise DecisionProblem(_("This was answered already."), code="answered")
    if not text.strip():
        raise DecisionProblem(_("Write the answer."), code="text")
    if upheld:
        _hear_anew(appeal, user, moment)
    appeal.answer, appeal.upheld, appeal.answered_by, appeal.answered_at = text.strip(), upheld, user, moment
    appeal.save()
    settle_notices(url=reverse("panel-appeal", args=[appeal.public_id]), now=moment)
    log_item(appeal.item, user, Verb.DECIDED, moment, appeal=appeal.public_id, upheld=upheld)
    notify(
        users=[appeal.item.user],
        kind="panel_appeal_answered",
        title=gettext_lazy("Your appeal was answered"),
        url=reverse("my-panel", args=[appeal.item.public_id]),
        dedupe_key=f"panel-appeal-answered-{appeal.public_id}",
        now=moment,
    )
    return appeal


def _hear_anew(appeal: PanelAppeal, user: User, moment: datetime) -> None:
    """The same question again, before the next sitting; what was taken away is asked for as a grant of what was held."""
    old = appeal.item
    coming = PanelSitting.objects.filter(bank=old.bank, state=SittingState.PLANNED, held_on__gte=timezone.localdate(moment))
    sitting = coming.select_for_update(of=("self",)).select_related("bank").order_by("held_on", "pk").first()
    if sitting is None:
        raise DecisionProblem(_("Plan the next sitting first: an upheld appeal goes on its agenda."), code="no_sitting")
    asked = Question(
        user=old.user,
        node=old.node,
        level=old.level,
        kind=ItemKind.GRANT if old.action in TAKING_AWAY else ItemKind(old.kind),
        exception_reason=_("An appeal was upheld."),
        amount_limit=old.amount_limit,
        products=tuple(old.products),
        follows=old,
    )
    put_on_agenda(sitting=sitting, asked=asked, actor=user, moment=moment)
