"""First recognition: a young department has nobody who could certify its first mentors, so the project board resolves it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.actions.authority import grant_authority
from lms.people.enums import Entrustment, Role
from lms.people.models import Authority, User
from lms.people.queries import are_related, people_with_role, related
from lms.records.actions import log_act, sign
from lms.records.enums import Verb

from ..domain.recognition import SIGNERS_NEEDED, recognition_digest
from ..enums import RecognitionState
from ..models import Recognition, RecognitionFile
from ..permissions import may_recognise, sits_on_board
from ..queries.recognitions import MEANING, OBJECT_KIND, recognition_signatures
from .certificate_states import give_way
from .certify import certificate_for
from .problems import DecisionProblem

LONGEST = timedelta(days=2 * 366)
SOLO = (Entrustment.CERTIFIED, Entrustment.SUPERVISES)


@transaction.atomic
def write_recognition(
    *,
    user: User,
    resolution: str,
    nodes: Sequence[str],
    level: str,
    ends_on: date,
    evidence: str,
    actor: User,
    amount_limit: Decimal | None = None,
    products: Sequence[str] = (),
    files: Sequence[tuple[str, bytes]] = (),
    now: datetime | None = None,
) -> Recognition:
    """Write down what the board is to sign; ``files`` are names and bytes that were checked."""
    moment = now or timezone.now()
    _check_author(user, actor)
    _check(nodes, level, amount_limit, ends_on, evidence, timezone.localdate(moment))
    _refuse_suspended(user, nodes)
    made = Recognition(
        bank=actor.bank,
        user=user,
        resolution=resolution.strip(),
        nodes=sorted(nodes),
        level=level,
        amount_limit=amount_limit,
        products=sorted(products),
        ends_on=ends_on,
        evidence=evidence.strip(),
        author=actor,
        created_at=moment,
    )
    sums = [hashlib.sha256(content).hexdigest() for _name, content in files]
    made.content_digest = _digest(made, sums)
    made.save(force_insert=True)
    _keep_files(made, files, sums)
    _log(made, actor, Verb.CREATED, moment)
    _ask_board(made, moment)
    return made


def _check_author(user: User, actor: User) -> None:
    if actor.bank is None or user.bank_id != actor.bank_id or not may_recognise(actor, actor.bank):
        raise DecisionProblem(_("First recognitions are written by the personnel office or the project board."), code="not_allowed")
    if user.pk == actor.pk:
        raise DecisionProblem(_("Nobody writes their own recognition."), code="self")


def _refuse_suspended(user: User, nodes: Sequence[str]) -> None:
    """What was stopped comes back by the panel alone."""
    if Authority.objects.filter(user=user, node__in=nodes, ended_at__isnull=True, suspended_at__isnull=False).exists():
        words = _("The authority of %(name)s is suspended here: ask the panel to lift that first.")
        raise DecisionProblem(words % {"name": user.name}, code="suspended")


def _digest(row: Recognition, sums: Sequence[str]) -> str:
    return recognition_digest(
        bank=row.bank.public_id,
        person=row.user.key,
        resolution=row.resolution,
        nodes=row.nodes,
        level=row.level,
        amount_limit=row.amount_limit,
        products=row.products,
        ends_on=row.ends_on,
        evidence=row.evidence,
        files=sums,
    )


def _keep_files(made: Recognition, files: Sequence[tuple[str, bytes]], sums: Sequence[str]) -> None:
    for (name, content), sha256 in zip(files, sums, strict=True):
        row = RecognitionFile(recognition=made, name=name[:160], sha256=sha256)
        row.file.save(name, ContentFile(content), save=False)
        row.save(force_insert=True)


def _check(nodes: Sequence[str], level: str, amount_limit: Decimal | None, ends_on: date, evidence: str, today: date) -> None:
    if not nodes:
        raise DecisionProblem(_("Name at least one node."), code="nodes")
    if level not in SOLO:
        raise DecisionProblem(_("A first recognition is for level 4 or 5; everything below is earned on cases."), code="level")
    if amount_limit is None:
        raise DecisionProblem(_("Working solo has a limit; enter the amount up to which it holds."), code="amount_limit")
    if ends_on <= today:
        raise DecisionProblem(_("The recognition needs an end that lies ahead."), code="ends_on")
    if ends_on > today + LONGEST:
        raise DecisionProblem(_("A first recognition bridges the beginning: it ends within two years."), code="ends_on")
    if not evidence.strip():
        raise DecisionProblem(_("Write what the recognition rests on."), code="evidence")


def why_not_sign(recognition: Recognition, user: User) -> str:
    """The sentence why ``user`` may not sign, or "" when they may."""
    if not sits_on_board(user, recognition.bank):
        return _("A first recognition is signed by two members of the project board.")
    if user.pk == recognition.user_id:
        return _("Nobody signs their own recognition.")
    if user.pk == recognition.author_id:
        return _("Whoever wrote the recognition doesn't sign it: two others of the board do.")
    if are_related(user, recognition.user):
        return _("Declared relatives don't sign for each other.")
    if any(one.signer_key == user.key for one in recognition_signatures(recognition)):
        return _("You have signed this already.")
    return ""


@transaction.atomic
def sign_recognition(*, recognition: Recognition, signer: User, digest: str, now: datetime | None = None) -> Recognition:
    """The second signature of the board makes it effective: authority, certificate and notices in the same transaction."""
    moment = now or timezone.now()
    recognition = Recognition.objects.select_for_update(of=("self",)).select_related("bank", "user", "author").get(pk=recognition.pk)
    if recognition.state != RecognitionState.DRAFT:
        raise DecisionProblem(_("This recognition no longer waits for signatures."), code="state")
    if refusal := why_not_sign(recognition, signer):
        raise DecisionProblem(refusal, code="not_allowed")
    _refuse_suspended(recognition.user, recognition.nodes)
    if recognition.ends_on <= timezone.localdate(moment):
        raise DecisionProblem(_("Its end has passed; write it anew."), code="ends_on")
    if digest != recognition.content_digest:
        raise DecisionProblem(_("What you were shown is not what stands there now. Open the page again."), code="changed")
    sign(
        organisation_key=recognition.bank.public_id,
        signer_key=signer.key,
        signer_role=Role.PROJECT_BOARD,
        object_kind=OBJECT_KIND,
        object_id=recognition.public_id,
        meaning=MEANING,
        digest=digest,
        now=moment,
    )
    if len(recognition_signatures(recognition)) >= SIGNERS_NEEDED:
        _take_effect(recognition, signer, moment)
    return recognition


def _take_effect(recognition: Recognition, signer: User, moment: datetime) -> None:
    person, level = recognition.user, Entrustment(recognition.level)
    number = certificate_for(
        user=person,
        nodes=list(recognition.nodes),
        level=level,
        amount_limit=recognition.amount_limit,
        products=list(recognition.products),
        decision_id=recognition.public_id,
        actor=signer,
        ends_on=recognition.ends_on,
        now=moment,
    )
    _grant(recognition, level, number, signer, moment)
    recognition.state, recognition.effective_at, recognition.certificate_number = RecognitionState.EFFECTIVE, moment, number
    recognition.save(update_fields=["state", "effective_at", "certificate_number"])
    _log(recognition, signer, Verb.APPROVED, moment)
    notify(
        users=[person],
        kind="recognised",
        title=gettext_lazy("The project board has recognised you"),
        body=gettext_lazy("What you may do, up to which amount and until when stands on your page."),
        url=reverse("recognition-detail", args=[recognition.public_id]),
        dedupe_key=f"recognised-{recognition.public_id}",
        now=moment,
    )


def _grant(recognition: Recognition, level: Entrustment, number: str, signer: User, moment: datetime) -> None:
    """At every node; certificates on which nothing rests any more give way."""
    person = recognition.user
    held = Authority.objects.filter(user=person, node__in=recognition.nodes, ended_at__isnull=True)
    older = sorted(set(held.exclude(certificate="").values_list("certificate", flat=True)))
    for node in recognition.nodes:
        grant_authority(
            user=person,
            node=node,
            level=level,
            actor_key=signer.key,
            amount_limit=recognition.amount_limit,
            products=recognition.products,
            ends_on=recognition.ends_on,
            certificate=number,
            decision=recognition.public_id,
            reason=_("First recognition %(number)s") % {"number": recognition.resolution},
            now=moment,
        )
    for before in older:
        words = _("Certified anew: %(number)s") % {"number": number}
        give_way(number=before, user=person, to=number, reason=words, actor=signer, now=moment)


@transaction.atomic
def withdraw_recognition(*, recognition: Recognition, actor: User, reason: str, now: datetime | None = None) -> Recognition:
    """Take back what has not taken effect yet; afterwards it is suspended or revoked."""
    recognition = Recognition.objects.select_for_update(of=("self",)).select_related("bank", "user").get(pk=recognition.pk)
    if not may_recognise(actor, recognition.bank):
        raise DecisionProblem(_("First recognitions are written by the personnel office or the project board."), code="not_allowed")
    if recognition.state != RecognitionState.DRAFT:
        raise DecisionProblem(_("What is in effect is suspended or revoked, not withdrawn."), code="state")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    recognition.state, recognition.withdrawn_reason = RecognitionState.WITHDRAWN, reason.strip()[:300]
    recognition.save(update_fields=["state", "withdrawn_reason"])
    _log(recognition, actor, Verb.WITHDRAWN, now or timezone.now())
    return recognition


def _ask_board(made: Recognition, moment: datetime) -> None:
    kin = {pk for pair in related(made.bank_id) if made.user_id in pair for pk in pair}
    notify(
        users=people_with_role(made.bank, Role.PROJECT_BOARD).exclude(pk__in={made.user_id, made.author_id} | kin),
        kind="recognition_to_sign",
        title=gettext_lazy("A first recognition waits for two signatures of the board"),
        url=reverse("recognition-detail", args=[made.public_id]),
        needs_decision=True,
        dedupe_key=f"recognition-{made.public_id}",
        now=moment,
    )


def _log(row: Recognition, actor: User, verb: Verb, moment: datetime) -> None:
    log_act(
        organisation_key=row.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind=OBJECT_KIND,
        object_id=row.public_id,
        details={"person": row.user.key, "nodes": list(row.nodes), "level": row.level, "digest": row.content_digest},
        reason=row.withdrawn_reason,
        now=moment,
    )
