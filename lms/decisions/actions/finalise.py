"""Sign a published decision; the last signature that is needed makes it final."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.exchange.actions import publish_event
from lms.exchange.enums import EventKind
from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.policies.queries import policy
from lms.records.actions import sign
from lms.records.enums import Verb
from lms.records.models import Signature
from lms.records.queries import signatures_on

from ..domain.document import build_document, content_digest
from ..enums import DecisionState, Stage
from ..models import Decision, DecisionDocument, Reply
from ..permissions import signing_role
from .log import log_decision
from .problems import DecisionProblem

OBJECT_KIND = "decision"
MEANING = "decision_final"


def decision_signatures(decision: Decision) -> list[Signature]:
    """Signatures under the published content."""
    return list(signatures_on(OBJECT_KIND, decision.public_id, digest=decision.content_digest).filter(meaning=MEANING))


def board_can_sign(decision: Decision) -> bool:
    """Whether somebody of the project board oversees this cohort and did not write the decision."""
    board = people_with_role(decision.bank, Role.PROJECT_BOARD).exclude(pk=decision.author_id)
    return any(signing_role(user, decision.cohort) == Role.PROJECT_BOARD for user in board)


def obstacles_to_final(decision: Decision, *, now: datetime | None = None) -> list[str]:
    """Sentences for what stands against a signature now."""
    found = []
    today = timezone.localdate(now)
    if decision.window_ends_on is not None and today <= decision.window_ends_on:
        found.append(_("Replies and appeals are open until the end of %(day)s.") % {"day": decision.window_ends_on.isoformat()})
    replies = Reply.objects.filter(standing__decision=decision)
    open_replies = replies.filter(answer__isnull=True).count()
    if open_replies:
        found.append(_("%(count)d replies or appeals wait for an answer.") % {"count": open_replies})
    if replies.filter(answer__upheld=True).exists():
        found.append(_("An appeal was upheld: compute and publish a new version instead."))
    return found


@transaction.atomic
def sign_decision(*, decision: Decision, signer: User, digest: str, now: datetime | None = None) -> Decision:
    """Sign the content with ``digest``; identity was checked by the form."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("cohort__organisation", "bank", "author")
    decision = rows.get(pk=decision.pk)
    moment = now or timezone.now()
    role = signing_role(signer, decision.cohort)
    if not role:
        raise DecisionProblem(_("Decisions are signed by the personnel office, the leader or the project board."), code="not_allowed")
    if signer.pk == decision.author_id:
        raise DecisionProblem(_("The author of a decision doesn't sign it."), code="author")
    if decision.state != DecisionState.PUBLISHED:
        raise DecisionProblem(_("Only a published decision is signed."), code="state")
    if missing := obstacles_to_final(decision, now=moment):
        raise DecisionProblem(" ".join(missing), code="open")
    published = decision.frozen.get(stage=Stage.PUBLISHED)
    if digest != decision.content_digest or content_digest(published.content) != decision.content_digest:
        raise DecisionProblem(_("What you were shown is not what was published. Open the page again."), code="changed")
    before = decision_signatures(decision)
    if any(one.signer_key == signer.key for one in before):
        raise DecisionProblem(_("You have signed this decision already."), code="signed")
    fresh = sign(
        organisation_key=decision.bank.public_id,
        signer_key=signer.key,
        signer_role=role,
        object_kind=OBJECT_KIND,
        object_id=decision.public_id,
        meaning=MEANING,
        digest=decision.content_digest,
        now=moment,
    )
    given = [*before, fresh]
    if not missing_signatures(decision, given):
        _make_final(decision, given, published, signer, moment)
    return decision


def missing_signatures(decision: Decision, given: list[Signature]) -> list[str]:
    """Sentences for the signatures that are still needed."""
    needed = int(policy(decision.bank, "decision.signers"))
    found = []
    if len(given) < needed:
        found.append(_("%(count)d more signatures are needed.") % {"count": needed - len(given)})
    if board_can_sign(decision) and not any(one.signer_role == Role.PROJECT_BOARD for one in given):
        found.append(_("One of the signatures must be the project board's."))
    return found


def _written(signature: Signature, name: str) -> dict[str, object]:
    """A signature as the file holds it."""
    return {
        "signer": signature.signer_key,
        "name": name,
        "role": signature.signer_role,
        "signed_at": signature.signed_at,
        "recorded_at": signature.recorded_at,
        "digest": signature.digest,
    }


def _make_final(decision: Decision, given: list[Signature], published: DecisionDocument, signer: User, moment: datetime) -> None:
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    content = published.content
    document = build_document(
        kind=content["kind"],
        engine=content["engine"],
        rule=content["rule"],
        inputs=content["inputs"],
        result=content["result"],
        about=content["about"],
        outcomes=content["outcomes"],
        signatures=[_written(one, names.get(one.signer_key, "")) for one in given],
    )
    DecisionDocument.objects.create(
        decision=decision,
        stage=Stage.FINAL,
        content=document,
        content_digest=document["digests"]["content"],
        frozen_at=moment,
        recorded_at=timezone.now(),
    )
    decision.state, decision.final_at = DecisionState.FINAL, moment
    decision.save(update_fields=["state", "final_at"])
    log_decision(decision, signer, Verb.APPROVED, details={"digest": decision.content_digest, "signatures": len(given)}, now=moment)
    told = {"decision": decision.public_id, "kind": decision.kind, "version": decision.number}
    publish_event(bank=decision.bank, kind=EventKind.DECISION_FINAL, payload=told, now=moment)
    notify(
        users=[row.user for row in decision.standings.select_related("user")],
        kind="decision_final",
        title=gettext_lazy("Your result is final"),
        url=reverse("my-letter", args=[decision.public_id]),
        dedupe_key=f"decision-final-{decision.public_id}",
        now=moment,
    )
