"""Issue certificates: numbered, signed and kept in the caller's transaction; the paper is drawn in the background."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.people.enums import Entrustment
from lms.people.models import Organisation, User
from lms.records.actions import NewDocument, issue_documents, log_act
from lms.records.enums import Verb
from lms.toolkit.random_ids import human_code

from ..domain.certificate import Terms, digest_of, payload_of, seal_file, sign, to_base64
from ..domain.certificate_number import TAIL_LENGTH, certificate_number
from ..enums import CertificateState
from ..models import Certificate, CertificateEvent, SigningKey
from .problems import DecisionProblem
from .signing_keys import current_key

PRINT = "decisions.certificates_print"
BATCH = 500
NODE_ORDER = [code for code, _chinese, _english in NODES]


@dataclass(frozen=True, kw_only=True)
class CertificateRequest:
    """What shall be certified about whom, and by which decision."""

    user: User
    nodes: tuple[str, ...]
    level: str
    starts_on: date
    decision_id: str
    amount_limit: Decimal | None = None
    products: tuple[str, ...] = ()
    ends_on: date | None = None

    @property
    def issue_key(self) -> str:
        """The same decision certifies the same thing once, however often it is asked."""
        parts = (self.user.key, self.decision_id, self.level, *self.nodes, self.starts_on.isoformat())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def issue_certificate(
    *,
    user: User,
    nodes: Iterable[str],
    level: str,
    amount_limit: Decimal | None,
    products: Iterable[str],
    decision_id: str,
    actor: User,
    starts_on: date,
    ends_on: date | None,
    now: datetime | None = None,
) -> Certificate:
    """One certificate; asked again for the same decision, the same certificate. Raises DecisionProblem."""
    request = CertificateRequest(
        user=user,
        nodes=ordered(nodes),
        level=str(level),
        starts_on=starts_on,
        decision_id=decision_id,
        amount_limit=amount_limit,
        products=tuple(sorted(set(products))),
        ends_on=ends_on,
    )
    return issue_certificates(requests=[request], actor=actor, now=now)[0]


def ordered(nodes: Iterable[str]) -> tuple[str, ...]:
    """Once each, in the order of the credit process; unknown ones last."""
    wanted = set(nodes)
    return (*(code for code in NODE_ORDER if code in wanted), *sorted(wanted - set(NODE_ORDER)))


@transaction.atomic
def issue_certificates(*, requests: Sequence[CertificateRequest], actor: User, now: datetime | None = None) -> list[Certificate]:
    """Certificates in the order of ``requests``, all of one bank. Raises DecisionProblem for the first that can't be issued."""
    if not requests:
        return []
    moment, bank = now or timezone.now(), requests[0].user.bank
    if bank is None:
        raise DecisionProblem(_("This person belongs to no bank."), code="no_bank")
    for request in requests:
        _check(request, bank)
    # The bank's row orders the running numbers.
    Organisation.objects.select_for_update().get(pk=bank.pk)
    known = _known([request.issue_key for request in requests])
    fresh = list({one.issue_key: one for one in requests if one.issue_key not in known}.values())
    made = _make(fresh, bank, actor, moment)
    known |= {one.issue_key: one for one in made}
    _log_and_print(made, bank, actor, moment)
    return [known[request.issue_key] for request in requests]


def _check(request: CertificateRequest, bank: Organisation) -> None:
    name = request.user.name
    if request.user.bank_id != bank.pk:
        raise DecisionProblem(_("%(name)s belongs to another bank.") % {"name": name}, code="other_bank")
    if not request.nodes or set(request.nodes) - set(NODE_ORDER):
        raise DecisionProblem(
            _("A certificate names nodes of the credit process. For %(name)s there is none.") % {"name": name}, code="nodes"
        )
    if request.level not in Entrustment.values or Entrustment(request.level).rank <= Entrustment.NONE.rank:
        raise DecisionProblem(_("A certificate needs a level. For %(name)s there is none.") % {"name": name}, code="level")
    if request.ends_on is not None and request.ends_on < request.starts_on:
        raise DecisionProblem(_("The certificate of %(name)s would end before it begins.") % {"name": name}, code="dates")
    if request.amount_limit is not None and request.amount_limit <= 0:
        raise DecisionProblem(_("The amount limit of %(name)s must be more than zero.") % {"name": name}, code="amount")


def _known(keys: Sequence[str]) -> dict[str, Certificate]:
    found: dict[str, Certificate] = {}
    for start in range(0, len(keys), BATCH):
        rows = Certificate.objects.filter(issue_key__in=keys[start : start + BATCH]).select_related("user", "bank", "key")
        found |= {row.issue_key: row for row in rows}
    return found


def _make(requests: Sequence[CertificateRequest], bank: Organisation, actor: User, moment: datetime) -> list[Certificate]:
    if not requests:
        return []
    key, private = current_key(moment)
    today = timezone.localdate(moment)
    last = Certificate.objects.filter(bank=bank, year=today.year).aggregate(last=Max("sequence"))["last"] or 0
    rows = [_row(request, bank, key, private, today, sequence, actor) for sequence, request in enumerate(requests, start=last + 1)]
    made = Certificate.objects.bulk_create(rows, batch_size=BATCH)
    recorded_at = timezone.now()
    CertificateEvent.objects.bulk_create(
        [
            CertificateEvent(certificate=one, state=CertificateState.ACTIVE, actor=actor, happened_at=moment, recorded_at=recorded_at)
            for one in made
        ],
        batch_size=BATCH,
    )
    return made


def _row(
    request: CertificateRequest,
    bank: Organisation,
    key: SigningKey,
    private: Ed25519PrivateKey,
    today: date,
    sequence: int,
    actor: User,
) -> Certificate:
    terms = _terms(request, bank, key, today, sequence)
    payload = payload_of(terms)
    return Certificate(
        number=terms.number,
        bank=bank,
        year=today.year,
        sequence=sequence,
        user=request.user,
        holder=terms.holder,
        nodes=list(terms.nodes),
        level=terms.level,
        amount_limit=terms.amount_limit,
        products=list(terms.products),
        issued_on=today,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        decision=request.decision_id,
        issue_key=request.issue_key,
        payload=payload.decode(),
        signature=to_base64(sign(payload, private)),
        key=key,
        digest=digest_of(payload),
        issued_by=actor,
    )


def _terms(request: CertificateRequest, bank: Organisation, key: SigningKey, today: date, sequence: int) -> Terms:
    prefix, tail = bank.code or bank.public_id[:8], human_code(TAIL_LENGTH)
    return Terms(
        key_id=key.key_id,
        number=certificate_number(prefix=prefix, year=today.year, sequence=sequence, tail=tail),
        bank=bank.name,
        holder=request.user.name,
        nodes=request.nodes,
        level=request.level,
        amount_limit=request.amount_limit,
        products=request.products,
        issued_on=today,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
    )


def _log_and_print(made: Sequence[Certificate], bank: Organisation, actor: User, moment: datetime) -> None:
    for start in range(0, len(made), BATCH):
        log_act(
            organisation_key=bank.public_id,
            actor_key=actor.key,
            verb=Verb.ISSUED,
            object_kind="certificates",
            object_id=made[start].public_id,
            details={"certificates": {one.number: one.user.key for one in made[start : start + BATCH]}},
            now=moment,
        )
    if made:
        ask_for_papers(certificates=made, actor=actor, bank=bank)


def ask_for_papers(*, certificates: Sequence[Certificate], actor: User, bank: Organisation) -> Job:
    """Queue the drawing of certificates; the job files each one as it was issued and hands over all of them in one archive."""
    title = _("Certificates on paper: %(count)d") % {"count": len(certificates)}
    return enqueue(kind=PRINT, title=title, owner=actor, bank=bank, args={"certificates": [one.pk for one in certificates]})


@transaction.atomic
def file_papers(*, papers: Sequence[tuple[Certificate, bytes]], issued_by: User | None, now: datetime | None = None) -> int:
    """Keep drawn certificates of one bank as issued, each once, sealed to the last byte; how many were new."""
    waiting = Certificate.objects.select_for_update(of=("self",)).filter(document=None)
    fresh = set(waiting.filter(pk__in=[row.pk for row, _content in papers]).values_list("pk", flat=True))
    wanted = [(row, content) for row, content in papers if row.pk in fresh]
    if not wanted:
        return 0
    key, private = current_key(now)
    documents = issue_documents(
        organisation_key=wanted[0][0].bank.public_id,
        issued_by_key=issued_by.key if issued_by else "",
        kind="certificate",
        object_kind="certificate",
        documents=[
            NewDocument(row.public_id, f"{row.number} {row.holder}", f"{row.number}.pdf", seal_file(content, private, key.key_id))
            for row, content in wanted
        ],
        now=now,
    )
    for (row, _content), document in zip(wanted, documents, strict=True):
        row.document = document
    Certificate.objects.bulk_update([row for row, _content in wanted], ["document"], batch_size=BATCH)
    return len(wanted)
