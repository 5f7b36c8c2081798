"""Publish a draft: seal the ledger, freeze the file, open the window for replies. Or take it back, with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.enums import Gate
from lms.cohorts.queries import gate_is_open
from lms.evidence.actions import seal_bank
from lms.notices.actions import notify
from lms.people.models import Organisation, User
from lms.policies.queries import policy, working_day_overrides
from lms.records.enums import Verb
from lms.records.models import ChainHead
from lms.toolkit.working_days import add_working_days

from ..enums import LIVE_STATES, DecisionState, Stage
from ..models import Decision, DecisionDocument, Meeting, Reply
from ..permissions import may_decide
from ..queries.files import about_draft, draft_document
from ..queries.results import reassessed_in
from .log import log_decision
from .meeting import draft_for_update, options_given
from .problems import DecisionProblem

Json = dict[str, Any]


def obstacles(decision: Decision) -> list[str]:
    """Sentences for what is still missing before a draft can be published."""
    found = []
    waiting = decision.standings.filter(outcome__isnull=True).count()
    if waiting:
        found.append(_("%(count)d people have no outcome yet.") % {"count": waiting})
    if not Meeting.objects.filter(decision=decision).exists():
        found.append(_("The decision meeting has no record yet."))
    if not gate_is_open(decision.cohort, Gate.CLOSING):
        found.append(_("The training of this cohort is not closed yet; the plan opens the evaluation after it."))
    older = Reply.objects.filter(standing__decision__cohort=decision.cohort, standing__decision__state__in=LIVE_STATES)
    if unanswered := older.filter(answer__isnull=True).count():
        found.append(_("%(count)d replies to the version before wait for an answer.") % {"count": unanswered})
    return found


@dataclass(frozen=True)
class ReplyWindow:
    """Working days, the last of them, and whether all holidays in between are known."""

    days: int
    ends_on: date
    certain: bool


def reply_window(decision: Decision, *, day: date) -> ReplyWindow:
    """How long replies are open when it is published on ``day``."""
    days = int(policy(decision.bank, "decision.reply_working_days", on=day))
    deadline = add_working_days(day, days, working_day_overrides(decision.bank))
    return ReplyWindow(days, deadline.date, deadline.certain)


@transaction.atomic
def publish_decision(*, decision: Decision, actor: User, now: datetime | None = None) -> Decision:
    """Freeze rule, inputs, result and outcomes; what it replaces is superseded; each person is told."""
    decision = draft_for_update(decision, actor)
    if missing := obstacles(decision):
        raise DecisionProblem(" ".join(missing), code="incomplete")
    _check_outcomes(decision)
    moment = now or timezone.now()
    seal_bank(bank=decision.bank)
    older = Decision.objects.filter(cohort=decision.cohort, kind=decision.kind, state__in=LIVE_STATES)
    for one in older:
        log_decision(one, actor, Verb.CHANGED, details={"superseded_by": decision.public_id}, now=moment)
    older.update(state=DecisionState.SUPERSEDED)
    window = reply_window(decision, day=timezone.localdate(moment))
    decision.published_at, decision.published_by = moment, actor
    decision.window_ends_on = window.ends_on
    recorded_at = timezone.now()
    document = draft_document(decision, about=_about(decision, window.days) | {"recorded_at": recorded_at})
    decision.content_digest = document["digests"]["content"]
    decision.state = DecisionState.PUBLISHED
    decision.save()
    DecisionDocument.objects.create(
        decision=decision,
        stage=Stage.PUBLISHED,
        content=document,
        content_digest=decision.content_digest,
        frozen_at=moment,
        recorded_at=recorded_at,
    )
    log_decision(decision, actor, Verb.PUBLISHED, details={"digest": decision.content_digest}, now=moment)
    _tell_everybody(decision, moment)
    return decision


def _check_outcomes(decision: Decision) -> None:
    """What was open when it was chosen may be closed by now (an appeal, a re-assessment)."""
    result, reassessed = decision.run.result, reassessed_in(decision)
    for row in decision.standings.select_related("outcome", "user", "enrolment"):
        offered = options_given(row, result, reassessed.get(row.user_id))
        chosen = next((one for one in offered if one.choice == row.outcome.choice), None)
        if chosen is None or not chosen.open:
            raise DecisionProblem(_("The outcome of %(name)s is closed by now; choose again.") % {"name": row.user.name}, code="closed")


def _about(decision: Decision, days: int) -> Json:
    """What a reader of the file should know: when, by whom, on what meeting, on which state of the ledger."""
    meeting = decision.meeting
    about = about_draft(decision)
    about.pop("state")
    return about | {
        "published_at": decision.published_at,
        "published_by": {"key": decision.published_by.key, "name": decision.published_by.name} if decision.published_by else None,
        "window": {"working_days": days, "ends_on": decision.window_ends_on},
        "meeting": {
            "held_at": meeting.held_at,
            "place": meeting.place,
            "participants": [{"key": user.key, "name": user.name} for user in meeting.participants.order_by("key")],
            "minutes": meeting.minutes,
        },
        "ledger": _chain(decision.bank),
    }


def _chain(bank: Organisation) -> Json | None:
    head = ChainHead.objects.filter(chain=f"bank:{bank.public_id}").first()
    return None if head is None else {"chain": head.chain, "position": head.position, "digest": head.digest}


def _tell_everybody(decision: Decision, moment: datetime) -> None:
    notify(
        users=[row.user for row in decision.standings.select_related("user")],
        kind="decision_published",
        title=gettext_lazy("The result of your comprehensive evaluation is ready"),
        body=format_lazy(
            gettext_lazy("You can read it, reply and appeal until {day}. It is not final before."), day=str(decision.window_ends_on)
        ),
        url=reverse("my-letter", args=[decision.public_id]),
        needs_decision=True,
        dedupe_key=f"decision-published-{decision.public_id}",
        now=moment,
    )


@transaction.atomic
def withdraw_decision(*, decision: Decision, actor: User, reason: str, now: datetime | None = None) -> Decision:
    """Take back a draft or a published decision; a final one is only replaced by a newer version."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("cohort__organisation", "bank")
    decision = rows.get(pk=decision.pk)
    if not may_decide(actor, decision.cohort):
        raise DecisionProblem(_("Only the personnel office of this cohort does this."), code="not_allowed")
    if decision.state not in (DecisionState.DRAFT, DecisionState.PUBLISHED):
        raise DecisionProblem(_("Only a draft or a published decision is withdrawn."), code="state")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    published = decision.state == DecisionState.PUBLISHED
    decision.state, decision.withdrawn_at, decision.withdrawn_reason = DecisionState.WITHDRAWN, now or timezone.now(), reason.strip()[:500]
    decision.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    log_decision(decision, actor, Verb.WITHDRAWN, reason=reason.strip(), now=decision.withdrawn_at)
    if published:
        notify(
            users=[row.user for row in decision.standings.select_related("user")],
            kind="decision_withdrawn",
            title=gettext_lazy("The published result was withdrawn"),
            body=format_lazy(gettext_lazy("Reason: {reason}"), reason=decision.withdrawn_reason),
            url=reverse("my-results"),
            now=decision.withdrawn_at,
        )
    return decision
