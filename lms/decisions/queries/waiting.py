"""What waits for a person in this room: to sign, to answer, to acknowledge, to decide."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Enrolment
from lms.people.models import User
from lms.people.permissions import works_today
from lms.policies.models import Acknowledgement
from lms.records.models import Signature

from ..enums import SETTLED_ITEMS, DecisionState, ProfileState, RuleState
from ..models import Decision, Reply, RuleVersion
from ..permissions import may_decide, reads_decisions, signing_role, signs_for
from .panel_room import rooms_of
from .panels import items_visible_to, panel_appeals_visible_to
from .profiles import OBJECT_KIND as PROFILE_KIND
from .profiles import profiles_to_sign
from .receipts import OBJECT_KIND
from .scope import decisions_visible_to, replies_visible_to, rule_versions_visible_to, rules_to_read


@dataclass(frozen=True)
class Waiting:
    """One thing to do; ``kind`` is sign_rule, sign_profile, sign_decision, answer, acknowledge, decide, panel or panel_appeal."""

    kind: str
    title: str
    url: str
    detail: str = ""


def decisions_waiting_for(user: User) -> list[Waiting]:
    """In the order of urgency; a constant number of queries."""
    found = _to_acknowledge(user)
    if works_today(user):
        found += panel_waiting(user)
    if not reads_decisions(user):
        return found
    today = timezone.localdate()
    return [*found, *_answers(user), *_decisions_to_sign(user, today), *_rules_to_sign(user), *_profiles_to_sign(user), *_drafts(user)]


# What a member has to do with an item of a panel, the most pressing first.
PANEL_ACTS = {
    "approve": gettext_lazy("Sign the outcome of the panel: %(name)s"),
    "conclude": gettext_lazy("Write the outcome of the panel: %(name)s"),
    "vote": gettext_lazy("Vote on the panel: %(name)s"),
    "recommend": gettext_lazy("Write the recommendation about %(name)s"),
    "opinion": gettext_lazy("Give your own opinion about %(name)s"),
}


def panel_waiting(user: User) -> list[Waiting]:
    """What waits on certification panels: votes, outcomes, signatures, appeals to answer. A constant number of queries."""
    rows = list(items_visible_to(user).exclude(state__in=SETTLED_ITEMS).order_by("sitting__held_on", "pk")[:200])
    found = []
    for room in rooms_of(rows, user) if rows else []:
        act = next((one for one in PANEL_ACTS if one in room.may), "")
        if act:
            words = str(PANEL_ACTS[act]) % {"name": room.row.user.name}
            found.append(Waiting("panel", words, reverse("panel-item", args=[room.row.public_id]), room.row.sitting.title))
    for appeal in panel_appeals_visible_to(user).filter(answered_at__isnull=True).exclude(item__sitting__members__user=user):
        if appeal.item.approved_by_id != user.pk and signs_for(user, appeal.item.bank):
            words = _("Answer the appeal of %(name)s") % {"name": appeal.item.user.name}
            found.append(Waiting("panel_appeal", words, reverse("panel-appeal", args=[appeal.public_id]), appeal.item.sitting.title))
    return found


def rules_to_acknowledge(user: User) -> QuerySet[RuleVersion]:
    """Locked rules of the classes a person sits in now that they have not acknowledged."""
    given = Acknowledgement.objects.filter(user=user, object_kind=OBJECT_KIND, object_id=OuterRef("public_id"), digest=OuterRef("digest"))
    present = Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES)
    return rules_to_read(user).filter(Exists(present), ~Exists(given), state=RuleState.LOCKED)


def _to_acknowledge(user: User) -> list[Waiting]:
    return [
        Waiting("acknowledge", _("Read and acknowledge: %(title)s") % {"title": row.rule.title}, reverse("rule-read", args=[row.public_id]))
        for row in rules_to_acknowledge(user)
    ]


def _signed(user: User, kind: str) -> Exists:
    digest = "content_digest" if kind == "decision" else "digest"
    rows = Signature.objects.filter(signer_key=user.key, object_kind=kind, object_id=OuterRef("public_id"), digest=OuterRef(digest))
    return Exists(rows)


def _rules_to_sign(user: User) -> list[Waiting]:
    rows = rule_versions_visible_to(user).filter(~_signed(user, OBJECT_KIND), state=RuleState.DRAFT, offered_at__isnull=False)
    return [
        Waiting(
            "sign_rule",
            _("Sign the rule: %(title)s") % {"title": row.rule.title},
            reverse("rule-detail", args=[row.public_id]),
            row.cohort.name,
        )
        for row in rows.exclude(author=user)
        if signing_role(user, row.cohort)
    ]


def _profiles_to_sign(user: User) -> list[Waiting]:
    rows = profiles_to_sign(user).filter(~_signed(user, PROFILE_KIND), state=ProfileState.DRAFT, offered_at__isnull=False)
    return [
        Waiting("sign_profile", _("Sign the profile: %(title)s") % {"title": row.title}, reverse("profile-detail", args=[row.public_id]))
        for row in rows.exclude(author=user)
    ]


def _decisions_to_sign(user: User, today: date) -> list[Waiting]:
    open_replies = Reply.objects.filter(standing__decision=OuterRef("pk"), answer__isnull=True)
    upheld = Reply.objects.filter(standing__decision=OuterRef("pk"), answer__upheld=True)
    rows = decisions_visible_to(user).filter(
        ~_signed(user, "decision"), ~Exists(open_replies), ~Exists(upheld), state=DecisionState.PUBLISHED, window_ends_on__lt=today
    )
    return [
        Waiting(
            "sign_decision",
            _("Sign the decision: %(title)s") % {"title": row.title},
            reverse("decision-detail", args=[row.public_id]),
            row.cohort.name,
        )
        for row in rows.exclude(author=user)
        if signing_role(user, row.cohort)
    ]


def _answers(user: User) -> list[Waiting]:
    rows = replies_visible_to(user).filter(answer__isnull=True, standing__decision__state=DecisionState.PUBLISHED)
    rows = rows.select_related("standing__decision__cohort__organisation", "standing__user", "standing__outcome")
    return [
        Waiting(
            "answer",
            _("Answer %(name)s: %(kind)s") % {"name": row.standing.user.name, "kind": row.get_kind_display()},
            reverse("reply-detail", args=[row.public_id]),
            row.standing.decision.title,
        )
        for row in rows.exclude(standing__decision__author=user).exclude(standing__outcome__chosen_by=user)
        if signing_role(user, row.standing.decision.cohort)
    ]


def _drafts(user: User) -> list[Waiting]:
    rows = decisions_visible_to(user).filter(state=DecisionState.DRAFT)
    return [_draft(row) for row in rows if may_decide(user, row.cohort)]


def _draft(row: Decision) -> Waiting:
    title = _("Hold the decision meeting: %(title)s") % {"title": row.title}
    return Waiting("decide", title, reverse("decision-detail", args=[row.public_id]), row.cohort.name)
