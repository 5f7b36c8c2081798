"""Replies and appeals to a published result, and their written answers."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.records.enums import Verb

from ..enums import DecisionState, ReplyKind
from ..models import Answer, Decision, Reply, Standing
from ..permissions import SIGNERS, signing_role
from ..queries.results import raters_of
from .log import log_decision
from .problems import DecisionProblem


@transaction.atomic
def file_reply(*, standing: Standing, user: User, kind: str, text: str, now: datetime | None = None) -> Reply:
    """Reply and appeal while the window is open; a human explanation may be asked for until the decision is final."""
    moment = now or timezone.now()
    decision = Decision.objects.select_for_update(of=("self",)).select_related("bank", "cohort__organisation").get(pk=standing.decision_id)
    if standing.user_id != user.pk:
        raise DecisionProblem(_("A person replies about their own result only."), code="not_own")
    if decision.state != DecisionState.PUBLISHED or decision.window_ends_on is None:
        raise DecisionProblem(_("Replies are taken while a result is published and not final."), code="state")
    if kind != ReplyKind.HUMAN_DECISION and timezone.localdate(moment) > decision.window_ends_on:
        raise DecisionProblem(
            _("The time for replies ended on %(day)s. Please turn to the personnel office.") % {"day": decision.window_ends_on.isoformat()},
            code="late",
        )
    if not text.strip():
        raise DecisionProblem(_("Write what you want to say."), code="text")
    reply = Reply.objects.create(bank=decision.bank, standing=standing, kind=kind, text=text.strip(), filed_at=moment)
    log_decision(decision, user, Verb.SUBMITTED, details={"reply": reply.public_id, "kind": kind}, now=moment)
    _tell_office(decision, reply, moment)
    return reply


def _tell_office(decision: Decision, reply: Reply, moment: datetime) -> None:
    office = people_with_role(decision.bank, *SIGNERS)
    notify(
        users=[user for user in office if signing_role(user, decision.cohort) and user.pk != decision.author_id],
        kind="reply_filed",
        title=format_lazy(gettext_lazy("A reply or appeal waits for a written answer: {title}"), title=decision.title),
        body=gettext_lazy("It is answered by somebody who neither computed nor judged what it is about."),
        url=reverse("reply-detail", args=[reply.public_id]),
        needs_decision=True,
        dedupe_key=f"reply-{reply.public_id}",
        now=moment,
    )


def why_not_answer(reply: Reply, user: User) -> str:
    """The sentence why ``user`` may not answer, or "" when they may."""
    decision = reply.standing.decision
    if not signing_role(user, decision.cohort):
        return _("Answers are written by the personnel office, the leader or the project board.")
    if user.pk == decision.author_id:
        return _("The author of the ranking doesn't answer what is said against it.")
    if user.pk == reply.standing.user_id:
        return _("Nobody answers themselves.")
    outcome = getattr(reply.standing, "outcome", None)
    if outcome is not None and outcome.chosen_by_id == user.pk:
        return _("Whoever chose the outcome doesn't answer what is said against it.")
    if user.key in raters_of(decision.run, reply.standing.user.key):
        return _("Whoever judged the person doesn't answer what is said against it.")
    return ""


@transaction.atomic
def answer_reply(*, reply: Reply, user: User, text: str, upheld: bool = False, now: datetime | None = None) -> Answer:
    """The written answer; an upheld appeal keeps the decision from becoming final, so that a new version follows."""
    moment = now or timezone.now()
    rows = Reply.objects.select_related("standing__decision__cohort__organisation", "standing__decision__run", "standing__decision__bank")
    reply = rows.select_related("standing__outcome", "standing__user").get(pk=reply.pk)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("bank").get(pk=reply.standing.decision_id)
    if refusal := why_not_answer(reply, user):
        raise DecisionProblem(refusal, code="not_allowed")
    if Answer.objects.filter(reply=reply).exists():
        raise DecisionProblem(_("This was answered already."), code="answered")
    if not text.strip():
        raise DecisionProblem(_("Write the answer."), code="text")
    if upheld and reply.kind != ReplyKind.APPEAL:
        raise DecisionProblem(_("Only an appeal is upheld."), code="kind")
    answer = Answer.objects.create(reply=reply, text=text.strip(), upheld=upheld, answered_by=user, answered_at=moment)
    settle_notices(url=reverse("reply-detail", args=[reply.public_id]), now=moment)
    log_decision(decision, user, Verb.DECIDED, details={"reply": reply.public_id, "upheld": upheld}, now=moment)
    notify(
        users=[reply.standing.user],
        kind="reply_answered",
        title=gettext_lazy("Your reply was answered"),
        url=reverse("my-letter", args=[decision.public_id]),
        dedupe_key=f"answer-{reply.public_id}",
        now=moment,
    )
    return answer
